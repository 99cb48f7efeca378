import { App } from 'aws-cdk-lib';
import { HistoryStack } from './history-stack';

new HistoryStack(new App(), 'History', {
  organizationId: 'o-exampleorgid', bucketName: 'example-corp-build-history', description: 'The builds of all accounts',
});
