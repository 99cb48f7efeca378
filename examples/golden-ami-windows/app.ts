import { App } from 'aws-cdk-lib';
import { WindowsStack } from './windows-stack';

new WindowsStack(new App(), 'GoldenWindows', { description: 'An updated AMI of Windows Server and what became of it' });
