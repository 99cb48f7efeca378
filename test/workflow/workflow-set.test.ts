import { Stack, Token } from 'aws-cdk-lib';
import { CfnWorkflow } from 'aws-cdk-lib/aws-imagebuilder';
import { WORKFLOW_FACTS, WorkflowFacts } from '../../src/workflow/facts';
import { WorkflowParameterValue } from '../../src/workflow/workflow-parameter';
import { renderWorkflows, warnOfLongSteps } from '../../src/workflow/workflow-set';
import { WorkflowOnFailure } from '../../src/workflow/workflow-step';
import { faultsOf, newStack, warningsOf } from '../support/synth';

type Uses = NonNullable<Parameters<typeof renderWorkflows>[1]>;
type Build = Parameters<typeof renderWorkflows>[2];

const AMI_BUILD: Build = { imageType: 'AMI', isScanned: false, needsScanStep: false };
const SCANNED: Build = { imageType: 'AMI', isScanned: true, needsScanStep: true };

let count = 0;
function workflow(stack: Stack, facts?: WorkflowFacts): CfnWorkflow {
  const made = new CfnWorkflow(stack, `Workflow${count++}`, { name: 'workflow', version: '1.0.0', type: 'TEST', data: 'x' });
  if (facts !== undefined) {
    WORKFLOW_FACTS.note(made, facts);
  }
  return made;
}

/** Faults and warnings of workflows, of which this much is known. */
function judged(facts: (WorkflowFacts | undefined)[], build: Build = AMI_BUILD): { faults: string[]; warnings: string[] } {
  const stack = newStack();
  renderWorkflows(stack, facts.map((each) => ({ workflow: workflow(stack, each) })), build);
  // Not by synthesis, which the faults stop.
  const warnings = stack.node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => /cdk-imagebuilder:\w+/.exec(data)![0]);
  return { faults: stack.node.validate(), warnings };
}

function used(use: Omit<Uses[0], 'workflow'>, facts?: WorkflowFacts) {
  const stack = newStack();
  return stack.resolve(renderWorkflows(stack, [{ workflow: workflow(stack, facts), ...use }], AMI_BUILD));
}

const ok = { faults: [], warnings: [] };
const build: WorkflowFacts = { type: 'BUILD' };
const tested: WorkflowFacts = { type: 'TEST' };
const distribution: WorkflowFacts = { type: 'DISTRIBUTION' };

describe('a workflow', () => {
  test('is rendered with what is given', () => {
    const stack = newStack();
    const made = workflow(stack);
    expect(stack.resolve(renderWorkflows(stack, [{
      workflow: made, onFailure: WorkflowOnFailure.CONTINUE, parallelGroup: 'fast', parameters: { A: WorkflowParameterValue.fromStringList(['x', 'y']), B: WorkflowParameterValue.fromInteger(1) },
    }], AMI_BUILD))).toEqual([{
      workflowArn: stack.resolve(made.ref), onFailure: 'CONTINUE', parallelGroup: 'fast', parameters: [{ name: 'A', value: ['x', 'y'] }, { name: 'B', value: ['1'] }],
    }]);
  });

  test('is rendered by its ARN alone', () => {
    expect(used({ parameters: {} })).toEqual([{ workflowArn: { Ref: expect.any(String) } }]);
  });

  test.each(['a', 'A'.repeat(100), '0-_+#'])('may be of the group %s', (parallelGroup) => {
    expect(() => used({ parallelGroup })).not.toThrow();
  });

  test.each(['', 'A'.repeat(101), '-a', 'a b'])('is not of the group %p', (parallelGroup) => {
    expect(() => used({ parallelGroup })).toThrow(
      /^ParallelGroupMalformed: `workflows\[0\].parallelGroup` must be 1 to 100 letters, digits or any of -_\+# and begin with a letter or a digit, got: /);
  });

  test('does not take an empty list, which CloudFormation would leave out', () => {
    expect(() => used({ parameters: { A: WorkflowParameterValue.fromStringList([]) } }, tested)).toThrow(
      'ARequired: `workflows[0].parameters.A` must have at least one value, because a template has no empty lists. [Stack]');
  });

  test('does not take values of more than 1024 characters', () => {
    expect(() => used({ parameters: { A: WorkflowParameterValue.fromString('x'.repeat(1025)) } }, tested)).toThrow(
      /^ATooLong: `workflows\[0\].parameters.A` must be at most 1024 characters long, got: /);
  });

  test.each<[Omit<Uses[0], 'workflow'>, WorkflowFacts, string[]]>([
    [{ onFailure: WorkflowOnFailure.ABORT, parallelGroup: 'fast' }, build, [
      'OnFailureUnsupported: `workflows[0].onFailure` must be absent, because the workflow is a BUILD workflow, got: \'Abort\'. [Stack]',
      'ParallelGroupUnsupported: `workflows[0].parallelGroup` must be absent, because the workflow is a BUILD workflow, got: \'fast\'. [Stack]',
    ]],
    [{ parallelGroup: 'fast' }, distribution,
      ['ParallelGroupUnsupported: `workflows[0].parallelGroup` must be absent, because the workflow is a DISTRIBUTION workflow, got: \'fast\'. [Stack]']],
    [{ parameters: { B: WorkflowParameterValue.fromString('x') } }, { ...tested, parameters: { A: { type: 'string', isRequired: true } } }, [
      'ParametersUnsupported: `workflows[0].parameters` must name parameters of the workflow (A), got: \'B\'. [Stack]',
      'ParametersRequired: `workflows[0].parameters` must set `A`, which has no default value. [Stack]',
    ]],
    [{ parameters: { A: WorkflowParameterValue.fromString('x') } }, { ...tested, parameters: { A: { type: 'integer', isRequired: true } } },
      ['AMalformed: `workflows[0].parameters.A` must be of type integer, got: \'string\'. [Stack]']],
    [{}, { ...tested, parameters: { A: { type: 'string', isRequired: true } } },
      ['ParametersRequired: `workflows[0].parameters` must set `A`, which has no default value. [Stack]']],
  ])('does not fit (%#)', (use, facts, faults) => {
    const stack = newStack();
    renderWorkflows(stack, [{ workflow: workflow(stack, facts), ...use }], AMI_BUILD);
    expect(faultsOf(stack)).toEqual(faults);
  });

  test.each<[Omit<Uses[0], 'workflow'>, WorkflowFacts | undefined]>([
    [{ onFailure: WorkflowOnFailure.ABORT, parallelGroup: 'fast' }, tested],
    [{ onFailure: WorkflowOnFailure.ABORT, parallelGroup: 'fast' }, undefined],
    [{ parameters: { A: WorkflowParameterValue.fromString('x'.repeat(1024)) } }, undefined],
    [{ parameters: { A: WorkflowParameterValue.fromStringList(Token.asList({ Ref: 'List' })), B: WorkflowParameterValue.fromString(Token.asString({ Ref: 'Text' })) } }, undefined],
    [{ parameters: { A: WorkflowParameterValue.fromInteger(1) } }, { ...tested, parameters: { A: { type: 'integer', isRequired: true }, B: { type: 'string', isRequired: false } } }],
  ])('passes (%#)', (use, facts) => {
    const stack = newStack();
    renderWorkflows(stack, [{ workflow: workflow(stack, facts), ...use }], AMI_BUILD);
    expect(faultsOf(stack)).toEqual([]);
  });
});

describe('a set', () => {
  test('may be empty', () => {
    const stack = newStack();
    expect([renderWorkflows(stack, [], SCANNED), renderWorkflows(stack, undefined, SCANNED)]).toEqual([undefined, undefined]);
    expect([stack.node.validate(), warningsOf(stack)]).toEqual([[], []]);
  });

  test('has up to ten workflows', () => {
    expect(judged([build, ...Array(9).fill(tested)])).toEqual(ok);
    expect(() => judged([build, ...Array(10).fill(tested)])).toThrow(new Error('WorkflowsOutOfRange: `workflows` must have 0 to 10 entries, got: 11. [Stack]'));
  });

  test.each<[string, (WorkflowFacts | undefined)[], Build]>([
    ['one of each', [build, tested, distribution], AMI_BUILD],
    ['those of which nothing is known', [undefined, undefined], SCANNED],
    ['one that makes an AMI', [{ ...build, imageType: 'AMI', outputs: ['ImageId'] }, tested], AMI_BUILD],
    ['one that makes a container', [{ ...build, imageType: 'Docker', outputs: [] }, tested], { ...AMI_BUILD, imageType: 'Docker' }],
    ['one that collects findings', [build, { ...tested, actions: ['CollectImageScanFindings'] }], SCANNED],
    ['a test of which the steps are not known', [build, tested], SCANNED],
    ['a scan that needs no step', [build, { ...tested, actions: [] }], { ...SCANNED, needsScanStep: false }],
    ['a test of AMIs that has no outputs', [build, { ...tested, imageType: 'AMI', outputs: [] }], AMI_BUILD],
    ['one test of two that collects findings', [build, { ...tested, actions: [] }, { ...tested, actions: ['CollectImageScanFindings'] }], SCANNED],
    ['references to outputs of earlier stages', [
      { ...tested, neededOutputs: ['ImageId'], outputs: ['Report'] }, { ...distribution, neededOutputs: ['ImageId', 'Report'] }, { ...build, outputs: ['ImageId'] },
    ], AMI_BUILD],
    ['a reference to an output of another test', [build, { ...tested, neededOutputs: ['Report'], outputs: [] }, { ...tested, outputs: ['Report'] }], AMI_BUILD],
    ['a reference to an output of a workflow that is not known', [{ ...build, outputs: ['ImageId'] }, undefined, { ...distribution, neededOutputs: ['Any'] }], AMI_BUILD],
    ['instance types of the processor of the AMI, and those that are not known', [build, { ...tested, instanceTypes: ['m7g.large', 'mac2.metal', '${Token[X]}'] }],
      { ...AMI_BUILD, architecture: 'arm64' }],
    ['any instance types of a base image that is not known', [build, { ...tested, instanceTypes: ['m7g.large', 'm7i.large'] }], AMI_BUILD],
    ['no tests, because they are off', [build], { ...AMI_BUILD, imageTestsEnabled: false }],
  ])('passes with %s', (_, facts, known) => {
    expect(judged(facts, known)).toEqual(ok);
  });

  test.each<[string, WorkflowFacts[], Build, string[]]>([
    ['two that build', [build, build, tested], AMI_BUILD, ['WorkflowsConflict: `workflows` must have at most one BUILD workflow, got: 2.']],
    ['two that distribute', [build, tested, distribution, distribution], AMI_BUILD,
      ['WorkflowsConflict: `workflows` must have at most one DISTRIBUTION workflow, got: 2.']],
    ['one for containers', [build, { ...tested, imageType: 'Docker' }], AMI_BUILD,
      ['WorkflowConflict: `workflows[1].workflow` must be for AMI images, like the recipe, got: \'Docker\'.']],
    ['one for AMIs', [{ ...build, imageType: 'AMI' }, tested], { ...AMI_BUILD, imageType: 'Docker' },
      ['WorkflowConflict: `workflows[0].workflow` must be for Docker images, like the recipe, got: \'AMI\'.']],
    ['a build without its output', [{ ...build, outputs: ['imageId'] }, tested], AMI_BUILD, [
      'WorkflowRequired: `workflows[0].workflow` must have an output `ImageId`, because it builds an AMI. Give it the `imageId` of the step that makes the AMI.',
    ]],
    ['instances of another processor', [build, { ...tested, instanceTypes: ['m7i.large', 'm7g.large'] }], { ...AMI_BUILD, architecture: 'x86_64' },
      ['WorkflowConflict: `workflows[1].workflow` must launch instances for x86_64, like the base image of the recipe, got: \'m7g.large\'.']],
    ['two outputs of one name', [{ ...build, outputs: ['ImageId', 'Report'] }, { ...tested, outputs: ['Log', 'Report'] }], AMI_BUILD,
      ['WorkflowConflict: `workflows[1].workflow` must name its outputs differently from those of the other workflows, got: \'Report\'.']],
    ['references to what no earlier workflow has', [
      { ...build, outputs: ['ImageId'], neededOutputs: ['ImageId'] },
      { ...tested, outputs: ['Report'], neededOutputs: ['Report', 'ImageId', 'Id'] },
      { ...distribution, outputs: [], neededOutputs: ['Url'] },
    ], AMI_BUILD, [
      'WorkflowUnresolved: `workflows[0].workflow` must refer to outputs of earlier workflows (there are none), got: \'ImageId\'.',
      'WorkflowUnresolved: `workflows[1].workflow` must refer to outputs of earlier workflows (ImageId), got: \'Report\'.',
      'WorkflowUnresolved: `workflows[1].workflow` must refer to outputs of earlier workflows (ImageId), got: \'Id\'.',
      'WorkflowUnresolved: `workflows[2].workflow` must refer to outputs of earlier workflows (ImageId, Report), got: \'Url\'.',
    ]],
  ])('is refused with %s', (_, facts, known, faults) => {
    expect(judged(facts, known)).toEqual({ faults, warnings: [] });
  });

  test.each<[string, WorkflowFacts[], Build, string, string?]>([
    ['nothing that builds', [tested], AMI_BUILD, 'cdk-imagebuilder:noBuildWorkflow'],
    ['nothing that tests', [build], AMI_BUILD, 'cdk-imagebuilder:noTestWorkflow'],
    ['nothing that tests, though it should', [build], { ...AMI_BUILD, imageTestsEnabled: true }, 'cdk-imagebuilder:noTestWorkflow'],
    ['a scan and no tests', [build], SCANNED, 'cdk-imagebuilder:noTestWorkflow', 'cdk-imagebuilder:noScanStep'],
    ['a scan that needs no step, and no tests', [build], { ...SCANNED, needsScanStep: false }, 'cdk-imagebuilder:noTestWorkflow', 'cdk-imagebuilder:noScanStep'],
    ['a scan that nobody collects', [build, { ...tested, actions: ['LaunchInstance'] }], SCANNED, 'cdk-imagebuilder:noScanStep'],
    ['the same, whatever distributes', [build, { ...tested, actions: ['LaunchInstance'] }, distribution], SCANNED, 'cdk-imagebuilder:noScanStep'],
  ])('is warned of with %s', (_, facts, known, ...ids) => {
    expect(judged(facts, known)).toEqual({ faults: [], warnings: ids });
  });
});

test('the warnings say what happens', () => {
  const stack = newStack();
  renderWorkflows(stack, [{ workflow: workflow(stack, distribution) }], AMI_BUILD);
  renderWorkflows(stack, [{ workflow: workflow(stack, { ...tested, actions: [] }) }, { workflow: workflow(stack, build) }], SCANNED);
  renderWorkflows(stack, [{ workflow: workflow(stack, build) }], { ...SCANNED, imageType: 'Docker' });
  expect(warningsOf(stack)).toEqual([
    'None of the `workflows` is a BUILD workflow, so nothing is built: the components of the recipe do not run. [ack: cdk-imagebuilder:noBuildWorkflow]',
    'None of the `workflows` is a TEST workflow, so images are not tested. Add `AmazonManagedWorkflow.testImage()`, or set `imageTestsEnabled` to false. '
    + '[ack: cdk-imagebuilder:noTestWorkflow]',
    'The image is scanned, and no test workflow has a step that collects the findings: `CollectImageScanFindingsStep`. [ack: cdk-imagebuilder:noScanStep]',
    'None of the `workflows` is a TEST workflow, so images are not tested. Add `AmazonManagedWorkflow.testContainer()`, or set `imageTestsEnabled` to '
    + 'false. [ack: cdk-imagebuilder:noTestWorkflow]',
    'Images are scanned while they are tested, and none of the `workflows` is a TEST workflow, so no image is scanned. Add '
    + '`AmazonManagedWorkflow.testContainer()` or one of your own. [ack: cdk-imagebuilder:noScanStep]',
  ]);
});

describe('steps that last', () => {
  const warnings = (longestStep?: number) => {
    const stack = newStack();
    warnOfLongSteps(stack, [{ workflow: workflow(stack, { ...build, longestStep }) }]);
    return warningsOf(stack);
  };

  test('may take twelve hours in an image of CloudFormation', () => {
    expect([warnings(43_200), warnings()]).toEqual([[], []]);
    const stack = newStack();
    warnOfLongSteps(stack);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('are warned of above', () => {
    expect(warnings(43_201)).toEqual([
      'A step of a workflow may take longer than twelve hours, and CloudFormation waits no longer for an image. Set its `timeout`, or build with the '
      + 'pipeline alone. [ack: cdk-imagebuilder:longWorkflowStep]',
    ]);
  });
});
