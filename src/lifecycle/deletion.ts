import { IConstruct } from 'constructs';
import { RenderedDetail } from './details';
import { Selection } from './selection';
import { ListedFact } from '../common/known-facts';

type Tags = Record<string, string>;

/** The images that a lifecycle policy deletes. */
interface Deletion {
  /** Tags of images that are deleted, if images are selected by tags. */
  readonly tags?: Tags;
  /** Tags of images that are kept. */
  readonly keptTags: Tags;
}

/** The images that lifecycle policies of the app delete, listed under the ARNs of recipes whose images of every version are selected, or under `BY_TAGS`. */
const DELETION = new ListedFact<Deletion>();
const BY_TAGS = '';

/** Records the images that a lifecycle policy deletes, if the policy has a rule that deletes. */
export function noteDeletion(policy: IConstruct, details: RenderedDetail[], { rendered, recipeArns }: Selection): void {
  const rule = details.find(({ action }) => action.type === 'DELETE');
  if (rule !== undefined) {
    const tags = rendered.tagMap as Tags | undefined;
    DELETION.list(policy, { tags, keptTags: (rule.exclusionRules?.tagMap ?? {}) as Tags }, tags === undefined ? recipeArns : [BY_TAGS]);
  }
}

/** The lifecycle policies of an app that delete an image with a recipe and tags some day. */
export function deletionsOf(root: IConstruct, recipeArn: string, imageTags: Tags): IConstruct[] {
  const has = ([key, value]: [string, string]) => imageTags[key] === value;
  return [recipeArn, BY_TAGS].flatMap((key) => DELETION.within(root, key)).filter((policy) => {
    const { tags, keptTags } = DELETION.of(policy)!;
    return (tags === undefined || Object.entries(tags).some(has)) && !Object.entries(keptTags).some(has);
  });
}
