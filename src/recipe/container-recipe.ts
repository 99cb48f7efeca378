import { IResource, Resource } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnContainerRecipe } from 'aws-cdk-lib/aws-imagebuilder';
import * as kms from 'aws-cdk-lib/aws-kms';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { Construct, IConstruct } from 'constructs';
import { renderBlockDevices } from './block-devices';
import { checkRecipeOptions, componentGrants, DEFAULT_VERSION, renderComponents } from './components';
import { ContainerInstanceImage } from './container-instance-image';
import { platformOfContainer } from './container-platform';
import { ContainerRecipeAttributes, ContainerRecipeProps } from './container-recipe-props';
import { DockerfileData } from './dockerfile-data';
import { imageParameterPermissions } from './image-parameter';
import { warnOfManagedImage } from './managed-image-names';
import { IRecipe } from './recipe';
import { TARGET_REPOSITORY_ARN } from './reference';
import { acknowledgeWildcard, attachManagedPolicy } from '../common/acknowledge';
import { isMarkedAs, markAs } from '../common/class-mark';
import { importVersioned } from '../common/import';
import { allGrants, GRANT_TO_INSTANCES } from '../common/instance-grants';
import { withDecryption } from '../common/key-use';
import { PLATFORM } from '../common/known-facts';
import { memoized } from '../common/memoized';
import { partsOf, physicalName, policyArnsOf, requiredName } from '../common/naming';
import { EXECUTION_PERMISSIONS } from '../common/permission';
import { warnOfUnknownProperties } from '../common/property-names';
import { arnRegionFaults, checkFaults, placeFaults, regionFaults } from '../common/regions';
import { omitEmpty } from '../common/render';
import { checkResourceName } from '../common/unique';
import { ARCHITECTURE } from '../infrastructure/architecture';

/** A container recipe, which names a base container image and the components that change the image. */
export interface IContainerRecipe extends IResource, IRecipe, refs.IContainerRecipeRef {
  /**
   * The ARN of the recipe, with its version.
   *
   * @attribute
   */
  readonly containerRecipeArn: string;

  /**
   * The name of the recipe.
   *
   * @attribute
   */
  readonly containerRecipeName: string;

  /**
   * Version of the recipe. The last numbers of an imported version may be `x`.
   *
   * @attribute
   */
  readonly containerRecipeVersion: string;

  /**
   * Allows a principal to perform actions on this recipe.
   *
   * @param grantee principal that gets the permission
   * @param actions IAM actions, for example `imagebuilder:GetContainerRecipe`
   */
  grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant;

  /**
   * Allows a principal to read this recipe and its Dockerfile template.
   *
   * @param grantee principal that gets the permission
   */
  grantRead(grantee: iam.IGrantable): iam.Grant;
}

abstract class ContainerRecipeBase extends Resource implements IContainerRecipe {
  public abstract readonly containerRecipeArn: string;
  public abstract readonly containerRecipeName: string;
  public abstract readonly containerRecipeVersion: string;

  public get containerRecipeRef(): refs.ContainerRecipeReference {
    return { containerRecipeArn: this.containerRecipeArn };
  }

  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: policyArnsOf('container-recipe', this.containerRecipeArn) });
  }

  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, 'imagebuilder:GetContainerRecipe');
  }
}

/**
 * A container recipe, which names a base container image and the components that change the image.
 *
 * The instances of a pipeline that uses the recipe are allowed to pull the base image and to push to the target repository.
 *
 * #### Limitations
 *
 * - Containers run on Linux or Windows only.
 * - The target repository must exist, because Image Builder does not create it.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/create-container-recipes.html
 * @resource AWS::ImageBuilder::ContainerRecipe
 *
 * @example
 * const containers = new ContainerRecipe(this, 'Recipe', {
 *   baseImage: BaseContainerImage.fromDockerHub('amazonlinux', 'latest'),
 *   targetRepository: Repository.fromEcr(new ecr.Repository(this, 'Golden')),
 *   components: [component],
 * });
 * new ImagePipeline(this, 'Pipeline', { recipe: containers });
 */
@propertyInjectable
export class ContainerRecipe extends ContainerRecipeBase {
  /** The identifier of this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-imagebuilder.ContainerRecipe';

  /**
   * An existing recipe, by its ARN.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param containerRecipeArn ARN of the recipe, in whose version the last numbers may be `x`
   */
  public static fromContainerRecipeArn(scope: Construct, id: string, containerRecipeArn: string): IContainerRecipe {
    return ContainerRecipe.fromContainerRecipeAttributes(scope, id, { containerRecipeArn });
  }

  /**
   * The newest version of an existing recipe of this account and Region, by its name.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param containerRecipeName name of the recipe
   */
  public static fromContainerRecipeName(scope: Construct, id: string, containerRecipeName: string): IContainerRecipe {
    return ContainerRecipe.fromContainerRecipeAttributes(scope, id, { containerRecipeName });
  }

  /**
   * An existing recipe, by its ARN or by name and version.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param attrs ARN, or name and version
   */
  public static fromContainerRecipeAttributes(scope: Construct, id: string, attrs: ContainerRecipeAttributes): IContainerRecipe {
    warnOfUnknownProperties(scope, 'ContainerRecipeAttributes', attrs);
    const known = importVersioned(scope, 'container-recipe', {
      arn: attrs.containerRecipeArn, name: attrs.containerRecipeName, version: attrs.containerRecipeVersion,
    });

    class Import extends ContainerRecipeBase {
      public readonly containerRecipeArn = known.arn;
      public readonly containerRecipeName = known.name;
      public readonly containerRecipeVersion = known.version;
    }
    return new Import(scope, id, { environmentFromArn: known.arn });
  }

  /**
   * Whether a construct is a container recipe that this library creates, and neither an import nor an L1.
   *
   * @param construct any construct
   */
  public static isContainerRecipe(construct: IConstruct): construct is ContainerRecipe {
    return isMarkedAs(construct, ContainerRecipe.PROPERTY_INJECTION_ID);
  }

  private readonly kmsKey?: kms.IKey;

  private readonly instanceImage?: ContainerInstanceImage;

  private readonly instanceBlockDevices: ec2.BlockDevice[] = [];

  private readonly resource: CfnContainerRecipe;

  constructor(scope: Construct, id: string, props: ContainerRecipeProps) {
    super(scope, id, { physicalName: physicalName(props.containerRecipeName, () => this) });
    markAs(this, ContainerRecipe.PROPERTY_INJECTION_ID);
    warnOfUnknownProperties(this, 'ContainerRecipeProps', props);
    checkResourceName(this, 'containerRecipeName', 'container-recipe', props.containerRecipeName, props.containerRecipeVersion?.version ?? DEFAULT_VERSION);
    checkRecipeOptions(this, props);
    warnOfManagedImage(this, 'baseImage', props.baseImage.image);
    checkFaults(this, [
      ...arnRegionFaults(this, 'baseImage', props.baseImage.image),
      ...regionFaults(this, ['kmsKey', props.kmsKey]),
      ...placeFaults(this, ['targetRepository', props.targetRepository._repository]),
    ]);
    const platform = platformOfContainer(this, props);
    this.kmsKey = props.kmsKey;
    this.instanceImage = props.instanceImage;

    const dockerfile = (props.dockerfile ?? DockerfileData.standard())._render(this, (props.components ?? []).length > 0);
    this.resource = new CfnContainerRecipe(this, 'Resource', {
      name: requiredName(props.containerRecipeName, this.physicalName, this),
      version: props.containerRecipeVersion?.version ?? DEFAULT_VERSION,
      containerType: 'DOCKER',
      parentImage: props.baseImage.image,
      targetRepository: { service: props.targetRepository.service, repositoryName: props.targetRepository.repositoryName },
      components: renderComponents(this, props.components, platform),
      dockerfileTemplateData: dockerfile.data,
      dockerfileTemplateUri: dockerfile.uri,
      platformOverride: props.platform ?? props.osVersion?.platform ?? props.baseImage._platformOverride,
      imageOsVersionOverride: props.osVersion?.name,
      kmsKeyId: props.kmsKey?.keyArn,
      workingDirectory: props.workingDirectory,
      description: props.description,
      tags: omitEmpty(props.tags),
    });
    this.addInstanceBlockDevice(...props.instanceBlockDevices ?? []);
    PLATFORM.note(this, platform);
    ARCHITECTURE.note(this, props.baseImage.architecture);
    TARGET_REPOSITORY_ARN.note(this, props.targetRepository._repository.repositoryArn);
    GRANT_TO_INSTANCES.note(this, allGrants([(role) => this.grantToInstances(role, props), componentGrants(props.components)]));
    EXECUTION_PERMISSIONS.note(this, imageParameterPermissions(this, props.instanceImage?.image));
  }

  public get containerRecipeArn(): string {
    return this.resource.attrArn;
  }

  public get containerRecipeName(): string {
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
  public get containerRecipeVersion(): string {
    // Image Builder chooses the patch number, so only the ARN has it.
    return partsOf(this, 'containerRecipeArn', 'container-recipe', this.resource.attrArn).version;
  }

  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return withDecryption(super.grantRead(grantee), this.kmsKey, grantee);
  }

  /**
   * Adds volumes to the instances on which containers are built.
   *
   * @param instanceBlockDevices volumes to add
   */
  public addInstanceBlockDevice(...instanceBlockDevices: ec2.BlockDevice[]): void {
    this.instanceBlockDevices.push(...instanceBlockDevices);
    this.resource.instanceConfiguration = omitEmpty({
      image: this.instanceImage?.image,
      blockDeviceMappings: renderBlockDevices(this, 'instanceBlockDevices', this.instanceBlockDevices),
    });
  }

  /** Grants for this recipe and its repositories what the managed policy allows for all of the account. */
  private grantToInstances(role: iam.IRole, { attachManagedPolicy: attaches, baseImage, targetRepository }: ContainerRecipeProps): void {
    if (attaches) {
      attachManagedPolicy(role, 'EC2InstanceProfileForImageBuilderECRContainerBuilds',
        'Image Builder documents this policy for instances on which containers are built, and the recipe asks for it.');
    }
    this.grantRead(role);
    baseImage._grantPull(role);
    targetRepository._repository.grantPullPush(role);
    acknowledgeWildcard(role, '*', 'Logging in to Amazon ECR is not limited to resources.');
  }
}
