import { Aws, CustomResource, Duration, Fn, Stack, Tokenization } from 'aws-cdk-lib';
import { aws_imagebuilder as refs, aws_logs as logs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { BuildReportBase } from './build-report-base';
import { contentTrigger } from './content';
import {
  EXECUTION_TAG, MAX_EXECUTION_TIMEOUT_SECONDS, MIN_EXECUTION_TIMEOUT_SECONDS, PIPELINE_EXECUTION_TYPE, PipelineExecutionKey,
  PipelineExecutionProperties,
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
import { checkDuration, checkExclusive } from '../common/validate';
import { ImagePipeline } from '../pipeline/image-pipeline';
import { START_ACTIONS } from '../pipeline/image-pipeline-base';

/** The most that CloudFormation waits for a custom resource. */
const SERVICE_TIMEOUT = Duration.hours(1);

/** Properties of a `PipelineExecution`. */
export interface PipelineExecutionProps {
  /**
   * The pipeline to start: of this library, an L1 or an import.
   *
   * @default - the pipeline with `imagePipelineArn`
   */
  readonly pipeline?: refs.IImagePipelineRef;

  /**
   * The ARN of the pipeline to start, in place of `pipeline`: for example that of a pipeline made with AWS's alpha module.
   *
   * @default - the pipeline given as `pipeline`
   */
  readonly imagePipelineArn?: string;

  /**
   * What happens to the deployment when the build fails, is cancelled or takes longer than `timeout`.
   *
   * @default OnFailure.FAIL
   */
  readonly onFailure?: OnFailure;

  /**
   * How long the build may take, 1 to 55 minutes. After that it is cancelled.
   *
   * @default Duration.minutes(55)
   */
  readonly timeout?: Duration;

  /**
   * Another text starts another build. Say here what cannot be seen in the template: a version of something that the build downloads, or the
   * date of the month.
   *
   * @default - a build starts when something changes that the pipeline is made of
   */
  readonly trigger?: string;

  /**
   * Whether `FailureMessage` ends with the last lines of the log that tell of an error. It needs permission to read the log of the build.
   *
   * @default false
   */
  readonly logTail?: boolean;

  /**
   * The log group that `logTail` may read. Give it when the images log to another group, or to allow no more than that one.
   *
   * @default - all groups below `/aws/imagebuilder/`: the pipeline does not tell the name of its images
   */
  readonly imageLogGroup?: logs.ILogGroupRef;

  /**
   * Where to write a document in JSON with all that is known of the build: every workflow, step and output. When it cannot be written, the
   * deployment fails.
   *
   * @default - no document is written
   */
  readonly details?: DetailsDestination;
}

/**
 * Starts a pipeline during deployment and waits for its build, up to 55 minutes.
 *
 * It is for what `ImagePipeline.runOnDeploy()` cannot do: a build that fails can let the deployment go on and become stack outputs
 * (`OnFailure.CONTINUE`), or fail it with the step that failed, its message, and where to look (`OnFailure.FAIL`). Builds of more than 55
 * minutes are for `runOnDeploy()`.
 *
 * A build starts when the stack is created, and when something changes that the pipeline is made of: its recipe, components with their
 * documents, infrastructure, distribution, or `trigger`. What was built already is not built again, so a rollback starts nothing. A build that
 * is going on is cancelled when the execution is deleted. The image stays.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_StartImagePipelineExecution.html
 */
export class PipelineExecution extends BuildReportBase {
  private readonly resource: CustomResource;

  constructor(scope: Construct, id: string, props: PipelineExecutionProps) {
    super(scope, id);
    const arn = this.pipelineArn(props);
    const source = pipelineSource(arn);
    validateSource(this, source, 'imagePipelineArn');
    const provider = ReportProvider.forExecutions(this);
    // The function that polls starts, too, what could not be started at once.
    this.start(arn).forEach((grant) => provider.grant(grant));
    [
      this.cancel(),
      readImages(this, source, 'imagebuilder:GetImage', 'imagebuilder:ListWorkflowExecutions'),
      readSteps(this),
      ...readLog(this, source, props),
    ].forEach((grant) => provider.grantToPolling(grant));

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
      // The build needs what the instances are allowed to do, and CloudFormation would not wait for it.
      this.resource.node.addDependency(...props.pipeline._prerequisites);
    }
  }

  /**
   * Makes stack outputs of the attributes, named as they are.
   *
   * @param options Which attributes, and a prefix for their names
   */
  public addStackOutputs(options: StackOutputsOptions = {}): void {
    const available = { descriptions: EXECUTION_KEY_DESCRIPTIONS, headline: EXECUTION_HEADLINE };
    addStackOutputs(this, available, (key) => this._attribute(key as PipelineExecutionKey), options);
  }

  /** ARN of the image build version, or NONE. A `BuildReport` or `ScanReport` of it says more. */
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

  /** Starting the pipeline, and finding its images. */
  private start(arn: string): Permission[] {
    return [
      // Starting a pipeline needs to read it, and to tag the image that it makes.
      {
        actions: [...START_ACTIONS, 'imagebuilder:ListImagePipelineImages'],
        resources: [arn],
      },
      {
        actions: ['imagebuilder:TagResource'],
        resources: [this.allImages()],
        reason: 'The ARN of a pipeline does not tell the name of its images; tagging is all that is allowed.',
      },
    ];
  }

  /** Cancelling what this stack has started. */
  private cancel(): Permission {
    const stackUuid = Fn.select(2, Fn.split('/', Aws.STACK_ID));
    return {
      actions: ['imagebuilder:CancelImageCreation'],
      resources: [this.allImages()],
      reason: 'The ARN of a pipeline does not tell the name of its images; only those with a tag of this stack can be cancelled.',
      conditions: { StringLike: { [`aws:ResourceTag/${EXECUTION_TAG}`]: `${stackUuid}/*` } },
    };
  }

  private allImages(): string {
    return Stack.of(this).formatArn({ service: 'imagebuilder', resource: 'image', resourceName: '*' });
  }
}
