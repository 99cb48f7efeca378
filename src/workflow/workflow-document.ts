import { Token } from 'aws-cdk-lib';
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
import { checkText } from '../common/validate';
import { DocumentData, jsonText, renderData } from '../document/document-data';
import { parseDocument, readDocumentFile } from '../document/document-file';
import { DocumentNode } from '../document/document-node';

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

/** Where the content of a document comes from. */
interface Source {
  /** The content with its tokens, if it is known. */
  readonly content?: (scope: Construct) => Record<string, unknown>;
  /** The text as somebody wrote it. */
  readonly text?: string;
  readonly file?: string;
  readonly uri?: string;
  readonly steps?: WorkflowStep[];
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
      steps: steps.map((step) => defined(step._render(scope))),
      outputs: omitEmpty(Object.entries(options.outputs ?? {}).map(([name, value]) => ({ name, value: value._render() }))),
    });
    return new WorkflowDocument({ content: (scope) => defined(content(scope)), steps });
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
    const text = readDocumentFile(path);
    const content = parseDocument(text, path);
    return new WorkflowDocument({ content: () => content, text, file: path });
  }

  /**
   * A document that is text already, as YAML or JSON.
   *
   * @param text kept as it is. A text with tokens is not checked, because only the deployment knows it
   */
  public static fromInline(text: string): WorkflowDocument {
    const content = Token.isUnresolved(text) ? undefined : parseDocument(text);
    return new WorkflowDocument({ content: content && (() => content), text });
  }

  /**
   * A document in Amazon S3. It is not checked, and another object has to have another key: CloudFormation does not see what is in it.
   *
   * @param bucket the bucket; whoever deploys has to be allowed to read it
   * @param key key of the object
   */
  public static fromS3(bucket: IBucket, key: string): WorkflowDocument {
    checkText(undefined, 'key', key);
    return new WorkflowDocument({ uri: bucket.s3UrlForObject(key) });
  }

  private constructor(private readonly source: Source) {}

  /**
   * The document as CloudFormation takes it, checked, and what is known of it.
   *
   * @internal
   */
  public _bind(scope: Construct, type: string): { data: DocumentData; facts: WorkflowFacts } {
    const { file, steps = [], uri } = this.source;
    const content = this.source.content?.(scope);
    const data = uri === undefined ? renderData(scope, 'document', this.source.text ?? jsonText(scope, content)) : { uri };
    if (content === undefined) {
      return { data, facts: { type } };
    }
    const root = DocumentNode.root(scope, content, file);
    return {
      data,
      facts: {
        ...checkWorkflow(root, type),
        grantExecution: (role: iam.IRole) => {
          stepPermissions(scope, root).filter(({ inManagedPolicy }) => !inManagedPolicy).forEach((permission) => grantPermission(role, permission));
          steps.forEach((step) => step._grant(role));
        },
      },
    };
  }
}

/** A map without what is not given. Empty inputs stay. */
function defined(map: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== undefined));
}
