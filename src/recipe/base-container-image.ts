import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { AmazonManagedImageOptions, BaseImageOptions } from './base-image-options';
import { managedImage } from './managed-image-names';
import { checkBaseKind } from './reference';
import { PLATFORM } from '../common/known-facts';
import { ImageArchitecture, Platform } from '../common/platform';
import { checkPattern, checkText } from '../common/validate';
import { ARCHITECTURE } from '../infrastructure/architecture';

/** What is known about a base image besides its name. */
interface Known extends BaseImageOptions {
  /** Whether Image Builder built the image, so that it knows the platform. */
  readonly isBuilt?: boolean;
  /** Whether the recipe must set the platform, because Image Builder cannot determine it. */
  readonly needsPlatform?: boolean;
  readonly repository?: ecr.IRepository;
}

/** Images of which Image Builder does not know the platform: those in public and private repositories of Amazon ECR. */
const IN_ECR = /^(public\.ecr\.aws|\d{12}\.dkr[.-]ecr\.[^/]+)\//;
const TAG_OR_DIGEST = /^(?:sha256:[0-9a-f]{64}|\w[\w.-]{0,127})$/;

/**
 * The base image of a container recipe.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/create-container-recipes.html
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
   * An image on Docker Hub.
   *
   * @param repository name of the repository, for example `amazonlinux`
   * @param tag tag, or digest such as `sha256:…`
   * @param options platform and architecture of the image
   */
  public static fromDockerHub(repository: string, tag: string, options: BaseImageOptions = {}): BaseContainerImage {
    checkText(undefined, 'repository', repository);
    return new BaseContainerImage(withTag(repository, tag), options);
  }

  /**
   * An image in a repository of Amazon ECR. The role of the build instances is allowed to pull the image.
   *
   * @param repository repository of the image
   * @param tag tag, or digest such as `sha256:…`
   * @param options platform and architecture of the image, where the platform is required unless the recipe sets a platform
   */
  public static fromEcr(repository: ecr.IRepository, tag: string, options: BaseImageOptions = {}): BaseContainerImage {
    return new BaseContainerImage(withTag(repository.repositoryUri, tag), { ...options, repository, needsPlatform: true });
  }

  /**
   * An image in the public gallery of Amazon ECR.
   *
   * @param registryAlias alias of the registry, for example `amazonlinux`
   * @param repositoryName name of the repository, for example `amazonlinux`
   * @param tag tag, or digest such as `sha256:…`
   * @param options platform and architecture of the image, where the platform is required unless the recipe sets a platform
   */
  public static fromEcrPublic(registryAlias: string, repositoryName: string, tag: string, options: BaseImageOptions = {}): BaseContainerImage {
    checkText(undefined, 'registryAlias', registryAlias);
    checkText(undefined, 'repositoryName', repositoryName);
    return new BaseContainerImage(withTag(`public.ecr.aws/${registryAlias}/${repositoryName}`, tag), { ...options, needsPlatform: true });
  }

  /**
   * A container image of Image Builder, which is an image of this library, an L1 image or an import.
   *
   * A build that the deployment creates is used exactly. An image that is imported by name is used in its newest version.
   *
   * @param image container image
   * @param options platform and architecture of the image
   */
  public static fromImage(image: refs.IImageRef, options: BaseImageOptions = {}): BaseContainerImage {
    checkBaseKind(image, 'container-recipe');
    const known = { platform: PLATFORM.of(image), architecture: ARCHITECTURE.of(image), ...options };
    return new BaseContainerImage(image.imageRef.imageArn, { ...known, isBuilt: true });
  }

  /**
   * A base image in any other form that Image Builder takes.
   *
   * @param parentImage value that is passed to Image Builder unchanged
   * @param options platform and architecture of the image, where an image in Amazon ECR needs a platform unless the recipe sets a platform
   */
  public static fromString(parentImage: string, options: BaseImageOptions = {}): BaseContainerImage {
    checkText(undefined, 'parentImage', parentImage);
    return new BaseContainerImage(parentImage, { ...options, needsPlatform: IN_ECR.test(parentImage) });
  }

  /** The base image in the form that CloudFormation takes. */
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
   * The platform, if it is known here and Image Builder may not know it.
   *
   * @internal
   */
  public get _platformOverride(): Platform | undefined {
    return this.known.isBuilt ? undefined : this.platform;
  }

  /**
   * Allows the build instances to pull the image, if the repository needs a permission.
   *
   * @internal
   */
  public _grantPull(grantee: iam.IGrantable): void {
    this.known.repository?.grantPull(grantee);
  }
}

/** The URI of an image: a digest follows an `@`, a tag follows a colon. */
function withTag(repository: string, tag: string): string {
  checkPattern(undefined, 'tag', tag, TAG_OR_DIGEST, 'be a tag, as in `latest`, or a digest, as in `sha256:…` with 64 hexadecimal digits');
  return `${repository}${tag.startsWith('sha256:') ? '@' : ':'}${tag}`;
}
