import { FailureError, reasonOf } from '../../../../src/handler/core/answer/reason';
import { CallFailure } from '../../../../src/handler/core/model/call-failure';
import { IMAGE_ARN } from '../../fixtures';

const callFailure = (members: Partial<CallFailure>): CallFailure => ({
  kind: 'PASSING', operation: 'GetImage', resource: IMAGE_ARN, code: 'ServiceException', httpStatus: 500, message: 'Internal', ...members,
});

test.each<[string, Partial<CallFailure>, string]>([
  ['what is not found', { kind: 'NOT_FOUND' },
    `IMAGE_NOT_FOUND: GetImage does not find ${IMAGE_ARN}. Check that it is in this account and Region, and has not been deleted.`],
  ['what is denied', { kind: 'DENIED', message: 'x is not authorized to perform: imagebuilder:GetImage on resource: arn:aws:x' },
    'ACCESS_DENIED: The role of the report is not authorized to perform imagebuilder:GetImage on resource arn:aws:x. '
    + 'Allow it (service control policies and permission boundaries included), then deploy again.'],
  ['what a policy denies', {
    kind: 'DENIED',
    code: 'AccessDeniedException',
    message: 'x is not authorized to perform: imagebuilder:GetImage on resource: arn:aws:x with an explicit deny in a service control policy: arn:aws:p.',
  }, 'ACCESS_DENIED: The role of the report is not authorized to perform imagebuilder:GetImage on resource arn:aws:x, '
    + 'with an explicit deny in a service control policy: arn:aws:p. Remove the deny, then deploy again.'],
  ['what no policy allows', {
    kind: 'DENIED',
    code: 'AccessDeniedException',
    message: 'x is not authorized to perform: imagebuilder:GetImage on resource: arn:aws:x because no permissions boundary allows\nthe action',
  }, 'ACCESS_DENIED: The role of the report is not authorized to perform imagebuilder:GetImage on resource arn:aws:x, '
    + 'because no permissions boundary allows the action. Allow it (service control policies and permission boundaries included), then deploy again.'],
  ['credentials that are refused', { kind: 'DENIED', code: 'UnrecognizedClientException', httpStatus: 403, message: 'The security token included in the request is invalid.' },
    `ACCESS_DENIED: GetImage of ${IMAGE_ARN} was refused with UnrecognizedClientException (HTTP 403): The security token included in the request is invalid.`],
  ['what is refused', { kind: 'FINAL', code: 'ServiceQuotaExceededException', httpStatus: 402, message: 'Too\nmany' },
    `SERVICE_REFUSED: GetImage of ${IMAGE_ARN} was refused with ServiceQuotaExceededException (HTTP 402): Too many.`],
  ['what did not pass', {},
    `SERVICE_TROUBLE: Image Builder still could not be read after 601 seconds: GetImage of ${IMAGE_ARN} ended with ServiceException (HTTP 500): Internal. `
    + 'Deploy again when the service answers (AWS Health Dashboard).'],
  ['trouble without a status', { code: 'TimeoutError', httpStatus: undefined, message: 'socket hang up!' },
    `SERVICE_TROUBLE: Image Builder still could not be read after 601 seconds: GetImage of ${IMAGE_ARN} ended with TimeoutError: socket hang up! `
    + 'Deploy again when the service answers (AWS Health Dashboard).'],
  ['a message of two sentences', { kind: 'FINAL', message: 'Too many. Or too few' },
    `SERVICE_REFUSED: GetImage of ${IMAGE_ARN} was refused with ServiceException (HTTP 500): Too many. Or too few.`],
  ['a message of any length', { kind: 'FINAL', message: '🔥'.repeat(10_000) },
    `SERVICE_REFUSED: GetImage of ${IMAGE_ARN} was refused with ServiceException (HTTP 500): ${'🔥'.repeat(74)}…`],
  ['a name of any length', { kind: 'FINAL', code: 'E'.repeat(1000) },
    `SERVICE_REFUSED: GetImage of ${IMAGE_ARN} was refused with ${'E'.repeat(97)}… (HTTP 500): Internal.`],
])('says %s', (_, members, reason) => expect(reasonOf(callFailure(members), 601)).toBe(reason));

test('trouble with Amazon EC2 names the service', () => {
  const call = { service: 'ec2', operation: 'GetImageFindings', resource: 'ami-1' } as const;
  expect(reasonOf({ ...call, kind: 'PASSING', code: 'InternalError', httpStatus: 500, message: 'An internal error has occurred' }, 601)).toBe(
    'SERVICE_TROUBLE: Amazon EC2 still could not be read after 601 seconds: GetImageFindings of ami-1 ended with InternalError (HTTP 500): '
    + 'An internal error has occurred. Deploy again when the service answers (AWS Health Dashboard).',
  );
  expect(reasonOf({ ...call, kind: 'DENIED', code: 'UnauthorizedOperation', httpStatus: 403, message: 'No' }, 20)).toMatch(/^ACCESS_DENIED: .* ec2:GetImageFindings on resource ami-1\. /);
});

test.each([
  ['lambda', 'The function that starts builds still could not be invoked'],
  ['logs', 'The log still could not be read'],
  ['inspector2', 'Amazon Inspector still could not be read'],
  ['sns', 'The topic still could not be notified'],
] as const)('trouble with %s names what could not be done', (service, words) => {
  expect(reasonOf(callFailure({ service, operation: 'InvokeFunction', resource: 'function start' }), 601)).toBe(
    `SERVICE_TROUBLE: ${words} after 601 seconds: InvokeFunction of function start ended with ServiceException (HTTP 500): Internal. `
    + 'Deploy again when the service answers (AWS Health Dashboard).',
  );
});

test('trouble with the details names what could not be done', () => {
  const call = { service: 's3', operation: 'PutObject', resource: 's3://my-bucket/a.json' } as const;
  expect(reasonOf({ ...call, kind: 'PASSING', code: 'SlowDown', httpStatus: 503, message: 'Reduce your request rate.' }, 601)).toBe(
    'SERVICE_TROUBLE: The details still could not be written after 601 seconds: PutObject of s3://my-bucket/a.json ended with SlowDown (HTTP 503): '
    + 'Reduce your request rate. Deploy again when the service answers (AWS Health Dashboard).',
  );
  expect(reasonOf({ ...call, kind: 'DENIED', code: 'AccessDenied', httpStatus: 403, message: 'Access Denied' }, 20)).toBe(
    'ACCESS_DENIED: The role of the report is not authorized to perform s3:PutObject on resource s3://my-bucket/a.json. '
    + 'Allow it (service control policies and permission boundaries included), then deploy again.',
  );
});

test('the stack is the sentence, so that nothing else reaches CloudFormation', () => {
  const error = new FailureError('CODE: a sentence.');
  expect(error).toMatchObject({ name: 'FailureError', message: 'CODE: a sentence.', stack: 'CODE: a sentence.' });
  expect(error).toBeInstanceOf(Error);
});
