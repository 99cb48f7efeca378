import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { InvalidInputError } from './common/errors';
import { noteTraits } from './common/known-facts';
import { arnComponents, ResourceKind } from './common/naming';
import { Platform } from './common/platform';
import { checkPattern } from './common/validate';
import { ANY_VERSION, checkVersionReference } from './common/versions';
import { Component, IComponent } from './component/component';
import { MANAGED_COMPONENTS, MANAGED_WORKFLOWS, ManagedWorkflow } from './private/managed-names';
import { IWorkflow, Workflow } from './workflow/workflow';
import { WorkflowType } from './workflow/workflow-type';

/** What Amazon publishes stands in ARNs with an account of this name. */
const AMAZON = 'aws';

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

  private static named(scope: Construct, id: string, { name, ...traits }: ManagedWorkflow): IWorkflow {
    const workflowArn = arnOfAmazon(scope, `workflow/${traits.type.toLowerCase() as 'build'}`, name, ANY_VERSION);
    const workflow = Workflow.fromWorkflowAttributes(scope, id, { workflowArn, workflowType: WorkflowType[traits.type] });
    noteTraits(workflow, { workflow: traits });
    return workflow;
  }

  private constructor() {}
}

/** Which component that Amazon publishes. */
export interface AmazonManagedComponentOptions {
  /** The operating system family: Linux or Windows. */
  readonly platform: Platform;

  /**
   * The version, where the last numbers may be `x`: the newest that exists when the image is built.
   *
   * @default - "x.x.x", the newest version
   */
  readonly componentVersion?: string;
}

/** How a component that Amazon publishes is known. */
export interface AmazonManagedComponentAttributes {
  /** The name, for example `amazon-cloudwatch-agent-linux`. */
  readonly componentName: string;

  /**
   * The version, where the last numbers may be `x`: the newest that exists when the image is built.
   *
   * @default - "x.x.x", the newest version
   */
  readonly componentVersion?: string;
}

/**
 * The components that Amazon publishes.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/use-managed-components.html
 */
export class AmazonManagedComponent {
  /**
   * Installs version 2 of the AWS CLI.
   *
   * @param scope parent
   * @param id id within the parent
   * @param options which of them
   */
  public static awsCliV2(scope: Construct, id: string, options: AmazonManagedComponentOptions): IComponent {
    return AmazonManagedComponent.named(scope, id, MANAGED_COMPONENTS.awsCliV2, options);
  }

  /**
   * Says hello: shows that components run.
   *
   * @param scope parent
   * @param id id within the parent
   * @param options which of them
   */
  public static helloWorld(scope: Construct, id: string, options: AmazonManagedComponentOptions): IComponent {
    return AmazonManagedComponent.named(scope, id, MANAGED_COMPONENTS.helloWorld, options);
  }

  /**
   * Installs Python 3.
   *
   * @param scope parent
   * @param id id within the parent
   * @param options which of them
   */
  public static python3(scope: Construct, id: string, options: AmazonManagedComponentOptions): IComponent {
    return AmazonManagedComponent.named(scope, id, MANAGED_COMPONENTS.python3, options);
  }

  /**
   * Reboots the instance.
   *
   * @param scope parent
   * @param id id within the parent
   * @param options which of them
   */
  public static reboot(scope: Construct, id: string, options: AmazonManagedComponentOptions): IComponent {
    return AmazonManagedComponent.named(scope, id, MANAGED_COMPONENTS.reboot, options);
  }

  /**
   * Hardens the instance as a Security Technical Implementation Guide says.
   *
   * @param scope parent
   * @param id id within the parent
   * @param options which of them
   * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/ib-stig.html
   */
  public static stigBuild(scope: Construct, id: string, options: AmazonManagedComponentOptions): IComponent {
    return AmazonManagedComponent.named(scope, id, MANAGED_COMPONENTS.stigBuild, options);
  }

  /**
   * Installs the updates of the operating system.
   *
   * @param scope parent
   * @param id id within the parent
   * @param options which of them
   */
  public static updateOs(scope: Construct, id: string, options: AmazonManagedComponentOptions): IComponent {
    return AmazonManagedComponent.named(scope, id, MANAGED_COMPONENTS.updateOs, options);
  }

  /**
   * The newest version of any other component that Amazon publishes.
   *
   * @param scope parent
   * @param id id within the parent
   * @param amazonManagedComponentName its name
   */
  public static fromAmazonManagedComponentName(scope: Construct, id: string, amazonManagedComponentName: string): IComponent {
    return AmazonManagedComponent.fromAmazonManagedComponentAttributes(scope, id, { componentName: amazonManagedComponentName });
  }

  /**
   * Any other component that Amazon publishes.
   *
   * @param scope parent
   * @param id id within the parent
   * @param attrs how it is known
   */
  public static fromAmazonManagedComponentAttributes(scope: Construct, id: string, attrs: AmazonManagedComponentAttributes): IComponent {
    const version = attrs.componentVersion ?? ANY_VERSION;
    checkManagedName(scope, 'componentName', attrs.componentName);
    checkVersionReference(scope, 'componentVersion', version);
    return Component.fromComponentArn(scope, id, arnOfAmazon(scope, 'component', attrs.componentName, version));
  }

  private static named(scope: Construct, id: string, name: string, { platform, componentVersion }: AmazonManagedComponentOptions): IComponent {
    if (platform === Platform.MACOS) {
      throw new InvalidInputError({ prop: 'platform', problem: 'Unsupported', rule: 'be Linux or Windows, because Amazon publishes no others', got: platform }, scope);
    }
    const componentName = `${name}-${platform.toLowerCase()}`;
    const component = AmazonManagedComponent.fromAmazonManagedComponentAttributes(scope, id, { componentName, componentVersion });
    noteTraits(component, { platform });
    return component;
  }

  private constructor() {}
}

function checkManagedName(scope: Construct, prop: string, name: string): void {
  checkPattern(scope, prop, name, /^[a-z0-9-_]+$/, 'be a name as it stands in ARNs: lower-case letters, digits, hyphens');
}

function arnOfAmazon(scope: Construct, kind: ResourceKind, name: string, version: string): string {
  return Stack.of(scope).formatArn({ ...arnComponents(kind, name, version), account: AMAZON });
}
