import { App } from 'aws-cdk-lib';
import { MonitorStack } from './monitor-stack';

new MonitorStack(new App(), 'Monitor', { description: 'A weekly AMI, and everything that becomes of its builds' });
