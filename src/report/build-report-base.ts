import { Construct } from 'constructs';
import { PipelineExecutionKey } from '../contract/execution';

/**
 * The attributes that a build report and a pipeline execution have in common. jsii copies the members to both classes.
 *
 * @internal
 */
export abstract class BuildReportBase extends Construct {
  /** How the build ended: SUCCEEDED, FAILED, CANCELLED, IN_PROGRESS or NO_IMAGE. */
  public get outcome(): string {
    return this._attribute('Outcome');
  }

  /** Number of times that a pipeline execution requested a retry of the build, or UNKNOWN if something else retried it. */
  public get retries(): string {
    return this._attribute('Retries');
  }

  /** Stage in which the build failed: BUILD, TEST or DISTRIBUTION. */
  public get failureStage(): string {
    return this._attribute('FailureStage');
  }

  /** ARN of the workflow that failed. */
  public get failedWorkflow(): string {
    return this._attribute('FailedWorkflow');
  }

  /** Name of the workflow step that failed. */
  public get failedStep(): string {
    return this._attribute('FailedStep');
  }

  /** Action of the workflow step that failed, such as ExecuteComponents. */
  public get failedStepAction(): string {
    return this._attribute('FailedStepAction');
  }

  /** ARN of the component that failed. */
  public get failedComponent(): string {
    return this._attribute('FailedComponent');
  }

  /** Phase of the component in which it failed. */
  public get failedPhase(): string {
    return this._attribute('FailedPhase');
  }

  /** Regions in which the distribution failed, separated by commas. */
  public get failedRegions(): string {
    return this._attribute('FailedRegions');
  }

  /** Why the build failed, in the words of the failed step or workflow. */
  public get failureMessage(): string {
    return this._attribute('FailureMessage');
  }

  /** CloudWatch Logs group with the logs of the build. */
  public get logGroup(): string {
    return this._attribute('LogGroup');
  }

  /** CloudWatch Logs stream with the logs of the build. */
  public get logStream(): string {
    return this._attribute('LogStream');
  }

  /** S3 URI of the detailed report. */
  public get detailsUri(): string {
    return this._attribute('DetailsUri');
  }

  /** Whether text of the report was cut to fit the limit of CloudFormation: true or false. */
  public get truncated(): string {
    return this._attribute('Truncated');
  }

  /** @internal */
  protected abstract _attribute(key: PipelineExecutionKey): string;
}
