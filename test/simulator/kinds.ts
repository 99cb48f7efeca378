import { parseArn } from './arns';
import { MODEL } from './model/model';

export const KINDS = [
  'Component', 'ContainerRecipe', 'DistributionConfiguration', 'Image', 'ImagePipeline',
  'ImageRecipe', 'InfrastructureConfiguration', 'LifecyclePolicy', 'Workflow',
] as const;

/** A type of resource, by the name that it has in operations. */
export type Kind = typeof KINDS[number];

/** The first part of the resource in ARNs; that of workflows goes on with the type. */
export const NOUNS: Record<Kind, string> = {
  Component: 'component',
  ContainerRecipe: 'container-recipe',
  DistributionConfiguration: 'distribution-configuration',
  Image: 'image',
  ImagePipeline: 'image-pipeline',
  ImageRecipe: 'image-recipe',
  InfrastructureConfiguration: 'infrastructure-configuration',
  LifecyclePolicy: 'lifecycle-policy',
  Workflow: 'workflow',
};

export function kindOf(arn: string): Kind | undefined {
  const noun = parseArn(arn)?.noun.split('/')[0];
  return KINDS.find((kind) => NOUNS[kind] === noun);
}

/** The member that names a resource in requests: the one required input of its Delete operation. */
export function idMemberOf(kind: Kind): string {
  return MODEL.shapes[MODEL.operations[`Delete${kind}`].input].required![0];
}

/** The member that holds the resource in the answer of its Get operation. */
export function bodyMemberOf(kind: Kind): string {
  return kind[0].toLowerCase() + kind.slice(1);
}
