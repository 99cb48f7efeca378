import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnImage, CfnImageProps } from 'aws-cdk-lib/aws-imagebuilder';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct, IConstruct, IDependable } from 'constructs';
import { EventScope, imagesOfRecipe } from './events';
import { type IImage, IMAGE_BUILDER, ImageBase } from './image-base';
import { ImageAttributes, ImageProps } from './image-props';
import { useLogGroup } from './log-groups';
import { ImageBuildSetup, setUpImageBuild } from './setup';
import { attachManagedPolicy } from '../common/acknowledge';
import { isMarkedAs, markAs } from '../common/class-mark';
import { Fault, InvalidInputError } from '../common/errors';
import { importVersioned } from '../common/import';
import { memoized } from '../common/memoized';
import { partsOf } from '../common/naming';
import { renderNewer } from '../common/newer-properties';
import { warnOfUnknownProperties } from '../common/property-names';
import { omitEmpty } from '../common/render';
import { checkAtSynth, checkExclusive, checkTags, checkText, isKnown } from '../common/validate';
import { AMI_REGIONS } from '../distribution/ami';
import { withMethods } from '../infrastructure/given';
import { IInfrastructureConfiguration } from '../infrastructure/infrastructure-configuration';
import { RECIPE_KIND } from '../recipe/reference';
import { warnOfLongSteps } from '../workflow/workflow-set';

export type { IImage } from './image-base';

/** Properties that are allowed for an image that a pipeline builds. The pipeline defines all others. */
const BESIDE_EXECUTION = ['imagePipelineExecutionSettings', 'deletionExecutionRole', 'tags'];

/**
 * An image that is built during a deployment.
 *
 * CloudFormation waits up to 12 hours for the build, and rolls back if the build fails.
 *
 * #### Limitations
 *
 * If the build fails, the reason of the failed deployment does not name the failed step. Use `PipelineExecution` to get the failed step and its
 * message.
 *
 * @example
 * const goldenImage = new Image(this, 'GoldenImage', { recipe });
 * new CfnOutput(this, 'GoldenAmiId', { value: goldenImage.imageId });
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/create-images.html
 * @resource AWS::ImageBuilder::Image
 */
@propertyInjectable
export class Image extends ImageBase {
  /** The identifier of this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-imagebuilder.Image';

  /**
   * Imports an existing image by its ARN.
   *
   * @param scope parent construct
   * @param id ID of the import within the parent
   * @param imageArn ARN of the image, of a version or of a build of a version
   */
  public static fromImageArn(scope: Construct, id: string, imageArn: string): IImage {
    return Image.fromImageAttributes(scope, id, { imageArn });
  }

  /**
   * Imports the newest version of an existing image of the account and Region of the stack by its name.
   *
   * @param scope parent construct
   * @param id ID of the import within the parent
   * @param imageName name of the image
   */
  public static fromImageName(scope: Construct, id: string, imageName: string): IImage {
    return Image.fromImageAttributes(scope, id, { imageName });
  }

  /**
   * Imports an existing image by its ARN, or by its name and version.
   *
   * @param scope parent construct
   * @param id ID of the import within the parent
   * @param attrs attributes of the image
   */
  public static fromImageAttributes(scope: Construct, id: string, attrs: ImageAttributes): IImage {
    warnOfUnknownProperties(scope, 'ImageAttributes', attrs);
    const known = importVersioned(scope, 'image', { arn: attrs.imageArn, name: attrs.imageName, version: attrs.imageVersion });

    class Import extends ImageBase {
      public readonly imageArn = known.arn;
      public readonly imageName = known.name;
      public readonly imageVersion = known.version;
    }
    return new Import(scope, id, { environmentFromArn: known.arn });
  }

  /**
   * Whether a construct is an image that this library creates, and neither an import nor an L1.
   *
   * @param construct any construct
   */
  public static isImage(construct: IConstruct): construct is Image {
    return isMarkedAs(construct, Image.PROPERTY_INJECTION_ID);
  }

  /**
   * The IAM role of the instances on which the image is built and tested, to which permissions for components can be granted.
   *
   * The role is undefined if a pipeline builds the image, or if the infrastructure configuration is an L1 or an import.
   */
  public readonly instanceRole?: iam.IRole;

  private readonly setup?: ImageBuildSetup;
  private readonly resource: CfnImage;
  private readonly read = new Set<keyof typeof ATTRIBUTES>();

  /** What must exist before the image is built, and until the image is deleted. */
  private readonly prerequisites: IDependable[] = [];

  constructor(scope: Construct, id: string, props: ImageProps) {
    super(scope, id);
    markAs(this, Image.PROPERTY_INJECTION_ID);
    warnOfUnknownProperties(this, 'ImageProps', props);
    checkTags(this, 'tags', props.tags, 50);
    this.equipDeletionRole(props.deletionExecutionRole);

    this.setup = props.imagePipelineExecutionSettings === undefined ? this.setUp(props) : undefined;
    this.instanceRole = this.setup?.instanceRole;

    const resource = this.resource = new CfnImage(this, 'Resource', {
      ...this.setup?.properties ?? this.renderExecution(props),
      loggingConfiguration: this.setup && props.logGroup && { logGroupName: useLogGroup(this, 'logGroup', props.logGroup, this.setup) },
      deletionSettings: omitEmpty({ executionRole: props.deletionExecutionRole?.roleArn }) as CfnImage.DeletionSettingsProperty,
      tags: omitEmpty(props.tags),
    });
    this.setup?.executionRole.useIn(resource);
    renderNewer(resource, 'AWS::ImageBuilder::Image', this.setup?.newerProperties);
    // The resource depends on them and not the construct, because a new infrastructure configuration is inside the construct.
    resource.node.addDependency(...this.prerequisites, ...this.setup?.prerequisites ?? []);
    checkAtSynth(this, () => [
      ...[...this.read].flatMap((attribute) => kindFaults(this, attribute)),
      ...this.read.has('imageId') ? regionFaults(Stack.of(this).region, AMI_REGIONS.of(this.distribution)?.()) : [],
    ]);
  }

  public get imageArn(): string {
    return this.resource.attrArn;
  }

  public get imageName(): string {
    return this.resource.attrName;
  }

  @memoized
  public get imageVersion(): string {
    return partsOf(this, 'imageArn', 'image', this.resource.attrArn).version;
  }

  /**
   * The URI of the container image in the Region of the stack.
   *
   * Only an image from a container recipe has a URI, so synthesis fails if the URI of another image is read. A deployment that reads the URI fails if the
   * image is not distributed to this Region.
   *
   * @attribute
   */
  public get imageUri(): string {
    this.read.add('imageUri');
    return this.resource.attrImageUri;
  }

  /**
   * The ARN of the newest version of this image.
   *
   * Image Builder determines the version when an image is built on this ARN.
   *
   * @attribute
   */
  public get latestVersionArn(): string {
    return this.resource.attrLatestVersionArn;
  }

  /**
   * The ARN of the newest version of this image with the same first number.
   *
   * Image Builder determines the version when an image is built on this ARN.
   *
   * @attribute
   */
  public get latestMajorVersionArn(): string {
    return this.resource.attrLatestVersionMajor;
  }

  /**
   * The ARN of the newest version of this image with the same first two numbers.
   *
   * Image Builder determines the version when an image is built on this ARN.
   *
   * @attribute
   */
  public get latestMinorVersionArn(): string {
    return this.resource.attrLatestVersionMinor;
  }

  /**
   * The ARN of the newest build of this version.
   *
   * Image Builder determines the build when an image is built on this ARN.
   *
   * @attribute
   */
  public get latestPatchVersionArn(): string {
    return this.resource.attrLatestVersionPatch;
  }

  /**
   * The ID of the AMI in the Region of the stack. Only an image from an image recipe has an AMI.
   *
   * CloudFormation ignores the account: if target accounts get a copy of the AMI in this Region, the ID can be the ID of a copy. Synthesis fails if
   * there is no AMI, or the AMI is known not to be distributed to this Region, because the deployment would fail.
   *
   * @attribute
   */
  public get imageId(): string {
    this.read.add('imageId');
    return this.resource.attrImageId;
  }

  /** @internal */
  public _buildEvents(method: string): EventScope {
    // The ARN of the image is known only after the build, which is too late for a rule.
    return this.setup !== undefined ? imagesOfRecipe(this, this.setup.recipeArn)
      : IMAGE_BUILDER.of(this)?.buildEvents(method) ?? super._buildEvents(method);
  }

  /** The infrastructure configuration of the instances on which the image is built and tested, or undefined if a pipeline builds the image. */
  public get infrastructureConfiguration(): IInfrastructureConfiguration | undefined {
    return this.setup && withMethods(this, this.setup.infrastructureConfiguration);
  }

  /** The IAM role with which Image Builder builds the image, or undefined for the service-linked role or the role of a pipeline. */
  public get executionRole(): iam.IRole | undefined {
    return this.setup?.executionRole.current;
  }

  /** The distribution configuration, or undefined if the image stays in the account and Region in which it is built. */
  private get distribution(): IConstruct | undefined {
    return this.setup === undefined ? IMAGE_BUILDER.of(this)?.distribution : this.setup.distributionConfiguration;
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
      // The role must outlive the image, because the deletion of the image uses the role.
      this.prerequisites.push(role);
    }
  }
}

/** The fault of reading the ID of an AMI in a Region to which the AMI is known not to be distributed. */
function regionFaults(own: string, regions: string[] = []): Fault[] {
  return regions.length === 0 || regions.includes(own) || ![own, ...regions].every(isKnown) ? [] : [{
    prop: 'imageId',
    problem: 'Unresolved',
    rule: `be read only if AMIs are distributed to ${own}, the Region of the stack`,
    got: regions,
    hint: 'Add an entry for it to `amiDistributions`.',
  }];
}

/** The recipes whose images have an attribute, and what images of the other recipes have. */
const ATTRIBUTES = {
  imageId: { kind: 'image-recipe', what: 'an image recipe', instead: 'imageUri' },
  imageUri: { kind: 'container-recipe', what: 'a container recipe', instead: 'imageId' },
};

/** The fault of reading an attribute that images of the recipe do not have. */
function kindFaults(image: IConstruct, prop: keyof typeof ATTRIBUTES): Fault[] {
  const { kind, what, instead } = ATTRIBUTES[prop];
  const own = RECIPE_KIND.of(image);
  return own === undefined || own === kind ? [] : [{
    prop, problem: 'Unsupported', rule: `be read only of an image that is built from ${what}`, hint: `Read \`${instead}\`.`,
  }];
}
