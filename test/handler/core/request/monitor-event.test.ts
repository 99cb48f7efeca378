import { parseMonitorEvent } from '../../../../src/handler/core/request/monitor-event';
import { IMAGE_ARN, PIPELINE_ARN } from '../../fixtures';

const STATE = 'EC2 Image Builder Image State Change';
const CVE = 'EC2 Image Builder CVE Detected';
const DISABLED = 'EC2 Image Builder Image Pipeline Automatically Disabled';
const event = (type: string, resources: unknown, members = {}) =>
  ({ 'source': 'aws.imagebuilder', 'detail-type': type, 'time': '2026-01-05T09:00:00Z', resources, ...members });

test.each([
  ['a state', event(STATE, [IMAGE_ARN], { detail: { state: { status: 'AVAILABLE' } } }), { kind: 'BUILD', imageArn: IMAGE_ARN }],
  ['a scan', event(CVE, [PIPELINE_ARN, IMAGE_ARN]), { kind: 'BUILD', imageArn: IMAGE_ARN }],
  ['a pipeline', event(DISABLED, [PIPELINE_ARN], { detail: { 'consecutive-failures': '5' } }),
    { kind: 'PIPELINE_DISABLED', pipelineArn: PIPELINE_ARN, since: new Date('2026-01-05T09:00:00.000Z'), failures: 5 }],
  ['a pipeline without a number', event(DISABLED, [PIPELINE_ARN], { detail: { 'consecutive-failures': 'many' } }),
    { kind: 'PIPELINE_DISABLED', pipelineArn: PIPELINE_ARN, since: new Date('2026-01-05T09:00:00.000Z') }],
  ...['0', '-1', '1.5', ''].map((number): [string, object, object] => [`a pipeline after '${number}' failures`, event(DISABLED, [PIPELINE_ARN], { detail: { 'consecutive-failures': number } }),
    { kind: 'PIPELINE_DISABLED', pipelineArn: PIPELINE_ARN, since: new Date('2026-01-05T09:00:00.000Z') }]),
  ['a pipeline without details', event(DISABLED, [PIPELINE_ARN]),
    { kind: 'PIPELINE_DISABLED', pipelineArn: PIPELINE_ARN, since: new Date('2026-01-05T09:00:00.000Z') }],
  ['a poll', { 'source': 'cdk-imagebuilder.monitor', 'detail-type': 'Poll' }, { kind: 'POLL' }],
  ['a judgement', { 'source': 'cdk-imagebuilder.monitor', 'detail-type': 'Rejudge' }, { kind: 'REJUDGE' }],
])('an event about %s', (_, given, parsed) => {
  expect(parseMonitorEvent(given)).toEqual(parsed);
});

test.each([
  [undefined, 'INVALID_REQUEST: The event must be an object, got: undefined.'],
  [{}, 'INVALID_REQUEST: `source` must be aws.imagebuilder, or cdk-imagebuilder.monitor with Poll or Rejudge, got: undefined.'],
  [{ 'source': 'cdk-imagebuilder.monitor', 'detail-type': 'poll' }, 'INVALID_REQUEST: `source` must be aws.imagebuilder, or cdk-imagebuilder.monitor with Poll or Rejudge, got: cdk-imagebuilder.monitor.'],
  [event('Poll', undefined), 'INVALID_REQUEST: `resources` must be a list, got: undefined.'],
  [event('Rejudge', []), 'INVALID_REQUEST: `detail-type` must be a type of event that a monitor reads, got: Rejudge.'],
  [event(STATE, IMAGE_ARN), `INVALID_REQUEST: \`resources\` must be a list, got: ${IMAGE_ARN}.`],
  [event(STATE, [PIPELINE_ARN, 7]), `INVALID_REQUEST: \`resources\` must contain the ARN of one build of an image (…:image/name/1.2.3/4), got: ["${PIPELINE_ARN}",7].`],
  [event(DISABLED, [IMAGE_ARN]), `INVALID_REQUEST: \`resources\` must contain the ARN of an image pipeline (…:image-pipeline/name), got: ["${IMAGE_ARN}"].`],
  [event(DISABLED, [PIPELINE_ARN], { time: 'now' }), 'INVALID_REQUEST: `time` must be a time in ISO 8601, got: now.'],
  [event(DISABLED, [PIPELINE_ARN], { time: 7 }), 'INVALID_REQUEST: `time` must be a time in ISO 8601, got: 7.'],
  [event(DISABLED, [PIPELINE_ARN], { detail: 'five' }), 'INVALID_REQUEST: `detail` must be an object, got: five.'],
  [event('Other', []), 'INVALID_REQUEST: `detail-type` must be a type of event that a monitor reads, got: Other.'],
])('%j is refused', (given, message) => {
  expect(() => parseMonitorEvent(given)).toThrow(new Error(message));
});
