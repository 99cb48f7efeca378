import { buildReadsOf, parseDetails, parseOptionalReads } from '../../../../src/handler/core/request/optional-reads';
import { event } from '../../fixtures';

const DETAILS = { BucketName: 'my-bucket', Prefix: 'reports' };
const IDS = { stackId: event().StackId, logicalResourceId: 'BuildReport1A2B3C4D' };

test('nothing is asked for without properties', () => {
  expect(parseOptionalReads({}, event())).toEqual({});
});

test.each([['true', { logTail: true }], ['false', {}]])('LogTail may be %s', (LogTail, expected) => {
  expect(parseOptionalReads({ LogTail }, event())).toEqual(expected);
});

test.each([true, 'yes', ''])('LogTail must not be %j', (LogTail) => {
  expect(() => parseOptionalReads({ LogTail }, event())).toThrow(`INVALID_REQUEST: \`LogTail\` must be true or false, got: ${LogTail}.`);
});

test('the destination has the ids of the report', () => {
  expect(parseOptionalReads({ LogTail: 'true', Details: DETAILS }, event())).toEqual({
    logTail: true, details: { bucket: 'my-bucket', prefix: 'reports', ...IDS },
  });
});

test.each(['abc', 'a'.repeat(63), 'my.logs-1'])('a bucket may be called %s', (BucketName) => {
  expect(parseDetails({ Details: { ...DETAILS, BucketName } }, event()).details?.bucket).toBe(BucketName);
});

test.each([undefined, 3, 'ab', 'a'.repeat(64), 'My-Bucket', 'a/b', '-abc', 'abc.'])('a bucket must not be called %j', (BucketName) => {
  expect(() => parseDetails({ Details: { ...DETAILS, BucketName } }, event())).toThrow(
    `INVALID_REQUEST: \`Details.BucketName\` must be the name of a bucket, got: ${BucketName}.`,
  );
});

test.each([undefined, 'a', 'a/b c', 'x'.repeat(400)])('a prefix may be %j', (Prefix) => {
  expect(parseDetails({ Details: { ...DETAILS, Prefix } }, event()).details?.prefix).toBe(Prefix);
});

test.each([3, '', '/a', 'a/', '/', '.', '..', 'a/../b', 'x'.repeat(401)])('a prefix must not be %j', (Prefix) => {
  expect(() => parseDetails({ Details: { ...DETAILS, Prefix } }, event())).toThrow(
    /^INVALID_REQUEST: `Details.Prefix` must be 1 to 400 characters long, without a slash at either end and without the parts `\.` and `\.\.`, got: /,
  );
});

test('the owner is the id of an account, if it is known', () => {
  expect(parseDetails({ Details: { ...DETAILS, BucketOwner: '123456789012' } }, event()).details?.owner).toBe('123456789012');
  expect(parseDetails({ Details: DETAILS }, event()).details?.owner).toBeUndefined();
});

test.each([123456789012, '12345678901', '1234567890123', 'me'])('the owner must not be %j', (BucketOwner) => {
  expect(() => parseDetails({ Details: { ...DETAILS, BucketOwner } }, event())).toThrow(
    `INVALID_REQUEST: \`Details.BucketOwner\` must be the id of an account, which has 12 digits, got: ${BucketOwner}.`,
  );
});

test('the destination must be an object', () => {
  expect(() => parseDetails({ Details: 's3://my-bucket' }, event())).toThrow('INVALID_REQUEST: `Details` must be an object, got: s3://my-bucket.');
});

test.each([
  [{}, { logTail: undefined, everyStep: false }],
  [{ logTail: true }, { logTail: true, everyStep: false }],
  [{ details: { bucket: 'details', stackId: 'stack', logicalResourceId: 'Report' } }, { logTail: undefined, everyStep: true }],
])('%j reads %j of a build', (optional, reads) => expect(buildReadsOf(optional)).toEqual(reads));
