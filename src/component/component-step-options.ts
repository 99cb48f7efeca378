import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ComponentCondition } from './component-condition';
import { ComponentLoop } from './component-loop';
import { allGrants, GrantToInstances } from '../common/instance-grants';
import { checkNotEmpty } from '../common/validate';

/** What happens when a step has failed in all its attempts. */
export enum ComponentOnFailure {
  /** The document ends, and the build fails. */
  ABORT = 'Abort',
  /** The next step runs, and the document ends as failed. */
  CONTINUE = 'Continue',
  /** The next step runs, and the failure is ignored. */
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

  /**
   * Disables logging for the step, for example because its output contains something confidential.
   *
   * @default false
   */
  readonly disableLogging?: boolean;
}

/** Options of a step with any action. */
export interface ComponentStepOptions extends ComponentStepControl {
  /**
   * Time limit of an attempt, in whole seconds, at least 1 second. Mutually exclusive with `unlimited`.
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
   * Maximum number of attempts, from 1 to 1,000.
   *
   * @default 1
   */
  readonly maxAttempts?: number;
}

/** Options of a step that reboots the instance. */
export interface RebootStepOptions extends ComponentStepControl {
  /**
   * Time to wait before the reboot, in whole seconds.
   *
   * @default Duration.seconds(0)
   */
  readonly delay?: Duration;
}

/** Options of a step that runs another document. */
export interface DocumentStepOptions extends ComponentStepControl {
  /**
   * Names of the phases of the document that run.
   *
   * @default - all phases
   */
  readonly phases?: string[];

  /**
   * Values of the document's parameters, by their names.
   *
   * @default - the parameters have their default values
   */
  readonly parameters?: Record<string, string>;
}

/** Options of a step that installs updates. */
export interface UpdateStepOptions extends ComponentStepOptions {
  /**
   * Packages, or ids of updates on Windows, that are installed.
   *
   * @default - all available updates
   */
  readonly include?: string[];

  /**
   * Packages, or ids of updates on Windows, that are not installed.
   *
   * @default - no update is excluded
   */
  readonly exclude?: string[];
}

/**
 * The inputs of a step. Some actions take a map, others a list of maps.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html
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
   * @param inputs maps of names and values, at least one
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
   * Adds permissions that the inputs need on the instance.
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
