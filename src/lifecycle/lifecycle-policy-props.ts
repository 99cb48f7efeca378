import * as iam from 'aws-cdk-lib/aws-iam';
import { LifecyclePolicyDetail, LifecyclePolicyExclusionRules, LifecyclePolicyResourceSelection, LifecyclePolicyResourceType } from './lifecycle-policy-detail';
import { IRecipe } from '../recipe/recipe';

/** Whether Image Builder evaluates a lifecycle policy. */
export enum LifecyclePolicyStatus {
  /** Image Builder evaluates the policy once a day. */
  ENABLED = 'ENABLED',
  /** The policy is not evaluated. */
  DISABLED = 'DISABLED',
}

/** Options of all lifecycle policies. */
export interface LifecyclePolicyOptions {
  /**
   * The name of the lifecycle policy.
   *
   * @default - a unique name in lower case
   */
  readonly lifecyclePolicyName?: string;

  /**
   * The description of the lifecycle policy, at most 1,024 characters.
   *
   * @default - no description
   */
  readonly description?: string;

  /**
   * Whether Image Builder evaluates the lifecycle policy.
   *
   * @default LifecyclePolicyStatus.ENABLED
   */
  readonly status?: LifecyclePolicyStatus;

  /**
   * The IAM role with which Image Builder applies the rules.
   *
   * The role must trust `imagebuilder.amazonaws.com`. The role gets the permissions that the rules need. A role that is closed for updates gets none, with a warning.
   *
   * @default - a new role
   */
  readonly executionRole?: iam.IRole;

  /**
   * Tags of the lifecycle policy, at most 50.
   *
   * @default - the tags of the stack
   */
  readonly tags?: Record<string, string>;
}

/** Properties of a lifecycle policy. */
export interface LifecyclePolicyProps extends LifecyclePolicyOptions {
  /** The kind of images to which the policy applies: AMIs or container images. */
  readonly resourceType: LifecyclePolicyResourceType;

  /** The rules of the policy: one to three, each with a different action. */
  readonly details: LifecyclePolicyDetail[];

  /** The images to which the policy applies, selected by recipe or by tag. */
  readonly resourceSelection: LifecyclePolicyResourceSelection;
}

/** Options of a lifecycle policy that keeps the newest images of recipes. */
export interface KeepLatestOptions extends LifecyclePolicyOptions {
  /** The recipes whose images the policy deletes, in every version: 1 to 50 recipes, all for AMIs or all for container images. */
  readonly recipes: IRecipe[];

  /**
   * The number of newest images that are kept of each version of a recipe, from 1 to 1,000.
   *
   * A change of a recipe of this library creates a new version of the recipe, whose images are counted anew. Failed and cancelled images are not
   * counted and always deleted.
   */
  readonly count: number;

  /**
   * Images and AMIs that are kept in addition to the newest ones, for example the image of a deployment by a tag.
   *
   * @default - only the newest images are kept
   */
  readonly exclusionRules?: LifecyclePolicyExclusionRules;
}
