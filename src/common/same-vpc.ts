import type { CfnResource } from 'aws-cdk-lib';
import type { CfnSubnet, IVpc } from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';
import { InvalidInputError } from './errors';
import { referenced } from './referenced';
import { isKnown } from './validate';

/**
 * Refuses security groups and subnets of another VPC, with which nothing starts. They are taken where a VPC or its ID is not known, as of most imports,
 * and where an ID is written out for one VPC and the other is of the app, because that may have this ID.
 */
export function checkSameVpc(scope: IConstruct, prop: string, vpc?: IVpc, given?: readonly IConstruct[]): void {
  if (vpc === undefined || given === undefined) {
    return;
  }
  const own = known(vpc.vpcId);
  given.forEach((each, index) => {
    const other = known(vpcIdOf(each));
    if (typeof own === typeof other && own !== other) {
      const got = `${each.node.path} in ${typeof other === 'string' ? other : other!.node.path}`;
      throw new InvalidInputError({ prop: `${prop}[${index}]`, problem: 'Conflict', rule: 'be in `vpc`', got }, scope);
    }
  });
}

/** The ID of the VPC of what is made in the app. */
function vpcIdOf({ node }: IConstruct): string | undefined {
  return node.children.map((child) => (child as Partial<CfnSubnet>).vpcId).find((id) => id !== undefined);
}

/** The VPC of an ID: the ID itself where it is written out, or the resource that has it. */
function known(id?: string): string | CfnResource | undefined {
  if (id === undefined || isKnown(id)) {
    return id;
  }
  const resource = referenced(id);
  return resource?.cfnResourceType === 'AWS::EC2::VPC' ? resource : undefined;
}
