import { CallFailed, callFailureOf, classify, denied, unusableAnswer } from '../../../../src/handler/core/model/call-failure';
import { IMAGE_ARN } from '../../fixtures';

const CALL = { operation: 'GetImage', resource: IMAGE_ARN };

describe('classify', () => {
  test.each([
    ['CallRateLimitExceededException', 429, 'PASSING'],
    ['TooManyRequestsException', 429, 'PASSING'],
    ['ThrottlingException', 400, 'PASSING'],
    ['RequestLimitExceeded', 400, 'PASSING'],
    ['ServiceException', 500, 'PASSING'],
    ['ServiceUnavailableException', 503, 'PASSING'],
    ['UnknownError', 502, 'PASSING'],
    ['SyntaxError', 502, 'PASSING'],
    ['SyntaxError', 400, 'PASSING'],
    ['SyntaxError', 200, 'PASSING'],
    ['Error', 200, 'PASSING'],
    ['Error', undefined, 'PASSING'],
    ['TimeoutError', undefined, 'PASSING'],
    ['AbortError', undefined, 'PASSING'],
    ['RequestTimeout', 400, 'PASSING'],
    ['Odd', 408, 'PASSING'],
    ['OperationAborted', 409, 'PASSING'],
    ['Odd', 429, 'PASSING'],
    ['Odd', 302, 'PASSING'],
    ['CredentialsProviderError', undefined, 'PASSING'],
    ['ExpiredTokenException', 403, 'PASSING'],
    ['InvalidPaginationTokenException', 400, 'PASSING'],
    ['RequestTimeTooSkewed', 403, 'PASSING'],
    ['RequestExpired', 400, 'PASSING'],
    ['RequestInTheFuture', 403, 'PASSING'],
    ['InvalidSignatureException', 403, 'DENIED'],
    ['SignatureDoesNotMatch', 403, 'DENIED'],
    ['AccessDeniedException', 403, 'DENIED'],
    ['AccessDeniedException', 400, 'DENIED'],
    ['ForbiddenException', 403, 'DENIED'],
    ['UnrecognizedClientException', 403, 'DENIED'],
    ['Odd', 401, 'DENIED'],
    ['ResourceNotFoundException', 404, 'NOT_FOUND'],
    ['InvalidRequestException', 400, 'FINAL'],
    ['InvalidParameterValueException', 400, 'FINAL'],
    ['ServiceQuotaExceededException', 402, 'FINAL'],
    ['ClientException', 400, 'FINAL'],
    ['X:http://internal', 400, 'FINAL'],
    ['UnknownOperationException', 404, 'FINAL'],
    ['Odd', 399, 'PASSING'],
    ['PermanentRedirect', 301, 'FINAL'],
    ['AuthorizationHeaderMalformed', 400, 'FINAL'],
    ['IllegalLocationConstraintException', 400, 'FINAL'],
    ['ConflictException', 409, 'FINAL'],
    ['ResourceConflictException', 409, 'PASSING'],
    ['Odd', 400, 'FINAL'],
    ['Odd', 499, 'FINAL'],
    ['Odd', 500, 'PASSING'],
    ['SlowDown', 400, 'PASSING'],
    ['UnauthorizedException', 400, 'DENIED'],
    ['ResourceNotFoundException', 400, 'NOT_FOUND'],
    // What only contains the name of another error is not that error.
    ['MySyntaxErrors', 400, 'FINAL'],
    ['MySyntaxError', 400, 'FINAL'],
    ['SyntaxErrors', 400, 'FINAL'],
    ['NotAccessDenied', 400, 'FINAL'],
    ['NoResourceNotFound', 400, 'FINAL'],
    ['UnExpired', 400, 'FINAL'],
    ['NoInvalidPaginationToken', 400, 'FINAL'],
    ['NoRequestExpired', 400, 'FINAL'],
  ])('%s with status %s is %s', (name, httpStatus, kind) => {
    expect(classify({ name, httpStatus, message: 'why' }, CALL)).toEqual({ ...CALL, kind, code: name, httpStatus, message: 'why' });
  });

  test.each([
    'The image cannot be found.', 'Image can not be found', 'The resource could not be found', 'No: not found', 'The image version does not exist',
  ])('an invalid request is NOT_FOUND when it says: %s', (message) => {
    expect(classify({ name: 'InvalidRequestException', httpStatus: 400, message }, CALL).kind).toBe('NOT_FOUND');
  });

  test.each(['Knot found', 'not foundry', 'It does not existing', 'Something else'])('an invalid request is FINAL when it says: %s', (message) => {
    expect(classify({ name: 'InvalidRequestException', httpStatus: 400, message }, CALL).kind).toBe('FINAL');
  });

  test.each([
    ['Signature expired: 20260105T100000Z is now earlier than 20260105T100100Z (20260105T100600Z - 5 min.)', 'PASSING'],
    ['Signature not yet current: 20260105T101000Z is still later than 20260105T100500Z (20260105T100000Z + 5 min.)', 'PASSING'],
    ['The request signature we calculated does not match the signature you provided.', 'DENIED'],
    ['mySignature expired', 'DENIED'],
    ['Signature expiredly', 'DENIED'],
  ])('a signature that is refused because: %s', (message, kind) => {
    expect(classify({ name: 'InvalidSignatureException', httpStatus: 403, message }, CALL).kind).toBe(kind);
  });

  test('another error is not NOT_FOUND whatever it says', () => {
    expect(classify({ name: 'ClientException', httpStatus: 400, message: 'not found' }, CALL).kind).toBe('FINAL');
  });
});

describe('denied', () => {
  const callFailure = (message: string) => classify({ name: 'AccessDeniedException', httpStatus: 403, message }, CALL);

  test.each([
    ['both', 'User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: imagebuilder:ListWorkflowExecutions on resource: arn:aws:x:y because no identity-based policy allows it',
      { action: 'imagebuilder:ListWorkflowExecutions', resource: 'arn:aws:x:y' }],
    ['what denies it', 'x is not authorized to perform: imagebuilder:GetImage on resource: arn:aws:x:y with an explicit deny in a service control policy',
      { action: 'imagebuilder:GetImage', resource: 'arn:aws:x:y', because: 'with an explicit deny in a service control policy' }],
    ['the action and what denies it', 'x is not authorized to perform: imagebuilder:GetImage because no session policy allows it',
      { action: 'imagebuilder:GetImage', resource: IMAGE_ARN, because: 'because no session policy allows it' }],
    ['both at the end of a sentence', 'You are not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-central-1:1:key/a.',
      { action: 'kms:Decrypt', resource: 'arn:aws:kms:eu-central-1:1:key/a' }],
    ['the action alone', 'x is not authorized to perform: inspector2:ListFindings', { action: 'inspector2:ListFindings', resource: IMAGE_ARN }],
    ['neither', 'Forbidden', { action: 'imagebuilder:GetImage', resource: IMAGE_ARN }],
  ])('names action and resource when the service says %s', (_, message, expected) => expect(denied(callFailure(message))).toEqual(expected));
});

test('a denial of findings names both actions that they take, unless the service names one', () => {
  const deniedBy = (message: string) => denied(classify({ name: 'ForbiddenException', httpStatus: 403, message }, { ...CALL, operation: 'ListImageScanFindings' }));
  expect(deniedBy('Forbidden')).toEqual({ action: 'imagebuilder:ListImageScanFindings or inspector2:ListFindings', resource: IMAGE_ARN });
  expect(deniedBy('x is not authorized to perform: inspector2:ListFindings')).toMatchObject({ action: 'inspector2:ListFindings' });
});

test('a failed call says what failed', () => {
  const error = unusableAnswer(CALL, 'Half of it is missing.');
  expect(error).toBeInstanceOf(CallFailed);
  expect(error.name).toBe('CallFailed');
  expect(error.callFailure).toEqual({ ...CALL, kind: 'PASSING', code: 'UnusableAnswer', message: 'Half of it is missing.' });
  expect(error.message).toBe('GetImage: UnusableAnswer: Half of it is missing.');
});

test('a denial of another service is told with its action, and a resource in quotes without them', () => {
  const call = { service: 's3', operation: 'PutObject', resource: 's3://my-bucket/a.json' } as const;
  const deniedBy = (message: string) => denied(classify({ name: 'AccessDenied', httpStatus: 403, message }, call));
  expect(deniedBy('Access Denied')).toEqual({ action: 's3:PutObject', resource: 's3://my-bucket/a.json' });
  expect(deniedBy('User: x is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::my-bucket/a.json" because no identity-based policy allows it'))
    .toEqual({ action: 's3:PutObject', resource: 'arn:aws:s3:::my-bucket/a.json' });
  expect(deniedBy('User: x is not authorized to perform: kms:GenerateDataKey on resource: arn:aws:kms:eu-central-1:1:key/1'))
    .toEqual({ action: 'kms:GenerateDataKey', resource: 'arn:aws:kms:eu-central-1:1:key/1' });
});

// An hour if each blank meant to look at all that follow.
test('a message of a million blanks is read', () => {
  const message = `a${' '.repeat(1_000_000)}b`;
  expect(classify({ name: 'Odd', httpStatus: 400, message }, { operation: 'GetImage', resource: 'it' }).message).toBe(message);
});

test('only calls that failed are caught', () => {
  const callFailure = { operation: 'GetImage', resource: IMAGE_ARN, kind: 'FINAL', code: 'InvalidParameterException', message: 'No.' } as const;
  expect(callFailureOf(new CallFailed(callFailure))).toBe(callFailure);
  const fault = new TypeError('A fault of the program');
  expect(() => callFailureOf(fault)).toThrow(fault);
});
