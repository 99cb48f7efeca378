import { Aws, Stack, Token } from 'aws-cdk-lib';
import { isOwned } from './ami';
import type { AmiDistribution, FastLaunchConfiguration, SsmParameterConfiguration } from './ami-distribution';
import { KnownFact } from '../common/known-facts';
import { Permission, Permissions, viaService } from '../common/permission';
import { parameterArns } from '../common/ssm-parameter';

/** Permissions that the role of the instances needs for a distribution configuration. */
export const INSTANCE_PERMISSIONS = new KnownFact<Permissions>();

/** The role in each account that gets copies of AMIs. Image Builder prescribes its name. */
export const CROSS_ACCOUNT_ROLE = 'EC2ImageBuilderDistributionCrossAccountRole';

const BY_EC2 = viaService('ec2');
const OF_SERVICE = { StringEquals: { 'aws:ResourceTag/CreatedBy': 'EC2 Image Builder' } };
/** What a role needs to enable EC2 Fast Launch without a launch template. */
export const FAST_LAUNCH: Permission = {
  actions: ['ec2:EnableFastLaunch'],
  resources: ['*'],
  managedPolicy: 'EC2FastLaunchFullAccess',
  reason: 'Amazon EC2 demands this policy to enable EC2 Fast Launch without a launch template; AWS keeps it in step with the service.',
};
const UNKNOWN_AMI = 'AMIs are not known before they are made. The condition limits it to those of the service.';
const IMAGES = [`arn:${Aws.PARTITION}:ec2:*::image/*`];
/** What a role needs to distribute any AMI, the same for each. */
const ANY_AMI: readonly Permission[] = [
  {
    actions: ['ec2:DescribeImages', 'ec2:CopyImage'],
    resources: ['*'],
    inManagedPolicy: true,
    reason: 'Searching and copying AMIs is not limited to resources.',
  },
  {
    actions: ['ec2:ModifyImageAttribute'],
    resources: IMAGES,
    conditions: OF_SERVICE,
    inManagedPolicy: true,
    reason: UNKNOWN_AMI,
  },
  { actions: ['ec2:CreateTags'], resources: IMAGES, inManagedPolicy: true, reason: 'AMIs are not known before they are made.' },
];

/** Permissions that the execution role of a build needs to distribute an AMI to a Region. */
export function amiPermissions(stack: Stack, region: string, ami: AmiDistribution): Permission[] {
  return [
    ...ANY_AMI,
    ...accountPermissions(stack, ami),
    ...keyPermissions(ami),
    ...templatePermissions(stack, region, ami),
    ...ami.licenseConfigurationArns?.length ? [{
      actions: ['license-manager:UpdateLicenseSpecificationsForResource'], resources: ami.licenseConfigurationArns, inManagedPolicy: true,
    }] : [],
    ...(ami.ssmParameters ?? []).flatMap((parameter) => parameterPermissions(stack, region, parameter, ami.amiTargetAccountIds)),
  ];
}

/**
 * Whether an account is not the account of the stack. In another account, Image Builder uses a role of that account, so that no permission is needed here.
 *
 * If the account of the stack is not known at synth, an account that is not a target of the AMI must be that of the stack.
 */
function isElsewhere(stack: Stack, account: string | undefined, targets: string[] = []): boolean {
  if (account === undefined || account === stack.account || account === Aws.ACCOUNT_ID) {
    return false;
  }
  return ![account, stack.account].some(Token.isUnresolved) || Token.isUnresolved(targets) || targets.includes(account);
}

function accountPermissions(stack: Stack, { amiTargetAccountIds: targets = [] }: AmiDistribution): Permission[] {
  // A list that is known only at deployment cannot be made into ARNs.
  const accounts = Token.isUnresolved(targets) ? ['*'] : targets;
  return accounts.length === 0 ? [] : [{
    actions: ['sts:AssumeRole'],
    resources: accounts.map((account) => stack.formatArn({ service: 'iam', region: '', account, resource: 'role', resourceName: CROSS_ACCOUNT_ROLE })),
    inManagedPolicy: true,
    reason: 'The accounts are known at deployment only.',
  }];
}

function keyPermissions({ amiKmsKey }: AmiDistribution): Permission[] {
  if (amiKmsKey === undefined) {
    return [];
  }
  const resources = [amiKmsKey.keyRef.keyArn];
  return [
    {
      actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:DescribeKey'],
      resources,
      conditions: BY_EC2,
      inManagedPolicy: true,
    },
    { actions: ['kms:CreateGrant'], resources, conditions: { ...BY_EC2, Bool: { 'kms:GrantIsForAWSResource': 'true' } }, inManagedPolicy: true },
  ];
}

function templatePermissions(stack: Stack, region: string, ami: AmiDistribution): Permission[] {
  const { launchTemplates = [], fastLaunchConfigurations = [], amiTargetAccountIds } = ami;
  const arnOf = (id: string) => stack.formatArn({ service: 'ec2', region, resource: 'launch-template', resourceName: id });
  const own = launchTemplates.filter(({ accountId }) => !isElsewhere(stack, accountId, amiTargetAccountIds))
    .map(({ launchTemplate }) => arnOf(launchTemplate.launchTemplateRef.launchTemplateId));
  return [
    ...launchTemplates.length + fastLaunchConfigurations.length === 0 ? [] : [{
      actions: ['ec2:DescribeLaunchTemplates', 'ec2:DescribeLaunchTemplateVersions'],
      resources: ['*'],
      inManagedPolicy: true,
      reason: 'Describing launch templates is not limited to resources.',
    }],
    ...own.length === 0 ? [] : [{ actions: ['ec2:CreateLaunchTemplateVersion', 'ec2:ModifyLaunchTemplate'], resources: own, inManagedPolicy: true }],
    ...fastLaunchConfigurations.length === 0 ? [] : [{
      actions: ['ec2:EnableFastLaunch'],
      resources: [stack.formatArn({ service: 'ec2', region, account: '', resource: 'image', resourceName: '*' }), arnOf('*')],
      conditions: OF_SERVICE,
      inManagedPolicy: true,
      reason: UNKNOWN_AMI,
    }, {
      actions: ['iam:CreateServiceLinkedRole'],
      resources: [stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: 'aws-service-role/ec2fastlaunch.amazonaws.com/*' })],
      conditions: { StringEquals: { 'iam:AWSServiceName': 'ec2fastlaunch.amazonaws.com' } },
      inManagedPolicy: true,
      reason: 'EC2 Fast Launch makes its role when it is first used, and names it itself.',
    }, ...fastLaunchPermissions(stack, fastLaunchConfigurations, amiTargetAccountIds)],
  ];
}

/** A configuration of EC2 Fast Launch, as far as permissions depend on it. */
type FastLaunch = Pick<FastLaunchConfiguration, 'enabled' | 'accountId'> & { readonly launchTemplate?: unknown };

/**
 * The permission that the execution role of a build needs for EC2 Fast Launch without a launch template. Amazon EC2 then creates a stack with a
 * network and a launch template on behalf of the role.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/win-start-fast-launch-prereqs.html
 */
export function fastLaunchPermissions(stack: Stack, configurations: FastLaunch[], targets?: string[]): Permission[] {
  const own = configurations.filter(({ accountId }) => !isElsewhere(stack, accountId, targets));
  return own.some(({ enabled, launchTemplate }) => enabled !== false && launchTemplate === undefined) ? [FAST_LAUNCH] : [];
}

/** Permissions that the execution role of a build needs to write the ID of an AMI to an SSM parameter of a Region. */
export function parameterPermissions(
  stack: Stack, region: string, { parameterName, parameter, amiAccountId }: SsmParameterConfiguration, targets?: string[],
): Permission[] {
  if (isElsewhere(stack, amiAccountId, targets)) {
    return [];
  }
  const name = parameterName ?? parameter!.parameterRef.parameterName;
  const resources = isOwned(parameter) ? [parameter!.parameterRef.parameterArn] : parameterArns(stack, name, region);
  // The policies of the service cover only parameters below this path (trap 4).
  return [{ actions: ['ssm:GetParameter', 'ssm:PutParameter'], resources, inManagedPolicy: name.startsWith('/imagebuilder/') }];
}
