import { Lazy, Stack } from 'aws-cdk-lib';
import { CfnLaunchTemplate, ILaunchTemplate, LaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { renderAmi } from '../../src/distribution/ami';
import { AmiDistribution } from '../../src/distribution/ami-distribution';
import { faultsOf, newStack, warningsOf } from '../support/synth';

const env = { account: '123456789012', region: 'eu-central-1' };
const region = 'us-east-1';
const later = () => Lazy.string({ produce: () => 'later' });
const id = 'lt-0123456789abcdef0';

function render(ami: AmiDistribution, stack: Stack = newStack({ env })): any {
  return renderAmi(stack, 'ami', region, ami);
}

function known(stack: Stack, attributes: { launchTemplateId?: string; launchTemplateName?: string; versionNumber?: string }): ILaunchTemplate {
  return LaunchTemplate.fromLaunchTemplateAttributes(stack, 'Template', attributes);
}

/** A stack of the Region to which AMIs are distributed. */
function there(stack: Stack): Stack {
  return new Stack(stack.node.root, 'There', { env: { ...env, region } });
}

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

describe('a parameter', () => {
  test('is known by its name, and takes ids of AMIs', () => {
    expect(render({ ssmParameters: [{ parameterName: '/imagebuilder/golden' }] }).ssmParameterConfigurations).toEqual([
      { parameterName: '/imagebuilder/golden', dataType: 'aws:ec2:image' },
    ]);
  });

  test('may be a construct', () => {
    const stack = newStack({ env });
    const parameter = new StringParameter(there(stack), 'Parameter', { parameterName: '/golden', stringValue: 'none' });
    expect(render({ ssmParameters: [{ parameter }] }, stack).ssmParameterConfigurations[0].parameterName).toBe(parameter.parameterName);
    expect(faultsOf(stack)).toEqual([]);
  });

  test('may be an import, whose Region nobody knows', () => {
    const stack = newStack({ env });
    const parameter = StringParameter.fromStringParameterName(stack, 'Parameter', '/golden');
    expect(render({ ssmParameters: [{ parameter }] }, stack).ssmParameterConfigurations[0].parameterName).toBe('/golden');
    expect(faultsOf(stack)).toEqual([]);
  });

  test('is of the Region of the entry', () => {
    const stack = newStack({ env });
    const parameter = new StringParameter(stack, 'Parameter', { stringValue: 'none' });
    render({ ssmParameters: [{ parameter }] }, stack);
    expect(faultsOf(stack)).toEqual(['ParameterConflict: `ami.ssmParameters[0].parameter` must be a parameter of us-east-1, got: \'eu-central-1\'. [Stack]']);
  });

  test('has a name', () => {
    expect(() => render({ ssmParameters: [{}] })).toThrow(new Error(
      'ParameterNameRequired: `ami.ssmParameters[0].parameterName` must be given when `parameter` is not. [Stack]'));
  });

  test('is known in one way', () => {
    const stack = newStack({ env });
    const parameter = StringParameter.fromStringParameterName(stack, 'Parameter', '/golden');
    expect(() => render({ ssmParameters: [{ parameter, parameterName: '/golden' }] }, stack)).toThrow(new Error(
      'ParameterConflict: `ami.ssmParameters[0].parameter` must be absent when `ami.ssmParameters[0].parameterName` is given. [Stack]'));
  });

  test.each(['x', 'x'.repeat(1011), '/a_b.c-d/E9', later()])('may be called %p', (parameterName) => {
    expect(() => render({ ssmParameters: [{ parameterName }] })).not.toThrow();
  });

  test.each(['', 'x'.repeat(1012), 'a b', 'a:b'])('is not called %p', (parameterName) => {
    expect(() => render({ ssmParameters: [{ parameterName }] })).toThrow(
      /^ParameterNameMalformed: `ami\.ssmParameters\[0\]\.parameterName` must be 1 to 1011 letters, digits or any of _\.-\/, got: '/);
  });
});

describe('a launch template', () => {
  test('is known by its id', () => {
    const stack = newStack({ env });
    expect(render({ launchTemplates: [{ launchTemplate: known(stack, { launchTemplateId: id }) }] }, stack).launchTemplateConfigurations).toEqual([
      { launchTemplateId: id },
    ]);
    expect(faultsOf(stack)).toEqual([]);
  });

  test.each([
    ['of the CDK', (stack: Stack) => new LaunchTemplate(stack, 'Template')],
    ['of an L1, which may have a name', (stack: Stack) => new CfnLaunchTemplate(stack, 'Template', { launchTemplateName: 'mine', launchTemplateData: {} })],
  ])('may be one %s', (_, make) => {
    const stack = newStack({ env });
    const template = make(there(stack));
    expect(render({ launchTemplates: [{ launchTemplate: template }] }, stack).launchTemplateConfigurations).toEqual([
      { launchTemplateId: template.launchTemplateRef.launchTemplateId },
    ]);
    expect(faultsOf(stack)).toEqual([]);
  });

  test('is not known by its name', () => {
    const stack = newStack({ env });
    expect(() => render({ launchTemplates: [{ launchTemplate: known(stack, { launchTemplateName: 'mine' }) }] }, stack)).toThrow(new Error(
      'LaunchTemplateUnsupported: `ami.launchTemplates[0].launchTemplate` must be imported by its id, and not by its name. [Stack]'));
  });

  test.each(['lt-1234', `lt-${'0'.repeat(18)}`, `LT-${'0'.repeat(17)}`, `x${id}`])('does not have the id %s', (launchTemplateId) => {
    const stack = newStack({ env });
    expect(() => render({ launchTemplates: [{ launchTemplate: known(stack, { launchTemplateId }) }] }, stack)).toThrow(new Error(
      `LaunchTemplateMalformed: \`ami.launchTemplates[0].launchTemplate\` must have an id of \`lt-\` and 17 letters or digits, got: '${launchTemplateId}'. [Stack]`));
  });

  test('is of the Region of the entry', () => {
    const stack = newStack({ env });
    render({ launchTemplates: [{ launchTemplate: new LaunchTemplate(stack, 'Template') }] }, stack);
    expect(faultsOf(stack)).toEqual([
      'LaunchTemplateConflict: `ami.launchTemplates[0].launchTemplate` must be a launch template of us-east-1, got: \'eu-central-1\'. [Stack]',
    ]);
  });
});

describe('EC2 Fast Launch', () => {
  const fastLaunch = (configuration: NonNullable<AmiDistribution['fastLaunchConfigurations']>[number], stack = newStack({ env })) =>
    render({ fastLaunchConfigurations: [configuration] }, stack).fastLaunchConfigurations[0];

  test('trap 8: is switched on, and needs nothing more', () => {
    expect(fastLaunch({})).toEqual({ enabled: true });
  });

  test('has as many snapshots as are asked for', () => {
    expect(fastLaunch({ targetSnapshotCount: 5, maxParallelLaunches: 6 })).toEqual({
      enabled: true, maxParallelLaunches: 6, snapshotConfiguration: { targetResourceCount: 5 },
    });
  });

  test('may be switched off', () => {
    expect(fastLaunch({ enabled: false })).toEqual({ enabled: false });
  });

  test('takes a launch template by its name', () => {
    const stack = newStack({ env });
    expect(fastLaunch({ launchTemplate: known(stack, { launchTemplateName: 'mine', versionNumber: '2' }) }, stack).launchTemplate).toEqual({
      launchTemplateName: 'mine', launchTemplateVersion: '2',
    });
  });

  test('takes a launch template of the CDK by its id, in its newest version', () => {
    const stack = newStack({ env });
    const launchTemplate = new LaunchTemplate(there(stack), 'Template');
    expect(fastLaunch({ launchTemplate }, stack).launchTemplate).toEqual({
      launchTemplateId: launchTemplate.launchTemplateId, launchTemplateVersion: launchTemplate.versionNumber,
    });
  });

  test('takes a launch template of an L1', () => {
    const stack = newStack({ env });
    const launchTemplate = new CfnLaunchTemplate(there(stack), 'Template', { launchTemplateName: 'mine', launchTemplateData: {} });
    expect(fastLaunch({ launchTemplate }, stack).launchTemplate).toEqual({ launchTemplateId: launchTemplate.ref });
  });

  test('takes a launch template of the Region', () => {
    const stack = newStack({ env });
    fastLaunch({ launchTemplate: new LaunchTemplate(stack, 'Template') }, stack);
    expect(faultsOf(stack)).toEqual([
      'LaunchTemplateConflict: `ami.fastLaunchConfigurations[0].launchTemplate` must be a launch template of us-east-1, got: \'eu-central-1\'. [Stack]',
    ]);
  });

  test.each([{ maxParallelLaunches: 6 }, { targetSnapshotCount: 1 }, { targetSnapshotCount: 10_000 }])('takes %j', (configuration) => {
    expect(() => fastLaunch(configuration)).not.toThrow();
  });

  test.each([
    [{ maxParallelLaunches: 5 },
      'MaxParallelLaunchesOutOfRange: `ami.fastLaunchConfigurations[0].maxParallelLaunches` must be a whole number of at least 6, got: 5. [Stack]'],
    [{ targetSnapshotCount: 0 },
      'TargetSnapshotCountOutOfRange: `ami.fastLaunchConfigurations[0].targetSnapshotCount` must be a whole number from 1 to 10000, got: 0. [Stack]'],
    [{ targetSnapshotCount: 10_001 },
      'TargetSnapshotCountOutOfRange: `ami.fastLaunchConfigurations[0].targetSnapshotCount` must be a whole number from 1 to 10000, got: 10001. [Stack]'],
  ])('refuses %j', (configuration, message) => {
    expect(() => fastLaunch(configuration)).toThrow(new Error(message));
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
