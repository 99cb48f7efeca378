import { App, Stack } from 'aws-cdk-lib';
import { CfnInfrastructureConfiguration } from 'aws-cdk-lib/aws-imagebuilder';
import { BAD_NAME, judgedApp } from './apps';
import { FLAGS_OF_NEW_APPS } from '../support/feature-flags';

// What starts jest switches it off.
delete process.env.CDK_VALIDATION;

/** With this flag, which new apps have, the findings of the validator inside aws-cdk-lib are errors. */
const FINDINGS_ARE_ERRORS = { context: { '@aws-cdk/core:validateAgainstDefaultRules': true } };
jest.setTimeout(120_000);

test.each([['with that flag alone', FINDINGS_ARE_ERRORS], ['with all feature flags of new apps', { context: FLAGS_OF_NEW_APPS }]])(
  'the templates have no findings, %s', (_, props) => {
    expect(() => judgedApp(props).synth()).not.toThrow();
  },
);

test('a template with a fault has one', () => {
  const app = new App(FINDINGS_ARE_ERRORS);
  new CfnInfrastructureConfiguration(new Stack(app, 'Bad'), 'Infrastructure', { name: BAD_NAME, instanceProfileName: 'profile' });
  expect(() => app.synth()).toThrow();
});
