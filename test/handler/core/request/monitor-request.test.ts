import { MonitorProperties } from '../../../../src/contract/monitor';
import { parseMonitorRequest } from '../../../../src/handler/core/request/monitor-request';

const LEAST: MonitorProperties = { Id: 'golden-1', Records: { BucketName: 'records' }, ScanPatienceSeconds: 3600 };
const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:builds';
const parse = (members: object) => parseMonitorRequest(JSON.stringify({ ...LEAST, ...members }));

test('a monitor of all images needs no more than an id, a bucket and its patience', () => {
  expect(parse({})).toEqual({ id: 'golden-1', records: { bucket: 'records' }, scanPatienceSeconds: 3600, logTail: false, sbom: false, topics: [] });
});

test('a monitor can have everything', () => {
  expect(parse({
    Pipelines: ['golden', 'other_1'],
    Records: { BucketName: 'records', BucketOwner: '123456789012', Prefix: 'my/builds' },
    Gate: { Critical: 0, OnUnknown: 'CONTINUE' },
    LogTail: 'true',
    Sbom: 'true',
    Topics: [{ Arn: TOPIC, Notifications: ['BUILD_FAILED'] }, { Arn: `${TOPIC}.fifo`, Notifications: ['BUILD_ENDED', 'GATE_FAILED'], Chat: 'true' }],
    Rejudge: { StartAfterSeconds: 86400 },
  })).toEqual({
    id: 'golden-1',
    pipelines: new Set(['golden', 'other_1']),
    records: { bucket: 'records', owner: '123456789012', prefix: 'my/builds' },
    scanPatienceSeconds: 3600,
    gate: { limits: { critical: 0 }, failOnUnknown: false },
    logTail: true,
    sbom: true,
    topics: [
      { arn: TOPIC, notifications: new Set(['BUILD_FAILED']), isChat: false },
      { arn: `${TOPIC}.fifo`, notifications: new Set(['BUILD_ENDED', 'GATE_FAILED']), isChat: true },
    ],
    rejudge: { startAfterSeconds: 86400 },
  });
});

test.each(['aws-cn:sns:cn-north-1', 'aws-us-gov:sns:us-gov-west-1'])('topics of every partition are notified: %s', (place) => {
  const arn = `arn:${place}:123456789012:builds`;
  expect(parse({ Topics: [{ Arn: arn, Notifications: [] }] }).topics).toEqual([expect.objectContaining({ arn })]);
});

test('images can be judged again without builds', () => {
  expect(parse({ Rejudge: {} }).rejudge).toEqual({});
});

test.each([
  [undefined, 'INVALID_REQUEST: `MONITOR` must be an object, got: undefined.'],
  ['{', 'INVALID_REQUEST: `MONITOR` must be an object, got: {.'],
  ['[]', 'INVALID_REQUEST: `MONITOR` must be an object, got: [].'],
])('%j is no configuration', (text, message) => {
  expect(() => parseMonitorRequest(text)).toThrow(new Error(message));
});

test.each([
  [{ Id: undefined }, 'INVALID_REQUEST: `Id` must be 1 to 128 letters, digits and hyphens, got: undefined.'],
  [{ Id: 'a/b' }, 'INVALID_REQUEST: `Id` must be 1 to 128 letters, digits and hyphens, got: a/b.'],
  [{ Pipelines: [] }, 'INVALID_REQUEST: `Pipelines` must be a list of names of pipelines as their ARNs have them, got: [].'],
  [{ Pipelines: 'golden' }, 'INVALID_REQUEST: `Pipelines` must be a list of names of pipelines as their ARNs have them, got: golden.'],
  [{ Pipelines: ['golden', 7] }, 'INVALID_REQUEST: `Pipelines` must be a list of names of pipelines as their ARNs have them, got: ["golden",7].'],
  [{ Pipelines: ['Golden'] }, 'INVALID_REQUEST: `Pipelines` must be a list of names of pipelines as their ARNs have them, got: ["Golden"].'],
  [{ Pipelines: ['golden/1'] }, 'INVALID_REQUEST: `Pipelines` must be a list of names of pipelines as their ARNs have them, got: ["golden/1"].'],
  [{ Records: undefined }, 'INVALID_REQUEST: `Records` must be an object, got: undefined.'],
  [{ Records: { BucketName: 'B' } }, 'INVALID_REQUEST: `Records.BucketName` must be the name of a bucket, got: B.'],
  [{ ScanPatienceSeconds: -1 }, 'INVALID_REQUEST: `ScanPatienceSeconds` must be a whole number from 0 to 2592000, got: -1.'],
  [{ LogTail: 'yes' }, 'INVALID_REQUEST: `LogTail` must be true or false, got: yes.'],
  [{ Sbom: 'yes' }, 'INVALID_REQUEST: `Sbom` must be true or false, got: yes.'],
  [{ Gate: {} }, 'INVALID_REQUEST: `Gate` must limit at least one of Critical, High, Medium, Other, All, got: {}.'],
  [{ Topics: TOPIC }, `INVALID_REQUEST: \`Topics\` must be a list, got: ${TOPIC}.`],
  [{ Topics: [TOPIC] }, `INVALID_REQUEST: \`Topics[0]\` must be an object, got: ${TOPIC}.`],
  [{ Topics: [{ Arn: 'builds', Notifications: [] }] }, 'INVALID_REQUEST: `Topics[0].Arn` must be the ARN of a topic, got: builds.'],
  [{ Topics: [{ Arn: 7, Notifications: [] }] }, 'INVALID_REQUEST: `Topics[0].Arn` must be the ARN of a topic, got: 7.'],
  ...[`x${TOPIC}`, `${TOPIC}:endpoint`].map((arn): [object, string] =>
    [{ Topics: [{ Arn: arn, Notifications: [] }] }, `INVALID_REQUEST: \`Topics[0].Arn\` must be the ARN of a topic, got: ${arn}.`]),
  [{ Topics: [{ Arn: [TOPIC], Notifications: [] }] }, `INVALID_REQUEST: \`Topics[0].Arn\` must be the ARN of a topic, got: ["${TOPIC}"].`],
  [{ Topics: [{ Arn: TOPIC, Notifications: ['ALL'] }] }, 'INVALID_REQUEST: `Topics[0].Notifications` must be a list of BUILD_FAILED, BUILD_RECOVERED, BUILD_ENDED, GATE_FAILED, NEW_CRITICAL_FINDINGS, PIPELINE_DISABLED, got: ["ALL"].'],
  [{ Topics: [{ Arn: TOPIC, Notifications: 'ALL' }] }, 'INVALID_REQUEST: `Topics[0].Notifications` must be a list of BUILD_FAILED, BUILD_RECOVERED, BUILD_ENDED, GATE_FAILED, NEW_CRITICAL_FINDINGS, PIPELINE_DISABLED, got: ALL.'],
  [{ Topics: [{ Arn: TOPIC, Notifications: [], Chat: 1 }] }, 'INVALID_REQUEST: `Topics[0].Chat` must be true or false, got: 1.'],
  [{ Rejudge: 'daily' }, 'INVALID_REQUEST: `Rejudge` must be an object, got: daily.'],
  [{ Rejudge: { StartAfterSeconds: 'soon' } }, 'INVALID_REQUEST: `Rejudge.StartAfterSeconds` must be a whole number from 0 to 9007199254740991, got: soon.'],
])('%j is refused', (members, message) => {
  expect(() => parse(members)).toThrow(new Error(message));
});
