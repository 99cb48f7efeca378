import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { type IInfrastructureConfiguration, InfrastructureConfiguration } from './infrastructure-configuration';

const ID = 'GivenInfrastructureConfiguration';

/**
 * An infrastructure configuration with its methods.
 *
 * An L1 or another bare reference has none, so that it is imported when it is first asked for.
 */
export function withMethods(scope: Construct, given: refs.IInfrastructureConfigurationRef): IInfrastructureConfiguration {
  if ('grantRead' in given) {
    return given as IInfrastructureConfiguration;
  }
  return scope.node.tryFindChild(ID) as IInfrastructureConfiguration | undefined
    ?? InfrastructureConfiguration.fromInfrastructureConfigurationArn(scope, ID, given.infrastructureConfigurationRef.infrastructureConfigurationArn);
}
