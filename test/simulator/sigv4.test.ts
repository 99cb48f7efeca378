import { credentialOf } from './sigv4';

const header = (scope: string) => `AWS4-HMAC-SHA256 Credential=${scope}/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'a'.repeat(64)}`;

test('reads access key and Region', () => {
  expect(credentialOf(header('AKIA/20260101/eu-west-1/imagebuilder'))).toEqual({ accessKey: 'AKIA', region: 'eu-west-1' });
});

test.each([
  [undefined, 'MissingAuthenticationTokenException'],
  ['', 'MissingAuthenticationTokenException'],
  ['Basic x', 'IncompleteSignatureException'],
  [header('AKIA/20260101/eu-west-1'), 'IncompleteSignatureException'],
  [header('AKIA/20260101/eu-west-1/ec2'), 'InvalidSignatureException'],
])('refuses %s', (authorization, code) => {
  expect(() => credentialOf(authorization)).toThrow(expect.objectContaining({ code, status: 403 }));
});
