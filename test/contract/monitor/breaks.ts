import { edit, Edit } from '../faults/broken';

/** Monitors that are broken on purpose, each in one respect. They prove that the stories look: a story fails with every break that it names. */
export const BREAKS = {
  // Once, and at least once
  recordsWithoutACondition: [edit('adapters/record-store.ts', '{ \'if-none-match\': \'*\' }', '{}')],
  ignoresClaims: [edit('core/record/notice.ts', '> now.getTime() ? \'LEAVE\' : \'CLAIM\'', '> now.getTime() ? \'CLAIM\' : \'CLAIM\'')],
  // Each of the two alone tells nobody anything twice.
  tellsAlways: [
    edit('core/record/notice.ts', 'if ((notice.told?.revision ?? 0) >= revision) return \'DONE\';', ''),
    edit('core/record/telling.ts', 'return told === undefined || told.outcome', 'return true || told!.outcome'),
  ],
  tellsOfPipelinesAlways: [edit('monitor/tell-pipeline.ts', 'told: { revision: notAfter.getTime() }', 'told: { revision: 0 }')],
  notesBeforeItSends: [edit(
    'monitor/tell.ts', 'const failures: CallFailure[] = [];',
    'const failures: CallFailure[] = []; await records.replace(place, jsonOf(noted(claim, news.told, [], true)), tag, signal);',
  )],
  swallowsRefusals: [edit('monitor/tell.ts', 'failures.push(callFailureOf(error));', 'delivered.push(topicArn);')],
  neverLooks: [edit('monitor/poll.ts', 'settleAll(buildsToLookAt(listed ?? [], state),', 'settleAll([],')],

  // The truth
  claimsSuccess: [edit('core/build/build-outcome.ts', '?? \'IN_PROGRESS\'', '?? \'SUCCEEDED\'')],
  recordsEverything: [edit('monitor/build-lifecycle.ts', 'return pipelines === undefined || (', 'return true || (')],
  waitsForNoScan: [edit('core/record/make-record.ts', 'return since !== undefined && now', 'return false && now')],
  keepsCommandOutput: [edit('core/record/make-record.ts', 'logTail ? executions : executions?.map(withoutCommandOutputs)', 'executions')],
  ignoresTheGate: [edit('core/record/make-record.ts', 'judge(gate, {', 'judge(undefined, {')],
  judgesOnce: [edit('monitor/poll.ts', 'run.monitor.rejudge && await judgeAll(', 'false && await judgeAll(')],
  countsUnknownAsZero: [edit('core/render/metrics.ts', 'typeof value === \'number\' ? value : undefined;', 'Number(value) || 0;')],

  // What people and machines read
  forgetsThePage: [edit('monitor/write-record.ts', 'await records.put(places.page, HTML, renderers.pageOf(record), signal);', '')],
  forgetsTheSbom: [edit('monitor/write-record.ts', 'if (sbom !== undefined) await', 'if (false) await')],
  losesMetrics: [edit('monitor/tell.ts', 'if (!claim.measured) metrics', 'if (false) metrics')],
  forgetsFailures: [edit('core/record/occasions.ts', 'BUILD_FAILED: Outcome === \'FAILED\',', 'BUILD_FAILED: false,')],
  hidesTheReason: [edit('core/render/notification.ts', 'why === undefined || why === gateReason ? undefined', 'true ? undefined')],
  miscounts: [edit(
    'core/render/notification.ts', '[scan.FindingsCritical, \'critical\'], [scan.FindingsHigh, \'high\']',
    '[scan.FindingsHigh, \'critical\'], [scan.FindingsCritical, \'high\']',
  )],
  escapesNothing: [edit('core/render/page/html.ts', '.replace(/[&<>"\']/g, (character) => ENTITIES[character])', '')],
  keepsControlCharacters: [edit('core/answer/text.ts', '.replace(/[\\p{Cf}\\p{Default_Ignorable_Code_Point}]+/gu, \'\')', '')],
} as const satisfies Record<string, readonly Edit[]>;

export type MonitorBreakName = keyof typeof BREAKS;
