import { Annotations, Token } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { CfnImage } from 'aws-cdk-lib/aws-imagebuilder';
import { IConstruct } from 'constructs';
import { AMI, DOCKER } from './actions';
import { WORKFLOW_FACTS, WorkflowFacts } from './facts';
import type { WorkflowConfiguration } from './workflow-configuration';
import { orderedEntries } from '../common/canonical';
import { Fault, InvalidInputError } from '../common/errors';
import { parameterFaults } from '../common/parameters';
import { omitEmpty } from '../common/render';
import { checkAtSynth, checkCount, checkPattern } from '../common/validate';
import { architectureOf } from '../infrastructure/architecture';

/** What is known of the build besides its workflows. */
interface Build {
  /** Whether the build creates AMIs or container images. */
  readonly imageType: typeof AMI | typeof DOCKER;
  readonly isScanned: boolean;
  /** Whether a step of a test workflow collects the findings. */
  readonly needsScanStep: boolean;
  readonly imageTestsEnabled?: boolean;
  /** The processor architecture of AMIs, if it is known. */
  readonly architecture?: string;
}

const MOST_WORKFLOWS = 10;
const LONGEST_VALUE = 1024;

/** Workflows in the form of CloudFormation. Sets that are known to fail are refused. */
export function renderWorkflows(
  scope: IConstruct, uses: WorkflowConfiguration[] = [], build: Build,
): CfnImage.WorkflowConfigurationProperty[] | undefined {
  checkCount(scope, 'workflows', uses, 0, MOST_WORKFLOWS);
  uses.forEach((use, index) => checkUse(scope, `workflows[${index}]`, use));
  if (uses.length > 0) {
    checkAtSynth(scope, () => [...uses.flatMap(faultsOfUse), ...faultsOfSet(uses, build)]);
    warn(scope, uses, build);
  }
  return omitEmpty(uses.map(({ workflow, onFailure, parallelGroup, parameters = {} }) => ({
    workflowArn: workflow.workflowRef.workflowArn,
    // Documents use `Abort`, CloudFormation uses `ABORT`.
    onFailure: onFailure?.toUpperCase(),
    parallelGroup,
    parameters: orderedEntries(parameters).map(([name, { values }]) => ({ name, value: values })),
  })));
}

/** The longest time that CloudFormation waits for an image, in seconds. */
const LONGEST_IMAGE = 12 * 3600;

/** Warns of steps that can take longer than CloudFormation waits for the whole build. */
export function warnOfLongSteps(scope: IConstruct, uses: WorkflowConfiguration[] = []): void {
  if (uses.some((use) => (known(use).longestStep ?? 0) > LONGEST_IMAGE)) {
    Annotations.of(scope).addWarningV2('cdk-imagebuilder:longWorkflowStep',
      'A step of a workflow may take longer than twelve hours, and CloudFormation waits no longer for an image. Set its `timeout`, or build with the pipeline alone.');
  }
}

function known(use: WorkflowConfiguration): WorkflowFacts {
  return WORKFLOW_FACTS.of(use.workflow) ?? {};
}

function checkUse(scope: IConstruct, prop: string, use: WorkflowConfiguration): void {
  checkPattern(scope, `${prop}.parallelGroup`, use.parallelGroup, /^[A-Za-z0-9][A-Za-z0-9-_+#]{0,99}$/,
    'be 1 to 100 letters, digits or any of -_+# and begin with a letter or a digit');
  for (const [name, { values }] of Object.entries(use.parameters ?? {})) {
    if (values.length === 0) {
      throw new InvalidInputError({ prop: `${prop}.parameters.${name}`, problem: 'Required', rule: 'have at least one value, because a template has no empty lists' }, scope);
    }
    const long = Token.isUnresolved(values) ? undefined : values.find((value) => !Token.isUnresolved(value) && value.length > LONGEST_VALUE);
    if (long !== undefined) {
      throw new InvalidInputError({ prop: `${prop}.parameters.${name}`, problem: 'TooLong', rule: `be at most ${LONGEST_VALUE} characters long`, got: long }, scope);
    }
  }
}

/** Properties and parameters that a workflow does not accept. */
function faultsOfUse(use: WorkflowConfiguration, index: number): Fault[] {
  const prop = `workflows[${index}]`;
  const { type, parameters: declared } = known(use);
  const given = use.parameters ?? {};
  const forTestsOnly = type === undefined || type === 'TEST' ? {} : { onFailure: use.onFailure, parallelGroup: use.parallelGroup };
  return [
    ...Object.entries(forTestsOnly).filter(([, got]) => got !== undefined).map(([name, got]): Fault => ({
      prop: `${prop}.${name}`, problem: 'Unsupported', rule: `be absent, because the workflow is a ${type} workflow`, got,
    })),
    ...parameterFaults(`${prop}.parameters`, 'workflow', declared, Object.keys(given)),
    ...Object.entries(declared ?? {}).filter(([name, { type: wanted }]) => given[name] !== undefined && given[name].parameterType !== wanted)
      .map(([name, { type: wanted }]): Fault => ({
        prop: `${prop}.parameters.${name}`, problem: 'Malformed', rule: `be of type ${wanted}`, got: given[name].parameterType,
      })),
  ];
}

/** Faults of the workflows as a set. */
function faultsOfSet(uses: WorkflowConfiguration[], build: Build): Fault[] {
  const facts = uses.map(known);
  const of = (type: string) => facts.filter((each) => each.type === type).length;
  const faults: Fault[] = ['BUILD', 'DISTRIBUTION'].filter((type) => of(type) > 1).map((type) => ({
    prop: 'workflows', problem: 'Conflict', rule: `have at most one ${type} workflow`, got: of(type),
  }));
  facts.forEach(({ type, imageType, outputs }, index) => {
    const prop = `workflows[${index}].workflow`;
    if (imageType !== undefined && imageType !== build.imageType) {
      faults.push({ prop, problem: 'Conflict', rule: `be for ${build.imageType} images, like the recipe`, got: imageType });
    } else if (type === 'BUILD' && build.imageType === AMI && outputs !== undefined && !outputs.includes('ImageId')) {
      faults.push({
        prop, problem: 'Required', rule: 'have an output `ImageId`, because it builds an AMI', hint: 'Give it the `imageId` of the step that makes the AMI.',
      });
    }
    faults.push(...instanceFaults(prop, facts[index], build), ...nameFaults(prop, facts, index), ...referenceFaults(prop, facts, index));
  });
  return faults;
}

/** Faults of instances on which the image of the build is known not to start. */
function instanceFaults(prop: string, { instanceTypes = [] }: WorkflowFacts, { architecture }: Build): Fault[] {
  const got = architecture && instanceTypes.find((each) => ![undefined, architecture].includes(architectureOf(new InstanceType(each))));
  return got ? [{ prop, problem: 'Conflict', rule: `launch instances for ${architecture}, like the base image of the recipe`, got }] : [];
}

/** Faults of outputs with the name of an output of another workflow, because the outputs of all workflows of an image are one set. */
function nameFaults(prop: string, facts: WorkflowFacts[], index: number): Fault[] {
  const got = facts[index].outputs?.find((name) => facts.slice(0, index).some(({ outputs }) => outputs?.includes(name)));
  return got === undefined ? [] : [{ prop, problem: 'Conflict', rule: 'name its outputs differently from those of the other workflows', got }];
}

/** Workflow types in the order of the stages. */
const STAGES = ['BUILD', 'TEST', 'DISTRIBUTION'];

/** Faults of references to outputs that no workflow has which runs before or, among tests, may run before. */
function referenceFaults(prop: string, facts: WorkflowFacts[], index: number): Fault[] {
  const { type, neededOutputs = [] } = facts[index];
  const before = facts.filter((each, other) => other !== index && (each.type === undefined || each.type === 'TEST' && type === 'TEST'
    || STAGES.indexOf(each.type) < STAGES.indexOf(type!)));
  const names = before.flatMap(({ outputs }) => outputs ?? []);
  return before.some(({ outputs }) => outputs === undefined) ? [] : neededOutputs.filter((name) => !names.includes(name)).map((got): Fault => ({
    prop, problem: 'Unresolved', rule: `refer to outputs of earlier workflows (${names.join(', ') || 'there are none'})`, got,
  }));
}

/** Whether it is known that no workflow has a type. */
function isWithout(facts: WorkflowFacts[], type: string): boolean {
  return facts.every((each) => each.type !== undefined && each.type !== type);
}

/** Warns of missing stages: given workflows replace the default workflows of every stage except distribution. */
function warn(scope: IConstruct, uses: WorkflowConfiguration[], build: Build): void {
  const facts = uses.map(known);
  if (isWithout(facts, 'BUILD')) {
    Annotations.of(scope).addWarningV2('cdk-imagebuilder:noBuildWorkflow',
      'None of the `workflows` is a BUILD workflow, so nothing is built: the components of the recipe do not run.');
  }
  if (isWithout(facts, 'TEST')) {
    warnOfNoTests(scope, build);
  }
  const tests = facts.filter(({ type }) => type !== 'BUILD' && type !== 'DISTRIBUTION');
  if (build.needsScanStep && tests.length > 0 && tests.every(({ actions }) => actions !== undefined && !actions.includes('CollectImageScanFindings'))) {
    Annotations.of(scope).addWarningV2('cdk-imagebuilder:noScanStep',
      'The image is scanned, and no test workflow has a step that collects the findings: `CollectImageScanFindingsStep`.');
  }
}

/** An image is scanned while it is tested. Image Builder accepts a build without tests, so these are warnings and not errors. */
function warnOfNoTests(scope: IConstruct, { imageType, isScanned, imageTestsEnabled }: Build): void {
  const fitting = `\`AmazonManagedWorkflow.${imageType === AMI ? 'testImage' : 'testContainer'}()\``;
  if (imageTestsEnabled !== false) {
    Annotations.of(scope).addWarningV2('cdk-imagebuilder:noTestWorkflow',
      `None of the \`workflows\` is a TEST workflow, so images are not tested. Add ${fitting}, or set \`imageTestsEnabled\` to false.`);
  }
  if (isScanned) {
    Annotations.of(scope).addWarningV2('cdk-imagebuilder:noScanStep',
      `Images are scanned while they are tested, and none of the \`workflows\` is a TEST workflow, so no image is scanned. Add ${fitting} or one of your own.`);
  }
}
