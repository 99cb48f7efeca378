import { IResource, Resource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnWorkflow } from 'aws-cdk-lib/aws-imagebuilder';
import * as kms from 'aws-cdk-lib/aws-kms';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { WORKFLOW_FACTS } from './facts';
import { importWorkflow } from './import';
import { WorkflowDocument } from './workflow-document';
import { WorkflowType } from './workflow-type';
import { WorkflowVersion } from './workflow-version';
import { physicalName, policyArnsOf } from '../common/naming';
import { omitEmpty } from '../common/render';
import { checkName, checkTags, checkText } from '../common/validate';

/** A workflow: what Image Builder does in one stage of a build. */
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
   * The version of the workflow, where the last numbers of an imported one may be `x`.
   *
   * @attribute
   */
  readonly workflowVersion: string;

  /** The stage in which the workflow runs, unless it was imported by an ARN that is a token. */
  readonly workflowType?: WorkflowType;

  /**
   * Allows actions on this workflow.
   *
   * @param grantee who may
   * @param actions IAM actions, for example `imagebuilder:GetWorkflow`
   */
  grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant;

  /**
   * Allows to read this workflow and its document.
   *
   * @param grantee who may
   */
  grantRead(grantee: iam.IGrantable): iam.Grant;
}

/** Properties of a workflow. */
export interface WorkflowProps {
  /** The stage in which the workflow runs. */
  readonly workflowType: WorkflowType;

  /** What the workflow does. Above 16,000 bytes it is uploaded as an asset. */
  readonly document: WorkflowDocument;

  /**
   * The name of the workflow.
   *
   * @default - a unique name in lower case
   */
  readonly workflowName?: string;

  /**
   * The version of the workflow. A changed workflow keeps it and gets the next build number.
   *
   * @default WorkflowVersion.of('1.0.0')
   */
  readonly workflowVersion?: WorkflowVersion;

  /**
   * What the workflow is for.
   *
   * @default - the workflow is shown without a description
   */
  readonly description?: string;

  /**
   * What is different in this version.
   *
   * @default - the version is shown without a description of the change
   */
  readonly changeDescription?: string;

  /**
   * The key that encrypts the document. Execution roles of pipelines and images that use the workflow are allowed to decrypt with it.
   *
   * @default - a key that belongs to the service
   */
  readonly kmsKey?: kms.IKey;

  /**
   * Tags of the workflow.
   *
   * @default - the tags of the stack
   */
  readonly tags?: Record<string, string>;
}

/** How an existing workflow is known: by its ARN, or by its name and type. */
export interface WorkflowAttributes {
  /**
   * The ARN of the workflow.
   *
   * @default - made of type, name and version
   */
  readonly workflowArn?: string;

  /**
   * The name of the workflow. It needs `workflowType`.
   *
   * @default - taken from the ARN
   */
  readonly workflowName?: string;

  /**
   * The stage in which the workflow runs.
   *
   * @default - taken from the ARN, and unknown if that is a token
   */
  readonly workflowType?: WorkflowType;

  /**
   * The version of the workflow, where the last numbers may be `x`: the newest that exists when the image is built.
   *
   * @default - taken from the ARN, or else "x.x.x", the newest version
   */
  readonly workflowVersion?: string;
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
 * A workflow: what Image Builder does in one stage of a build.
 *
 * A change of the document makes a new build of the same version, and with it a change of the pipelines of the same stack that use it.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-image-workflows.html
 * @resource AWS::ImageBuilder::Workflow
 */
export class Workflow extends WorkflowBase {
  /**
   * An existing workflow, by its ARN.
   *
   * @param scope parent
   * @param id id within the parent
   * @param workflowArn ARN of a workflow, of one of its versions or of one build of a version
   */
  public static fromWorkflowArn(scope: Construct, id: string, workflowArn: string): IWorkflow {
    return Workflow.fromWorkflowAttributes(scope, id, { workflowArn });
  }

  /**
   * The newest version of an existing workflow of this account and Region, by its name.
   *
   * @param scope parent
   * @param id id within the parent
   * @param workflowName name of the workflow
   * @param workflowType the stage in which it runs, because names are unique within a stage only
   */
  public static fromWorkflowName(scope: Construct, id: string, workflowName: string, workflowType: WorkflowType): IWorkflow {
    return Workflow.fromWorkflowAttributes(scope, id, { workflowName, workflowType });
  }

  /**
   * An existing workflow, by its ARN or by name, type and version.
   *
   * @param scope parent
   * @param id id within the parent
   * @param attrs how the workflow is known
   */
  public static fromWorkflowAttributes(scope: Construct, id: string, attrs: WorkflowAttributes): IWorkflow {
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

  public readonly workflowArn: string;
  public readonly workflowName: string;
  public readonly workflowVersion: string;
  public readonly workflowType?: WorkflowType;

  /**
   * The ARN of whatever version is the newest when an image is built.
   *
   * @attribute
   */
  public readonly latestVersionArn: string;

  /**
   * The ARN of whatever version with the same first number is the newest when an image is built.
   *
   * @attribute
   */
  public readonly latestMajorVersionArn: string;

  /**
   * The ARN of whatever version with the same first two numbers is the newest when an image is built.
   *
   * @attribute
   */
  public readonly latestMinorVersionArn: string;

  /**
   * The ARN of this version in whatever build is the newest when an image is built.
   *
   * @attribute
   */
  public readonly latestPatchVersionArn: string;

  private readonly kmsKey?: kms.IKey;

  constructor(scope: Construct, id: string, props: WorkflowProps) {
    super(scope, id, { physicalName: physicalName(props.workflowName, () => this) });
    checkName(this, 'workflowName', props.workflowName);
    checkText(this, 'description', props.description);
    checkText(this, 'changeDescription', props.changeDescription);
    checkTags(this, 'tags', props.tags, 50);

    this.workflowName = this.physicalName;
    this.workflowType = props.workflowType;
    this.workflowVersion = (props.workflowVersion ?? WorkflowVersion.of('1.0.0')).version;
    this.kmsKey = props.kmsKey;

    const { data, facts } = props.document._bind(this, props.workflowType);
    const resource = new CfnWorkflow(this, 'Resource', {
      name: this.physicalName,
      version: this.workflowVersion,
      type: props.workflowType,
      ...data,
      description: props.description,
      changeDescription: props.changeDescription,
      kmsKeyId: props.kmsKey?.keyArn,
      tags: omitEmpty(props.tags),
    });
    this.workflowArn = resource.attrArn;
    this.latestVersionArn = resource.attrLatestVersionArn;
    this.latestMajorVersionArn = resource.attrLatestVersionMajor;
    this.latestMinorVersionArn = resource.attrLatestVersionMinor;
    this.latestPatchVersionArn = resource.attrLatestVersionPatch;
    WORKFLOW_FACTS.note(this, {
      ...facts,
      grantExecution: (role) => {
        props.kmsKey?.grantDecrypt(role);
        facts.grantExecution?.(role);
      },
    });
  }

  public grantRead(grantee: iam.IGrantable): iam.Grant {
    const read = super.grantRead(grantee);
    return this.kmsKey === undefined ? read : read.combine(this.kmsKey.grantDecrypt(grantee));
  }
}
