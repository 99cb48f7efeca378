import * as iam from 'aws-cdk-lib/aws-iam';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { ACTIONS } from './actions';
import { ComponentCondition } from './component-condition';
import { ComponentStepInputs, ComponentStepOptions, DocumentStepOptions, RebootStepOptions, UpdateStepOptions } from './component-step-options';
import { checkNameInDocument, stepReference } from './references';
import { InvalidInputError } from '../common/errors';
import { policyArnsOf } from '../common/naming';
import { omitEmpty } from '../common/render';
import { checkExclusive, checkNotEmpty, checkRange, checkSeconds } from '../common/validate';

/**
 * One step of a component document.
 *
 * Steps on files, on folders and with Amazon S3 are made by `FileStep`, `FolderStep` and `TransferStep`, those for Windows only by `WindowsStep`.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html
 */
export class ComponentStep {
  /**
   * Runs commands with Bash, on Linux and macOS.
   *
   * @param name unique within its phase
   * @param commands run one after the other; exit code 194 reboots the instance and runs the step again
   * @param options how the step behaves
   */
  public static bash(name: string, commands: string[], options: ComponentStepOptions = {}): ComponentStep {
    return ComponentStep.commands(name, 'ExecuteBash', commands, options);
  }

  /**
   * Runs commands with PowerShell, on Windows.
   *
   * @param name unique within its phase
   * @param commands run one after the other; exit code 3010 reboots the instance and runs the step again
   * @param options how the step behaves
   */
  public static powerShell(name: string, commands: string[], options: ComponentStepOptions = {}): ComponentStep {
    return ComponentStep.commands(name, 'ExecutePowerShell', commands, options);
  }

  /**
   * Runs a program.
   *
   * @param name unique within its phase
   * @param path of the program
   * @param programArguments what the program is told
   * @param options how the step behaves
   */
  public static binary(name: string, path: string, programArguments: string[] = [], options: ComponentStepOptions = {}): ComponentStep {
    const inputs = { path, arguments: omitEmpty(programArguments) };
    return new ComponentStep(name, 'ExecuteBinary', ComponentStepInputs.fromObject(inputs), options);
  }

  /**
   * Runs another document, which itself may run others, at most three deep.
   *
   * @param name unique within its phase
   * @param document path on the instance, or URI in Amazon S3: the role of the instances has to be allowed to read it
   * @param options how the step behaves
   */
  public static document(name: string, document: string, options: DocumentStepOptions = {}): ComponentStep {
    return ComponentStep.nested(name, document, options);
  }

  /**
   * Runs the document of another component, at most three deep. The instances may read it.
   *
   * @param name unique within its phase
   * @param component of this library, an L1 or an import of one build of a version
   * @param options how the step behaves
   */
  public static component(name: string, component: refs.IComponentRef, options: DocumentStepOptions = {}): ComponentStep {
    const { componentArn } = component.componentRef;
    return ComponentStep.nested(name, componentArn, options, (role) => {
      iam.Grant.addToPrincipal({ grantee: role, actions: ['imagebuilder:GetComponent'], resourceArns: policyArnsOf('component', componentArn) });
    });
  }

  /**
   * Installs updates of the operating system.
   *
   * @param name unique within its phase
   * @param options which updates, and how the step behaves
   */
  public static updateOs(name: string, options: UpdateStepOptions = {}): ComponentStep {
    const inputs = omitEmpty({ include: options.include, exclude: options.exclude }) ?? {};
    return new ComponentStep(name, 'UpdateOS', ComponentStepInputs.fromObject(inputs), options);
  }

  /**
   * Reboots the instance and goes on with the next step.
   *
   * @param name unique within its phase
   * @param options how the step behaves
   */
  public static reboot(name: string, options: RebootStepOptions = {}): ComponentStep {
    const delay = checkSeconds(undefined, 'delay', options.delay, 0) ?? 0;
    return new ComponentStep(name, 'Reboot', ComponentStepInputs.fromObject({ delaySeconds: delay }), options);
  }

  /**
   * Fails unless conditions are true.
   *
   * @param name unique within its phase
   * @param conditions at least one
   * @param options how the step behaves
   */
  public static assertThat(name: string, conditions: ComponentCondition[], options: ComponentStepOptions = {}): ComponentStep {
    checkNotEmpty(undefined, 'conditions', conditions);
    return new ComponentStep(name, 'Assert', ComponentStepInputs.fromList(conditions.map((condition) => condition._render())), options);
  }

  /**
   * Any other action.
   *
   * @param name unique within its phase
   * @param action the action module, for example `S3Download`
   * @param inputs what the action is told
   * @param options how the step behaves
   */
  public static of(name: string, action: string, inputs: ComponentStepInputs, options: ComponentStepOptions = {}): ComponentStep {
    return new ComponentStep(name, action, inputs, options);
  }

  private static commands(name: string, action: string, commands: string[], options: ComponentStepOptions): ComponentStep {
    checkNotEmpty(undefined, 'commands', commands);
    return new ComponentStep(name, action, ComponentStepInputs.fromObject({ commands }), options);
  }

  private static nested(
    name: string, document: string, { phases, parameters = {}, ...control }: DocumentStepOptions, ...grants: ((role: iam.IRole) => void)[]
  ): ComponentStep {
    const inputs = ComponentStepInputs.fromObject({
      document,
      phases: omitEmpty(phases)?.join(','),
      parameters: omitEmpty(Object.entries(parameters).map(([parameter, value]) => ({ name: parameter, value }))),
    });
    return new ComponentStep(name, 'ExecuteDocument', inputs._granting(...grants), control);
  }

  private constructor(
    /** The name of the step. */
    public readonly name: string,
    /** The action module. */
    public readonly action: string,
    private readonly inputs: ComponentStepInputs,
    private readonly options: ComponentStepOptions,
  ) {
    checkNameInDocument('name', name);
    checkExclusive(undefined, ['unlimited', options.unlimited || undefined], ['timeout', options.timeout]);
    checkSeconds(undefined, 'timeout', options.timeout, 1);
    checkRange(undefined, 'maxAttempts', options.maxAttempts, 1);
  }

  /**
   * What the step has found, for later steps of the same instance: to be put into what they are told.
   *
   * @param output for example `stdout`, as the action documents it
   * @param index which of several things the step did
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
   * What the step was told, for later steps of the same instance: to be put into what they are told.
   *
   * @param input for example `destination`, as the action documents it
   * @param index which of several things the step did
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
    const { condition, loop, timeout, unlimited, onFailure, maxAttempts } = this.options;
    return {
      name: this.name,
      action: this.action,
      if: condition?._render(),
      loop: loop?._render(),
      timeoutSeconds: unlimited ? -1 : timeout?.toSeconds(),
      onFailure,
      maxAttempts,
      inputs: this.inputs._render(),
    };
  }

  private reference(kind: string, name: string, index?: number): string {
    checkRange(undefined, 'index', index, 0);
    return stepReference(this.name, `${kind}${index === undefined ? '' : `[${index}]`}.${name}`);
  }
}
