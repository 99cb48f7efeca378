import { Duration } from 'aws-cdk-lib';
import { IRecipe } from '../recipe/recipe';

/** The kind of images to which a lifecycle policy applies. */
export enum LifecyclePolicyResourceType {
  /** Images whose output is AMIs. */
  AMI_IMAGE = 'AMI_IMAGE',
  /** Images whose output is container images. */
  CONTAINER_IMAGE = 'CONTAINER_IMAGE',
}

/** The action that a rule of a lifecycle policy takes on images. */
export enum LifecyclePolicyActionType {
  /** Deletes images, and the AMIs, snapshots or container images that the rule includes. */
  DELETE = 'DELETE',
  /** Marks images and their AMIs as deprecated: searches no longer show such AMIs, and instances can still be launched from them. */
  DEPRECATE = 'DEPRECATE',
  /** Marks images and their AMIs as disabled: pipelines no longer use such images, and such AMIs are private and cannot be launched. */
  DISABLE = 'DISABLE',
}

/** The unit of time in which Image Builder counts the age of an image. */
export enum LifecyclePolicyTimeUnit {
  /** Counts in days. */
  DAYS = 'DAYS',
  /** Counts in weeks of 7 days. */
  WEEKS = 'WEEKS',
  /** Counts in months, for which this library takes 30 days. */
  MONTHS = 'MONTHS',
  /** Counts in years, for which this library takes 365 days. */
  YEARS = 'YEARS',
}

/** The action of a rule, and the resources of an image that the action includes. */
export interface LifecyclePolicyAction {
  /** The action that the rule takes. A policy for container images can only delete. */
  readonly type: LifecyclePolicyActionType;

  /**
   * Whether the action includes the AMIs of an image. Not allowed in a policy for container images.
   *
   * @default - true in a policy for AMIs
   */
  readonly includeAmis?: boolean;

  /**
   * Whether the action includes the snapshots of the AMIs of an image.
   *
   * Must be false or absent when `includeAmis` is false, because an AMI needs its snapshots, and when the rule does not delete. Not allowed in a policy
   * for container images.
   *
   * @default - true if the rule deletes AMIs
   */
  readonly includeSnapshots?: boolean;

  /**
   * Whether the action includes the container images of an image.
   *
   * Not allowed in a policy for AMIs. The repository needs the tag `LifecycleExecutionAccess` with the value `EC2 Image Builder`, unless the repository is the target of a
   * container recipe of this library that `resourceSelection` names.
   *
   * @default - true in a policy for container images
   */
  readonly includeContainers?: boolean;
}

/** Selects images that are older than an age. */
export interface LifecyclePolicyAgeFilter {
  /**
   * The age above which a rule applies to an image, more than 0 and at most 1,000 years.
   *
   * Parts of a unit are rounded up, with a warning. A month counts 30 days and a year 365 days.
   */
  readonly age: Duration;

  /**
   * The unit in which Image Builder counts the age. The age must be at most 1,000 units.
   *
   * @default - the smallest unit in which the age is at most 1,000
   */
  readonly unit?: LifecyclePolicyTimeUnit;

  /**
   * The number of newest images of each version of a recipe to which the rule does not apply, however old they are, from 1 to 10.
   *
   * The number is documented for deletion only. A rule with another action causes a warning.
   *
   * @default - the rule applies to every image above the age
   */
  readonly retainAtLeast?: number;
}

/** Selects all images except the newest ones of each version of a recipe. */
export interface LifecyclePolicyCountFilter {
  /**
   * The number of newest images that are kept of each version of a recipe, from 1 to 1,000.
   *
   * Failed and cancelled images, and images that are excluded by their tags, are not counted.
   */
  readonly count: number;
}

/** Selects the images of a rule, either by age or by count. */
export interface LifecyclePolicyFilter {
  /**
   * Selects images that are older than an age. Mutually exclusive with `countFilter`.
   *
   * @default - images are selected by `countFilter`
   */
  readonly ageFilter?: LifecyclePolicyAgeFilter;

  /**
   * Selects all images except the newest ones. Mutually exclusive with `ageFilter` and allowed only for deletion.
   *
   * @default - images are selected by `ageFilter`
   */
  readonly countFilter?: LifecyclePolicyCountFilter;
}

/** Images to which a rule does not apply. */
export interface LifecyclePolicyImageExclusionRules {
  /** Tags of images that are excluded from the rule, each by itself: 1 to 50 tags. */
  readonly tags: Record<string, string>;
}

/** AMIs to which a rule does not apply. */
export interface LifecyclePolicyAmiExclusionRules {
  /**
   * Whether public AMIs are excluded from the rule.
   *
   * @default false
   */
  readonly isPublic?: boolean;

  /**
   * Excludes AMIs from which an instance was launched within this time, more than 0 and at most 365 years.
   *
   * Parts of a unit are rounded up, with a warning. A month counts 30 days and a year 365 days.
   *
   * @default - AMIs are not excluded by the time of their last launch
   */
  readonly lastLaunched?: Duration;

  /**
   * The unit in which Image Builder counts `lastLaunched`, which must be at most 365 units. Requires `lastLaunched`.
   *
   * @default - the smallest unit in which the time is at most 365
   */
  readonly lastLaunchedUnit?: LifecyclePolicyTimeUnit;

  /**
   * Regions whose AMIs are excluded from the rule.
   *
   * @default - the rule applies in every Region
   */
  readonly regions?: string[];

  /**
   * IDs of accounts. AMIs that are shared with one of these accounts are excluded from the rule.
   *
   * @default - AMIs are not excluded by the accounts with which they are shared
   */
  readonly sharedAccounts?: string[];

  /**
   * Tags of AMIs that are excluded from the rule, at most 50.
   *
   * @default - AMIs are not excluded by their tags
   */
  readonly tags?: Record<string, string>;
}

/** Images and AMIs to which a rule does not apply. */
export interface LifecyclePolicyExclusionRules {
  /**
   * Images that are excluded from the rule.
   *
   * @default - no images are excluded
   */
  readonly imageExclusionRules?: LifecyclePolicyImageExclusionRules;

  /**
   * AMIs that are excluded from the rule. Not allowed in a policy for container images.
   *
   * @default - no AMIs are excluded
   */
  readonly amiExclusionRules?: LifecyclePolicyAmiExclusionRules;
}

/** A rule of a lifecycle policy: an action, the images to which it applies, and exclusions. */
export interface LifecyclePolicyDetail {
  /** The action that the rule takes. */
  readonly action: LifecyclePolicyAction;

  /** The images to which the rule applies. */
  readonly filter: LifecyclePolicyFilter;

  /**
   * Images and AMIs to which the rule does not apply.
   *
   * @default - nothing is excluded
   */
  readonly exclusionRules?: LifecyclePolicyExclusionRules;
}

/** Selects images of some versions of a recipe. */
export interface LifecyclePolicyRecipeVersion {
  /** The recipe, which can be a construct of this library, an L1 or an import. */
  readonly recipe: IRecipe;

  /** The versions of the recipe, whose last numbers can be `x`. For example, `1.x.x` selects every version that starts with 1. */
  readonly version: string;
}

/** Selects the images of a lifecycle policy, either by recipe or by tag. */
export interface LifecyclePolicyResourceSelection {
  /**
   * Selects the images of every version of these recipes, later versions included. An existing recipe that is named in a version, or by an ARN with
   * a version, is selected in that version only.
   *
   * At most 50 entries together with `recipeVersions`. Mutually exclusive with `tags`.
   *
   * @default - no recipe with all of its versions
   */
  readonly recipes?: IRecipe[];

  /**
   * Selects the images of some versions of recipes.
   *
   * At most 50 entries together with `recipes`. Mutually exclusive with `tags`.
   *
   * @default - no recipe with some of its versions
   */
  readonly recipeVersions?: LifecyclePolicyRecipeVersion[];

  /**
   * Selects images that have any of these tags: 1 to 50 tags. Mutually exclusive with `recipes` and `recipeVersions`.
   *
   * @default - images are selected by recipes
   */
  readonly tags?: Record<string, string>;
}
