import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';
import { Fault } from '../common/errors';
import { traitsOf } from '../common/known-facts';

/** Whether the base image cannot start on the instances, as far as both are known. */
export function architectureFaults(recipe: IConstruct, infrastructure: IConstruct): Fault[] {
  const { architecture } = traitsOf(recipe);
  const wrong = (traitsOf(infrastructure).instanceArchitectures ?? []).find((each) => each !== undefined && each !== architecture);
  return architecture === undefined || wrong === undefined ? []
    : [{ prop: 'instanceTypes', problem: 'Conflict', rule: `be for ${architecture}, like the base image of the recipe`, got: wrong }];
}

/** The processor architecture of an instance type, if its name tells it: that of a token or a Mac does not. */
export function architectureOf(type: InstanceType): string | undefined {
  return /^(?!mac)[a-z]+\d{1,2}[a-z-]*\.[a-z0-9-]+$/.test(type.toString()) ? type.architecture : undefined;
}
