import { IMachineImage } from 'aws-cdk-lib/aws-ec2';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { aws_imagebuilder as refs, aws_logs as logsRefs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { amiDistributions } from './ami-distribution';
import { GoldenAmiProps } from './golden-ami-props';
import { checkReplaced, goldenImage, imageNameOf, inPath, REPLACED } from './golden-image';
import { HandedOffImage } from './machine-image';
import { warnOfOutrun } from './retention-policy';
import { InvalidInputError } from '../common/errors';
import { PLATFORM } from '../common/known-facts';
import { warnOfUnknownProperties } from '../common/property-names';
import { checkNotGenerated } from '../common/validate';
import { DistributionConfiguration } from '../distribution/distribution-configuration';
import { LifecyclePolicy } from '../lifecycle/lifecycle-policy';
import { BuildMonitor } from '../monitor/build-monitor';
import { Image } from '../pipeline/image';
import { ImagePipeline } from '../pipeline/image-pipeline';
import { ImageScanning } from '../pipeline/image-scanning';
import { ImageRecipe } from '../recipe/image-recipe';
import { IRecipe } from '../recipe/recipe';
import { BuildReport } from '../report/build-report';
import { addImageOutputs } from '../report/image-outputs';
import { PipelineExecution } from '../report/pipeline-execution';
import { StackOutputsOptions } from '../report/report-keys';
import { ScanReport } from '../report/scan-report';

/**
 * A golden AMI: a pipeline with its recipe, infrastructure, distribution, scan, log group and retention, the image of the deployment, and reports of the build and
 * the scan.
 *
 * Builds run on instances that require IMDSv2, with permissions for what the properties name. Golden AMIs of one stack share the infrastructure configuration,
 * its role, the role of the retention, the monitor of `notify` and the functions of the reports.
 *
 * @example
 * const golden = new GoldenAmi(this, 'Web', {
 *   baseImage: BaseImage.amazonLinux2023(),
 *   schedule: ImagePipelineSchedule.weekly(WeekDay.SUNDAY, { hour: 3 }),
 *   gate: SeverityGate.atMost({ critical: 0 }),
 *   retention: ImageRetention.keepLast(5),
 * });
 * golden.addStackOutputs();
 */
@propertyInjectable
export class GoldenAmi extends Construct {
  /** The identifier of this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-imagebuilder.GoldenAmi';

  /** The image recipe. */
  public readonly recipe: IRecipe;

  /** The infrastructure configuration of the instances on which images are built and tested. */
  public readonly infrastructureConfiguration: refs.IInfrastructureConfigurationRef;

  /** The distribution configuration. */
  public readonly distributionConfiguration: refs.IDistributionConfigurationRef;

  /** The log group to which builds write their logs. */
  public readonly logGroup: logsRefs.ILogGroupRef;

  /** The pipeline. */
  public readonly pipeline: ImagePipeline;

  /** The image that the deployment builds. Undefined unless `buildOnDeploy` is `BuildOnDeploy.ROLL_BACK`. */
  public readonly image?: Image;

  /** The execution of the pipeline by the deployment. Undefined unless `buildOnDeploy` is `BuildOnDeploy.REPORT_FAILURE`. */
  public readonly execution?: PipelineExecution;

  /** The report of the build: of the image of the deployment, otherwise of the newest image of the pipeline. */
  public readonly buildReport: BuildReport;

  /** The report of the scan of the image of the deployment. Undefined if images are not scanned, or no deployment builds an image. */
  public readonly scanReport?: ScanReport;

  /** The monitor that records the builds of the pipeline. Undefined without `monitor` and `notify`. */
  public readonly monitor?: BuildMonitor;

  /** The lifecycle policy that applies the retention. Undefined without `retention`. */
  public readonly lifecyclePolicy?: LifecyclePolicy;

  /** The name of the SSM parameter with the ID of the AMI. Undefined if `distributionConfiguration` is given without `parameterName`. */
  public readonly parameterName?: string;

  /**
   * The AMI for instances, launch templates and Auto Scaling groups in this stack, and in other stacks of the app in the Regions of the AMI.
   *
   * This stack, its parents and the stacks that are nested in it have the AMI of the deployment. Other stacks are deployed after this stack, read the
   * SSM parameter, and get the newest AMI with each of their deployments.
   *
   * #### Limitations
   *
   * In this stack, its parents and its nested stacks, `buildOnDeploy` must be `BuildOnDeploy.ROLL_BACK`.
   */
  public readonly machineImage: IMachineImage;

  constructor(scope: Construct, id: string, props: GoldenAmiProps) {
    super(scope, id);
    warnOfUnknownProperties(this, 'GoldenAmiProps', props);
    this.check(props);
    const imageName = imageNameOf(this, props.imageName);
    this.parameterName = props.parameterName
      // The role of Image Builder can write below this path without further permissions.
      ?? (props.distributionConfiguration === undefined ? `/imagebuilder/golden/${inPath(imageName)}` : undefined);
    this.recipe = props.recipe ?? new ImageRecipe(this, 'Recipe', {
      imageRecipeName: imageName, baseImage: props.baseImage!, components: props.components, blockDevices: props.blockDevices,
    });
    this.distributionConfiguration = props.distributionConfiguration ?? new DistributionConfiguration(this, 'Distribution', {
      amiDistributions: amiDistributions(this, props, this.parameterName!),
    });
    const parts = goldenImage(this, props, {
      imageName,
      recipe: this.recipe,
      distributionConfiguration: this.distributionConfiguration,
      imageScanning: props.imageScanning ?? ImageScanning.onDemandAmi(),
      forContainers: false,
      maxRetries: props.maxRetries,
    });
    this.infrastructureConfiguration = parts.infrastructureConfiguration;
    this.logGroup = parts.logGroup;
    this.pipeline = parts.pipeline;
    this.image = parts.image;
    this.execution = parts.execution;
    this.buildReport = parts.buildReport;
    this.scanReport = parts.scanReport;
    this.monitor = parts.monitor;
    this.lifecyclePolicy = parts.lifecyclePolicy;
    this.machineImage = new HandedOffImage({
      from: this,
      platform: props.baseImage?.platform ?? PLATFORM.of(this.recipe),
      parameterName: this.parameterName,
      regions: props.regions ?? [],
      given: props.distributionConfiguration,
      imageId: this.image && (() => this.image!.imageId),
      isBuilt: (this.image ?? this.execution) !== undefined,
      onConsumer: (consumer) => warnOfOutrun(this, props, consumer),
    });
  }

  /**
   * Creates the stack outputs of the reports of the build and the scan, with the names of their attributes.
   *
   * Where both reports have an attribute, the output of the scan is named with `Scan` before the attribute, such as `ScanDetailsUri`.
   *
   * @param options the attributes of the reports to output and a prefix for the names
   */
  public addStackOutputs(options: StackOutputsOptions = {}): void {
    addImageOutputs(this, this.buildReport, this.scanReport, options);
  }

  private check(props: GoldenAmiProps): void {
    checkNotGenerated(this, 'parameterName', props.parameterName);
    checkNotGenerated(this, 'amiName', props.amiName);
    if (props.recipe === undefined && props.baseImage === undefined) {
      throw new InvalidInputError({ prop: 'baseImage', problem: 'Required', rule: 'be given when `recipe` is not' }, this);
    }
    checkReplaced(this, props, {
      ...REPLACED,
      recipe: ['baseImage', 'components', 'blockDevices', 'imageName'],
      distributionConfiguration: [
        'regions', 'accounts', 'organizationArns', 'organizationalUnitArns', 'encryptionKey', 'regionalEncryptionKeys', 'amiName', 'launchTemplates',
      ],
    });
  }
}
