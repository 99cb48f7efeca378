import { IResource, Resource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnWorkflow } from 'aws-cdk-lib/aws-imagebuilder';
import * as kms from 'aws-cdk-lib/aws-kms';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { Construct, IConstruct } from 'constructs';
import { WORKFLOW_FACTS } from './facts';
import { importWorkflow } from './import';
import { WorkflowAttributes, WorkflowProps } from './workflow-props';
import { WorkflowType } from './workflow-type';
import { WorkflowVersion } from './workflow-version';
import { isMarkedAs, markAs } from '../common/class-mark';
import { grantKey, withDecryption } from '../common/key-use';
import { physicalName, policyArnsOf, requiredName } from '../common/naming';
import { warnOfUnknownProperties } from '../common/property-names';
import { checkSameRegion } from '../common/regions';
import { omitEmpty } from '../common/render';
import { checkName, checkTags, checkText } from '../common/validate';

/** A workflow, which is what Image Builder does in one stage of a build. */
export interface IWorkflow extends IResource, refs.IWorkflowRef {
  /**
   * The ARN of the workflow.
   *
   * @attribute
   */
  readonly workflowArn: string;

  /**
   * The name of the workflow.
   *
   * @attribute
   */
  readonly workflowName: string;

  /**
   * The version of the workflow, whose last numbers can be `x` if the workflow is imported.
   *
   * @attribute
   */
  readonly workflowVersion: string;

  /** The stage in which the workflow runs. Undefined if the workflow was imported by an ARN that is a token. */
  readonly workflowType?: WorkflowType;

  /**
   * Grants a principal IAM actions on this workflow.
   *
   * @param grantee the principal that gets the permissions
   * @param actions IAM actions, for example `imagebuilder:GetWorkflow`
   */
  grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant;

  /**
   * Grants a principal permission to read this workflow and its document.
   *
   * @param grantee the principal that gets the permission
   */
  grantRead(grantee: iam.IGrantable): iam.Grant;
}

abstract class WorkflowBase extends Resource implements IWorkflow {
  public abstract readonly workflowArn: string;
  public abstract readonly workflowName: string;
  public abstract readonly workflowVersion: string;
  public abstract readonly workflowType?: WorkflowType;

  public get workflowRef(): refs.WorkflowReference {
    return { workflowArn: this.workflowArn };
  }

  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    const resourceArns = policyArnsOf(`workflow/${(this.workflowType ?? WorkflowType.BUILD).toLowerCase() as 'build'}`, this.workflowArn);
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns });
  }

  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, 'imagebuilder:GetWorkflow');
  }
}

/**
 * A workflow, which is what Image Builder does in one stage of a build.
 *
 * A changed document creates a new build of the same version, and changes the pipelines of the same stack that use the workflow.
 *
 * @example
 * const workflow = new Workflow(this, 'Approval', {
 *   workflowType: WorkflowType.TEST,
 *   document: WorkflowDocument.fromSteps([new WaitForActionStep('Approve', { topic: new sns.Topic(this, 'Topic') })]),
 * });
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-image-workflows.html
 * @resource AWS::ImageBuilder::Workflow
 */
@propertyInjectable
export class Workflow extends WorkflowBase {
  /** The identifier of this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-imagebuilder.Workflow';

  /**
   * Imports an existing workflow by its ARN.
   *
   * @param scope parent construct
   * @param id ID of the import within the parent
   * @param workflowArn ARN of a workflow, of one of its versions or of one build of a version
   */
  public static fromWorkflowArn(scope: Construct, id: string, workflowArn: string): IWorkflow {
    return Workflow.fromWorkflowAttributes(scope, id, { workflowArn });
  }

  /**
   * Imports the newest version of an existing workflow of the account and Region of the stack by its name.
   *
   * @param scope parent construct
   * @param id ID of the import within the parent
   * @param workflowName name of the workflow
   * @param workflowType the stage in which the workflow runs, because names are unique only within a stage
   */
  public static fromWorkflowName(scope: Construct, id: string, workflowName: string, workflowType: WorkflowType): IWorkflow {
    return Workflow.fromWorkflowAttributes(scope, id, { workflowName, workflowType });
  }

  /**
   * Imports an existing workflow by its ARN, or by its name, type and version.
   *
   * @param scope parent construct
   * @param id ID of the import within the parent
   * @param attrs the ARN, or the name, type and version of the workflow
   */
  public static fromWorkflowAttributes(scope: Construct, id: string, attrs: WorkflowAttributes): IWorkflow {
    warnOfUnknownProperties(scope, 'WorkflowAttributes', attrs);
    const known = importWorkflow(scope, attrs, Object.values(WorkflowType));

    class Import extends WorkflowBase {
      public readonly workflowArn = known.arn;
      public readonly workflowName = known.name;
      public readonly workflowVersion = known.version;
      public readonly workflowType = known.type;
    }
    const workflow = new Import(scope, id, { environmentFromArn: known.arn });
    WORKFLOW_FACTS.note(workflow, { type: known.type });
    return workflow;
  }

  /**
   * Whether a construct is a workflow that this library creates, and neither an import nor an L1.
   *
   * @param construct any construct
   */
  public static isWorkflow(construct: IConstruct): construct is Workflow {
    return isMarkedAs(construct, Workflow.PROPERTY_INJECTION_ID);
  }

  public readonly workflowName: string;
  public readonly workflowVersion: string;
  public readonly workflowType?: WorkflowType;

  private readonly kmsKey?: kms.IKey;

  private readonly resource: CfnWorkflow;

  constructor(scope: Construct, id: string, props: WorkflowProps) {
    super(scope, id, { physicalName: physicalName(props.workflowName, () => this) });
    markAs(this, Workflow.PROPERTY_INJECTION_ID);
    warnOfUnknownProperties(this, 'WorkflowProps', props);
    checkName(this, 'workflowName', props.workflowName);
    checkText(this, 'description', props.description);
    checkText(this, 'changeDescription', props.changeDescription);
    checkTags(this, 'tags', props.tags, 50);
    checkSameRegion(this, ['kmsKey', props.kmsKey]);

    this.workflowName = requiredName(props.workflowName, this.physicalName, this);
    this.workflowType = props.workflowType;
    this.workflowVersion = (props.workflowVersion ?? WorkflowVersion.of('1.0.0')).version;
    this.kmsKey = props.kmsKey;

    const { data, facts } = props.document._bind(this, props.workflowType);
    this.resource = new CfnWorkflow(this, 'Resource', {
      name: this.workflowName,
      version: this.workflowVersion,
      type: props.workflowType,
      ...data,
      description: props.description,
      changeDescription: props.changeDescription,
      kmsKeyId: props.kmsKey?.keyArn,
      tags: omitEmpty(props.tags),
    });
    WORKFLOW_FACTS.note(this, {
      ...facts,
      grantExecution: (role) => {
        grantKey(props.kmsKey, role, 'kms:Decrypt');
        facts.grantExecution?.(role);
      },
    });
  }

  public get workflowArn(): string {
    return this.resource.attrArn;
  }

  /**
   * The ARN that resolves to the newest version of the workflow when an image is built.
   *
   * @attribute
   */
  public get latestVersionArn(): string {
    return this.resource.attrLatestVersionArn;
  }

  /**
   * The ARN that resolves to the newest version with the same first number when an image is built.
   *
   * @attribute
   */
  public get latestMajorVersionArn(): string {
    return this.resource.attrLatestVersionMajor;
  }

  /**
   * The ARN that resolves to the newest version with the same first two numbers when an image is built.
   *
   * @attribute
   */
  public get latestMinorVersionArn(): string {
    return this.resource.attrLatestVersionMinor;
  }

  /**
   * The ARN that resolves to the newest build of this version when an image is built.
   *
   * @attribute
   */
  public get latestPatchVersionArn(): string {
    return this.resource.attrLatestVersionPatch;
  }

  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return withDecryption(super.grantRead(grantee), this.kmsKey, grantee);
  }
}
