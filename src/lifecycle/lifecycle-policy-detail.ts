import { Duration } from 'aws-cdk-lib';
import { IRecipe } from '../recipe/recipe';

/** Whose images a lifecycle policy is about. */
export enum LifecyclePolicyResourceType {
  /** Images with AMIs. */
  AMI_IMAGE = 'AMI_IMAGE',
  /** Images that are containers. */
  CONTAINER_IMAGE = 'CONTAINER_IMAGE',
}

/** What a rule does to images. */
export enum LifecyclePolicyActionType {
  /** Deletes them. */
  DELETE = 'DELETE',
  /** Marks them as deprecated, and AMIs too: searches do not show them any more, instances still start from them. */
  DEPRECATE = 'DEPRECATE',
  /** Marks them as disabled: pipelines stop using them. AMIs become private, and no instance starts from them. */
  DISABLE = 'DISABLE',
}

/** A unit of time in which the service counts ages. */
export enum LifecyclePolicyTimeUnit {
  /** Days */
  DAYS = 'DAYS',
  /** Weeks */
  WEEKS = 'WEEKS',
  /** Months */
  MONTHS = 'MONTHS',
  /** Years */
  YEARS = 'YEARS',
}

/** What a rule does, and to what beside the image itself. */
export interface LifecyclePolicyAction {
  /** What the rule does. A policy for containers can delete only. */
  readonly type: LifecyclePolicyActionType;

  /**
   * Whether the rule reaches the AMIs of an image.
   *
   * @default - true in a policy for AMIs
   */
  readonly includeAmis?: boolean;

  /**
   * Whether the rule reaches the snapshots of those AMIs.
   *
   * @default - true where AMIs are deleted
   */
  readonly includeSnapshots?: boolean;

  /**
   * Whether the rule reaches the containers of an image. Their repository needs the tag `LifecycleExecutionAccess` with the value
   * `EC2 Image Builder`, unless it is the target of a container recipe of this library that `resourceSelection` names.
   *
   * @default - true in a policy for containers
   */
  readonly includeContainers?: boolean;
}

/** Images above an age. */
export interface LifecyclePolicyAgeFilter {
  /** The age, up to 1,000 years. Parts of a unit are rounded up; a month counts 30 days and a year 365. */
  readonly age: Duration;

  /**
   * The unit in which the service counts, with at most 1,000 of it.
   *
   * @default - days, or the next larger unit from 1,000 on
   */
  readonly unit?: LifecyclePolicyTimeUnit;

  /**
   * How many images stay, however old they are: 1 to 10. For deletion only.
   *
   * @default - every image above the age is deleted
   */
  readonly retainAtLeast?: number;
}

/** Images beyond a number. */
export interface LifecyclePolicyCountFilter {
  /** How many of the newest images stay: 1 to 1,000. */
  readonly count: number;
}

/** Which images a rule is for: by age or by count. */
export interface LifecyclePolicyFilter {
  /**
   * Images above an age.
   *
   * @default - `countFilter` says which
   */
  readonly ageFilter?: LifecyclePolicyAgeFilter;

  /**
   * Images beyond a number. For deletion only.
   *
   * @default - `ageFilter` says which
   */
  readonly countFilter?: LifecyclePolicyCountFilter;
}

/** Images that a rule leaves alone. */
export interface LifecyclePolicyImageExclusionRules {
  /** Tags of such images, 1 to 50. */
  readonly tags: Record<string, string>;
}

/** AMIs that a rule leaves alone. */
export interface LifecyclePolicyAmiExclusionRules {
  /**
   * Whether public AMIs are left alone.
   *
   * @default false
   */
  readonly isPublic?: boolean;

  /**
   * AMIs from which an instance was started within this time are left alone: up to 365 years. Parts of a unit are rounded up; a month counts
   * 30 days and a year 365.
   *
   * @default - whether an AMI is in use does not matter
   */
  readonly lastLaunched?: Duration;

  /**
   * The unit in which the service counts that time, with at most 365 of it.
   *
   * @default - days, or the next larger unit from 365 on
   */
  readonly lastLaunchedUnit?: LifecyclePolicyTimeUnit;

  /**
   * Regions in which AMIs are left alone.
   *
   * @default - the rule reaches every Region
   */
  readonly regions?: string[];

  /**
   * Accounts: AMIs that are shared with one of them are left alone.
   *
   * @default - with whom an AMI is shared does not matter
   */
  readonly sharedAccounts?: string[];

  /**
   * Tags: AMIs that have them are left alone.
   *
   * @default - the tags of an AMI do not matter
   */
  readonly tags?: Record<string, string>;
}

/** What a rule leaves alone. */
export interface LifecyclePolicyExclusionRules {
  /**
   * Images that are left alone.
   *
   * @default - no images
   */
  readonly imageExclusionRules?: LifecyclePolicyImageExclusionRules;

  /**
   * AMIs that are left alone. For policies for AMIs only.
   *
   * @default - no AMIs
   */
  readonly amiExclusionRules?: LifecyclePolicyAmiExclusionRules;
}

/** A rule of a lifecycle policy. */
export interface LifecyclePolicyDetail {
  /** What it does. */
  readonly action: LifecyclePolicyAction;

  /** To which images. */
  readonly filter: LifecyclePolicyFilter;

  /**
   * What it leaves alone.
   *
   * @default - nothing
   */
  readonly exclusionRules?: LifecyclePolicyExclusionRules;
}

/** Some versions of a recipe. */
export interface LifecyclePolicyRecipeVersion {
  /** The recipe: of this library, an L1 or an import. */
  readonly recipe: IRecipe;

  /** The versions, where the last numbers may be `x`: `1.x.x` is every version that starts with 1. */
  readonly version: string;
}

/** Whose images a lifecycle policy is for: recipes, or tags. */
export interface LifecyclePolicyResourceSelection {
  /**
   * Recipes, with all of their versions: a new version of a recipe is covered without a change of the policy. Together with `recipeVersions` at
   * most 50.
   *
   * @default - no recipes with all of their versions
   */
  readonly recipes?: IRecipe[];

  /**
   * Recipes, with some of their versions.
   *
   * @default - no recipes with some of their versions
   */
  readonly recipeVersions?: LifecyclePolicyRecipeVersion[];

  /**
   * Tags of images, 1 to 50, in place of recipes.
   *
   * @default - recipes say which images
   */
  readonly tags?: Record<string, string>;
}
