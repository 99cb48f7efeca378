import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnImage, CfnImageProps } from 'aws-cdk-lib/aws-imagebuilder';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { Construct, IConstruct, IDependable } from 'constructs';
import { EventScope, imagesOfRecipe } from './events';
import { type IImage, ImageBase } from './image-base';
import { ImageAttributes, ImageProps } from './image-props';
import { useLogGroup } from './log-groups';
import { ImageBuildSetup, setUpImageBuild } from './setup';
import { attachManagedPolicy } from '../common/acknowledge';
import { Fault, InvalidInputError } from '../common/errors';
import { importVersioned } from '../common/import';
import { partsOf } from '../common/naming';
import { renderNewer } from '../common/newer-properties';
import { omitEmpty } from '../common/render';
import { checkAtSynth, checkExclusive, checkTags, checkText } from '../common/validate';
import { AMI_REGIONS } from '../distribution/ami';
import { warnOfLongSteps } from '../workflow/workflow-set';

export type { IImage } from './image-base';

/** Properties of an image that a pipeline builds. The pipeline says how. */
const BESIDE_EXECUTION = ['imagePipelineExecutionSettings', 'deletionExecutionRole', 'tags'];

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
   * The URI of the container in the Region of the stack, of an image from a container recipe. A deployment that reads it fails if the image is
   * not distributed to this Region.
   *
   * @attribute
   */
  public readonly imageUri: string;

  /**
   * The ARN of whatever version is the newest when an image is built on it.
   *
   * @attribute
   */
  public readonly latestVersionArn: string;

  /**
   * The ARN of whatever version with the same first number is the newest when an image is built on it.
   *
   * @attribute
   */
  public readonly latestMajorVersionArn: string;

  /**
   * The ARN of whatever version with the same first two numbers is the newest when an image is built on it.
   *
   * @attribute
   */
  public readonly latestMinorVersionArn: string;

  /**
   * The ARN of this version in whatever build is the newest when an image is built on it.
   *
   * @attribute
   */
  public readonly latestPatchVersionArn: string;

  /** The instances on which the image is built and tested, unless a pipeline builds it. */
  public readonly infrastructureConfiguration?: refs.IInfrastructureConfigurationRef;

  /** The role of those instances, if the infrastructure configuration is of this library: grant it what components need. */
  public readonly instanceRole?: iam.IRole;

  private readonly setup?: ImageBuildSetup;
  private readonly resource: CfnImage;
  private isIdRead = false;

  /** What has to exist before the image is built, and until it is deleted. */
  private readonly prerequisites: IDependable[] = [];

  constructor(scope: Construct, id: string, props: ImageProps) {
    super(scope, id);
    checkTags(this, 'tags', props.tags, 50);
    this.equipDeletionRole(props.deletionExecutionRole);

    this.setup = props.imagePipelineExecutionSettings === undefined ? this.setUp(props) : undefined;
    this.infrastructureConfiguration = this.setup?.infrastructureConfiguration;
    this.instanceRole = this.setup?.instanceRole;

    const resource = this.resource = new CfnImage(this, 'Resource', {
      ...this.setup?.properties ?? this.renderExecution(props),
      loggingConfiguration: this.setup && omitEmpty({ logGroupName: useLogGroup(this, 'logGroup', props.logGroup, this.setup) }),
      deletionSettings: omitEmpty({ executionRole: props.deletionExecutionRole?.roleArn }) as CfnImage.DeletionSettingsProperty,
      tags: omitEmpty(props.tags),
    });
    renderNewer(resource, 'AWS::ImageBuilder::Image', this.setup?.newerProperties);
    // The resource waits, not the construct: an infrastructure configuration that was made for it stands inside of the construct.
    resource.node.addDependency(...this.prerequisites, ...this.setup?.prerequisites ?? []);
    checkAtSynth(this, () => this.isIdRead ? regionFaults(Stack.of(this).region, AMI_REGIONS.of(this._distribution)?.()) : []);
    this.imageArn = resource.attrArn;
    this.imageName = resource.attrName;
    this.imageVersion = partsOf(this, 'imageArn', 'image', resource.attrArn).version;
    this.imageUri = resource.attrImageUri;
    this.latestVersionArn = resource.attrLatestVersionArn;
    this.latestMajorVersionArn = resource.attrLatestVersionMajor;
    this.latestMinorVersionArn = resource.attrLatestVersionMinor;
    this.latestPatchVersionArn = resource.attrLatestVersionPatch;
  }

  /**
   * The id of the AMI in the Region of the stack.
   *
   * CloudFormation does not look at the account: with target accounts in this Region it may be that of a copy. Synthesis fails if the AMI is
   * known not to be distributed to this Region, because the deployment would.
   *
   * @attribute
   */
  public get imageId(): string {
    this.isIdRead = true;
    return this.resource.attrImageId;
  }

  /**
   * Where the image goes, unless it stays where it is built.
   *
   * @internal
   */
  protected get _distribution(): IConstruct | undefined {
    return this.setup?.distributionConfiguration;
  }

  /** @internal */
  public _buildEvents(method: string): EventScope {
    // The ARN of the image is known when it is built, which is too late for a rule.
    return this.setup === undefined ? super._buildEvents(method) : imagesOfRecipe(this, this.setup.recipeArn);
  }

  /** The role with which Image Builder builds, unless it is the service-linked one or that of a pipeline. */
  public get executionRole(): iam.IRole | undefined {
    return this.setup?.executionRole.current;
  }

  private renderExecution(props: ImageProps): CfnImageProps {
    const settings = props.imagePipelineExecutionSettings!;
    Object.entries(props).filter(([prop]) => !BESIDE_EXECUTION.includes(prop)).forEach((other) => {
      checkExclusive(this, ['imagePipelineExecutionSettings', settings], other);
    });
    checkText(this, 'imagePipelineExecutionSettings.deploymentId', settings.deploymentId);
    return { imagePipelineExecutionSettings: { deploymentId: settings.deploymentId, onUpdate: settings.onUpdate ?? true } };
  }

  private setUp(props: ImageProps): ImageBuildSetup {
    if (props.recipe === undefined) {
      throw new InvalidInputError({ prop: 'recipe', problem: 'Required', rule: 'be given when `imagePipelineExecutionSettings` is not' }, this);
    }
    warnOfLongSteps(this, props.workflows);
    return setUpImageBuild(this, props.recipe, props);
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

/** Whether AMIs are known not to come to a Region, where nobody would find their id. */
function regionFaults(own: string, regions: string[] = []): Fault[] {
  return regions.length === 0 || regions.includes(own) || [own, ...regions].some(Token.isUnresolved) ? [] : [{
    prop: 'imageId',
    problem: 'Unresolved',
    rule: `be read only if AMIs are distributed to ${own}, the Region of the stack`,
    got: regions,
    hint: 'Add an entry for it to `amiDistributions`.',
  }];
}
