import { DocumentNode } from './document-node';

/** What the value of an input can be. References are texts, and Image Builder fills texts in for numbers and truth values, but not for lists and maps. */
export type InputKind = 'text' | 'texts' | 'boolean' | 'number' | 'map' | 'maps' | 'textsByName' | 'any';

/** More entries than any real list has, and few enough to check all of them. */
const MOST = 1000;
const TRUTH_VALUES: unknown[] = [true, false, 'true', 'false'];

const CHECKS: Record<InputKind, (input: DocumentNode) => unknown> = {
  // YAML reads some texts as numbers or truth values if they have no quotes, as in `permissions: 0755`.
  text: (input) => {
    if (typeof input.value === 'object') {
      refuseAsText(input);
    }
  },
  texts: (input) => input.checkList(0, MOST).items().forEach((item) => {
    if (typeof item.need().value !== 'string' && item.isKnown) {
      refuseAsText(item);
    }
  }),
  boolean: (input) => {
    if (!TRUTH_VALUES.includes(input.value) && !isReference(input)) {
      input.refuse('Malformed', 'be `true` or `false`');
    }
  },
  number: (input) => isReference(input) || input.checkWhole(0, Number.MAX_SAFE_INTEGER),
  map: (input) => input.checkMap(),
  maps: (input) => input.checkList(0, MOST).items().forEach((item) => item.need().checkMap()),
  textsByName: (input) => input.checkMap().keys().filter((name) => !name.endsWith('.$')).forEach((name) => checkInput(input.get(name), 'texts')),
  any: () => {},
};

/** Refuses an input of another kind. */
export function checkInput(input: DocumentNode, kind: InputKind): void {
  if (input.isKnown) {
    CHECKS[kind](input);
  }
}

function refuseAsText(input: DocumentNode): never {
  input.refuse('Malformed', 'be a text', input.value, Array.isArray(input.value) ? undefined : 'Put it in quotes.');
}

function isReference(input: DocumentNode): boolean {
  return input.text()?.includes('{{') ?? false;
}
