import { parseArn } from '../arns';
import { Resource } from '../store';
import { Wire } from '../wire';
import { Call, Handler, Handlers } from './call';
import { EXECUTIONS } from './executions';
import { FAMILIES } from './families';
import { FINDINGS } from './findings';
import { IMAGES } from './images';
import { LIST_HANDLERS } from './lists';
import { PACKAGES } from './packages';
import { create, get, remove, update } from './resources';
import { TAGS } from './tags';

const UPDATABLE = ['ImagePipeline', 'InfrastructureConfiguration', 'DistributionConfiguration', 'LifecyclePolicy'];

/** What the simulator can do, by operation. */
export const OPERATIONS: Handlers = {
  ...Object.fromEntries(FAMILIES.flatMap((family): [string, Handler][] => [
    [`Create${family.kind}`, create(family)],
    [`Get${family.kind}`, get(family.kind, family.kind === 'ImagePipeline' ? pipelineBody : undefined)],
    [`Delete${family.kind}`, remove(family.kind)],
    ...UPDATABLE.includes(family.kind) ? [[`Update${family.kind}`, update(family)] as [string, Handler]] : [],
  ])),
  ...IMAGES,
  ...LIST_HANDLERS,
  ...EXECUTIONS,
  ...FINDINGS,
  ...PACKAGES,
  ...TAGS,
};

/** A pipeline knows how its newest build went. */
function pipelineBody({ arn, body }: Resource, call: Call): Wire {
  const images = call.store.all('Image').filter((image) => image.body.sourcePipelineArn === arn);
  const newest = images.sort((a, b) => a.body.dateCreated < b.body.dateCreated ? 1 : parseArn(b.arn)!.build! - parseArn(a.arn)!.build!)[0];
  return newest ? { ...body, lastRunStatus: newest.timeline!.at(call.now).status } : body;
}
