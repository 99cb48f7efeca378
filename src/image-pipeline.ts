import { IResource, Resource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnImagePipeline } from 'aws-cdk-lib/aws-imagebuilder';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { Image } from './image';
import { ImageBuildOptions } from './image-build';
import { ImagePipelineSchedule } from './image-pipeline-schedule';
import { InfrastructureConfiguration } from './infrastructure-configuration';
import { checkArchitecture } from './private/architecture';
import { InvalidInputError } from './private/errors';
import { arnComponents, arnOf, partsOf, physicalName } from './private/naming';
import { omitEmpty } from './private/render';
import { checkName, checkTags, checkText } from './private/validate';

/** An image pipeline: builds images from a recipe, again and again. */
export interface IImagePipeline extends IResource, refs.IImagePipelineRef {
  /**
   * The ARN of the pipeline.
   *
   * @attribute
   */
  readonly imagePipelineArn: string;

  /**
   * The name of the pipeline.
   *
   * @attribute
   */
  readonly imagePipelineName: string;

  /**
   * Allows actions on this pipeline.
   *
   * @param grantee who may
   * @param actions IAM actions, for example `imagebuilder:GetImagePipeline`
   */
  grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant;

  /**
   * Allows to read this pipeline.
   *
   * @param grantee who may
   */
  grantRead(grantee: iam.IGrantable): iam.Grant;

  /**
   * Allows to start builds of this pipeline.
   *
   * @param grantee who may
   */
  grantStartExecution(grantee: iam.IGrantable): iam.Grant;
}

/** Whether a pipeline follows its schedule. */
export enum ImagePipelineStatus {
  /** It does. */
  ENABLED = 'ENABLED',
  /** It does not; it can be started by hand. */
  DISABLED = 'DISABLED',
}

/** Properties of an image pipeline. */
export interface ImagePipelineProps extends ImageBuildOptions {
  /** The recipe: of this library, an L1 or an import. */
  readonly recipe: refs.IImageRecipeRef;

  /**
   * The name of the pipeline.
   *
   * @default - a unique name in lower case
   */
  readonly imagePipelineName?: string;

  /**
   * What the pipeline is for.
   *
   * @default - the pipeline is shown without a description
   */
  readonly description?: string;

  /**
   * When the pipeline builds by itself.
   *
   * @default - never: something else starts its builds
   */
  readonly schedule?: ImagePipelineSchedule;

  /**
   * Whether the pipeline follows its schedule.
   *
   * @default ImagePipelineStatus.ENABLED
   */
  readonly status?: ImagePipelineStatus;

  /**
   * Tags of the pipeline.
   *
   * @default - the tags of the stack
   */
  readonly tags?: Record<string, string>;
}

/** How a pipeline builds an image during deployment. */
export interface RunOnDeployOptions {
  /**
   * Whether a change of the pipeline, its recipe or its components builds a new image.
   *
   * @default true
   */
  readonly onUpdate?: boolean;

  /**
   * A role with which the AMIs and snapshots of the image are deleted with it. It has to trust `imagebuilder.amazonaws.com`, and gets the
   * AWS managed policy for that unless it is imported.
   *
   * @default - AMIs and snapshots stay when the image is deleted or replaced
   */
  readonly deletionExecutionRole?: iam.IRole;

  /**
   * Tags of the image.
   *
   * @default - the tags of the stack
   */
  readonly tags?: Record<string, string>;
}

abstract class ImagePipelineBase extends Resource implements IImagePipeline {
  public abstract readonly imagePipelineArn: string;
  public abstract readonly imagePipelineName: string;

  public get imagePipelineRef(): refs.ImagePipelineReference {
    return { imagePipelineArn: this.imagePipelineArn };
  }

  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.imagePipelineArn] });
  }

  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, 'imagebuilder:GetImagePipeline');
  }

  public grantStartExecution(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, 'imagebuilder:StartImagePipelineExecution');
  }
}

/**
 * An image pipeline: builds images from a recipe, again and again.
 *
 * A deployment of the pipeline builds nothing; `runOnDeploy()` does.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-image-pipeline.html
 * @resource AWS::ImageBuilder::ImagePipeline
 */
export class ImagePipeline extends ImagePipelineBase {
  /**
   * An existing pipeline, by its ARN.
   *
   * @param scope parent
   * @param id id within the parent
   * @param imagePipelineArn its ARN
   */
  public static fromImagePipelineArn(scope: Construct, id: string, imagePipelineArn: string): IImagePipeline {
    return ImagePipeline.imported(scope, id, imagePipelineArn, partsOf(scope, 'imagePipelineArn', 'image-pipeline', imagePipelineArn).name);
  }

  /**
   * An existing pipeline of this account and Region, by its name.
   *
   * @param scope parent
   * @param id id within the parent
   * @param imagePipelineName its name
   */
  public static fromImagePipelineName(scope: Construct, id: string, imagePipelineName: string): IImagePipeline {
    checkName(scope, 'imagePipelineName', imagePipelineName);
    return ImagePipeline.imported(scope, id, arnOf(scope, 'image-pipeline', imagePipelineName), imagePipelineName);
  }

  private static imported(scope: Construct, id: string, arn: string, name: string): IImagePipeline {
    class Import extends ImagePipelineBase {
      public readonly imagePipelineArn = arn;
      public readonly imagePipelineName = name;
    }
    return new Import(scope, id, { environmentFromArn: arn });
  }

  public readonly imagePipelineArn: string;
  public readonly imagePipelineName: string;

  /**
   * Names the pipeline in its present form, and changes with every change of it.
   *
   * @attribute
   */
  public readonly deploymentId: string;

  /** The instances on which this pipeline builds and tests. */
  public readonly infrastructureConfiguration: refs.IInfrastructureConfigurationRef;

  /** The role of those instances, if the infrastructure configuration is of this library: grant it what components need. */
  public readonly instanceRole?: iam.IRole;

  private deployedImage?: Image;

  constructor(scope: Construct, id: string, props: ImagePipelineProps) {
    super(scope, id, { physicalName: physicalName(props.imagePipelineName, () => this) });
    checkName(this, 'imagePipelineName', props.imagePipelineName);
    checkText(this, 'description', props.description);
    checkTags(this, 'tags', props.tags, 50);

    const infrastructure = props.infrastructureConfiguration ?? new InfrastructureConfiguration(this, 'InfrastructureConfiguration');
    this.infrastructureConfiguration = infrastructure;
    this.instanceRole = infrastructure instanceof InfrastructureConfiguration ? infrastructure.role : undefined;
    checkArchitecture(this, props.recipe, infrastructure);

    const resource = new CfnImagePipeline(this, 'Resource', {
      name: this.physicalName,
      description: props.description,
      imageRecipeArn: props.recipe.imageRecipeRef.imageRecipeArn,
      infrastructureConfigurationArn: infrastructure.infrastructureConfigurationRef.infrastructureConfigurationArn,
      distributionConfigurationArn: props.distributionConfiguration?.distributionConfigurationRef.distributionConfigurationArn,
      imageScanningConfiguration: props.imageScanning?._render(this, props.imageTestsEnabled),
      imageTestsConfiguration: omitEmpty({ imageTestsEnabled: props.imageTestsEnabled }),
      enhancedImageMetadataEnabled: props.enhancedImageMetadataEnabled,
      schedule: props.schedule?._render(),
      status: props.status,
      tags: omitEmpty(props.tags),
    });
    this.imagePipelineArn = this.getResourceArnAttribute(resource.attrArn, arnComponents('image-pipeline', this.physicalName));
    this.imagePipelineName = this.getResourceNameAttribute(resource.attrName);
    this.deploymentId = resource.attrDeploymentId;
  }

  /**
   * Builds an image with this pipeline in the same deployment.
   *
   * CloudFormation waits for the build, up to twelve hours, and rolls back if it fails. The build starts when the role of its instances has its
   * permissions.
   *
   * A later change of the pipeline, its recipe or its components builds a new image. A change inside of the infrastructure or distribution
   * configuration alone does not, because the pipeline knows them by their ARNs only.
   *
   * @param options how the image is built and kept
   */
  public runOnDeploy(options: RunOnDeployOptions = {}): Image {
    if (this.deployedImage !== undefined) {
      throw new InvalidInputError({
        prop: 'runOnDeploy', problem: 'Conflict', rule: 'be called once', hint: 'Keep the image that the first call returned.',
      }, this);
    }
    this.deployedImage = new Image(this, 'Image', {
      imagePipelineExecutionSettings: { deploymentId: this.deploymentId, onUpdate: options.onUpdate },
      deletionExecutionRole: options.deletionExecutionRole,
      tags: options.tags,
    });
    this.deployedImage.node.addDependency(this.infrastructureConfiguration);
    return this.deployedImage;
  }
}
