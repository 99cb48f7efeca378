import { Aws, Stack, StackProps } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { LaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { Repository as EcrRepository } from 'aws-cdk-lib/aws-ecr';
import { Key } from 'aws-cdk-lib/aws-kms';
import { ParameterDataType } from 'aws-cdk-lib/aws-ssm';
import { env, amiName, distribution } from './distribution-in-test';
import { EXECUTION_PERMISSIONS, Permissions } from '../../src/common/permission';
import { AmiDistribution } from '../../src/distribution/ami-distribution';
import { DistributionConfiguration, DistributionConfigurationProps } from '../../src/distribution/distribution-configuration';
import { INSTANCE_PERMISSIONS } from '../../src/distribution/permissions';
import { Repository } from '../../src/recipe/repository';
import { newStack, propertiesOf, warningsOf } from '../support/synth';

const TYPE = 'AWS::ImageBuilder::DistributionConfiguration';

function ami(props: AmiDistribution, stack?: Stack): DistributionConfiguration {
  return distribution({ amiDistributions: [props] }, stack);
}

describe('a distribution configuration', () => {
  test('distributes to the Region of the stack by default', () => {
    expect(propertiesOf(distribution().stack, TYPE)).toEqual({
      Name: expect.stringMatching(/^stack-distribution-[0-9a-f]{8}$/),
      Distributions: [{ Region: { Ref: 'AWS::Region' }, AmiDistributionConfiguration: { Name: amiName } }],
    });
  });

  test('renders every property, with the names of CloudFormation', () => {
    const stack = newStack({ env });
    const amiKmsKey = Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:123456789012:key/1');
    const template = (launchTemplateId: string, versionNumber?: string) =>
      LaunchTemplate.fromLaunchTemplateAttributes(stack, launchTemplateId, { launchTemplateId, versionNumber });
    distribution({
      distributionConfigurationName: 'My Distribution',
      description: 'what it is for',
      amiDistributions: [{
        region: 'us-east-1',
        amiName,
        amiDescription: 'what is in it',
        amiTags: { Stage: 'golden' },
        amiKmsKey,
        amiTargetAccountIds: ['111111111111'],
        amiLaunchPermission: {
          accountIds: ['222222222222'],
          organizationArns: ['arn:aws:organizations::123456789012:organization/o-1234567890'],
          organizationalUnitArns: ['arn:aws:organizations::123456789012:ou/o-1234567890/ou-1234-12345678'],
        },
        ssmParameters: [{ parameterName: '/golden/ami', amiAccountId: '111111111111', dataType: ParameterDataType.TEXT }],
        launchTemplates: [{ launchTemplate: template('lt-0123456789abcdef0'), accountId: '111111111111', setDefaultVersion: true }],
        fastLaunchConfigurations: [{
          enabled: false, launchTemplate: template('lt-0123456789abcdef1', '3'), maxParallelLaunches: 7, targetSnapshotCount: 4, accountId: '111111111111',
        }],
        licenseConfigurationArns: [`arn:aws:license-manager:us-east-1:123456789012:license-configuration:lic-${'0'.repeat(32)}`],
      }],
      containerDistributions: [{
        region: 'us-east-1',
        containerRepository: Repository.fromEcr(EcrRepository.fromRepositoryName(stack, 'Repository', 'golden')),
        containerDescription: 'what is in it',
        containerTags: ['latest', '{{ imagebuilder:buildVersion }}'],
      }],
      tags: { Team: 'platform' },
    }, stack);
    Template.fromStack(stack).hasResourceProperties(TYPE, Match.objectEquals({
      Name: 'My Distribution',
      Description: 'what it is for',
      Distributions: [{
        Region: 'us-east-1',
        AmiDistributionConfiguration: {
          Name: amiName,
          Description: 'what is in it',
          AmiTags: { Stage: 'golden' },
          KmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/1',
          TargetAccountIds: ['111111111111'],
          LaunchPermissionConfiguration: {
            UserIds: ['222222222222'],
            OrganizationArns: ['arn:aws:organizations::123456789012:organization/o-1234567890'],
            OrganizationalUnitArns: ['arn:aws:organizations::123456789012:ou/o-1234567890/ou-1234-12345678'],
          },
        },
        SsmParameterConfigurations: [{ ParameterName: '/golden/ami', AmiAccountId: '111111111111', DataType: 'text' }],
        LaunchTemplateConfigurations: [{ LaunchTemplateId: 'lt-0123456789abcdef0', AccountId: '111111111111', SetDefaultVersion: true }],
        FastLaunchConfigurations: [{
          Enabled: false,
          LaunchTemplate: { LaunchTemplateId: 'lt-0123456789abcdef1', LaunchTemplateVersion: '3' },
          MaxParallelLaunches: 7,
          SnapshotConfiguration: { TargetResourceCount: 4 },
          AccountId: '111111111111',
        }],
        LicenseConfigurationArns: [`arn:aws:license-manager:us-east-1:123456789012:license-configuration:lic-${'0'.repeat(32)}`],
        ContainerDistributionConfiguration: {
          Description: 'what is in it',
          ContainerTags: ['latest', '{{ imagebuilder:buildVersion }}'],
          TargetRepository: { Service: 'ECR', RepositoryName: 'golden' },
        },
      }],
      Tags: { Team: 'platform' },
    }));
  });

  test('omits empty collections', () => {
    const { stack } = ami({
      amiName,
      amiTags: {},
      amiTargetAccountIds: [],
      amiLaunchPermission: { accountIds: [], isPublicUserGroup: false },
      ssmParameters: [],
      launchTemplates: [],
      fastLaunchConfigurations: [],
      licenseConfigurationArns: [],
    });
    expect(propertiesOf(stack, TYPE).Distributions).toEqual([
      { Region: { Ref: 'AWS::Region' }, AmiDistributionConfiguration: { Name: amiName } },
    ]);
  });

  test('takes more Regions later', () => {
    const made = new DistributionConfiguration(newStack(), 'Distribution');
    made.addAmiDistributions({ region: 'us-east-1', amiName }, { region: 'us-west-2', amiName });
    expect(propertiesOf(made.stack, TYPE).Distributions.map(({ Region }: any) => Region)).toEqual(['us-east-1', 'us-west-2']);
  });

  test('has ARN and name of the service', () => {
    const made = distribution();
    expect(made.stack.resolve([made.distributionConfigurationArn, made.distributionConfigurationName])).toEqual([
      { 'Fn::GetAtt': [expect.any(String), 'Arn'] }, { 'Fn::GetAtt': [expect.any(String), 'Name'] },
    ]);
    expect(made.distributionConfigurationRef.distributionConfigurationArn).toBe(made.distributionConfigurationArn);
  });

  test('needs an entry at synth', () => {
    const { stack } = distribution({});
    expect(() => Template.fromStack(stack)).toThrow(
      '[Stack/Distribution] AmiDistributionsRequired: `amiDistributions` must have at least one entry, or else `containerDistributions`.');
  });

  test('needs none for AMIs if there is one for containers', () => {
    const stack = newStack();
    const containerRepository = Repository.fromEcr(new EcrRepository(stack, 'Repository'));
    const made = distribution({ containerDistributions: [{ containerRepository }] }, stack);
    expect(propertiesOf(stack, TYPE).Distributions).toEqual([{
      Region: { Ref: 'AWS::Region' },
      ContainerDistributionConfiguration: { TargetRepository: { Service: 'ECR', RepositoryName: stack.resolve(containerRepository.repositoryName) } },
    }]);
    expect(made.node.validate()).toEqual([]);
  });

  test('has one entry for AMIs and containers of a Region, in the order in which the Regions are named', () => {
    const stack = newStack();
    const containerRepository = Repository.fromEcr(EcrRepository.fromRepositoryName(stack, 'Repository', 'golden'));
    const made = distribution({ amiDistributions: [{ region: 'us-east-1', amiName }, { region: 'us-west-2', amiName }] }, stack);
    made.addContainerDistributions({ region: 'eu-west-1', containerRepository }, { region: 'us-west-2', containerRepository });
    expect(propertiesOf(stack, TYPE).Distributions.map(({ Region, ...parts }: any) => [Region, Object.keys(parts)])).toEqual([
      ['us-east-1', ['AmiDistributionConfiguration']],
      ['us-west-2', ['AmiDistributionConfiguration', 'ContainerDistributionConfiguration']],
      ['eu-west-1', ['ContainerDistributionConfiguration']],
    ]);
  });
});

describe('what a distribution needs', () => {
  const actionsOf = (permissions?: Permissions) => {
    const actions: string[] = [];
    permissions!.subscribe((permission) => actions.push(...permission.actions));
    return actions;
  };

  test('is told for AMIs that are named at once or later', () => {
    const made = distribution({ amiDistributions: [{ amiName, ssmParameters: [{ parameterName: '/golden/ami' }] }] });
    const [executionPermissions, instancePermissions] = [EXECUTION_PERMISSIONS.of(made), INSTANCE_PERMISSIONS.of(made)];
    expect(actionsOf(executionPermissions).filter((action) => action === 'ssm:PutParameter')).toHaveLength(1);
    made.addAmiDistributions({ region: 'us-east-1', ssmParameters: [{ parameterName: '/golden/ami' }] });
    expect(actionsOf(executionPermissions).filter((action) => action === 'ssm:PutParameter')).toHaveLength(2);
    expect(actionsOf(instancePermissions)).toEqual([]);
  });

  test('is told for containers', () => {
    const stack = newStack();
    const made = distribution({ containerDistributions: [{ containerRepository: Repository.fromEcr(new EcrRepository(stack, 'Repository')) }] }, stack);
    expect(actionsOf(INSTANCE_PERMISSIONS.of(made))).toContain('ecr:PutImage');
    expect(actionsOf(EXECUTION_PERMISSIONS.of(made))).toEqual([]);
  });

  test('is allowed on its key', () => {
    const stack = newStack();
    ami({ amiKmsKey: new Key(stack, 'Key'), amiTargetAccountIds: ['111111111111'] }, stack);
    expect(propertiesOf(stack, 'AWS::KMS::Key').KeyPolicy.Statement).toHaveLength(3);
  });
});

describe('the Region of an entry', () => {
  test('is taken once', () => {
    expect(() => distribution({ amiDistributions: [{ region: 'us-east-1', amiName }, { region: 'us-east-1', amiName }] })).toThrow(new Error(
      'RegionConflict: `amiDistributions[1].region` must differ from the Regions of the other entries, got: \'us-east-1\'. [Stack/Distribution]'));
  });

  test('trap 15: is taken once, also where it is that of the stack', () => {
    expect(() => distribution({ amiDistributions: [{ amiName }, { region: 'eu-central-1', amiName }] }, newStack({ env }))).toThrow(new Error(
      'RegionConflict: `amiDistributions[1].region` must differ from the Regions of the other entries, got: \'eu-central-1\'. '
      + '[Stack/Distribution]'));
  });

  test('is taken once by containers too', () => {
    const stack = newStack({ env });
    const containerRepository = Repository.fromEcr(EcrRepository.fromRepositoryName(stack, 'Repository', 'golden'));
    expect(() => distribution({ containerDistributions: [{ containerRepository }, { containerRepository, region: 'eu-central-1' }] }, stack)).toThrow(new Error(
      'RegionConflict: `containerDistributions[1].region` must differ from the Regions of the other entries, got: \'eu-central-1\'. [Stack/Distribution]'));
  });

  test('may be another one than that of the stack', () => {
    expect(() => distribution({ amiDistributions: [{ amiName }, { region: 'us-east-1', amiName }] }, newStack({ env }))).not.toThrow();
  });

  test.each<[string, StackProps, DistributionConfigurationProps, boolean]>([
    ['implicit besides a literal one', {}, { amiDistributions: [{ amiName }, { amiName, region: 'us-east-1' }] }, true],
    ['a token besides a literal one', { env }, { amiDistributions: [{ amiName, region: Aws.REGION }, { amiName, region: 'us-east-1' }] }, true],
    ['implicit besides a literal one, in a stack whose Region is known', { env }, { amiDistributions: [{ amiName }, { amiName, region: 'us-east-1' }] }, false],
    ['implicit alone', {}, { amiDistributions: [{ amiName }] }, false],
    ['literal', {}, { amiDistributions: [{ amiName, region: 'eu-central-1' }, { amiName, region: 'us-east-1' }] }, false],
  ])('is warned of where it may be another one of the list: %s', (_, props, entries, isWarned) => {
    expect(warningsOf(distribution(entries, newStack(props)).stack)).toEqual(isWarned ? [
      'The Region of an entry is known only at deployment and may be that of another entry, and a distribution has each Region once. Set `env` of the '
      + 'stack, or name the Region of every entry. [ack: cdk-imagebuilder:regionMayRepeat]',
    ] : []);
  });

  test('is warned of where containers have an implicit one', () => {
    const stack = newStack();
    const containerRepository = Repository.fromEcr(EcrRepository.fromRepositoryName(stack, 'Repository', 'mine'));
    distribution({ amiDistributions: [{ amiName, region: 'us-east-1' }], containerDistributions: [{ containerRepository }] }, stack);
    expect(warningsOf(stack)).toEqual([expect.stringContaining('cdk-imagebuilder:regionMayRepeat')]);
  });

  test('is all that an entry needs', () => {
    const { stack } = distribution({ amiDistributions: [{}, { region: 'us-east-1' }] }, newStack({ env: { region: 'eu-central-1' } }));
    expect(propertiesOf(stack, TYPE).Distributions).toEqual([
      { Region: 'eu-central-1', AmiDistributionConfiguration: {} }, { Region: 'us-east-1', AmiDistributionConfiguration: {} },
    ]);
  });
});

test.each<[DistributionConfigurationProps, string | RegExp]>([
  [{ distributionConfigurationName: 'x' }, /^DistributionConfigurationNameMalformed: /],
  [{ description: '' }, /^DescriptionMalformed: /],
  [{ tags: { 'aws:x': 'y' } }, /^TagsMalformed: /],
  [{ amiDistributions: [{ amiDescription: '' }] }, /^AmiDescriptionMalformed: `amiDistributions\[0\]\.amiDescription` /],
])('%j is refused', (props, message) => {
  expect(() => distribution(props)).toThrow(typeof message === 'string' ? new Error(message) : message);
});
