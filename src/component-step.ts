import { Duration, Token } from 'aws-cdk-lib';
import { ACTIONS } from './private/component-actions';
import { InvalidInputError } from './private/errors';
import { checkNotEmpty, checkPattern, checkRange } from './private/validate';

/** What happens to a document when a step has failed in all its attempts. */
export enum ComponentStepFailure {
  /** The document ends, and the build fails. */
  ABORT = 'Abort',
  /** The next step runs, and the document ends as failed. */
  CONTINUE = 'Continue',
  /** The next step runs, and the failure does not count. */
  IGNORE = 'Ignore',
}

/** How a step behaves, whatever it does. */
export interface ComponentStepOptions {
  /**
   * How long one attempt may take.
   *
   * @default Duration.hours(2)
   */
  readonly timeout?: Duration;

  /**
   * What happens when the step has failed.
   *
   * @default ComponentStepFailure.ABORT
   */
  readonly onFailure?: ComponentStepFailure;

  /**
   * How often the step is tried.
   *
   * @default 1
   */
  readonly maxAttempts?: number;
}

/** How a step reboots the instance. */
export interface RebootStepOptions {
  /**
   * How long to wait before the reboot.
   *
   * @default Duration.seconds(0)
   */
  readonly delay?: Duration;

  /**
   * What happens when the step has failed.
   *
   * @default ComponentStepFailure.ABORT
   */
  readonly onFailure?: ComponentStepFailure;
}

/** The inputs of a step: some actions take one map, others a list of maps. */
export class ComponentStepInputs {
  /**
   * One map, for example of `ExecuteBash`.
   *
   * @param inputs names and values, as the action documents them
   */
  public static fromObject(inputs: Record<string, unknown>): ComponentStepInputs {
    return new ComponentStepInputs([inputs], false);
  }

  /**
   * A list of maps, for example of `S3Download`.
   *
   * @param inputs one map for each thing to do
   */
  public static fromList(inputs: Record<string, unknown>[]): ComponentStepInputs {
    checkNotEmpty(undefined, 'inputs', inputs);
    return new ComponentStepInputs(inputs, true);
  }

  private constructor(private readonly maps: Record<string, unknown>[], private readonly isList: boolean) {}

  /** @internal */
  public _maps(): Record<string, unknown>[] {
    return this.maps;
  }

  /** @internal */
  public _render(): unknown {
    return this.isList ? this.maps : this.maps[0];
  }
}

/** One step of a component document. */
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
   * Reboots the instance and goes on with the next step.
   *
   * @param name unique within its phase
   * @param options how the step behaves
   */
  public static reboot(name: string, options: RebootStepOptions = {}): ComponentStep {
    const delay = options.delay?.toSeconds() ?? 0;
    return new ComponentStep(name, 'Reboot', ComponentStepInputs.fromObject({ delaySeconds: delay }), { onFailure: options.onFailure });
  }

  /**
   * Any other action.
   *
   * @param name unique within its phase
   * @param action the action module, for example `S3Download`
   * @param inputs what the action is told
   * @param options how the step behaves
   * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html
   */
  public static of(name: string, action: string, inputs: ComponentStepInputs, options: ComponentStepOptions = {}): ComponentStep {
    return new ComponentStep(name, action, inputs, options);
  }

  private static commands(name: string, action: string, commands: string[], options: ComponentStepOptions): ComponentStep {
    checkNotEmpty(undefined, 'commands', commands);
    return new ComponentStep(name, action, ComponentStepInputs.fromObject({ commands }), options);
  }

  private constructor(
    /** The name of the step. */
    public readonly name: string,
    /** The action module. */
    public readonly action: string,
    private readonly inputs: ComponentStepInputs,
    private readonly options: ComponentStepOptions,
  ) {
    checkPattern(undefined, 'name', name, /^[A-Za-z0-9_-]{3,128}$/, 'be 3 to 128 letters, digits, hyphens or underscores');
    checkRange(undefined, 'timeout', options.timeout?.toSeconds(), 1);
    checkRange(undefined, 'maxAttempts', options.maxAttempts, 1);
    this.checkAction();
  }

  /** @internal */
  public _render(): Record<string, unknown> {
    return {
      name: this.name,
      action: this.action,
      timeoutSeconds: this.options.timeout?.toSeconds(),
      onFailure: this.options.onFailure,
      maxAttempts: this.options.maxAttempts,
      inputs: this.inputs._render(),
    };
  }

  private checkAction(): void {
    const rule = ACTIONS[this.action];
    if (rule === undefined) {
      return;
    }
    const refuse = (prop: string, reason: string) => {
      throw new InvalidInputError({ prop, problem: 'Unsupported', rule: `be absent, because \`${this.action}\` ${reason}` });
    };
    if (this.options.timeout !== undefined && !rule.timeout) {
      refuse('timeout', 'has no time limit of its own');
    }
    if (this.options.maxAttempts !== undefined && !rule.retry) {
      refuse('maxAttempts', 'is tried once');
    }
    for (const map of this.inputs._maps().filter((each) => !Token.isUnresolved(each))) {
      const missing = rule.required.find((input) => map[input] === undefined);
      if (missing !== undefined) {
        throw new InvalidInputError({ prop: 'inputs', problem: 'Required', rule: `have \`${missing}\` for \`${this.action}\``, got: Object.keys(map) });
      }
    }
  }
}
