import { Lazy, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { env, id, known, later, region, render } from './rendered-ami';
import { renderAmi } from '../../src/distribution/ami';
import { AmiDistribution } from '../../src/distribution/ami-distribution';
import { faultsOf, newStack, warningsOf } from '../support/synth';

describe('an AMI', () => {
  test('trap 14: is distributed with what is said about it, in the words of CloudFormation', () => {
    expect(render({ amiName: 'golden-{{ imagebuilder:buildDate }}', amiTags: { Stage: 'golden' } })).toEqual({
      amiDistributionConfiguration: { Name: 'golden-{{ imagebuilder:buildDate }}', AmiTags: { Stage: 'golden' } },
    });
  });

  test('may be made public', () => {
    const stack = newStack();
    expect(render({ amiLaunchPermission: { isPublicUserGroup: true } }, stack).amiDistributionConfiguration).toEqual({
      LaunchPermissionConfiguration: { UserGroups: ['all'] },
    });
    expect(warningsOf(stack)).toEqual(['The AMI is public: every AWS account can launch instances from it. [ack: cdk-imagebuilder:publicAmi]']);
  });

  test.each([{}, { amiTags: {}, launchTemplates: [] }, { amiLaunchPermission: { accountIds: [] } }])('has all defaults with %j', (ami) => {
    expect(render(ami)).toEqual({ amiDistributionConfiguration: {} });
  });

  test('is distributed to a Region', () => {
    expect(() => renderAmi(newStack(), 'ami', 'everywhere', { amiDescription: 'any' })).toThrow(new Error(
      'RegionMalformed: `ami.region` must be the name of a Region, as in `eu-central-1`, got: \'everywhere\'. [Stack]'));
  });

  test.each<[AmiDistribution, string]>([
    [{ licenseConfigurationArns: [`arn:aws:license-manager:us-east-1:123456789012:license-configuration:lic-${'0'.repeat(32)}`] }, 'licenseConfigurationArns'],
    [{ ssmParameters: [{ parameterName: '/golden' }] }, 'ssmParameterConfigurations'],
    [{ fastLaunchConfigurations: [{}] }, 'fastLaunchConfigurations'],
  ])('may have %j alone', (ami, key) => {
    expect(Object.keys(render(ami))).toEqual([key]);
  });
});

describe('the key of an AMI', () => {
  const keyIn = (stack: Stack, keyRegion: string) => Key.fromKeyArn(stack, 'Key', `arn:aws:kms:${keyRegion}:123456789012:key/1`);

  test('is of the Region of the entry', () => {
    const stack = newStack({ env });
    expect(render({ amiKmsKey: keyIn(stack, region) }, stack).amiDistributionConfiguration.KmsKeyId).toBe('arn:aws:kms:us-east-1:123456789012:key/1');
    expect(faultsOf(stack)).toEqual([]);
  });

  test('trap 15: is not of another Region', () => {
    const stack = newStack({ env });
    render({ amiKmsKey: keyIn(stack, 'eu-central-1') }, stack);
    expect(faultsOf(stack)).toEqual(['AmiKmsKeyConflict: `ami.amiKmsKey` must be a key of us-east-1, got: \'eu-central-1\'. [Stack]']);
  });

  test('may be of a Region that is not known yet', () => {
    const stack = newStack();
    render({ amiKmsKey: new Key(stack, 'Own') }, stack);
    renderAmi(stack, 'ami', stack.region, { amiKmsKey: keyIn(stack, region) });
    expect(faultsOf(stack)).toEqual([]);
  });

  test('does not encrypt a public AMI', () => {
    const stack = newStack({ env });
    expect(() => render({ amiKmsKey: keyIn(stack, region), amiLaunchPermission: { isPublicUserGroup: true } }, stack)).toThrow(new Error(
      'AmiKmsKeyConflict: `ami.amiKmsKey` must be absent when `ami.amiLaunchPermission.isPublicUserGroup` is given. [Stack]'));
  });
});

describe('the name of an AMI', () => {
  test.each([
    ['127 characters', 'ab'.repeat(63) + 'c'], ['a hyphen', 'a-b'], ['a variable', '{{ imagebuilder:buildDate }}'], ['a token', later()],
  ])('passes with %s', (_, amiName) => {
    expect(() => render({ amiName })).not.toThrow();
  });

  test.each(['x'.repeat(128), 'ab', ' ab', 'a/b/c', 'abc.'])('%p is refused', (amiName) => {
    expect(() => render({ amiName })).toThrow(/^AmiNameMalformed: `ami\.amiName` must be at most 127 letters, digits, spaces or any of -_:\{\}\. and neither start nor end with a space, a colon or a dot, got: '/);
  });

  test.each(['golden', 'golden-{{ buildDate }}', 'golden-{{ imagebuilder:buildDates }}', 'golden-{{ imagebuilder:arn }}'])('%p is warned of, because it is the same for every build', (amiName) => {
    const stack = newStack();
    render({ amiName }, stack);
    expect(warningsOf(stack)).toContain(
      `The AMI name '${amiName}' is the same for every build, and Image Builder refuses a distribution unless names are unique. Add `
      + '{{ imagebuilder:buildDate }}, or {{ imagebuilder:buildVersion }}, which the user guide names since 2026. '
      + '[ack: cdk-imagebuilder:amiNameNotUnique]',
    );
  });

  test.each([
    ['a date', 'a-{{ imagebuilder:buildDate }}'], ['a date with a format', '{{imagebuilder:buildDate:yyyyMMdd}}'],
    ['the build', 'a-{{ imagebuilder:buildVersion }}'], ['a token', later()], ['the default', undefined],
  ])(
    'is not warned of with %s', (_, amiName) => {
      const stack = newStack();
      render({ amiName, amiDescription: 'any' }, stack);
      expect(warningsOf(stack)).toEqual([]);
    });
});

describe.each<[string, (account?: string) => AmiDistribution]>([
  ['ssmParameters[0].amiAccountId', (amiAccountId) => ({ ssmParameters: [{ parameterName: '/golden', amiAccountId }] })],
  ['launchTemplates[0].accountId', (accountId) => ({
    launchTemplates: [{ launchTemplate: known(newStack(), { launchTemplateId: id }), accountId }],
  })],
  ['fastLaunchConfigurations[0].accountId', (accountId) => ({ fastLaunchConfigurations: [{ accountId }] })],
])('%s', (prop, make) => {
  const targets = ['111111111111', '222222222222'];
  const name = prop.endsWith('amiAccountId') ? 'AmiAccountId' : 'AccountId';

  test.each([undefined, '123456789012', '222222222222', later()])('may be %p', (account) => {
    expect(() => render({ ...make(account), amiTargetAccountIds: targets })).not.toThrow();
  });

  test('trap 15: is no other account', () => {
    expect(() => render({ ...make('333333333333'), amiTargetAccountIds: targets })).toThrow(new Error(
      `${name}Conflict: \`ami.${prop}\` must be the account of the stack, 123456789012, or one of \`amiTargetAccountIds\`, got: '333333333333'. [Stack]`));
    expect(() => render(make('333333333333'))).toThrow(`\`ami.${prop}\` must be the account of the stack`);
  });

  test('has 12 digits', () => {
    for (const account of ['1', '1234567890123', 'x123456789012']) {
      expect(() => render(make(account))).toThrow(new Error(`${name}Malformed: \`ami.${prop}\` must have 12 digits, got: '${account}'. [Stack]`));
    }
  });

  test.each([
    ['the account of the stack', newStack(), targets],
    ['the target accounts', newStack({ env }), Lazy.list({ produce: () => targets })],
    ['a target account', newStack({ env }), [later()]],
  ])('may be any if %s is known at deployment only', (_, stack, amiTargetAccountIds) => {
    expect(() => render({ ...make('333333333333'), amiTargetAccountIds }, stack)).not.toThrow();
  });
});

const ORGANIZATION = 'arn:aws:organizations::123456789012:organization/o-1234567890';
const UNIT = 'arn:aws:organizations::123456789012:ou/o-1234567890/ou-1234-12345678';
const LICENSE = `arn:aws:license-manager:us-east-1:123456789012:license-configuration:lic-${'0'.repeat(32)}`;

describe.each<[string, string, number, string, (entries: string[]) => AmiDistribution]>([
  ['amiTargetAccountIds', '111111111111', 1536, 'have 12 digits each', (entries) => ({ amiTargetAccountIds: entries })],
  ['amiLaunchPermission.accountIds', '111111111111', 1536, 'have 12 digits each', (entries) => ({ amiLaunchPermission: { accountIds: entries } })],
  ['amiLaunchPermission.organizationArns', ORGANIZATION, 25, 'be ARNs of organizations', (entries) => ({ amiLaunchPermission: { organizationArns: entries } })],
  ['amiLaunchPermission.organizationalUnitArns', UNIT, 25, 'be ARNs of organizational units',
    (entries) => ({ amiLaunchPermission: { organizationalUnitArns: entries } })],
  ['licenseConfigurationArns', LICENSE, 50, 'be ARNs of license configurations', (entries) => ({ licenseConfigurationArns: entries })],
])('%s', (prop, entry, most, rule, make) => {
  const name = prop.split('.').pop()!.replace(/^./, (letter) => letter.toUpperCase());

  test(`takes ${most} entries, and not one more`, () => {
    expect(() => render(make(Array(most).fill(entry)))).not.toThrow();
    expect(() => render(make(Array(most + 1).fill(entry)))).toThrow(new Error(
      `${name}OutOfRange: \`ami.${prop}\` must have 0 to ${most} entries, got: ${most + 1}. [Stack]`));
  });

  test('may be a list that is not known yet', () => {
    expect(() => render(make(Lazy.list({ produce: () => [entry] })))).not.toThrow();
  });

  test('refuses what is malformed', () => {
    for (const wrong of ['x', `x${entry}`, `${entry}!`]) {
      expect(() => render(make([entry, wrong]))).toThrow(new Error(`${name}Malformed: \`ami.${prop}\` must ${rule}, got: '${wrong}'. [Stack]`));
    }
  });

  test('takes those of another partition', () => {
    expect(() => render(make([entry.replace('arn:aws:', 'arn:aws-us-gov:')]))).not.toThrow();
  });
});

test.each<[string, number, (count: number) => AmiDistribution]>([
  ['launchTemplates', 100, (count) => ({ launchTemplates: Array(count).fill({ launchTemplate: known(newStack(), { launchTemplateId: id }) }) })],
  ['fastLaunchConfigurations', 1000, (count) => ({ fastLaunchConfigurations: Array(count).fill({}) })],
])('%s has at most %d entries', (prop, most, make) => {
  expect(() => render(make(most))).not.toThrow();
  expect(() => render(make(most + 1))).toThrow(`\`ami.${prop}\` must have 0 to ${most} entries, got: ${most + 1}.`);
});

test.each<[AmiDistribution, RegExp]>([
  [{ amiDescription: '' }, /^AmiDescriptionMalformed: /],
  [{ amiTags: { 'aws:x': 'y' } }, /^AmiTagsMalformed: /],
])('%j is refused', (ami, message) => {
  expect(() => render(ami)).toThrow(message);
});
