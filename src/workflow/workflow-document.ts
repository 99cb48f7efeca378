import * as iam from 'aws-cdk-lib/aws-iam';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { checkWorkflow } from './check';
import { WorkflowFacts } from './facts';
import { stepPermissions } from './permissions';
import { WorkflowParameter } from './workflow-parameter';
import { WorkflowStep } from './workflow-step';
import { WorkflowValue } from './workflow-value';
import { grantPermission } from '../common/permission';
import { omitEmpty } from '../common/render';
import { DocumentData } from '../document/document-data';
import { bindDocument, DocumentSource, fileSource, inlineSource, s3Source, withoutUndefined } from '../document/document-source';

/** What a workflow document has beside its steps. */
export interface WorkflowDocumentOptions {
  /**
   * What pipelines and images can set: at most 25 parameters.
   *
   * @default - the workflow takes no parameters
   */
  readonly parameters?: WorkflowParameter[];

  /**
   * What the workflow hands on, by name: at most 25 references. A build workflow of AMIs needs `ImageId`. Names are unique among all workflows
   * of an image.
   *
   * @default - nothing
   */
  readonly outputs?: Record<string, WorkflowValue>;

  /**
   * The name of the document.
   *
   * @default - the document has none
   */
  readonly name?: string;

  /**
   * What the document is for.
   *
   * @default - the document has no description
   */
  readonly description?: string;
}

/**
 * What a workflow does: steps, one after the other.
 *
 * Whatever form it comes in, it is checked when a `Workflow` takes it: names, limits, actions and their inputs, and what steps refer to.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/image-workflow-create-document.html
 */
export class WorkflowDocument {
  /**
   * A document of steps.
   *
   * @param steps one to fifteen, in the order in which they run
   * @param options what the document has beside them
   */
  public static fromSteps(steps: WorkflowStep[], options: WorkflowDocumentOptions = {}): WorkflowDocument {
    const content = (scope: Construct) => ({
      name: options.name,
      description: options.description,
      schemaVersion: '1.0',
      parameters: omitEmpty(options.parameters?.map((parameter) => parameter._render())),
      steps: steps.map((step) => withoutUndefined(step._render(scope))),
      outputs: omitEmpty(Object.entries(options.outputs ?? {}).map(([name, value]) => ({ name, value: value._render() }))),
    });
    return new WorkflowDocument({ content: (scope) => withoutUndefined(content(scope)) }, steps);
  }

  /**
   * A document as a map, with the names that the service documents.
   *
   * @param content the document, with `schemaVersion` and `steps`
   */
  public static fromObject(content: Record<string, unknown>): WorkflowDocument {
    return new WorkflowDocument({ content: () => content });
  }

  /**
   * A document in a file, as YAML or JSON. Its text is kept as it is, with its comments.
   *
   * @param path absolute, or from the working directory
   */
  public static fromFile(path: string): WorkflowDocument {
    return new WorkflowDocument(fileSource(path));
  }

  /**
   * A document that is text already, as YAML or JSON.
   *
   * @param text kept as it is. A text with tokens is not checked, because only the deployment knows it
   */
  public static fromInline(text: string): WorkflowDocument {
    return new WorkflowDocument(inlineSource(text));
  }

  /**
   * A document in Amazon S3. It is not checked, and another object has to have another key: CloudFormation does not see what is in it.
   *
   * @param bucket the bucket; whoever deploys has to be allowed to read it
   * @param key key of the object
   */
  public static fromS3(bucket: IBucket, key: string): WorkflowDocument {
    return new WorkflowDocument(s3Source(bucket, key));
  }

  private constructor(private readonly source: DocumentSource, private readonly steps: WorkflowStep[] = []) {}

  /**
   * The document as CloudFormation takes it, checked, and what is known of it.
   *
   * @internal
   */
  public _bind(scope: Construct, type: string): { data: DocumentData; facts: WorkflowFacts } {
    const { data, root } = bindDocument(scope, this.source);
    if (root === undefined) {
      return { data, facts: { type } };
    }
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
