import { IResource, Resource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnImage } from 'aws-cdk-lib/aws-imagebuilder';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { Construct, IConstruct } from 'constructs';
import { BaseImage } from './base-image';
import { ImageBuildOptions } from './image-build';
import { InfrastructureConfiguration } from './infrastructure-configuration';
import { attachManagedPolicy } from './private/acknowledge';
import { checkArchitecture } from './private/architecture';
import { InvalidInputError } from './private/errors';
import { importVersioned } from './private/import';
import { partsOf, policyArnsOf } from './private/naming';
import { omitEmpty } from './private/render';
import { checkExclusive, checkTags } from './private/validate';

/** An image: the outcome of a build. */
export interface IImage extends IResource, refs.IImageRef {
  /**
   * The ARN of the image. That of an image built during deployment names exactly one build.
   *
   * @attribute
   */
  readonly imageArn: string;

  /**
   * The name of the image, which is the name of its recipe.
   *
   * @attribute
   */
  readonly imageName: string;

  /**
   * The version of the image, where the last numbers of an imported one may be `x`.
   *
   * @attribute
   */
  readonly imageVersion: string;

  /**
   * Allows actions on this image.
   *
   * @param grantee who may
   * @param actions IAM actions, for example `imagebuilder:GetImage`
   */
  grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant;

  /**
   * Allows to read this image.
   *
   * @param grantee who may
   */
  grantRead(grantee: iam.IGrantable): iam.Grant;

  /** This image as the base of another recipe. */
  toBaseImage(): BaseImage;
}

/** A pipeline that builds an image during deployment. */
export interface ImagePipelineExecutionSettings {
  /** The `deploymentId` of the pipeline: it names the pipeline in its present form, and changes with it. */
  readonly deploymentId: string;

  /**
   * Whether a change of the pipeline builds a new image.
   *
   * @default true
   */
  readonly onUpdate?: boolean;
}

/** Properties of an image. */
export interface ImageProps extends ImageBuildOptions {
  /**
   * The recipe: of this library, an L1 or an import.
   *
   * @default - the recipe of the pipeline in `imagePipelineExecutionSettings`
   */
  readonly recipe?: refs.IImageRecipeRef;

  /**
   * The pipeline that builds the image, in place of `recipe` and everything else that says how to build.
   * `ImagePipeline.runOnDeploy()` sets it.
   *
   * @default - the image is built from `recipe`
   */
  readonly imagePipelineExecutionSettings?: ImagePipelineExecutionSettings;

  /**
   * A role with which the AMIs and snapshots of the image are deleted with it. It has to trust `imagebuilder.amazonaws.com`, and gets the
   * AWS managed policy for that unless it is imported.
   *
   * @default - AMIs and snapshots stay when the image is deleted
   */
  readonly deletionExecutionRole?: iam.IRole;

  /**
   * Tags of the image.
   *
   * @default - the tags of the stack
   */
  readonly tags?: Record<string, string>;
}

/** How an existing image is known: by its ARN, or by its name. */
export interface ImageAttributes {
  /**
   * The ARN of the image.
   *
   * @default - made of name and version
   */
  readonly imageArn?: string;

  /**
   * The name of the image, which is the name of its recipe.
   *
   * @default - taken from the ARN
   */
  readonly imageName?: string;

  /**
   * The version of the image, where the last numbers may be `x`.
   *
   * @default - taken from the ARN, or else "x.x.x", the newest version
   */
  readonly imageVersion?: string;
}

abstract class ImageBase extends Resource implements IImage {
  public abstract readonly imageArn: string;
  public abstract readonly imageName: string;
  public abstract readonly imageVersion: string;

  public get imageRef(): refs.ImageReference {
    return { imageArn: this.imageArn };
  }

  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: policyArnsOf('image', this.imageArn) });
  }

  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, 'imagebuilder:GetImage');
  }

  public toBaseImage(): BaseImage {
    return BaseImage.fromImage(this);
  }
}

/**
 * An image that is built during deployment.
 *
 * CloudFormation waits for the build, up to twelve hours, and rolls back if it fails.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/create-images.html
 * @resource AWS::ImageBuilder::Image
 */
export class Image extends ImageBase {
  /**
   * An existing image, by its ARN.
   *
   * @param scope parent
   * @param id id within the parent
   * @param imageArn ARN of an image, of one of its versions or of one build of a version
   */
  public static fromImageArn(scope: Construct, id: string, imageArn: string): IImage {
    return Image.fromImageAttributes(scope, id, { imageArn });
  }

  /**
   * The newest version of an existing image of this account and Region, by its name.
   *
   * @param scope parent
   * @param id id within the parent
   * @param imageName name of the image
   */
  public static fromImageName(scope: Construct, id: string, imageName: string): IImage {
    return Image.fromImageAttributes(scope, id, { imageName });
  }

  /**
   * An existing image, by its ARN or by name and version.
   *
   * @param scope parent
   * @param id id within the parent
   * @param attrs how the image is known
   */
  public static fromImageAttributes(scope: Construct, id: string, attrs: ImageAttributes): IImage {
    const known = importVersioned(scope, 'image', { arn: attrs.imageArn, name: attrs.imageName, version: attrs.imageVersion });

    class Import extends ImageBase {
      public readonly imageArn = known.arn;
      public readonly imageName = known.name;
      public readonly imageVersion = known.version;
    }
    return new Import(scope, id, { environmentFromArn: known.arn });
  }

  public readonly imageArn: string;
  public readonly imageName: string;
  public readonly imageVersion: string;

  /**
   * The id of the AMI in the Region of the stack.
   *
   * CloudFormation does not look at the account: with target accounts in this Region it may be that of a copy. A deployment that reads it fails
   * if the image is not distributed to this Region.
   *
   * @attribute
   */
  public readonly imageId: string;

  /** What has to exist before the image is built, and until it is deleted. */
  private readonly prerequisites: IConstruct[] = [];

  constructor(scope: Construct, id: string, props: ImageProps) {
    super(scope, id);
    checkTags(this, 'tags', props.tags, 50);
    this.equipDeletionRole(props.deletionExecutionRole);

    const resource = new CfnImage(this, 'Resource', {
      ...props.imagePipelineExecutionSettings ? this.renderExecution(props) : this.renderBuild(props),
      deletionSettings: omitEmpty({ executionRole: props.deletionExecutionRole?.roleArn }) as CfnImage.DeletionSettingsProperty,
      tags: omitEmpty(props.tags),
    });
    // The resource waits, not the construct: an infrastructure configuration that was made for it stands inside of the construct.
    resource.node.addDependency(...this.prerequisites);
    this.imageArn = resource.attrArn;
    this.imageName = resource.attrName;
    this.imageVersion = partsOf(this, 'imageArn', 'image', resource.attrArn).version;
    this.imageId = resource.attrImageId;
  }

  private renderExecution(props: ImageProps): Partial<CfnImage> {
    const settings = props.imagePipelineExecutionSettings!;
    const { recipe, infrastructureConfiguration, distributionConfiguration, imageScanning, imageTestsEnabled, enhancedImageMetadataEnabled } = props;
    for (const other of Object.entries({
      recipe, infrastructureConfiguration, distributionConfiguration, imageScanning, imageTestsEnabled, enhancedImageMetadataEnabled,
    })) {
      checkExclusive(this, ['imagePipelineExecutionSettings', settings], other);
    }
    return { imagePipelineExecutionSettings: { deploymentId: settings.deploymentId, onUpdate: settings.onUpdate ?? true } };
  }

  private renderBuild(props: ImageProps): Partial<CfnImage> {
    if (props.recipe === undefined) {
      throw new InvalidInputError({ prop: 'recipe', problem: 'Required', rule: 'be given when `imagePipelineExecutionSettings` is not' }, this);
    }
    const infrastructure = props.infrastructureConfiguration ?? new InfrastructureConfiguration(this, 'InfrastructureConfiguration');
    checkArchitecture(this, props.recipe, infrastructure);
    this.prerequisites.push(infrastructure);
    return {
      imageRecipeArn: props.recipe.imageRecipeRef.imageRecipeArn,
      infrastructureConfigurationArn: infrastructure.infrastructureConfigurationRef.infrastructureConfigurationArn,
      distributionConfigurationArn: props.distributionConfiguration?.distributionConfigurationRef.distributionConfigurationArn,
      imageScanningConfiguration: props.imageScanning?._render(this, props.imageTestsEnabled),
      imageTestsConfiguration: omitEmpty({ imageTestsEnabled: props.imageTestsEnabled }),
      enhancedImageMetadataEnabled: props.enhancedImageMetadataEnabled,
    };
  }

  private equipDeletionRole(role?: iam.IRole): void {
    if (role !== undefined) {
      attachManagedPolicy(role, 'service-role/EC2ImageBuilderLifecycleExecutionPolicy',
        'Image Builder documents this policy for the deletion of images; it reaches only what the service has tagged as its own.');
      // The role has to outlive the image, or nothing can be deleted with it.
      this.prerequisites.push(role);
    }
  }
}
