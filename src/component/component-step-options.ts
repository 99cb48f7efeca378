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
   * When the step runs.
   *
   * @default - always
   */
  readonly condition?: ComponentCondition;

  /**
   * What the step is repeated for.
   *
   * @default - the step runs once
   */
  readonly loop?: ComponentLoop;

  /**
   * What happens when the step has failed.
   *
   * @default ComponentOnFailure.ABORT
   */
  readonly onFailure?: ComponentOnFailure;
}

/** How a step behaves, whatever it does. */
export interface ComponentStepOptions extends ComponentStepControl {
  /**
   * How long one attempt may take.
   *
   * @default Duration.hours(2)
   */
  readonly timeout?: Duration;

  /**
   * Whether an attempt may take as long as it takes, in place of `timeout`.
   *
   * @default false
   */
  readonly unlimited?: boolean;

  /**
   * How often the step is tried.
   *
   * @default 1
   */
  readonly maxAttempts?: number;
}

/** How a step reboots the instance. */
export interface RebootStepOptions extends ComponentStepControl {
  /**
   * How long to wait before the reboot.
   *
   * @default Duration.seconds(0)
   */
  readonly delay?: Duration;
}

/** How a step runs another document. */
export interface DocumentStepOptions extends ComponentStepControl {
  /**
   * Phases of the document.
   *
   * @default - all of them
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
   * Packages, or on Windows ids of updates, to install.
   *
   * @default - all of them
   */
  readonly include?: string[];

  /**
   * Packages, or on Windows ids of updates, to leave out.
   *
   * @default - none
   */
  readonly exclude?: string[];
}

/** The inputs of a step: some actions take one map, others a list of maps. */
export class ComponentStepInputs {
  /**
   * One map, for example of `ExecuteBash`.
   *
   * @param inputs names and values, as the action documents them
   */
  public static fromObject(inputs: Record<string, unknown>): ComponentStepInputs {
    return new ComponentStepInputs(inputs);
  }

  /**
   * A list of maps, for example of `S3Download`.
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
