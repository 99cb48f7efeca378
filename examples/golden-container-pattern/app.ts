import { App } from 'aws-cdk-lib';
import { ContainerStack } from './container-stack';

new ContainerStack(new App(), 'GoldenContainerImage', { description: 'A container image that passed its scan, and what became of it' });
