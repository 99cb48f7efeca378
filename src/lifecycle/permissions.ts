import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnLifecyclePolicy } from 'aws-cdk-lib/aws-imagebuilder';
import { RenderedDetail } from './details';
import { takesPolicies } from '../common/acknowledge';
import { imagesArn } from '../common/naming';
import { grantPermission, Permission } from '../common/permission';

/** Tags of resources that Image Builder created, and of repositories in which it is allowed to delete. */
const MADE_BY_SERVICE = { 'aws:ResourceTag/CreatedBy': 'EC2 Image Builder' };
const OPEN_REPOSITORY = { 'ecr:ResourceTag/LifecycleExecutionAccess': 'EC2 Image Builder' };

/** EC2 actions that Image Builder calls on AMIs for each action of a rule, with those that undo it. */
const AMI_ACTIONS: Record<string, string[]> = {
  DELETE: ['ec2:DeregisterImage'],
  DEPRECATE: ['ec2:EnableImageDeprecation', 'ec2:DisableImageDeprecation'],
  DISABLE: ['ec2:DisableImage', 'ec2:EnableImage'],
};

/** The resources to which the rules of a lifecycle policy apply. */
export interface LifecycleReach {
  readonly details: RenderedDetail[];
  /** Names of the images as in their ARNs, or `*` if images are selected by tags. */
  readonly imageNames: string[];
  /** ARNs of repositories that the recipes name as their targets. */
  readonly repositoryArns: string[];
  readonly forContainers: boolean;
}

/**
 * Grants a role the permissions that the rules of a lifecycle policy need, before the policy exists.
 *
 * @returns whether the role accepts policies
 */
export function grantLifecycle(policy: CfnLifecyclePolicy, role: iam.IRole, reach: LifecycleReach): boolean {
  const policies = permissionsFor(Stack.of(policy), reach).map((permission) => grantPermission(role, permission));
  policy.node.addDependency(...policies.filter((each) => each !== undefined));
  // A role that is closed for updates reports that it accepted the statements, and has no policy.
  return takesPolicies(role) || role.node.children.some((child) => child instanceof iam.Policy);
}

function permissionsFor(stack: Stack, reach: LifecycleReach): Permission[] {
  return [
    ...serviceActions(stack, reach),
    ...reach.forContainers ? containerActions(stack, reach) : amiActions(stack, reach),
  ];
}

function serviceActions(stack: Stack, { details, imageNames }: LifecycleReach): Permission[] {
  const images = imageNames.map((name) => imagesArn(stack, `${name}/*`));
  return [
    { actions: ['tag:GetResources'], resources: ['*'], reason: 'Searching resources by their tags is not limited to resources.' },
    ...details.some(({ action }) => action.type === 'DELETE')
      ? [{ actions: ['imagebuilder:DeleteImage'], resources: images, reason: 'The versions of images are not known before they are built.' }] : [],
  ];
}

function amiActions(stack: Stack, { details }: LifecycleReach): Permission[] {
  const arn = (resource: string) => stack.formatArn({ service: 'ec2', region: '*', account: '', resource, resourceName: '*' });
  const [images, snapshots] = [arn('image'), arn('snapshot')];
  const reason = 'AMIs and snapshots are not known before they are made, nor are their Regions. The condition limits it to those of the service.';
  const withAmis = details.filter(({ action }) => action.includeResources.amis).map(({ action }) => action.type);
  const permissions: Permission[] = [
    { actions: ['ec2:DescribeImages'], resources: ['*'], reason: 'Looking for AMIs is not limited to resources.' },
    { actions: ['ec2:DescribeImageAttribute', ...withAmis.flatMap((type) => AMI_ACTIONS[type])], resources: [images], conditions: { StringEquals: MADE_BY_SERVICE }, reason },
  ];
  if (details.some(({ action }) => action.includeResources.snapshots)) {
    permissions.push({ actions: ['ec2:DeleteSnapshot'], resources: [snapshots], conditions: { StringEquals: MADE_BY_SERVICE }, reason });
  }
  if (withAmis.some((type) => type !== 'DELETE')) {
    // Image Builder tags what it deprecates or disables, and removes the tag when it undoes that.
    permissions.push({
      actions: ['ec2:CreateTags', 'ec2:DeleteTags'],
      resources: [images, snapshots],
      conditions: {
        'StringEquals': { ...MADE_BY_SERVICE, 'aws:RequestTag/DeprecatedBy': 'EC2 Image Builder' },
        'ForAllValues:StringEquals': { 'aws:TagKeys': 'DeprecatedBy' },
      },
      reason,
    });
  }
  return permissions;
}

function containerActions(stack: Stack, { details, repositoryArns }: LifecycleReach): Permission[] {
  if (!details.some(({ action }) => action.includeResources.containers)) {
    return [];
  }
  const actions = ['ecr:BatchGetImage', 'ecr:BatchDeleteImage'];
  return [
    {
      actions,
      resources: [stack.formatArn({ service: 'ecr', region: '*', resource: 'repository', resourceName: '*' })],
      conditions: { StringEquals: OPEN_REPOSITORY },
      reason: 'Where containers are distributed to is not known here. The condition limits it to repositories that are tagged for it.',
    },
    ...repositoryArns.length > 0 ? [{ actions, resources: repositoryArns }] : [],
  ];
}
