import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnImage, CfnImageProps } from 'aws-cdk-lib/aws-imagebuilder';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { Construct, IConstruct, IDependable } from 'constructs';
import { checkDistribution } from './distribution-checks';
import { ExecutionRole } from './execution-role';
import { ImageBuildOptions } from './image-build-options';
import { ScanBinding } from './scan-binding';
import { SCAN_KIND } from './scan-kind';
import { InvalidInputError } from '../common/errors';
import { allowInstances, grantToInstances } from '../common/instance-grants';
import { PLATFORM } from '../common/known-facts';
import { arnWithin } from '../common/naming';
import { EXECUTION_PERMISSIONS, Permission } from '../common/permission';
import { accountFaults, checkFaults, Named, regionFaults } from '../common/regions';
import { omitEmpty } from '../common/render';
import { checkDuration } from '../common/validate';
import { warnOfManyRecipes } from '../distribution/outputs';
import { INSTANCE_PERMISSIONS } from '../distribution/permissions';
import { ARCHITECTURE, architectureFaults } from '../infrastructure/architecture';
import { InfrastructureConfiguration } from '../infrastructure/infrastructure-configuration';
import { warnOfHopLimit } from '../infrastructure/metadata';
import { hostFaults } from '../infrastructure/placement';
import { IRecipe } from '../recipe/recipe';
import { RECIPE_KIND, recipeReference } from '../recipe/reference';
import { AMI, DOCKER } from '../workflow/actions';
import { WORKFLOW_FACTS } from '../workflow/facts';
import { renderWorkflows } from '../workflow/workflow-set';

/** The properties that both resources have. */
type BuildProperties = Omit<CfnImageProps, 'executionRole' | 'loggingConfiguration' | 'deletionSettings' | 'imagePipelineExecutionSettings' | 'tags'>;

/** How images are built, which is the same for a pipeline and for an image. */
export interface ImageBuildSetup {
  /** The ARN of the recipe, whose name the images get. */
  readonly recipeArn: string;
  /** The instances on which images are built and tested. */
  readonly infrastructureConfiguration: refs.IInfrastructureConfigurationRef;
  /** The distribution configuration, unless images stay in the account and Region in which they are built. */
  readonly distributionConfiguration?: IConstruct;
  /** The role of those instances, if it is known. */
  readonly instanceRole?: iam.IRole;
  /** The role with which Image Builder builds. */
  readonly executionRole: ExecutionRole;
  /** What must exist before a build starts. */
  readonly prerequisites: IDependable[];
  /** The properties of the build in the form of CloudFormation. */
  readonly properties: BuildProperties & Required<Pick<BuildProperties, 'infrastructureConfigurationArn'>>;
  /** Properties that the L1s do not have. */
  readonly newerProperties?: ScanBinding['newerProperties'];
}

/** Sets up how images of a recipe are built, and creates the resources that were not given within the scope. */
export function setUpImageBuild(scope: Construct, recipe: IRecipe, options: ImageBuildOptions): ImageBuildSetup {
  const infrastructureConfiguration = options.infrastructureConfiguration ?? new InfrastructureConfiguration(scope, 'InfrastructureConfiguration');
  const isKnown = InfrastructureConfiguration.isInfrastructureConfiguration(infrastructureConfiguration);
  grantToInstances(scope, recipe, infrastructureConfiguration);
  INSTANCE_PERMISSIONS.of(options.distributionConfiguration)?.subscribe(allowContainers(scope, 'distribution', infrastructureConfiguration));
  const { kind, arn } = recipeReference(scope, 'recipe', recipe);
  RECIPE_KIND.note(scope, kind);
  PLATFORM.note(scope, PLATFORM.of(recipe));
  ARCHITECTURE.note(scope, ARCHITECTURE.of(recipe));
  if (kind === 'container-recipe') {
    warnOfHopLimit(scope, infrastructureConfiguration);
  }
  const scan = options.imageScanning?._bind(scope, { recipe: kind, imageTestsEnabled: options.imageTestsEnabled });
  scan?.instancePermissions.forEach(allowContainers(scope, 'scan', infrastructureConfiguration));
  SCAN_KIND.note(scope, options.imageScanning?._kind ?? 'NOT_SCANNED');
  // Other accounts can share recipes only.
  const own: Named[] = [
    ['infrastructureConfiguration', infrastructureConfiguration], ['distributionConfiguration', options.distributionConfiguration],
    ...(options.workflows ?? []).map(({ workflow }, index): Named => [`workflows[${index}].workflow`, workflow]),
  ];
  const faults = [
    ...regionFaults(scope, ['recipe', recipe], ...own), ...accountFaults(scope, ...own),
    ...architectureFaults(recipe, infrastructureConfiguration), ...hostFaults(recipe, infrastructureConfiguration), ...scan?.faults ?? [],
  ];
  checkFaults(scope, faults);
  checkDistribution(scope, recipe, options.distributionConfiguration);
  warnOfManyRecipes(scope, recipe, options.distributionConfiguration);
  const executionRole = setUpExecutionRole(scope, options, [recipe, infrastructureConfiguration, options.distributionConfiguration]);
  scan?.executionPermissions.forEach((permission) => executionRole.allow(permission));
  return {
    recipeArn: arn,
    infrastructureConfiguration,
    distributionConfiguration: options.distributionConfiguration,
    instanceRole: isKnown ? infrastructureConfiguration.role : undefined,
    executionRole,
    prerequisites: [infrastructureConfiguration, executionRole],
    properties: {
      imageRecipeArn: kind === 'image-recipe' ? arn : undefined,
      containerRecipeArn: kind === 'container-recipe' ? arn : undefined,
      infrastructureConfigurationArn: arnWithin(scope, infrastructureConfiguration)
        ?? infrastructureConfiguration.infrastructureConfigurationRef.infrastructureConfigurationArn,
      distributionConfigurationArn: arnWithin(scope, options.distributionConfiguration)
        ?? options.distributionConfiguration?.distributionConfigurationRef.distributionConfigurationArn,
      imageScanningConfiguration: scan?.properties,
      imageTestsConfiguration: renderTests(scope, options),
      enhancedImageMetadataEnabled: options.enhancedImageMetadataEnabled,
      workflows: options.workflows && renderWorkflows(scope, options.workflows, {
        imageType: kind === 'image-recipe' ? AMI : DOCKER,
        isScanned: options.imageScanning?.enabled ?? false,
        needsScanStep: scan?.needsStep ?? false,
        imageTestsEnabled: options.imageTestsEnabled,
        architecture: kind === 'image-recipe' ? ARCHITECTURE.of(recipe) : undefined,
      }),
    },
    newerProperties: scan?.newerProperties,
  };
}

/** Allows the instances to push container images to the repositories of the distribution and of the scan. */
function allowContainers(scope: Construct, what: string, infrastructure: IConstruct): (permission: Permission) => void {
  return (permission) => allowInstances(scope, permission, infrastructure,
    `The role of the instances is not known here, so it may not put containers into the repositories of the ${what}. Builds fail unless it may.`);
}

/** Grants the execution role the permissions that workflows and other parts of a build need, now or later. */
function setUpExecutionRole(scope: Construct, options: ImageBuildOptions, parts: (IConstruct | undefined)[]): ExecutionRole {
  const executionRole = new ExecutionRole(scope, options.executionRole);
  for (const { workflow } of options.workflows ?? []) {
    // Image Builder requires an execution role for workflows.
    const role = executionRole.require();
    WORKFLOW_FACTS.of(workflow)?.grantExecution?.(role);
  }
  for (const part of parts.filter((each) => each !== undefined)) {
    EXECUTION_PERMISSIONS.of(part)?.subscribe((permission) => executionRole.allow(permission));
  }
  return executionRole;
}

function renderTests(scope: Construct, options: ImageBuildOptions): CfnImage.ImageTestsConfigurationProperty | undefined {
  const { imageTestsEnabled, imageTestsTimeout } = options;
  if (imageTestsTimeout !== undefined && imageTestsEnabled === false) {
    throw new InvalidInputError({ prop: 'imageTestsTimeout', problem: 'Conflict', rule: 'be absent when `imageTestsEnabled` is false' }, scope);
  }
  const timeoutMinutes = checkDuration(scope, 'imageTestsTimeout', imageTestsTimeout, {
    unit: 'minutes', min: 60, max: 1440, rule: 'be 1 to 24 hours in whole minutes',
  });
  return omitEmpty({ imageTestsEnabled, timeoutMinutes });
}
