import { App } from 'aws-cdk-lib';
import { GoldenContainerStack } from './golden-container-stack';

new GoldenContainerStack(new App(), 'GoldenContainer', { description: 'A hardened container image and what became of it' });
