/**
 * What Image Builder does with a lifecycle policy for AMIs once a day, as its guide says
 * (https://docs.aws.amazon.com/imagebuilder/latest/userguide/image-lifecycle-rules.html).
 */

/** An image of Image Builder with its AMI. */
export interface RetainedImage {
  readonly name: string;
  readonly recipeVersion: string;
  readonly builtOn: number;
  readonly tags: Record<string, string>;
  lastLaunchedOn?: number;
  isDeprecated?: boolean;
}

/** A rule as it stands in a template, with all values known. */
export interface PolicyDetail {
  readonly Action: { readonly Type: 'DELETE' | 'DEPRECATE' };
  readonly Filter: { readonly Type: 'COUNT' | 'AGE'; readonly Value: number; readonly Unit?: string; readonly RetainAtLeast?: number };
  readonly ExclusionRules?: {
    readonly TagMap?: Record<string, string>;
    readonly Amis?: { readonly LastLaunched?: { readonly Value: number; readonly Unit: string } };
  };
}

/** Images that a run of the policy deletes or deprecates. Days are the only unit that the library writes. */
export function runPolicy(details: readonly PolicyDetail[], images: readonly RetainedImage[], today: number): Map<RetainedImage, 'DELETE' | 'DEPRECATE'> {
  const actions = new Map<RetainedImage, 'DELETE' | 'DEPRECATE'>();
  for (const detail of details) {
    for (const version of new Set(images.map(({ recipeVersion }) => recipeVersion))) {
      // Excluded images take none of the places of those that are kept.
      const candidates = images.filter((image) => image.recipeVersion === version && !isExcluded(detail, image, today))
        .sort((one, other) => other.builtOn - one.builtOn);
      // An image sees one action in a run.
      impacted(detail, candidates, today).filter((image) => !actions.has(image) && !(detail.Action.Type === 'DEPRECATE' && image.isDeprecated))
        .forEach((image) => actions.set(image, detail.Action.Type));
    }
  }
  return actions;
}

/** One tag is enough to be excluded. */
function isExcluded({ ExclusionRules: { TagMap = {}, Amis } = {} }: PolicyDetail, { tags, lastLaunchedOn }: RetainedImage, today: number): boolean {
  return Object.entries(TagMap).some(([key, value]) => tags[key] === value)
    || (Amis?.LastLaunched !== undefined && lastLaunchedOn !== undefined && today - lastLaunchedOn <= inDays(Amis.LastLaunched));
}

function impacted({ Filter }: PolicyDetail, newestFirst: readonly RetainedImage[], today: number): RetainedImage[] {
  if (Filter.Type === 'COUNT') {return newestFirst.slice(Filter.Value);}
  return newestFirst.slice(Filter.RetainAtLeast ?? 0).filter(({ builtOn }) => today - builtOn > inDays(Filter));
}

function inDays({ Value, Unit }: { readonly Value: number; readonly Unit?: string }): number {
  if (Unit !== 'DAYS') {throw new Error(`The unit must be DAYS, got: ${Unit}.`);}
  return Value;
}
