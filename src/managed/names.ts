import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { arnComponents, ResourceKind } from '../common/naming';
import { checkPattern } from '../common/validate';
import { WorkflowFacts } from '../workflow/facts';
import type { WorkflowType } from '../workflow/workflow-type';

/** The components that Amazon publishes. The name of the platform follows each name. */
export const MANAGED_COMPONENTS = {
  awsCliV2: 'aws-cli-version-2',
  helloWorld: 'hello-world',
  python3: 'python-3',
  reboot: 'reboot',
  stigBuild: 'stig-build',
  updateOs: 'update',
};

/** A workflow that Amazon publishes, and what is known about the workflow. */
export interface ManagedWorkflow extends WorkflowFacts {
  readonly name: string;
  readonly type: keyof typeof WorkflowType;
}

/** The workflows that Amazon publishes. */
export const MANAGED_WORKFLOWS = {
  buildContainer: { type: 'BUILD', name: 'build-container', imageType: 'Docker' },
  buildImage: { type: 'BUILD', name: 'build-image', imageType: 'AMI' },
  distributeContainer: { type: 'DISTRIBUTION', name: 'distribute-container', imageType: 'Docker' },
  distributeImage: { type: 'DISTRIBUTION', name: 'distribute-image', imageType: 'AMI' },
  expressBuildContainer: { type: 'BUILD', name: 'express-build-container', imageType: 'Docker' },
  expressBuildImage: { type: 'BUILD', name: 'express-build-image', imageType: 'AMI' },
  // The workflow collects no findings of a scan. Its other steps are not published.
  expressTestImage: { type: 'TEST', name: 'express-test-image', imageType: 'AMI', actions: [] },
  testContainer: { type: 'TEST', name: 'test-container', imageType: 'Docker' },
  testImage: { type: 'TEST', name: 'test-image', imageType: 'AMI' },
} satisfies Record<string, ManagedWorkflow>;

/** The account in ARNs of resources that Amazon publishes. */
const AMAZON = 'aws';

/** Refuses a name that no resource of Amazon can have. */
export function checkManagedName(scope: Construct, prop: string, name: string): void {
  checkPattern(scope, prop, name, /^[a-z0-9-_]+$/, 'be a name as it stands in ARNs: lower-case letters, digits, hyphens');
}

/** The ARN of a resource that Amazon publishes, in the partition and Region of the stack. */
export function arnOfAmazon(scope: Construct, kind: ResourceKind, name: string, version: string): string {
  return Stack.of(scope).formatArn({ ...arnComponents(kind, name, version), account: AMAZON });
}
