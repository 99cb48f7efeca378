import * as kms from 'aws-cdk-lib/aws-kms';
import { WorkflowDocument } from './workflow-document';
import { WorkflowType } from './workflow-type';
import { WorkflowVersion } from './workflow-version';

/** Properties of a workflow. */
export interface WorkflowProps {
  /** The stage in which the workflow runs. */
  readonly workflowType: WorkflowType;

  /** The document with the steps of the workflow. A document of more than 16,000 bytes is uploaded as an asset. */
  readonly document: WorkflowDocument;

  /**
   * The name of the workflow.
   *
   * @default - a unique name in lower case
   */
  readonly workflowName?: string;

  /**
   * The version of the workflow. A changed workflow keeps its version and gets the next build number.
   *
   * @default WorkflowVersion.of('1.0.0')
   */
  readonly workflowVersion?: WorkflowVersion;

  /**
   * The description of the workflow, at most 1,024 characters.
   *
   * @default - no description
   */
  readonly description?: string;

  /**
   * The description of what changed in this version, at most 1,024 characters.
   *
   * @default - no description of the change
   */
  readonly changeDescription?: string;

  /**
   * The KMS key that encrypts the document. Execution roles that use the workflow get permission to decrypt with the key.
   *
   * @default - a key that Image Builder owns
   */
  readonly kmsKey?: kms.IKey;

  /**
   * Tags of the workflow, at most 50.
   *
   * @default - the tags of the stack
   */
  readonly tags?: Record<string, string>;
}

/** Attributes of an existing workflow: either its ARN, or its name and type. */
export interface WorkflowAttributes {
  /**
   * The ARN of the workflow.
   *
   * @default - built from type, name and version
   */
  readonly workflowArn?: string;

  /**
   * The name of the workflow. Requires `workflowType`, because names are unique only within a stage.
   *
   * @default - taken from the ARN
   */
  readonly workflowName?: string;

  /**
   * The stage in which the workflow runs.
   *
   * @default - taken from the ARN, and unknown if the ARN is a token
   */
  readonly workflowType?: WorkflowType;

  /**
   * The version of the workflow, whose last numbers can be `x` for the newest version that exists when an image is built.
   *
   * @default - taken from the ARN, otherwise `x.x.x`, which is the newest version
   */
  readonly workflowVersion?: string;
}
