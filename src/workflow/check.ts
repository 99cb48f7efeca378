import { Token } from 'aws-cdk-lib';
import { AMI, DOCKER, inputKindOf, LONGEST_STEP, WORKFLOW_ACTIONS, WORKFLOW_VARIABLES } from './actions';
import { checkCondition } from './check-condition';
import { WorkflowFacts } from './facts';
import { nearestName } from '../common/near-names';
import { checkSchemaVersion, DocumentNode } from '../document/document-node';
import { checkInput } from '../document/input-kind';

const PARAMETER_TYPES = ['string', 'integer', 'boolean', 'stringList'];
const STEP_KEYS = ['name', 'action', 'description', 'if', 'inputs', 'onFailure', 'rollbackEnabled', 'timeoutSeconds'];
const SOURCES = ['stepOutputs', 'parameters', 'imagebuilder', 'workflowOutputs'];

/** Checks a workflow document from any source, and returns what pipelines need to know of it. */
export function checkWorkflow(document: DocumentNode, type: string): WorkflowFacts {
  document.checkKeys(['name', 'description', 'schemaVersion', 'parameters', 'steps', 'outputs']);
  checkSchemaVersion(document.get('schemaVersion').need());
  checkFreeText(document.get('description'));
  const parameters = checkParameters(document.get('parameters'));
  const steps = document.get('steps').need().checkList(1, 15).items();
  steps.forEach((step) => checkStep(step, type));
  DocumentNode.checkUnique(steps.map((step) => step.get('name')));
  checkMixture(steps);
  const outputs = document.get('outputs').checkList(0, 25).items();
  outputs.forEach(checkOutput);
  DocumentNode.checkUnique(outputs.map((output) => output.get('name')));
  steps.forEach((step, index) => checkReferences(step, steps.slice(0, index), parameters));
  outputs.forEach((output) => checkReferences(output, steps, parameters));
  checkInstances(steps, outputs);
  return {
    type,
    parameters,
    outputs: namesOf(outputs),
    imageType: imageTypeOf(steps),
    actions: steps.flatMap((step) => step.get('action').text() ?? []),
    neededOutputs: [...new Set(document.texts('$.workflowOutputs').flatMap((node) => referencesIn(node.text()!))
      .filter(({ source }) => source === 'workflowOutputs').map(({ name }) => name))],
    instanceTypes: steps.filter(launchesImage).flatMap((step) => step.get('inputs').get('instanceTypesOverride').texts().map((node) => node.text()!)),
    longestStep: Math.max(...steps.map(longestOf)),
  };
}

function checkParameters(list: DocumentNode): Record<string, { type: string; isRequired: boolean }> {
  const parameters = list.checkList(0, 25).items();
  for (const parameter of parameters) {
    parameter.checkMap().checkKeys(['name', 'type', 'default', 'description']);
    parameter.get('name').need().checkText(/^[^\x00]{1,128}$/, 'be 1 to 128 characters long');
    parameter.get('type').checkOneOf(PARAMETER_TYPES);
    checkFreeText(parameter.get('description'));
    checkDefault(parameter.get('default'), typeOf(parameter));
  }
  DocumentNode.checkUnique(parameters.map((parameter) => parameter.get('name')));
  return Object.fromEntries(parameters.filter((parameter) => parameter.get('name').isKnown)
    .map((parameter) => [parameter.get('name').text()!, { type: typeOf(parameter), isRequired: parameter.get('default').value === undefined }]));
}

function typeOf(parameter: DocumentNode): string {
  return parameter.get('type').text() ?? 'string';
}

function checkDefault(value: DocumentNode, type: string): void {
  if (value.isKnown && !isOfType(value.value, type)) {
    value.refuse('Malformed', `be a value of type ${type}`);
  }
  for (const text of value.texts()) {
    text.checkText(/^[^]{0,1024}$/, 'be at most 1024 characters long');
  }
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'integer': return Number.isInteger(value);
    case 'boolean': return typeof value === 'boolean';
    case 'stringList': return Array.isArray(value) && value.every((item) => typeof item === 'string');
    default: return typeof value === 'string';
  }
}

function checkFreeText(node: DocumentNode): void {
  node.checkText(/^[^]{1,1024}$/, 'be 1 to 1024 characters long');
}

function checkStep(step: DocumentNode, type: string): void {
  step.checkMap().checkKeys(STEP_KEYS);
  step.get('name').need().checkText(/^[A-Za-z][A-Za-z0-9_]{2,99}$/, 'be 3 to 100 letters, digits or underscores, and begin with a letter');
  step.get('action').need().checkText(/^[A-Za-z][A-Za-z0-9-_]{1,99}$/, 'be the name of a step action');
  step.get('onFailure').checkOneOf(['Abort', 'Continue']);
  checkFreeText(step.get('description'));
  checkCondition(step.get('if'));
  checkRollback(step.get('rollbackEnabled'));
  step.get('inputs').checkMap();
  checkAction(step, type);
}

function checkRollback(rollback: DocumentNode): void {
  if (rollback.isKnown && typeof rollback.value !== 'boolean' && !isReference(rollback.text() ?? '')) {
    rollback.refuse('Malformed', 'be `true`, `false` or a reference');
  }
}

function checkAction(step: DocumentNode, type: string): void {
  const action = step.get('action');
  const rule = ruleOf(step);
  step.get('timeoutSeconds').checkWhole(1, rule?.longest ?? LONGEST_STEP);
  if (rule === undefined) {
    if (action.isKnown) {
      action.warn('unknownAction', `is '${action.value}', which is none of the documented actions`, nearestName(String(action.value), Object.keys(WORKFLOW_ACTIONS)));
    }
    return;
  }
  if (!rule.types.includes(type)) {
    action.refuse('Unsupported', `be one that ${type} workflows may have`, action.value, `It is for ${rule.types.join(' and ')} workflows.`);
  }
  const inputs = step.get('inputs');
  rule.required.filter((name) => inputs.get(`${name}.$`).value === undefined).forEach((name) => inputs.get(name).needText());
  const known = [...rule.required, ...rule.optional];
  inputs.checkKeys(known);
  known.forEach((name) => {
    checkInput(inputs.get(name), inputKindOf(name));
    checkInput(inputs.get(`${name}.$`), 'text');
  });
}

function ruleOf(step: DocumentNode) {
  return WORKFLOW_ACTIONS[step.get('action').text() ?? ''];
}

/** The kind of images of steps that always run. With conditions, a workflow can be for both kinds. */
function imageTypeOf(steps: DocumentNode[]): string | undefined {
  const types = new Set(steps.filter((step) => step.get('if').value === undefined).flatMap((step) => ruleOf(step)?.imageType ?? []));
  return types.size === 1 ? [...types][0] : undefined;
}

/** Image Builder refuses to distribute both kinds in one workflow, even under conditions that exclude each other. */
function checkMixture(steps: DocumentNode[]): void {
  const distributing = steps.filter((step) => ruleOf(step)?.types.join() === 'DISTRIBUTION');
  const container = distributing.find((step) => ruleOf(step)?.imageType === DOCKER);
  if (container !== undefined && distributing.some((step) => ruleOf(step)?.imageType === AMI)) {
    container.get('action').refuse('Conflict', 'be for AMIs, like other steps that distribute');
  }
}

function checkOutput(output: DocumentNode): void {
  output.checkMap().checkKeys(['name', 'value']);
  output.get('name').need().checkText(/^[^]{1,128}$/, 'be 1 to 128 characters long');
  output.get('value').need();
}

function namesOf(outputs: DocumentNode[]): string[] {
  return outputs.flatMap((output) => output.get('name').text() ?? []);
}

/** Refuses references to values that do not exist when they are needed. */
function checkReferences(place: DocumentNode, before: DocumentNode[], parameters: Record<string, unknown>): void {
  checkMarks(place.get('inputs'));
  for (const node of place.texts()) {
    for (const { source, name, output } of referencesIn(node.text()!)) {
      if (!SOURCES.includes(source)) {
        node.refuse('Unsupported', `refer to ${SOURCES.join(', ')}`, node.value);
      } else if (source === 'parameters' && parameters[name] === undefined) {
        node.refuse('Unresolved', `refer to parameters of the document (${Object.keys(parameters).join(', ') || 'it has none'})`, node.value);
      } else if (source === 'imagebuilder' && !WORKFLOW_VARIABLES.includes(name)) {
        node.warn('unknownVariable', `refers to '$.imagebuilder.${name}', which is none of the documented variables`, nearestName(name, WORKFLOW_VARIABLES));
      } else if (source === 'stepOutputs') {
        checkStepReference(node, before, name, output);
      }
    }
  }
}

function checkStepReference(node: DocumentNode, before: DocumentNode[], name: string, output?: string): void {
  const step = before.find((each) => each.get('name').value === name);
  if (step === undefined && !before.some((each) => Token.isUnresolved(each.get('name').value))) {
    node.refuse('Unresolved', 'refer to a step that stands before it', node.value);
  }
  const outputs = step && ruleOf(step)?.outputs;
  if (outputs !== undefined && (output === undefined || !outputs.includes(output))) {
    node.refuse('Unresolved', `refer to an output of that step (${outputs.join(', ') || 'it has none'})`, node.value);
  }
}

/** Image Builder takes a value literally unless its name ends with `.$`. */
function checkMarks(inputs: DocumentNode): void {
  for (const key of inputs.keys()) {
    const input = inputs.get(key);
    const text = input.text();
    if (text !== undefined && isReference(text) !== key.endsWith('.$')) {
      if (key.endsWith('.$')) {
        input.refuse('Malformed', 'be a reference, as in `$.stepOutputs.Launch.instanceId`', text, 'A literal value has a name without `.$`.');
      }
      input.warn('literalReference', `is the text '${text}': it is taken for a reference only if it is named '${key}.$'`);
    }
  }
}

/** An instance is terminated, or an output hands it on to a later workflow: container images are pushed from the instance that built them. */
function checkInstances(steps: DocumentNode[], outputs: DocumentNode[]): void {
  const launch = steps.find((step) => step.get('action').value === 'LaunchInstance');
  const isHandedOn = outputs.some((output) => referencesIn(output.get('value').text() ?? '').some(({ source, name, output: part }) =>
    source === 'stepOutputs' && part === 'instanceId' && name === launch?.get('name').value));
  if (launch !== undefined && !isHandedOn && !steps.some((step) => step.get('action').value === 'TerminateInstance')) {
    launch.warn('instanceNotTerminated', 'launches an instance, and no step terminates it');
  }
}

/** Whether a step launches an instance from the image of the build. With an override, the instance has another image. */
function launchesImage(step: DocumentNode): boolean {
  const inputs = step.get('inputs');
  return step.get('action').value === 'LaunchInstance' && ['imageIdOverride', 'imageIdOverride.$'].every((name) => inputs.get(name).value === undefined);
}

function longestOf(step: DocumentNode): number {
  const timeout = step.get('timeoutSeconds').value;
  return typeof timeout === 'number' ? timeout : ruleOf(step)?.timeout ?? 0;
}

/** The parts of a reference: `$.stepOutputs.Launch.instanceId` has `stepOutputs`, `Launch` and `instanceId`. */
export interface WorkflowReferenceParts {
  readonly source: string;
  readonly name: string;
  /** The output of a step. */
  readonly output?: string;
}

const REFERENCE = /^\$\.([A-Za-z]+)\.([A-Za-z0-9_-]+)(?:\.([A-Za-z0-9_-]+))?/;

/** All references in a text, which is a reference or contains references in double braces. */
export function referencesIn(text: string): WorkflowReferenceParts[] {
  const candidates = isReference(text) ? [text] : [...text.matchAll(/\{\{\s*(\$\.[^}]*?)\s*\}\}/g)].map(([, inner]) => inner);
  return candidates.map((candidate) => REFERENCE.exec(candidate)).filter((match) => match !== null)
    .map(([, source, name, output]) => ({ source, name, output }));
}

/** Whether a text is a reference as a whole, and does not only contain references. */
export function isReference(text: string): boolean {
  return text.startsWith('$.');
}
