import { Stack } from 'aws-cdk-lib';
import { aws_ec2 as refs, aws_kms as kmsRefs } from 'aws-cdk-lib/interfaces';
import { IConstruct } from 'constructs';
import { checkParameterName, isOwned, launchTemplateIdOf } from './ami';
import type { CrossAccountDistributionRoleProps } from './cross-account-distribution-role';
import { COPY_ACTIONS } from './key';
import { Permission } from '../common/permission';
import { parameterArns } from '../common/ssm-parameter';

/** The resources of an account that the distribution of AMIs to it uses. */
type Targets = Omit<CrossAccountDistributionRoleProps, 'sourceAccountIds'>;

/**
 * Permissions that the role for the distribution to an account needs besides its managed policy.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/cross-account-dist.html
 */
export function crossAccountPermissions(scope: IConstruct, { kmsKeys = [], launchTemplates = [], ssmParameterNames = [] }: Targets): Permission[] {
  return [
    ...kmsKeys.length === 0 ? [] : [{ actions: COPY_ACTIONS, ...keyResources(scope, kmsKeys) }],
    ...templatePermissions(scope, launchTemplates),
    ...ssmParameterNames.map((name, index) => {
      checkParameterName(scope, `ssmParameterNames[${index}]`, name);
      return {
        actions: ['ssm:PutParameter'], resources: parameterArns(Stack.of(scope), name, '*'), reason: 'The role serves all Regions of the account.',
      };
    }),
  ];
}

/**
 * The ID of a key in another account of the app is known only after the deployment there, so all keys of that account are named. The policies of
 * the keys allow only some of them.
 */
function keyResources(scope: IConstruct, keys: kmsRefs.IKeyRef[]): Pick<Permission, 'resources' | 'reason'> {
  const { account } = Stack.of(scope);
  const isElsewhere = (key: kmsRefs.IKeyRef) => isOwned(key) && key.env.account !== account;
  const resources = keys.map((key) => isElsewhere(key)
    ? Stack.of(scope).formatArn({ service: 'kms', region: key.env.region, account: key.env.account, resource: 'key', resourceName: '*' }) : key.keyRef.keyArn);
  return {
    resources: [...new Set(resources)],
    reason: keys.some(isElsewhere) ? 'The ID of a key in another account is not known here. The policy of the key allows its use.' : undefined,
  };
}

function templatePermissions(scope: IConstruct, templates: refs.ILaunchTemplateRef[]): Permission[] {
  if (templates.length === 0) {
    return [];
  }
  const resources = templates.map((template, index) => Stack.of(scope).formatArn({
    service: 'ec2',
    region: isOwned(template) ? template.env.region : '*',
    resource: 'launch-template',
    resourceName: launchTemplateIdOf(scope, `launchTemplates[${index}]`, template),
  }));
  const reason = 'The Region of an imported launch template is not known.';
  return [
    { actions: ['ec2:DescribeLaunchTemplates'], resources: ['*'], reason: 'Describing launch templates is not limited to resources.' },
    { actions: ['ec2:CreateLaunchTemplateVersion', 'ec2:ModifyLaunchTemplate'], resources, reason },
    // Image Builder tags the launch templates that it changes.
    { actions: ['ec2:CreateTags'], resources, conditions: { StringEquals: { 'aws:RequestTag/CreatedBy': 'EC2 Image Builder' } }, reason },
  ];
}
