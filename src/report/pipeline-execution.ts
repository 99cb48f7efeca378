import { Aws, CustomResource, Duration, Fn, Stack, Tokenization } from 'aws-cdk-lib';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { aws_imagebuilder as refs, aws_logs as logs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { BuildReportBase } from './build-report-base';
import { contentTrigger } from './dependency-hash';
import {
  EXECUTION_TAG, MAX_EXECUTION_TIMEOUT_SECONDS, MIN_EXECUTION_TIMEOUT_SECONDS, PIPELINE_EXECUTION_TYPE, PipelineExecutionKey,
  PipelineExecutionProperties, REQUEST_TAG, TRIGGER_TAG,
} from '../contract';
import { detailsProperties } from './details';
import { DetailsDestination } from './details-destination';
import { EXECUTION_HEADLINE, EXECUTION_KEY_DESCRIPTIONS } from './key-descriptions';
import { logTailProperty, readLog } from './log-tail';
import { onFailureProperty } from './on-failure-property';
import { StackOutputsOptions } from './report-keys';
import { OnFailure } from './report-options';
import { ReportProvider } from './report-provider';
import { pipelineSource, readImages, readSteps, validateSource } from './source';
import { addStackOutputs } from './stack-outputs';
import { InvalidInputError } from '../common/errors';
import { Permission } from '../common/permission';
import { warnOfUnknownProperties } from '../common/property-names';
import { checkDuration, checkExclusive } from '../common/validate';
import { ImagePipeline } from '../pipeline/image-pipeline';
import { START_ACTIONS } from '../pipeline/image-pipeline-base';
import { SCAN_KIND } from '../pipeline/scan-kind';

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
   * The time limit of the build, 1 to 55 minutes in whole seconds, after which the build is cancelled.
   *
   * @default Duration.minutes(55)
   */
  readonly timeout?: Duration;

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
 * Starts a pipeline during a deployment and waits up to 55 minutes for the build.
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
 * A build of more than 55 minutes is cancelled, because CloudFormation waits at most one hour for a custom resource. Use
 * `ImagePipeline.runOnDeploy()` for longer builds.
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

  private readonly resource: CustomResource;

  constructor(scope: Construct, id: string, props: PipelineExecutionProps) {
    super(scope, id);
    warnOfUnknownProperties(this, 'PipelineExecutionProps', props);
    const arn = this.pipelineArn(props);
    SCAN_KIND.note(this, props.pipeline && SCAN_KIND.of(props.pipeline));
    const source = pipelineSource(arn);
    validateSource(this, source, 'imagePipelineArn');
    const provider = ReportProvider.forExecutions(this);
    // No role may both tag images and cancel builds: such a role could give any image the tag of this stack, and then cancel its build.
    this.start(arn, props.pipeline).forEach((grant) => provider.grantToStart(grant));
    [
      this.find(arn),
      this.cancel(),
      readImages(this, source, 'imagebuilder:GetImage', 'imagebuilder:ListWorkflowExecutions'),
      readSteps(this),
      ...readLog(this, source, props),
    ].forEach((grant) => provider.grant(grant));

    const properties: PipelineExecutionProperties = {
      ImagePipelineArn: arn,
      Trigger: contentTrigger(this, arn, props.trigger),
      OnFailure: onFailureProperty(props.onFailure ?? OnFailure.FAIL),
      TimeoutSeconds: this.timeoutSeconds(props.timeout),
      ...logTailProperty(props),
      Details: props.details && detailsProperties(this, props.details),
    };
    this.resource = new CustomResource(this, 'Resource', {
      serviceToken: provider.serviceToken,
      serviceTimeout: SERVICE_TIMEOUT,
      resourceType: PIPELINE_EXECUTION_TYPE,
      properties: { ...properties },
    });
    if (props.details !== undefined) {
      provider.grantDetails(props.details).forEach((grant) => grant.applyBefore(this.resource));
    }
    if (props.pipeline instanceof ImagePipeline) {
      // The build needs the permissions of the instances, and CloudFormation would not wait for them.
      this.resource.node.addDependency(...props.pipeline._prerequisites);
    }
  }

  /**
   * Creates a stack output for each selected attribute, with the name of the attribute.
   *
   * @param options the attributes to output and a prefix for the names
   */
  public addStackOutputs(options: StackOutputsOptions = {}): void {
    const available = { descriptions: EXECUTION_KEY_DESCRIPTIONS, headline: EXECUTION_HEADLINE };
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

  private timeoutSeconds(timeout: Duration = Duration.seconds(MAX_EXECUTION_TIMEOUT_SECONDS)): string {
    return Tokenization.stringifyNumber(checkDuration(this, 'timeout', timeout, {
      unit: 'seconds',
      min: MIN_EXECUTION_TIMEOUT_SECONDS,
      max: MAX_EXECUTION_TIMEOUT_SECONDS,
      rule: 'be 1 to 55 minutes',
      hint: 'Builds that take longer are for `runOnDeploy()` of the pipeline, for which CloudFormation waits up to 12 hours.',
    })!);
  }

  /** The permission to find the images of the pipeline. */
  private find(arn: string): Permission {
    return { actions: ['imagebuilder:GetImagePipeline', 'imagebuilder:ListImagePipelineImages'], resources: [arn] };
  }

  /** The permissions to start the pipeline, which is done only when none of its images is the one to report. */
  private start(arn: string, pipeline?: refs.IImagePipelineRef): Permission[] {
    const ownKeys = pipeline instanceof ImagePipeline ? pipeline._imageTagKeys : [];
    return [
      this.find(arn),
      // Starting a pipeline requires the permissions to read the pipeline and to tag the image.
      { actions: START_ACTIONS, resources: [arn] },
      {
        actions: ['imagebuilder:TagResource'],
        resources: [this.allImages()],
        reason: 'The ARN of a pipeline does not tell the name of its images; only tags of this stack can be set.',
        conditions: {
          'StringLike': { [`aws:RequestTag/${EXECUTION_TAG}`]: this.ownExecutions() },
          // Image Builder does not document whether the request includes the tags that the pipeline gives to its images.
          'ForAllValues:StringEquals': { 'aws:TagKeys': [EXECUTION_TAG, REQUEST_TAG, TRIGGER_TAG, ...ownKeys] },
        },
      },
    ];
  }

  /** The permission to cancel the builds that this stack has started. */
  private cancel(): Permission {
    return {
      actions: ['imagebuilder:CancelImageCreation'],
      resources: [this.allImages()],
      reason: 'The ARN of a pipeline does not tell the name of its images; only those with a tag of this stack can be cancelled.',
      conditions: { StringLike: { [`aws:ResourceTag/${EXECUTION_TAG}`]: this.ownExecutions() } },
    };
  }

  /** The values of the tag of all executions of this stack. */
  private ownExecutions(): string {
    return `${Fn.select(2, Fn.split('/', Aws.STACK_ID))}/*`;
  }

  private allImages(): string {
    return Stack.of(this).formatArn({ service: 'imagebuilder', resource: 'image', resourceName: '*' });
  }
}
