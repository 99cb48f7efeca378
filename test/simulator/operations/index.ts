import { Handler, Handlers } from './call';
import { EXECUTIONS } from './executions';
import { FAMILIES } from './families';
import { FINDINGS } from './findings';
import { IMAGES } from './images';
import { LIST_HANDLERS } from './lists';
import { PACKAGES } from './packages';
import { pipelineBody } from './pipelines';
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
