import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { arnComponents, ResourceKind } from '../common/naming';
import { checkPattern } from '../common/validate';
import { WorkflowFacts } from '../workflow/facts';
import type { WorkflowType } from '../workflow/workflow-type';

/** Names of the images that Amazon publishes for one operating system: by the kind of image, then by architecture. */
export type ManagedImageNames = Record<string, Record<string, string | undefined> | undefined>;

function both(name: string, container?: string): ManagedImageNames {
  return { AMI: { x86_64: `${name}-x86`, arm64: `${name}-arm64` }, DOCKER: { x86_64: container } };
}

function x86(name: string, container?: string): ManagedImageNames {
  return { AMI: { x86_64: `${name}-x86` }, DOCKER: { x86_64: container } };
}

/** The images that Amazon publishes, as of `aws imagebuilder list-images --owner Amazon`, which changes with releases. */
export const MANAGED_IMAGES = {
  amazonLinux2: both('amazon-linux-2', 'amazon-linux-x86-2'),
  amazonLinux2023: both('amazon-linux-2023', 'amazon-linux-2023-x86-2023'),
  macOs14: both('macos-sonoma'),
  macOs15: both('macos-sequoia'),
  redHatEnterpriseLinux10: both('red-hat-enterprise-linux-10'),
  suseLinuxEnterpriseServer15: both('suse-linux-enterprise-server-15'),
  ubuntuServer2204: both('ubuntu-server-22-lts', 'ubuntu-22-x86-22-04'),
  ubuntuServer2404: both('ubuntu-server-24-lts', 'ubuntu-24-x86-24-04'),
  windowsServer2016Core: x86('windows-server-2016-english-core-base', 'windows-server-2016-x86-core-ltsc2016-amd64'),
  windowsServer2016Full: x86('windows-server-2016-english-full-base'),
  windowsServer2019Core: x86('windows-server-2019-english-core-base', 'windows-server-2019-x86-core-ltsc2019-amd64'),
  windowsServer2019Full: x86('windows-server-2019-english-full-base'),
  windowsServer2022Core: x86('windows-server-2022-english-core-base'),
  windowsServer2022Full: x86('windows-server-2022-english-full-base'),
  windowsServer2025Core: x86('windows-server-2025-english-core-base'),
  windowsServer2025Full: x86('windows-server-2025-english-full-base'),
};

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
