import { toneOf } from './headline';
import { html, Html, Part } from './html';
import { facts, firstOf, link, section, table, value } from './parts';
import { canonicalVulnerabilityId } from '../../../../contract/gate';
import { NONE, UNKNOWN } from '../../../../contract/values';
import { Finding, FindingPackage } from '../../model/facts';
import { isWhole } from '../../model/finding-list';
import { BuildRecord } from '../../record/build-record';
import { bySeverity, severityRank } from '../../scan/severity';
import { known, statusText } from '../words';

const SHOWN_FINDINGS = 50;
const SHOWN_PACKAGES = 3;
const CVE = /^CVE-\d{4}-\d{4,19}$/;

/** Counts by severity, the verdict of the gate, and the most severe findings. */
export function findings({ scan, list, changes }: BuildRecord): Html {
  return section('findings', 'Findings',
    html`<dl class="counts">${tile('Critical', scan.FindingsCritical, 'critical')}${tile('High', scan.FindingsHigh, 'high')}${
      tile('Medium', scan.FindingsMedium, 'medium')}${tile('Other', scan.FindingsOther, 'other')}${tile('All', scan.FindingsAll, 'all')}</dl>\n`,
    facts([
      ['Scan', value(scan.ScanStatus, statusText)],
      ['Scan reason', known(scan.ScanStatusReason)],
      ['Gate', scan.Gate === NONE ? 'no gate' : html`<span class="status ${toneOf(scan.Gate)}">${statusText(String(scan.Gate))}</span>`],
      ['Gate reason', known(scan.GateReason)],
    ]),
    list === undefined ? html`<p>The findings were not listed.</p>` : top(list.findings, newIds(changes.findings?.new)),
    list === undefined || isWhole(list) ? undefined : html`<p class="note">There are further findings${list.missing && `: ${list.missing}`}.</p>`);
}

function tile(name: string, number: string | number, kind: string): Html {
  const tone = number === UNKNOWN ? 'unknown' : number === 0 ? 'zero' : kind;
  return html`<div class="${tone}"><dt>${name}</dt><dd>${number === UNKNOWN ? '?' : number}${
    number === UNKNOWN ? html`<span class="hidden"> unknown</span>` : undefined}</dd></div>`;
}

function top(all: readonly Finding[], isNew: ReadonlySet<string>): Part {
  if (all.length === 0) return undefined;
  const { shown, more } = firstOf([...all].sort(bySeverity), SHOWN_FINDINGS);
  const rows = shown.map((finding) => [
    html`<span class="severity ${severityOf(finding)}">${statusText(finding.severity ?? UNKNOWN)}</span>`,
    html`${vulnerability(finding)}${isNew.has(idOf(finding)) ? html` <span class="new">new</span>` : undefined}${title(finding)}`,
    finding.score ?? html`<span class="unknown">unknown</span>`,
    packages(finding.packages),
    finding.fixAvailable === undefined ? html`<span class="unknown">unknown</span>` : statusText(finding.fixAvailable),
  ]);
  return [table(`The ${shown.length === 1 ? 'finding' : `${shown.length} most severe findings`}`, ['Severity', 'Vulnerability', 'Score', 'Packages', 'Fix'], rows), more];
}

/** The address is made of the ID, because addresses of findings come from outside. */
export function vulnerability(finding: Finding): Html {
  const id = idOf(finding);
  return link(CVE.test(id) ? `https://nvd.nist.gov/vuln/detail/${id}` : undefined, id);
}

/** Titles begin with the ID. */
function title({ title: text = '', vulnerabilityId = '' }: Finding): Html | undefined {
  const rest = text.startsWith(vulnerabilityId) ? text.slice(vulnerabilityId.length).replace(/^ - /, '') : text;
  return rest === '' ? undefined : html`<br><small>${rest}</small>`;
}

function packages(all: readonly FindingPackage[]): Part {
  const texts = all.slice(0, SHOWN_PACKAGES).map(({ name = UNKNOWN, version, fixedInVersion }) =>
    html`<div>${name} ${version}${fixedInVersion === undefined ? undefined : ` → ${fixedInVersion}`}</div>`);
  return [texts, all.length > SHOWN_PACKAGES ? html`<div>and ${all.length - SHOWN_PACKAGES} more</div>` : undefined];
}

export function severityOf({ severity }: Finding): string {
  return ['critical', 'high', 'medium'][severityRank(severity)] ?? 'other';
}

/** A finding without an ID cannot be recognized. */
function newIds(list: readonly Finding[] = []): ReadonlySet<string> {
  return new Set(list.filter(({ vulnerabilityId }) => vulnerabilityId !== undefined).map(idOf));
}

function idOf({ vulnerabilityId }: Finding): string {
  return canonicalVulnerabilityId(vulnerabilityId ?? UNKNOWN);
}
