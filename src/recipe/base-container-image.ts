import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { AmazonManagedImageOptions, BaseImageOptions } from './base-image';
import { managedImage } from './managed-image-names';
import { ImageArchitecture, Platform } from '../common/platform';
import { checkPattern, checkText } from '../common/validate';

/** What a base image is beside its name. */
interface Known extends BaseImageOptions {
  /** Whether it is an image of Image Builder, whose platform the service knows. */
  readonly isBuilt?: boolean;
  /** Whether the service asks what the image runs on, because it cannot tell. */
  readonly needsPlatform?: boolean;
  readonly repository?: ecr.IRepository;
}

const TAG_OR_DIGEST = /^(?:sha256:[0-9a-f]{64}|\w[\w.-]{0,127})$/;

/**
 * The container image that a recipe starts from.
 *
 * @example
 * new ContainerRecipe(this, 'Recipe', {
 *   baseImage: BaseContainerImage.amazonManaged('amazon-linux-2023-x86-2023'),
 *   targetRepository: Repository.fromEcr(new ecr.Repository(this, 'Golden')),
 * });
 */
export class BaseContainerImage {
  /**
   * A container image that Amazon publishes for Image Builder, by its name.
   *
   * @param imageName name as `aws imagebuilder list-images --owner Amazon` lists it, such as `amazon-linux-2023-x86-2023`
   * @param options version of the image
   */
  public static amazonManaged(imageName: string, options: AmazonManagedImageOptions = {}): BaseContainerImage {
    const { arn, platform, architecture } = managedImage(imageName, options.imageVersion);
    return new BaseContainerImage(arn, { platform, architecture, isBuilt: true });
  }

  /**
   * An image of Docker Hub.
   *
   * @param repository for example `amazonlinux`
   * @param tag tag, or digest such as `sha256:…`
   * @param options platform and architecture of the image
   */
  public static fromDockerHub(repository: string, tag: string, options: BaseImageOptions = {}): BaseContainerImage {
    checkText(undefined, 'repository', repository);
    return new BaseContainerImage(withTag(repository, tag), options);
  }

  /**
   * An image of a repository in Amazon ECR. The role of the build instances is allowed to pull the image.
   *
   * @param repository the repository
   * @param tag tag, or digest such as `sha256:…`
   * @param options platform and architecture of the image, of which Image Builder needs the platform from here or from the recipe
   */
  public static fromEcr(repository: ecr.IRepository, tag: string, options: BaseImageOptions = {}): BaseContainerImage {
    return new BaseContainerImage(withTag(repository.repositoryUri, tag), { ...options, repository, needsPlatform: true });
  }

  /**
   * An image of the public gallery of Amazon ECR.
   *
   * @param registryAlias for example `amazonlinux`
   * @param repositoryName for example `amazonlinux`
   * @param tag tag, or digest such as `sha256:…`
   * @param options platform and architecture of the image, of which Image Builder needs the platform from here or from the recipe
   */
  public static fromEcrPublic(registryAlias: string, repositoryName: string, tag: string, options: BaseImageOptions = {}): BaseContainerImage {
    checkText(undefined, 'registryAlias', registryAlias);
    checkText(undefined, 'repositoryName', repositoryName);
    return new BaseContainerImage(withTag(`public.ecr.aws/${registryAlias}/${repositoryName}`, tag), { ...options, needsPlatform: true });
  }

  /**
   * A container image of Image Builder: of this library, an L1 or an import.
   *
   * @param image the image, of which a build during deployment is used exactly, and an import by name in its newest version
   * @param options platform and architecture of the image
   */
  public static fromImage(image: refs.IImageRef, options: BaseImageOptions = {}): BaseContainerImage {
    return new BaseContainerImage(image.imageRef.imageArn, { ...options, isBuilt: true });
  }

  /**
   * Any other form that Image Builder takes.
   *
   * @param parentImage value that is passed to Image Builder unchanged
   * @param options platform and architecture of the image
   */
  public static fromString(parentImage: string, options: BaseImageOptions = {}): BaseContainerImage {
    checkText(undefined, 'parentImage', parentImage);
    return new BaseContainerImage(parentImage, options);
  }

  /** The image as CloudFormation takes it. */
  public readonly image: string;

  /** The operating system family, if it is known. */
  public readonly platform?: Platform;

  /** The processor architecture, if it is known. */
  public readonly architecture?: ImageArchitecture;

  private readonly known: Known;

  private constructor(image: string, known: Known) {
    this.image = image;
    this.platform = known.platform;
    this.architecture = known.architecture;
    this.known = known;
  }

  /** @internal */
  public get _needsPlatform(): boolean {
    return this.known.needsPlatform ?? false;
  }

  /**
   * The platform, if it is known here and may not be known to the service.
   *
   * @internal
   */
  public get _platformOverride(): Platform | undefined {
    return this.known.isBuilt ? undefined : this.platform;
  }

  /**
   * Allows the instances that build to pull the image, where that needs a permission.
   *
   * @internal
   */
  public _grantPull(grantee: iam.IGrantable): void {
    this.known.repository?.grantPull(grantee);
  }
}

/** The URI of an image: a digest stands after an `@`, a tag after a colon. */
function withTag(repository: string, tag: string): string {
  checkPattern(undefined, 'tag', tag, TAG_OR_DIGEST, 'be a tag, as in `latest`, or a digest, as in `sha256:…` with 64 hexadecimal digits');
  return `${repository}${tag.startsWith('sha256:') ? '@' : ':'}${tag}`;
}
