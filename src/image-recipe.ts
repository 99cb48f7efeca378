import { IResource, Resource } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnImageRecipe } from 'aws-cdk-lib/aws-imagebuilder';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { BaseImage } from './base-image';
import { renderBlockDevices } from './private/block-devices';
import { importVersioned } from './private/import';
import { partsOf, physicalName, policyArnsOf } from './private/naming';
import { renderComponents } from './private/recipe-components';
import { omitEmpty } from './private/render';
import { noteTraits } from './private/traits';
import { checkName, checkTags, checkText } from './private/validate';
import { ComponentConfiguration } from './recipe';
import { RecipeVersion } from './version';

/** An image recipe: the base image of an AMI, and the components that change it. */
export interface IImageRecipe extends IResource, refs.IImageRecipeRef {
  /**
   * The ARN of the recipe, with its version.
   *
   * @attribute
   */
  readonly imageRecipeArn: string;

  /**
   * The name of the recipe.
   *
   * @attribute
   */
  readonly imageRecipeName: string;

  /**
   * The version of the recipe, where the last numbers of an imported one may be `x`.
   *
   * @attribute
   */
  readonly imageRecipeVersion: string;

  /**
   * Allows actions on this recipe.
   *
   * @param grantee who may
   * @param actions IAM actions, for example `imagebuilder:GetImageRecipe`
   */
  grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant;

  /**
   * Allows to read this recipe.
   *
   * @param grantee who may
   */
  grantRead(grantee: iam.IGrantable): iam.Grant;
}

/** Properties of an image recipe. */
export interface ImageRecipeProps {
  /** The image to start from. */
  readonly baseImage: BaseImage;

  /**
   * What changes the base image, in this order.
   *
   * @default - the new image is the base image, tested and distributed
   */
  readonly components?: ComponentConfiguration[];

  /**
   * The name of the recipe. Its images have it too.
   *
   * @default - a unique name in lower case
   */
  readonly imageRecipeName?: string;

  /**
   * The version of the recipe.
   *
   * @default RecipeVersion.auto('1.0'), so that every change of the recipe makes its next version
   */
  readonly imageRecipeVersion?: RecipeVersion;

  /**
   * What the recipe is for.
   *
   * @default - the recipe is shown without a description
   */
  readonly description?: string;

  /**
   * The volumes of the build instance, and so of the image.
   *
   * @default - the volumes of the base image
   */
  readonly blockDevices?: ec2.BlockDevice[];

  /**
   * The folder in which components run.
   *
   * @default - "/tmp" on Linux and macOS, "C:/" on Windows
   */
  readonly workingDirectory?: string;

  /**
   * Tags of the AMI that the service makes before it distributes it.
   *
   * @default - the tags that the service sets itself
   */
  readonly amiTags?: Record<string, string>;

  /**
   * Tags of the recipe.
   *
   * @default - the tags of the stack
   */
  readonly tags?: Record<string, string>;
}

/** How an existing image recipe is known: by its ARN, or by its name. */
export interface ImageRecipeAttributes {
  /**
   * The ARN of the recipe.
   *
   * @default - made of name and version
   */
  readonly imageRecipeArn?: string;

  /**
   * The name of the recipe.
   *
   * @default - taken from the ARN
   */
  readonly imageRecipeName?: string;

  /**
   * The version of the recipe, where the last numbers may be `x`.
   *
   * @default - taken from the ARN, or else "x.x.x", the newest version
   */
  readonly imageRecipeVersion?: string;
}

abstract class ImageRecipeBase extends Resource implements IImageRecipe {
  public abstract readonly imageRecipeArn: string;
  public abstract readonly imageRecipeName: string;
  public abstract readonly imageRecipeVersion: string;

  public get imageRecipeRef(): refs.ImageRecipeReference {
    return { imageRecipeArn: this.imageRecipeArn };
  }

  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: policyArnsOf('image-recipe', this.imageRecipeArn) });
  }

  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, 'imagebuilder:GetImageRecipe');
  }
}

/**
 * An image recipe: the base image of an AMI, and the components that change it.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-recipes.html
 * @resource AWS::ImageBuilder::ImageRecipe
 */
export class ImageRecipe extends ImageRecipeBase {
  /**
   * An existing recipe, by its ARN.
   *
   * @param scope parent
   * @param id id within the parent
   * @param imageRecipeArn ARN of a recipe, whose version may hold `x`
   */
  public static fromImageRecipeArn(scope: Construct, id: string, imageRecipeArn: string): IImageRecipe {
    return ImageRecipe.fromImageRecipeAttributes(scope, id, { imageRecipeArn });
  }

  /**
   * The newest version of an existing recipe of this account and Region, by its name.
   *
   * @param scope parent
   * @param id id within the parent
   * @param imageRecipeName name of the recipe
   */
  public static fromImageRecipeName(scope: Construct, id: string, imageRecipeName: string): IImageRecipe {
    return ImageRecipe.fromImageRecipeAttributes(scope, id, { imageRecipeName });
  }

  /**
   * An existing recipe, by its ARN or by name and version.
   *
   * @param scope parent
   * @param id id within the parent
   * @param attrs how the recipe is known
   */
  public static fromImageRecipeAttributes(scope: Construct, id: string, attrs: ImageRecipeAttributes): IImageRecipe {
    const known = importVersioned(scope, 'image-recipe', {
      arn: attrs.imageRecipeArn, name: attrs.imageRecipeName, version: attrs.imageRecipeVersion,
    });

    class Import extends ImageRecipeBase {
      public readonly imageRecipeArn = known.arn;
      public readonly imageRecipeName = known.name;
      public readonly imageRecipeVersion = known.version;
    }
    return new Import(scope, id, { environmentFromArn: known.arn });
  }

  public readonly imageRecipeArn: string;
  public readonly imageRecipeName: string;
  public readonly imageRecipeVersion: string;

  constructor(scope: Construct, id: string, props: ImageRecipeProps) {
    super(scope, id, { physicalName: physicalName(props.imageRecipeName, () => this) });
    checkName(this, 'imageRecipeName', props.imageRecipeName);
    checkText(this, 'description', props.description);
    checkText(this, 'workingDirectory', props.workingDirectory);
    checkTags(this, 'amiTags', props.amiTags, 50);
    checkTags(this, 'tags', props.tags, 50);

    const resource = new CfnImageRecipe(this, 'Resource', {
      name: this.physicalName,
      version: (props.imageRecipeVersion ?? RecipeVersion.auto('1.0')).version,
      parentImage: props.baseImage.image,
      components: renderComponents(this, props.components, props.baseImage.platform),
      blockDeviceMappings: renderBlockDevices(this, props.blockDevices),
      workingDirectory: props.workingDirectory,
      description: props.description,
      amiTags: omitEmpty(props.amiTags),
      tags: omitEmpty(props.tags),
    });
    this.imageRecipeArn = resource.attrArn;
    this.imageRecipeName = resource.attrName;
    // The service picks the patch number, so only the ARN knows it.
    this.imageRecipeVersion = partsOf(this, 'imageRecipeArn', 'image-recipe', resource.attrArn).version;
    noteTraits(this, { platform: props.baseImage.platform, architecture: props.baseImage.architecture });
  }
}
