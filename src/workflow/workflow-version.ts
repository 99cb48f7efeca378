import { checkFixedVersion } from '../common/versions';

/**
 * The version of a workflow.
 *
 * Image Builder counts the builds of a version. A changed workflow keeps its version and gets the next build number.
 *
 * @example
 * const workflow = new Workflow(this, 'Approval', {
 *   workflowType: WorkflowType.TEST,
 *   workflowVersion: WorkflowVersion.of('2.0.0'),
 *   document: WorkflowDocument.fromSteps([new WaitForActionStep('Approve')]),
 * });
 */
export class WorkflowVersion {
  /**
   * A fixed version, without wildcards.
   *
   * @param workflowVersion the version as three numbers, for example `1.2.3`
   */
  public static of(workflowVersion: string): WorkflowVersion {
    checkFixedVersion('workflowVersion', workflowVersion);
    return new WorkflowVersion(workflowVersion);
  }

  private constructor(
    /** The version as three numbers, for example `1.2.3`. */
    public readonly version: string,
  ) {}
}
