import { App } from 'aws-cdk-lib';
import { EverythingStack } from './everything-stack';

new EverythingStack(new App(), 'Everything', { description: 'An AMI and a container image, with every type of resource' });
