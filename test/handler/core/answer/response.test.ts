import { attributesFit, envelopeOf, reasonBytes } from '../../../../src/handler/core/answer/response';
import { event } from '../../fixtures';

const ENVELOPE = envelopeOf(event());

describe('the envelope', () => {
  test('is what the framework copies from the request, and nothing else', () => {
    const { StackId, RequestId, LogicalResourceId, PhysicalResourceId } = event();
    expect(ENVELOPE).toEqual({ StackId, RequestId, LogicalResourceId, PhysicalResourceId });
  });

  test('counts the marker of the framework where there is no physical id yet', () => {
    expect(envelopeOf(event({ PhysicalResourceId: undefined })).PhysicalResourceId).toBe('AWSCDK::CustomResourceProviderFramework::CREATE_FAILED');
  });

  test('is empty where the request is not one', () => {
    const empty = { StackId: '', RequestId: '', LogicalResourceId: '', PhysicalResourceId: 'AWSCDK::CustomResourceProviderFramework::CREATE_FAILED' };
    expect(envelopeOf(undefined)).toEqual(empty);
    expect(envelopeOf('text')).toEqual(empty);
    expect(envelopeOf({ StackId: 5 })).toEqual(empty);
  });
});

test('attributes fit up to 4,096 bytes of response, and not beyond', () => {
  const room = 4096 - Buffer.byteLength(JSON.stringify({ Status: 'SUCCESS', Reason: 'SUCCESS', ...ENVELOPE, Data: { A: '' } }));
  expect(attributesFit(ENVELOPE, { A: 'x'.repeat(room) })).toBe(true);
  expect(attributesFit(ENVELOPE, { A: 'x'.repeat(room + 1) })).toBe(false);
});

test('a reason leaves room for what the framework appends to it', () => {
  const hint = `\n\nLogs: /aws/lambda/${'f'.repeat(64)}\n`;
  const failure = { Status: 'FAILED', Reason: 'x'.repeat(reasonBytes(ENVELOPE)) + hint, ...ENVELOPE };
  expect(Buffer.byteLength(JSON.stringify(failure))).toBe(4096);
});
