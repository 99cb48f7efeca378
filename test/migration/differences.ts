/** What an app that was written for AWS's alpha module has to change beside its import, as it stands in the guide. */
interface Change {
  readonly theirs: string;
  readonly ours: string;
  readonly why: string;
}

export interface Difference extends Change {
  /** The same as edits of the text of an example, applied in this order. */
  readonly edits: readonly (readonly [RegExp, string | ((...groups: string[]) => string)])[];
}

const pascalCase = (constant: string) => constant.toLowerCase().replace(/(?:^|_)(\w)/g, (_, letter) => letter.toUpperCase());

export const DIFFERENCES: readonly Difference[] = [
  {
    theirs: '`schedule: { expression: events.Schedule.cron({ … }), startCondition, … }`',
    ours: "`schedule: ImagePipelineSchedule.cron('0 6 ? * mon *', { startCondition, … })`, `ImagePipelineSchedule.rate(Duration.days(1))`, or `ImagePipelineSchedule.fromSchedule(events.Schedule.cron({ … }), { … })`",
    why: 'Image Builder reads cron expressions differently from EventBridge, so every field is checked. A cron expression has a time zone, and a rate has a warning.',
    edits: [
      [/schedule: \{\s*expression: (events\.Schedule\.\w+\((?:\{[^}]*\}|[^)]*\))\)),?\s*\}/g, 'schedule: imagebuilder.ImagePipelineSchedule.fromSchedule($1)'],
      [/schedule: \{\s*expression: (events\.Schedule\.\w+\([^)]*\)\)),([^}]*)\}/g, 'schedule: imagebuilder.ImagePipelineSchedule.fromSchedule($1, {$2})'],
    ],
  },
  {
    theirs: '`imageScanningEnabled`, `imageScanningEcrRepository`, `imageScanningEcrTags`',
    ours: '`imageScanning: ImageScanning.container({ ecrRepository, ecrTags })`, `ImageScanning.testInstance()`, `ImageScanning.onDemandAmi()`',
    why: 'There are three kinds of scans with different settings. All but the scan on demand need the tests: with `imageTestsEnabled: false` nothing is scanned, so the combination is refused.',
    edits: [
      [/imageScanningEnabled: true,\s*imageScanningEcrRepository: (\w+),\s*imageScanningEcrTags: (\[[^\]]*\])/g,
        'imageScanning: imagebuilder.ImageScanning.container({ ecrRepository: $1, ecrTags: $2 })'],
      [/(imageScanning: [^]*?),\s*imageTestsEnabled: false[^\n]*/g, '$1'],
    ],
  },
  {
    theirs: '`onCVEDetected()`',
    ours: '`onCveDetected()`',
    why: 'jsii derives the names in Python, Java and Go from words, so an acronym is written as a word.',
    edits: [[/onCVEDetected/g, 'onCveDetected']],
  },
  {
    theirs: '`data: ComponentData.…`, `data: WorkflowData.…`',
    ours: '`document: ComponentDocument.…`, `document: WorkflowDocument.…`',
    why: 'The value is a document, and its steps, actions, inputs and references are checked.',
    edits: [[/data: imagebuilder\.(Component|Workflow)Data\b/g, 'document: imagebuilder.$1Document']],
  },
  {
    theirs: '`fromJsonObject(object)`, `fromComponentDocumentJsonObject(object)`, with enums for schema versions and actions',
    ours: "`fromObject(object)`, with the words of Image Builder: `'1.0'`, `'ExecuteBash'`; or typed steps: `ComponentDocument.fromSteps()`, `WorkflowDocument.fromSteps()`",
    why: 'An object is a document in the words of Image Builder. Typed steps have typed inputs.',
    edits: [
      [/imagebuilder\.ComponentStepInputs\.fromObject\((\{[^]*?\})\)/g, '$1'],
      [/fromComponentDocumentJsonObject|fromJsonObject|fromWorkflowDocumentJsonObject/g, 'fromObject'],
      [/imagebuilder\.\w+SchemaVersion\.V1_0/g, "'1.0'"],
      [/imagebuilder\.(?:Component|Workflow)Action\.(\w+)/g, (_, action) => `'${pascalCase(action)}'`],
      [/imagebuilder\.(?:Component|Workflow)OnFailure\.(\w+)/g, (_, value) => `'${pascalCase(value)}'`],
      [/timeout: Duration\.minutes\((\d+)\)/g, (_, minutes) => `timeoutSeconds: ${60 * Number(minutes)}`],
    ],
  },
  {
    theirs: '`ComponentDocumentStep`, `ComponentDocumentPhase`',
    ours: '`ComponentStep`, `ComponentPhase`',
    why: 'Each step has a function with typed inputs, such as `ComponentStep.bash()` and `FileStep.create()`. `ComponentStep.of()` takes any action.',
    edits: [
      [/const step: imagebuilder\.ComponentDocumentStep = \{\s*name: ('[^']*'),\s*action: ('[^']*'),\s*inputs: (\{[^}]*\}'?\s*\})\s*\}/g,
        'const step = imagebuilder.ComponentStep.of($1, $2, imagebuilder.ComponentStepInputs.fromObject($3))'],
      [/const phase: imagebuilder\.ComponentDocumentPhase = \{([^]*?)\{\s*name: ('[^']*'),\s*action: ('[^']*'),\s*inputs: (\{[^}]*\}'?\s*\})\s*\}/g,
        'const phase: imagebuilder.ComponentPhase = {$1imagebuilder.ComponentStep.of($2, $3, imagebuilder.ComponentStepInputs.fromObject($4))'],
    ],
  },
  {
    theirs: "`fromAsset(this, 'Asset', path)`",
    ours: '`fromFile(path)`',
    why: 'A file is read, parsed and checked at synth. It is uploaded only if it is too long for the template.',
    edits: [[/fromAsset\(this, '\w+', ('[^']*')\)/g, 'fromFile($1)']],
  },
  {
    theirs: "`ComponentParameterValue.fromString('production')`",
    ours: "`'production'`",
    why: 'A value is a string. The names are compared with the parameters of the document.',
    edits: [[/imagebuilder\.ComponentParameterValue\.fromString\(('[^']*')\)/g, '$1']],
  },
  {
    theirs: '`BaseContainerImage.fromEcr(…)`, `fromEcrPublic(…)` without a platform',
    ours: '`platform: Platform.LINUX` of the recipe',
    why: 'Image Builder cannot read the platform of an image in Amazon ECR, and refuses the recipe.',
    edits: [[/(baseImage: imagebuilder\.BaseContainerImage\.fromEcr(?:Public)?\([^\n]*\),)/g, '$1 platform: imagebuilder.Platform.LINUX,']],
  },
  {
    theirs: '`ssmParameters: [{ amiAccount, … }]`',
    ours: '`ssmParameters: [{ amiAccountId, … }]`',
    why: 'The value is the id of an account, and the property is named as `accountId` is.',
    edits: [[/amiAccount:/g, 'amiAccountId:']],
  },
];

/** What no example of their README shows. */
export const OTHERS: readonly Change[] = [
  {
    theirs: '`imageRecipeVersion: "1.2.3"`, `containerRecipeVersion`, `componentVersion`, `workflowVersion`',
    ours: "`RecipeVersion.of('1.2.3')`, `RecipeVersion.auto('1.2')`, `ComponentVersion.of('1.2.3')`, `WorkflowVersion.of('1.2.3')`",
    why: 'A recipe can leave the last number to Image Builder, and components and workflows cannot. Versions of imports are strings.',
  },
  {
    theirs: '`OSVersion.SLES_15`, `REDHAT_ENTERPRISE_LINUX_9`, `UBUNTU_24_04`, `MAC_OS_15`; `OSVersion.custom()`; `Platform.MAC_OS`',
    ours: '`OsVersion.SUSE_LINUX_ENTERPRISE_SERVER_15`, `RED_HAT_ENTERPRISE_LINUX_9`, `UBUNTU_24`, `MACOS_15`; `OsVersion.of()`; `Platform.MACOS`',
    why: 'Names are spelled as words, and rendered as before. `OSVersion.LINUX` beside another version supports every version, where the alpha module left it out.',
  },
  {
    theirs: '`AmazonManagedImage.macOS14()`, `macOS15()`; `AmazonManagedImageOptions` with `imageArchitecture` and `imageType`',
    ours: '`AmazonManagedImage.macOs14()`, `macOs15()`; `AmazonManagedImageSelection`',
    why: 'jsii derives names from words. Architecture and kind have defaults: an AMI for x86_64.',
  },
  {
    theirs: '`ComponentDocument` and its `schemaVersion`, `phases`, `name`, `description`, `constants`, `parameters`; `ComponentConstantValue`, `ComponentParameterType`, `ComponentDocumentParameterDefinition`',
    ours: '`ComponentDocument.fromSteps({ parameters, constants, buildSteps, … })`, or `fromObject()`',
    why: 'The class has the place of the interface. Parameters and constants are strings.',
  },
  {
    theirs: '`ComponentStepIfCondition`, `ComponentDocumentLoop`, `ComponentDocumentForLoop`, `ComponentStepInputs.inputs`',
    ours: '`ComponentCondition`, `ComponentLoop`, `ComponentStepInputs`',
    why: 'Conditions and loops have typed functions.',
  },
  {
    theirs: '`ComponentStepInputs.fromList([{ … }])` of a document from an object',
    ours: '`inputs: [{ … }]`',
    why: '`fromObject()` takes the inputs as the documentation of Image Builder has them, a list or a map. `ComponentStepInputs` is for `ComponentStep.of()`.',
  },
  {
    theirs: '`WorkflowAction.…`, `WorkflowSchemaVersion.…`, `ComponentAction.…`, `ComponentSchemaVersion.…`, `ContainerType`, `RepositoryService`',
    ours: 'typed steps, or the words of Image Builder',
    why: 'Each action has a class or a function. Images are Docker images in Amazon ECR.',
  },
  {
    theirs: '`DockerfileData.fromAsset(this, id, path)`; `S3ComponentData`, `S3WorkflowData`, `S3DockerfileData` with `grantPut()` and `grantRead()`',
    ours: '`DockerfileData.fromFile(path)`; grants of the bucket',
    why: 'Instances and CloudFormation get the permissions that a file needs.',
  },
  {
    theirs: '`data.render()` and `ComponentDataConfig`, `WorkflowDataConfig`, `DockerfileTemplateConfig`; `InfrastructureConfigurationBindOptions`; `WorkflowParameterValue.value`',
    ours: 'none',
    why: 'What is rendered is read from the template.',
  },
  {
    theirs: '`components: [ComponentConfiguration(component=hardening)]` in Python, and the same in other languages than TypeScript',
    ours: '`components=[hardening]`, `hardening.with_parameters({ … })`, or `ComponentConfiguration.of(l1_component, { … })`',
    why: 'A component is its own configuration. In TypeScript `{ component, parameters }` is accepted as well.',
  },
  {
    theirs: '`IRecipeBase`, `ContainerRecipeBase`',
    ours: '`IRecipe`, `IContainerRecipe`',
    why: 'Any construct that is a recipe can be passed, L1s included.',
  },
  {
    theirs: '`SSMParameterConfigurations`',
    ours: '`SsmParameterConfiguration`',
    why: 'The type describes a single parameter.',
  },
  {
    theirs: '`grantDefaultExecutionRolePermissions(role)`',
    ours: 'none',
    why: 'An execution role of the app gets the managed policy `EC2ImageBuilderExecutionPolicy` and what the configuration needs beyond it. `role.withoutPolicyUpdates()` gets neither.',
  },
  {
    theirs: '`image.infrastructureConfiguration`',
    ours: '`image.infrastructureConfiguration?`',
    why: 'An image that a pipeline builds has none.',
  },
  {
    theirs: '`component.encrypted`',
    ours: 'none',
    why: 'The value is always `true`.',
  },
  {
    theirs: '`schedule.startCondition`, `schedule.autoDisableFailureCount`, `schedule.expression`',
    ours: '`schedule.expression`, which is a string',
    why: 'A schedule is a class, and takes the others as options.',
  },
  {
    theirs: '`isComponent(x)`, `isImage(x)` and others with any value',
    ours: 'the same with a construct',
    why: 'Every language has a type for a construct.',
  },
];

/** Properties of resources that differ in the templates of examples, with the reason. */
export const RENDERED: Readonly<Record<string, string>> = {
  'Component.Data': 'A document from an object is JSON and not YAML, and a file is in the template and not in an asset. The component gets a new build.',
  'Component.Uri': 'A file is in the template and not in an asset.',
  'ContainerRecipe.PlatformOverride': 'Image Builder refuses a base image in Amazon ECR without a platform.',
  'Image.ExecutionRole': 'The log group needs permissions that the service-linked role does not have.',
  'Image.ImageTestsConfiguration': 'A scan needs the tests.',
  'ImagePipeline.ExecutionRole': 'The log group or the scan needs permissions that the service-linked role does not have.',
  'InfrastructureConfiguration.SecurityGroupIds': 'A configuration with a VPC has a security group of its own, and not the default group of the VPC.',
  'LifecyclePolicy.PolicyDetails': 'A rule names snapshots only if it deletes, because the other actions apply to AMIs.',
  'Workflow.Data': 'A document from an object is JSON and not YAML, and a file is in the template and not in an asset. The workflow gets a new build.',
  'Workflow.Uri': 'A file is in the template and not in an asset.',
};

/** Examples that the service would refuse, and we refuse at synth. */
export const REFUSED: Readonly<Record<string, { readonly message: string; readonly why: string }>> = {
  'Component > Component Data Sources > JSON Object Component Data': {
    message: '`phases[0].steps[0].inputs` must be a list',
    why: '`CreateFile` takes a list of files, and the document has a single map.',
  },
  'Distribution Configuration > AMI Distributions': {
    message: '`amiDistributions[1].amiKmsKey` must be absent when `amiDistributions[1].amiLaunchPermission.isPublicUserGroup` is given',
    why: 'An AMI that is encrypted with a key cannot be public.',
  },
  'Workflow > Workflow Data Sources > Inline Workflow Data': {
    message: '`steps[1].inputs.documentName` must be given',
    why: '`RunCommand` runs a Systems Manager document, and the step does not name a document.',
  },
  'Lifecycle Policy > Lifecycle Policy Resource Selection > Recipe-Based Resource Selection': {
    message: 'must be an image recipe, like `resourceType`',
    why: 'A policy for AMIs selects a container recipe.',
  },
};

/** The example with all differences applied. */
export function migrate(code: string): string {
  return DIFFERENCES.flatMap(({ edits }) => edits).reduce((text, [from, to]) => text.replace(from, to as string), code);
}
