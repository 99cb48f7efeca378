import { Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { InfrastructureConfiguration } from '../../src/infrastructure/infrastructure-configuration';
import { InfrastructureConfigurationProps } from '../../src/infrastructure/infrastructure-configuration-props';
import { newStack } from '../support/synth';

export const TYPE = 'AWS::ImageBuilder::InfrastructureConfiguration';

export function infrastructure(props?: InfrastructureConfigurationProps, stack: Stack = newStack()): InfrastructureConfiguration {
  return new InfrastructureConfiguration(stack, 'Infrastructure', props);
}

export function roleIn(stack: Stack): Role {
  return new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
}
