import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';
import { InvalidInputError } from './errors';
import { traitsOf } from './traits';

/** Refuses instance types on which the base image cannot start, as far as both are known. */
export function checkArchitecture(scope: IConstruct, recipe: IConstruct, infrastructure: IConstruct): void {
  const { architecture } = traitsOf(recipe);
  const wrong = (traitsOf(infrastructure).instanceArchitectures ?? []).find((each) => each !== undefined && each !== architecture);
  if (architecture !== undefined && wrong !== undefined) {
    throw new InvalidInputError({
      prop: 'instanceTypes', problem: 'Conflict', rule: `be for ${architecture}, like the base image of the recipe`, got: wrong,
    }, scope);
  }
}

/** The processor architecture of an instance type, if its name tells it: that of a token or a Mac does not. */
export function architectureOf(type: InstanceType): string | undefined {
  return /^(?!mac)[a-z]+\d{1,2}[a-z-]*\.[a-z0-9-]+$/.test(type.toString()) ? type.architecture : undefined;
}
