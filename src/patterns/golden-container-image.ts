import * as ecr from 'aws-cdk-lib/aws-ecr';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { aws_imagebuilder as refs, aws_logs as logsRefs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { GoldenContainerImageProps } from './golden-container-image-props';
import { checkReplaced, goldenImage, imageNameOf, REPLACED } from './golden-image';
import { InvalidInputError } from '../common/errors';
import { warnOfUnknownProperties } from '../common/property-names';
import { checkNotEmpty } from '../common/validate';
import { DistributionConfiguration } from '../distribution/distribution-configuration';
import { LifecyclePolicy } from '../lifecycle/lifecycle-policy';
import { BuildMonitor } from '../monitor/build-monitor';
import { Image } from '../pipeline/image';
import { ImagePipeline } from '../pipeline/image-pipeline';
import { ImageScanning } from '../pipeline/image-scanning';
import { ContainerRecipe } from '../recipe/container-recipe';
import { IRecipe } from '../recipe/recipe';
import { Repository } from '../recipe/repository';
import { BuildReport } from '../report/build-report';
import { addImageOutputs } from '../report/image-outputs';
import { PipelineExecution } from '../report/pipeline-execution';
import { StackOutputsOptions } from '../report/report-keys';
import { ScanReport } from '../report/scan-report';

/**
 * A golden container image: a pipeline with its recipe, repository, infrastructure, distribution, scan, log group and retention, the image of the deployment, and
 * reports of the build and the scan.
 *
 * Golden container images of one stack share the infrastructure configuration, its role, the role of the retention, the monitor of `notify` and the functions of
 * the reports.
 *
 * @example
 * const golden = new GoldenContainerImage(this, 'Runtime', {
 *   baseImage: BaseContainerImage.fromEcrPublic('amazonlinux', 'amazonlinux', '2023', { platform: Platform.LINUX }),
 *   schedule: ImagePipelineSchedule.weekly(WeekDay.SUNDAY, { hour: 3 }),
 *   retention: ImageRetention.keepLast(5),
 * });
 * golden.addStackOutputs();
 */
@propertyInjectable
export class GoldenContainerImage extends Construct {
  /** The identifier of this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-imagebuilder.GoldenContainerImage';

  /** The container recipe. */
  public readonly recipe: IRecipe;

  /** The repository of the container image. Undefined if `recipe` is given without `repository`. */
  public readonly repository?: ecr.IRepository;

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

  constructor(scope: Construct, id: string, props: GoldenContainerImageProps) {
    super(scope, id);
    warnOfUnknownProperties(this, 'GoldenContainerImageProps', props);
    this.check(props);
    const imageName = imageNameOf(this, props.imageName);
    this.repository = props.repository ?? (props.recipe === undefined ? new ecr.Repository(this, 'Repository', { imageScanOnPush: true }) : undefined);
    this.recipe = props.recipe ?? new ContainerRecipe(this, 'Recipe', {
      containerRecipeName: imageName,
      baseImage: props.baseImage!,
      components: props.components,
      dockerfile: props.dockerfile,
      targetRepository: Repository.fromEcr(this.repository!),
    });
    this.distributionConfiguration = props.distributionConfiguration ?? this.distribute(props);
    const parts = goldenImage(this, props, {
      imageName,
      recipe: this.recipe,
      distributionConfiguration: this.distributionConfiguration,
      imageScanning: props.imageScanning ?? (props.gate === undefined ? ImageScanning.disabled() : ImageScanning.container()),
      forContainers: true,
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

  private distribute({ imageTags, furtherDistributions = [] }: GoldenContainerImageProps): DistributionConfiguration {
    if (this.repository === undefined) {
      throw new InvalidInputError({
        prop: 'repository', problem: 'Required', rule: 'be given when `recipe` is and `distributionConfiguration` is not',
      }, this);
    }
    return new DistributionConfiguration(this, 'Distribution', {
      containerDistributions: [
        { containerRepository: Repository.fromEcr(this.repository), containerTags: imageTags ?? ['latest', '{{ imagebuilder:buildVersion }}'] },
        ...furtherDistributions,
      ],
    });
  }

  private check(props: GoldenContainerImageProps): void {
    if (props.recipe === undefined && props.baseImage === undefined) {
      throw new InvalidInputError({ prop: 'baseImage', problem: 'Required', rule: 'be given when `recipe` is not' }, this);
    }
    checkNotEmpty(this, 'imageTags', props.imageTags);
    checkReplaced(this, props, {
      ...REPLACED,
      recipe: ['baseImage', 'components', 'dockerfile', 'imageName'],
      distributionConfiguration: ['imageTags', 'furtherDistributions'],
    });
  }
}
