import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';
import { Fault } from '../common/errors';
import { KnownFact } from '../common/known-facts';
import { ImageArchitecture } from '../common/platform';

/** Processor architecture of a recipe's base image, or of an image. */
export const ARCHITECTURE = new KnownFact<ImageArchitecture>();
/** Processor architectures of the instance types of an infrastructure configuration, as far as their names tell them. */
export const INSTANCE_ARCHITECTURES = new KnownFact<(string | undefined)[]>();

/** Whether the base image cannot start on the instances, as far as both are known. */
export function architectureFaults(recipe: IConstruct, infrastructure: IConstruct): Fault[] {
  const architecture = ARCHITECTURE.of(recipe);
  const wrong = (INSTANCE_ARCHITECTURES.of(infrastructure) ?? []).find((each) => each !== undefined && each !== architecture);
  return architecture === undefined || wrong === undefined ? []
    : [{ prop: 'instanceTypes', problem: 'Conflict', rule: `be for ${architecture}, like the base image of the recipe`, got: wrong }];
}

/** The processor architecture of an instance type, if its name tells it: that of a token or a Mac does not. */
export function architectureOf(type: InstanceType): string | undefined {
  return /^(?!mac)[a-z]+\d{1,2}[a-z-]*\.[a-z0-9-]+$/.test(type.toString()) ? type.architecture : undefined;
}
