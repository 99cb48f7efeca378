import { Construct } from 'constructs';
import { arnOfAmazon, checkManagedName, MANAGED_WORKFLOWS, ManagedWorkflow } from './names';
import { ANY_VERSION } from '../common/versions';
import { WORKFLOW_FACTS } from '../workflow/facts';
import { IWorkflow, Workflow } from '../workflow/workflow';
import { WorkflowType } from '../workflow/workflow-type';

/** How a workflow that Amazon publishes is known. */
export interface AmazonManagedWorkflowAttributes {
  /** The name, for example `build-image`. */
  readonly workflowName: string;

  /** The stage in which it runs. */
  readonly workflowType: WorkflowType;
}

/**
 * The workflows that Amazon publishes, in their newest version: the service supports no other.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-image-workflows.html#use-managed-workflows
 */
export class AmazonManagedWorkflow {
  /**
   * Builds a container image: what the service does by default.
   *
   * @param scope parent
   * @param id id within the parent
   */
  public static buildContainer(scope: Construct, id: string): IWorkflow {
    return AmazonManagedWorkflow.named(scope, id, MANAGED_WORKFLOWS.buildContainer);
  }

  /**
   * Builds an AMI: what the service does by default.
   *
   * @param scope parent
   * @param id id within the parent
   */
  public static buildImage(scope: Construct, id: string): IWorkflow {
    return AmazonManagedWorkflow.named(scope, id, MANAGED_WORKFLOWS.buildImage);
  }

  /**
   * Distributes a container image: what the service does by default.
   *
   * @param scope parent
   * @param id id within the parent
   */
  public static distributeContainer(scope: Construct, id: string): IWorkflow {
    return AmazonManagedWorkflow.named(scope, id, MANAGED_WORKFLOWS.distributeContainer);
  }

  /**
   * Distributes an AMI: what the service does by default.
   *
   * @param scope parent
   * @param id id within the parent
   */
  public static distributeImage(scope: Construct, id: string): IWorkflow {
    return AmazonManagedWorkflow.named(scope, id, MANAGED_WORKFLOWS.distributeImage);
  }

  /**
   * Builds a container image without waiting for more than the instance needs.
   *
   * @param scope parent
   * @param id id within the parent
   */
  public static expressBuildContainer(scope: Construct, id: string): IWorkflow {
    return AmazonManagedWorkflow.named(scope, id, MANAGED_WORKFLOWS.expressBuildContainer);
  }

  /**
   * Builds an AMI without waiting for more than the instance needs, and without collecting what is installed on it.
   *
   * @param scope parent
   * @param id id within the parent
   */
  public static expressBuildImage(scope: Construct, id: string): IWorkflow {
    return AmazonManagedWorkflow.named(scope, id, MANAGED_WORKFLOWS.expressBuildImage);
  }

  /**
   * Tests an AMI without waiting for more than the instance needs, and without collecting the findings of a scan.
   *
   * @param scope parent
   * @param id id within the parent
   */
  public static expressTestImage(scope: Construct, id: string): IWorkflow {
    return AmazonManagedWorkflow.named(scope, id, MANAGED_WORKFLOWS.expressTestImage);
  }

  /**
   * Tests a container image: what the service does by default.
   *
   * @param scope parent
   * @param id id within the parent
   */
  public static testContainer(scope: Construct, id: string): IWorkflow {
    return AmazonManagedWorkflow.named(scope, id, MANAGED_WORKFLOWS.testContainer);
  }

  /**
   * Tests an AMI, and collects the findings of its scan: what the service does by default.
   *
   * @param scope parent
   * @param id id within the parent
   */
  public static testImage(scope: Construct, id: string): IWorkflow {
    return AmazonManagedWorkflow.named(scope, id, MANAGED_WORKFLOWS.testImage);
  }

  /**
   * Any other workflow that Amazon publishes.
   *
   * @param scope parent
   * @param id id within the parent
   * @param attrs how it is known
   */
  public static fromAmazonManagedWorkflowAttributes(scope: Construct, id: string, attrs: AmazonManagedWorkflowAttributes): IWorkflow {
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
