import { documentOf } from '../../../src/handler/core/record/document';
import type { Query } from '../../../src/monitor/history/queries';
import { finding, textOf } from '../../handler/fixtures';
import { buildRecord, EXECUTIONS, step } from '../../handler/record-fixtures';

const FINDINGS = 25;
const PACKAGES = 400;
const STEPS = 11;
const UPDATED = 20;
/** Numbers of builds a month for which the guide says what queries scan. */
const BUILDS_A_MONTH = [10, 1_000];
const MONTHS = 12;
const DAYS_OF_MONTH = 30;

/** Bytes of the record of a typical build: what Amazon Inspector describes of a finding has some sentences, names and versions of packages some letters. */
export function bytesOfRecord(): number {
  const findings = Array.from({ length: FINDINGS }, (_, index) => finding({
    vulnerabilityId: `CVE-2026-${10_000 + index}`,
    description: 'A flaw was found in how the library reads an attribute of a certificate. '.repeat(6),
    sourceUrl: `https://nvd.nist.gov/vuln/detail/CVE-2026-${10_000 + index}`,
    firstObservedAt: '2026-01-05T08:40:00.000Z',
  }));
  const packages = Array.from({ length: PACKAGES }, (_, index) => ({ name: `library-of-system-${index}`, version: `3.${index}.0-5.amzn2023` }));
  const [build, ...others] = EXECUTIONS;
  const steps = Array.from({ length: STEPS }, (_, index) => step({ id: `step-${'0'.repeat(30)}${index}` }));
  return Buffer.byteLength(textOf(documentOf(buildRecord({ executions: [{ ...build, steps }, ...others], list: { findings, complete: true } }, {
    packages,
    changes: {
      since: '1.2.3/3',
      packages: { added: [], removed: [], updated: packages.slice(0, UPDATED).map(({ name, version }) => ({ name, from: version, to: version })) },
      findings: { new: findings.slice(0, 2), gone: [] },
    },
  }))));
}

/** What each query scans when builds of a year are recorded, as rows of a table. */
export function costTable(queries: readonly Query[]): string {
  const size = bytesOfRecord();
  return [
    `| query | reads | ${BUILDS_A_MONTH.map((builds) => `${builds.toLocaleString('en')} builds a month`).join(' | ')} |`,
    `|---|---|${BUILDS_A_MONTH.map(() => '---|').join('')}`,
    ...queries.map(({ name, days }) => {
      const months = days === undefined ? MONTHS : days / DAYS_OF_MONTH;
      const cells = BUILDS_A_MONTH.map((builds) => bytes(builds * months * size));
      return `| ${name} | ${days === undefined ? 'all days' : `${days} days`} | ${cells.join(' | ')} |`;
    }),
  ].join('\n');
}

function bytes(count: number): string {
  const megabytes = count / 1e6;
  return megabytes < 10 ? `${megabytes.toFixed(1)} MB` : `${Math.round(megabytes).toLocaleString('en')} MB`;
}
