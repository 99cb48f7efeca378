import { App, Stack } from 'aws-cdk-lib';
import { CfnInfrastructureConfiguration } from 'aws-cdk-lib/aws-imagebuilder';
import { BAD_NAME, judgedApp } from './apps';
import { FLAGS_OF_NEW_APPS } from '../support/feature-flags';

// What starts jest switches it off.
delete process.env.CDK_VALIDATION;

/** One of these flags makes the findings of the validator inside aws-cdk-lib errors. */
const FINDINGS_ARE_ERRORS = { context: FLAGS_OF_NEW_APPS };
jest.setTimeout(120_000);

test('the templates have no findings', () => {
  expect(() => judgedApp(FINDINGS_ARE_ERRORS).synth()).not.toThrow();
});

test('a template with a fault has one', () => {
  const app = new App(FINDINGS_ARE_ERRORS);
  new CfnInfrastructureConfiguration(new Stack(app, 'Bad'), 'Infrastructure', { name: BAD_NAME, instanceProfileName: 'profile' });
  expect(() => app.synth()).toThrow();
});
