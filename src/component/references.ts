import { isPlainMap } from '../common/canonical';
import { checkPattern } from '../common/validate';
import { DocumentNode } from '../document/document-node';

/** Placeholder for the phase of a step in a reference, until the step is part of a document. */
const OPEN_PHASE = '?';
const REFERENCE = /\{\{\s*(?<phase>[\w-]+|\?)\.(?<step>[\w-]{3,128})\.(?<end>(?:inputs|outputs)\b[^}]*\}\})/g;
const KNOWN_NAME = /\{\{\s*(?<name>[\w-]{3,128})\s*\}\}/g;
const LOOP = /\{\{\s*(?<loop>[\w-]+)\.(?:index|value)\s*\}\}/g;

/** Phases on the build instance. Each other phase has an instance of its own. */
const ON_BUILD_INSTANCE = ['build', 'validate'];

/** A reference to an input or an output of a step whose phase is not known yet. */
export function stepReference(step: string, end: string): string {
  return `{{ ${OPEN_PHASE}.${step}.${end} }}`;
}

interface Step {
  readonly name: string;
  readonly [key: string]: unknown;
}

interface Phase {
  readonly name: string;
  readonly steps: Step[];
}

/** Fills the names of phases into all references: a step of that name in the same phase comes first, then a step in the build phase. */
export function closeReferences(phases: Phase[]): Phase[] {
  return phases.map(({ name, steps }) => ({
    name,
    steps: steps.map((step, index) => replaceTexts(step, (text) => text.replace(REFERENCE, (whole, phase, target, end) => {
      const isHere = steps.slice(0, index).some((each) => each.name === target);
      return phase === OPEN_PHASE ? `{{ ${isHere || name !== 'validate' ? name : 'build'}.${target}.${end}` : whole;
    }))),
  }));
}

function replaceTexts<T>(value: T, replace: (text: string) => string): T {
  if (typeof value === 'string') {
    // Most texts refer to nothing, and the pattern takes time.
    return value.includes('{{') ? replace(value) as T : value;
  }
  if (Array.isArray(value)) {
    return value.map((item) => replaceTexts(item, replace)) as T;
  }
  if (isPlainMap(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaceTexts(item, replace)])) as T;
  }
  return value;
}

/** Refuses references to steps that have not run on the same instance, and warns about unknown names. */
export function checkReferences(phases: DocumentNode[], names: string[]): void {
  phases.forEach((phase) => phase.get('steps').items().forEach((step, index) => {
    for (const text of ['inputs', 'if', 'loop'].flatMap((key) => step.get(key).texts('{{'))) {
      checkText(text, { phases, phase, index, names, loop: loopOf(step) });
    }
  }));
}

interface Place {
  readonly phases: DocumentNode[];
  readonly phase: DocumentNode;
  readonly index: number;
  readonly names: string[];
  readonly loop?: string;
}

/** The name by which the inputs of a step refer to its loop. */
function loopOf(step: DocumentNode): string | undefined {
  return step.get('loop').isMap ? step.get('loop').get('name').text() ?? 'loop' : undefined;
}

function checkText(text: DocumentNode, { phases, phase, index, names, loop }: Place): void {
  const found = text.text()!;
  for (const { groups, 0: whole } of found.matchAll(REFERENCE)) {
    if (!stepsBefore(phases, phase, index, groups!.phase).includes(groups!.step)) {
      text.refuse('Unresolved', 'refer to steps that have run before on the same instance', whole);
    }
  }
  const unknown = [
    ...[...found.matchAll(KNOWN_NAME)].filter(({ groups }) => !names.includes(groups!.name)),
    ...[...found.matchAll(LOOP)].filter(({ groups }) => groups!.loop !== loop),
  ];
  unknown.forEach(([whole]) => text.warn('unknownReference', `holds ${whole}, which is no parameter, constant or loop of the document`));
}

/** Names of the steps of a phase that have run on the same instance, seen from a step of a phase. */
function stepsBefore(phases: DocumentNode[], own: DocumentNode, index: number, phaseName: string): (string | undefined)[] {
  const ownName = own.get('name').text()!;
  const phase = phases.find((each) => each.get('name').text() === phaseName);
  const steps = phase?.get('steps').items().map((step) => step.get('name').text()) ?? [];
  if (phaseName === ownName) {
    return steps.slice(0, index);
  }
  return ON_BUILD_INSTANCE.indexOf(phaseName) >= 0 && ON_BUILD_INSTANCE.indexOf(phaseName) < ON_BUILD_INSTANCE.indexOf(ownName) ? steps : [];
}

/** Names of steps, loops, parameters and constants in component documents. */
export const NAME = /^[A-Za-z0-9_-]{3,128}$/;
export const NAME_RULE = 'be 3 to 128 letters, digits, hyphens or underscores';

/** Refuses a name that no step, parameter or constant can have. */
export function checkNameInDocument(prop: string, name: string): void {
  checkPattern(undefined, prop, name, NAME, NAME_RULE);
}
