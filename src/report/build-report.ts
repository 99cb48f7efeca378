import { CustomResource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BuildSource } from './build-source';
import { BUILD_REPORT_TYPE, BuildReportKey, ON_FAILURE_FAIL } from './contract';
import { BUILD_HEADLINE, BUILD_KEY_DESCRIPTIONS } from './key-descriptions';
import { OnFailure } from './on-failure';
import { Refresh } from './refresh';
import { StackOutputsOptions } from './report-keys';
import { reportResource } from './report-resource';
import { readImages, readPipeline, readSteps, refreshProperty } from './source';
import { addStackOutputs } from './stack-outputs';

/** Properties of a `BuildReport`. */
export interface BuildReportProps {
  /** The image build to describe. */
  readonly source: BuildSource;

  /**
   * Whether a build that failed or was cancelled fails the deployment. A build that goes on, and a pipeline without an image, do not.
   *
   * @default OnFailure.CONTINUE
   */
  readonly onFailure?: OnFailure;

  /**
   * When the report is read again.
   *
   * @default Refresh.ON_CHANGE
   */
  readonly refresh?: Refresh;
}

/**
 * Tells how one image build went: its outcome, its workflows and steps, what failed, and what came out.
 *
 * The report only reads: it starts, waits for and deletes nothing. CloudFormation asks for it when the stack is created, and again when the
 * image or the deployment of the pipeline changes, or with every deployment (`refresh`). Each attribute is a string: `NONE` says that there is none, `UNKNOWN` that there may be
 * and the report could not see it.
 *
 * ## Limitations
 *
 * A build that fails during a deployment fails the `Image` resource before the report is asked for.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ListWorkflowExecutions.html
 */
export class BuildReport extends Construct {
  private readonly resource: CustomResource;

  constructor(scope: Construct, id: string, props: BuildReportProps) {
    super(scope, id);
    const source = props.source._source;
    this.resource = reportResource(this, {
      resourceType: BUILD_REPORT_TYPE,
      source,
      reads: [
        readImages(this, source, 'imagebuilder:GetImage', 'imagebuilder:ListWorkflowExecutions'),
        readSteps(this),
        ...readPipeline(source, 'imagebuilder:ListImagePipelineImages'),
      ],
      properties: {
        OnFailure: props.onFailure === OnFailure.FAIL ? ON_FAILURE_FAIL : undefined,
        ...refreshProperty(props.refresh),
      },
    });
  }

  /**
   * Makes stack outputs of the attributes, named as they are.
   *
   * @param options Which attributes, and a prefix for their names
   */
  public addStackOutputs(options: StackOutputsOptions = {}): void {
    const available = { descriptions: BUILD_KEY_DESCRIPTIONS, headline: BUILD_HEADLINE };
    addStackOutputs(this, available, (key) => this.attribute(key as BuildReportKey), options);
  }

  /** How the build ended: SUCCEEDED, FAILED, CANCELLED, IN_PROGRESS or NO_IMAGE. */
  public get outcome(): string {
    return this.attribute('Outcome');
  }

  /** ARN of the image build version that the report describes. */
  public get imageArn(): string {
    return this.attribute('ImageArn');
  }

  /** Name of the image, which is the name of its recipe. */
  public get imageName(): string {
    return this.attribute('ImageName');
  }

  /** Version and build number of the image, such as 1.0.3/2. */
  public get imageVersion(): string {
    return this.attribute('ImageVersion');
  }

  /** Status of the image as Image Builder names it, such as AVAILABLE or FAILED. */
  public get imageStatus(): string {
    return this.attribute('ImageStatus');
  }

  /** Reason that Image Builder gives for the status. */
  public get imageStatusReason(): string {
    return this.attribute('ImageStatusReason');
  }

  /** What started the build: USER_INITIATED, SCHEDULED or IMPORT. */
  public get buildType(): string {
    return this.attribute('BuildType');
  }

  /** Id of the AMI in the Region and account of the image. */
  public get amiId(): string {
    return this.attribute('AmiId');
  }

  /** URI of the container image in the Region of the image. */
  public get imageUri(): string {
    return this.attribute('ImageUri');
  }

  /** Every AMI and container image that the build distributed, as region/account=id, separated by commas. */
  public get outputImages(): string {
    return this.attribute('OutputImages');
  }

  /** Number of workflow executions of the build. */
  public get workflowsTotal(): string {
    return this.attribute('WorkflowsTotal');
  }

  /** Number of workflow executions that completed. */
  public get workflowsSucceeded(): string {
    return this.attribute('WorkflowsSucceeded');
  }

  /** Number of workflow executions that failed or were rolled back. */
  public get workflowsFailed(): string {
    return this.attribute('WorkflowsFailed');
  }

  /** Number of workflow executions that were skipped. */
  public get workflowsSkipped(): string {
    return this.attribute('WorkflowsSkipped');
  }

  /** Number of workflow executions that have not ended. */
  public get workflowsRunning(): string {
    return this.attribute('WorkflowsRunning');
  }

  /** Status of the build workflow. */
  public get buildWorkflowStatus(): string {
    return this.attribute('BuildWorkflowStatus');
  }

  /** Status of the test workflows, the worst of them if there are several. */
  public get testWorkflowStatus(): string {
    return this.attribute('TestWorkflowStatus');
  }

  /** Status of the distribution workflow. */
  public get distributionWorkflowStatus(): string {
    return this.attribute('DistributionWorkflowStatus');
  }

  /** Number of steps of all workflow executions. */
  public get stepsTotal(): string {
    return this.attribute('StepsTotal');
  }

  /** Number of steps that succeeded. */
  public get stepsSucceeded(): string {
    return this.attribute('StepsSucceeded');
  }

  /** Number of steps that failed. */
  public get stepsFailed(): string {
    return this.attribute('StepsFailed');
  }

  /** Number of steps that were skipped. */
  public get stepsSkipped(): string {
    return this.attribute('StepsSkipped');
  }

  /** Stage in which the build failed: BUILD, TEST or DISTRIBUTION. */
  public get failureStage(): string {
    return this.attribute('FailureStage');
  }

  /** ARN of the workflow that failed. */
  public get failedWorkflow(): string {
    return this.attribute('FailedWorkflow');
  }

  /** Name of the workflow step that failed. */
  public get failedStep(): string {
    return this.attribute('FailedStep');
  }

  /** Action of the workflow step that failed, such as ExecuteComponents. */
  public get failedStepAction(): string {
    return this.attribute('FailedStepAction');
  }

  /** ARN of the component that failed. */
  public get failedComponent(): string {
    return this.attribute('FailedComponent');
  }

  /** Phase of the component in which it failed. */
  public get failedPhase(): string {
    return this.attribute('FailedPhase');
  }

  /** Regions in which the distribution failed, separated by commas. */
  public get failedRegions(): string {
    return this.attribute('FailedRegions');
  }

  /** Why the build failed, in the words of the failed step or workflow. */
  public get failureMessage(): string {
    return this.attribute('FailureMessage');
  }

  /** CloudWatch Logs group with the logs of the build. */
  public get logGroup(): string {
    return this.attribute('LogGroup');
  }

  /** CloudWatch Logs stream with the logs of the build. */
  public get logStream(): string {
    return this.attribute('LogStream');
  }

  /** Time at which the build started, in ISO 8601. */
  public get startedAt(): string {
    return this.attribute('StartedAt');
  }

  /** Time at which the build ended, in ISO 8601. */
  public get finishedAt(): string {
    return this.attribute('FinishedAt');
  }

  /** Seconds from start to end of the build. */
  public get durationSeconds(): string {
    return this.attribute('DurationSeconds');
  }

  /** S3 URI of the detailed report. */
  public get detailsUri(): string {
    return this.attribute('DetailsUri');
  }

  /** Whether text of the report was cut to fit the limit of CloudFormation: true or false. */
  public get truncated(): string {
    return this.attribute('Truncated');
  }

  private attribute(key: BuildReportKey): string {
    return this.resource.getAttString(key);
  }
}
