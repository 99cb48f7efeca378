import { edit, Edit } from './broken';

/**
 * Handlers that are broken on purpose, each in one respect. They prove that the rows of the fault table look: a row fails with every break
 * that it names.
 */
export const BREAKS = {
  // What the client and the polls do about trouble
  asksOnce: [edit('adapters/signed-client.ts', 'attempts: 3,', 'attempts: 1,')],
  failsOnTrouble: [edit('core/policy/decide.ts', 'if (!isRefusal(callFailure) && elapsedSeconds < patienceSeconds(request)) return', 'if (false) return')],
  waitsForEver: [edit('core/policy/decide.ts', 'if (!isRefusal(callFailure) && elapsedSeconds < patienceSeconds(request)) return', 'if (!isRefusal(callFailure)) return')],
  believesProxies: [edit('core/model/call-failure.ts', 'const PASSING = /^SyntaxError$|', 'const PASSING = /')],
  believesEmptyBodies: [edit('adapters/image-builder-client.ts', 'const parsed = objectIn(text);', 'const parsed = objectIn(text) ?? {};')],
  noTimeLimits: [
    edit('adapters/signed-client.ts', 'answerMillis: 10_000, totalMillis: 40_000 };', 'answerMillis: 10_000_000, totalMillis: 10_000_000 };'),
    edit('observe/within-time.ts', 'Math.max(0, remainingMillis - RESERVE_MILLIS)', '10_000_000'),
  ],
  hastens: [edit('adapters/signed-client.ts', 'totalMillis: 40_000 };', 'totalMillis: 4_000 };')],
  ignoresItsOwnEnd: [edit('observe/within-time.ts', 'Math.max(0, remainingMillis - RESERVE_MILLIS)', '10_000_000')],

  // Refusals
  deniedIsPassing: [edit('core/model/call-failure.ts', 'return kind !== \'PASSING\' &&', 'return kind !== \'PASSING\' && kind !== \'DENIED\' &&')],
  refusalIsFinal: [edit('observe/observe.ts', 'waited >= REFUSAL_PATIENCE_SECONDS', 'true')],
  hidesWhatIsDenied: [edit('core/answer/reason.ts', 'perform ${refused.action} on resource ${refused.resource}${because}`', 'do that`')],
  knowsOneDenial: [edit('core/model/call-failure.ts', 'DENIED.test(name) || httpStatus === 403 || httpStatus === 401', 'name === \'AccessDeniedException\'')],
  expiryIsFinal: [edit('core/model/call-failure.ts', '|^Expired|^InvalidPaginationToken|', '|')],
  finalIsPassing: [edit('core/model/call-failure.ts', '? \'FINAL\' : \'PASSING\'', '? \'PASSING\' : \'PASSING\'')],

  asksElsewhere: [edit('core/request/properties.ts', 'region !== own', 'false')],

  hidesOtherRefusals: [edit('core/answer/reason.ts', 'if (!lacksPermission(callFailure)) return', 'if (false) return')],
  hidesPolicies: [edit('core/answer/reason.ts', 'refused.because === undefined', 'true')],
  believesOtherImages: [edit('adapters/image-builder.ts', 'if (answered !== asked) throw', 'if (false) throw')],
  insistsOnWorkflows: [edit('observe/build-observe.ts', '|| !wasBuiltElsewhere(image, account)', '|| true')],
  missesAnyWorkflow: [edit('observe/build-observe.ts', '|| !wasBuiltElsewhere(image, account)', '')],

  // Lists
  readsOnePage: [edit('adapters/pages.ts', 'if (!token) return { items, complete: true };', 'return { items, complete: true };')],
  endsAtEmptyPage: [edit('adapters/pages.ts', 'if (!token) return {', 'if (!token || answer.items.length === 0) return {')],
  goesInCircles: [edit('adapters/pages.ts', 'if (tokens.has(token)) throw', 'if (false) throw')],
  noPageLimit: [edit('adapters/pages.ts', 'tokens.size >= bounds.pages || ', '')],
  countsTwice: [edit('adapters/image-builder.ts', 'item.id === undefined ? item :', 'true ? item :')],
  insistsOnTimes: [edit('adapters/image-builder-client.ts', 'ODD_TIME.test(text) ? withoutOddTime : undefined', 'undefined')],
  insistsOnLongPages: [edit('adapters/image-builder-calls.ts', 'if (asked === SHORT_PAGE || !isRefusal(error)) throw error;', 'throw error;')],
  believesNulls: [edit('adapters/image-builder-facts.ts', 'return items.filter((item) => item !== null);', 'return [...items];')],
  nothingIsZero: [edit('core/build/workflows.ts', 'if (steps.length === 0) return {};', '')],
  noWorkflowIsNoStep: [edit('core/build/workflows.ts', 'each.length === 0 ? undefined', 'false ? undefined')],

  // Meaning
  unknownIsSuccess: [edit('core/build/build-outcome.ts', '?? \'IN_PROGRESS\'', '?? \'SUCCEEDED\'')],
  unknownHasEnded: [edit('core/build/workflows.ts', '!ENDED_EXECUTION.has(status ?? UNKNOWN)', 'status === \'RUNNING\'')],
  everyActionRunsComponents: [edit('core/build/failure-trail.ts', '|| step.action === \'ExecuteComponents\'', '|| true')],
  refusesNovelties: [edit('adapters/image-builder.ts', 'if (!image) throw', 'if (!image || \'aura\' in (bodies.of(answer) as any).image) throw')],
  needsType: [edit('core/build/workflows.ts', 'execution.type ?? workflowTypeOf(execution.workflowArn) ?? UNKNOWN', 'execution.type ?? UNKNOWN')],
  missingCountsAreZero: [edit('adapters/image-builder-facts.ts', 'total: count(execution.totalStepCount),', 'total: count(execution.totalStepCount) ?? 0,')],
  believesAnyNumber: [edit('adapters/image-builder-facts.ts', 'return Number.isInteger(value) && value! >= 0 ? value : undefined;', 'return value;')],
  neverSettles: [edit('core/build/workflows.ts', 'return outcomeOf(image.status)', 'return false && outcomeOf(image.status)')],
  countsRetried: [edit('core/build/workflows.ts', '.filter((execution) => !execution.retried)', '')],
  needsRetriedFlag: [edit('core/build/workflows.ts', '(hasFailed(execution) || execution.status === \'CANCELLED\')\n', 'false\n')],
  rollbackIsNoFailure: [edit('core/build/workflows.ts', 'new Set([\'FAILED\', \'ROLLBACK_COMPLETED\']);', 'new Set([\'FAILED\']);')],
  rollbackIsOnlyFailure: [edit('core/build/workflows.ts', 'new Set([\'FAILED\', \'ROLLBACK_COMPLETED\']);', 'new Set([\'ROLLBACK_COMPLETED\']);')],
  cancelledIsFailure: [edit('core/build/build-outcome.ts', '[\'CANCELLED\', \'CANCELLED\']', '[\'CANCELLED\', \'FAILED\']')],
  listsDeletedOutputs: [edit('core/build/outputs.ts', 'if (image.status === \'DELETED\') return', 'if (false) return')],
  launchesDisabledImages: [edit('core/build/outputs.ts', 'image.status === \'DISABLED\' ? NONE : amiOf(amis.filter(({ status }) => status !== \'DISABLED\'), arn', 'amiOf(amis, arn')],
  saysNothingOfStates: [edit('core/build/build-attributes.ts', '|| (NOTES.get(image.status) ?? NONE)', '|| NONE')],
  goesBackToDisabled: [edit('core/policy/execution-choice.ts', 'return !isNew || status !== \'DISABLED\';', 'return true;')],
  missingOutputsAreNone: [edit('core/build/outputs.ts', 'if (outcomeOf(image.status) === \'SUCCEEDED\' &&', 'if (false &&')],
  takesTheFirstAmi: [edit('core/build/outputs.ts', 'ids.length === 1 ? ids[0] : lastDistributed(executions, ids) ?? UNKNOWN', 'ids.sort()[0]')],
  needsAccounts: [edit('core/build/outputs.ts', '|| amis.every(({ account }) => account === undefined)', '')],
  takesDeletedImages: [
    edit('core/build/newest.ts', '.filter(({ status }) => status !== \'DELETED\')', '.slice()'),
    edit('observe/observe.ts', 'if (seen.image?.status !== \'DELETED\') return seen;', 'return seen;'),
  ],
  takesOneImage: [edit('observe/observe.ts', 'if (!isImageNotFound(callFailureOf(error))) throw error;', 'throw error;')],
  deletedIsSuccess: [edit('core/build/build-outcome.ts', '[\'DELETED\', \'NO_IMAGE\']', '[\'DELETED\', \'SUCCEEDED\']')],
  notFoundIsPassing: [edit('core/model/call-failure.ts', 'if (NOT_FOUND.test(name)) return \'NOT_FOUND\';', 'if (NOT_FOUND.test(name)) return \'PASSING\';')],
  noImageIsZero: [edit('core/build/build-attributes.ts', '  StepsFailed: UNKNOWN,\n', '  StepsFailed: 0,\n')],
  unknownIsNoImage: [
    edit('observe/observe.ts', 'if (source.arn === UNKNOWN) return UNIDENTIFIED_BUILD;', 'if (source.arn === UNKNOWN) return NO_BUILD;'),
    edit('observe/observe.ts', 'if (source.arn === UNKNOWN) return UNIDENTIFIED_SCAN;', 'if (source.arn === UNKNOWN) return NO_SCAN;'),
  ],
  asksForNone: [edit('core/request/request.ts', 'if (arn === NONE || arn === UNKNOWN) return', 'if (false) return')],
  readsNoMessages: [edit('core/build/failure-trail.ts', 'messages.map((message) => COMPONENT_ARN.exec(message ?? \'\')?.[0])', 'messages.map(() => undefined)')],

  // Failures
  readsNoAccount: [edit('adapters/image-builder-facts.ts', 'failure: toFailureContext(body),', 'failure: toFailureContext(image),')],
  wantsWholeAccounts: [edit('adapters/failure-context.ts', 'Object.values(value).some(', 'Object.values(value).every(')],
  readsNoOutputs: [edit('core/build/failure-trail.ts', 'decodeOutputs(step?.outputs)', 'decodeOutputs(undefined)')],
  wantsJsonOutputs: [edit('core/build/step-outputs.ts', '} catch {\n    return undefined;\n  }', '} finally { }')],
  showsCommandOutput: [edit('core/build/failure-trail.ts', 'const output = log && outputs', 'const output = outputs')],
  readsNoSummary: [edit('core/build/step-outputs.ts', 'summaryIn(members.output) ?? summaryIn(output)', 'undefined as undefined | Record<string, unknown>')],
  readsNoStepRegions: [edit('core/build/failure-trail.ts', ': failedRegions(steps);', ': [];')],
  hidesHowRegionsEnded: [edit('core/build/failure-trail.ts', 'status === \'FAILED\' ? undefined : status]', 'undefined]')],
  silenceIsEmpty: [edit('core/build/failure-trail.ts', '|| UNKNOWN,\n  };', '|| \'It failed.\',\n  };')],
  readsNoAttempts: [edit('core/build/failure-trail.ts', 'attemptOf(step), runCommandId', 'undefined, runCommandId')],
  countsEveryAttempt: [edit('core/build/workflows.ts', 'return steps.filter(({ name, attempt = Infinity }) => name === undefined', 'return steps.filter(({ name, attempt = Infinity }) => true || name === undefined')],
  knowsNoRegions: [edit('core/build/failure-trail.ts', 'if (regions.size > 0) return', 'if (false) return')],
  failsOnNothing: [edit('core/policy/decide.ts', 'const stops = request.failOnFailure &&', 'const stops = false &&')],

  // Scans
  countsUnfinishedScans: [
    edit('core/scan/scan-outcome.ts', 'return scanStatusOf(image) === \'COMPLETED\';', 'return true;'),
    edit('core/scan/scan-outcome.ts', 'findings: status === \'COMPLETED\' ? findingsOf(answer) : {},', 'findings: findingsOf(answer),'),
  ],
  waitsForScansThatNeverStart: [edit('core/scan/scan-outcome.ts', 'ended: whyNeverScanned(image) !== undefined || ', 'ended: ')],
  waitsForNoScan: [edit('core/policy/decide.ts', 'if (!scan.ended &&', 'if (false &&')],
  knowsNoOnDemand: [edit('core/scan/ami-scan.ts', 'scanningTypes.includes(ON_DEMAND)', 'false')],
  everyAmiIsScanned: [edit('adapters/ami-scans.ts', 'const isScanned = ', 'const isScanned = true || ')],
  needsScanToBeSevere: [edit('adapters/ami-scans.ts', '|| scannedAt !== undefined;', ';')],
  waitsForAbsentAmis: [edit('core/scan/scan-outcome.ts', 'const hasNoAmi = amiScan?.state === \'ABSENT\' && isBuilt;', 'const hasNoAmi = false && isBuilt;')],
  looksOnceAtAmis: [edit('observe/ami-scan-observe.ts', 'const second = await amiScans.findings(amiId, signal);', 'const second = first;')],
  believesEmptyFindings: [edit('core/scan/ami-scan.ts', 'return complete && highest !== undefined &&', 'return false && highest !== undefined &&')],
  namelessIsIgnored: [edit('core/scan/gate-counts.ts', 'if (entry && today <= entry.until) ignored++;', 'if ((entry || finding.vulnerabilityId === undefined) && ignore.length > 0) ignored++;')],
  readsNoTitles: [edit('adapters/ami-scans.ts', 'vulnerabilityId: vulnerabilityIdIn(title),', 'vulnerabilityId: undefined,')],
  deniedAmisAreTrouble: [edit('observe/ami-scan-observe.ts', 'if (denied.kind !== \'DENIED\') throw error;', 'throw error;')],
  believesAnyXml: [edit('adapters/ami-scans.ts', 'if (answer === undefined) throw', 'if (false) throw')],
  missingSeverityIsUnknown: [edit('core/scan/scan-outcome.ts', 'if (!isEach && all > sum) return', 'if (!isEach) return')],
  missingSeverityIsZero: [edit('core/scan/scan-outcome.ts', 'if (!isEach && all > sum) return', 'if (false) return')],
  believesSmallTotals: [edit('core/scan/scan-outcome.ts', 'all: Math.max(all, sum)', 'all')],
  otherCountsAreZero: [
    edit('adapters/image-builder-facts.ts', 'return aggregations.length > 0 ? {} : undefined;', 'return undefined;'),
    edit('observe/scan-observe.ts', 'counted === \'EMPTY\' ? await confirmed() :', 'false ? await confirmed() :'),
  ],
  guessesRetries: [edit('core/build/workflows.ts', 'return retried === undefined && workflowArn', 'return workflowArn')],
  blamesAnyStage: [edit('core/build/failure-trail.ts', '[stage, UNKNOWN].includes(typeOf(execution))', 'true')],
  emptyIsNoImage: [edit('adapters/image-builder.ts', 'if (images.length === 0) {', 'if (images.length < 0) {')],
  notFoundIsNoImage: [edit('core/model/call-failure.ts', 'kind === \'NOT_FOUND\' && operation === \'GetImage\'', 'kind === \'NOT_FOUND\'')],
  missingTotalIsZero: [edit('core/scan/scan-outcome.ts', 'if (all === undefined) return { critical, high, medium };', 'if (all === undefined) return { all: 0, critical: critical ?? 0, high: high ?? 0, medium: medium ?? 0, other: 0 };')],
  countsBelowZero: [edit('core/scan/scan-outcome.ts', 'Math.max(0, all - ', 'Math.max(-1_000, all - ')],
  takesAnyCounts: [edit('adapters/image-builder-facts.ts', 'entry && (!entry.subject || !value || isSameSubject(name, entry.subject, value))', 'entry')],
  looksOnce: [edit('observe/scan-observe.ts', 'await later(look) ?? \'EMPTY\'', '\'EMPTY\'')],
  believesAbsentCounts: [edit('observe/scan-observe.ts', 'counted === \'EMPTY\' ? await confirmed() :', 'false ? await confirmed() :')],
  deniedListIsEmpty: [edit('observe/scan-observe.ts', 'return { counts: {}, denied: callFailure };', 'return { counts: \'EMPTY\' };')],
  noFindingsAreUnknown: [edit('core/scan/scan-outcome.ts', 'if (answer === \'EMPTY\') return { all: 0, critical: 0, high: 0, medium: 0, other: 0 };', 'if (answer === \'EMPTY\') return {};')],
  emptyAccountIsClean: [edit('observe/scan-observe.ts', 'return \'NO_SCAN\';', 'return \'EMPTY\';')],
  noImageIsNotScanned: [edit('core/scan/scan-outcome.ts', 'return { status: SCAN_NO_IMAGE, ended: true', 'return { status: SCAN_NOT_ENABLED, ended: true')],
  gateIsOpen: [edit('core/scan/gate.ts', 'if (above.length > 0) {', 'if (false) {')],
  unknownPasses: [edit('core/scan/gate.ts', 'if (!unknown) return', 'if (true) return')],

  // Findings, logs and details
  believesShortLists: [edit('core/scan/scan-attributes.ts', 'list.complete && list.findings.length >= counted', 'true')],
  missingFindingsPass: [edit('core/scan/gate-counts.ts', 'atMost: atLeast + missing + unclear,', 'atMost: atLeast + unclear,')],
  silenceIsNoFix: [edit('core/scan/gate-counts.ts', 'finding.fixAvailable?.toUpperCase() === \'NO\'', 'finding.fixAvailable?.toUpperCase() !== \'YES\'')],
  silenceIsHarmless: [edit('core/scan/gate-counts.ts', 'atMost: atLeast + missing + unclear,', 'atMost: atLeast + missing,')],
  needsTheLog: [edit('observe/build-observe.ts', 'return isCallFailure(lines) ? { callFailure: lines } : { lines };', 'if (isCallFailure(lines)) throw new CallFailed(lines);\n    return { lines };')],
  hidesTheMissedLog: [edit('core/build/log-tail.ts', 'if (log.callFailure.kind !== \'DENIED\') return undefined;', 'return undefined;')],
  believesProxiesOfS3: [edit('adapters/s3-objects.ts', 'if (!etag) throw', 'if (false) throw')],
  forgetsDetails: [edit('report/invocation.ts', 'if (written?.kind === \'CALL_FAILED\') return', 'if (false) return')],

  // Text
  namesAnyLogGroup: [edit('core/build/build-attributes.ts', 'group !== undefined && LOG_GROUP.test(group) ? group : undefined', 'group')],
  rendersAsIs: [edit('core/answer/render.ts', 'oneLine(String(value)) || UNKNOWN', 'String(value)')],
  keepsInvisible: [edit('core/answer/text.ts', '.replace(/[\\p{Cf}\\p{Default_Ignorable_Code_Point}]+/gu, \'\')', '')],

  // Size
  cutsNothing: [edit('core/answer/render.ts', 'if (attributesFit(envelope, whole)) return whole;', 'return whole;')],
  cutsTextOnly: [edit('core/answer/render.ts', '[[FREE_TEXT, cutText], [LISTS, cutList], [Object.keys(attributes), cutText]]', '[[FREE_TEXT, cutText]]')],
  cutsNoCause: [edit('core/build/failure-reason.ts', 'cutText(cause, CAUSE_BYTES)', 'cause')],
  quotesAll: [edit('core/answer/reason.ts', 'cutText(oneLine(message), QUOTE_BYTES)', 'message'), edit('core/answer/render.ts', 'return cutText(oneLine(reason), reasonBytes(envelope));', 'return reason;')],
  quotesNamesInFull: [edit('core/build/failure-reason.ts', '` ${words} ${cutText(text, NAME_BYTES)}${suffix}`', '` ${words} ${text}${suffix}`')],

  // Executions
  startsEachTime: [edit('report/execution-observe.ts', 'if (found) return { kind: \'FOUND\', imageArn: found.arn };', '')],
  startsTwice: [
    edit('report/execution-observe.ts', 'if (found) return { kind: \'FOUND\', imageArn: found.arn };', ''),
    edit('core/request/execution-request.ts', 'return requestId.slice(0, MAX_CLIENT_TOKEN);', 'return `${requestId.slice(0, 20)}${process.hrtime.bigint()}`;'),
  ],
  newTokenEachTime: [edit('core/request/execution-request.ts', 'return requestId.slice(0, MAX_CLIENT_TOKEN);', 'return `${requestId.slice(0, 20)}${process.hrtime.bigint()}`;')],
  startTroubleIsFinal: [edit('core/policy/execution-decide.ts', 'if (!isRefusal(callFailure) && elapsedSeconds < timeoutSeconds + CANCEL_TIMEOUT_SECONDS) return', 'if (false) return')],
  notFoundWaits: [edit('core/model/call-failure.ts', 'return kind !== \'PASSING\' &&', 'return kind !== \'PASSING\' && kind !== \'NOT_FOUND\' &&')],
  cancelsOnTrouble: [edit('core/policy/execution-decide.ts', 'return isRefusal(observed.callFailure) || elapsedSeconds >= timeoutSeconds;', 'return true;')],
  executionFailsOnNothing: [edit('core/policy/execution-decide.ts', 'if (hasFailed && request.failOnFailure)', 'if (false)')],
  cancelsNothing: [edit('adapters/image-builder.ts', 'await send(CANCEL, { imageBuildVersionArn }, call, signal);', '')],
  cancelOrElse: [edit('report/execution-lifecycle.ts', 'log.write(\'not cancelled\',', 'throw error; log.write(\'not cancelled\',')],
  everythingIsNew: [edit('core/request/execution-request.ts', 'isNew: isCreate || before.Trigger', 'isNew: true || before.Trigger')],
  failuresNeverCount: [edit('core/policy/execution-choice.ts', 'return !isNew || (!isCreate && !failOnFailure);', 'return false;')],
  deleteMayFail: [edit('report/execution-lifecycle.ts', 'return isRefusal(seen.callFailure) || isOver ?', 'throw new CallFailed(seen.callFailure); return isOver ?')],
  deleteWaitsForEver: [edit('report/execution-lifecycle.ts', 'const isOver = Math.abs(elapsedSeconds) >= PASSING_FAILURE_TIMEOUT_SECONDS;', 'const isOver = false;')],
  leavesRefusedBuilds: [edit('core/policy/execution-decide.ts', 'return isRefusal(observed.callFailure) || elapsedSeconds >= timeoutSeconds;', 'return elapsedSeconds >= timeoutSeconds;')],
  saysBeforeItCancels: [edit('report/execution-lifecycle.ts', 'mustCancel(request, seen, elapsedSeconds) ?', 'false ?')],
  takesTimeForForward: [edit('report/execution-lifecycle.ts', 'const elapsedSeconds = (clock.now().getTime() - parseStartedAt(event).getTime()) / 1000;', 'const elapsedSeconds = Math.abs(clock.now().getTime() - parseStartedAt(event).getTime()) / 1000;')],
  believesEmptyLists: [edit('core/policy/execution-choice.ts', 'return Math.abs(elapsedSeconds) < LIST_LAG_SECONDS && !', 'return false && !')],
  givesUpUnseen: [edit('report/execution-lifecycle.ts', 'if (target === undefined) return', 'if (target === undefined || elapsedSeconds >= PASSING_FAILURE_TIMEOUT_SECONDS) return')],
  trustsTheClock: [
    edit('report/execution-lifecycle.ts', 'Math.abs(elapsedSeconds) >= PASSING', 'elapsedSeconds >= PASSING'),
    edit('core/policy/execution-choice.ts', 'Math.abs(elapsedSeconds)', 'elapsedSeconds'),
  ],
  leavesNewerBuilds: [edit('report/execution-lifecycle.ts', 'const isEarly = first.kind !== \'WAIT\' &&', 'const isEarly = false &&')],
  answersBeforeTheList: [edit('report/execution-lifecycle.ts', 'first.kind === \'SUCCEED\' && isEarly ?', 'false ?')],
  lostTagsAreNoImage: [edit('report/execution-observe.ts', 'return why === undefined ?', 'return true ?')],
  deleteReadsAll: [edit('core/request/execution-request.ts', 'return isPipelineArn(arn) ? { pipelineArn: arn,', 'return parseExecutionRequest(event) && isPipelineArn(arn) ? { pipelineArn: arn,')],

  // The life of a report
  showsStacks: [edit('core/answer/reason.ts', 'this.stack = sentence;', '')],
  takesOnAnything: [edit('report/report-lifecycle.ts', 'const request = parseRequest(event);\n      log.write(\'accepted\'', 'const request = { kind: \'BUILD\', source: { type: \'IMAGE\', arn: \'any\' }, failOnFailure: false } as any;\n      log.write(\'accepted\'')],
  deleteReads: [edit('report/report-lifecycle.ts', 'if (parseRequestType(event) === \'Delete\') return { IsComplete: true };', '')],
  newIdEachTime: [edit('report/report-lifecycle.ts', 'PhysicalResourceId: physicalIdOf(request),', 'PhysicalResourceId: `${physicalIdOf(request)}${process.hrtime.bigint()}`,')],
  tellsNothing: [edit('core/answer/render.ts', 'export function renderAttributes(', 'export const renderAttributes = () => ({});\nfunction unused(')],
} as const satisfies Record<string, readonly Edit[]>;

export type BreakName = keyof typeof BREAKS;
