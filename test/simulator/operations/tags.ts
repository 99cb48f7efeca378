import { notFound } from '../api-error';
import { Resource } from '../store';
import { pick } from '../wire';
import { Call, Handlers } from './call';

export const TAGS: Handlers = {
  ListTagsForResource: (call) => pick(tagged(call).body, ['tags']),
  TagResource: (call) => {
    const resource = tagged(call);
    resource.body = { ...resource.body, tags: { ...resource.body.tags, ...call.input.tags } };
    return {};
  },
  UntagResource: (call) => {
    const resource = tagged(call);
    const kept = Object.entries(resource.body.tags ?? {}).filter(([key]) => !call.input.tagKeys.includes(key));
    resource.body = { ...resource.body, tags: kept.length > 0 ? Object.fromEntries(kept) : undefined };
    return {};
  },
};

function tagged({ input: { resourceArn }, store }: Call): Resource {
  const resource = store.get(resourceArn);
  if (!resource) {throw notFound(resourceArn);}
  return resource;
}
