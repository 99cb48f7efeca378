import { Duration, Fn, Stack } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { refusals, Row } from './refusal';
import {
  AutoScalingGroupInstanceOptions, CrossAccountDistributionRole, CrossAccountDistributionRoleProps, InfrastructureConfiguration,
  InfrastructureConfigurationProps, ParentInstance, Tenancy,
} from '../../src';

const numbered = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, 'value']));
const vpc = (stack: Stack, id = 'Vpc') => new ec2.Vpc(stack, id, { availabilityZones: ['eu-central-1a'], natGateways: 0 });
const logging = (stack: Stack, s3KeyPrefix: string) => ({ logging: { s3Bucket: Bucket.fromBucketName(stack, 'Logs', 'logs'), s3KeyPrefix } });
const template = (stack: Stack, attributes: ec2.LaunchTemplateAttributes) =>
  ec2.LaunchTemplate.fromLaunchTemplateAttributes(stack, 'Template', attributes);
const profile = (stack: Stack, name: string) => iam.InstanceProfile.fromInstanceProfileName(stack, 'Profile', name);

export const INFRASTRUCTURES = [
  ...refusals('InfrastructureConfiguration', (stack, props: InfrastructureConfigurationProps) =>
    new InfrastructureConfiguration(stack, 'Infrastructure', props), [
    [{ infrastructureConfigurationName: '-' },
      'InfrastructureConfigurationNameMalformed: `infrastructureConfigurationName` must be 3 to 128 letters, digits, hyphens, '
      + 'underscores or inner spaces, got: \'-\'. [Stack/Infrastructure]',
      { infrastructureConfigurationName: '---' }],
    [{ infrastructureConfigurationName: 'größer' },
      'InfrastructureConfigurationNameMalformed: `infrastructureConfigurationName` must be 3 to 128 letters, digits, hyphens, '
      + 'underscores or inner spaces, got: \'größer\'. [Stack/Infrastructure]'],
    [{ description: '' },
      'DescriptionMalformed: `description` must be 1 to 1024 characters long, got: \'\'. [Stack/Infrastructure]',
      { description: 'a' }],
    [{ description: 'a'.repeat(1025) },
      'DescriptionTooLong: `description` must be 1 to 1024 characters long, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.... '
      + '[Stack/Infrastructure]',
      { description: 'a'.repeat(1024) }],
    [{ httpPutResponseHopLimit: 0 },
      'HttpPutResponseHopLimitOutOfRange: `httpPutResponseHopLimit` must be a whole number from 1 to 64, got: 0. [Stack/Infrastructure]',
      { httpPutResponseHopLimit: 1 }],
    [{ httpPutResponseHopLimit: 65 },
      'HttpPutResponseHopLimitOutOfRange: `httpPutResponseHopLimit` must be a whole number from 1 to 64, got: 65. [Stack/Infrastructure]',
      { httpPutResponseHopLimit: 64 }],
    [{ httpPutResponseHopLimit: 1.5 },
      'HttpPutResponseHopLimitOutOfRange: `httpPutResponseHopLimit` must be a whole number from 1 to 64, got: 1.5. [Stack/Infrastructure]'],
    [{ httpPutResponseHopLimit: NaN },
      'HttpPutResponseHopLimitOutOfRange: `httpPutResponseHopLimit` must be a whole number from 1 to 64, got: NaN. [Stack/Infrastructure]'],
    [{ instanceTypes: [new ec2.InstanceType('m7i.large'), new ec2.InstanceType('mac2.metal')] },
      'Ec2InstanceTenancyRequired: `ec2InstanceTenancy` must be `host` for Mac instances, which run on Dedicated Hosts only, got: \'mac2.metal\'. '
      + 'Use `Tenancy.HOST`. [Stack/Infrastructure]',
      { instanceTypes: [new ec2.InstanceType('mac2.metal')], ec2InstanceTenancy: Tenancy.HOST }],
    [{ resourceTags: numbered(31) },
      'ResourceTagsOutOfRange: `resourceTags` must have 0 to 30 entries, got: 31. [Stack/Infrastructure]',
      { resourceTags: numbered(30) }],
    [{ resourceTags: { 'aws:a': 'a' } },
      'ResourceTagsMalformed: `resourceTags` must have keys of 1 to 128 letters, digits, spaces or _.:/=+-@ that do not start with '
      + '`aws:`, got: \'aws:a\'. [Stack/Infrastructure]',
      { resourceTags: { a: 'a' } }],
    ...['CreatedBy', 'Ec2ImageBuilderArn', 'Name', 'Tags'].map((key): Row<Partial<InfrastructureConfigurationProps>> => [{ resourceTags: { Team: 'images', [key]: 'a' } },
      'ResourceTagsUnsupported: `resourceTags` must not have the keys CreatedBy, Ec2ImageBuilderArn, Name, Tags, which Image Builder sets itself, got: '
      + `'${key}'. [Stack/Infrastructure]`,
      { resourceTags: { Team: 'images', [key.toLowerCase()]: 'a' } }]),
    [{ tags: numbered(51) }, 'TagsOutOfRange: `tags` must have 0 to 50 entries, got: 51. [Stack/Infrastructure]', { tags: numbered(50) }],
    [(stack) => ({ instanceProfile: profile(stack, 'mine'), role: iam.Role.fromRoleName(stack, 'Role', 'mine') }),
      'RoleConflict: `role` must be absent when `instanceProfile` is given. [Stack/Infrastructure]',
      (stack) => ({ instanceProfile: profile(stack, 'mine') })],
    [(stack) => ({ instanceProfile: profile(stack, 'my profile') }),
      'InstanceProfileMalformed: `instanceProfile` must have a name of 1 to 256 letters, digits or any of _+=,.@-, got: \'my profile\'. '
      + '[Stack/Infrastructure]',
      (stack) => ({ instanceProfile: profile(stack, 'my.profile') })],
    [(stack) => ({ instanceProfile: profile(stack, 'a'.repeat(257)) }),
      'InstanceProfileMalformed: `instanceProfile` must have a name of 1 to 256 letters, digits or any of _+=,.@-, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.... '
      + '[Stack/Infrastructure]',
      (stack) => ({ instanceProfile: profile(stack, 'a'.repeat(256)) })],
    [{ subnetSelection: { subnetType: ec2.SubnetType.PUBLIC } },
      'VpcRequired: `vpc` must be given when `subnetSelection` is. [Stack/Infrastructure]',
      (stack) => ({ vpc: vpc(stack), subnetSelection: { subnetType: ec2.SubnetType.PUBLIC } })],
    [(stack) => ({ securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')] }),
      'VpcRequired: `vpc` must be given when `securityGroups` is. [Stack/Infrastructure]',
      (stack) => ({ vpc: vpc(stack), securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')] })],
    [(stack) => ({ vpc: vpc(stack), securityGroups: [] }),
      'SecurityGroupsRequired: `securityGroups` must have at least one entry. [Stack/Infrastructure]'],
    [(stack) => ({ vpc: vpc(stack), securityGroups: [new ec2.SecurityGroup(stack, 'Group', { vpc: vpc(stack, 'Other') })] }),
      'SecurityGroupsConflict: `securityGroups[0]` must be in `vpc`, got: \'Stack/Group in Stack/Other/Resource\'. [Stack/Infrastructure]',
      (stack) => {
        const own = vpc(stack);
        return { vpc: own, securityGroups: [new ec2.SecurityGroup(stack, 'Group', { vpc: own })] };
      }],
    [(stack) => ({ vpc: vpc(stack), subnetSelection: { subnets: vpc(stack, 'Other').publicSubnets } }),
      'SubnetsConflict: `subnetSelection.subnets[0]` must be in `vpc`, got: \'Stack/Other/PublicSubnet1 in Stack/Other/Resource\'. '
      + '[Stack/Infrastructure]',
      (stack) => {
        const own = vpc(stack);
        return { vpc: own, subnetSelection: { subnets: own.publicSubnets } };
      }],
    [(stack) => ({ vpc: vpc(stack), subnetSelection: { subnets: [] } }),
      'SubnetSelectionUnsupported: `subnetSelection` must match at least one subnet of `vpc`. [Stack/Infrastructure]'],
    [(stack) => ({ vpc: vpc(stack), ec2InstanceAvailabilityZone: 'eu-central-1b' }),
      'Ec2InstanceAvailabilityZoneConflict: `ec2InstanceAvailabilityZone` must be the Availability Zone of a subnet that '
      + '`subnetSelection` matches, got: \'eu-central-1b\'. [Stack/Infrastructure]',
      (stack) => ({ vpc: vpc(stack), ec2InstanceAvailabilityZone: 'eu-central-1a' })],
    [{ ec2InstanceAvailabilityZone: '' },
      'Ec2InstanceAvailabilityZoneMalformed: `ec2InstanceAvailabilityZone` must be 1 to 1024 characters long, got: \'\'. '
      + '[Stack/Infrastructure]',
      { ec2InstanceAvailabilityZone: 'eu-central-1a' }],
    [{ ec2InstanceHostId: '' },
      'Ec2InstanceHostIdMalformed: `ec2InstanceHostId` must be 1 to 1024 characters long, got: \'\'. [Stack/Infrastructure]',
      { ec2InstanceHostId: 'h-1' }],
    [{ ec2InstanceHostResourceGroupArn: '' },
      'Ec2InstanceHostResourceGroupArnMalformed: `ec2InstanceHostResourceGroupArn` must be 1 to 1024 characters long, got: \'\'. '
      + '[Stack/Infrastructure]'],
    [{ ec2InstanceHostId: 'h-1', ec2InstanceHostResourceGroupArn: 'arn:aws:resource-groups:eu-central-1:123456789012:group/hosts' },
      'Ec2InstanceHostResourceGroupArnConflict: `ec2InstanceHostResourceGroupArn` must be absent when `ec2InstanceHostId` is given. '
      + '[Stack/Infrastructure]'],
    [{ ec2InstanceHostId: 'h-1', ec2InstanceTenancy: Tenancy.DEDICATED },
      'Ec2InstanceTenancyConflict: `ec2InstanceTenancy` must be `host` or absent when a host or a group of hosts is named, got: '
      + '\'dedicated\'. [Stack/Infrastructure]',
      { ec2InstanceHostId: 'h-1', ec2InstanceTenancy: Tenancy.HOST }],
    [(stack) => logging(stack, ''),
      'S3KeyPrefixMalformed: `logging.s3KeyPrefix` must be 1 to 1024 characters long, got: \'\'. [Stack/Infrastructure]',
      (stack) => logging(stack, 'a')],
    [(stack) => logging(stack, '/a'),
      'S3KeyPrefixMalformed: `logging.s3KeyPrefix` must neither begin nor end with a slash, got: \'/a\'. [Stack/Infrastructure]',
      (stack) => logging(stack, 'a/b')],
    [(stack) => logging(stack, 'a/'),
      'S3KeyPrefixMalformed: `logging.s3KeyPrefix` must neither begin nor end with a slash, got: \'a/\'. [Stack/Infrastructure]'],
    [(stack) => logging(stack, 'a'.repeat(1025)),
      'S3KeyPrefixTooLong: `logging.s3KeyPrefix` must be 1 to 1024 characters long, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.... '
      + '[Stack/Infrastructure]',
      (stack) => logging(stack, 'a'.repeat(1024))],
  ]),
  ...refusals('ParentInstance.fromAutoScalingGroup', (stack, options: AutoScalingGroupInstanceOptions) => {
    const group = autoscaling.AutoScalingGroup.fromAutoScalingGroupName(stack, 'Group', 'warm');
    new InfrastructureConfiguration(stack, 'Infrastructure', { parentInstance: ParentInstance.fromAutoScalingGroup(group, options) });
  }, [
    [{ capacityWaitTimeout: Duration.seconds(3601) },
      'CapacityWaitTimeoutOutOfRange: `capacityWaitTimeout` must be a whole number from 0 to 3600, got: 3601. [Stack/Infrastructure]',
      { capacityWaitTimeout: Duration.hours(1) }],
    [{ capacityWaitTimeout: Duration.millis(500) },
      'CapacityWaitTimeoutOutOfRange: `capacityWaitTimeout` must be a whole number from 0 to 3600, got: 0.5. [Stack/Infrastructure]',
      { capacityWaitTimeout: Duration.seconds(0) }],
  ]),
  ...refusals('CrossAccountDistributionRole', (stack, props: Partial<CrossAccountDistributionRoleProps>) =>
    new CrossAccountDistributionRole(stack, 'Distribution', { sourceAccountIds: ['210987654321'], ...props }), [
    [{ sourceAccountIds: Fn.split(',', Fn.importValue('Accounts')) },
      'SourceAccountIdsUnresolved: `sourceAccountIds` must be known at synth, because each entry is used by itself. Its entries may be tokens. [Stack/Distribution]',
      { sourceAccountIds: [Fn.importValue('Account')] }],
    [{ ssmParameterNames: Fn.split(',', Fn.importValue('Parameters')) },
      'SsmParameterNamesUnresolved: `ssmParameterNames` must be known at synth, because each entry is used by itself. Its entries may be tokens. [Stack/Distribution]',
      { ssmParameterNames: [Fn.importValue('Parameter')] }],
    [{ sourceAccountIds: [] },
      'SourceAccountIdsRequired: `sourceAccountIds` must have at least one entry. [Stack/Distribution]',
      { sourceAccountIds: ['210987654321'] }],
    [{ sourceAccountIds: ['2109-8765-4321'] },
      'SourceAccountIdsMalformed: `sourceAccountIds` must have 12 digits each, got: \'2109-8765-4321\'. [Stack/Distribution]'],
    [{ sourceAccountIds: ['123456789012'] },
      'SourceAccountIdsConflict: `sourceAccountIds` must be other accounts than that of the stack, got: \'123456789012\'. '
      + '[Stack/Distribution]'],
    [{ ssmParameterNames: [''] },
      'SsmParameterNamesMalformed: `ssmParameterNames[0]` must be 1 to 1011 letters, digits or any of _.-/, got: \'\'. [Stack/Distribution]',
      { ssmParameterNames: ['a'] }],
    [{ ssmParameterNames: ['a'.repeat(1012)] },
      'SsmParameterNamesMalformed: `ssmParameterNames[0]` must be 1 to 1011 letters, digits or any of _.-/, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.... '
      + '[Stack/Distribution]',
      { ssmParameterNames: ['a'.repeat(1011)] }],
    [(stack) => ({ launchTemplates: [template(stack, { launchTemplateName: 'mine' })] }),
      'LaunchTemplatesUnsupported: `launchTemplates[0]` must be imported by its id, and not by its name. [Stack/Distribution]',
      (stack) => ({ launchTemplates: [template(stack, { launchTemplateId: 'lt-0123456789abcdef0' })] })],
    [(stack) => ({ launchTemplates: [template(stack, { launchTemplateId: 'lt-0123' })] }),
      'LaunchTemplatesMalformed: `launchTemplates[0]` must have an id of `lt-` and 17 letters or digits, got: \'lt-0123\'. '
      + '[Stack/Distribution]'],
  ]),
];
