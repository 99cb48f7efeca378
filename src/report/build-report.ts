import { CustomResource } from 'aws-cdk-lib';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { aws_logs as logs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { isOfImageInApp, warnOfAmiUse } from './ami-use';
import { BuildReportBase } from './build-report-base';
import { BuildSource } from './build-source';
import { DetailsDestination } from './details-destination';
import { BUILD_HEADLINE, BUILD_KEY_DESCRIPTIONS } from './key-descriptions';
import { logTailProperty, readLog } from './log-tail';
import { onFailureProperty } from './on-failure-property';
import { StackOutputsOptions } from './report-keys';
import { OnFailure, Refresh } from './report-options';
import { reportResource } from './report-resource';
import { readImages, readPipeline, readSteps, refreshProperty } from './source';
import { addStackOutputs } from './stack-outputs';
import { warnOfUnknownProperties } from '../common/property-names';
import { BuildReportKey } from '../contract/build-report';
import { BUILD_REPORT_TYPE } from '../contract/custom-resource';
import { SOURCE_IMAGE } from '../contract/source';

/** Properties of a `BuildReport`. */
export interface BuildReportProps {
  /** The image build that the report describes. */
  readonly source: BuildSource;

  /**
   * What happens to the deployment if the build failed or was cancelled.
   *
   * A build that is in progress and a pipeline without an image do not fail the deployment.
   *
   * @default OnFailure.CONTINUE
   */
  readonly onFailure?: OnFailure;

  /**
   * Whether `FailureMessage` ends with the last lines of the build log that contain an error.
   *
   * The report gets permission to read the log of the build.
   *
   * @default false
   */
  readonly logTail?: boolean;

  /**
   * The log group that the report can read.
   *
   * Requires `logTail`. Set the log group if the image logs to a custom log group, or if the name of the image contains capital letters, which its
   * ARN does not contain.
   *
   * @default - `/aws/imagebuilder/<name in the ARN of the image>`, or all log groups below `/aws/imagebuilder/` if the source is a pipeline
   */
  readonly imageLogGroup?: logs.ILogGroupRef;

  /**
   * The destination of a JSON document with everything that is known about the build: every workflow, step and output.
   *
   * The deployment fails if the document cannot be written.
   *
   * @default - no document is written
   */
  readonly details?: DetailsDestination;

  /**
   * When the report is read again.
   *
   * @default Refresh.ON_CHANGE
   */
  readonly refresh?: Refresh;
}

/**
 * Describes one image build: the outcome, the workflows and steps, the failure, and the AMIs or container images.
 *
 * A report only reads. The report does not start, wait for or delete builds. CloudFormation requests the report when the stack is created and when
 * the image or the deployment ID of the pipeline changes, or with every deployment (`refresh`).
 *
 * Each attribute is a string. `NONE` means that there is no value. `UNKNOWN` means that there may be a value that the report could not read.
 *
 * #### Limitations
 *
 * A build that fails during a deployment fails the `Image` resource before the report is requested. Use `PipelineExecution` to describe a build that
 * fails during a deployment.
 *
 * @example
 * const build = new BuildReport(this, 'Build', {
 *   source: BuildSource.image(image),
 *   logTail: true,
 * });
 * build.addStackOutputs();
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ListWorkflowExecutions.html
 */
@propertyInjectable
export class BuildReport extends BuildReportBase {
  /** The identifier of this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-imagebuilder.BuildReport';

  private readonly resource: CustomResource;

  constructor(scope: Construct, id: string, props: BuildReportProps) {
    super(scope, id);
    warnOfUnknownProperties(this, 'BuildReportProps', props);
    const source = props.source._source;
    this.resource = reportResource(this, {
      resourceType: BUILD_REPORT_TYPE,
      source,
      reads: [
        readImages(this, source, 'imagebuilder:GetImage', 'imagebuilder:ListWorkflowExecutions'),
        readSteps(this),
        ...readPipeline(source, 'imagebuilder:GetImagePipeline', 'imagebuilder:ListImagePipelineImages'),
        ...readLog(this, source, props),
      ],
      details: props.details,
      properties: {
        OnFailure: props.onFailure === OnFailure.FAIL ? onFailureProperty(props.onFailure) : undefined,
        ...logTailProperty(props),
        ...refreshProperty(props.refresh),
      },
    });
    warnOfAmiUse(this, this.resource, isOfImageInApp(source) || (source.type === SOURCE_IMAGE && props.onFailure === OnFailure.FAIL));
  }

  /**
   * Creates a stack output for each selected attribute, with the name of the attribute.
   *
   * @param options the attributes to output and a prefix for the names
   */
  public addStackOutputs(options: StackOutputsOptions = {}): void {
    const available = { descriptions: BUILD_KEY_DESCRIPTIONS, headline: BUILD_HEADLINE };
    addStackOutputs(this, available, (key) => this._attribute(key as BuildReportKey), options);
  }

  /** ARN of the image build version that the report describes. */
  public get imageArn(): string {
    return this._attribute('ImageArn');
  }

  /** Name of the image, which is the name of its recipe. */
  public get imageName(): string {
    return this._attribute('ImageName');
  }

  /** Version and build number of the image, such as 1.0.3/2. */
  public get imageVersion(): string {
    return this._attribute('ImageVersion');
  }

  /** Status of the image as Image Builder names it, such as AVAILABLE or FAILED. */
  public get imageStatus(): string {
    return this._attribute('ImageStatus');
  }

  /** Reason that Image Builder gives for the status. */
  public get imageStatusReason(): string {
    return this._attribute('ImageStatusReason');
  }

  /** What started the build: USER_INITIATED, SCHEDULED or IMPORT. */
  public get buildType(): string {
    return this._attribute('BuildType');
  }

  /** Id of the AMI in the Region and account of the image. */
  public get amiId(): string {
    return this._attribute('AmiId');
  }

  /** URI of the container image in the Region of the image. */
  public get imageUri(): string {
    return this._attribute('ImageUri');
  }

  /** Every AMI and container image that the build distributed, as region/account=id, separated by commas. */
  public get outputImages(): string {
    return this._attribute('OutputImages');
  }

  /** Number of workflow executions of the build. */
  public get workflowsTotal(): string {
    return this._attribute('WorkflowsTotal');
  }

  /** Number of workflow executions that completed. */
  public get workflowsSucceeded(): string {
    return this._attribute('WorkflowsSucceeded');
  }

  /** Number of workflow executions that failed or were rolled back. */
  public get workflowsFailed(): string {
    return this._attribute('WorkflowsFailed');
  }

  /** Number of workflow executions that were skipped. */
  public get workflowsSkipped(): string {
    return this._attribute('WorkflowsSkipped');
  }

  /** Number of workflow executions that have not ended. */
  public get workflowsRunning(): string {
    return this._attribute('WorkflowsRunning');
  }

  /** Status of the build workflow. */
  public get buildWorkflowStatus(): string {
    return this._attribute('BuildWorkflowStatus');
  }

  /** Status of the test workflows, the worst of them if there are several. */
  public get testWorkflowStatus(): string {
    return this._attribute('TestWorkflowStatus');
  }

  /** Status of the distribution workflow, or NONE if the images were distributed without a workflow. */
  public get distributionWorkflowStatus(): string {
    return this._attribute('DistributionWorkflowStatus');
  }

  /** Number of steps of all workflow executions. */
  public get stepsTotal(): string {
    return this._attribute('StepsTotal');
  }

  /** Number of steps that succeeded. */
  public get stepsSucceeded(): string {
    return this._attribute('StepsSucceeded');
  }

  /** Number of steps that failed. */
  public get stepsFailed(): string {
    return this._attribute('StepsFailed');
  }

  /** Number of steps that were skipped. */
  public get stepsSkipped(): string {
    return this._attribute('StepsSkipped');
  }

  /** Time at which the build started, in ISO 8601. */
  public get startedAt(): string {
    return this._attribute('StartedAt');
  }

  /** Time at which the last workflow of the build ended, in ISO 8601. */
  public get finishedAt(): string {
    return this._attribute('FinishedAt');
  }

  /** Seconds from the start of the build to the end of its last workflow. */
  public get durationSeconds(): string {
    return this._attribute('DurationSeconds');
  }

  /** @internal */
  protected _attribute(key: BuildReportKey): string {
    return this.resource.getAttString(key);
  }
}
