import { Fn, IResource, Resource, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnImageRecipe } from 'aws-cdk-lib/aws-imagebuilder';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { Construct, IConstruct } from 'constructs';
import { renderBlockDevices } from './block-devices';
import { arePinned, checkRecipeOptions, componentGrants, DEFAULT_VERSION, renderComponents } from './components';
import { imageParameterPermissions } from './image-parameter';
import { ImageRecipeAttributes, ImageRecipeProps } from './image-recipe-props';
import { warnOfManagedImage } from './managed-image-names';
import { IRecipe } from './recipe';
import { checkWatermarks } from './watermarks';
import { isMarkedAs, markAs } from '../common/class-mark';
import { InvalidInputError } from '../common/errors';
import { importVersioned } from '../common/import';
import { GRANT_TO_INSTANCES } from '../common/instance-grants';
import { HAS_WATERMARKS, PLATFORM } from '../common/known-facts';
import { memoized } from '../common/memoized';
import { partsOf, physicalName, policyArnsOf, requiredName } from '../common/naming';
import { EXECUTION_PERMISSIONS } from '../common/permission';
import { Platform } from '../common/platform';
import { warnOfUnknownProperties } from '../common/property-names';
import { arnRegionFaults, checkFaults } from '../common/regions';
import { omitEmpty } from '../common/render';
import { checkResourceName } from '../common/unique';
import { checkTags } from '../common/validate';
import { IS_PINNED } from '../common/versions';
import { ARCHITECTURE } from '../infrastructure/architecture';

/** In Base64, this is the longest user data that Image Builder takes. */
const MOST_USER_DATA_BYTES = 16_383;

/** An image recipe, which names the base image of an AMI and the components that change the image. */
export interface IImageRecipe extends IResource, IRecipe, refs.IImageRecipeRef {
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
   * Version of the recipe. The last numbers of an imported version may be `x`.
   *
   * @attribute
   */
  readonly imageRecipeVersion: string;

  /**
   * Allows a principal to perform actions on this recipe.
   *
   * @param grantee principal that gets the permission
   * @param actions IAM actions, for example `imagebuilder:GetImageRecipe`
   */
  grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant;

  /**
   * Allows a principal to read this recipe.
   *
   * @param grantee principal that gets the permission
   */
  grantRead(grantee: iam.IGrantable): iam.Grant;
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
 * An image recipe, which names the base image of an AMI and the components that change the image.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-recipes.html
 * @resource AWS::ImageBuilder::ImageRecipe
 *
 * @example
 * const golden = new ImageRecipe(this, 'Recipe', {
 *   baseImage: BaseImage.amazonLinux2023(),
 *   components: [component.withParameters({ Package: 'nginx' })],
 * });
 * new ImagePipeline(this, 'Pipeline', { recipe: golden });
 */
@propertyInjectable
export class ImageRecipe extends ImageRecipeBase {
  /** The identifier of this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-imagebuilder.ImageRecipe';

  /**
   * An existing recipe, by its ARN.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param imageRecipeArn ARN of the recipe, in whose version the last numbers may be `x`
   */
  public static fromImageRecipeArn(scope: Construct, id: string, imageRecipeArn: string): IImageRecipe {
    return ImageRecipe.fromImageRecipeAttributes(scope, id, { imageRecipeArn });
  }

  /**
   * The newest version of an existing recipe of this account and Region, by its name.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param imageRecipeName name of the recipe
   */
  public static fromImageRecipeName(scope: Construct, id: string, imageRecipeName: string): IImageRecipe {
    return ImageRecipe.fromImageRecipeAttributes(scope, id, { imageRecipeName });
  }

  /**
   * An existing recipe, by its ARN or by name and version.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param attrs ARN, or name and version
   */
  public static fromImageRecipeAttributes(scope: Construct, id: string, attrs: ImageRecipeAttributes): IImageRecipe {
    warnOfUnknownProperties(scope, 'ImageRecipeAttributes', attrs);
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

  /**
   * Whether a construct is an image recipe that this library creates, and neither an import nor an L1.
   *
   * @param construct any construct
   */
  public static isImageRecipe(construct: IConstruct): construct is ImageRecipe {
    return isMarkedAs(construct, ImageRecipe.PROPERTY_INJECTION_ID);
  }

  private readonly blockDevices: ec2.BlockDevice[] = [];

  private readonly resource: CfnImageRecipe;

  constructor(scope: Construct, id: string, props: ImageRecipeProps) {
    super(scope, id, { physicalName: physicalName(props.imageRecipeName, () => this) });
    markAs(this, ImageRecipe.PROPERTY_INJECTION_ID);
    warnOfUnknownProperties(this, 'ImageRecipeProps', props);
    checkResourceName(this, 'imageRecipeName', 'image-recipe', props.imageRecipeName, props.imageRecipeVersion?.version ?? DEFAULT_VERSION);
    checkRecipeOptions(this, props);
    checkTags(this, 'amiTags', props.amiTags, 50);
    if (props.amiWatermarks !== undefined) {
      checkWatermarks(this, props.amiWatermarks);
      HAS_WATERMARKS.note(this, props.amiWatermarks.length > 0);
    }
    checkAgent(this, props);
    warnOfManagedImage(this, 'baseImage', props.baseImage.image);
    checkFaults(this, arnRegionFaults(this, 'baseImage', props.baseImage.image));

    this.resource = new CfnImageRecipe(this, 'Resource', {
      name: requiredName(props.imageRecipeName, this.physicalName, this),
      version: props.imageRecipeVersion?.version ?? DEFAULT_VERSION,
      parentImage: props.baseImage.image,
      components: renderComponents(this, props.components, props.baseImage.platform),
      workingDirectory: props.workingDirectory,
      additionalInstanceConfiguration: omitEmpty({
        systemsManagerAgent: { uninstallAfterBuild: props.uninstallSsmAgentAfterBuild },
        userDataOverride: renderUserData(this, props.userDataOverride),
      }),
      description: props.description,
      amiTags: omitEmpty(props.amiTags),
      amiWatermarks: omitEmpty(props.amiWatermarks),
      tags: omitEmpty(props.tags),
    });
    if (props.blockDevices !== undefined) {
      this.addBlockDevice(...props.blockDevices);
    }
    PLATFORM.note(this, props.baseImage.platform);
    ARCHITECTURE.note(this, props.baseImage.architecture);
    IS_PINNED.note(this, props.baseImage._isPinned && arePinned(props.components));
    GRANT_TO_INSTANCES.note(this, componentGrants(props.components));
    EXECUTION_PERMISSIONS.note(this, imageParameterPermissions(this, props.baseImage.image));
  }

  public get imageRecipeArn(): string {
    return this.resource.attrArn;
  }

  public get imageRecipeName(): string {
    return this.resource.attrName;
  }

  /**
   * ARN of the newest version when an image is built.
   *
   * @attribute
   */
  public get latestVersionArn(): string {
    return this.resource.attrLatestVersionArn;
  }

  /**
   * ARN of the newest version with the same major version when an image is built.
   *
   * @attribute
   */
  public get latestMajorVersionArn(): string {
    return this.resource.attrLatestVersionMajor;
  }

  /**
   * ARN of the newest version with the same major and minor version when an image is built.
   *
   * @attribute
   */
  public get latestMinorVersionArn(): string {
    return this.resource.attrLatestVersionMinor;
  }

  @memoized
  public get imageRecipeVersion(): string {
    // Image Builder chooses the patch number, so only the ARN has it.
    return partsOf(this, 'imageRecipeArn', 'image-recipe', this.resource.attrArn).version;
  }

  /**
   * Adds volumes to the build instance, which become volumes of the image.
   *
   * @param blockDevices volumes to add
   */
  public addBlockDevice(...blockDevices: ec2.BlockDevice[]): void {
    this.blockDevices.push(...blockDevices);
    this.resource.blockDeviceMappings = renderBlockDevices(this, 'blockDevices', this.blockDevices);
  }
}

function renderUserData(scope: Construct, userData?: ec2.UserData): string | undefined {
  if (userData === undefined) {
    return undefined;
  }
  const text = userData.render();
  const bytes = Buffer.byteLength(text);
  if (!Token.isUnresolved(text) && (bytes < 1 || bytes > MOST_USER_DATA_BYTES)) {
    throw new InvalidInputError({
      prop: 'userDataOverride', problem: 'OutOfRange', rule: `be 1 to ${MOST_USER_DATA_BYTES} bytes of UTF-8 when it is rendered`, got: bytes,
    }, scope);
  }
  return Fn.base64(text);
}

/** Image Builder refuses the setting for Windows, whose images always keep the agent. */
function checkAgent(scope: Construct, { baseImage, uninstallSsmAgentAfterBuild }: ImageRecipeProps): void {
  if (baseImage.platform === Platform.WINDOWS && uninstallSsmAgentAfterBuild !== undefined) {
    throw new InvalidInputError({
      prop: 'uninstallSsmAgentAfterBuild', problem: 'Unsupported', rule: 'be absent for a base image of Windows', got: uninstallSsmAgentAfterBuild,
    }, scope);
  }
}
