import { App, Aws, Lazy, Stack } from 'aws-cdk-lib';
import { LaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { AmiDistribution, CrossAccountDistributionRole, CrossAccountDistributionRoleProps, DistributionConfiguration } from '../../src';
import { faultsOf, propertiesOf, resourcesOf, statementsOf, warningsOf } from '../support/synth';

const SOURCE = '111122223333';
const TARGET = '444455556666';
const OTHER = '777788889999';
const region = 'eu-central-1';
const parameter = { parameterName: '/golden/ami', amiAccountId: TARGET };
const arn = (rest: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, rest]] });

interface Stacks {
  readonly source: Stack;
  readonly target: Stack;
}

function stacks(sourceAccount: string | undefined = SOURCE, targetAccount: string | undefined = TARGET): Stacks {
  const app = new App();
  return {
    source: new Stack(app, 'Source', { env: { account: sourceAccount, region } }), target: new Stack(app, 'Target', { env: { account: targetAccount, region } }),
  };
}

const distribution = (source: Stack, ami: Partial<AmiDistribution> = {}, id = 'Distribution') =>
  new DistributionConfiguration(source, id, { amiDistributions: [{ amiName: 'mine {{ imagebuilder:buildDate }}', amiTargetAccountIds: [TARGET], ...ami }] });
const template = (scope: Stack) => LaunchTemplate.fromLaunchTemplateAttributes(scope, 'Template', { launchTemplateId: 'lt-0123456789abcdef0' });

/** Actions and resources of the role in the target account. */
const allowed = (stack: Stack) => statementsOf(stack).map(({ Action, Resource }) => [[Action].flat()[0], Resource]);

describe('the role of a target account', () => {
  test('trusts the account of the distribution, and may do what it needs there', () => {
    const { source, target } = stacks();
    const amiKmsKey = new Key(source, 'Key');
    const known = Key.fromKeyArn(source, 'Known', `arn:aws:kms:us-east-1:${SOURCE}:key/1`);
    const given = StringParameter.fromStringParameterName(source, 'Given', '/given');
    const configuration = distribution(source, {
      amiKmsKey, ssmParameters: [parameter, { parameterName: '/own' }, { parameter: given, amiAccountId: TARGET }], launchTemplates: [{ launchTemplate: template(source), accountId: TARGET }],
    });
    configuration.targetAccountRole(target, 'Role');
    configuration.addAmiDistributions({ region: 'us-east-1', amiTargetAccountIds: [TARGET], amiKmsKey: known, ssmParameters: [parameter] });
    const [role] = resourcesOf(target, 'AWS::IAM::Role');
    expect(role.Properties).toMatchObject({
      RoleName: 'EC2ImageBuilderDistributionCrossAccountRole',
      AssumeRolePolicyDocument: { Statement: [{ Action: 'sts:AssumeRole', Principal: { AWS: arn(`:iam::${SOURCE}:root`) } }] },
    });
    expect(allowed(target)).toEqual([
      ['kms:Encrypt', arn(`:kms:${region}:${SOURCE}:key/*`)],
      ['ec2:DescribeLaunchTemplates', '*'],
      ['ec2:CreateLaunchTemplateVersion', arn(`:ec2:*:${TARGET}:launch-template/lt-0123456789abcdef0`)],
      ['ec2:CreateTags', arn(`:ec2:*:${TARGET}:launch-template/lt-0123456789abcdef0`)],
      ['ssm:PutParameter', arn(`:ssm:*:${TARGET}:parameter/golden/ami`)],
      ['ssm:PutParameter', arn(`:ssm:*:${TARGET}:parameter/given`)],
      ['kms:Encrypt', `arn:aws:kms:us-east-1:${SOURCE}:key/1`],
    ]);
    expect(warningsOf(target)).toEqual([]);
  });

  test('may do nothing of what is meant for other accounts', () => {
    const { source, target } = stacks();
    const configuration = distribution(source, { ssmParameters: [{ parameterName: '/golden/ami', amiAccountId: OTHER }], amiTargetAccountIds: [TARGET, OTHER] });
    configuration.addAmiDistributions({ region: 'us-east-1', amiTargetAccountIds: [OTHER], amiKmsKey: Key.fromKeyArn(source, 'Key', `arn:aws:kms:us-east-1:${SOURCE}:key/1`) });
    configuration.targetAccountRole(target, 'Role');
    expect(resourcesOf(target, 'AWS::IAM::Policy')).toEqual([]);
  });

  test('enables EC2 Fast Launch without a launch template', () => {
    const { source, target } = stacks();
    distribution(source, { fastLaunchConfigurations: [{ accountId: TARGET }] }).targetAccountRole(target, 'Role');
    expect(JSON.stringify(propertiesOf(target, 'AWS::IAM::Role').ManagedPolicyArns)).toContain('EC2FastLaunchFullAccess');
    expect(JSON.stringify(resourcesOf(source, 'AWS::IAM::Role'))).not.toContain('EC2FastLaunchFullAccess');
  });

  test('serves a second distribution of another account', () => {
    const { source, target } = stacks();
    const third = new Stack(source.node.root as App, 'Third', { env: { account: OTHER, region } });
    const role = distribution(source).targetAccountRole(target, 'Role');
    role.addDistributionConfiguration(distribution(third, { ssmParameters: [parameter] }));
    expect(propertiesOf(target, 'AWS::IAM::Role').AssumeRolePolicyDocument.Statement.map(({ Principal }: any) => Principal.AWS))
      .toEqual([SOURCE, OTHER].map((account) => arn(`:iam::${account}:root`)));
    expect(allowed(target)).toEqual([['ssm:PutParameter', arn(`:ssm:*:${TARGET}:parameter/golden/ami`)]]);
    expect(warningsOf(target)).toEqual([]);
  });

  test('needs to know the accounts', () => {
    const message = 'DistributionConfigurationUnresolved: `distributionConfiguration` must be in a stack whose account is known, as that of the role. '
      + 'Set `env` of both stacks. [Target/Role]';
    for (const { source, target } of [stacks(Aws.ACCOUNT_ID), stacks(SOURCE, Aws.ACCOUNT_ID)]) {
      expect(() => distribution(source).targetAccountRole(target, 'Role')).toThrow(new Error(message));
    }
  });

  test('is not in the account of the distribution', () => {
    const { source } = stacks();
    expect(() => distribution(source).targetAccountRole(source, 'Role')).toThrow(new Error(
      `SourceAccountIdsConflict: \`sourceAccountIds\` must be other accounts than that of the stack, got: '${SOURCE}'. [Source/Role]`));
  });

  test('is in an account that gets the AMI', () => {
    const { source, target } = stacks();
    distribution(source, { amiTargetAccountIds: [OTHER] }).targetAccountRole(target, 'Role');
    expect(faultsOf(target)).toEqual([
      `DistributionConfigurationConflict: \`distributionConfiguration\` must have the account of the role in \`amiTargetAccountIds\`, got: '${TARGET}'. [Target/Role]`,
    ]);
  });

  test('may be in any account where the list is known at deployment only', () => {
    const { source, target } = stacks();
    distribution(source, { amiTargetAccountIds: Lazy.list({ produce: () => [TARGET] }) }).targetAccountRole(target, 'Role');
    expect(faultsOf(target)).toEqual([]);
  });
});

describe('a role that lacks what a distribution of the app needs', () => {
  const role = (target: Stack, props: Partial<CrossAccountDistributionRoleProps> = {}) =>
    new CrossAccountDistributionRole(target, 'Role', { sourceAccountIds: [SOURCE], ...props });
  const warning = (missing: string) => `Distributions of AMIs to this account fail, because the role does not allow ${missing}. Call `
    + '`addDistributionConfiguration()` of the role, or `targetAccountRole()` of the distribution configuration. [ack: cdk-imagebuilder:crossAccountRoleIncomplete]';

  test('is warned of', () => {
    const { source, target } = stacks();
    role(target, { sourceAccountIds: [OTHER] });
    distribution(source, {
      amiKmsKey: new Key(source, 'Key'), ssmParameters: [parameter], launchTemplates: [{ launchTemplate: template(source), accountId: TARGET }],
    });
    const at = '(Source/Distribution)';
    expect(warningsOf(target)).toEqual([warning([
      `the account ${SOURCE} as a source ${at}`, `the key Source/Key ${at}`, `the launch template Source/Template ${at}`, `the parameter /golden/ami ${at}`,
    ].join(', '))]);
  });

  test('is not warned of where the role has all of it', () => {
    const { source, target } = stacks();
    const key = new Key(source, 'Key');
    distribution(source, {
      amiKmsKey: key, ssmParameters: [parameter], launchTemplates: [{ launchTemplate: template(source), accountId: TARGET }],
    });
    role(target, { kmsKeys: [key], ssmParameterNames: ['/golden/ami'], launchTemplates: [template(target)] });
    expect(warningsOf(target)).toEqual([]);
    expect(statementsOf(target)[0]).toMatchObject({ Resource: arn(`:kms:${region}:${SOURCE}:key/*`) });
  });

  test.each<[string, (given: Stacks) => unknown]>([
    ['goes to other accounts', ({ source }) => distribution(source, { amiTargetAccountIds: [OTHER], amiKmsKey: new Key(source, 'Key') })],
    ['goes to no other account', ({ source }) => distribution(source, { amiTargetAccountIds: undefined, amiKmsKey: new Key(source, 'Key') })],
    ['is in the account of the role', ({ target }) => distribution(target, { amiKmsKey: new Key(target, 'Key') })],
    ['is in an account that is not known', ({ source }) => distribution(new Stack(source.node.root as App, 'Agnostic'))],
  ])('is not warned of where the distribution %s', (_, make) => {
    const given = stacks();
    role(given.target);
    make(given);
    expect(warningsOf(given.target)).toEqual([]);
  });
});
