/** The CDK app of the end-to-end test of every type of resource: the example, in the variant that `VARIANT` describes. */
import { App, Tags } from 'aws-cdk-lib';
import { EverythingVariant } from './everything-variant';
import { EverythingStack } from '../../examples/everything/everything-stack';

const { team, hardening, smokeTest, ...props } = JSON.parse(process.env.VARIANT!) as EverythingVariant;
const app = new App();
const stack = new EverythingStack(app, 'Everything', { ...props, hardening: hardening && [...hardening], smokeTest: smokeTest && [...smokeTest] });
Tags.of(stack).add('Team', team);
app.synth();
