import { ArnParts, formatArn, parseArn, partitionOf } from '../arns';
import { WorkflowType } from '../scenario';

/** A step of a workflow document, as far as an execution shows it. */
export interface StepDefinition {
  readonly name: string;
  readonly action: string;
  readonly onFailure?: 'Abort' | 'Continue';
  readonly timeoutSeconds?: number;
}

const MINUTE = 60;
const launch = (name: string): StepDefinition => ({ name, action: 'LaunchInstance', timeoutSeconds: 75 * MINUTE });
const bootstrap = (name: string): StepDefinition => ({ name, action: 'BootstrapInstanceForContainer', timeoutSeconds: 60 * MINUTE });
const components = (name: string): StepDefinition => ({ name, action: 'ExecuteComponents', timeoutSeconds: 720 * MINUTE });
const terminate = (name: string): StepDefinition => ({ name, action: 'TerminateInstance', onFailure: 'Continue', timeoutSeconds: 30 * MINUTE });
const collectFindings: StepDefinition = { name: 'CollectImageScanFindings', action: 'CollectImageScanFindings', timeoutSeconds: 120 * MINUTE };
const inventory: StepDefinition = { name: 'InventoryCollection', action: 'CollectImageMetadata', timeoutSeconds: 30 * MINUTE };
const sanitize: StepDefinition[] = [
  { name: 'RunSanitizeScript', action: 'SanitizeInstance', timeoutSeconds: 60 * MINUTE },
  { name: 'RunSysPrepScript', action: 'RunSysPrep', timeoutSeconds: 60 * MINUTE },
];
const createAmi: StepDefinition = { name: 'CreateOutputAMI', action: 'CreateImage', timeoutSeconds: 720 * MINUTE };

/** The workflows that AWS offers, by type and name, with their steps. */
const MANAGED: Record<string, StepDefinition[]> = {
  'build/build-image': [
    launch('LaunchBuildInstance'), components('ApplyBuildComponents'), inventory, ...sanitize, createAmi, terminate('TerminateBuildInstance'),
  ],
  'build/express-build-image': [
    launch('LaunchBuildInstance'), components('ApplyBuildComponents'), ...sanitize, createAmi, terminate('TerminateBuildInstance'),
  ],
  'build/build-container': [
    launch('LaunchBuildInstance'), bootstrap('BootstrapBuildInstance'), components('ApplyBuildComponents'), terminate('TerminateBuildInstance'),
  ],
  'build/express-build-container': [
    launch('LaunchBuildInstance'), bootstrap('BootstrapBuildInstance'), components('ApplyBuildComponents'), terminate('TerminateBuildInstance'),
  ],
  'test/test-image': [launch('LaunchTestInstance'), components('ApplyTestComponents'), collectFindings, terminate('TerminateTestInstance')],
  'test/express-test-image': [launch('LaunchTestInstance'), components('ApplyTestComponents'), terminate('TerminateTestInstance')],
  'test/test-container': [
    launch('LaunchTestInstance'), bootstrap('BootstrapTestInstance'), components('ApplyTestComponents'), collectFindings,
    terminate('TerminateTestInstance'),
  ],
  'distribution/distribute-image': [
    { name: 'DistributeImage', action: 'DistributeImage', timeoutSeconds: 360 * MINUTE },
    { name: 'ModifyImageAttributes', action: 'ModifyImageAttributes', timeoutSeconds: 120 * MINUTE },
    { name: 'ApplyImageConfigurations', action: 'ApplyImageConfigurations', timeoutSeconds: 360 * MINUTE },
  ],
  'distribution/distribute-container': [
    launch('LaunchDistributionInstance'), bootstrap('BootstrapDistributionInstance'),
    { name: 'DistributeContainerImage', action: 'DistributeContainerImage', timeoutSeconds: 120 * MINUTE },
    terminate('TerminateDistributionInstance'),
  ],
};

/** The version that each of them has. */
export const MANAGED_BUILD = { version: '1.0.3', build: 1 };

/** All of them. */
export function managedWorkflows(): { readonly type: WorkflowType; readonly name: string; readonly steps: readonly StepDefinition[] }[] {
  return Object.entries(MANAGED).map(([key, steps]) => {
    const [type, name] = key.split('/');
    return { type: type.toUpperCase() as WorkflowType, name, steps };
  });
}

/** The steps of a workflow that AWS manages, or nothing when AWS has none of this name. */
export function managedSteps({ noun, name }: ArnParts): readonly StepDefinition[] | undefined {
  return MANAGED[`${noun.replace('workflow/', '')}/${name}`];
}

/** The build version that a reference to a workflow of AWS means. */
export function managedBuildVersion(reference: string): string {
  return formatArn({ ...parseArn(reference)!, ...MANAGED_BUILD });
}

/** The build version of the workflow that runs when none is named. */
export function defaultWorkflow(type: WorkflowType, imageType: 'AMI' | 'DOCKER', region: string): string {
  const verb = { BUILD: 'build', TEST: 'test', DISTRIBUTION: 'distribute' }[type];
  return formatArn({
    partition: partitionOf(region),
    region,
    account: 'aws',
    noun: `workflow/${type.toLowerCase()}`,
    name: `${verb}-${imageType === 'DOCKER' ? 'container' : 'image'}`,
    ...MANAGED_BUILD,
  });
}
