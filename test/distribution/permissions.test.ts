import { Aws, Lazy, Stack } from 'aws-cdk-lib';
import { LaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { AmiDistribution, FastLaunchConfiguration } from '../../src/distribution/ami-distribution';
import { amiPermissions } from '../../src/distribution/permissions';
import { newStack } from '../support/synth';

const env = { account: '123456789012', region: 'eu-central-1' };
const arn = (rest: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, rest]] });
const OF_SERVICE = { StringEquals: { 'aws:ResourceTag/CreatedBy': 'EC2 Image Builder' } };

function permissions(ami: AmiDistribution, stack: Stack = newStack({ env })): any[] {
  return stack.resolve(amiPermissions(stack, 'us-east-1', ami));
}

/** The permissions beyond those that every distribution takes. */
function beyond(ami: AmiDistribution, stack?: Stack): any[] {
  return permissions(ami, stack).slice(3);
}

const template = (stack: Stack) => LaunchTemplate.fromLaunchTemplateAttributes(stack, 'Template', { launchTemplateId: 'lt-0123456789abcdef0' });

test('every AMI is copied, described and changed', () => {
  expect(permissions({ amiName: 'golden' })).toEqual([
    { actions: ['ec2:DescribeImages', 'ec2:CopyImage'], resources: ['*'], inManagedPolicy: true, reason: expect.stringMatching(/^[A-Z].+\.$/) },
    { actions: ['ec2:ModifyImageAttribute'], resources: [arn(':ec2:*::image/*')], conditions: OF_SERVICE, inManagedPolicy: true, reason: expect.stringMatching(/^[A-Z].+\.$/) },
    { actions: ['ec2:CreateTags'], resources: [arn(':ec2:*::image/*')], inManagedPolicy: true, reason: expect.stringMatching(/^[A-Z].+\.$/) },
  ]);
});

test('the role of each target account is assumed', () => {
  expect(beyond({ amiTargetAccountIds: ['111111111111', '222222222222'] })).toEqual([{
    actions: ['sts:AssumeRole'],
    resources: [
      arn(':iam::111111111111:role/EC2ImageBuilderDistributionCrossAccountRole'),
      arn(':iam::222222222222:role/EC2ImageBuilderDistributionCrossAccountRole'),
    ],
    inManagedPolicy: true,
    reason: expect.stringMatching(/^[A-Z].+\.$/),
  }]);
});

test('the role of any account is assumed if the target accounts are known at deployment only', () => {
  const [permission] = beyond({ amiTargetAccountIds: Lazy.list({ produce: () => ['111111111111'] }) });
  expect(permission.resources).toEqual([arn(':iam::*:role/EC2ImageBuilderDistributionCrossAccountRole')]);
});

test('the key is used through EC2', () => {
  const stack = newStack({ env });
  const amiKmsKey = Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:123456789012:key/1');
  expect(beyond({ amiKmsKey }, stack)).toEqual([
    {
      actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:DescribeKey'],
      resources: ['arn:aws:kms:us-east-1:123456789012:key/1'],
      conditions: { StringLike: { 'kms:ViaService': 'ec2.*.amazonaws.com' } },
      inManagedPolicy: true,
    },
    {
      actions: ['kms:CreateGrant'],
      resources: ['arn:aws:kms:us-east-1:123456789012:key/1'],
      conditions: { StringLike: { 'kms:ViaService': 'ec2.*.amazonaws.com' }, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      inManagedPolicy: true,
    },
  ]);
});

test('launch templates of the own account get versions', () => {
  const stack = newStack({ env });
  expect(beyond({ launchTemplates: [{ launchTemplate: template(stack) }] }, stack)).toEqual([
    { actions: ['ec2:DescribeLaunchTemplates', 'ec2:DescribeLaunchTemplateVersions'], resources: ['*'], inManagedPolicy: true, reason: expect.stringMatching(/^[A-Z].+\.$/) },
    {
      actions: ['ec2:CreateLaunchTemplateVersion', 'ec2:ModifyLaunchTemplate'],
      resources: [arn(':ec2:us-east-1:123456789012:launch-template/lt-0123456789abcdef0')],
      inManagedPolicy: true,
    },
  ]);
});

test.each([['123456789012', 2], ['111111111111', 1]])('launch templates of the account %s are a matter of %d permissions', (accountId, count) => {
  const stack = newStack({ env });
  expect(beyond({ launchTemplates: [{ launchTemplate: template(stack), accountId }] }, stack)).toHaveLength(count);
});

test('EC2 Fast Launch is switched on', () => {
  expect(beyond({ fastLaunchConfigurations: [{}] })).toEqual([
    { actions: ['ec2:DescribeLaunchTemplates', 'ec2:DescribeLaunchTemplateVersions'], resources: ['*'], inManagedPolicy: true, reason: expect.stringMatching(/^[A-Z].+\.$/) },
    {
      actions: ['ec2:EnableFastLaunch'],
      resources: [arn(':ec2:us-east-1::image/*'), arn(':ec2:us-east-1:123456789012:launch-template/*')],
      conditions: OF_SERVICE,
      inManagedPolicy: true,
      reason: expect.stringMatching(/^[A-Z].+\.$/),
    },
    {
      actions: ['iam:CreateServiceLinkedRole'],
      resources: [arn(':iam::123456789012:role/aws-service-role/ec2fastlaunch.amazonaws.com/*')],
      conditions: { StringEquals: { 'iam:AWSServiceName': 'ec2fastlaunch.amazonaws.com' } },
      inManagedPolicy: true,
      reason: expect.stringMatching(/^[A-Z].+\.$/),
    },
    { actions: ['ec2:EnableFastLaunch'], resources: ['*'], managedPolicy: 'EC2FastLaunchFullAccess', reason: expect.stringMatching(/^[A-Z].+\.$/) },
  ]);
});

test.each<[string, (stack: Stack) => FastLaunchConfiguration[], number]>([
  ['without a launch template', () => [{}], 1],
  ['without a launch template in the account of the stack', () => [{ accountId: '123456789012' }], 1],
  ['several times', () => [{}, {}], 1],
  ['in another account', () => [{ accountId: '111111111111' }], 0],
  ['that is off', () => [{ enabled: false }], 0],
  ['with a launch template', (stack) => [{ launchTemplate: template(stack) }], 0],
])('EC2 Fast Launch %s', (_, configurations, count) => {
  const stack = newStack({ env });
  const given = beyond({ fastLaunchConfigurations: configurations(stack), amiTargetAccountIds: ['111111111111'] }, stack);
  expect(given.filter(({ managedPolicy }: { managedPolicy?: string }) => managedPolicy !== undefined)).toHaveLength(count);
});

test('launch templates are described once for templates and Fast Launch together', () => {
  const stack = newStack({ env });
  const given = beyond({ launchTemplates: [{ launchTemplate: template(stack) }], fastLaunchConfigurations: [{}] }, stack);
  expect(given.filter(({ actions }: { actions: string[] }) => actions.includes('ec2:DescribeLaunchTemplates'))).toHaveLength(1);
});

test('license configurations are associated', () => {
  const license = 'arn:aws:license-manager:us-east-1:123456789012:license-configuration:lic-1';
  expect(beyond({ licenseConfigurationArns: [license] })).toEqual([
    { actions: ['license-manager:UpdateLicenseSpecificationsForResource'], resources: [license], inManagedPolicy: true },
  ]);
  expect(beyond({ licenseConfigurationArns: [] })).toEqual([]);
});

describe('in the account of the stack', () => {
  const OTHER = '444455556666';
  const parameter = (account?: string): AmiDistribution => ({ ssmParameters: [{ parameterName: '/golden/ami', amiAccountId: account }] });
  const puts = (ami: AmiDistribution, stack: Stack) => beyond(ami, stack).filter(({ actions }) => actions.includes('ssm:PutParameter')).length;
  const token = Lazy.string({ produce: () => OTHER });
  const tokens = Lazy.list({ produce: () => [OTHER] });

  test.each<[string, string | undefined, string[] | undefined, number]>([
    ['no account', undefined, undefined, 1],
    ['the account itself', env.account, undefined, 1],
    ['the account as a pseudo parameter', Aws.ACCOUNT_ID, undefined, 1],
    ['a target account', OTHER, [OTHER], 0],
    ['a token of a target account', token, [token], 0],
    ['a token that is no target account', token, [OTHER], 1],
    ['a token, with targets that are tokens', token, tokens, 0],
  ])('a parameter of %s is written if the account is known', (_, account, amiTargetAccountIds, expected) => {
    expect(puts({ ...parameter(account), amiTargetAccountIds }, newStack({ env }))).toBe(expected);
  });

  test.each<[string, string | undefined, string[] | undefined, number]>([
    ['no account', undefined, undefined, 1],
    ['the account as a pseudo parameter', Aws.ACCOUNT_ID, [OTHER], 1],
    ['an account that gets no copy', env.account, [OTHER], 1],
    ['a target account', OTHER, [OTHER], 0],
    ['an account, with targets that are tokens', OTHER, tokens, 0],
  ])('a parameter of %s is written if the account is known at deployment only', (_, account, amiTargetAccountIds, expected) => {
    expect(puts({ ...parameter(account), amiTargetAccountIds }, newStack())).toBe(expected);
  });

  test('launch templates and EC2 Fast Launch follow the same rule', () => {
    const stack = newStack();
    const launchTemplate = template(stack);
    const ami = (accountId: string): AmiDistribution => ({
      launchTemplates: [{ launchTemplate, accountId }], fastLaunchConfigurations: [{ accountId }], amiTargetAccountIds: [OTHER],
    });
    const granted = (accountId: string) => beyond(ami(accountId), stack).flatMap(({ actions, managedPolicy }) => managedPolicy ?? actions)
      .filter((each) => ['EC2FastLaunchFullAccess', 'ec2:CreateLaunchTemplateVersion'].includes(each));
    expect(granted(env.account)).toEqual(['ec2:CreateLaunchTemplateVersion', 'EC2FastLaunchFullAccess']);
    expect(granted(OTHER)).toEqual([]);
  });
});
