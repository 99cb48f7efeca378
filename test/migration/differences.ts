/** What an app that was written for AWS's alpha module has to change beside its import. */
export interface Difference {
  /** As it stands in the guide. */
  readonly theirs: string;
  readonly ours: string;
  readonly why: string;
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
    theirs: '`AwsMarketplaceComponent.fromAwsMarketplaceComponentAttributes(…)`',
    ours: '`Component.fromComponentArn(…)`',
    why: 'AWS Marketplace shows the ARN when you subscribe, so no ARN must be built from a product id.',
    edits: [[
      /imagebuilder\.AwsMarketplaceComponent\.fromAwsMarketplaceComponentAttributes\(\s*this,\s*'(\w+)',\s*\{[^}]*\}\s*\)/g,
      "imagebuilder.Component.fromComponentArn(this, '$1', 'arn:aws:imagebuilder:us-east-1:aws-marketplace:component/my-marketplace-component-prod-1234567890abcdef0/x.x.x')",
    ]],
  },
  {
    theirs: '`ssmParameters: [{ amiAccount, … }]`',
    ours: '`ssmParameters: [{ amiAccountId, … }]`',
    why: 'The value is the id of an account, and the property is named as `accountId` is.',
    edits: [[/amiAccount:/g, 'amiAccountId:']],
  },
];

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
  'Lifecycle Policy > Lifecycle Policy Rules > Multiple Lifecycle Rules': {
    message: 'must be absent unless the action is DELETE',
    why: '`retainAtLeast` is set in a rule that deprecates. It is valid only in rules that delete.',
  },
};

/** The example with all differences applied. */
export function migrate(code: string): string {
  return DIFFERENCES.flatMap(({ edits }) => edits).reduce((text, [from, to]) => text.replace(from, to as string), code);
}
