import { App } from 'aws-cdk-lib';
import { CustomWorkflowStack } from './custom-workflow-stack';

new CustomWorkflowStack(new App(), 'CustomWorkflow', { description: 'An AMI that somebody approves before it is made' });
