import { Token } from 'aws-cdk-lib';
import { ISubnet, IVpc, SelectedSubnets, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { CfnInfrastructureConfiguration } from 'aws-cdk-lib/aws-imagebuilder';
import { IConstruct } from 'constructs';
import type { InfrastructureConfigurationProps } from './infrastructure-configuration-props';
import { InvalidInputError } from '../common/errors';
import { omitEmpty } from '../common/render';
import { checkExclusive, checkText } from '../common/validate';

/** The subnet of the instances: the first selected subnet, in the given Availability Zone if there is one. */
export function selectSubnet(
  scope: IConstruct, vpc: IVpc, selection?: SubnetSelection, zone?: string,
): { subnet: ISubnet; selected: SelectedSubnets } {
  const selected = vpc.selectSubnets(selection);
  if (selected.subnets.length === 0) {
    throw new InvalidInputError({ prop: 'subnetSelection', problem: 'Unsupported', rule: 'match at least one subnet of `vpc`' }, scope);
  }
  const subnet = selected.subnets.find((each) => isIn(each, zone));
  if (subnet === undefined) {
    throw new InvalidInputError({
      prop: 'ec2InstanceAvailabilityZone', problem: 'Conflict', rule: 'be the Availability Zone of a subnet that `subnetSelection` matches', got: zone,
    }, scope);
  }
  return { subnet, selected };
}

/** Whether a subnet can be in a zone. A zone that is not known, or is known only at deployment, can be any zone. */
function isIn(subnet: ISubnet, zone?: string): boolean {
  if (zone === undefined || Token.isUnresolved(zone)) {
    return true;
  }
  const own = zoneOf(subnet);
  return own === undefined || own === zone || Token.isUnresolved(own);
}

/** The Availability Zone of a subnet, if it is known: the CDK throws where a subnet was imported without its zone. */
export function zoneOf(subnet: ISubnet): string | undefined {
  try {
    return subnet.availabilityZone;
  } catch {
    return undefined;
  }
}

/** The Availability Zone and hardware of the instances. A host or host resource group implies its tenancy. */
export function renderPlacement(
  scope: IConstruct, props: InfrastructureConfigurationProps,
): CfnInfrastructureConfiguration.PlacementProperty | undefined {
  const { ec2InstanceAvailabilityZone, ec2InstanceTenancy, ec2InstanceHostId, ec2InstanceHostResourceGroupArn } = props;
  checkText(scope, 'ec2InstanceAvailabilityZone', ec2InstanceAvailabilityZone);
  checkText(scope, 'ec2InstanceHostId', ec2InstanceHostId);
  checkText(scope, 'ec2InstanceHostResourceGroupArn', ec2InstanceHostResourceGroupArn);
  checkExclusive(scope, ['ec2InstanceHostId', ec2InstanceHostId], ['ec2InstanceHostResourceGroupArn', ec2InstanceHostResourceGroupArn]);
  const host = ec2InstanceHostId ?? ec2InstanceHostResourceGroupArn;
  if (host !== undefined && ec2InstanceTenancy !== undefined && ec2InstanceTenancy !== 'host') {
    throw new InvalidInputError({
      prop: 'ec2InstanceTenancy', problem: 'Conflict', rule: 'be `host` or absent when a host or a group of hosts is named', got: ec2InstanceTenancy,
    }, scope);
  }
  return omitEmpty({
    availabilityZone: ec2InstanceAvailabilityZone,
    tenancy: ec2InstanceTenancy ?? (host && 'host'),
    hostId: ec2InstanceHostId,
    hostResourceGroupArn: ec2InstanceHostResourceGroupArn,
  });
}
