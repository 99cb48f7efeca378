import { Construct } from 'constructs';
import { arnOfAmazon, checkManagedName, MANAGED_WORKFLOWS, ManagedWorkflow } from './names';
import { warnOfUnknownProperties } from '../common/property-names';
import { ANY_VERSION } from '../common/versions';
import { WORKFLOW_FACTS } from '../workflow/facts';
import { IWorkflow, Workflow } from '../workflow/workflow';
import { WorkflowType } from '../workflow/workflow-type';

/** Attributes of a workflow that Amazon publishes. */
export interface AmazonManagedWorkflowAttributes {
  /** The name of the workflow, for example `build-image`. */
  readonly workflowName: string;

  /** The type of the workflow. */
  readonly workflowType: WorkflowType;
}

/**
 * The workflows that Amazon publishes, in the newest version, which is the only version that Image Builder supports.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-image-workflows.html#use-managed-workflows
 *
 * @example
 * new ImagePipeline(this, 'Pipeline', {
 *   recipe,
 *   workflows: [
 *     { workflow: AmazonManagedWorkflow.buildImage(this, 'Build') },
 *     { workflow: AmazonManagedWorkflow.testImage(this, 'Test') },
 *   ],
 * });
 */
export class AmazonManagedWorkflow {
  /**
   * Builds a container image, as Image Builder does by default.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   */
  public static buildContainer(scope: Construct, id: string): IWorkflow {
    return AmazonManagedWorkflow.named(scope, id, MANAGED_WORKFLOWS.buildContainer);
  }

  /**
   * Builds an AMI, as Image Builder does by default.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   */
  public static buildImage(scope: Construct, id: string): IWorkflow {
    return AmazonManagedWorkflow.named(scope, id, MANAGED_WORKFLOWS.buildImage);
  }

  /**
   * Distributes a container image, as Image Builder does by default.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   */
  public static distributeContainer(scope: Construct, id: string): IWorkflow {
    return AmazonManagedWorkflow.named(scope, id, MANAGED_WORKFLOWS.distributeContainer);
  }

  /**
   * Distributes an AMI, as Image Builder does by default.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   */
  public static distributeImage(scope: Construct, id: string): IWorkflow {
    return AmazonManagedWorkflow.named(scope, id, MANAGED_WORKFLOWS.distributeImage);
  }

  /**
   * Builds a container image in less time, without waiting longer than the instance needs.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   */
  public static expressBuildContainer(scope: Construct, id: string): IWorkflow {
    return AmazonManagedWorkflow.named(scope, id, MANAGED_WORKFLOWS.expressBuildContainer);
  }

  /**
   * Builds an AMI without waiting longer than the instance needs, and without collecting what is installed on it.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   */
  public static expressBuildImage(scope: Construct, id: string): IWorkflow {
    return AmazonManagedWorkflow.named(scope, id, MANAGED_WORKFLOWS.expressBuildImage);
  }

  /**
   * Tests an AMI without waiting longer than the instance needs, and without collecting the findings of a scan.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   */
  public static expressTestImage(scope: Construct, id: string): IWorkflow {
    return AmazonManagedWorkflow.named(scope, id, MANAGED_WORKFLOWS.expressTestImage);
  }

  /**
   * Tests a container image, as Image Builder does by default.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   */
  public static testContainer(scope: Construct, id: string): IWorkflow {
    return AmazonManagedWorkflow.named(scope, id, MANAGED_WORKFLOWS.testContainer);
  }

  /**
   * Tests an AMI, and collects the findings of its scan, as Image Builder does by default.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   */
  public static testImage(scope: Construct, id: string): IWorkflow {
    return AmazonManagedWorkflow.named(scope, id, MANAGED_WORKFLOWS.testImage);
  }

  /**
   * Any other workflow that Amazon publishes, by name and type.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param attrs name and type of the workflow
   */
  public static fromAmazonManagedWorkflowAttributes(scope: Construct, id: string, attrs: AmazonManagedWorkflowAttributes): IWorkflow {
    warnOfUnknownProperties(scope, 'AmazonManagedWorkflowAttributes', attrs);
    checkManagedName(scope, 'workflowName', attrs.workflowName);
    return AmazonManagedWorkflow.named(scope, id, { name: attrs.workflowName, type: attrs.workflowType });
  }

  private static named(scope: Construct, id: string, { name, ...facts }: ManagedWorkflow): IWorkflow {
    const workflowArn = arnOfAmazon(scope, `workflow/${facts.type.toLowerCase() as 'build'}`, name, ANY_VERSION);
    const workflow = Workflow.fromWorkflowAttributes(scope, id, { workflowArn, workflowType: WorkflowType[facts.type] });
    WORKFLOW_FACTS.note(workflow, facts);
    return workflow;
  }

  private constructor() {}
}
