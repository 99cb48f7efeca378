/** The CDK app with the monitor of the examples as it is, and with one whose role lacks the action of `DENIED`. */
import { App } from 'aws-cdk-lib';
import { deny } from './deny';
import { MonitorStack } from '../../examples/monitor/monitor-stack';

const app = new App();
const whole = new MonitorStack(app, 'Monitor');
const trimmed = new MonitorStack(app, 'Trimmed');
trimmed.addDependency(whole);
deny(trimmed, process.env.DENIED!);
app.synth();
