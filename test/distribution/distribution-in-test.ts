import { DistributionConfiguration, DistributionConfigurationProps } from '../../src/distribution/distribution-configuration';
import { newStack } from '../support/synth';

export const env = { account: '123456789012', region: 'eu-central-1' };
export const amiName = 'golden-{{ imagebuilder:buildDate }}';

export function distribution(
  props: DistributionConfigurationProps = { amiDistributions: [{ amiName }] }, stack = newStack(),
): DistributionConfiguration {
  return new DistributionConfiguration(stack, 'Distribution', props);
}
