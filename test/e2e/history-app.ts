import { App, Stack } from 'aws-cdk-lib';
import { BuildHistory } from 'cdk-imagebuilder';

/** A history, with the names that the test needs. */
const stack = new Stack(new App(), 'History');
new BuildHistory(stack, 'Builds', {
  organizationId: 'o-exampleorgid', bucketName: 'build-history', databaseName: 'build_history', workGroupName: 'build-history',
});
