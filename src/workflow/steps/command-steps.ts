import { WorkflowInstanceStepProps, WorkflowStep, WorkflowStepProps } from '../workflow-step';
import { WorkflowValue } from '../workflow-value';

/** A step that runs a command on an instance with Systems Manager. */
export abstract class WorkflowCommandStep extends WorkflowStep {
  /** The id of the command. */
  public readonly runCommandId: WorkflowValue;

  /** What became of the command. */
  public readonly status: WorkflowValue;

  /** What the command has written. */
  public readonly commandOutput: WorkflowValue;

  /**
   * @param name unique within its document
   * @param props what the step does, and how
   */
  constructor(name: string, props: WorkflowStepProps) {
    super(name, props);
    this.runCommandId = this.output('runCommandId');
    this.status = this.output('status');
    this.commandOutput = this.output('output');
  }
}

/** Runs the components of the recipe: their build and validate phases in a build workflow, their test phases in a test workflow. */
export class ExecuteComponentsStep extends WorkflowCommandStep {
  /**
   * @param name unique within its document
   * @param props which instance, and how the step behaves
   */
  constructor(name: string, props: WorkflowInstanceStepProps) {
    super(name, { ...props, action: 'ExecuteComponents', inputs: { instanceId: props.instanceId } });
  }
}

/** Installs what an instance needs to build containers. */
export class BootstrapInstanceForContainerStep extends WorkflowCommandStep {
  /**
   * @param name unique within its document
   * @param props which instance, and how the step behaves
   */
  constructor(name: string, props: WorkflowInstanceStepProps) {
    super(name, { ...props, action: 'BootstrapInstanceForContainer', inputs: { instanceId: props.instanceId } });
  }
}

/** Lets Amazon Inspector scan an instance, and keeps the findings with the image. In test workflows only. */
export class CollectImageScanFindingsStep extends WorkflowCommandStep {
  /**
   * @param name unique within its document
   * @param props which instance, and how the step behaves
   */
  constructor(name: string, props: WorkflowInstanceStepProps) {
    super(name, { ...props, action: 'CollectImageScanFindings', inputs: { instanceId: props.instanceId } });
  }
}

/** Prepares a Windows instance for its image. On other platforms the step is skipped. */
export class RunSysPrepStep extends WorkflowCommandStep {
  /**
   * @param name unique within its document
   * @param props which instance, and how the step behaves
   */
  constructor(name: string, props: WorkflowInstanceStepProps) {
    super(name, { ...props, action: 'RunSysPrep', inputs: { instanceId: props.instanceId } });
  }
}

/** Removes keys, histories and logs from a Linux instance before its image is made. On other platforms the step is skipped. */
export class SanitizeInstanceStep extends WorkflowCommandStep {
  /**
   * @param name unique within its document
   * @param props which instance, and how the step behaves
   */
  constructor(name: string, props: WorkflowInstanceStepProps) {
    super(name, { ...props, action: 'SanitizeInstance', inputs: { instanceId: props.instanceId } });
  }
}

/** Which document of Systems Manager runs, and how. */
export interface RunCommandStepProps extends WorkflowInstanceStepProps {
  /** Name or ARN of the document. The execution role is allowed to run it. */
  readonly documentName: string;

  /**
   * The version of the document.
   *
   * @default "$DEFAULT"
   */
  readonly documentVersion?: string;

  /**
   * The values of the document's parameters: each is a list.
   *
   * @default - the document's defaults
   */
  readonly parameters?: Record<string, string[]>;
}

/** Runs a document of Systems Manager on an instance. */
export class RunCommandStep extends WorkflowCommandStep {
  /**
   * @param name unique within its document
   * @param props which document and instance, and how the step behaves
   */
  constructor(name: string, props: RunCommandStepProps) {
    const { instanceId, documentName, documentVersion, parameters } = props;
    super(name, { ...props, action: 'RunCommand', inputs: { instanceId, documentName, documentVersion, parameters } });
  }
}

/** Collects the operating system version and the packages of an instance for the image. In workflows of AMIs only. */
export class CollectImageMetadataStep extends WorkflowStep {
  /** Name and version of the operating system. */
  public readonly osVersion: WorkflowValue;

  /** The id of the association with which Systems Manager collects. */
  public readonly associationId: WorkflowValue;

  /**
   * @param name unique within its document
   * @param props which instance, and how the step behaves
   */
  constructor(name: string, props: WorkflowInstanceStepProps) {
    super(name, { ...props, action: 'CollectImageMetadata', inputs: { instanceId: props.instanceId } });
    this.osVersion = this.output('osVersion');
    this.associationId = this.output('associationId');
  }
}
