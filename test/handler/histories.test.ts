import * as fc from 'fast-check';
import { services } from './fixtures';
import { End, History, histories, play, pollOnce } from './histories/play';
import { buildRequest, executionRequest, linkRequest, Request, scanRequest } from './histories/requests';
import { Moment, otherWayRound } from './histories/service';
import { BUILD_REPORT_KEYS } from '../../src/contract/build-report';
import { PIPELINE_EXECUTION_TYPE } from '../../src/contract/custom-resource';
import { EXECUTION_TAG, PIPELINE_EXECUTION_KEYS, REQUEST_TAG, RETRIES_TAG, TRIGGER_TAG } from '../../src/contract/execution';
import { SCAN_REPORT_KEYS } from '../../src/contract/scan-report';
import { AmiScan, Finding } from '../../src/handler/core/model/facts';
import { LIST_LAG_SECONDS } from '../../src/handler/core/policy/execution-choice';
import { executionOf } from '../../src/handler/core/request/execution-request';
import { parseHandOver } from '../../src/handler/core/request/hand-over';
import { executionLifecycle } from '../../src/handler/report/execution-lifecycle';
import { reportLifecycle } from '../../src/handler/report/report-lifecycle';

/** Another seed is another 10,000 histories: `SEED=7 npx jest test/handler/histories`. */
const SEED = Number(process.env.SEED ?? 20261121);
const HISTORIES = 10_000;
const BODY_LIMIT = 4096;

const KEYS: Record<string, readonly string[]> = {
  'Custom::ImageBuilderBuildReport': BUILD_REPORT_KEYS,
  'Custom::ImageBuilderScanReport': SCAN_REPORT_KEYS,
  'Custom::ImageBuilderPipelineExecution': PIPELINE_EXECUTION_KEYS,
};

describe(`${HISTORIES} histories of seed ${SEED}`, () => {
  const ends = new Set<string>();
  let retries = 0;

  // The provider gives up after 30 minutes and the function takes 2; an execution has its time and 2 minutes to cancel.
  test.each<[string, fc.Arbitrary<Request>, number, number]>([
    ['build report', buildRequest, 0.35, 28 * 60],
    ['scan report', scanRequest, 0.3, 28 * 60],
    ['pipeline execution', executionRequest, 0.2, 57 * 60],
    ['custom resource of a long pipeline execution', linkRequest, 0.15, 57 * 60],
  ])('of a %s', async (_, request, share, patience) => {
    await fc.assert(
      fc.asyncProperty(histories(request), async (history) => {
        const withLastPoll = { ...history, polls: [...history.polls, { seconds: patience, seen: history.polls.at(-1)!.seen }] };
        const end = await play(withLastPoll);
        if (!end) throw new Error(`The wait must have ended after ${patience} seconds.`);
        expectWholeAnswer(history, end);
        expectNoFalseSuccess(history, end);
        expectNoFalseCounts(history, end);
        expectNoFalsePass(history, end);
        expectNothingLeftRunning(end);
        expectNoRetryTooMany(history, end);
        expectNothingOverlooked(history, end);
        expectNoFalseHandOver(history, end);
        retries += end.retries.length;
        await expectSameAgain(end);
        ends.add(kindOf(end));
      }),
      { seed: SEED, numRuns: Math.ceil(HISTORIES * share), verbose: 0 },
    );
  }, 300_000);

  test('end in every way that there is, some of them after retries', () => {
    expect(EVERY_END.filter((end) => !ends.has(end))).toEqual([]);
    expect(retries).toBeGreaterThan(100);
  });
});

const EVERY_END = [
  'handed over at its end', 'handed over in progress',
  'ACCESS_DENIED', 'BUILD_CANCELLED', 'BUILD_FAILED', 'BUILD_TIMED_OUT', 'GATE_NOT_EVALUATED', 'IMAGE_NOT_FOUND', 'PIPELINE_NOT_FOUND',
  'SERVICE_REFUSED', 'SERVICE_TROUBLE', 'SEVERITY_GATE', 'UNKNOWN',
  ...['CANCELLED', 'FAILED', 'IN_PROGRESS', 'NO_IMAGE', 'SUCCEEDED', 'gate NONE', 'gate NOT_EVALUATED', 'gate PASSED']
    .flatMap((end) => [end, `${end}, truncated`]),
];

/** Code of the reason, or what the headline says. */
function kindOf({ answer: { Reason, Data } }: End): string {
  if (!Data) return Reason.split(':')[0];
  if (Data.HandOver) return `handed over ${parseHandOver(Data.HandOver).hasEnded ? 'at its end' : 'in progress'}`;
  return `${Data.Outcome ?? `gate ${Data.Gate}`}${Data.Truncated === 'true' ? ', truncated' : ''}`;
}

/** All keys and no others, each of them text; or one sentence with a code. And CloudFormation takes it. */
function expectWholeAnswer({ request }: History, { body, answer: { Status, Reason, Data } }: End): void {
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(BODY_LIMIT);
  if (Status === 'SUCCESS') {
    expect(Object.keys(Data!).sort()).toEqual(propertiesOf(request).HandsOver ? ['HandOver', 'Truncated'] : [...KEYS[request.ResourceType]].sort());
    expect(Object.entries(Data!).filter(([, value]) => typeof value !== 'string' || value === '')).toEqual([]);
    expect(Data!.Truncated).toMatch(/^(true|false)$/);
  } else {
    expect(Reason).toMatch(/^(BUILD_FAILED|BUILD_CANCELLED|BUILD_TIMED_OUT|SEVERITY_GATE|GATE_NOT_EVALUATED|ACCESS_DENIED|IMAGE_NOT_FOUND|PIPELINE_NOT_FOUND|SERVICE_REFUSED|SERVICE_TROUBLE): \S/);
    // After the sentence the framework says where its log is.
    expect(Reason).toMatch(/^[^\n]+\n\nLogs: \/aws\/lambda\/f+\n$/);
  }
}

/** What came of the build is what its image says, and nothing else is a success. */
function expectNoFalseSuccess({ request }: History, { seen, answer: { Data } }: End): void {
  if (!Data?.Outcome) return;
  const image = 'value' in seen.image && request.ResourceProperties.SourceArn !== 'NONE' ? seen.image.value : undefined;
  const cameOut = image !== undefined && ['AVAILABLE', 'DEPRECATED', 'DISABLED'].includes(image.status);
  if (Data.Outcome === 'SUCCEEDED') expect({ cameOut, ImageArn: Data.ImageArn }).toEqual({ cameOut: true, ImageArn: image!.arn });
  if (Data.Outcome === 'FAILED') expect(image?.status).toBe('FAILED');
}

const FINDINGS = ['FindingsAll', 'FindingsCritical', 'FindingsHigh', 'FindingsMedium', 'FindingsOther'];

const ENDED = ['AVAILABLE', 'DEPRECATED', 'DISABLED', 'FAILED', 'CANCELLED', 'DELETED'];

/** Before an execution answers, whatever the clock says, a build that goes on is told to cancel, unless another custom resource waits for it. */
function expectNothingLeftRunning({ event, seen, cancels, answer: { Data } }: End): void {
  if (Data?.HandOver || !(event as { ImageArn?: string } | undefined)?.ImageArn || !('value' in seen.image) || ENDED.includes(seen.image.value.status)) return;
  expect(cancels).toBeGreaterThan(0);
}

/**
 * A build is retried at most as often as it may be: each retry has a token of its own, and is remembered before it is requested. Only AMIs of this
 * request that are shown as failed are retried.
 */
function expectNoRetryTooMany({ request }: History, { retries }: End): void {
  const { MaxRetries = '0', Continues } = propertiesOf(request);
  const RequestId = Continues === undefined ? request.RequestId : parseHandOver(Continues).requestId;
  expect(new Set(retries.map(({ token }) => token)).size).toBeLessThanOrEqual(Number(MaxRetries));
  for (const { tags, image } of retries) {
    expect(Number(tags[RETRIES_TAG].split(' ')[0])).toBeGreaterThan(0);
    expect(image).toMatchObject({ value: { status: 'FAILED', tags: { [REQUEST_TAG]: RequestId } } });
  }
}

/**
 * An update is answered only when the list shows the build of the trigger before, which a rollback has to cancel, or after two minutes. If none is shown
 * for an unchanged trigger, an image without tags may be the one.
 */
function expectNothingOverlooked({ request }: History, { event, seen: { pipelineImages }, seconds, answer: { Data } }: End): void {
  if (request.ResourceType !== PIPELINE_EXECUTION_TYPE || request.RequestType !== 'Update' || Data === undefined) return;
  // The first custom resource has looked.
  if (propertiesOf(request).Continues !== undefined) return;
  const images = 'value' in pipelineImages ? pipelineImages.value : [];
  const { OldResourceProperties: old, ResourceProperties: { Trigger: now } } = request as unknown as Record<string, { Trigger: string }>;
  const before = old.Trigger;
  const isShown = images.some(({ tags }) => tags?.[EXECUTION_TAG] === executionOf(request) && tags[TRIGGER_TAG] === before);
  if (Math.abs(seconds) < LIST_LAG_SECONDS) expect(isShown).toBe(true);
  if (isShown || before !== now || (event as { ImageArn?: string } | undefined)?.ImageArn !== undefined) return;
  if (Data.HandOver) {
    expect(parseHandOver(Data.HandOver)).toMatchObject({ hasEnded: 'value' in pipelineImages, isNew: false });
    return;
  }
  const mayBeIt = images.some(({ status, tags }) => status !== 'DELETED' && tags === undefined);
  if (mayBeIt) expect(Data).toMatchObject({ Outcome: 'UNKNOWN', ImageArn: 'UNKNOWN', FailedStep: 'UNKNOWN' });
  else expect(Data).toMatchObject({ Outcome: 'NO_IMAGE', ImageArn: 'NONE' });
}

/** What is handed over as ended has ended, or was handed over so; the request of the first stays that of all. */
function expectNoFalseHandOver({ request }: History, { seen, seconds, answer: { Data } }: End): void {
  if (!Data?.HandOver) return;
  expect(Data.Truncated).toBe('false');
  const { HandsOver, Continues, TimeoutSeconds } = propertiesOf(request);
  const before = Continues === undefined ? undefined : parseHandOver(Continues);
  const { hasEnded, imageArn, requestId, waitedSeconds } = parseHandOver(Data.HandOver);
  expect([HandsOver, requestId]).toEqual(['true', before?.requestId ?? request.RequestId]);
  expect(waitedSeconds).toBeGreaterThanOrEqual(before?.waitedSeconds ?? 0);
  if (before?.hasEnded) expect(Data.HandOver).toBe(Continues);
  else if (!hasEnded) expect(seconds).toBeGreaterThanOrEqual(Number(TimeoutSeconds));
  else if (imageArn !== undefined) expect(ENDED).toContain('value' in seen.image ? seen.image.value.status : undefined);
}

function propertiesOf({ ResourceProperties }: Request): Record<string, string | undefined> {
  return ResourceProperties as Record<string, string | undefined>;
}

/** A number, 0 above all, is there only where a scan has been completed and the service has been asked. */
function expectNoFalseCounts({ request: { ResourceProperties: { SourceType } } }: History, { seen, answer: { Data } }: End): void {
  if (!Data?.ScanStatus) return;
  const numbers = FINDINGS.filter((key) => Data[key] !== 'UNKNOWN');
  expect(numbers.filter((key) => !/^[0-9]+$/.test(Data[key]))).toEqual([]);
  if (numbers.length === 0) return;
  if (isScannedOnDemand(seen, SourceType)) {
    expect((seen.amiScans as any).value.some(({ isScanned }: AmiScan) => isScanned)).toBe(true);
    expect(seen.findings).toMatchObject({ value: { complete: true } });
  } else if (SourceType === 'IMAGE' || SourceType === 'PIPELINE') {
    expect(seen.image).toMatchObject({ value: { scan: { status: 'COMPLETED' } } });
  } else {
    expect(seen.counts.some((look) => 'value' in look && look.value !== undefined)).toBe(true);
  }
}

function isScannedOnDemand({ image }: Moment, sourceType: unknown): boolean {
  if (!('value' in image) || (sourceType !== 'IMAGE' && sourceType !== 'PIPELINE')) return false;
  return image.value.scanningEnabled && image.value.scanningTypes.includes('ON_DEMAND_AMI_CVE');
}

/** A gate passes only what is known to be within every limit, and leaves out only what it is told to. */
function expectNoFalsePass({ request: { ResourceProperties } }: History, { seen, answer: { Data } }: End): void {
  if (Data?.Gate !== 'PASSED') return;
  const { OnUnknown: _, OnlyFixable, Ignore, ...given } = (ResourceProperties as any).Gate as Record<string, any>;
  const limits = Object.entries(given).filter(([, limit]) => limit !== undefined).map(([severity, limit]) => [severity, Number(limit)] as const);
  expect(limits.length).toBeGreaterThan(0);
  expect(limits.filter(([severity]) => Data[`Findings${severity}`] === 'UNKNOWN')).toEqual([]);
  if (OnlyFixable === 'true' || Ignore !== undefined || isScannedOnDemand(seen, ResourceProperties.SourceType)) {
    expect(seen.findings).toMatchObject({ value: { complete: true } });
    const kept = (seen.findings as any).value.findings.filter(({ fixAvailable, vulnerabilityId }: Finding) =>
      !(OnlyFixable === 'true' && fixAvailable === 'NO') && !(Ignore !== undefined && vulnerabilityId === 'CVE-2026-10001'));
    const count = (severity: string) => kept.filter((finding: Finding) => severity === 'All' || finding.severity === severity.toUpperCase()).length;
    expect(limits.filter(([severity, limit]) => count(severity) > limit)).toEqual([]);
  } else {
    expect(limits.filter(([severity, limit]) => Number(Data[`Findings${severity}`]) > limit)).toEqual([]);
    // And the service has said nothing else. (A second look for a vulnerability is one at the whole account.)
    const looks = ResourceProperties.SourceType === 'VULNERABILITY' ? seen.counts.slice(0, 1) : seen.counts;
    const [counts = {}] = looks.flatMap((look): Record<string, number | undefined>[] => 'value' in look && look.value ? [{ ...look.value }] : []);
    expect(limits.filter(([severity, limit]) => (counts[severity.toLowerCase()] ?? 0) > limit)).toEqual([]);
  }
}

/** The same facts make the same answer: asked again, asked later, and listed the other way round. */
async function expectSameAgain({ event, seen, seconds, body, isRetry, answer: { Status, Data } }: End): Promise<void> {
  if (!event) return;
  expect(await pollOnce(event, { seen, seconds })).toBe(body);
  expect(await pollOnce(event, { seen: otherWayRound(seen), seconds })).toBe(body);
  // The reason of a failure may say how long it was tried; and after its time-out a build that is cancelled has timed out.
  const timesOut = event.ResourceType === 'Custom::ImageBuilderPipelineExecution' && ['CANCELLED', 'IN_PROGRESS'].includes(Data?.Outcome ?? '');
  // What came of a retry is known only to the poll that requested it.
  // Later, even if the clock had been set back.
  if (Status === 'SUCCESS' && !timesOut && !isRetry && !Data!.HandOver) expect(await pollOnce(event, { seen, seconds: Math.abs(seconds) + 3_600 })).toBe(body);
}

describe('requests of any kind', () => {
  const lone = fc.constantFrom('\ud83d', 'x'.repeat(5_000), '検'.repeat(2_000), '\u0000\n');
  const json = fc.oneof(fc.jsonValue({ maxDepth: 3 }), lone);
  const short = fc.jsonValue({ maxDepth: 0 });
  const properties = fc.oneof(json, fc.dictionary(fc.constantFrom(
    'SourceType', 'SourceArn', 'SourceId', 'OnFailure', 'ScanTimeoutSeconds', 'Gate', 'ImagePipelineArn', 'Trigger', 'TimeoutSeconds', 'MaxRetries', 'HandsOver', 'Continues', 'LogTail', 'Details',
  ), json));
  const request = fc.oneof(json, fc.record({
    RequestType: fc.oneof(fc.constantFrom('Create', 'Update', 'Delete'), json),
    ResourceType: fc.oneof(fc.constantFrom(...Object.keys(KEYS)), json),
    // CloudFormation's own, which are never long.
    StackId: short,
    RequestId: short,
    LogicalResourceId: short,
    PhysicalResourceId: short,
    StartedAt: json,
    ResourceProperties: properties,
    OldResourceProperties: json,
  }, { requiredKeys: [] }));

  const never = new Proxy({}, { get: (_, name) => () => { throw new Error(`${String(name)} must not be called here.`); } }) as any;
  const clock = { now: () => new Date('2026-01-05T09:00:00.000Z'), sleep: async () => undefined };
  const report = reportLifecycle(services({ clock }));
  const execution = executionLifecycle({ ...services({ imageBuilder: never, clock }), startFunction: never });

  test.each<[string, (event: unknown) => Promise<unknown>]>([
    ['onEvent of reports', (event) => report.onEvent(event)],
    ['isComplete of reports', (event) => report.isComplete(event, 120_000)],
    ['onEvent of executions', (event) => execution.onEvent(event, 120_000)],
    ['isComplete of executions', (event) => execution.isComplete(event, 120_000)],
  ])('%s says in one sentence what is wrong with them', async (_, call) => {
    await fc.assert(fc.asyncProperty(request, async (event) => {
      const error: Error | undefined = await call(event).then(() => undefined, (thrown) => thrown);
      if (error === undefined) return;
      expect(error.name).toBe('FailureError');
      expect(error.message).toMatch(/^INVALID_REQUEST: [^\n]+ must [^\n]+, got: [^\n]*\.$/);
    }), { seed: SEED, numRuns: Math.ceil(HISTORIES / 20) });
  });
});
