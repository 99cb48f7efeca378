import { MarkedText, marked } from './marked-text';
import { statusText } from './words';
import { UNKNOWN } from '../../../contract/values';
import { Finding } from '../model/facts';
import { Change, Changes, NamedChange } from '../record/build-record';

/** Entries of one list. The page has all of them. */
const SHOWN = 5;

/** What changed since the last good build, or why that is not known. */
export function changesSince(changes: Changes): { readonly title: MarkedText; readonly entries: readonly MarkedText[] } {
  const { since, reason, baseImage, recipe, components, packages, findings } = changes;
  if (since === undefined) return { title: ['Changes'], entries: [reason === undefined ? ['unknown'] : marked`unknown: ${reason}`] };
  const entries = [
    ...oneChange('Base image', baseImage),
    ...oneChange('Recipe', recipe),
    ...components === undefined ? [['Components: unknown']] : section('Components', [['changed', components]], namedChange),
    ...packages === undefined ? [['Packages: unknown']]
      : section('Packages', [['updated', packages.updated], ['added', packages.added], ['removed', packages.removed]], namedChange),
    ...findings === undefined ? [['Findings: unknown']] : section('Findings', [['new', findings.new], ['gone', findings.gone]], finding),
  ];
  return { title: marked`Changes since ${since}`, entries: entries.length > 0 ? entries : [['none']] };
}

function oneChange(name: string, change: Change | undefined): readonly MarkedText[] {
  return change === undefined ? [] : [[`${name}: `, ...arrow(change)]];
}

/** The numbers, and the first entries of each list. */
function section<T>(name: string, lists: readonly (readonly [string, readonly T[]])[], line: (entry: T) => MarkedText): readonly MarkedText[] {
  const some = lists.filter(([, list]) => list.length > 0);
  if (some.length === 0) return [];
  return [
    [`${name}: ${some.map(([word, list]) => `${list.length} ${word}`).join(', ')}`],
    ...some.flatMap(([word, list]) => [
      ...list.slice(0, SHOWN).map((entry) => [`${word}: `, ...line(entry)]),
      ...list.length > SHOWN ? [[`and ${list.length - SHOWN} more ${word}`]] : [],
    ]),
  ];
}

function namedChange({ name, from, to }: NamedChange): MarkedText {
  if (from !== undefined && to !== undefined) return [...marked`${name} `, ...arrow({ from, to })];
  return marked`${name} ${from ?? to ?? UNKNOWN}`;
}

function arrow({ from, to }: Change): MarkedText {
  return marked`${from} -> ${to}`;
}

function finding({ vulnerabilityId = UNKNOWN, severity = UNKNOWN, packages }: Finding): MarkedText {
  const name = packages.find((each) => each.name !== undefined)?.name;
  return name === undefined ? marked`${vulnerabilityId} (${statusText(severity)})` : marked`${vulnerabilityId} (${statusText(severity)}) in ${name}`;
}
