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
    ours: "`schedule: ImagePipelineSchedule.cron('0 6 ? * mon *', { startCondition, … })`, or `ImagePipelineSchedule.fromSchedule(events.Schedule.cron({ … }), { … })`",
    why: "Image Builder's cron is not that of EventBridge, so every field is checked; and a schedule has a time zone.",
    edits: [
      [/schedule: \{\s*expression: events\.Schedule\.cron\((\{[^}]*\})\)\s*\}/g, 'schedule: imagebuilder.ImagePipelineSchedule.fromSchedule(events.Schedule.cron($1))'],
    ],
  },
  {
    theirs: '`events.Schedule.rate(Duration.days(1))`',
    ours: "`ImagePipelineSchedule.cron('0 0 * * ? *')`",
    why: 'The service takes no rates; a deployment with one fails.',
    edits: [
      [/schedule: \{\s*expression: events\.Schedule\.rate\(Duration\.days\(1\)\)\s*\}/g, "schedule: imagebuilder.ImagePipelineSchedule.cron('0 0 * * ? *')"],
      [/schedule: \{\s*expression: events\.Schedule\.rate\(Duration\.days\(7\)\),([^}]*)\}/g, "schedule: imagebuilder.ImagePipelineSchedule.cron('0 0 ? * sun *', {$1})"],
    ],
  },
  {
    theirs: '`imageScanningEnabled`, `imageScanningEcrRepository`, `imageScanningEcrTags`',
    ours: '`imageScanning: ImageScanning.container({ ecrRepository, ecrTags })`, `ImageScanning.testInstance()`, `ImageScanning.onDemandAmi()`',
    why: 'There are three kinds of scans with different settings, and all but the one on demand need the tests: with `imageTestsEnabled: false` nothing is scanned, which is refused.',
    edits: [
      [/imageScanningEnabled: true,\s*imageScanningEcrRepository: (\w+),\s*imageScanningEcrTags: (\[[^\]]*\])/g,
        'imageScanning: imagebuilder.ImageScanning.container({ ecrRepository: $1, ecrTags: $2 })'],
      [/(imageScanning: [^]*?),\s*imageTestsEnabled: false[^\n]*/g, '$1'],
    ],
  },
  {
    theirs: '`onCVEDetected()`',
    ours: '`onCveDetected()`',
    why: 'In Python, Java and Go names are made from words, and an acronym is one.',
    edits: [[/onCVEDetected/g, 'onCveDetected']],
  },
  {
    theirs: '`data: ComponentData.…`, `data: WorkflowData.…`',
    ours: '`document: ComponentDocument.…`, `document: WorkflowDocument.…`',
    why: 'What is given is a document, and it is checked: steps, actions, inputs, references.',
    edits: [[/data: imagebuilder\.(Component|Workflow)Data\b/g, 'document: imagebuilder.$1Document']],
  },
  {
    theirs: '`fromJsonObject(object)`, `fromComponentDocumentJsonObject(object)`, with enums for schema versions and actions',
    ours: "`fromObject(object)`, with the words of the document: `'1.0'`, `'ExecuteBash'`; or typed steps: `ComponentDocument.fromSteps()`, `WorkflowDocument.fromSteps()`",
    why: 'An object is the document as the service documents it. Typed steps know their inputs, which a map does not.',
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
    why: 'A step is made by a function that knows its inputs: `ComponentStep.bash()`, `createFile()`, …; `ComponentStep.of()` takes any action.',
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
    why: 'A file is read, parsed and checked at synth, and uploaded only when it is too long for the template.',
    edits: [[/fromAsset\(this, '\w+', ('[^']*')\)/g, 'fromFile($1)']],
  },
  {
    theirs: "`ComponentParameterValue.fromString('production')`",
    ours: "`'production'`",
    why: 'A value is text. The names are checked against the parameters of the document.',
    edits: [[/imagebuilder\.ComponentParameterValue\.fromString\(('[^']*')\)/g, '$1']],
  },
  {
    theirs: '`BaseContainerImage.fromEcr(…)`, `fromEcrPublic(…)` without a platform',
    ours: '`platform: Platform.LINUX` of the recipe',
    why: 'The service cannot tell the platform of an image in Amazon ECR, and refuses the recipe.',
    edits: [[/(baseImage: imagebuilder\.BaseContainerImage\.fromEcr(?:Public)?\([^\n]*\),)/g, '$1 platform: imagebuilder.Platform.LINUX,']],
  },
  {
    theirs: '`AwsMarketplaceComponent.fromAwsMarketplaceComponentAttributes(…)`',
    ours: '`Component.fromComponentArn(…)`',
    why: 'Subscribing shows the ARN; nothing has to be made up from a product id.',
    edits: [[
      /imagebuilder\.AwsMarketplaceComponent\.fromAwsMarketplaceComponentAttributes\(\s*this,\s*'(\w+)',\s*\{[^}]*\}\s*\)/g,
      "imagebuilder.Component.fromComponentArn(this, '$1', 'arn:aws:imagebuilder:us-east-1:aws-marketplace:component/my-marketplace-component-prod-1234567890abcdef0/x.x.x')",
    ]],
  },
  {
    theirs: '`ssmParameters: [{ amiAccount, … }]`',
    ours: '`ssmParameters: [{ amiAccountId, … }]`',
    why: 'It is the id of an account, like `accountId` beside it.',
    edits: [[/amiAccount:/g, 'amiAccountId:']],
  },
];

/** Examples that the service would refuse, and we refuse at synth. */
export const REFUSED: Readonly<Record<string, { readonly message: string; readonly why: string }>> = {
  'Component > Component Data Sources > JSON Object Component Data': {
    message: '`phases[0].steps[0].inputs` must be a list',
    why: '`CreateFile` takes a list of files, and the document has one map.',
  },
  'Distribution Configuration > AMI Distributions': {
    message: '`amiDistributions[1].amiKmsKey` must be absent when `amiDistributions[1].amiLaunchPermission.isPublicUserGroup` is given',
    why: 'An AMI that is encrypted with a key cannot be public.',
  },
  'Workflow > Workflow Data Sources > Inline Workflow Data': {
    message: '`steps[1].inputs.documentName` must be given',
    why: '`RunCommand` runs a document of Systems Manager, and the step names none.',
  },
  'Lifecycle Policy > Lifecycle Policy Resource Selection > Recipe-Based Resource Selection': {
    message: 'must be an image recipe, like `resourceType`',
    why: 'A policy for AMIs selects a container recipe.',
  },
  'Lifecycle Policy > Lifecycle Policy Rules > Multiple Lifecycle Rules': {
    message: 'must be absent unless the action is DELETE',
    why: '`retainAtLeast` stands in a rule that deprecates; only rules that delete retain.',
  },
};

/** The example with all differences applied. */
export function migrate(code: string): string {
  return DIFFERENCES.flatMap(({ edits }) => edits).reduce((text, [from, to]) => text.replace(from, to as string), code);
}
