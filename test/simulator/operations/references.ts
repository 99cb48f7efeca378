import { badValue } from '../api-error';
import { isManaged, parseArn, partitionOf } from '../arns';
import { managedSteps } from '../engine/managed-workflows';
import { isInProgress } from '../engine/timeline';
import { Kind } from '../kinds';
import { Resource, Store } from '../store';
import { Wire } from '../wire';
import { Call } from './call';

/** A member of a resource that names another one. */
export interface Reference {
  readonly member: string;
  readonly arn: string;
}

const single = (body: Wire, ...members: string[]): Reference[] =>
  members.filter((member) => typeof body[member] === 'string').map((member) => ({ member, arn: body[member] }));
const within = (body: Wire, list: string, member: string): Reference[] =>
  (body[list] ?? []).map((entry: Wire, i: number) => ({ member: `${list}[${i}].${member}`, arn: entry[member] }));
const CONFIGURATIONS = ['imageRecipeArn', 'containerRecipeArn', 'infrastructureConfigurationArn', 'distributionConfigurationArn'];
const recipe = (body: Wire) => [
  ...within(body, 'components', 'componentArn'),
  ...single(body, 'parentImage').filter(({ arn }) => arn.startsWith('arn:')),
];
const build = (body: Wire) => [...single(body, ...CONFIGURATIONS), ...within(body, 'workflows', 'workflowArn')];

const REFERENCES: Partial<Record<Kind, (body: Wire) => Reference[]>> = {
  ImageRecipe: recipe,
  ContainerRecipe: recipe,
  ImagePipeline: build,
  Image: build,
};

/** Refuses a request that names something which does not exist. */
export function requireReferences(call: Call, kind: Kind, body: Wire): void {
  for (const { member, arn } of REFERENCES[kind]?.(body) ?? []) {
    if (!isKnown(call, arn)) {throw badValue(member, `The resource with ARN '${arn}' does not exist.`);}
  }
}

/** Whether something exists that a reference means; an image has to be available. */
export function isKnown(call: Call, arn: string): boolean {
  const parts = parseArn(arn);
  if (!parts || parts.region !== call.region || parts.partition !== partitionOf(call.region)) {return false;}
  // What AWS offers changes with every release of an operating system: any name may be one. Workflows are few, and we run them.
  if (isManaged(parts)) {return !parts.noun.startsWith('workflow/') || managedSteps(parts) !== undefined;}
  return call.store.resolve(arn, (resource) => isUsable(resource, call.now)) !== undefined;
}

/** Whether something that exists would lose what it refers to if this resource went. */
export function isNeeded(call: Call, { arn }: Resource): boolean {
  return call.store.all().some((other) => {
    if (other.arn === arn || (other.kind === 'Image' && !isBeingBuilt(other, call.now))) {return false;}
    const references = REFERENCES[other.kind]?.(other.kind === 'Image' ? other.body.request ?? {} : other.body) ?? [];
    return references.some((reference) => resolvesOnlyTo(call.store, reference.arn, arn));
  });
}

export function isBeingBuilt({ timeline }: Resource, now: number): boolean {
  return timeline !== undefined && isInProgress(timeline.at(now).status);
}

/** Wildcards mean available images only. */
export function isUsable({ timeline }: Resource, now: number): boolean {
  return timeline === undefined || timeline.at(now).status === 'AVAILABLE';
}

function resolvesOnlyTo(store: Store, reference: string, arn: string): boolean {
  return store.resolve(reference)?.arn === arn && store.resolve(reference, (resource) => resource.arn !== arn) === undefined;
}
