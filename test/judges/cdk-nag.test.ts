import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { AwsSolutionsChecks, HIPAASecurityChecks, NagPack, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { judgedApp, judgedReports } from './apps';
import { ReportFunctions } from '../../src';
import { FLAGS_OF_NEW_APPS } from '../support/feature-flags';

jest.setTimeout(120_000);

/** Rules with findings that nobody acknowledged. */
function findings(app: App, pack: NagPack = new AwsSolutionsChecks()): string[] {
  Validations.of(app).addPlugins(pack);
  try {
    app.synth();
    return [];
  } catch {
    const report = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8'));
    return report.pluginReports.flatMap((plugin: any) => plugin.violations).flatMap((violation: any) =>
      (violation.violatingConstructs ?? [{}]).map(({ constructPath }: any) => `${violation.ruleName} ${constructPath}`));
  }
}

// The flags change how ARNs and policies are written, and acknowledgements name ARNs.
test.each([['without feature flags', {}], ['with the feature flags of new apps', FLAGS_OF_NEW_APPS]])(
  'the AwsSolutions pack finds nothing that is not acknowledged, %s', (_, context) => {
    expect(findings(judgedApp({ context }))).toEqual([]);
  },
);

test('the AwsSolutions pack finds a wildcard that is not acknowledged', () => {
  const app = new App();
  const role = new iam.Role(new Stack(app, 'Bad'), 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }));
  expect(findings(app).join()).toMatch(/AwsSolutions-IAM5/);
});

test.each([
  ['HIPAA', () => new HIPAASecurityChecks()], ['NIST 800-53 R5', () => new NIST80053R5Checks()], ['PCI DSS 3.2.1', () => new PCIDSS321Checks()],
])('the %s pack finds nothing in reports whose functions have a key and a VPC that is not acknowledged', (_, pack) => {
  const app = new App();
  const stack = new Stack(app, 'Reports');
  const own = new Stack(app, 'Network');
  ReportFunctions.configure(stack, { logEncryptionKey: new kms.Key(own, 'Key', { enableKeyRotation: true }), vpc: new ec2.Vpc(own, 'Vpc') });
  judgedReports(stack, 'arn:aws:imagebuilder:us-east-1:111122223333:image-pipeline/golden');
  expect(findings(app, pack()).filter((finding) => / Reports\//.test(finding))).toEqual([]);
});
