import { faultsOf } from './validate';

const arn = 'arn:aws:imagebuilder:eu-west-1:123456789012:image/golden/1.0.0/1';

test('accepts what the model allows', () => {
  expect(faultsOf('ListWorkflowExecutionsRequest', { imageBuildVersionArn: arn, maxResults: 100, nextToken: 'x' })).toEqual([]);
});

test.each<[string, string, unknown, string[]]>([
  ['a missing required member', 'ListWorkflowExecutionsRequest', {}, ['imageBuildVersionArn must be given']],
  ['null for a required member', 'ListWorkflowExecutionsRequest', { imageBuildVersionArn: null }, ['imageBuildVersionArn must be given']],
  ['an unknown member', 'GetImageRequest', { imageBuildVersionArn: arn, colour: 'red' }, ['colour is not a member']],
  ['an unknown member inside a list', 'Distribution', { region: 'x', launchTemplateConfigurations: [{ launchTemplateId: `lt-${'0'.repeat(17)}`, no: 1 }] },
    ['launchTemplateConfigurations[0].no is not a member']],
  ['a string that does not match', 'AccountId', '12', ['the value must match ^[0-9]{12}$, got: 12']],
  ['a value outside the enumeration', 'ImageScanStatus', 'DONE',
    ['the value must be one of PENDING, SCANNING, COLLECTING, COMPLETED, ABANDONED, FAILED, TIMED_OUT, got: DONE']],
  ['a string that is too short', 'NonEmptyString', '', ['the value must be at least 1 characters, got: 0']],
  ['a string that is too long', 'NonEmptyString', 'x'.repeat(1025), ['the value must be at most 1024 characters, got: 1025']],
  ['a list with too many entries', 'ImageScanFindingsFilter', { name: 'severity', values: ['LOW', 'HIGH'] }, ['values must be at most 1 entries, got: 2']],
  ['an empty map', 'TagMap', {}, ['the value must be at least 1 entries, got: 0']],
  ['a wrong key of a map', 'TagMap', { 'aws:x': '1' }, ['key of the value must match ^(?!aws:)[a-zA-Z0-9\\s_.:/=+\\-@]*$, got: aws:x']],
  ['a value of a map that is too long', 'TagMap', { a: 'x'.repeat(257) }, ['.a must be at most 256 characters, got: 257']],
  ['a number that is too small', 'RestrictedInteger', 0, ['the value must be at least 1, got: 0']],
  ['a number that is too great', 'RestrictedInteger', 101, ['the value must be at most 100, got: 101']],
  ['a fraction', 'RestrictedInteger', 1.5, ['the value must be an integer']],
  ['text for a number', 'RestrictedInteger', '1', ['the value must be an integer']],
  ['text for a double', 'NonNegativeDouble', '1', ['the value must be a number']],
  ['a number for a string', 'NonEmptyString', 1, ['the value must be a string']],
  ['text for a boolean', 'Boolean', 'true', ['the value must be a boolean']],
  ['text for a timestamp', 'DateTimeTimestamp', '2026-01-01', ['the value must be a timestamp in seconds']],
  ['a structure for a list', 'OsVersionList', {}, ['the value must be a list']],
  ['a list for a structure', 'GetImageRequest', [], ['the value must be a structure']],
  ['a list for a map', 'TagMap', [], ['the value must be a map']],
])('refuses %s', (_, shape, value, faults) => {
  expect(faultsOf(shape, value)).toEqual(faults);
});

test('accepts empty maps where they are allowed, as in answers', () => {
  const input = { name: 'abc', distributions: [], clientToken: 't', tags: {} };
  expect(faultsOf('CreateDistributionConfigurationRequest', input)).toEqual(['tags must be at least 1 entries, got: 0']);
  expect(faultsOf('CreateDistributionConfigurationRequest', input, '', { emptyMaps: true })).toEqual([]);
});

test.each([
  ['NonEmptyString', 'x'], ['NonEmptyString', 'x'.repeat(1024)], ['NonEmptyString', '𝔘'.repeat(1024)], ['RestrictedInteger', 1], ['RestrictedInteger', 100],
  ['TagMap', { a: 'x'.repeat(256) }], ['NonNegativeDouble', 0], ['DateTimeTimestamp', 1.5], ['Boolean', false], ['EmptyString', ''],
])('accepts %s at its bound', (shape, value) => {
  expect(faultsOf(shape, value)).toEqual([]);
});

test('says all that is wrong', () => {
  expect(faultsOf('CreateComponentRequest', { name: 'x', platform: 'BeOS' })).toEqual([
    'semanticVersion must be given',
    'clientToken must be given',
    'name must match ^[-_A-Za-z-0-9][-_A-Za-z0-9 ]{1,126}[-_A-Za-z-0-9]$, got: x',
    'platform must be one of Windows, Linux, macOS, got: BeOS',
  ]);
});
