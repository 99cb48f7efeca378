import { severityOf, vulnerability } from './findings';
import { html, Html, Part } from './html';
import { code, count, facts, firstOf, link, section, table } from './parts';
import { UNKNOWN } from '../../../../contract/values';
import { consoleUrl } from '../../build/console';
import { Finding } from '../../model/facts';
import { BuildRecord, Change, Changes, NamedChange } from '../../record/build-record';
import { bySeverity } from '../../scan/severity';
import { statusText } from '../words';

const SHOWN_CHANGES = 100;
const NOT_KNOWN = html`<span class="unknown">unknown</span>`;

/** What is different from the build before. */
export function whatChanged({ changes }: BuildRecord): Html {
  const { since, sinceArn, reason, packages } = changes;
  if (since === undefined) return section('changes', 'What changed', html`<p>${reason ?? 'There is no earlier build to compare with.'}</p>`);
  return section('changes', 'What changed',
    html`<p>Compared with ${link(sinceArn && consoleUrl(sinceArn), since)}, the last good build before.</p>\n`,
    facts([
      ['Base image', oneChange(changes.baseImage)],
      ['Recipe', oneChange(changes.recipe)],
      ['Components', changes.components === undefined ? NOT_KNOWN : changes.components.length === 0 ? 'unchanged' : `${changes.components.length} changed`],
      ['Packages', packages ? counts([[packages.added, 'added'], [packages.removed, 'removed'], [packages.updated, 'updated']]) : NOT_KNOWN],
      ['Findings', changes.findings ? counts([[changes.findings.new, 'new'], [changes.findings.gone, 'gone']]) : NOT_KNOWN],
    ]),
    findingChanges(changes),
    named('Changed components', changes.components ?? []),
    named('Changed packages', [...packages?.added ?? [], ...packages?.removed ?? [], ...packages?.updated ?? []]));
}

function oneChange(change: Change | undefined): Part {
  return change === undefined ? 'no known change' : html`${code(change.from)}<br>→ ${code(change.to)}`;
}

function counts(lists: readonly (readonly [readonly unknown[], string])[]): string {
  const some = lists.filter(([list]) => list.length > 0).map(([list, word]) => `${list.length} ${word}`);
  return some.length === 0 ? 'unchanged' : some.join(', ');
}

function findingChanges({ findings }: Changes): Part {
  return findings && [changed('New findings', findings.new), changed('Findings that are gone', findings.gone)];
}

function changed(caption: string, all: readonly Finding[]): Part {
  if (all.length === 0) return undefined;
  const { shown, more } = firstOf([...all].sort(bySeverity), SHOWN_CHANGES);
  const items = shown.map((finding) => html`<li>${vulnerability(finding)} <span class="severity ${severityOf(finding)}">${
    statusText(finding.severity ?? UNKNOWN)}</span> ${finding.packages.map(({ name }) => name).filter((name) => name !== undefined).join(', ')}</li>\n`);
  return folded(`${caption}: ${all.length}`, html`<ul>${items}</ul>${more}`, all.length);
}

function named(caption: string, all: readonly NamedChange[]): Part {
  if (all.length === 0) return undefined;
  const { shown, more } = firstOf(all, SHOWN_CHANGES);
  const rows = shown.map(({ name, from, to }) => [code(name), from === undefined ? 'added' : code(from), to === undefined ? 'removed' : code(to)]);
  return folded(`${caption}: ${count(all.length, 'change')}`, html`${table(caption, ['Name', 'Before', 'Now'], rows)}${more}`, all.length);
}

/** A long list is opened by its reader. */
function folded(summary: string, content: Html, length: number): Html {
  return length <= 10 ? html`<details open><summary>${summary}</summary>${content}</details>\n` : html`<details><summary>${summary}</summary>${content}</details>\n`;
}
