import { badValue, notFound } from '../api-error';
import { Resource } from '../store';
import { Call, Handlers } from './call';

const MOST_TAGS = 50;

export const TAGS: Handlers = {
  ListTagsForResource: (call) => ({ tags: tagged(call).body.tags }),
  TagResource: (call) => {
    const resource = tagged(call);
    const tags = { ...resource.body.tags, ...call.input.tags };
    if (Object.keys(tags).length > MOST_TAGS) {throw badValue('tags', `A resource can have at most ${MOST_TAGS} tags.`);}
    resource.body = { ...resource.body, tags };
    return {};
  },
  UntagResource: (call) => {
    const resource = tagged(call);
    const kept = Object.entries(resource.body.tags ?? {}).filter(([key]) => !call.input.tagKeys.includes(key));
    resource.body = { ...resource.body, tags: Object.fromEntries(kept) };
    return {};
  },
};

function tagged({ input: { resourceArn }, store }: Call): Resource {
  const resource = store.get(resourceArn);
  if (!resource) {throw notFound(resourceArn);}
  return resource;
}
