import { Annotations, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { ComponentStep } from './component-step';
import { Platform } from './platform';
import { ACTIONS } from './private/component-actions';
import { InvalidInputError } from './private/errors';
import { omitEmpty } from './private/render';
import { checkPattern } from './private/validate';

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
   * The parameters by their names. A step uses one by writing `{{ Name }}` in an input.
   *
   * @default - the component takes no parameters
   */
  readonly parameters?: Record<string, ComponentParameter>;
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
}

/** What a component does: phases with steps. */
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
    ].filter((phase) => phase.steps.length > 0), { parameters: steps.parameters });
  }

  /**
   * A document of phases.
   *
   * @param phases at least one, each with at least one step
   * @param options what the document has beside them
   */
  public static fromPhases(phases: ComponentPhase[], options: ComponentDocumentOptions = {}): ComponentDocument {
    return new ComponentDocument({ phases, parameters: options.parameters ?? {} });
  }

  /**
   * A document that is text already.
   *
   * @param text YAML or JSON, of which only the length is checked
   */
  public static fromInline(text: string): ComponentDocument {
    return new ComponentDocument(undefined, text);
  }

  private constructor(
    private readonly structure: { phases: ComponentPhase[]; parameters: Record<string, ComponentParameter> } | undefined,
    private readonly text: string = '',
  ) {}

  /**
   * The parameters, or `undefined` when the document is text and they are not known.
   *
   * @internal
   */
  public get _parameters(): Record<string, ComponentParameter> | undefined {
    return this.structure?.parameters;
  }

  /**
   * The document as JSON, which is YAML too. Tokens stay whole and stand in quotes, whatever they turn out to be.
   *
   * @internal
   */
  public _render(scope: IConstruct, platform: Platform): string {
    if (this.structure === undefined) {
      return this.text;
    }
    const { phases, parameters } = this.structure;
    checkPhases(scope, phases);
    phases.forEach((phase) => phase.steps.forEach((step) => checkAction(scope, step, platform)));
    return Stack.of(scope).toJsonString({
      schemaVersion: '1.0',
      parameters: omitEmpty(Object.entries(parameters).map(([name, parameter]) => renderParameter(scope, name, parameter))),
      phases: phases.map((phase) => ({ name: phase.name, steps: phase.steps.map((step) => step._render()) })),
    });
  }
}

function checkPhases(scope: IConstruct, phases: ComponentPhase[]): void {
  if (phases.length === 0 || phases.some((phase) => phase.steps.length === 0)) {
    throw new InvalidInputError({ prop: 'document', problem: 'Required', rule: 'have at least one phase, and at least one step in each phase' }, scope);
  }
  checkUnique(scope, 'phase', phases.map((phase) => phase.name));
  phases.forEach((phase) => checkUnique(scope, 'step', phase.steps.map((step) => step.name)));
}

function checkUnique(scope: IConstruct, what: string, names: string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new InvalidInputError({ prop: 'document', problem: 'Conflict', rule: `name each ${what} differently`, got: twice }, scope);
  }
}

function checkAction(scope: IConstruct, step: ComponentStep, platform: Platform): void {
  const rule = ACTIONS[step.action];
  if (rule === undefined) {
    Annotations.of(scope).addWarningV2('cdk-imagebuilder:unknownAction',
      `Step '${step.name}' uses the action '${step.action}', which is none of the documented ones.`);
  } else if (!rule.platforms.includes(platform)) {
    throw new InvalidInputError({
      prop: 'document', problem: 'Unsupported', rule: `use actions that run on ${platform} only`, got: step.action, hint: `It stands in step '${step.name}'.`,
    }, scope);
  }
}

function renderParameter(scope: IConstruct, name: string, parameter: ComponentParameter): Record<string, unknown> {
  checkPattern(scope, 'parameters', name, /^[A-Za-z0-9_-]{3,128}$/, 'have names of 3 to 128 letters, digits, hyphens or underscores');
  return { [name]: { type: 'string', default: parameter.defaultValue, description: parameter.description } };
}
