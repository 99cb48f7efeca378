import { CallFailure } from '../../../../src/handler/core/model/call-failure';
import { fateOf, hasEnded } from '../../../../src/handler/core/policy/cancellation';
import { IMAGE_ARN } from '../../fixtures';

const failure = (kind: CallFailure['kind'], code: string): CallFailure => ({ kind, code, message: 'No.', operation: 'CancelImageCreation', resource: IMAGE_ARN });

test.each<[CallFailure, boolean]>([
  [failure('NOT_FOUND', 'ResourceNotFoundException'), true],
  [failure('FINAL', 'InvalidParameterValueException'), true],
  [failure('FINAL', 'NotInvalidParameterValue'), false],
  [failure('DENIED', 'AccessDeniedException'), false],
])('a build that cannot be cancelled because of %j has ended: %s', (callFailure, ended) => {
  expect(hasEnded(callFailure)).toBe(ended);
});

test.each<[string, CallFailure | undefined, string]>([
  ['accepted', undefined, 'was told to cancel'],
  ['refused', failure('FINAL', 'Access\nDenied'), 'could not be cancelled (Access Denied)'],
  ['refused with a long code', failure('FINAL', 'x'.repeat(200)), `could not be cancelled (${'x'.repeat(97)}…)`],
])('the fate of a build whose cancellation is %s', (_, callFailure, fate) => {
  expect(fateOf({ imageArn: IMAGE_ARN, callFailure })).toBe(fate);
});
