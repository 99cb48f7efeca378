import { ISubnet, IVpc, SelectedSubnets, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';
import { InvalidInputError } from '../common/errors';
import { isKnown } from '../common/validate';

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

/** Whether a subnet can be in a zone. A zone that is not known, or is known only later, can be any zone. */
function isIn(subnet: ISubnet, zone?: string): boolean {
  if (zone === undefined || !isKnown(zone)) {
    return true;
  }
  const own = zoneOf(subnet);
  return own === zone || !isKnown(own);
}

/** The Availability Zone of a subnet, if it is known: the CDK throws where a subnet was imported without its zone. */
export function zoneOf(subnet: ISubnet): string | undefined {
  try {
    return subnet.availabilityZone;
  } catch {
    return undefined;
  }
}
