import * as iam from 'aws-cdk-lib/aws-iam';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { checkWorkflow } from './check';
import { WorkflowFacts } from './facts';
import { stepPermissions } from './permissions';
import { WorkflowParameter } from './workflow-parameter';
import { WorkflowStep } from './workflow-step';
import { WorkflowValue } from './workflow-value';
import { orderedEntries } from '../common/canonical';
import { grantPermission } from '../common/permission';
import { omitEmpty } from '../common/render';
import { DocumentData } from '../document/document-data';
import { bindDocument, DocumentSource, fileSource, inlineSource, s3Source, withoutUndefined } from '../document/document-source';

/** Options of a workflow document besides its steps. */
export interface WorkflowDocumentOptions {
  /**
   * Parameters that a pipeline or an image can set, at most 25.
   *
   * @default - no parameters
   */
  readonly parameters?: WorkflowParameter[];

  /**
   * Outputs of the workflow for later workflows of the image, by name, at most 25.
   *
   * A build workflow of an AMI needs an output `ImageId`. Names must be unique among all workflows of an image.
   *
   * @default - no outputs
   */
  readonly outputs?: Record<string, WorkflowValue>;

  /**
   * The name of the document.
   *
   * @default - no name
   */
  readonly name?: string;

  /**
   * The description of the document, 1 to 1,024 characters.
   *
   * @default - no description
   */
  readonly description?: string;
}

/**
 * A workflow document, which contains the steps that a workflow runs one after the other.
 *
 * The `Workflow` that uses a document checks its names, its limits, the actions with their inputs, and the references between steps.
 *
 * #### Limitations
 *
 * - A document in Amazon S3 and a text with tokens are not checked.
 *
 * @example
 * const launch = new LaunchInstanceStep('Launch');
 * const instanceId = launch.instanceId;
 * const create = new CreateImageStep('CreateImage', { instanceId });
 * const document = WorkflowDocument.fromSteps([
 *   launch,
 *   new ExecuteComponentsStep('ExecuteComponents', { instanceId }),
 *   create,
 *   new TerminateInstanceStep('Terminate', { instanceId }),
 * ], { outputs: { ImageId: create.imageId } });
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/image-workflow-create-document.html
 */
export class WorkflowDocument {
  /**
   * Creates a document from steps.
   *
   * @param steps one to fifteen steps, in the order in which they run
   * @param options parameters, outputs, name and description of the document
   */
  public static fromSteps(steps: WorkflowStep[], options: WorkflowDocumentOptions = {}): WorkflowDocument {
    const content = (scope: Construct) => ({
      name: options.name,
      description: options.description,
      schemaVersion: '1.0',
      parameters: omitEmpty(options.parameters?.map((parameter) => parameter._render())),
      steps: steps.map((step) => withoutUndefined(step._render(scope))),
      outputs: omitEmpty(orderedEntries(options.outputs ?? {}).map(([name, value]) => ({ name, value: value._render() }))),
    });
    return new WorkflowDocument({ content: (scope) => withoutUndefined(content(scope)) }, steps);
  }

  /**
   * Creates a document from a map with the keys that Image Builder documents.
   *
   * @param content the content of the document, with `schemaVersion` and `steps`
   */
  public static fromObject(content: Record<string, unknown>): WorkflowDocument {
    return new WorkflowDocument({ content: () => content });
  }

  /**
   * Reads a document from a YAML or JSON file. The text is kept unchanged, with its comments.
   *
   * @param path the path of the file, absolute or relative to the working directory
   */
  public static fromFile(path: string): WorkflowDocument {
    return new WorkflowDocument(fileSource(path));
  }

  /**
   * Creates a document from YAML or JSON text.
   *
   * The text is kept unchanged, with its comments. A text with tokens is not checked, because its values are known only at deployment.
   *
   * @param text the document as YAML or JSON
   */
  public static fromInline(text: string): WorkflowDocument {
    return new WorkflowDocument(inlineSource(text));
  }

  /**
   * Uses a document in Amazon S3, which is not checked.
   *
   * CloudFormation does not detect changes of the object, so upload new content under a new key. The principal that deploys needs permission to
   * read the object.
   *
   * @param bucket the bucket that contains the document
   * @param key the key of the object
   */
  public static fromS3(bucket: IBucket, key: string): WorkflowDocument {
    return new WorkflowDocument(s3Source(bucket, key));
  }

  private constructor(private readonly source: DocumentSource, private readonly steps: WorkflowStep[] = []) {}

  /**
   * Checks the document, and returns it in the form of CloudFormation with what is known of it.
   *
   * @internal
   */
  public _bind(scope: Construct, type: string): { data: DocumentData; facts: WorkflowFacts } {
    const { data, root } = bindDocument(scope, this.source);
    if (root === undefined) {
      return { data, facts: { type } };
    }
    this.steps.forEach((step) => step._grantOthers(scope, this.steps));
    return {
      data,
      facts: {
        ...checkWorkflow(root, type),
        grantExecution: (role: iam.IRole) => {
          stepPermissions(scope, root).filter(({ inManagedPolicy }) => !inManagedPolicy).forEach((permission) => grantPermission(role, permission));
          this.steps.forEach((step) => step._grant(role));
        },
      },
    };
  }
}
