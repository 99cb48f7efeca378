import { createHash } from 'crypto';
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { GoldenImageOptions } from './golden-image-options';
import { InfrastructureConfiguration } from '../infrastructure/infrastructure-configuration';

/*
 * What golden images of one stack share. A stack has at most 500 resources, and each infrastructure configuration has a role, its policy and a profile.
 * The ids are API: another id would replace resources of users.
 */
const ROOT = 'GoldenImages';

/** The infrastructure configuration of all golden images of a stack with these options. */
export function sharedInfrastructure(scope: Construct, options: GoldenImageOptions): InfrastructureConfiguration {
  const { instanceTypes, network } = options;
  const { vpc, subnetSelection, securityGroups } = network === undefined ? options
    : { vpc: network.vpc, subnetSelection: network.subnetSelection, securityGroups: [network.securityGroup] };
  const subnet = vpc?.selectSubnets(subnetSelection).subnets[0];
  const differences = [
    instanceTypes?.map((type) => type.toString()), vpc?.node.path, subnet?.node.path, securityGroups?.map(({ node }) => node.path),
  ];
  const isPlain = differences.every((each) => each === undefined);
  const id = `Infrastructure${isPlain ? '' : createHash('sha256').update(JSON.stringify(differences)).digest('hex').slice(0, 8)}`;
  const root = rootIn(scope);
  return root.node.tryFindChild(id) as InfrastructureConfiguration | undefined
    ?? new InfrastructureConfiguration(root, id, { instanceTypes, vpc, subnetSelection, securityGroups });
}

/** The role with which Image Builder applies the retention of all golden images of a stack. */
export function sharedRetentionRole(scope: Construct): iam.Role {
  const root = rootIn(scope);
  const id = 'RetentionRole';
  return root.node.tryFindChild(id) as iam.Role | undefined
    ?? new iam.Role(root, id, { assumedBy: new iam.ServicePrincipal('imagebuilder.amazonaws.com') });
}

function rootIn(scope: Construct): Construct {
  const stack = Stack.of(scope);
  return stack.node.tryFindChild(ROOT) as Construct | undefined ?? new Construct(stack, ROOT);
}
