import { createHash } from 'crypto';
import { Lazy, Stack } from 'aws-cdk-lib';
import { CfnDistributionConfiguration } from 'aws-cdk-lib/aws-imagebuilder';
import { IConstruct } from 'constructs';
import { canonical } from '../common/canonical';

/**
 * A description of a pipeline that changes with the distribution of its images, or undefined if the distribution is imported.
 *
 * A distribution configuration keeps its ARN when it changes, and only a build distributes an image. Image Builder gives a pipeline another deployment ID
 * when its configuration changes, of which the description is the only part without another effect.
 */
export function descriptionWithDistribution(distribution: IConstruct): string | undefined {
  const resource = distribution.node.defaultChild ?? distribution;
  return CfnDistributionConfiguration.isCfnDistributionConfiguration(resource) ? Lazy.string({
    // Entries can be added until synthesis.
    produce: () => `A deployment builds an image when the distribution changes: ${hashOf(Stack.of(resource).resolve(resource.distributions))}`,
  }) : undefined;
}

function hashOf(distributions: unknown): string {
  return createHash('sha256').update(JSON.stringify(canonical(distributions))).digest('hex').slice(0, 8);
}
