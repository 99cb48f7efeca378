import { App } from 'aws-cdk-lib';
import { multiRegionDistribution } from './multi-region-distribution';

multiRegionDistribution(new App(), { sourceAccountId: '111122223333', targetAccountId: '444455556666' });
