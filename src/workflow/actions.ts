import { InputKind } from '../document/input-kind';

/** What Image Builder documents of a step action. */
export interface WorkflowActionRule {
  /** Inputs without which the step fails, and optional inputs. */
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Outputs to which later steps can refer. */
  readonly outputs: readonly string[];
  /** The default time limit and the longest time limit, in seconds. */
  readonly timeout: number;
  readonly longest: number;
  /** Types of workflows in which the action is allowed. */
  readonly types: readonly string[];
  /** The kind of image that the action creates or works on, if there is only one. */
  readonly imageType?: string;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const INSTANCE = ['instanceId'];
const COMMAND = ['runCommandId', 'status', 'output'];

/** The kinds of images, with the names of the service. */
export const AMI = 'AMI';
export const DOCKER = 'Docker';

const EVERYWHERE: Pick<WorkflowActionRule, 'types' | 'optional'> = { types: ['BUILD', 'TEST', 'DISTRIBUTION'], optional: [] };
const DISTRIBUTION: Pick<WorkflowActionRule, 'types' | 'optional'> = { types: ['DISTRIBUTION'], optional: [] };

/**
 * The documented step actions.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html
 */
export const WORKFLOW_ACTIONS: Record<string, WorkflowActionRule | undefined> = {
  ApplyImageConfigurations: {
    ...DISTRIBUTION, required: ['distributedImages'], optional: ['configurations'], outputs: ['configuredImages'], timeout: 6 * HOUR, longest: 12 * HOUR, imageType: AMI,
  },
  BootstrapInstanceForContainer: { ...EVERYWHERE, required: INSTANCE, outputs: COMMAND, timeout: HOUR, longest: 12 * HOUR, imageType: DOCKER },
  CollectImageMetadata: { ...EVERYWHERE, required: INSTANCE, outputs: ['osVersion', 'associationId'], timeout: 30 * MINUTE, longest: 12 * HOUR, imageType: AMI },
  CollectImageScanFindings: { types: ['TEST'], optional: [], required: INSTANCE, outputs: COMMAND, timeout: 2 * HOUR, longest: 12 * HOUR },
  CreateImage: { ...EVERYWHERE, required: INSTANCE, outputs: ['imageId'], timeout: 12 * HOUR, longest: 3 * DAY, imageType: AMI },
  CreateImageFromIso: {
    ...EVERYWHERE, required: INSTANCE, outputs: ['amiName', 'snapshotId', 'architecture'], timeout: 12 * HOUR, longest: 12 * HOUR, imageType: AMI,
  },
  DistributeContainerImage: {
    ...DISTRIBUTION, required: INSTANCE, outputs: ['status', 'succeededRegions', 'failedRegions'], timeout: 2 * HOUR, longest: 12 * HOUR, imageType: DOCKER,
  },
  DistributeImage: {
    ...DISTRIBUTION, required: [], optional: ['distributions'], outputs: ['distributedImages'], timeout: 6 * HOUR, longest: 12 * HOUR, imageType: AMI,
  },
  ExecuteComponents: { types: ['BUILD', 'TEST'], optional: [], required: INSTANCE, outputs: COMMAND, timeout: 12 * HOUR, longest: DAY },
  ExecuteStateMachine: {
    ...EVERYWHERE, required: ['stateMachineArn'], optional: ['input'], outputs: ['executionArn', 'output'], timeout: 6 * HOUR, longest: DAY,
  },
  LaunchInstance: {
    ...EVERYWHERE,
    required: ['waitFor'],
    optional: ['imageIdOverride', 'instanceTypesOverride', 'healthCheck'],
    outputs: ['instanceId'],
    timeout: 75 * MINUTE,
    longest: 12 * HOUR,
  },
  ModifyImageAttributes: {
    ...DISTRIBUTION, required: ['distributedImages'], optional: ['attributes'], outputs: ['modifiedImages'], timeout: 2 * HOUR, longest: 3 * HOUR, imageType: AMI,
  },
  RegisterImage: {
    ...EVERYWHERE,
    required: [],
    optional: [
      'architecture', 'blockDeviceMapping', 'bootMode', 'description', 'enaSupport', 'imageLocation', 'imdsSupport', 'includeSnapshotTags', 'kernelId',
      'ramdiskId', 'rootDeviceName', 'sriovNetSupport', 'tpmSupport', 'uefiData', 'virtualizationType',
    ],
    outputs: ['imageId'],
    timeout: 9 * HOUR,
    longest: 12 * HOUR,
    imageType: AMI,
  },
  RunCommand: {
    ...EVERYWHERE, required: ['instanceId', 'documentName'], optional: ['parameters', 'documentVersion'], outputs: COMMAND, timeout: 12 * HOUR, longest: 12 * HOUR,
  },
  RunSysPrep: { ...EVERYWHERE, required: INSTANCE, outputs: COMMAND, timeout: HOUR, longest: 12 * HOUR, imageType: AMI },
  SanitizeInstance: { ...EVERYWHERE, required: INSTANCE, outputs: COMMAND, timeout: HOUR, longest: 12 * HOUR, imageType: AMI },
  TerminateInstance: { ...EVERYWHERE, required: INSTANCE, optional: ['waitForTermination'], outputs: [], timeout: 30 * MINUTE, longest: 12 * HOUR },
  WaitForAction: {
    ...EVERYWHERE, required: [], optional: ['snsTopicArn', 'lambdaFunctionName', 'payload'], outputs: ['action', 'reason'], timeout: 3 * DAY, longest: 7 * DAY,
  },
  WaitForSSMAgent: { ...EVERYWHERE, required: INSTANCE, outputs: ['status'], timeout: HOUR, longest: 3 * HOUR },
};

/** Variables that Image Builder provides to every workflow, as `$.imagebuilder.<name>`. */
export const WORKFLOW_VARIABLES: readonly string[] = [
  'cloudWatchLogGroup', 'cloudWatchLogStream', 'collectImageMetadata', 'collectImageScanFindings', 'imageBuildNumber', 'imageId', 'imageName', 'imageType',
  'imageVersionNumber', 'instanceProfileName', 'platform', 's3Logs', 'securityGroups', 'sourceImageARN', 'subnetId', 'terminateInstanceOnFailure',
  'workflowPhase', 'workingDirectory',
];

/** The longest time limit of any action, in seconds. */
export const LONGEST_STEP = 7 * DAY;

const KINDS: Readonly<Record<string, InputKind>> = {
  attributes: 'maps',
  blockDeviceMapping: 'maps',
  configurations: 'maps',
  distributions: 'maps',
  // A result of another step.
  distributedImages: 'any',
  enaSupport: 'boolean',
  includeSnapshotTags: 'boolean',
  instanceTypesOverride: 'texts',
  parameters: 'textsByName',
  waitForTermination: 'boolean',
};

/** What the value of a documented input can be. All actions agree on what a name means. */
export function inputKindOf(name: string): InputKind {
  return KINDS[name] ?? 'text';
}
