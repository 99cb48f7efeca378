import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import { judgedApp } from './apps';

jest.setTimeout(120_000);

/** Rules with findings that nobody acknowledged. */
function findings(app: App): string[] {
  Validations.of(app).addPlugins(new AwsSolutionsChecks());
  try {
    app.synth();
    return [];
  } catch {
    const report = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8'));
    return report.pluginReports.flatMap((plugin: any) => plugin.violations).flatMap((violation: any) =>
      (violation.violatingConstructs ?? [{}]).map(({ constructPath }: any) => `${violation.ruleName} ${constructPath}`));
  }
}

test('the AwsSolutions pack finds nothing that is not acknowledged', () => {
  expect(findings(judgedApp({}))).toEqual([]);
});

test('the AwsSolutions pack finds a wildcard that is not acknowledged', () => {
  const app = new App();
  const role = new iam.Role(new Stack(app, 'Bad'), 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }));
  expect(findings(app).join()).toMatch(/AwsSolutions-IAM5/);
});
