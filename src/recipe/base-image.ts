import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { IStringParameter } from 'aws-cdk-lib/aws-ssm';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { AmazonManagedImageOptions, BaseImageOptions, OperatingSystemOptions, WindowsServerEdition, WindowsServerOptions } from './base-image-options';
import { checkParameterInReference } from './image-parameter';
import { MANAGED_IMAGES, managedImage, ManagedImageNames, publishedName } from './managed-image-names';
import { checkBaseKind } from './reference';
import { PLATFORM } from '../common/known-facts';
import { checkArn } from '../common/naming';
import { ImageArchitecture, Platform } from '../common/platform';
import { checkAmiId, checkPattern, checkText } from '../common/validate';
import { isPinned } from '../common/versions';
import { ARCHITECTURE } from '../infrastructure/architecture';

/** Platforms by the CDK's numbers for operating systems: the enum itself would load the module of Amazon EC2. */
const PLATFORMS: Record<number, Platform | undefined> = { 0: Platform.LINUX, 1: Platform.WINDOWS };

/** How the CDK names an SSM parameter that Amazon EC2 reads when it launches an instance. Image Builder reads parameters, too, and names them otherwise. */
const RESOLVED_AT_LAUNCH = /^resolve:ssm:(?<parameter>.*)$/s;

/**
 * The base image of an image recipe.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-recipes.html
 *
 * @example
 * new ImageRecipe(this, 'Recipe', { baseImage: BaseImage.ubuntuServer2404({ architecture: ImageArchitecture.ARM64 }) });
 * new ImageRecipe(this, 'Windows', { baseImage: BaseImage.windowsServer2025({ edition: WindowsServerEdition.CORE }) });
 * new ImageRecipe(this, 'Own', { baseImage: BaseImage.fromSsmParameterName('/golden/base') });
 */
export class BaseImage {
  /**
   * The Amazon-managed image of Amazon Linux 2.
   *
   * @param options processor architecture and version of the image
   */
  public static amazonLinux2(options: OperatingSystemOptions = {}): BaseImage {
    return BaseImage.published(MANAGED_IMAGES.amazonLinux2, options);
  }

  /**
   * The Amazon-managed image of Amazon Linux 2023.
   *
   * @param options processor architecture and version of the image
   */
  public static amazonLinux2023(options: OperatingSystemOptions = {}): BaseImage {
    return BaseImage.published(MANAGED_IMAGES.amazonLinux2023, options);
  }

  /**
   * An image that Amazon publishes for Image Builder, by its name.
   *
   * @param imageName name as `aws imagebuilder list-images --owner Amazon` lists it, such as `ubuntu-server-24-lts-x86`
   * @param options version of the image
   */
  public static amazonManaged(imageName: string, options: AmazonManagedImageOptions = {}): BaseImage {
    const { arn, platform, architecture } = managedImage(imageName, options.imageVersion);
    return new BaseImage(arn, { platform, architecture });
  }

  /**
   * An AMI of the Region in which the image is built.
   *
   * @param amiId ID of the AMI, for example `ami-0123456789abcdef0`
   * @param options platform and architecture of the AMI
   */
  public static fromAmiId(amiId: string, options: BaseImageOptions = {}): BaseImage {
    checkAmiId(undefined, 'amiId', amiId);
    return new BaseImage(amiId, options);
  }

  /**
   * An image of Image Builder, which is an image of this library, an L1 image or an import.
   *
   * A build that the deployment creates is used exactly. An image that is imported by name is used in its newest version.
   *
   * @param image image of an AMI
   * @param options platform and architecture of the image
   */
  public static fromImage(image: refs.IImageRef, options: BaseImageOptions = {}): BaseImage {
    checkBaseKind(image, 'image-recipe');
    return new BaseImage(image.imageRef.imageArn, { platform: PLATFORM.of(image), architecture: ARCHITECTURE.of(image), ...options });
  }

  /**
   * An image of Image Builder, by its ARN.
   *
   * @param imageArn ARN of the image, in whose version the last numbers may be `x`
   * @param options platform and architecture of the image
   */
  public static fromImageArn(imageArn: string, options: BaseImageOptions = {}): BaseImage {
    checkArn(undefined, 'imageArn', 'image', imageArn);
    checkPattern(undefined, 'imageArn', imageArn, /\/.+\//, 'end with a version, as in `1.0.0` or `x.x.x`');
    return new BaseImage(imageArn, options);
  }

  /**
   * The AMI of a machine image of the CDK, resolved during deployment. A newer AMI is used only after the next deployment.
   *
   * An SSM parameter that is resolved at launch, as `ec2.MachineImage.resolveSsmParameterAtLaunch()` does, is read when the image is built.
   *
   * @param scope construct in which the machine image is looked up
   * @param machineImage machine image, for example `ec2.MachineImage.latestAmazonLinux2023()`
   * @param options platform and architecture of the image
   */
  public static fromMachineImage(scope: Construct, machineImage: ec2.IMachineImage, options: BaseImageOptions = {}): BaseImage {
    const { imageId, osType } = machineImage.getImage(scope);
    const known = { ...options, platform: options.platform ?? PLATFORMS[osType] };
    const parameter = RESOLVED_AT_LAUNCH.exec(imageId)?.groups!.parameter;
    return parameter === undefined ? new BaseImage(imageId, known, true) : new BaseImage(`ssm:${parameter}`, known);
  }

  /**
   * A product of AWS Marketplace to which the account is subscribed.
   *
   * @param productId ID of the product
   * @param options platform and architecture of the image
   */
  public static fromMarketplaceProductId(productId: string, options: BaseImageOptions = {}): BaseImage {
    checkText(undefined, 'productId', productId);
    return new BaseImage(productId, options);
  }

  /**
   * The AMI whose ID an SSM parameter holds when the image is built.
   *
   * @param parameter parameter of this app, or an import
   * @param options platform and architecture of the image
   */
  public static fromSsmParameter(parameter: IStringParameter, options: BaseImageOptions = {}): BaseImage {
    return new BaseImage(`ssm:${parameter.parameterArn}`, options);
  }

  /**
   * The AMI whose ID an SSM parameter holds when the image is built.
   *
   * A parameter outside of `/imagebuilder/` and `/aws/service/` needs an execution role, which gets the permission to read the parameter.
   *
   * @param parameterName name or ARN of the parameter
   * @param options platform and architecture of the image
   */
  public static fromSsmParameterName(parameterName: string, options: BaseImageOptions = {}): BaseImage {
    checkParameterInReference('parameterName', parameterName);
    return new BaseImage(`ssm:${parameterName}`, options);
  }

  /**
   * A base image in any other form that Image Builder takes.
   *
   * @param parentImage value that is passed to Image Builder unchanged
   * @param options platform and architecture of the image
   */
  public static fromString(parentImage: string, options: BaseImageOptions = {}): BaseImage {
    checkText(undefined, 'parentImage', parentImage);
    return new BaseImage(parentImage, options);
  }

  /**
   * The Amazon-managed image of macOS 14 (Sonoma).
   *
   * @param options processor architecture and version of the image
   */
  public static macOs14(options: OperatingSystemOptions = {}): BaseImage {
    return BaseImage.published(MANAGED_IMAGES.macOs14, options);
  }

  /**
   * The Amazon-managed image of macOS 15 (Sequoia).
   *
   * @param options processor architecture and version of the image
   */
  public static macOs15(options: OperatingSystemOptions = {}): BaseImage {
    return BaseImage.published(MANAGED_IMAGES.macOs15, options);
  }

  /**
   * The Amazon-managed image of Red Hat Enterprise Linux 10.
   *
   * @param options processor architecture and version of the image
   */
  public static redHatEnterpriseLinux10(options: OperatingSystemOptions = {}): BaseImage {
    return BaseImage.published(MANAGED_IMAGES.redHatEnterpriseLinux10, options);
  }

  /**
   * The Amazon-managed image of SUSE Linux Enterprise Server 15.
   *
   * @param options processor architecture and version of the image
   */
  public static suseLinuxEnterpriseServer15(options: OperatingSystemOptions = {}): BaseImage {
    return BaseImage.published(MANAGED_IMAGES.suseLinuxEnterpriseServer15, options);
  }

  /**
   * The Amazon-managed image of Ubuntu Server 22.04 LTS.
   *
   * @param options processor architecture and version of the image
   */
  public static ubuntuServer2204(options: OperatingSystemOptions = {}): BaseImage {
    return BaseImage.published(MANAGED_IMAGES.ubuntuServer2204, options);
  }

  /**
   * The Amazon-managed image of Ubuntu Server 24.04 LTS.
   *
   * @param options processor architecture and version of the image
   */
  public static ubuntuServer2404(options: OperatingSystemOptions = {}): BaseImage {
    return BaseImage.published(MANAGED_IMAGES.ubuntuServer2404, options);
  }

  /**
   * The Amazon-managed image of Windows Server 2016 in English.
   *
   * @param options edition, processor architecture and version of the image
   */
  public static windowsServer2016(options: WindowsServerOptions = {}): BaseImage {
    return BaseImage.published(MANAGED_IMAGES[`windowsServer2016${options.edition ?? WindowsServerEdition.FULL}`], options);
  }

  /**
   * The Amazon-managed image of Windows Server 2019 in English.
   *
   * @param options edition, processor architecture and version of the image
   */
  public static windowsServer2019(options: WindowsServerOptions = {}): BaseImage {
    return BaseImage.published(MANAGED_IMAGES[`windowsServer2019${options.edition ?? WindowsServerEdition.FULL}`], options);
  }

  /**
   * The Amazon-managed image of Windows Server 2022 in English.
   *
   * @param options edition, processor architecture and version of the image
   */
  public static windowsServer2022(options: WindowsServerOptions = {}): BaseImage {
    return BaseImage.published(MANAGED_IMAGES[`windowsServer2022${options.edition ?? WindowsServerEdition.FULL}`], options);
  }

  /**
   * The Amazon-managed image of Windows Server 2025 in English.
   *
   * @param options edition, processor architecture and version of the image
   */
  public static windowsServer2025(options: WindowsServerOptions = {}): BaseImage {
    return BaseImage.published(MANAGED_IMAGES[`windowsServer2025${options.edition ?? WindowsServerEdition.FULL}`], options);
  }

  private static published(names: ManagedImageNames, { architecture, imageVersion }: OperatingSystemOptions): BaseImage {
    return BaseImage.amazonManaged(publishedName(names, { prop: 'architecture', architecture }), { imageVersion });
  }

  /** The base image in the form that CloudFormation takes. */
  public readonly image: string;

  /** The operating system family, if it is known. */
  public readonly platform?: Platform;

  /** The processor architecture, if it is known. */
  public readonly architecture?: ImageArchitecture;

  /**
   * Whether the image can have no newer version.
   *
   * @internal
   */
  public readonly _isPinned: boolean;

  private constructor(image: string, known: BaseImageOptions, pinned: boolean = isPinned(image)) {
    this.image = image;
    this._isPinned = pinned;
    this.platform = known.platform;
    this.architecture = known.architecture;
  }
}
