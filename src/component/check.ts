import { ActionRule, ACTIONS, inputKindOf } from './actions';
import { checkCondition } from './check-condition';
import { checkReferences, NAME, NAME_RULE } from './references';
import { nearestName } from '../common/near-names';
import { Platform } from '../common/platform';
import { checkSchemaVersion, DocumentNode } from '../document/document-node';
import { checkInput } from '../document/input-kind';

const ON_INSTANCES = ['build', 'validate', 'test'];
const PHASES = [...ON_INSTANCES, 'container-host-test'];
const STEP_KEYS = ['name', 'action', 'inputs', 'onFailure', 'maxAttempts', 'timeoutSeconds', 'loop', 'if', 'disableLogging'];
/** More entries than any real list has, and few enough to check all of them. */
const MOST = 1000;

/** Parameters of a component by their names, and whether a recipe must set them. */
export type ComponentParameters = Record<string, { readonly isRequired: boolean }>;

/** Checks a component document from any source, and returns its parameters. */
export function checkComponent(document: DocumentNode, platform: Platform): ComponentParameters {
  document.checkKeys(['name', 'description', 'schemaVersion', 'parameters', 'constants', 'phases']);
  checkSchemaVersion(document.get('schemaVersion').need());
  const parameters = declarations(document.get('parameters'), ['type', 'default', 'description']);
  const constants = declarations(document.get('constants'), ['type', 'value']);
  constants.forEach(({ body }) => body.get('value').need());
  const names = [...parameters, ...constants].map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    document.get('parameters').refuse('Conflict', 'be named differently from each other and from constants', twice);
  }
  const phases = document.get('phases').need().checkList(1, MOST).items();
  phases.forEach((phase) => checkPhase(phase, platform));
  DocumentNode.checkUnique(phases.map((phase) => phase.get('name')));
  checkRuns(document.get('phases'), phases.map((phase) => phase.get('name')));
  checkReferences(phases, names);
  return Object.fromEntries(parameters.map(({ name, body }) => [name, { isRequired: body.get('default').value === undefined }]));
}

/** Image Builder refuses a document without a phase that runs on a build or test instance. */
function checkRuns(list: DocumentNode, names: DocumentNode[]): void {
  if (names.every((name) => !ON_INSTANCES.includes(String(name.value)) && name.isKnown)) {
    list.refuse('Required', `have one of the phases ${ON_INSTANCES.join(', ')}`, names.map((name) => name.value));
  }
}

/** Parameters and constants are lists of maps with one name each. */
function declarations(list: DocumentNode, keys: string[]): { name: string; body: DocumentNode }[] {
  return list.checkList(1, MOST).items().map((declaration) => {
    const [name, ...others] = declaration.checkMap().keys();
    if (name === undefined || others.length > 0) {
      declaration.refuse('Malformed', 'be a map with one name', declaration.value);
    }
    if (!NAME.test(name)) {
      declaration.refuse('Malformed', `have a name of ${NAME_RULE.slice('be '.length)}`, name);
    }
    const body = declaration.get(name).need().checkMap().checkKeys(keys);
    body.get('type').need().checkOneOf(['string']);
    return { name, body };
  });
}

function checkPhase(phase: DocumentNode, platform: Platform): void {
  const name = phase.checkMap().checkKeys(['name', 'steps']).get('name').need();
  if (!PHASES.includes(String(name.value)) && name.isKnown) {
    name.warn('unknownPhase', `is '${name.value}', which Image Builder does not run: it runs ${PHASES.join(', ')}`);
  }
  const steps = phase.get('steps').need().checkList(1, MOST).items();
  steps.forEach((step) => checkStep(step, platform));
  DocumentNode.checkUnique(steps.map((step) => step.get('name')));
  DocumentNode.checkUnique(steps.map((step) => step.get('loop').get('name')));
}

function checkStep(step: DocumentNode, platform: Platform): void {
  step.checkMap().checkKeys(STEP_KEYS);
  step.get('name').need().checkText(NAME, NAME_RULE);
  step.get('onFailure').checkOneOf(['Abort', 'Continue', 'Ignore']);
  step.get('maxAttempts').checkWhole(1, MOST);
  if (step.get('timeoutSeconds').value !== -1) {
    step.get('timeoutSeconds').checkWhole(1, Number.MAX_SAFE_INTEGER);
  }
  checkInput(step.get('disableLogging'), 'boolean');
  if (step.get('if').value !== undefined) {
    checkCondition(step.get('if'));
  }
  checkLoop(step.get('loop'));
  const action = step.get('action').need();
  const rule = ACTIONS[String(action.value)];
  if (rule !== undefined) {
    checkAction(step, rule, platform);
  } else if (action.isKnown) {
    action.warn('unknownAction', `is '${action.value}', which is none of the documented actions`, nearestName(String(action.value), Object.keys(ACTIONS)));
  }
}

function checkAction(step: DocumentNode, rule: ActionRule, platform: Platform): void {
  const action = step.get('action');
  if (!rule.platforms.includes(platform)) {
    action.refuse('Unsupported', `be one that runs on ${platform}`, action.value, `It runs on ${rule.platforms.join(' and ')}.`);
  }
  if (step.get('timeoutSeconds').isKnown && !rule.timeout) {
    step.get('timeoutSeconds').refuse('Unsupported', `be absent, because \`${action.value}\` has no time limit of its own`);
  }
  if (step.get('maxAttempts').isKnown && !rule.retry) {
    step.get('maxAttempts').refuse('Unsupported', `be absent, because \`${action.value}\` is tried once`);
  }
  const inputs = step.get('inputs');
  const maps = rule.isList ? inputs.need().checkList(1, MOST).items() : [rule.required.length > 0 ? inputs.need() : inputs];
  if (action.value === 'Assert') {
    maps.forEach(checkCondition);
    return;
  }
  for (const input of maps) {
    // Data in the registry may be empty.
    rule.required.forEach((name) => name === 'value' ? input.checkMap().get(name).need() : input.checkMap().get(name).needText());
    const known = [...rule.required, ...rule.optional];
    input.checkMap().checkKeys(known);
    known.forEach((name) => checkInput(input.get(name), inputKindOf(name)));
    const refused = platform === Platform.WINDOWS ? rule.notOnWindows.find((name) => input.get(name).isKnown) : undefined;
    if (refused !== undefined) {
      input.get(refused).refuse('Unsupported', 'be absent on Windows');
    }
  }
  if (action.value === 'ExecutePowerShell' && inputs.isMap && inputs.keys().length !== 1) {
    inputs.refuse('Conflict', 'have either `commands` or `file`', inputs.keys());
  }
}

function checkLoop(loop: DocumentNode): void {
  if (!loop.checkMap().isMap) {
    return;
  }
  loop.checkKeys(['name', 'for', 'forEach']).get('name').checkText(NAME, NAME_RULE);
  const [range, list] = [loop.get('for'), loop.get('forEach')];
  if (isAbsent(range) === isAbsent(list)) {
    loop.refuse('Conflict', 'have either `for` or `forEach`', loop.keys());
  }
  if (range.isKnown) {
    checkRange(range);
  } else if (list.isMap) {
    list.checkKeys(['list', 'delimiter']).get('list').need();
  } else {
    list.checkList(1, MOST);
  }
}

function isAbsent({ value }: DocumentNode): boolean {
  return value === undefined || value === null;
}

function checkRange(range: DocumentNode): void {
  const [start, end, step] = ['start', 'end', 'updateBy'].map((name) => range.checkMap().get(name).need());
  [start, end, step].forEach((node) => node.checkWhole(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER));
  const distance = Number(end.value) - Number(start.value);
  if ([start, end, step].every(({ isKnown }) => isKnown) && (step.value === 0 || distance * Number(step.value) < 0)) {
    range.refuse('Conflict', 'come to an end', range.value);
  }
}
