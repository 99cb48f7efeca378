import { Token } from 'aws-cdk-lib';
import { CfnInfrastructureConfiguration } from 'aws-cdk-lib/aws-imagebuilder';
import { IConstruct } from 'constructs';
import type { InfrastructureConfigurationProps } from './infrastructure-configuration-props';
import { Fault, InvalidInputError } from '../common/errors';
import { KnownFact, PLATFORM } from '../common/known-facts';
import { Platform } from '../common/platform';
import { omitEmpty } from '../common/render';
import { checkExclusive, checkText } from '../common/validate';

/** Whether all instances of an infrastructure configuration run on Dedicated Hosts. */
export const RUNS_ON_HOSTS = new KnownFact<boolean>();

/** Whether instances run on Dedicated Hosts, undefined if it is known at deployment only, or if builds take a running instance. */
export function runsOnHosts(
  { ec2InstanceTenancy, ec2InstanceHostId, ec2InstanceHostResourceGroupArn, parentInstance }: InfrastructureConfigurationProps,
): boolean | undefined {
  if (parentInstance !== undefined || Token.isUnresolved(ec2InstanceTenancy)) {
    return undefined;
  }
  return (ec2InstanceHostId ?? ec2InstanceHostResourceGroupArn) !== undefined || ec2InstanceTenancy === 'host';
}

/** Refuses Mac instances that are not on Dedicated Hosts, which Amazon EC2 does not launch. */
export function checkMacInstances(scope: IConstruct, props: InfrastructureConfigurationProps): void {
  const mac = props.instanceTypes?.map((type) => type.toString()).find((type) => type.startsWith('mac'));
  if (mac !== undefined && runsOnHosts(props) === false) {
    throw new InvalidInputError({
      prop: 'ec2InstanceTenancy', problem: 'Required', rule: 'be `host` for Mac instances, which run on Dedicated Hosts only', got: mac, hint: 'Use `Tenancy.HOST`.',
    }, scope);
  }
}

/** Reports a base image of macOS whose instances are known not to run on Dedicated Hosts, so that no build can start. */
export function hostFaults(recipe: IConstruct, infrastructure: IConstruct): Fault[] {
  return PLATFORM.of(recipe) !== Platform.MACOS || RUNS_ON_HOSTS.of(infrastructure) !== false ? [] : [{
    prop: 'ec2InstanceTenancy',
    problem: 'Required',
    rule: 'be `host`, because the base image is for macOS, whose instances run on Dedicated Hosts only',
    hint: 'Give the infrastructure configuration `Tenancy.HOST`.',
  }];
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
