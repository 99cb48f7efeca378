import { Answer, LocalAws, startLocalAws } from './local-aws';
import { ReportStack, synthesize } from './report-stack';
import { OnUnknown, ScanReport, ScanSource, SeverityGate } from '../../src';
import { allows, rolesOf } from '../iam/policies';
import { AuthorizationRequest, Fault, Patch, Scenario, SeedImage, Simulator, startSimulator } from '../simulator';

const IMAGE_ARN = 'arn:aws:imagebuilder:eu-central-1:123456789012:image/golden/1.2.3/4';
const PIPELINE_ARN = 'arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/golden';
const LIST_FINDINGS = 'ListImageScanFindings';
/** Two critical vulnerabilities and one of high severity. Of the first there are CVE-2026-10000 and -10001, of the other CVE-2026-20000. */
const FINDINGS = { all: 3, critical: 2, high: 1, medium: 0 };
const TOP = 'CVE-2026-10000(CRITICAL),CVE-2026-10001(CRITICAL),CVE-2026-20000(HIGH)';
const WHERE = `in ${IMAGE_ARN}. List them with: aws imagebuilder list-image-scan-findings --filters name=imageBuildVersionArn,values=${IMAGE_ARN}`;

jest.setTimeout(60_000);

let simulator: Simulator;
let stack: ReportStack;
let aws: LocalAws;
/** What the functions had to be allowed. */
const asked: AuthorizationRequest[] = [];

beforeAll(async () => {
  stack = synthesize((scope) => {
    const source = ScanSource.imageArn(IMAGE_ARN);
    const ignored = (vulnerabilityId: string, until: string) => ({ vulnerabilityId, until, reason: 'not reachable' });
    new ScanReport(scope, 'Findings', { source, readFindings: true });
    new ScanReport(scope, 'OfPipeline', { source: ScanSource.pipelineArn(PIPELINE_ARN), readFindings: true });
    new ScanReport(scope, 'OfAccount', { source: ScanSource.account(), readFindings: true });
    new ScanReport(scope, 'OfCve', { source: ScanSource.vulnerability('CVE-2026-10000'), readFindings: true });
    new ScanReport(scope, 'Fixable', { source, gate: SeverityGate.atMost({ critical: 0, onlyFixable: true }) });
    new ScanReport(scope, 'Lenient', { source, gate: SeverityGate.atMost({ critical: 0, onlyFixable: true, onUnknown: OnUnknown.CONTINUE }) });
    new ScanReport(scope, 'Ignoring', {
      source, gate: SeverityGate.atMost({ critical: 0, ignore: [ignored('CVE-2026-10000', '9999-12-31'), ignored('CVE-2026-10001', '9999-12-31')] }),
    });
    new ScanReport(scope, 'Expired', {
      source, gate: SeverityGate.atMost({ critical: 1, ignore: [ignored('CVE-2026-10000', '2025-12-31')] }),
    });
  });
  simulator = await startSimulator({ account: '123456789012', authorize: async (permission) => void asked.push(permission) });
  aws = await startLocalAws(stack, simulator.url);
}, 120_000);

afterAll(async () => {
  await aws?.stop();
  await simulator?.stop();
});

beforeEach(() => {
  aws.waits = [];
});

describe('top vulnerabilities', () => {
  test('are the gravest of the image', async () => {
    given();
    expect(await create('Findings')).toMatchObject({
      Status: 'SUCCESS', Data: { FindingsAll: '3', TopVulnerabilities: TOP, Gate: 'NONE' },
    });
    expect(operations()).toEqual(['GetImage', 'ListImageScanFindingAggregations', LIST_FINDINGS]);
    expect(inputsOf(LIST_FINDINGS)).toEqual([{ filters: [{ name: 'imageBuildVersionArn', values: [IMAGE_ARN] }], maxResults: 100 }]);
  });

  test('are ten at most, read to the last page', async () => {
    given({ findings: { all: 60, critical: 4, high: 20, medium: 30 } }, [], { pageSize: 7 });
    const answer = await create('Findings');
    expect(answer.Data!.TopVulnerabilities.split(',')).toEqual([
      ...[0, 1, 2, 3].map((i) => `CVE-2026-1000${i}(CRITICAL)`), ...[0, 1, 2, 3, 4, 5].map((i) => `CVE-2026-2000${i}(HIGH)`),
    ]);
    expect(operations().filter((operation) => operation === LIST_FINDINGS)).toHaveLength(9);
    expect(answer.bytes).toBeLessThanOrEqual(4096);
  });

  test.each([
    ['OfPipeline', { filters: [{ name: 'imagePipelineArn', values: [PIPELINE_ARN] }], maxResults: 100 }, TOP],
    ['OfAccount', { maxResults: 100 }, TOP],
    ['OfCve', { filters: [{ name: 'vulnerabilityId', values: ['CVE-2026-10000'] }], maxResults: 100 }, 'CVE-2026-10000(CRITICAL)'],
  ])('of %s are those of its images', async (report, input, top) => {
    given({ pipelineArn: PIPELINE_ARN });
    expect(await create(report)).toMatchObject({ Status: 'SUCCESS', Data: { TopVulnerabilities: top } });
    expect(inputsOf(LIST_FINDINGS)).toEqual([input]);
  });

  test('are none where the scan found nothing', async () => {
    given({ findings: { all: 0, critical: 0, high: 0, medium: 0 } });
    expect((await create('Findings')).Data).toMatchObject({ FindingsAll: '0', TopVulnerabilities: 'NONE' });
  });

  test('are not known of an image that was not scanned, and are not asked for', async () => {
    given({ scanState: undefined, findings: undefined });
    expect((await create('Findings')).Data).toMatchObject({ ScanStatus: 'NOT_ENABLED', FindingsAll: 'UNKNOWN', TopVulnerabilities: 'UNKNOWN' });
    given({ scanState: undefined, findings: undefined });
    expect((await create('OfAccount')).Data).toMatchObject({ FindingsAll: 'UNKNOWN', TopVulnerabilities: 'UNKNOWN' });
    expect(operations()).toEqual(['ListImageScanFindingAggregations', LIST_FINDINGS]);
  });

  test('say that there may be graver ones where the list is short of the count', async () => {
    given({}, [patched([{ delete: 'findings[0]' }, { delete: 'findings[0]' }])]);
    expect((await create('Findings')).Data).toMatchObject({ FindingsAll: '3', TopVulnerabilities: 'CVE-2026-20000(HIGH),UNKNOWN' });
    expect(inputsOf(LIST_FINDINGS)).toHaveLength(2);
  });

  test('make zero unknown where the service counts nothing', async () => {
    given({}, [{ operation: 'ListImageScanFindingAggregations', effect: { patch: [{ set: 'responses', value: [] }] } }]);
    expect((await create('Findings')).Data).toMatchObject({ FindingsAll: 'UNKNOWN', TopVulnerabilities: expect.stringContaining('CVE-2026-10000(CRITICAL)') });
  });
});

describe('a gate on what is fixable', () => {
  const WITHOUT_FIX: Patch[] = [0, 1].map((i) => ({ set: `findings[${i}].fixAvailable`, value: 'NO' }));

  test('is passed by critical findings without a fix, and says so', async () => {
    given({}, [patched(WITHOUT_FIX)]);
    expect(await create('Fixable')).toMatchObject({
      Status: 'SUCCESS', Data: { Gate: 'PASSED', GateReason: 'GATE_PASSED: not counted: 2 without a fix.', FindingsCritical: '2' },
    });
  });

  test('is not passed by one that has a fix, has one in part, or does not say', async () => {
    const path = 'findings[1].fixAvailable';
    for (const second of [{ set: path, value: 'YES' }, { set: path, value: 'PARTIAL' }, { delete: path }]) {
      given({}, [patched([WITHOUT_FIX[0], second])]);
      expect(sentenceOf(await create('Fixable'))).toBe(`SEVERITY_GATE: 1 critical finding, at most 0 are accepted (not counted: 1 without a fix), ${WHERE}`);
    }
  });

  test('is not passed by findings whose severity is not there', async () => {
    given({}, [patched([...WITHOUT_FIX, { delete: 'findings[2].severity' }])]);
    expect(sentenceOf(await create('Fixable'))).toBe(
      `GATE_NOT_EVALUATED: 1 finding has no severity that is known (not counted: 2 without a fix), in ${IMAGE_ARN}. `
      + 'Deploy again, or judge the counts of the service.',
    );
  });

  test('is not passed by findings that are counted and not listed, unless it may be without a result', async () => {
    const faults = [patched([{ set: 'findings', value: [] }])];
    given({}, faults);
    expect(sentenceOf(await create('Fixable'))).toBe(
      `GATE_NOT_EVALUATED: findings are missing in the list of the service (counted: 2, listed: 0), in ${IMAGE_ARN}. `
      + 'Deploy again, or judge the counts of the service.',
    );
    given({}, faults);
    expect(await create('Lenient')).toMatchObject({
      Status: 'SUCCESS', Data: { Gate: 'NOT_EVALUATED', GateReason: expect.stringMatching(/^GATE_NOT_EVALUATED: findings are missing/) },
    });
  });

  test('is passed by a list that is complete a moment later', async () => {
    given({}, [{ ...patched([{ set: 'findings', value: [] }]), nth: 1 }, patched(WITHOUT_FIX)]);
    expect(await create('Fixable')).toMatchObject({ Status: 'SUCCESS', Data: { Gate: 'PASSED' } });
  });
});

describe('a gate that ignores vulnerabilities', () => {
  test('is passed without them, and says how many they were', async () => {
    given();
    expect(await create('Ignoring')).toMatchObject({
      Status: 'SUCCESS', Data: { Gate: 'PASSED', GateReason: 'GATE_PASSED: not counted: 2 ignored.', FindingsCritical: '2', TopVulnerabilities: TOP },
    });
  });

  test('is not passed with others', async () => {
    given({ findings: { all: 3, critical: 3, high: 0, medium: 0 } });
    expect(sentenceOf(await create('Ignoring'))).toBe(`SEVERITY_GATE: 1 critical finding, at most 0 are accepted (not counted: 2 ignored), ${WHERE}`);
  });

  test('counts them when their time is over, and names them', async () => {
    given();
    const answer = await create('Expired');
    expect(sentenceOf(answer)).toBe(
      `SEVERITY_GATE: 2 critical findings, at most 1 is accepted (no longer ignored: CVE-2026-10000 (until 2025-12-31)), ${WHERE}`,
    );
    expect(answer.bytes).toBeLessThan(4096);
  });

  test('is refused with a day that is none', async () => {
    const answer = await create('Ignoring', { Gate: { Critical: '0', OnUnknown: 'FAIL', Ignore: [{ Id: 'CVE-2026-1', Until: 'soon', Reason: 'why' }] } });
    expect(sentenceOf(answer)).toBe('INVALID_REQUEST: `Gate.Ignore[0].Until` must be a day, such as 2026-12-31, got: soon.');
  });
});

describe('findings that may not be read', () => {
  test('fail the deployment with the action of Amazon Inspector that is missing', async () => {
    const resource = 'arn:aws:inspector2:eu-central-1:123456789012:/findings/list';
    const message = `User: arn:aws:sts::123456789012:assumed-role/reports/reports is not authorized to perform: inspector2:ListFindings on resource: ${resource}`;
    given({}, [{ operation: LIST_FINDINGS, effect: { error: { code: 'ForbiddenException', message } } }]);
    expect(sentenceOf(await create('Findings'))).toBe(
      `ACCESS_DENIED: The role of the report is not authorized to perform inspector2:ListFindings on resource ${resource}. `
      + 'Allow it (service control policies and permission boundaries included), then deploy again.',
    );
    // The poll itself tries again for 20 seconds.
    expect(aws.waits).toEqual([]);
  });

  test('for the moment are asked for again', async () => {
    given({}, [{ operation: LIST_FINDINGS, between: [1, 3], effect: { error: { code: 'CallRateLimitExceededException', message: 'Rate exceeded' } } }]);
    expect(await create('Fixable')).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/^SEVERITY_GATE: 2 critical findings/) });
    expect(aws.waits).toEqual([5]);
  });
});

test('a report of an image in another Region says so before it calls', async () => {
  given();
  const SourceArn = IMAGE_ARN.replace('eu-central-1', 'us-east-1');
  expect(sentenceOf(await create('Findings', { SourceArn }))).toBe(
    `WRONG_REGION: ${SourceArn} is in us-east-1, and only what is in eu-central-1 can be reached from here. Use it in a stack in us-east-1.`,
  );
  expect(operations()).toEqual([]);
});

// Last: from then on the function asks for short pages.
test('findings are read in short pages from a service that refuses long ones', async () => {
  const effect = { error: { code: 'InvalidParameterValueException', message: 'maxResults must be at most 25' } };
  given({}, [{ operation: LIST_FINDINGS, where: { maxResults: 100 }, effect }]);
  expect((await create('Findings')).Data).toMatchObject({ TopVulnerabilities: expect.stringContaining('CVE-2026-10000(CRITICAL)') });
  expect(inputsOf(LIST_FINDINGS).map(({ maxResults }) => maxResults)).toEqual([100, 25]);
});

test('the role of the function allows every call that was made, and nothing of Image Builder and Inspector that was not', () => {
  const { statements } = [...rolesOf(stack.template, stack.values).values()].find(({ logicalId }) => logicalId.startsWith('ImageBuilderReportsIsCompleteRole'))!;
  expect(asked.filter((call) => !allows(statements, call))).toEqual([]);
  const allowed = statements.flatMap(({ Action }) => Action).filter((action) => /^(imagebuilder|inspector2):/.test(action));
  // The pipeline is asked for only when its list of images is empty, which it was not here.
  const ofEmptyLists = 'imagebuilder:GetImagePipeline';
  expect([...new Set(allowed)].sort()).toEqual([...new Set([...asked.map(({ action }) => action), ofEmptyLists])].sort());
});

/** A scanned image with `FINDINGS`; forgets everything before. */
function given(members: Partial<SeedImage> = {}, faults: readonly Fault[] = [], scenario: Scenario = {}): void {
  const image: SeedImage = { arn: IMAGE_ARN, scanState: { status: 'COMPLETED' }, findings: FINDINGS, ...members };
  simulator.load({ clock: { rate: 0 }, seed: { images: [image] }, faults, ...scenario }, { reset: true });
}

function patched(patch: readonly Patch[]): Fault {
  return { operation: LIST_FINDINGS, effect: { patch } };
}

function create(report: string, properties: Record<string, unknown> = {}): Promise<Answer> {
  return aws.request(stack.customResources.get(report)!, { RequestType: 'Create', properties });
}

function operations(): string[] {
  return simulator.journal().map(({ operation }) => operation).sort();
}

function inputsOf(operation: string): Record<string, unknown>[] {
  return simulator.journal().filter((call) => call.operation === operation).map(({ input }) => input as Record<string, unknown>);
}

/** The reason without the framework's hint at the log. */
function sentenceOf({ Reason }: Answer): string {
  return Reason.replace(/\n\nLogs: \/aws\/lambda\/\w+\n$/, '');
}
