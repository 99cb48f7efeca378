import { App } from 'aws-cdk-lib';
import { GoldenAmiStack } from './golden-ami-stack';

new GoldenAmiStack(new App(), 'GoldenAmi', { description: 'A hardened AMI and what became of it' });
