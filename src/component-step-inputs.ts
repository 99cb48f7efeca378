import * as iam from 'aws-cdk-lib/aws-iam';
import { allGrants, GrantToInstances } from './common/instance-grants';
import { checkNotEmpty } from './common/validate';

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
