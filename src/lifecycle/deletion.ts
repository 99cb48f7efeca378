import { RenderedDetail } from './details';
import { Selection } from './selection';
import { ListedFact } from '../common/known-facts';

type Tags = Record<string, string>;

/** The images that a lifecycle policy deletes. */
export interface Deletion {
  /** ARNs of recipes whose images of every version are deleted. */
  readonly recipeArns: string[];
  /** Tags of images that are deleted, if images are selected by tags. */
  readonly tags?: Tags;
  /** Tags of images that are kept. */
  readonly keptTags: Tags;
}

/** The images that lifecycle policies of the app delete, if they are enabled. */
export const DELETION = new ListedFact<Deletion>();

/** The images that a lifecycle policy deletes, if the policy has a rule that deletes. */
export function deletionOf(details: RenderedDetail[], { rendered, recipeArns }: Selection): Deletion | undefined {
  const rule = details.find(({ action }) => action.type === 'DELETE');
  return rule && {
    recipeArns, tags: rendered.tagMap as Tags | undefined, keptTags: (rule.exclusionRules?.tagMap ?? {}) as Tags,
  };
}

/** Whether an image with a recipe and tags is deleted some day. */
export function isDeleted({ recipeArns, tags = {}, keptTags }: Deletion, recipeArn: string, imageTags: Tags): boolean {
  const has = ([key, value]: [string, string]) => imageTags[key] === value;
  const byTags = Object.entries(tags);
  const isSelected = byTags.length > 0 ? byTags.some(has) : recipeArns.includes(recipeArn);
  return isSelected && !Object.entries(keptTags).some(has);
}
