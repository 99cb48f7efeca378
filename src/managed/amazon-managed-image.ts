import { Construct } from 'constructs';
import { PLATFORM } from '../common/known-facts';
import { ImageArchitecture } from '../common/platform';
import { warnOfUnknownProperties } from '../common/property-names';
import { ARCHITECTURE } from '../infrastructure/architecture';
import { Image } from '../pipeline/image';
import { IImage } from '../pipeline/image-base';
import { AmazonManagedImageOptions } from '../recipe/base-image-options';
import { MANAGED_IMAGES, managedImage, ManagedImageNames, publishedName } from '../recipe/managed-image-names';
import { RECIPE_KIND } from '../recipe/reference';

/** Kinds of images. */
export enum ImageType {
  /** An AMI, the base image of image recipes. */
  AMI = 'AMI',
  /** A container image, the base image of container recipes. */
  DOCKER = 'DOCKER',
}

/** Options of an image that Amazon publishes. */
export interface AmazonManagedImageSelection extends AmazonManagedImageOptions {
  /**
   * The processor architecture of the image. Synthesis fails if Amazon does not publish the image for this architecture.
   *
   * @default ImageArchitecture.X86_64
   */
  readonly imageArchitecture?: ImageArchitecture;

  /**
   * The kind of image. Synthesis fails if Amazon does not publish an image of this kind.
   *
   * @default ImageType.AMI
   */
  readonly imageType?: ImageType;
}

/** Attributes of an image that Amazon publishes. */
export interface AmazonManagedImageAttributes extends AmazonManagedImageOptions {
  /** The name of the image, for example `ubuntu-server-24-lts-x86`. */
  readonly imageName: string;
}

/**
 * The images that Amazon publishes, as constructs for grants, events, and base images of recipes.
 *
 * `BaseImage.amazonManaged()` takes the same images by name.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-images.html
 *
 * @example
 * const ubuntu = AmazonManagedImage.ubuntuServer2404(this, 'Ubuntu');
 * new ImageRecipe(this, 'Recipe', { baseImage: BaseImage.fromImage(ubuntu) });
 */
export class AmazonManagedImage {
  /**
   * The Amazon-managed image of Amazon Linux 2.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param options architecture, kind and version of the image
   */
  public static amazonLinux2(scope: Construct, id: string, options: AmazonManagedImageSelection = {}): IImage {
    return AmazonManagedImage.selected(scope, id, MANAGED_IMAGES.amazonLinux2, options);
  }

  /**
   * The Amazon-managed image of Amazon Linux 2023.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param options architecture, kind and version of the image
   */
  public static amazonLinux2023(scope: Construct, id: string, options: AmazonManagedImageSelection = {}): IImage {
    return AmazonManagedImage.selected(scope, id, MANAGED_IMAGES.amazonLinux2023, options);
  }

  /**
   * The Amazon-managed image of macOS 14 (Sonoma).
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param options architecture, kind and version of the image
   */
  public static macOs14(scope: Construct, id: string, options: AmazonManagedImageSelection = {}): IImage {
    return AmazonManagedImage.selected(scope, id, MANAGED_IMAGES.macOs14, options);
  }

  /**
   * The Amazon-managed image of macOS 15 (Sequoia).
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param options architecture, kind and version of the image
   */
  public static macOs15(scope: Construct, id: string, options: AmazonManagedImageSelection = {}): IImage {
    return AmazonManagedImage.selected(scope, id, MANAGED_IMAGES.macOs15, options);
  }

  /**
   * The Amazon-managed image of Red Hat Enterprise Linux 10.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param options architecture, kind and version of the image
   */
  public static redHatEnterpriseLinux10(scope: Construct, id: string, options: AmazonManagedImageSelection = {}): IImage {
    return AmazonManagedImage.selected(scope, id, MANAGED_IMAGES.redHatEnterpriseLinux10, options);
  }

  /**
   * The Amazon-managed image of SUSE Linux Enterprise Server 15.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param options architecture, kind and version of the image
   */
  public static suseLinuxEnterpriseServer15(scope: Construct, id: string, options: AmazonManagedImageSelection = {}): IImage {
    return AmazonManagedImage.selected(scope, id, MANAGED_IMAGES.suseLinuxEnterpriseServer15, options);
  }

  /**
   * The Amazon-managed image of Ubuntu Server 22.04.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param options architecture, kind and version of the image
   */
  public static ubuntuServer2204(scope: Construct, id: string, options: AmazonManagedImageSelection = {}): IImage {
    return AmazonManagedImage.selected(scope, id, MANAGED_IMAGES.ubuntuServer2204, options);
  }

  /**
   * The Amazon-managed image of Ubuntu Server 24.04.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param options architecture, kind and version of the image
   */
  public static ubuntuServer2404(scope: Construct, id: string, options: AmazonManagedImageSelection = {}): IImage {
    return AmazonManagedImage.selected(scope, id, MANAGED_IMAGES.ubuntuServer2404, options);
  }

  /**
   * The Amazon-managed image of Windows Server 2016 Core.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param options architecture, kind and version of the image
   */
  public static windowsServer2016Core(scope: Construct, id: string, options: AmazonManagedImageSelection = {}): IImage {
    return AmazonManagedImage.selected(scope, id, MANAGED_IMAGES.windowsServer2016Core, options);
  }

  /**
   * The Amazon-managed image of Windows Server 2016 with Desktop Experience.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param options architecture, kind and version of the image
   */
  public static windowsServer2016Full(scope: Construct, id: string, options: AmazonManagedImageSelection = {}): IImage {
    return AmazonManagedImage.selected(scope, id, MANAGED_IMAGES.windowsServer2016Full, options);
  }

  /**
   * The Amazon-managed image of Windows Server 2019 Core.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param options architecture, kind and version of the image
   */
  public static windowsServer2019Core(scope: Construct, id: string, options: AmazonManagedImageSelection = {}): IImage {
    return AmazonManagedImage.selected(scope, id, MANAGED_IMAGES.windowsServer2019Core, options);
  }

  /**
   * The Amazon-managed image of Windows Server 2019 with Desktop Experience.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param options architecture, kind and version of the image
   */
  public static windowsServer2019Full(scope: Construct, id: string, options: AmazonManagedImageSelection = {}): IImage {
    return AmazonManagedImage.selected(scope, id, MANAGED_IMAGES.windowsServer2019Full, options);
  }

  /**
   * The Amazon-managed image of Windows Server 2022 Core.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param options architecture, kind and version of the image
   */
  public static windowsServer2022Core(scope: Construct, id: string, options: AmazonManagedImageSelection = {}): IImage {
    return AmazonManagedImage.selected(scope, id, MANAGED_IMAGES.windowsServer2022Core, options);
  }

  /**
   * The Amazon-managed image of Windows Server 2022 with Desktop Experience.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param options architecture, kind and version of the image
   */
  public static windowsServer2022Full(scope: Construct, id: string, options: AmazonManagedImageSelection = {}): IImage {
    return AmazonManagedImage.selected(scope, id, MANAGED_IMAGES.windowsServer2022Full, options);
  }

  /**
   * The Amazon-managed image of Windows Server 2025 Core.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param options architecture, kind and version of the image
   */
  public static windowsServer2025Core(scope: Construct, id: string, options: AmazonManagedImageSelection = {}): IImage {
    return AmazonManagedImage.selected(scope, id, MANAGED_IMAGES.windowsServer2025Core, options);
  }

  /**
   * The Amazon-managed image of Windows Server 2025 with Desktop Experience.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param options architecture, kind and version of the image
   */
  public static windowsServer2025Full(scope: Construct, id: string, options: AmazonManagedImageSelection = {}): IImage {
    return AmazonManagedImage.selected(scope, id, MANAGED_IMAGES.windowsServer2025Full, options);
  }

  /**
   * The newest version of any other image that Amazon publishes.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param amazonManagedImageName name of the image, as `aws imagebuilder list-images --owner Amazon` lists it
   */
  public static fromAmazonManagedImageName(scope: Construct, id: string, amazonManagedImageName: string): IImage {
    return AmazonManagedImage.fromAmazonManagedImageAttributes(scope, id, { imageName: amazonManagedImageName });
  }

  /**
   * Any other image that Amazon publishes, by name and version.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param attrs name and version of the image
   */
  public static fromAmazonManagedImageAttributes(scope: Construct, id: string, attrs: AmazonManagedImageAttributes): IImage {
    warnOfUnknownProperties(scope, 'AmazonManagedImageAttributes', attrs);
    const { arn, platform, architecture } = managedImage(attrs.imageName, attrs.imageVersion);
    const image = Image.fromImageArn(scope, id, arn);
    PLATFORM.note(image, platform);
    ARCHITECTURE.note(image, architecture);
    return image;
  }

  private static selected(scope: Construct, id: string, names: ManagedImageNames, options: AmazonManagedImageSelection): IImage {
    const { imageArchitecture: architecture, imageType, imageVersion } = options;
    const imageName = publishedName(names, { prop: 'imageArchitecture', architecture, imageType }, scope);
    const image = AmazonManagedImage.fromAmazonManagedImageAttributes(scope, id, { imageName, imageVersion });
    RECIPE_KIND.note(image, imageType === ImageType.DOCKER ? 'container-recipe' : 'image-recipe');
    return image;
  }

  private constructor() {}
}
