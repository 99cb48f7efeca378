import { Duration, Stack } from 'aws-cdk-lib';
import { refusals, together } from './refusal';
import {
  AmazonManagedWorkflow, CollectImageScanFindingsStep, ImagePipeline, ImageRecipe, LaunchInstanceStep,
  RunCommandStep, TerminateInstanceStep, WaitForActionStep, WaitForActionStepProps, Workflow, WorkflowCondition, WorkflowConfiguration,
  WorkflowDocument, WorkflowDocumentOptions, WorkflowOnFailure, WorkflowParameter, WorkflowParameterValue, WorkflowProps, WorkflowStep,
  WorkflowType, WorkflowValue, WorkflowVariable,
} from '../../src';

const numbered = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, 'value']));
const document = WorkflowDocument.fromSteps([new WaitForActionStep('Wait')]);
const workflow = (stack: Stack, props: Partial<WorkflowProps>) =>
  new Workflow(stack, 'Workflow', { workflowType: WorkflowType.TEST, document, ...props });
const withSteps = (stack: Stack, steps: WorkflowStep[], options?: WorkflowDocumentOptions) =>
  workflow(stack, { document: WorkflowDocument.fromSteps(steps, options) });
const inPipeline = (stack: Stack, ...workflows: WorkflowConfiguration[]) =>
  new ImagePipeline(stack, 'Pipeline', { recipe: ImageRecipe.fromImageRecipeName(stack, 'Recipe', 'mine'), workflows });
const on = WorkflowVariable.IMAGE_BUILD_NUMBER;
const waitIf = (stack: Stack, condition: WorkflowCondition) => withSteps(stack, [new WaitForActionStep('Wait', { condition })]);
const nested = (levels: number): WorkflowCondition => levels === 1 ? WorkflowCondition.numberEquals(on, 1) : nested(levels - 1).negated();
const build = (stack: Stack) => ({ workflow: AmazonManagedWorkflow.buildImage(stack, 'Build') });
const tested = (stack: Stack, name: string = 'Test') => ({ workflow: AmazonManagedWorkflow.testImage(stack, name) });
const tests = (stack: Stack, count: number) => Array.from({ length: count }, (_, index) => tested(stack, `Test${index}`));
const parameterized = (stack: Stack, parameter: WorkflowParameter) => withSteps(stack, [new WaitForActionStep('Wait')], { parameters: [parameter] });
const leveled = (stack: Stack) => parameterized(stack, WorkflowParameter.ofInteger('Level'));
const buildContainer = (stack: Stack) => ({ workflow: AmazonManagedWorkflow.buildContainer(stack, 'Build') });

export const WORKFLOWS = [
  ...refusals('Workflow', workflow, [
    [{ workflowName: 'ab' },
      'WorkflowNameMalformed: `workflowName` must be 3 to 128 letters, digits, hyphens, underscores or inner spaces, got: \'ab\'. '
      + '[Stack/Workflow]',
      { workflowName: 'abc' }],
    [{ workflowName: 'a'.repeat(129) },
      'WorkflowNameMalformed: `workflowName` must be 3 to 128 letters, digits, hyphens, underscores or inner spaces, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.... '
      + '[Stack/Workflow]',
      { workflowName: 'a'.repeat(128) }],
    [{ description: '' }, 'DescriptionMalformed: `description` must be 1 to 1024 characters long, got: \'\'. [Stack/Workflow]', { description: 'a' }],
    [{ changeDescription: 'a'.repeat(1025) },
      'ChangeDescriptionTooLong: `changeDescription` must be 1 to 1024 characters long, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.... '
      + '[Stack/Workflow]',
      { changeDescription: 'a'.repeat(1024) }],
    [{ tags: { 'aws:a': 'a' } },
      'TagsMalformed: `tags` must have keys of 1 to 128 letters, digits, spaces or _.:/=+-@ that do not start with `aws:`, got: '
      + '\'aws:a\'. [Stack/Workflow]',
      { tags: { a: 'a' } }],
    [{ tags: numbered(51) }, 'TagsOutOfRange: `tags` must have 0 to 50 entries, got: 51. [Stack/Workflow]', { tags: numbered(50) }],
    [{ workflowType: WorkflowType.BUILD, document: WorkflowDocument.fromSteps(scanSteps()) },
      'ActionUnsupported: `steps[1].action` must be one that BUILD workflows may have, got: \'CollectImageScanFindings\'. It is for TEST '
      + 'workflows. [Stack/Workflow]',
      { document: WorkflowDocument.fromSteps(scanSteps()) }],
  ]),
  ...refusals('WorkflowDocument.fromSteps', (stack, steps: WorkflowStep[]) => withSteps(stack, steps), [
    [[], 'StepsOutOfRange: `steps` must have 1 to 15 entries, got: 0. [Stack/Workflow]', [new WaitForActionStep('Wait')]],
    [waits(16), 'StepsOutOfRange: `steps` must have 1 to 15 entries, got: 16. [Stack/Workflow]', waits(15)],
    [[...waits(1), ...waits(1)], 'NameConflict: `steps[1].name` must be different from the others, got: \'Wait0\'. [Stack/Workflow]', waits(2)],
  ]),
  ...refusals('WorkflowStep', (_, name: string) => new WorkflowStep(name, { action: 'WaitForAction' }), [
    ['', 'NameMalformed: `name` must be 3 to 100 letters, digits or underscores, and begin with a letter, got: \'\'.'],
    ['ab', 'NameMalformed: `name` must be 3 to 100 letters, digits or underscores, and begin with a letter, got: \'ab\'.', 'abc'],
    ['1st', 'NameMalformed: `name` must be 3 to 100 letters, digits or underscores, and begin with a letter, got: \'1st\'.'],
    ['My step', 'NameMalformed: `name` must be 3 to 100 letters, digits or underscores, and begin with a letter, got: \'My step\'.', 'My_step'],
    ['a'.repeat(101),
      'NameMalformed: `name` must be 3 to 100 letters, digits or underscores, and begin with a letter, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\'.',
      'a'.repeat(100)],
  ]),
  ...refusals('WorkflowStep', (stack, action: string) => withSteps(stack, [new WorkflowStep('Step', { action })]), [
    ['', 'ActionMalformed: `steps[0].action` must be the name of a step action, got: \'\'. [Stack/Workflow]', 'WaitForAction'],
    ['Wait for action', 'ActionMalformed: `steps[0].action` must be the name of a step action, got: \'Wait for action\'. [Stack/Workflow]'],
  ]),
  ...refusals('WorkflowStep.output', (stack, output: string) => {
    const wait = new WaitForActionStep('Wait');
    withSteps(stack, [wait, new WaitForActionStep('Again', { payload: { answer: wait.output(output) } })]);
  }, [
    ['', 'PathMalformed: `path` must be a JSONPath of `$` and names, as in `$.parameters.Name`, got: \'$.stepOutputs.Wait.\'.', 'action'],
    ['answer',
      'PayloadUnresolved: `steps[1].inputs.payload` must refer to an output of that step (action, reason), got: \'{"answer":"{{ '
      + '$.stepOutputs.Wait.answer }}"}\'. [Stack/Workflow]'],
  ]),
  ...refusals('WaitForActionStep', (stack, props: WaitForActionStepProps) => withSteps(stack, [new WaitForActionStep('Wait', props)]), [
    [{ description: '' }, 'DescriptionMalformed: `description` must be 1 to 1024 characters long, got: \'\'.', { description: 'a' }],
    [{ timeout: Duration.seconds(0) },
      'TimeoutOutOfRange: `timeout` must be a whole number of at least 1, got: 0.',
      { timeout: Duration.seconds(1) }],
    [{ timeout: Duration.seconds(604_801) },
      'TimeoutSecondsOutOfRange: `steps[0].timeoutSeconds` must be a whole number from 1 to 604800, got: 604801. [Stack/Workflow]',
      { timeout: Duration.days(7) }],
    [{ timeout: Duration.millis(1500) }, 'TimeoutOutOfRange: `timeout` must be a whole number of at least 1, got: 1.5.'],
    [{ payload: { text: 'a'.repeat(16_384) } },
      'PayloadTooLong: `payload` must be at most 16384 bytes of JSON, got: 16395. [Stack/Workflow]',
      { payload: { text: 'a'.repeat(1024) } }],
    [{ rollbackEnabled: WorkflowValue.fromString('yes') },
      'RollbackEnabledMalformed: `steps[0].rollbackEnabled` must be `true`, `false` or a reference, got: \'yes\'. [Stack/Workflow]',
      { rollbackEnabled: WorkflowValue.fromBoolean(true) }],
  ]),
  ...refusals('RunCommandStep', (stack, documentName: string) => {
    const launch = new LaunchInstanceStep('Launch');
    const { instanceId } = launch;
    withSteps(stack, [launch, new RunCommandStep('Run', { instanceId, documentName }), new TerminateInstanceStep('Stop', { instanceId })]);
  }, [
    ['', 'DocumentNameRequired: `steps[1].inputs.documentName` must not be empty, got: \'\'. [Stack/Workflow]', 'AWS-RunShellScript'],
  ]),
  ...refusals('WorkflowVariable.of', (_, name: string) => WorkflowVariable.of(name), [
    ['', 'PathMalformed: `path` must be a JSONPath of `$` and names, as in `$.parameters.Name`, got: \'$.imagebuilder.\'.', 'platform'],
  ]),
  ...refusals('WorkflowValue.fromReference', (_, path: string) => WorkflowValue.fromReference(path), [
    ['', 'PathMalformed: `path` must be a JSONPath of `$` and names, as in `$.parameters.Name`, got: \'\'.'],
    ['$.', 'PathMalformed: `path` must be a JSONPath of `$` and names, as in `$.parameters.Name`, got: \'$.\'.'],
    ['$..Level', 'PathMalformed: `path` must be a JSONPath of `$` and names, as in `$.parameters.Name`, got: \'$..Level\'.'],
    ['$.parameters.My Level',
      'PathMalformed: `path` must be a JSONPath of `$` and names, as in `$.parameters.Name`, got: \'$.parameters.My Level\'.'],
    ['$', 'PathMalformed: `path` must be a JSONPath of `$` and names, as in `$.parameters.Name`, got: \'$\'.', '$.parameters.Level'],
    ['parameters.Level', 'PathMalformed: `path` must be a JSONPath of `$` and names, as in `$.parameters.Name`, got: \'parameters.Level\'.'],
  ]),
  ...refusals('WorkflowValue.fromNumber', (stack, value: number) =>
    withSteps(stack, [new WorkflowStep('Step', { action: 'RegisterImage', inputs: { imageLocation: WorkflowValue.fromNumber(value) } })]), [
    [NaN, 'ImageLocationMalformed: `steps[0].inputs.imageLocation` must be a finite number, got: NaN. [Stack/Workflow]', 0],
    [Infinity, 'ImageLocationMalformed: `steps[0].inputs.imageLocation` must be a finite number, got: Infinity. [Stack/Workflow]', 1.5],
  ]),
  ...refusals('WorkflowValue.fromReference', (stack, path: string) =>
    withSteps(stack, [new WorkflowStep('Wait', { action: 'WaitForAction', inputs: { payload: WorkflowValue.fromReference(path) } })]), [
    ['$.parameters.Level',
      'PayloadUnresolved: `steps[0].inputs.payload` must refer to parameters of the document (it has none), got: \'$.parameters.Level\'. '
      + '[Stack/Workflow]',
      '$.imagebuilder.platform'],
    ['$.step.Wait.action',
      'PayloadUnsupported: `steps[0].inputs.payload` must refer to stepOutputs, parameters, imagebuilder, workflowOutputs, got: '
      + '\'$.step.Wait.action\'. [Stack/Workflow]'],
  ]),
  ...refusals('WorkflowCondition.numberEquals', (stack, expected: number) => waitIf(stack, WorkflowCondition.numberEquals(on, expected)), [
    [NaN, 'NumberEqualsMalformed: `steps[0].if.numberEquals` must be a finite number, got: NaN. [Stack/Workflow]', 1],
    [-Infinity, 'NumberEqualsMalformed: `steps[0].if.numberEquals` must be a finite number, got: -Infinity. [Stack/Workflow]', -1],
  ]),
  ...refusals('WorkflowCondition.allOf', (stack, count: number) =>
    waitIf(stack, WorkflowCondition.allOf(...Array<WorkflowCondition>(count).fill(WorkflowCondition.numberEquals(on, 1)))), [
    [0, 'AndOutOfRange: `steps[0].if.and` must have 1 to 10 entries, got: 0. [Stack/Workflow]', 1],
    [11, 'AndOutOfRange: `steps[0].if.and` must have 1 to 10 entries, got: 11. [Stack/Workflow]', 10],
  ]),
  ...refusals('WorkflowCondition.negated', (stack, levels: number) => waitIf(stack, nested(levels)), [
    [5, 'NotOutOfRange: `steps[0].if.not.not.not.not` must be nested at most 4 levels deep, got: \'5 levels\'. [Stack/Workflow]', 4],
  ]),
  ...refusals('WorkflowParameter.ofString', (stack, name: string) => parameterized(stack, WorkflowParameter.ofString(name)), [
    ['', 'NameMalformed: `name` must be 1 to 128 letters, digits, hyphens or underscores, got: \'\'.', 'p'],
    ['my level', 'NameMalformed: `name` must be 1 to 128 letters, digits, hyphens or underscores, got: \'my level\'.', 'my-level'],
    ['a'.repeat(129),
      'NameMalformed: `name` must be 1 to 128 letters, digits, hyphens or underscores, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa....',
      'a'.repeat(128)],
  ]),
  ...refusals('WorkflowParameter.ofInteger', (stack, defaultValue: WorkflowParameterValue) =>
    parameterized(stack, WorkflowParameter.ofInteger('p', { defaultValue })), [
    [WorkflowParameterValue.fromString('1'),
      'DefaultMalformed: `parameters[0].default` must be a value of type integer, got: \'1\'. [Stack/Workflow]',
      WorkflowParameterValue.fromInteger(1)],
  ]),
  ...refusals('WorkflowParameter.ofString', (stack, description: string) => parameterized(stack, WorkflowParameter.ofString('p', { description })), [
    ['', 'DescriptionMalformed: `description` must be 1 to 1024 characters long, got: \'\'.', 'a'],
    ['a'.repeat(1025),
      'DescriptionTooLong: `description` must be 1 to 1024 characters long, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa....',
      'a'.repeat(1024)],
  ]),
  ...refusals('WorkflowParameterValue.fromInteger', (_, value: number) => WorkflowParameterValue.fromInteger(value), [
    [1.5, 'ValueOutOfRange: `value` must be a whole number from -9007199254740991 to 9007199254740991, got: 1.5.', -1],
    [NaN, 'ValueOutOfRange: `value` must be a whole number from -9007199254740991 to 9007199254740991, got: NaN.', 0],
    [2 ** 53, 'ValueOutOfRange: `value` must be a whole number from -9007199254740991 to 9007199254740991, got: 9007199254740992.', 2 ** 53 - 1],
  ]),
  ...refusals('ImagePipeline.workflows', (stack, use: Partial<WorkflowConfiguration>) =>
    inPipeline(stack, build(stack), { ...tested(stack), ...use }), [
    [{ parallelGroup: '' },
      'ParallelGroupMalformed: `workflows[1].parallelGroup` must be 1 to 100 letters, digits or any of -_+# and begin with a letter or '
      + 'a digit, got: \'\'. [Stack/Pipeline]',
      { parallelGroup: 'a' }],
    [{ parallelGroup: '-a' },
      'ParallelGroupMalformed: `workflows[1].parallelGroup` must be 1 to 100 letters, digits or any of -_+# and begin with a letter or '
      + 'a digit, got: \'-a\'. [Stack/Pipeline]',
      { parallelGroup: 'a-' }],
    [{ parallelGroup: 'a'.repeat(101) },
      'ParallelGroupMalformed: `workflows[1].parallelGroup` must be 1 to 100 letters, digits or any of -_+# and begin with a letter or '
      + 'a digit, got: \'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\'. '
      + '[Stack/Pipeline]',
      { parallelGroup: 'a'.repeat(100) }],
    [{ parameters: { Level: WorkflowParameterValue.fromString('a'.repeat(1025)) } },
      'LevelTooLong: `workflows[1].parameters.Level` must be at most 1024 characters long, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.... '
      + '[Stack/Pipeline]',
      { parameters: { Level: WorkflowParameterValue.fromString('a'.repeat(1024)) } }],
    [(stack) => ({ workflow: leveled(stack) }),
      together('Pipeline', 'ParametersRequired: `workflows[1].parameters` must set `Level`, which has no default value.'),
      (stack) => ({ workflow: leveled(stack), parameters: { Level: WorkflowParameterValue.fromInteger(1) } })],
    [(stack) => ({ workflow: leveled(stack), parameters: { Level: WorkflowParameterValue.fromString('1') } }),
      together('Pipeline', 'LevelMalformed: `workflows[1].parameters.Level` must be of type integer, got: \'string\'.')],
    [(stack) => ({ workflow: workflow(stack, {}), parameters: { Level: WorkflowParameterValue.fromString('1') } }),
      together('Pipeline', 'ParametersUnsupported: `workflows[1].parameters` must name parameters of the workflow (it has none), got: '
      + '\'Level\'.')],
  ]),
  ...refusals('ImagePipeline.workflows', (stack, workflows: WorkflowConfiguration[]) => inPipeline(stack, ...workflows), [
    [(stack) => tests(stack, 11),
      'WorkflowsOutOfRange: `workflows` must have 0 to 10 entries, got: 11. [Stack/Pipeline]',
      (stack) => tests(stack, 10)],
    [(stack) => [build(stack), { workflow: AmazonManagedWorkflow.expressBuildImage(stack, 'Express') }],
      together('Pipeline', 'WorkflowsConflict: `workflows` must have at most one BUILD workflow, got: 2.'),
      (stack) => [build(stack), tested(stack)]],
    [(stack) => [{ ...build(stack), onFailure: WorkflowOnFailure.CONTINUE }],
      together('Pipeline', 'OnFailureUnsupported: `workflows[0].onFailure` must be absent, because the workflow is a BUILD workflow, got: '
      + '\'Continue\'.'),
      (stack) => [build(stack), { ...tested(stack), onFailure: WorkflowOnFailure.CONTINUE }]],
    [(stack) => [{ ...build(stack), parallelGroup: 'a' }],
      together('Pipeline', 'ParallelGroupUnsupported: `workflows[0].parallelGroup` must be absent, because the workflow is a BUILD '
      + 'workflow, got: \'a\'.')],
    [(stack) => [buildContainer(stack)],
      together('Pipeline', 'WorkflowConflict: `workflows[0].workflow` must be for AMI images, like the recipe, got: \'Docker\'.'),
      (stack) => [build(stack)]],
    [(stack) => [{ workflow: workflow(stack, { workflowType: WorkflowType.BUILD }) }],
      together('Pipeline', 'WorkflowRequired: `workflows[0].workflow` must have an output `ImageId`, because it builds an AMI. Give it the '
      + '`imageId` of the step that makes the AMI.'),
      (stack) => [{ workflow: workflow(stack, {}) }]],
  ]),
];

function waits(count: number): WorkflowStep[] {
  return Array.from({ length: count }, (_, index) => new WaitForActionStep(`Wait${index}`));
}

function scanSteps(): WorkflowStep[] {
  const launch = new LaunchInstanceStep('Launch');
  const { instanceId } = launch;
  return [launch, new CollectImageScanFindingsStep('Scan', { instanceId }), new TerminateInstanceStep('Stop', { instanceId })];
}
