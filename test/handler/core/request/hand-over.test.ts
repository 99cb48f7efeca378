import { renderAttributes } from '../../../../src/handler/core/answer/render';
import { HandOver, handOverText, parseHandOver } from '../../../../src/handler/core/request/hand-over';
import { IMAGE_ARN } from '../../fixtures';

const HAND_OVER: HandOver = {
  imageArn: IMAGE_ARN, hasEnded: false, waitedSeconds: 2700, execution: 'stack/Execution', requestId: 'r-1', isCreate: true, isNew: true, refusal: 'retry 1 failed: why',
};

test.each<[string, HandOver]>([
  ['a build', HAND_OVER],
  ['what has neither an image nor a refusal', { hasEnded: true, waitedSeconds: 0, execution: 'stack/Execution', requestId: '', isCreate: false, isNew: false }],
])('%s is read as it was written', (_, handOver) => {
  expect(parseHandOver(handOverText(handOver))).toEqual(handOver);
});

test('is written on one line, as it is answered', () => {
  expect(parseHandOver(handOverText({ ...HAND_OVER, refusal: 'retry 1\n  failed:\u200b why' }))).toEqual(HAND_OVER);
});

test('fits into the longest response as a whole', () => {
  const text = handOverText({ ...HAND_OVER, imageArn: `arn:aws:${'i'.repeat(504)}`, execution: 'L'.repeat(256), requestId: 'r'.repeat(36), refusal: '"\\\n'.repeat(400) });
  const envelope = {
    StackId: `arn:aws:cloudformation:eu-central-1:123456789012:stack/${'S'.repeat(128)}/11111111-2222-3333-4444-555555555555`,
    RequestId: 'r'.repeat(36),
    LogicalResourceId: 'L'.repeat(255),
    PhysicalResourceId: `pipeline-execution:${'p'.repeat(512)}`,
  };
  expect(renderAttributes({ HandOver: text }, envelope)).toEqual({ HandOver: text, Truncated: 'false' });
});

test('a long refusal is cut', () => {
  const { refusal } = parseHandOver(handOverText({ ...HAND_OVER, refusal: 'x'.repeat(5_000) }));
  expect(refusal).toBe(`${'x'.repeat(597)}…`);
});

test.each<[unknown]>([
  [''], ['NONE'], ['{'], ['null'], ['7'], ['[]'], ['{}'], [7], [{}], [['{}']],
  ...Object.keys(HAND_OVER).flatMap((key) => [null, 0.5].map((value): [string] => [JSON.stringify({ ...HAND_OVER, [key]: value })])),
  ...['hasEnded', 'waitedSeconds', 'execution', 'requestId', 'isCreate', 'isNew'].map((key): [string] => [JSON.stringify({ ...HAND_OVER, [key]: undefined })]),
])('%j is refused', (given) => {
  expect(() => parseHandOver(given)).toThrow(/^INVALID_REQUEST: `Continues` must be what a pipeline execution handed over, got: /);
});
