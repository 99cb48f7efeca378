import { checkFixedVersion } from '../common/versions';

/**
 * The version of a workflow.
 *
 * The service counts the builds of a version: a changed workflow keeps its version and gets the next build number.
 */
export class WorkflowVersion {
  /**
   * Exactly this version. The service takes no wildcards here.
   *
   * @param workflowVersion three numbers, for example `1.2.3`
   */
  public static of(workflowVersion: string): WorkflowVersion {
    checkFixedVersion('workflowVersion', workflowVersion);
    return new WorkflowVersion(workflowVersion);
  }

  private constructor(
    /** The version as CloudFormation takes it: `1.2.3`. */
    public readonly version: string,
  ) {}
}
