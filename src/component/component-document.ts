import * as iam from 'aws-cdk-lib/aws-iam';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { checkComponent, ComponentParameters } from './check';
import { ComponentStep } from './component-step';
import { checkNameInDocument, closeReferences } from './references';
import { InvalidInputError } from '../common/errors';
import { allGrants } from '../common/instance-grants';
import { Platform } from '../common/platform';
import { omitEmpty } from '../common/render';
import { DocumentData } from '../document/document-data';
import { bindDocument, DocumentSource, fileSource, inlineSource, s3Source, withoutUndefined } from '../document/document-source';

/** The phases that Image Builder runs. */
export enum ComponentPhaseName {
  /** On the build instance, before the image is made. */
  BUILD = 'build',
  /** On the build instance, when the build phases of all components are through. */
  VALIDATE = 'validate',
  /** On an instance started from the new image. */
  TEST = 'test',
  /** On the host of a container that is tested. */
  CONTAINER_HOST_TEST = 'container-host-test',
}

/** One phase of a component document. */
export interface ComponentPhase {
  /** When the phase runs. */
  readonly name: ComponentPhaseName;

  /** What it does, in order. */
  readonly steps: ComponentStep[];
}

/** A parameter of a component, which a recipe can set. Its value stands in logs: it is no place for secrets. */
export interface ComponentParameter {
  /**
   * The value when the recipe sets none.
   *
   * @default - the recipe has to set a value
   */
  readonly defaultValue?: string;

  /**
   * What the parameter is for.
   *
   * @default - the parameter is shown without a description
   */
  readonly description?: string;
}

/** What a component document has beside its steps. */
export interface ComponentDocumentOptions {
  /**
   * The parameters by their names. A step uses one by holding `ComponentDocument.reference('Name')` in what it is told.
   *
   * @default - the component takes no parameters
   */
  readonly parameters?: Record<string, ComponentParameter>;

  /**
   * Values that recipes cannot change, by their names. Steps use them like parameters.
   *
   * @default - no constants
   */
  readonly constants?: Record<string, string>;
}

/** The steps of a component document, by the phase in which they run. At least one phase needs a step. */
export interface ComponentSteps extends ComponentDocumentOptions {
  /**
   * Steps on the build instance, before the image is made.
   *
   * @default - nothing is done while the image is built
   */
  readonly buildSteps?: ComponentStep[];

  /**
   * Steps on the build instance, when the build steps of all components are through.
   *
   * @default - nothing is validated
   */
  readonly validateSteps?: ComponentStep[];

  /**
   * Steps on an instance started from the new image.
   *
   * @default - nothing is tested
   */
  readonly testSteps?: ComponentStep[];

  /**
   * Steps on the host of a container that is tested.
   *
   * @default - nothing is tested there
   */
  readonly containerHostTestSteps?: ComponentStep[];
}

/** What a component takes of its document. */
interface Bound {
  readonly data: DocumentData;
  /** Nothing is known of a document that is not known itself. */
  readonly parameters?: ComponentParameters;
  readonly grantToInstances?: (role: iam.IRole) => void;
}

/**
 * What a component does: phases with steps.
 *
 * Whatever form it comes in, it is checked when a `Component` takes it: names, actions and their inputs, and what steps refer to. Above 16,000 bytes
 * it is uploaded to Amazon S3.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html
 */
export class ComponentDocument {
  /**
   * A document of steps for each phase.
   *
   * @param steps the steps, by the phase in which they run
   */
  public static fromSteps(steps: ComponentSteps): ComponentDocument {
    return ComponentDocument.fromPhases([
      { name: ComponentPhaseName.BUILD, steps: steps.buildSteps ?? [] },
      { name: ComponentPhaseName.VALIDATE, steps: steps.validateSteps ?? [] },
      { name: ComponentPhaseName.TEST, steps: steps.testSteps ?? [] },
      { name: ComponentPhaseName.CONTAINER_HOST_TEST, steps: steps.containerHostTestSteps ?? [] },
    ].filter((phase) => phase.steps.length > 0), steps);
  }

  /**
   * A document of phases.
   *
   * @param phases at least one, each with at least one step
   * @param options what the document has beside them
   */
  public static fromPhases(phases: ComponentPhase[], options: ComponentDocumentOptions = {}): ComponentDocument {
    const { parameters = {}, constants = {} } = options;
    if (phases.length === 0 || phases.some((phase) => phase.steps.length === 0)) {
      throw new InvalidInputError({ prop: 'document', problem: 'Required', rule: 'have at least one phase, and at least one step in each phase' });
    }
    const content = {
      schemaVersion: '1.0',
      parameters: omitEmpty(Object.entries(parameters)
        .map(([name, { defaultValue, description }]) => ({ [name]: { type: 'string', default: defaultValue, description } }))),
      constants: omitEmpty(Object.entries(constants).map(([name, value]) => ({ [name]: { type: 'string', value } }))),
      phases: closeReferences(phases.map(({ name, steps }) => ({ name, steps: steps.map((step) => step._render()) }))),
    };
    return new ComponentDocument({ content: () => withoutUndefined(content) }, phases.flatMap((phase) => phase.steps));
  }

  /**
   * A document as a map, with the names that the service documents.
   *
   * @param content the document, with `schemaVersion` and `phases`
   */
  public static fromObject(content: Record<string, unknown>): ComponentDocument {
    return new ComponentDocument({ content: () => content });
  }

  /**
   * A document in a file, as YAML or JSON. Its text is kept as it is, with its comments.
   *
   * @param path absolute, or from the working directory
   */
  public static fromFile(path: string): ComponentDocument {
    return new ComponentDocument(fileSource(path));
  }

  /**
   * A document that is text already, as YAML or JSON.
   *
   * @param text kept as it is. A text with tokens is not checked, because only the deployment knows it
   */
  public static fromInline(text: string): ComponentDocument {
    return new ComponentDocument(inlineSource(text));
  }

  /**
   * A document in Amazon S3. It is not checked, and another object has to have another key: CloudFormation does not see what is in it.
   *
   * @param bucket the bucket; whoever deploys has to be allowed to read it
   * @param key key of the object
   */
  public static fromS3(bucket: IBucket, key: string): ComponentDocument {
    return new ComponentDocument(s3Source(bucket, key));
  }

  /**
   * A parameter or a constant, to be put into what a step is told.
   *
   * @param name of the parameter or the constant
   */
  public static reference(name: string): string {
    checkNameInDocument('name', name);
    return `{{ ${name} }}`;
  }

  private constructor(private readonly source: DocumentSource, private readonly steps: ComponentStep[] = []) {}

  /**
   * The document as CloudFormation takes it, checked, and what is known of it.
   *
   * @internal
   */
  public _bind(scope: Construct, platform: Platform): Bound {
    const { data, root } = bindDocument(scope, this.source);
    return {
      data,
      parameters: root && checkComponent(root, platform),
      grantToInstances: allGrants(this.steps.map((step) => step._grantToInstances)),
    };
  }
}
