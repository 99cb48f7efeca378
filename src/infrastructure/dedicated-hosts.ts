import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import type { InfrastructureConfigurationProps } from './infrastructure-configuration-props';
import { Fault, InvalidInputError } from '../common/errors';
import { KnownFact, PLATFORM } from '../common/known-facts';
import { Platform } from '../common/platform';

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
