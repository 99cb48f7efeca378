import { Aws, Token } from 'aws-cdk-lib';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { ImageArchitecture, Platform } from './platform';
import { checkPattern, checkText } from './private/validate';
import { ANY_VERSION, checkVersionReference } from './private/versions';

/** Which Amazon Linux 2023 image to start from. */
export interface AmazonLinux2023Options {
  /**
   * The processor architecture.
   *
   * @default ImageArchitecture.X86_64
   */
  readonly architecture?: ImageArchitecture;
}

/** Which version of an Amazon-managed image to start from. */
export interface AmazonManagedImageOptions {
  /**
   * The version, where the last numbers may be `x`: the newest that exists when the image is built.
   *
   * @default "x.x.x", the newest version
   */
  readonly imageVersion?: string;
}

/** What is known of a base image, for factories that cannot tell it themselves. */
export interface BaseImageOptions {
  /**
   * The operating system family. When it is known, components for another one are refused at synth.
   *
   * @default - unknown, so that components are not checked against it
   */
  readonly platform?: Platform;

  /**
   * The processor architecture. When it is known, instance types of another one are refused at synth.
   *
   * @default - unknown, so that instance types are not checked against it
   */
  readonly architecture?: ImageArchitecture;
}

/** The image that a recipe starts from. */
export class BaseImage {
  /**
   * The newest Amazon Linux 2023.
   *
   * @param options which of them
   */
  public static amazonLinux2023(options: AmazonLinux2023Options = {}): BaseImage {
    return BaseImage.amazonManaged(options.architecture === ImageArchitecture.ARM64 ? 'amazon-linux-2023-arm64' : 'amazon-linux-2023-x86');
  }

  /**
   * An image that Amazon publishes for Image Builder, by its name.
   *
   * @param imageName for example `ubuntu-server-24-lts-x86`; `aws imagebuilder list-images --owner Amazon` lists them
   * @param options which version of it
   */
  public static amazonManaged(imageName: string, options: AmazonManagedImageOptions = {}): BaseImage {
    const version = options.imageVersion ?? ANY_VERSION;
    checkPattern(undefined, 'imageName', imageName, /^[a-z0-9-_]+$/, 'be the name in the ARN of an Amazon-managed image: lower-case letters, digits, hyphens');
    checkVersionReference(undefined, 'imageVersion', version);
    return new BaseImage(`arn:${Aws.PARTITION}:imagebuilder:${Aws.REGION}:aws:image/${imageName}/${version}`, traitsOf(imageName));
  }

  /**
   * An AMI of the Region in which the image is built.
   *
   * @param amiId for example `ami-0123456789abcdef0`
   * @param options what is known of the AMI
   */
  public static fromAmiId(amiId: string, options: BaseImageOptions = {}): BaseImage {
    checkPattern(undefined, 'amiId', amiId, /^ami-[0-9a-f]{8,17}$/, 'be an AMI id, as in `ami-0123456789abcdef0`');
    return new BaseImage(amiId, options);
  }

  /**
   * An image of Image Builder: of this library, an L1 or an import.
   *
   * @param image an image that was built during deployment is used in exactly this build; an image imported by name in its newest version
   * @param options what is known of the image
   */
  public static fromImage(image: refs.IImageRef, options: BaseImageOptions = {}): BaseImage {
    return new BaseImage(image.imageRef.imageArn, options);
  }

  /**
   * An image of Image Builder, by its ARN.
   *
   * @param imageArn the last numbers of its version may be `x`
   * @param options what is known of the image
   */
  public static fromImageArn(imageArn: string, options: BaseImageOptions = {}): BaseImage {
    checkPattern(undefined, 'imageArn', imageArn, /^arn:aws[^:]*:imagebuilder:[^:]+:[^:]+:image\/[a-z0-9-_]+\/[0-9x]+\.[0-9x]+\.[0-9x]+(\/\d+)?$/,
      'be the ARN of an Image Builder image');
    return new BaseImage(imageArn, options);
  }

  /**
   * A product of AWS Marketplace to which the account is subscribed.
   *
   * @param productId the product id
   * @param options what is known of the image
   */
  public static fromMarketplaceProductId(productId: string, options: BaseImageOptions = {}): BaseImage {
    checkText(undefined, 'productId', productId);
    return new BaseImage(productId, options);
  }

  /**
   * The AMI whose id an SSM parameter holds when the image is built.
   *
   * Without an execution role the service reads parameters below `/imagebuilder/` and `/aws/service/` only.
   *
   * @param parameterName name or ARN of the parameter
   * @param options what is known of the image
   */
  public static fromSsmParameterName(parameterName: string, options: BaseImageOptions = {}): BaseImage {
    checkText(undefined, 'parameterName', parameterName);
    return new BaseImage(`ssm:${parameterName}`, options);
  }

  /**
   * Any other form that the service takes.
   *
   * @param parentImage passed on as it is
   * @param options what is known of the image
   */
  public static fromString(parentImage: string, options: BaseImageOptions = {}): BaseImage {
    checkText(undefined, 'parentImage', parentImage);
    return new BaseImage(parentImage, options);
  }

  /** The image as CloudFormation takes it. */
  public readonly image: string;

  /** The operating system family, if it is known. */
  public readonly platform?: Platform;

  /** The processor architecture, if it is known. */
  public readonly architecture?: ImageArchitecture;

  private constructor(image: string, traits: BaseImageOptions) {
    this.image = image;
    this.platform = traits.platform;
    this.architecture = traits.architecture;
  }
}

/** Amazon's image names tell platform and architecture: `windows-server-2022-english-core-base-x86`, `macos-sonoma-arm64`. */
function traitsOf(imageName: string): BaseImageOptions {
  if (Token.isUnresolved(imageName)) {
    return {};
  }
  const platform = [Platform.WINDOWS, Platform.MACOS].find((each) => imageName.startsWith(each.toLowerCase())) ?? Platform.LINUX;
  if (imageName.endsWith('-arm64')) {
    return { platform, architecture: ImageArchitecture.ARM64 };
  }
  return imageName.endsWith('-x86') ? { platform, architecture: ImageArchitecture.X86_64 } : { platform };
}
