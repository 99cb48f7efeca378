import { Aws, Lazy } from 'aws-cdk-lib';
import { checkFixedVersion, checkMajorMinor, checkVersionReference, isPinned } from '../../src/common/versions';

const TOKEN = Lazy.string({ produce: () => '1.0.0' });

describe('a fixed version', () => {
  test.each(['1.0.0', '0.0.0', '2021.01.01', '1073741823.1073741823.1073741823', TOKEN])('%p passes', (version) => {
    expect(() => checkFixedVersion('version', version)).not.toThrow();
  });

  test.each(['1', '1.0', '1.0.x', 'x.x.x', 'v1-beta', 'v1.0.0', '1.0.0.0', '1.0.0/1', '1.0.0-beta', '1..0', '-1.0.0', ' 1.0.0', '1.0.0\n', ''])('trap 9: %p is refused', (version) => {
    expect(() => checkFixedVersion('version', version)).toThrow(new Error(
      `VersionMalformed: \`version\` must have three numbers, as in \`1.0.0\`, got: '${version}'.`));
  });

  test.each(['1073741824.0.0', '0.1073741824.0', '1.0.1073741824'])('%p has a number above 2^30 - 1, which is refused', (version) => {
    expect(() => checkFixedVersion('version', version)).toThrow(new Error(
      'VersionOutOfRange: `version` must be a whole number from 0 to 1073741823, got: 1073741824.'));
  });
});

describe('major and minor version', () => {
  test.each(['1.0', '0.1', '10.20', '1073741823.1073741823', TOKEN])('%p passes', (version) => {
    expect(() => checkMajorMinor('version', version)).not.toThrow();
  });

  test.each(['', '1', '1.x', 'x.x', '1.0.0', '1.0.', '-1.0', '1.0 '])('%p is refused', (version) => {
    expect(() => checkMajorMinor('version', version)).toThrow(new Error(
      `VersionMalformed: \`version\` must have two numbers, as in \`1.0\`, got: '${version}'.`));
  });
});

test.each(['1073741824.0', '0.1073741824'])('major and minor version %p have a number above 2^30 - 1, which is refused', (version) => {
  expect(() => checkMajorMinor('version', version)).toThrow(new Error(
    'VersionOutOfRange: `version` must be a whole number from 0 to 1073741823, got: 1073741824.'));
});

describe('a version in a reference', () => {
  test.each(['x.x.x', '1.x.x', '1.6.x', '1.2.3', '10.x.x', '10.20.x', '10.20.30', '1073741823.x.x', TOKEN])('%p passes', (version) => {
    expect(() => checkVersionReference(undefined, 'version', version)).not.toThrow();
  });

  test.each(['x.2.x', '1.x.8', 'x', '1.0', 'x.x.1', 'X.X.X', '*', '1.*.*', '1.2.3.4', '1.2.3/4', '1.2.3-beta', 'v1.2.3', 'latest', ''])('%p is refused', (version) => {
    expect(() => checkVersionReference(undefined, 'version', version)).toThrow(new Error(
      'VersionMalformed: `version` must have three numbers, where the last ones may be `x`, as in `1.0.0`, `1.x.x` or `x.x.x`, '
      + `got: '${version}'.`));
  });

  test.each(['1073741824.x.x', '1.1073741824.x', '1.2.1073741824'])('%p has a number above 2^30 - 1, which is refused', (version) => {
    expect(() => checkVersionReference(undefined, 'version', version)).toThrow(new Error(
      'VersionOutOfRange: `version` must be a whole number from 0 to 1073741823, got: 1073741824.'));
  });
});

test.each([
  ['ami-0123456789abcdef0', true],
  ['arn:aws:imagebuilder:eu-central-1:123456789012:component/mine/1.2.3', true],
  ['arn:aws:imagebuilder:eu-central-1:123456789012:image/mine/10.20.30/40', true],
  [`arn:${Aws.PARTITION}:imagebuilder:${Aws.REGION}:aws:image/amazon-linux-2023-x86/2026.1.1`, true],
  ['arn:aws:imagebuilder:eu-central-1:123456789012:component/mine/1.2.x', false],
  ['arn:aws:imagebuilder:eu-central-1:123456789012:component/mine/x.x.x', false],
  ['arn:aws:imagebuilder:eu-central-1:123456789012:component/mine/1.2.3/latest', false],
  ['arn:aws:ssm:eu-central-1:123456789012:parameter/golden/1.2.3', false],
  ['ssm:/golden/ami-id', false],
  ['ssm:arn:aws:imagebuilder:eu-central-1:123456789012:component/mine/1.2.3', false],
  ['my-ami-0123', false],
  ['amazonlinux:2023.1.1', false],
  [Aws.STACK_NAME, false],
])('%s is pinned: %p', (reference, pinned) => {
  expect(isPinned(reference)).toBe(pinned);
});
