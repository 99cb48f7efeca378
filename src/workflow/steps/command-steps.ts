import { WorkflowInstanceStepProps, WorkflowStep, WorkflowStepProps } from '../workflow-step';
import { WorkflowValue } from '../workflow-value';

/**
 * A step that runs a command on an instance through AWS Systems Manager.
 *
 * @example
 * const instanceId = new LaunchInstanceStep('Launch').instanceId;
 * const command: WorkflowCommandStep = new RunCommandStep('Kernel', {
 *   instanceId,
 *   documentName: 'AWS-RunShellScript',
 *   parameters: { commands: ['uname -r'] },
 * });
 * const kernel = command.commandOutput;
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html
 */
export abstract class WorkflowCommandStep extends WorkflowStep {
  /** Reference to the ID of the command. */
  public readonly runCommandId: WorkflowValue;

  /** Reference to the status of the command. */
  public readonly status: WorkflowValue;

  /** Reference to the output that the command wrote. */
  public readonly commandOutput: WorkflowValue;

  /**
   * @param name the name of the step, unique within its document
   * @param props the action of the step, its inputs and its options
   */
  constructor(name: string, props: WorkflowStepProps) {
    super(name, props);
    this.runCommandId = this.output('runCommandId');
    this.status = this.output('status');
    this.commandOutput = this.output('output');
  }
}

/**
 * Runs the components of the recipe.
 *
 * A build workflow runs the build and validate phases, and a test workflow runs the test phases. Not available in distribution workflows.
 *
 * @example
 * const launch = new LaunchInstanceStep('Launch');
 * WorkflowDocument.fromSteps([
 *   launch,
 *   new ExecuteComponentsStep('Test', { instanceId: launch.instanceId }),
 *   new TerminateInstanceStep('Terminate', { instanceId: launch.instanceId }),
 * ]);
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html
 */
export class ExecuteComponentsStep extends WorkflowCommandStep {
  /**
   * @param name the name of the step, unique within its document
   * @param props the instance, and options of the step
   */
  constructor(name: string, props: WorkflowInstanceStepProps) {
    super(name, { ...props, action: 'ExecuteComponents', inputs: { instanceId: props.instanceId } });
  }
}

/**
 * Installs the tools on an instance that building container images needs.
 *
 * @example
 * const launch = new LaunchInstanceStep('Launch');
 * WorkflowDocument.fromSteps([
 *   launch,
 *   new BootstrapInstanceForContainerStep('Bootstrap', { instanceId: launch.instanceId }),
 *   new ExecuteComponentsStep('Build', { instanceId: launch.instanceId }),
 *   new TerminateInstanceStep('Terminate', { instanceId: launch.instanceId }),
 * ]);
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html
 */
export class BootstrapInstanceForContainerStep extends WorkflowCommandStep {
  /**
   * @param name the name of the step, unique within its document
   * @param props the instance, and options of the step
   */
  constructor(name: string, props: WorkflowInstanceStepProps) {
    super(name, { ...props, action: 'BootstrapInstanceForContainer', inputs: { instanceId: props.instanceId } });
  }
}

/**
 * Collects the findings of the Amazon Inspector scan of an instance for the image.
 *
 * Available only in test workflows, and needs image scanning of the pipeline or image.
 *
 * @example
 * const launch = new LaunchInstanceStep('Launch');
 * WorkflowDocument.fromSteps([
 *   launch,
 *   new CollectImageScanFindingsStep('CollectFindings', { instanceId: launch.instanceId }),
 *   new TerminateInstanceStep('Terminate', { instanceId: launch.instanceId }),
 * ]);
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html
 */
export class CollectImageScanFindingsStep extends WorkflowCommandStep {
  /**
   * @param name the name of the step, unique within its document
   * @param props the instance, and options of the step
   */
  constructor(name: string, props: WorkflowInstanceStepProps) {
    super(name, { ...props, action: 'CollectImageScanFindings', inputs: { instanceId: props.instanceId } });
  }
}

/**
 * Runs Sysprep on a Windows instance before the image is created. The step is skipped on other platforms.
 *
 * @example
 * const instanceId = new LaunchInstanceStep('Launch').instanceId;
 * const sysPrep = new RunSysPrepStep('SysPrep', { instanceId });
 * const create = new CreateImageStep('CreateImage', { instanceId });
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html
 */
export class RunSysPrepStep extends WorkflowCommandStep {
  /**
   * @param name the name of the step, unique within its document
   * @param props the instance, and options of the step
   */
  constructor(name: string, props: WorkflowInstanceStepProps) {
    super(name, { ...props, action: 'RunSysPrep', inputs: { instanceId: props.instanceId } });
  }
}

/**
 * Removes keys, histories and logs from a Linux instance before the image is created. The step is skipped on other platforms.
 *
 * @example
 * const instanceId = new LaunchInstanceStep('Launch').instanceId;
 * const sanitize = new SanitizeInstanceStep('Sanitize', { instanceId });
 * const create = new CreateImageStep('CreateImage', { instanceId });
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html
 */
export class SanitizeInstanceStep extends WorkflowCommandStep {
  /**
   * @param name the name of the step, unique within its document
   * @param props the instance, and options of the step
   */
  constructor(name: string, props: WorkflowInstanceStepProps) {
    super(name, { ...props, action: 'SanitizeInstance', inputs: { instanceId: props.instanceId } });
  }
}

/** Properties of a step that runs a document of AWS Systems Manager. */
export interface RunCommandStepProps extends WorkflowInstanceStepProps {
  /** The name or ARN of the document. The execution role gets permission to run the document. */
  readonly documentName: string;

  /**
   * The version of the document.
   *
   * @default "$DEFAULT"
   */
  readonly documentVersion?: string;

  /**
   * Values of the parameters of the document, by name. Each value is a list.
   *
   * @default - the default values of the document
   */
  readonly parameters?: Record<string, string[]>;
}

/**
 * Runs a document of AWS Systems Manager on an instance.
 *
 * @example
 * const instanceId = new LaunchInstanceStep('Launch').instanceId;
 * const command = new RunCommandStep('Kernel', {
 *   instanceId,
 *   documentName: 'AWS-RunShellScript',
 *   parameters: { commands: ['uname -r'] },
 * });
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html
 */
export class RunCommandStep extends WorkflowCommandStep {
  /**
   * @param name the name of the step, unique within its document
   * @param props the document, the instance, and options of the step
   */
  constructor(name: string, props: RunCommandStepProps) {
    const { instanceId, documentName, documentVersion, parameters } = props;
    super(name, { ...props, action: 'RunCommand', inputs: { instanceId, documentName, documentVersion, parameters } });
  }
}

/**
 * Collects the operating system version and the packages of an instance for the image.
 *
 * Available only in workflows of AMIs.
 *
 * @example
 * const instanceId = new LaunchInstanceStep('Launch').instanceId;
 * const metadata = new CollectImageMetadataStep('CollectMetadata', {
 *   instanceId,
 *   condition: WorkflowCondition.booleanEquals(WorkflowVariable.COLLECT_IMAGE_METADATA, true),
 * });
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html
 */
export class CollectImageMetadataStep extends WorkflowStep {
  /** Reference to the name and version of the operating system. */
  public readonly osVersion: WorkflowValue;

  /** Reference to the ID of the Systems Manager association that collects the packages. */
  public readonly associationId: WorkflowValue;

  /**
   * @param name the name of the step, unique within its document
   * @param props the instance, and options of the step
   */
  constructor(name: string, props: WorkflowInstanceStepProps) {
    super(name, { ...props, action: 'CollectImageMetadata', inputs: { instanceId: props.instanceId } });
    this.osVersion = this.output('osVersion');
    this.associationId = this.output('associationId');
  }
}
