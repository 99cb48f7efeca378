import * as iam from 'aws-cdk-lib/aws-iam';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { checkComponent, ComponentParameters } from './check';
import { ComponentStep } from './component-step';
import { checkNameInDocument, closeReferences } from './references';
import { orderedEntries } from '../common/canonical';
import { InvalidInputError } from '../common/errors';
import { allGrants } from '../common/instance-grants';
import { Platform } from '../common/platform';
import { omitEmpty } from '../common/render';
import { DocumentData } from '../document/document-data';
import { bindDocument, DocumentSource, fileSource, inlineSource, s3Source, withoutUndefined } from '../document/document-source';

/** The phases of a component document, which Image Builder runs. */
export enum ComponentPhaseName {
  /** Runs on the build instance, before the image is created. */
  BUILD = 'build',
  /** Runs on the build instance, after the build phases of all components. */
  VALIDATE = 'validate',
  /** Runs on an instance that is launched from the new image. */
  TEST = 'test',
  /** Runs on the host of the container that is tested. */
  CONTAINER_HOST_TEST = 'container-host-test',
}

/** One phase of a component document. */
export interface ComponentPhase {
  /** Name of the phase, which decides when its steps run. */
  readonly name: ComponentPhaseName;

  /** Steps of the phase, in the order in which they run. */
  readonly steps: ComponentStep[];
}

/** A parameter of a component, which a recipe can set. Its value is written to logs, so do not use it for secrets. */
export interface ComponentParameter {
  /**
   * Value of the parameter if the recipe does not set it.
   *
   * @default - the recipe must set a value
   */
  readonly defaultValue?: string;

  /**
   * Description of the parameter.
   *
   * @default - no description
   */
  readonly description?: string;
}

/** Parameters and constants of a component document. */
export interface ComponentDocumentOptions {
  /**
   * Parameters by their names, which have 3 to 128 letters, digits, hyphens or underscores. The inputs of a step refer to a parameter with `ComponentDocument.reference('Name')`.
   *
   * @default - the component takes no parameters
   */
  readonly parameters?: Record<string, ComponentParameter>;

  /**
   * Constants by their names: values that recipes cannot change. Steps refer to constants as to parameters.
   *
   * @default - no constants
   */
  readonly constants?: Record<string, string>;
}

/** The steps of a component document, by the phase in which they run. At least one phase needs a step. */
export interface ComponentSteps extends ComponentDocumentOptions {
  /**
   * Steps that run on the build instance, before the image is created.
   *
   * @default - nothing is done while the image is built
   */
  readonly buildSteps?: ComponentStep[];

  /**
   * Steps that run on the build instance, after the build steps of all components.
   *
   * @default - nothing is validated
   */
  readonly validateSteps?: ComponentStep[];

  /**
   * Steps that run on an instance that is launched from the new image.
   *
   * @default - nothing is tested
   */
  readonly testSteps?: ComponentStep[];

  /**
   * Steps that run on the host of the container that is tested.
   *
   * @default - no tests run on the host
   */
  readonly containerHostTestSteps?: ComponentStep[];
}

/** What a component reads from its document. */
interface Bound {
  readonly data: DocumentData;
  /** Absent if the document is not known during synthesis. */
  readonly parameters?: ComponentParameters;
  readonly grantToInstances?: (role: iam.IRole) => void;
}

/**
 * The document of a component: phases with steps, and the parameters that a recipe can set.
 *
 * The `Component` that uses a document checks its names, the actions with their inputs, and the references between steps. A document of more than
 * 16,000 bytes is uploaded to Amazon S3.
 *
 * #### Limitations
 *
 * - A document in Amazon S3 and a text with tokens are not checked.
 * - Parameters and constants are texts.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html
 *
 * @example
 * const document = ComponentDocument.fromSteps({
 *   parameters: { Package: { defaultValue: 'nginx' } },
 *   buildSteps: [ComponentStep.bash('Install', [`dnf -y install ${ComponentDocument.reference('Package')}`])],
 *   testSteps: [ComponentStep.bash('IsInstalled', [`rpm -q ${ComponentDocument.reference('Package')}`])],
 * });
 */
export class ComponentDocument {
  /**
   * A document of steps for each phase.
   *
   * @param steps steps by the phase in which they run
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
   * @param phases phases, at least one, each with at least one step
   * @param options parameters and constants
   */
  public static fromPhases(phases: ComponentPhase[], options: ComponentDocumentOptions = {}): ComponentDocument {
    const { parameters = {}, constants = {} } = options;
    if (phases.length === 0 || phases.some((phase) => phase.steps.length === 0)) {
      throw new InvalidInputError({ prop: 'document', problem: 'Required', rule: 'have at least one phase, and at least one step in each phase' });
    }
    const content = {
      schemaVersion: '1.0',
      parameters: omitEmpty(orderedEntries(parameters)
        .map(([name, { defaultValue, description }]) => ({ [name]: { type: 'string', default: defaultValue, description } }))),
      constants: omitEmpty(orderedEntries(constants).map(([name, value]) => ({ [name]: { type: 'string', value } }))),
      phases: closeReferences(phases.map(({ name, steps }) => ({ name, steps: steps.map((step) => step._render()) }))),
    };
    return new ComponentDocument({ content: () => withoutUndefined(content) }, phases.flatMap((phase) => phase.steps));
  }

  /**
   * A document as a map, with the names that Image Builder documents.
   *
   * @param content map with `schemaVersion` and `phases`
   */
  public static fromObject(content: Record<string, unknown>): ComponentDocument {
    return new ComponentDocument({ content: () => content });
  }

  /**
   * A document in a file, as YAML or JSON. The text is kept unchanged, with its comments.
   *
   * @param path path of the file, absolute or relative to the working directory
   */
  public static fromFile(path: string): ComponentDocument {
    return new ComponentDocument(fileSource(path));
  }

  /**
   * A document in a text, as YAML or JSON.
   *
   * @param text text of the document, which is not checked if it has tokens, because they are resolved during deployment
   */
  public static fromInline(text: string): ComponentDocument {
    return new ComponentDocument(inlineSource(text));
  }

  /**
   * A document in Amazon S3, which is not checked. CloudFormation does not detect changes of the object, so upload new
   * content under a new key.
   *
   * @param bucket bucket, which the role that deploys must be allowed to read
   * @param key key of the object
   */
  public static fromS3(bucket: IBucket, key: string): ComponentDocument {
    return new ComponentDocument(s3Source(bucket, key));
  }

  /**
   * Reference to a parameter or a constant, for the inputs of steps.
   *
   * @param name name of the parameter or the constant
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
    const other = this.steps.find((step) => step._platform !== undefined && step._platform !== platform);
    if (other !== undefined) {
      throw new InvalidInputError({
        prop: 'document', problem: 'Conflict', rule: `run components for ${platform} only`, got: `${other._platform} in step ${other.name}`,
      }, scope);
    }
    return {
      data,
      parameters: root && checkComponent(root, platform),
      grantToInstances: allGrants(this.steps.map((step) => step._grantToInstances)),
    };
  }
}
