import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';
import { Fault } from '../common/errors';
import { KnownFact } from '../common/known-facts';
import { ImageArchitecture } from '../common/platform';

/** Processor architecture of a recipe's base image, or of an image. */
export const ARCHITECTURE = new KnownFact<ImageArchitecture>();
/** Processor architectures of the instance types of an infrastructure configuration, undefined where the name does not contain it. */
export const INSTANCE_ARCHITECTURES = new KnownFact<(string | undefined)[]>();

/** Reports instances on which the base image cannot start, as far as both architectures are known. */
export function architectureFaults(recipe: IConstruct, infrastructure: IConstruct): Fault[] {
  const architecture = ARCHITECTURE.of(recipe);
  const wrong = (INSTANCE_ARCHITECTURES.of(infrastructure) ?? []).find((each) => each !== undefined && each !== architecture);
  return architecture === undefined || wrong === undefined ? []
    : [{ prop: 'instanceTypes', problem: 'Conflict', rule: `be for ${architecture}, like the base image of the recipe`, got: wrong }];
}

/** The processor architecture of an instance type, undefined for tokens and Mac instances, whose names do not contain it. */
export function architectureOf(type: InstanceType): string | undefined {
  return /^(?!mac)[a-z]+\d{1,2}[a-z-]*\.[a-z0-9-]+$/.test(type.toString()) ? type.architecture : undefined;
}
