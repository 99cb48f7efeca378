import { Duration } from 'aws-cdk-lib';
import { InvalidInputError } from '../common/errors';
import { checkRange, checkTags } from '../common/validate';

/** Options of a retention by age. */
export interface OlderThanOptions {
  /**
   * The number of newest images of each version of the recipe that are kept, however old they are, from 1 to 10.
   *
   * @default 1
   */
  readonly keepAtLeast?: number;
}

/** What a retention keeps and deletes, as the methods of `ImageRetention` set it. */
interface Rules {
  readonly count?: number;
  readonly age?: Duration;
  readonly keepAtLeast?: number;
  readonly deprecationAge?: Duration;
  readonly launchAge?: Duration;
  readonly tags?: Record<string, string>;
}

/**
 * Defines which images of a golden image are kept, and when the others are deleted with their AMIs and snapshots, or their container images.
 *
 * The retention applies to the images of all versions of the recipe, and Image Builder counts the images of each version by themselves. With
 * `BuildOnDeploy.ROLL_BACK`, the image that the stack deployed is never deleted. Image Builder applies the retention once a day.
 *
 * @example
 * new GoldenAmi(this, 'Retained', {
 *   baseImage: BaseImage.amazonLinux2023(),
 *   retention: ImageRetention.keepLast(5).exceptLaunchedWithin(Duration.days(30)),
 * });
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-image-lifecycles.html
 */
export class ImageRetention {
  /**
   * Deletes all images except the newest ones of each version of the recipe.
   *
   * @param count number of newest images that are kept, from 1 to 1,000
   */
  public static keepLast(count: number): ImageRetention {
    checkRange(undefined, 'count', count, 1, 1000);
    return new ImageRetention({ count });
  }

  /**
   * Deletes images that are older than an age.
   *
   * @param age age above which an image is deleted, more than 0 and at most 1,000 years, rounded up to whole days
   * @param options options of the retention
   */
  public static olderThan(age: Duration, options: OlderThanOptions = {}): ImageRetention {
    checkRange(undefined, 'keepAtLeast', options.keepAtLeast, 1, 10);
    return new ImageRetention({ age, keepAtLeast: options.keepAtLeast ?? 1 });
  }

  private constructor(private readonly rules: Rules) {}

  /** The number of newest images that are kept. Undefined if images are deleted by their age. */
  public get count(): number | undefined {
    return this.rules.count;
  }

  /** The age above which images are deleted. Undefined if images are deleted by their number. */
  public get age(): Duration | undefined {
    return this.rules.age;
  }

  /** The number of newest images that are kept, however old they are. Undefined if images are deleted by their number. */
  public get keepAtLeast(): number | undefined {
    return this.rules.keepAtLeast;
  }

  /** The age above which AMIs are deprecated. Undefined if AMIs are not deprecated. */
  public get deprecationAge(): Duration | undefined {
    return this.rules.deprecationAge;
  }

  /** The time since the last launch within which an AMI is kept. Undefined if launches do not matter. */
  public get launchAge(): Duration | undefined {
    return this.rules.launchAge;
  }

  /** The tags of images that are kept. Undefined if tags do not matter. */
  public get keptTags(): Record<string, string> | undefined {
    return this.rules.tags;
  }

  /**
   * Returns this retention, with AMIs deprecated above an age: searches no longer show a deprecated AMI, and instances can still be launched from it.
   *
   * Not allowed for container images.
   *
   * @param age age above which an AMI is deprecated, less than the age above which it is deleted
   */
  public deprecateAfter(age: Duration): ImageRetention {
    // The lifecycle policy refuses an age that is a token.
    if (this.age !== undefined && !age.isUnresolved() && !this.age.isUnresolved() && age.toMilliseconds() >= this.age.toMilliseconds()) {
      throw new InvalidInputError({
        prop: 'age', problem: 'OutOfRange', rule: `be less than the ${this.age.toHumanString()} after which images are deleted`, got: age.toHumanString(),
      });
    }
    return new ImageRetention({ ...this.rules, deprecationAge: age });
  }

  /**
   * Returns this retention, with AMIs kept from which an instance was launched within a time. Not allowed for container images.
   *
   * Amazon EC2 reports a launch after up to 24 hours.
   *
   * @param age time since the last launch, more than 0 and at most 365 years, rounded up to whole days
   */
  public exceptLaunchedWithin(age: Duration): ImageRetention {
    return new ImageRetention({ ...this.rules, launchAge: age });
  }

  /**
   * Returns this retention, with images kept that have these tags.
   *
   * @param tags tags of images of Image Builder, 1 to 49 with those of earlier calls
   */
  public exceptTagged(tags: Record<string, string>): ImageRetention {
    if (Object.keys(tags).length === 0) {
      throw new InvalidInputError({ prop: 'tags', problem: 'Required', rule: 'have at least one entry' });
    }
    const all = { ...this.rules.tags, ...tags };
    checkTags(undefined, 'tags', all, 49);
    return new ImageRetention({ ...this.rules, tags: all });
  }
}
