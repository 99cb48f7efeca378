import { CustomResource, Duration, Tokenization } from 'aws-cdk-lib';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { aws_imagebuilder as refs, aws_logs as logs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { BuildReportBase } from './build-report-base';
import { contentTrigger } from './dependency-hash';
import { detailsProperties } from './details';
import { DetailsDestination } from './details-destination';
import { linkId, sharesOf } from './execution-links';
import { cancelBuilds, findImages, retryBuilds, startPipeline } from './execution-permissions';
import { EXECUTION_HEADLINE, EXECUTION_KEY_DESCRIPTIONS } from './key-descriptions';
import { logTailProperty, readLog } from './log-tail';
import { onFailureProperty } from './on-failure-property';
import { StackOutputsOptions } from './report-keys';
import { OnFailure } from './report-options';
import { ReportProvider } from './report-provider';
import { pipelineSource, readImages, readSteps, validateSource } from './source';
import { addStackOutputs } from './stack-outputs';
import { InvalidInputError } from '../common/errors';
import { warnOfUnknownProperties } from '../common/property-names';
import { checkDuration, checkExclusive, checkRange } from '../common/validate';
import { PIPELINE_EXECUTION_TYPE } from '../contract/custom-resource';
import {
  HAND_OVER, MAX_BUILD_HOURS, MAX_EXECUTION_TIMEOUT_SECONDS, MAX_RETRIES, MIN_EXECUTION_TIMEOUT_SECONDS, PipelineExecutionKey,
  PipelineExecutionProperties,
} from '../contract/execution';
import { ImagePipeline } from '../pipeline/image-pipeline';
import { SCAN_KIND } from '../pipeline/scan-kind';
import { RECIPE_KIND } from '../recipe/reference';

/** The longest time that CloudFormation waits for a custom resource. */
const SERVICE_TIMEOUT = Duration.hours(1);

/** Properties of a `PipelineExecution`. */
export interface PipelineExecutionProps {
  /**
   * The pipeline to start: a construct of this library, an L1 or an import. Mutually exclusive with `imagePipelineArn`.
   *
   * @default - the pipeline with the ARN `imagePipelineArn`
   */
  readonly pipeline?: refs.IImagePipelineRef;

  /**
   * The ARN of the pipeline to start, for example of a pipeline from the alpha module of AWS. Mutually exclusive with `pipeline`.
   *
   * @default - the pipeline given as `pipeline`
   */
  readonly imagePipelineArn?: string;

  /**
   * What happens to the deployment if the build fails, is cancelled or takes longer than `timeout`.
   *
   * @default OnFailure.FAIL
   */
  readonly onFailure?: OnFailure;

  /**
   * The time limit of the build, 1 minute to 12 hours in whole seconds, after which the build is cancelled.
   *
   * An execution of more than 55 minutes has a further custom resource for each 55 minutes, because CloudFormation waits at most one hour for one. A time that is
   * known only at deployment can be at most 55 minutes.
   *
   * @default Duration.minutes(55)
   */
  readonly timeout?: Duration;

  /**
   * How often a build is retried from the test or distribution that failed, without building again, 0 to 5 times.
   *
   * Use retries for failures that pass, such as an AMI copy that was throttled or an instance type without capacity. The retries must end within
   * `timeout`. A failure in the build itself is not retried. Image Builder retries AMIs only, so pipelines of container images cannot have retries.
   *
   * @default 0
   *
   * @see https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_RetryImage.html
   */
  readonly maxRetries?: number;

  /**
   * A text whose change starts a new build.
   *
   * Use the trigger for inputs that the template does not show, such as the version of something that the build downloads, or the current month.
   *
   * @default - a build starts only when something changes that the images of the pipeline are built from
   */
  readonly trigger?: string;

  /**
   * Whether `FailureMessage` ends with the last lines of the build log that contain an error.
   *
   * The execution gets permission to read the log of the build.
   *
   * @default false
   */
  readonly logTail?: boolean;

  /**
   * The log group that the execution can read.
   *
   * Requires `logTail`. Set the log group if the images log to a custom log group, or to restrict the permission to one log group.
   *
   * @default - all log groups below `/aws/imagebuilder/`, because the ARN of a pipeline does not contain the name of its images
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
}

/**
 * Starts a pipeline during a deployment and waits up to 12 hours for the build.
 *
 * Use an execution for what `ImagePipeline.runOnDeploy()` cannot do. With `OnFailure.CONTINUE` the deployment continues after a failed build, and the
 * failure becomes stack outputs. With `OnFailure.FAIL` the deployment fails, and the reason names the failed step, its message and where to look.
 *
 * A build starts when the stack is created, and when `trigger` or something changes that images are built from: the recipe, the components and their
 * documents, the infrastructure or the distribution. What was built already is not built again, so a rollback starts no build. Deleting the
 * execution cancels a build that is in progress and keeps the image.
 *
 * #### Limitations
 *
 * A build that takes longer than `timeout`, which is 55 minutes unless you set it, is cancelled.
 *
 * @example
 * const execution = new PipelineExecution(this, 'Execution', {
 *   pipeline,
 *   onFailure: OnFailure.CONTINUE,
 *   timeout: Duration.minutes(45),
 * });
 * execution.addStackOutputs();
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_StartImagePipelineExecution.html
 */
@propertyInjectable
export class PipelineExecution extends BuildReportBase {
  /** The identifier of this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-imagebuilder.PipelineExecution';

  private readonly isRetried: boolean;
  private readonly resource: CustomResource;

  constructor(scope: Construct, id: string, props: PipelineExecutionProps) {
    super(scope, id);
    warnOfUnknownProperties(this, 'PipelineExecutionProps', props);
    const arn = this.pipelineArn(props);
    SCAN_KIND.note(this, props.pipeline && SCAN_KIND.of(props.pipeline));
    const source = pipelineSource(arn);
    validateSource(this, source, props.pipeline === undefined ? 'imagePipelineArn' : 'pipeline');
    const provider = ReportProvider.forExecutions(this);
    // No role may both give images the tag of this stack and cancel builds: such a role could cancel any build.
    const imageTagKeys = props.pipeline instanceof ImagePipeline ? props.pipeline._imageTagKeys : [];
    startPipeline(this, arn, imageTagKeys).forEach((grant) => provider.grantToStart(grant));
    const maxRetries = this.maxRetries(props);
    this.isRetried = maxRetries !== undefined;
    [
      findImages(arn),
      cancelBuilds(this),
      ...maxRetries === undefined ? [] : retryBuilds(this),
      readImages(this, source, 'imagebuilder:GetImage', 'imagebuilder:ListWorkflowExecutions'),
      readSteps(this),
      ...readLog(this, source, props),
    ].forEach((grant) => provider.grant(grant));

    // All custom resources have the same properties, so that an update of one is an update of all that follow.
    const [share, ...furtherShares] = sharesOf(this.timeoutSeconds(props.timeout));
    const properties: PipelineExecutionProperties = {
      ImagePipelineArn: arn,
      Trigger: contentTrigger(this, arn, props.trigger),
      OnFailure: onFailureProperty(props.onFailure ?? OnFailure.FAIL),
      TimeoutSeconds: Tokenization.stringifyNumber(share),
      MaxRetries: maxRetries,
      ...logTailProperty(props),
      Details: props.details && detailsProperties(this, props.details),
    };
    const links = this.links(provider, properties, furtherShares);
    this.resource = links.at(-1)!;
    if (props.details !== undefined) {
      provider.grantDetails(props.details).forEach((grant) => grant.applyBefore(this.resource));
    }
    if (props.pipeline instanceof ImagePipeline) {
      // The build needs the permissions of the instances, and CloudFormation would not wait for them.
      links[0].node.addDependency(...props.pipeline._prerequisites);
    }
  }

  /** The custom resources, which wait one after the other. The last one has the attributes. */
  private links(provider: ReportProvider, first: PipelineExecutionProperties, furtherShares: readonly number[]): CustomResource[] {
    const links: CustomResource[] = [];
    [first.TimeoutSeconds, ...furtherShares.map((share) => String(share))].forEach((TimeoutSeconds, index) => {
      const properties: PipelineExecutionProperties = {
        ...first,
        TimeoutSeconds,
        HandsOver: index < furtherShares.length ? 'true' : undefined,
        Continues: links.at(-1)?.getAttString(HAND_OVER),
      };
      links.push(new CustomResource(this, linkId(index), {
        serviceToken: provider.serviceToken, serviceTimeout: SERVICE_TIMEOUT, resourceType: PIPELINE_EXECUTION_TYPE, properties: { ...properties },
      }));
    });
    return links;
  }

  /**
   * Creates a stack output for each selected attribute, with the name of the attribute.
   *
   * @param options the attributes to output and a prefix for the names
   */
  public addStackOutputs(options: StackOutputsOptions = {}): void {
    const headline = this.isRetried ? [...EXECUTION_HEADLINE, 'Retries'] : EXECUTION_HEADLINE;
    const available = { descriptions: EXECUTION_KEY_DESCRIPTIONS, headline };
    addStackOutputs(this, available, (key) => this._attribute(key as PipelineExecutionKey), options);
  }

  /**
   * ARN of the image build version, or NONE if there is no image.
   *
   * Use the ARN as the source of a `BuildReport` or a `ScanReport` to get more attributes.
   */
  public get imageArn(): string {
    return this._attribute('ImageArn');
  }

  /** @internal */
  protected _attribute(key: PipelineExecutionKey): string {
    return this.resource.getAttString(key);
  }

  private pipelineArn({ pipeline, imagePipelineArn }: PipelineExecutionProps): string {
    checkExclusive(this, ['pipeline', pipeline], ['imagePipelineArn', imagePipelineArn]);
    const arn = pipeline?.imagePipelineRef.imagePipelineArn ?? imagePipelineArn;
    if (arn === undefined) {
      throw new InvalidInputError({ prop: 'pipeline', problem: 'Required', rule: 'be given when `imagePipelineArn` is not' }, this);
    }
    return arn;
  }

  /** The number of retries, unless there are none. */
  private maxRetries({ maxRetries = 0, pipeline }: PipelineExecutionProps): string | undefined {
    checkRange(this, 'maxRetries', maxRetries, 0, MAX_RETRIES);
    if (maxRetries === 0) {
      return undefined;
    }
    if (RECIPE_KIND.of(pipeline) === 'container-recipe') {
      throw new InvalidInputError({ prop: 'maxRetries', problem: 'Unsupported', rule: 'be 0 for a container recipe, because Image Builder retries AMIs only', got: maxRetries }, this);
    }
    return Tokenization.stringifyNumber(maxRetries);
  }

  private timeoutSeconds(timeout: Duration = Duration.seconds(MAX_EXECUTION_TIMEOUT_SECONDS)): number {
    return checkDuration(this, 'timeout', timeout, {
      unit: 'seconds',
      min: MIN_EXECUTION_TIMEOUT_SECONDS,
      max: MAX_BUILD_HOURS * 60 * 60,
      rule: `be 1 minute to ${MAX_BUILD_HOURS} hours in whole seconds`,
    })!;
  }
}
