import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as kms from 'aws-cdk-lib/aws-kms';
import { refusals, Row, together } from './refusal';
import {
  AmiDistribution, AmiLaunchPermission, ContainerDistribution, DistributionConfiguration, DistributionConfigurationProps, FastLaunchConfiguration,
  Repository, SsmParameterConfiguration,
} from '../../src';

const OTHER = '210987654321';
const amiName = 'mine {{ imagebuilder:buildDate }}';
const license = `arn:aws:license-manager:eu-central-1:123456789012:license-configuration:lic-${'a'.repeat(32)}`;
const organization = 'arn:aws:organizations::123456789012:organization/o-a1b2c3d4e5';
const unit = 'arn:aws:organizations::123456789012:ou/o-a1b2c3d4e5/ou-a1b2-a1b2c3d4';
const numbered = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, 'value']));
const template = (stack: Stack, id: string) => ec2.LaunchTemplate.fromLaunchTemplateAttributes(stack, 'Template', { launchTemplateId: id });
const aKey = (stack: Stack, arn: string) => kms.Key.fromKeyArn(stack, 'Key', arn);

const distribution = (stack: Stack, props: DistributionConfigurationProps) => new DistributionConfiguration(stack, 'Distribution', props);
const ami = (stack: Stack, amiDistribution: AmiDistribution) => distribution(stack, { amiDistributions: [amiDistribution] });

export const DISTRIBUTIONS = [
  ...refusals('DistributionConfiguration', distribution, [
    [{},
      together('Distribution', 'AmiDistributionsRequired: `amiDistributions` must have at least one entry, or else `containerDistributions`.'),
      { amiDistributions: [{ amiName }] }],
    [{ amiDistributions: [], containerDistributions: [] },
      together('Distribution', 'AmiDistributionsRequired: `amiDistributions` must have at least one entry, or else `containerDistributions`.')],
    [{ distributionConfigurationName: 'a?b', amiDistributions: [{ amiName }] },
      'DistributionConfigurationNameMalformed: `distributionConfigurationName` must be 3 to 128 letters, digits, hyphens, underscores '
      + 'or inner spaces, got: \'a?b\'. [Stack/Distribution]',
      { distributionConfigurationName: 'a b', amiDistributions: [{ amiName }] }],
    [{ description: '', amiDistributions: [{ amiName }] },
      'DescriptionMalformed: `description` must be 1 to 1024 characters long, got: \'\'. [Stack/Distribution]',
      { description: 'a', amiDistributions: [{ amiName }] }],
    [{ tags: numbered(51), amiDistributions: [{ amiName }] },
      'TagsOutOfRange: `tags` must have 0 to 50 entries, got: 51. [Stack/Distribution]',
      { tags: numbered(50), amiDistributions: [{ amiName }] }],
    [{ amiDistributions: [{ amiName }, { amiName }] },
      'RegionConflict: `amiDistributions[1].region` must differ from the Regions of the other entries, got: \'eu-central-1\'. '
      + '[Stack/Distribution]',
      { amiDistributions: [{ amiName }, { amiName, region: 'eu-west-1' }] }],
    [{ amiDistributions: [{ amiName }, { amiName, region: 'eu-central-1' }] },
      'RegionConflict: `amiDistributions[1].region` must differ from the Regions of the other entries, got: \'eu-central-1\'. '
      + '[Stack/Distribution]'],
  ]),
  ...refusals('DistributionConfiguration.amiDistributions', ami, [
    [{ region: '' },
      'RegionMalformed: `amiDistributions[0].region` must be the name of a Region, as in `eu-central-1`, got: \'\'. [Stack/Distribution]',
      { region: 'eu-west-1' }],
    [{ amiName, region: 'Frankfurt' },
      'RegionMalformed: `amiDistributions[0].region` must be the name of a Region, as in `eu-central-1`, got: \'Frankfurt\'. '
      + '[Stack/Distribution]',
      { amiName, region: 'mx-central-1' }],
    [{ amiName, region: 'us-gov-west-1' },
      together('Distribution', 'RegionConflict: `amiDistributions[0].region` must be of aws, the partition of the stack, got: \'us-gov-west-1\'.'),
      { amiName, region: 'us-west-1' }],
    [{ amiName: '' },
      'AmiNameMalformed: `amiDistributions[0].amiName` must be at most 127 letters, digits, spaces or any of -_:{}. and neither start '
      + 'nor end with a space, a colon or a dot, got: \'\'. [Stack/Distribution]'],
    [{ amiName: 'ab' },
      'AmiNameMalformed: `amiDistributions[0].amiName` must be at most 127 letters, digits, spaces or any of -_:{}. and neither start '
      + 'nor end with a space, a colon or a dot, got: \'ab\'. [Stack/Distribution]',
      { amiName: 'abc' }],
    [{ amiName: 'a'.repeat(128) },
      'AmiNameMalformed: `amiDistributions[0].amiName` must be at most 127 letters, digits, spaces or any of -_:{}. and neither start '
      + 'nor end with a space, a colon or a dot, got: \'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
      + 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.... [Stack/Distribution]',
      { amiName: 'a'.repeat(127) }],
    [{ amiName: 'mine/{{ imagebuilder:buildDate }}' },
      'AmiNameMalformed: `amiDistributions[0].amiName` must be at most 127 letters, digits, spaces or any of -_:{}. and neither start '
      + 'nor end with a space, a colon or a dot, got: \'mine/{{ imagebuilder:buildDate }}\'. [Stack/Distribution]',
      { amiName }],
    [{ amiName: 'mine.' },
      'AmiNameMalformed: `amiDistributions[0].amiName` must be at most 127 letters, digits, spaces or any of -_:{}. and neither start '
      + 'nor end with a space, a colon or a dot, got: \'mine.\'. [Stack/Distribution]',
      { amiName: 'mine.1' }],
    [{ amiDescription: '' },
      'AmiDescriptionMalformed: `amiDistributions[0].amiDescription` must be 1 to 1024 characters long, got: \'\'. [Stack/Distribution]',
      { amiDescription: 'a' }],
    [{ amiDescription: 'a'.repeat(1025) },
      'AmiDescriptionTooLong: `amiDistributions[0].amiDescription` must be 1 to 1024 characters long, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.... '
      + '[Stack/Distribution]',
      { amiDescription: 'a'.repeat(1024) }],
    [{ amiTags: numbered(51) },
      'AmiTagsOutOfRange: `amiDistributions[0].amiTags` must have 0 to 50 entries, got: 51. [Stack/Distribution]',
      { amiTags: numbered(50) }],
    [{ amiTags: { 'aws:a': 'a' } },
      'AmiTagsMalformed: `amiDistributions[0].amiTags` must have keys of 1 to 128 letters, digits, spaces or _.:/=+-@ that do not start '
      + 'with `aws:`, got: \'aws:a\'. [Stack/Distribution]',
      { amiTags: { a: '{{ imagebuilder:buildDate }}' } }],
    [{ amiTargetAccountIds: ['21098765432'] },
      'AmiTargetAccountIdsMalformed: `amiDistributions[0].amiTargetAccountIds` must have 12 digits each, got: \'21098765432\'. '
      + '[Stack/Distribution]',
      { amiTargetAccountIds: [OTHER] }],
    [{ amiTargetAccountIds: Array<string>(1537).fill(OTHER) },
      'AmiTargetAccountIdsOutOfRange: `amiDistributions[0].amiTargetAccountIds` must have 0 to 1536 entries, got: 1537. [Stack/Distribution]',
      { amiTargetAccountIds: Array<string>(1536).fill(OTHER) }],
    [(stack) => ({ amiKmsKey: aKey(stack, 'arn:aws:kms:eu-west-1:123456789012:key/mine') }),
      together('Distribution', 'AmiKmsKeyConflict: `amiDistributions[0].amiKmsKey` must be a key of eu-central-1, got: \'eu-west-1\'.'),
      (stack) => ({ region: 'eu-west-1', amiKmsKey: aKey(stack, 'arn:aws:kms:eu-west-1:123456789012:key/mine') })],
    [(stack) => ({ amiTargetAccountIds: [OTHER], amiKmsKey: kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/ebs') }),
      together('Distribution', 'AmiKmsKeyUnsupported: `amiDistributions[0].amiKmsKey` must not be the key of AWS when other accounts get the '
      + 'AMI or may launch it. It cannot be shared; use a key of your own.'),
      (stack) => ({ amiKmsKey: kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/ebs') })],
    [{ licenseConfigurationArns: [license.slice(0, -1)] },
      'LicenseConfigurationArnsMalformed: `amiDistributions[0].licenseConfigurationArns` must be ARNs of license configurations, got: '
      + '\'arn:aws:license-manager:eu-central-1:123456789012:license-configuration:lic-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\'. [Stack/Distribution]',
      { licenseConfigurationArns: [license] }],
    [{ licenseConfigurationArns: Array<string>(51).fill(license) },
      'LicenseConfigurationArnsOutOfRange: `amiDistributions[0].licenseConfigurationArns` must have 0 to 50 entries, got: 51. '
      + '[Stack/Distribution]',
      { licenseConfigurationArns: Array<string>(50).fill(license) }],
    [(stack) => ({ launchTemplates: [{ launchTemplate: template(stack, 'lt-1') }] }),
      'LaunchTemplateMalformed: `amiDistributions[0].launchTemplates[0].launchTemplate` must have an id of `lt-` and 17 letters or '
      + 'digits, got: \'lt-1\'. [Stack/Distribution]',
      (stack) => ({ launchTemplates: [{ launchTemplate: template(stack, 'lt-0123456789abcdef0') }] })],
    [(stack) => ({ launchTemplates: [{ launchTemplate: template(stack, 'lt-0123456789abcdef0'), accountId: OTHER }] }),
      'AccountIdConflict: `amiDistributions[0].launchTemplates[0].accountId` must be the account of the stack, 123456789012, or one of '
      + '`amiTargetAccountIds`, got: \'210987654321\'. [Stack/Distribution]',
      (stack) => ({
        amiTargetAccountIds: [OTHER], launchTemplates: [{ launchTemplate: template(stack, 'lt-0123456789abcdef0'), accountId: OTHER }],
      })],
    [(stack) => ({ launchTemplates: Array(101).fill({ launchTemplate: template(stack, 'lt-0123456789abcdef0') }) }),
      'LaunchTemplatesOutOfRange: `amiDistributions[0].launchTemplates` must have 0 to 100 entries, got: 101. [Stack/Distribution]',
      (stack) => ({ launchTemplates: Array(100).fill({ launchTemplate: template(stack, 'lt-0123456789abcdef0') }) })],
  ]),
  ...refusals('DistributionConfiguration.amiDistributions.amiLaunchPermission', (stack, amiLaunchPermission: AmiLaunchPermission) =>
    ami(stack, { amiLaunchPermission }), [
    [{ accountIds: [''] },
      'AccountIdsMalformed: `amiDistributions[0].amiLaunchPermission.accountIds` must have 12 digits each, got: \'\'. [Stack/Distribution]',
      { accountIds: [OTHER] }],
    [{ accountIds: Array<string>(1537).fill(OTHER) },
      'AccountIdsOutOfRange: `amiDistributions[0].amiLaunchPermission.accountIds` must have 0 to 1536 entries, got: 1537. '
      + '[Stack/Distribution]',
      { accountIds: Array<string>(1536).fill(OTHER) }],
    [{ organizationArns: ['o-a1b2c3d4e5'] },
      'OrganizationArnsMalformed: `amiDistributions[0].amiLaunchPermission.organizationArns` must be ARNs of organizations, got: '
      + '\'o-a1b2c3d4e5\'. [Stack/Distribution]',
      { organizationArns: [organization] }],
    [{ organizationArns: [unit] },
      'OrganizationArnsMalformed: `amiDistributions[0].amiLaunchPermission.organizationArns` must be ARNs of organizations, got: '
      + '\'arn:aws:organizations::123456789012:ou/o-a1b2c3d4e5/ou-a1b2-a1b2c3d4\'. [Stack/Distribution]'],
    [{ organizationArns: Array<string>(26).fill(organization) },
      'OrganizationArnsOutOfRange: `amiDistributions[0].amiLaunchPermission.organizationArns` must have 0 to 25 entries, got: 26. '
      + '[Stack/Distribution]',
      { organizationArns: Array<string>(25).fill(organization) }],
    [{ organizationalUnitArns: [organization] },
      'OrganizationalUnitArnsMalformed: `amiDistributions[0].amiLaunchPermission.organizationalUnitArns` must be ARNs of organizational '
      + 'units, got: \'arn:aws:organizations::123456789012:organization/o-a1b2c3d4e5\'. [Stack/Distribution]',
      { organizationalUnitArns: [unit] }],
    [{ organizationalUnitArns: Array<string>(26).fill(unit) },
      'OrganizationalUnitArnsOutOfRange: `amiDistributions[0].amiLaunchPermission.organizationalUnitArns` must have 0 to 25 entries, '
      + 'got: 26. [Stack/Distribution]',
      { organizationalUnitArns: Array<string>(25).fill(unit) }],
  ]),
  ...refusals('DistributionConfiguration.amiDistributions.ssmParameters', (stack, parameter: SsmParameterConfiguration) =>
    ami(stack, { ssmParameters: [parameter] }), [
    [{},
      'ParameterNameRequired: `amiDistributions[0].ssmParameters[0].parameterName` must be given when `parameter` is not. '
      + '[Stack/Distribution]',
      { parameterName: '/a' }],
    [{ parameterName: '' },
      'ParameterNameMalformed: `amiDistributions[0].ssmParameters[0].parameterName` must be 1 to 1011 letters, digits or any of _.-/, '
      + 'got: \'\'. [Stack/Distribution]',
      { parameterName: 'a' }],
    [{ parameterName: '/my image' },
      'ParameterNameMalformed: `amiDistributions[0].ssmParameters[0].parameterName` must be 1 to 1011 letters, digits or any of _.-/, '
      + 'got: \'/my image\'. [Stack/Distribution]',
      { parameterName: '/my-image' }],
    [{ parameterName: 'a'.repeat(1012) },
      'ParameterNameMalformed: `amiDistributions[0].ssmParameters[0].parameterName` must be 1 to 1011 letters, digits or any of _.-/, '
      + 'got: \'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
      + 'a.... [Stack/Distribution]',
      { parameterName: 'a'.repeat(1011) }],
    ...['/aws/golden', 'awsGolden', '/SSM-golden'].map((parameterName): Row<SsmParameterConfiguration> => [{ parameterName },
      'ParameterNameMalformed: `amiDistributions[0].ssmParameters[0].parameterName` must not begin with `aws` or `ssm`, which Systems Manager reserves, '
      + `got: '${parameterName}'. [Stack/Distribution]`,
      { parameterName: '/golden/aws' }]),
    ...['golden/ami', '/golden/', '/golden//ami', '/', '/a'.repeat(16)].map((parameterName): Row<SsmParameterConfiguration> => [{ parameterName },
      'ParameterNameMalformed: `amiDistributions[0].ssmParameters[0].parameterName` must have no slash, or a slash before each of at most 15 levels, as in '
      + `\`/golden/ami\`, got: '${parameterName}'. [Stack/Distribution]`,
      { parameterName: '/a'.repeat(15) }]),
    [{ parameterName: '/a', amiAccountId: '2' },
      'AmiAccountIdMalformed: `amiDistributions[0].ssmParameters[0].amiAccountId` must have 12 digits, got: \'2\'. [Stack/Distribution]',
      { parameterName: '/a', amiAccountId: '123456789012' }],
    [{ parameterName: '/a', amiAccountId: OTHER },
      'AmiAccountIdConflict: `amiDistributions[0].ssmParameters[0].amiAccountId` must be the account of the stack, 123456789012, or one '
      + 'of `amiTargetAccountIds`, got: \'210987654321\'. [Stack/Distribution]'],
  ]),
  ...refusals('DistributionConfiguration.amiDistributions.fastLaunchConfigurations', (stack, fastLaunch: FastLaunchConfiguration) =>
    ami(stack, { fastLaunchConfigurations: [fastLaunch] }), [
    [{ maxParallelLaunches: 5 },
      'MaxParallelLaunchesOutOfRange: `amiDistributions[0].fastLaunchConfigurations[0].maxParallelLaunches` must be a whole number of '
      + 'at least 6, got: 5. [Stack/Distribution]',
      { maxParallelLaunches: 6 }],
    [{ maxParallelLaunches: Infinity },
      'MaxParallelLaunchesOutOfRange: `amiDistributions[0].fastLaunchConfigurations[0].maxParallelLaunches` must be a whole number of '
      + 'at least 6, got: Infinity. [Stack/Distribution]'],
    [{ targetSnapshotCount: 0 },
      'TargetSnapshotCountOutOfRange: `amiDistributions[0].fastLaunchConfigurations[0].targetSnapshotCount` must be a whole number from '
      + '1 to 10000, got: 0. [Stack/Distribution]',
      { targetSnapshotCount: 1 }],
    [{ targetSnapshotCount: 10_001 },
      'TargetSnapshotCountOutOfRange: `amiDistributions[0].fastLaunchConfigurations[0].targetSnapshotCount` must be a whole number from '
      + '1 to 10000, got: 10001. [Stack/Distribution]',
      { targetSnapshotCount: 10_000 }],
    [{ targetSnapshotCount: 1.5 },
      'TargetSnapshotCountOutOfRange: `amiDistributions[0].fastLaunchConfigurations[0].targetSnapshotCount` must be a whole number from '
      + '1 to 10000, got: 1.5. [Stack/Distribution]'],
    [{ accountId: OTHER },
      'AccountIdConflict: `amiDistributions[0].fastLaunchConfigurations[0].accountId` must be the account of the stack, 123456789012, '
      + 'or one of `amiTargetAccountIds`, got: \'210987654321\'. [Stack/Distribution]',
      { accountId: '123456789012' }],
  ]),
  ...refusals('DistributionConfiguration.containerDistributions', (stack, container: Partial<ContainerDistribution>) => {
    const containerRepository = Repository.fromEcr(ecr.Repository.fromRepositoryName(stack, 'Repository', 'mine'));
    distribution(stack, { containerDistributions: [{ containerRepository, ...container }] });
  }, [
    [{ region: '' },
      'RegionMalformed: `containerDistributions[0].region` must be the name of a Region, as in `eu-central-1`, got: \'\'. '
      + '[Stack/Distribution]',
      { region: 'eu-west-1' }],
    [{ containerDescription: '' },
      'ContainerDescriptionMalformed: `containerDistributions[0].containerDescription` must be 1 to 1024 characters long, got: \'\'. '
      + '[Stack/Distribution]',
      { containerDescription: 'a' }],
    [{ containerTags: [''] },
      'ContainerTagsMalformed: `containerDistributions[0].containerTags[0]` must be 1 to 1024 characters long, got: \'\'. '
      + '[Stack/Distribution]',
      { containerTags: ['latest'] }],
    [{ containerTags: ['a'.repeat(1025)] },
      'ContainerTagsTooLong: `containerDistributions[0].containerTags[0]` must be 1 to 1024 characters long, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.... '
      + '[Stack/Distribution]',
      { containerTags: ['a'.repeat(128)] }],
  ]),
];
