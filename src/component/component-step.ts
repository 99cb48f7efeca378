import * as iam from 'aws-cdk-lib/aws-iam';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { ACTIONS } from './actions';
import { ComponentCondition } from './component-condition';
import { ComponentStepInputs, ComponentStepOptions, DocumentStepOptions, RebootStepOptions, UpdateStepOptions } from './component-step-options';
import { checkNameInDocument, stepReference } from './references';
import { orderedEntries } from '../common/canonical';
import { InvalidInputError } from '../common/errors';
import { GRANT_TO_INSTANCES, GrantToInstances } from '../common/instance-grants';
import { PLATFORM } from '../common/known-facts';
import { policyArnsOf } from '../common/naming';
import { COMPONENT_PARAMETERS, parameterFaults } from '../common/parameters';
import { Platform } from '../common/platform';
import { omitEmpty } from '../common/render';
import { checkExclusive, checkNotEmpty, checkRange, checkSeconds } from '../common/validate';
import { VERSION_REFERENCE } from '../common/versions';

/**
 * One step of a component document.
 *
 * `FileStep`, `FolderStep` and `TransferStep` create steps on files, on folders and with Amazon S3. `WindowsStep` creates steps for Windows only.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html
 *
 * @example
 * const version = ComponentStep.bash('Version', ['uname -r']);
 * const report = ComponentStep.bash('Report', [`echo "The kernel is ${version.output('stdout')}"`]);
 * new Component(this, 'Kernel', {
 *   platform: Platform.LINUX,
 *   document: ComponentDocument.fromSteps({ buildSteps: [ComponentStep.updateOs('Update'), version, report] }),
 * });
 */
export class ComponentStep {
  /**
   * Runs commands with Bash, on Linux and macOS.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param commands commands that run one after the other, where exit code 194 reboots the instance and runs the step again
   * @param options options of the step
   */
  public static bash(name: string, commands: string[], options: ComponentStepOptions = {}): ComponentStep {
    return ComponentStep.commands(name, 'ExecuteBash', commands, options);
  }

  /**
   * Runs commands with PowerShell, on Windows.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param commands commands that run one after the other, where exit code 3010 reboots the instance and runs the step again
   * @param options options of the step
   */
  public static powerShell(name: string, commands: string[], options: ComponentStepOptions = {}): ComponentStep {
    return ComponentStep.commands(name, 'ExecutePowerShell', commands, options);
  }

  /**
   * Runs a program.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param path path of the program
   * @param programArguments command-line arguments
   * @param options options of the step
   */
  public static binary(name: string, path: string, programArguments: string[] = [], options: ComponentStepOptions = {}): ComponentStep {
    const inputs = { path, arguments: omitEmpty(programArguments) };
    return new ComponentStep(name, 'ExecuteBinary', ComponentStepInputs.fromObject(inputs), options);
  }

  /**
   * Runs another document, nested at most three deep.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param document path of the document on the instance, or URI in Amazon S3 that the role of the instances must be allowed to read
   * @param options options of the step
   */
  public static document(name: string, document: string, options: DocumentStepOptions = {}): ComponentStep {
    return ComponentStep.nested(name, document, options);
  }

  /**
   * Runs the document of another component, nested at most three deep. The role of the instances gets the permissions that the component needs.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param component component of this library, an L1 component, or an import of one build of a version
   * @param options options of the step
   */
  public static component(name: string, component: refs.IComponentRef, options: DocumentStepOptions = {}): ComponentStep {
    checkNested(component, Object.keys(options.parameters ?? {}));
    return ComponentStep.nested(name, component.componentRef.componentArn, options, component);
  }

  /**
   * Installs updates of the operating system.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param options updates to install, and options of the step
   */
  public static updateOs(name: string, options: UpdateStepOptions = {}): ComponentStep {
    const inputs = omitEmpty({ include: options.include, exclude: options.exclude }) ?? {};
    return new ComponentStep(name, 'UpdateOS', ComponentStepInputs.fromObject(inputs), options);
  }

  /**
   * Reboots the instance, after which the next step runs.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param options options of the step
   */
  public static reboot(name: string, options: RebootStepOptions = {}): ComponentStep {
    const delay = checkSeconds(undefined, 'delay', options.delay, 0) ?? 0;
    return new ComponentStep(name, 'Reboot', ComponentStepInputs.fromObject({ delaySeconds: delay }), options);
  }

  /**
   * Fails unless all conditions are true.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param conditions conditions, at least one
   * @param options options of the step
   */
  public static assertThat(name: string, conditions: ComponentCondition[], options: ComponentStepOptions = {}): ComponentStep {
    checkNotEmpty(undefined, 'conditions', conditions);
    return new ComponentStep(name, 'Assert', ComponentStepInputs.fromList(conditions.map((condition) => condition._render())), options);
  }

  /**
   * A step with any other action.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param action action module, for example `S3Download`
   * @param inputs inputs of the action
   * @param options options of the step
   */
  public static of(name: string, action: string, inputs: ComponentStepInputs, options: ComponentStepOptions = {}): ComponentStep {
    return new ComponentStep(name, action, inputs, options);
  }

  private static commands(name: string, action: string, commands: string[], options: ComponentStepOptions): ComponentStep {
    checkNotEmpty(undefined, 'commands', commands);
    return new ComponentStep(name, action, ComponentStepInputs.fromObject({ commands }), options);
  }

  private static nested(
    name: string, document: string, { phases, parameters = {}, ...control }: DocumentStepOptions, component?: refs.IComponentRef,
  ): ComponentStep {
    const inputs = ComponentStepInputs.fromObject({
      document,
      phases: omitEmpty(phases)?.join(','),
      parameters: omitEmpty(orderedEntries(parameters).map(([parameter, value]) => ({ name: parameter, value }))),
    });
    return new ComponentStep(name, 'ExecuteDocument', inputs._granting(...nestedGrants(component)), control, PLATFORM.of(component));
  }

  private constructor(
    /** The name of the step. */
    public readonly name: string,
    /** Action module of the step. */
    public readonly action: string,
    private readonly inputs: ComponentStepInputs,
    private readonly options: ComponentStepOptions,
    /**
     * The operating system family of the component that the step runs, if it is known.
     *
     * @internal
     */
    public readonly _platform?: Platform,
  ) {
    checkNameInDocument('name', name);
    checkExclusive(undefined, ['unlimited', options.unlimited || undefined], ['timeout', options.timeout]);
    checkSeconds(undefined, 'timeout', options.timeout, 1);
    checkRange(undefined, 'maxAttempts', options.maxAttempts, 1);
  }

  /**
   * Reference to an output of this step, for the inputs of later steps on the same instance.
   *
   * @param output name of the output as the action documents it, for example `stdout`
   * @param index zero-based index of the file, folder or command if the step has several
   */
  public output(output: string, index?: number): string {
    const known = ACTIONS[this.action]?.outputs;
    if (known !== undefined && !known.includes(output)) {
      throw new InvalidInputError({
        prop: 'output', problem: 'Unsupported', rule: `be an output of \`${this.action}\` (${known.join(', ') || 'it has none'})`, got: output,
      });
    }
    return this.reference('outputs', output, index);
  }

  /**
   * Reference to an input of this step, for the inputs of later steps on the same instance.
   *
   * @param input name of the input as the action documents it, for example `destination`
   * @param index zero-based index of the file, folder or command if the step has several
   */
  public input(input: string, index?: number): string {
    return this.reference('inputs', input, index);
  }

  /** @internal */
  public get _grantToInstances(): ((role: iam.IRole) => void) | undefined {
    return this.inputs._grantToInstances;
  }

  /** @internal */
  public _render(): { name: string; [key: string]: unknown } {
    const { condition, loop, timeout, unlimited, onFailure, maxAttempts, disableLogging } = this.options;
    return {
      name: this.name,
      action: this.action,
      if: condition?._render(),
      loop: loop?._render(),
      timeoutSeconds: unlimited ? -1 : timeout?.toSeconds(),
      onFailure,
      maxAttempts,
      disableLogging,
      inputs: this.inputs._render(),
    };
  }

  private reference(kind: string, name: string, index?: number): string {
    checkRange(undefined, 'index', index, 0);
    return stepReference(this.name, `${kind}${index === undefined ? '' : `[${index}]`}.${name}`);
  }
}

const WITHOUT_BUILD = new RegExp(`:component/[^/]+(?:/${VERSION_REFERENCE})?$`);

/** Refuses a component whose document cannot be run, as far as the component is known. */
function checkNested(component: refs.IComponentRef, given: string[]): void {
  const got = component.componentRef.componentArn;
  const [fault] = WITHOUT_BUILD.test(got)
    ? [{ prop: 'component', problem: 'Unsupported', rule: 'be one build of a version, as in `…:component/agent/1.0.0/1`', got } as const]
    : parameterFaults('parameters', 'component', COMPONENT_PARAMETERS.of(component), given);
  if (fault !== undefined) {
    throw new InvalidInputError(fault);
  }
}

/** What the instances need to run the document of another component: to read it, and what its steps need. */
function nestedGrants(component: refs.IComponentRef | undefined): GrantToInstances[] {
  if (component === undefined) {
    return [];
  }
  const resourceArns = policyArnsOf('component', component.componentRef.componentArn);
  const read: GrantToInstances = (role) => void iam.Grant.addToPrincipal({ grantee: role, actions: ['imagebuilder:GetComponent'], resourceArns });
  return [read, GRANT_TO_INSTANCES.of(component)].filter((grant) => grant !== undefined);
}
