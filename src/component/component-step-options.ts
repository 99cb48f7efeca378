import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ComponentCondition } from './component-condition';
import { ComponentLoop } from './component-loop';
import { allGrants, GrantToInstances } from '../common/instance-grants';
import { checkNotEmpty } from '../common/validate';

/** What happens to a document when a step has failed in all its attempts. */
export enum ComponentOnFailure {
  /** The document ends, and the build fails. */
  ABORT = 'Abort',
  /** The next step runs, and the document ends as failed. */
  CONTINUE = 'Continue',
  /** The next step runs, and the failure does not count. */
  IGNORE = 'Ignore',
}

/** Whether and how often a step runs, and what happens when it fails. */
export interface ComponentStepControl {
  /**
   * Condition under which the step runs.
   *
   * @default - the step always runs
   */
  readonly condition?: ComponentCondition;

  /**
   * Loop that repeats the step.
   *
   * @default - the step runs once
   */
  readonly loop?: ComponentLoop;

  /**
   * What happens when the step has failed in all its attempts.
   *
   * @default ComponentOnFailure.ABORT
   */
  readonly onFailure?: ComponentOnFailure;
}

/** Options of a step, whatever its action. */
export interface ComponentStepOptions extends ComponentStepControl {
  /**
   * Time limit of an attempt.
   *
   * @default Duration.hours(2)
   */
  readonly timeout?: Duration;

  /**
   * Disables the time limit. Mutually exclusive with `timeout`.
   *
   * @default false
   */
  readonly unlimited?: boolean;

  /**
   * Maximum number of attempts.
   *
   * @default 1
   */
  readonly maxAttempts?: number;
}

/** How a step reboots the instance. */
export interface RebootStepOptions extends ComponentStepControl {
  /**
   * Time to wait before the reboot.
   *
   * @default Duration.seconds(0)
   */
  readonly delay?: Duration;
}

/** How a step runs another document. */
export interface DocumentStepOptions extends ComponentStepControl {
  /**
   * Phases of the document that run.
   *
   * @default - all
   */
  readonly phases?: string[];

  /**
   * Values of the document's parameters, by their names.
   *
   * @default - the parameters have their default values
   */
  readonly parameters?: Record<string, string>;
}

/** Which updates a step installs. */
export interface UpdateStepOptions extends ComponentStepOptions {
  /**
   * Packages, or ids of updates on Windows, that are installed.
   *
   * @default - all
   */
  readonly include?: string[];

  /**
   * Packages, or ids of updates on Windows, that are not installed.
   *
   * @default - none
   */
  readonly exclude?: string[];
}

/**
 * Inputs of a step. Some actions take a map, others a list of maps.
 *
 * @example
 * const download = ComponentStep.of('Download', 'WebDownload', ComponentStepInputs.fromList([
 *   { source: 'https://example.com/agent.rpm', destination: '/tmp/agent.rpm' },
 * ]));
 */
export class ComponentStepInputs {
  /**
   * Inputs that are a map, for example those of `ExecuteBash`.
   *
   * @param inputs names and values, as the action documents them
   */
  public static fromObject(inputs: Record<string, unknown>): ComponentStepInputs {
    return new ComponentStepInputs(inputs);
  }

  /**
   * Inputs that are a list of maps, for example those of `S3Download`.
   *
   * @param inputs one map for each thing to do
   */
  public static fromList(inputs: Record<string, unknown>[]): ComponentStepInputs {
    checkNotEmpty(undefined, 'inputs', inputs);
    return new ComponentStepInputs(inputs);
  }

  private constructor(
    private readonly content: Record<string, unknown> | Record<string, unknown>[],
    private readonly grants: GrantToInstances[] = [],
  ) {}

  /**
   * The same inputs, which take permissions on the instance.
   *
   * @internal
   */
  public _granting(...grants: ((role: iam.IRole) => void)[]): ComponentStepInputs {
    return new ComponentStepInputs(this.content, grants);
  }

  /** @internal */
  public get _grantToInstances(): ((role: iam.IRole) => void) | undefined {
    return allGrants(this.grants);
  }

  /** @internal */
  public _render(): unknown {
    return this.content;
  }
}
