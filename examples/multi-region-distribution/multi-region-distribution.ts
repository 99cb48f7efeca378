import { App } from 'aws-cdk-lib';
import { DistributionStack } from './distribution-stack';
import { TargetStack } from './target-stack';

/** The accounts of the distribution. */
export interface Accounts {
  /** The account in which Image Builder runs. */
  readonly sourceAccountId: string;

  /** The account that gets copies of the AMI. */
  readonly targetAccountId: string;
}

/** A stack in each account. That of the target comes first: without its role no AMI comes into the account. */
export function multiRegionDistribution(app: App, { sourceAccountId, targetAccountId }: Accounts): void {
  const parameterName = '/golden/ami';
  const target = new TargetStack(app, 'Target', {
    env: { account: targetAccountId, region: 'us-east-1' },
    sourceAccountId,
    parameterName,
    description: 'Lets AMIs of another account in',
  });
  const distribution = new DistributionStack(app, 'Distribution', {
    env: { account: sourceAccountId, region: 'us-east-1' },
    targetAccountId,
    parameterName,
    regions: ['eu-central-1'],
    description: 'An AMI for several Regions of two accounts',
  });
  distribution.addStackDependency(target);
}
