import { Annotations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnImage, CfnImagePipeline } from 'aws-cdk-lib/aws-imagebuilder';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct, IConstruct, IDependable } from 'constructs';
import { warnOfDeletedImage } from './deleted-image';
import { Image } from './image';
import { IMAGE_BUILDER } from './image-base';
import { type IImagePipeline, ImagePipelineBase } from './image-pipeline-base';
import { ImagePipelineAttributes, ImagePipelineProps, ImagePipelineStatus, RunOnDeployOptions } from './image-pipeline-props';
import { useLogGroup } from './log-groups';
import { SCAN_KIND } from './scan-kind';
import { ImageBuildSetup, setUpImageBuild } from './setup';
import { isMarkedAs, markAs } from '../common/class-mark';
import { InvalidInputError } from '../common/errors';
import { importNamed } from '../common/import';
import { KnownFact, PLATFORM } from '../common/known-facts';
import { memoized } from '../common/memoized';
import { arnComponents, physicalName, requiredName } from '../common/naming';
import { renderNewer } from '../common/newer-properties';
import { warnOfUnknownProperties } from '../common/property-names';
import { omitEmpty } from '../common/render';
import { checkResourceName } from '../common/unique';
import { checkTags, checkText } from '../common/validate';
import { IS_PINNED } from '../common/versions';
import { ARCHITECTURE } from '../infrastructure/architecture';
import { withMethods } from '../infrastructure/given';
import { IInfrastructureConfiguration } from '../infrastructure/infrastructure-configuration';
import { RECIPE_KIND, recipeReference } from '../recipe/reference';
import { WorkflowConfiguration } from '../workflow/workflow-configuration';
import { warnOfLongSteps } from '../workflow/workflow-set';

export type { IImagePipeline } from './image-pipeline-base';

/**
 * An image pipeline, which builds images from a recipe on a schedule or on request.
 *
 * The deployment of a pipeline builds no image. Call `runOnDeploy()` to build an image during the deployment.
 *
 * @example
 * const weeklyPipeline = new ImagePipeline(this, 'WeeklyPipeline', {
 *   recipe: new ImageRecipe(this, 'GoldenRecipe', { baseImage: BaseImage.amazonLinux2023() }),
 *   schedule: ImagePipelineSchedule.cron('0 3 ? * sun *'),
 *   imageScanning: ImageScanning.testInstance(),
 * });
 * const goldenImage = weeklyPipeline.runOnDeploy();
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-image-pipeline.html
 * @resource AWS::ImageBuilder::ImagePipeline
 */
@propertyInjectable
export class ImagePipeline extends ImagePipelineBase {
  /** The identifier of this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-imagebuilder.ImagePipeline';

  /**
   * Imports an existing pipeline by its ARN.
   *
   * @param scope parent construct
   * @param id ID of the import within the parent
   * @param imagePipelineArn ARN of the pipeline
   */
  public static fromImagePipelineArn(scope: Construct, id: string, imagePipelineArn: string): IImagePipeline {
    return ImagePipeline.fromImagePipelineAttributes(scope, id, { imagePipelineArn });
  }

  /**
   * Imports an existing pipeline of the account and Region of the stack by its name.
   *
   * @param scope parent construct
   * @param id ID of the import within the parent
   * @param imagePipelineName name of the pipeline
   */
  public static fromImagePipelineName(scope: Construct, id: string, imagePipelineName: string): IImagePipeline {
    return ImagePipeline.fromImagePipelineAttributes(scope, id, { imagePipelineName });
  }

  /**
   * Imports an existing pipeline by its ARN or its name, and with its recipe.
   *
   * @param scope parent construct
   * @param id ID of the import within the parent
   * @param attrs attributes of the pipeline
   */
  public static fromImagePipelineAttributes(scope: Construct, id: string, attrs: ImagePipelineAttributes): IImagePipeline {
    warnOfUnknownProperties(scope, 'ImagePipelineAttributes', attrs);
    const { arn, name } = importNamed(scope, 'image-pipeline', { arn: attrs.imagePipelineArn, name: attrs.imagePipelineName });
    const recipeArn = attrs.recipe && recipeReference(scope, 'recipe', attrs.recipe).arn;

    class Import extends ImagePipelineBase {
      public readonly imagePipelineArn = arn;
      public readonly imagePipelineName = name;
      public readonly _recipeArn = recipeArn;
    }
    return new Import(scope, id, { environmentFromArn: arn });
  }

  /**
   * Whether a construct is an image pipeline that this library creates, and neither an import nor an L1.
   *
   * @param construct any construct
   */
  public static isImagePipeline(construct: IConstruct): construct is ImagePipeline {
    return isMarkedAs(construct, ImagePipeline.PROPERTY_INJECTION_ID);
  }

  /**
   * The IAM role of the instances on which this pipeline builds and tests images, to which permissions for components can be granted.
   *
   * The role is undefined if the infrastructure configuration is an L1 or an import.
   */
  public readonly instanceRole?: iam.IRole;

  /**
   * The name of the log group of the builds, if one is given.
   *
   * @internal
   */
  public readonly _imageLogGroupName?: string;

  private readonly setup: Omit<ImageBuildSetup, 'properties' | 'newerProperties'>;
  private readonly workflows: WorkflowConfiguration[];
  private readonly isScheduled: boolean;
  private readonly imageTagKeys: string[];
  private deployedImage?: Image;

  private readonly resource: CfnImagePipeline;

  constructor(scope: Construct, id: string, props: ImagePipelineProps) {
    super(scope, id, { physicalName: physicalName(props.imagePipelineName, () => this) });
    markAs(this, ImagePipeline.PROPERTY_INJECTION_ID);
    warnOfUnknownProperties(this, 'ImagePipelineProps', props);
    checkResourceName(this, 'imagePipelineName', 'image-pipeline', props.imagePipelineName);
    checkText(this, 'description', props.description);
    checkTags(this, 'tags', props.tags, 50);
    checkTags(this, 'imageTags', props.imageTags, 50);
    this.imageTagKeys = Object.keys(props.imageTags ?? {}).sort();

    props.schedule?._check(this);
    if (props.schedule?._needsUpdates && IS_PINNED.of(props.recipe)) {
      Annotations.of(this).addWarningV2('cdk-imagebuilder:scheduleWithoutUpdates',
        'The schedule builds when the base image or a component has a newer version, and the recipe names all of them exactly, so it never builds. '
        + 'Name one with an `x` in its version, or set `startCondition` to `EXPRESSION_MATCH_ONLY`.');
    }

    if (props.schedule?._isRate) {
      Annotations.of(this).addWarningV2('cdk-imagebuilder:scheduleRate',
        'The `schedule` is a rate, and the reference of Image Builder names only cron expressions. Use `ImagePipelineSchedule.cron()` if the '
        + 'deployment refuses the rate.');
    }

    const { properties, newerProperties, ...setup } = setUpImageBuild(this, props.recipe, props);
    this.setup = setup;
    this.workflows = props.workflows ?? [];
    this.isScheduled = props.schedule !== undefined && props.status !== ImagePipelineStatus.DISABLED;
    this.instanceRole = setup.instanceRole;

    this._imageLogGroupName = props.imageLogGroup && useLogGroup(this, 'imageLogGroup', props.imageLogGroup, setup);
    this.resource = new CfnImagePipeline(this, 'Resource', {
      ...properties,
      name: requiredName(props.imagePipelineName, this.physicalName, this),
      description: props.description,
      schedule: props.schedule?._render(),
      status: props.status,
      loggingConfiguration: omitEmpty({
        imageLogGroupName: this._imageLogGroupName,
        pipelineLogGroupName: props.imagePipelineLogGroup
          && useLogGroup(this, 'imagePipelineLogGroup', props.imagePipelineLogGroup, { executionRole: setup.executionRole }),
      }),
      imageTags: omitEmpty(props.imageTags),
      tags: omitEmpty(props.tags),
    });
    setup.executionRole.useIn(this.resource);
    renderNewer(this.resource, 'AWS::ImageBuilder::ImagePipeline', {
      ...newerProperties,
      'Schedule.Timezone': props.schedule?._timezone,
    });
  }

  @memoized
  public get imagePipelineArn(): string {
    return this.getResourceArnAttribute(this.resource.attrArn, arnComponents('image-pipeline', this.physicalName));
  }

  @memoized
  public get imagePipelineName(): string {
    return this.getResourceNameAttribute(this.resource.attrName);
  }

  /**
   * The deployment ID of the pipeline, which changes with every change of the pipeline.
   *
   * @attribute
   */
  public get deploymentId(): string {
    return this.resource.attrDeploymentId;
  }

  /** @internal */
  public get _recipeArn(): string {
    return this.setup.recipeArn;
  }

  /**
   * What must exist before a build starts.
   *
   * @internal
   */
  public get _prerequisites(): IDependable[] {
    return this.setup.prerequisites;
  }

  /** The infrastructure configuration of the instances on which this pipeline builds and tests images. */
  public get infrastructureConfiguration(): IInfrastructureConfiguration {
    return withMethods(this, this.setup.infrastructureConfiguration);
  }

  /**
   * Keys of the tags that the pipeline gives to its images.
   *
   * @internal
   */
  public get _imageTagKeys(): string[] {
    return this.imageTagKeys;
  }

  /** The IAM role with which Image Builder builds images, or undefined for the service-linked role. */
  public get executionRole(): iam.IRole | undefined {
    return this.setup.executionRole.current;
  }

  /**
   * Builds an image with this pipeline during the deployment.
   *
   * CloudFormation waits up to 12 hours for the build, and rolls back if the build fails. The build starts when the role of the instances has its
   * permissions.
   *
   * A later change of the pipeline, its recipe or its components builds a new image. A change inside the infrastructure configuration or the
   * distribution configuration alone builds no image, because the pipeline refers to them by their ARNs. The method can be called once.
   *
   * @param options options of the image
   */
  public runOnDeploy(options: RunOnDeployOptions = {}): Image {
    if (this.deployedImage !== undefined) {
      throw new InvalidInputError({
        prop: 'runOnDeploy', problem: 'Conflict', rule: 'be called once', hint: 'Keep the image that the first call returned.',
      }, this);
    }
    warnOfLongSteps(this, this.workflows);
    this.deployedImage = new Image(this, 'Image', {
      imagePipelineExecutionSettings: { deploymentId: this.deploymentId, onUpdate: options.onUpdate },
      deletionExecutionRole: options.deletionExecutionRole,
      tags: options.tags,
    });
    const { distributionConfiguration: distribution } = this.setup;
    IMAGE_BUILDER.note(this.deployedImage, { buildEvents: (method) => this._buildEvents(method), distribution });
    if (this.isScheduled) {
      warnOfDeletedImage(this.deployedImage.node.defaultChild as CfnImage, this.setup.recipeArn);
    }
    for (const fact of [SCAN_KIND, PLATFORM, ARCHITECTURE, RECIPE_KIND] as KnownFact<unknown>[]) {
      fact.note(this.deployedImage, fact.of(this));
    }
    // The resource depends on them and not the construct, because rules for its events need not wait.
    this.deployedImage.node.defaultChild!.node.addDependency(...this._prerequisites);
    return this.deployedImage;
  }
}
