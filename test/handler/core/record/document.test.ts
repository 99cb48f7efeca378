import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { MAX_RECORDED_FINDINGS_BYTES } from '../../../../src/handler/adapters/pages';
import { Finding } from '../../../../src/handler/core/model/facts';
import { BuildRecord } from '../../../../src/handler/core/record/build-record';
import { documentOf } from '../../../../src/handler/core/record/document';
import { finding, textOf } from '../../fixtures';
import { buildRecord, RECIPE } from '../../record-fixtures';

const SCHEMA = JSON.parse(readFileSync(join(__dirname, '../../../../schema/report-details-1.json'), 'utf8'));
const valid = new Ajv2020({ strict: true, allErrors: true, strictRequired: false }).compile(SCHEMA);

function checked(record: BuildRecord): any {
  const body = textOf(documentOf(record));
  const document = JSON.parse(body);
  valid(document);
  expect(valid.errors).toBeNull();
  // The history reads one record a line.
  expect(body.indexOf('\n')).toBe(body.length - 1);
  return document;
}

test('a record has the facts of the reports, and what else is kept of a build', () => {
  expect(checked(buildRecord())).toMatchObject({
    schemaVersion: '1.1',
    kind: 'RECORD',
    account: '123456789012',
    region: 'eu-central-1',
    day: '2026-01-05',
    revision: 1,
    pipeline: { name: 'golden' },
    attributes: { Outcome: 'SUCCEEDED', AmiId: 'ami-1' },
    scanAttributes: { FindingsHigh: 1, Gate: 'NONE' },
    recipe: RECIPE,
    packages: [{ name: 'openssl', version: '3.0.0' }, { name: 'zlib', version: '1.3' }],
    changes: { since: '1.2.3/3', packages: { updated: [{ name: 'openssl', from: '2.9', to: '3.0.0' }] }, findings: { new: [{ vulnerabilityId: 'CVE-2026-10000' }], gone: [] } },
    workflowExecutions: [{ id: 'wf-1' }, { id: 'wf-2' }, { id: 'wf-3' }],
    vulnerabilities: { complete: true, findings: [finding()] },
  });
});

test('what is not known is absent', () => {
  const document = checked(buildRecord({}, { pipeline: undefined, recipe: undefined, packages: undefined, changes: { reason: 'There is no earlier build.' } }));
  expect(document).not.toHaveProperty('packages');
  expect(document.changes).toEqual({ reason: 'There is no earlier build.' });
});

test('a record with many findings is written in short pieces, so that it is never in memory as a whole', () => {
  const findings = Array.from({ length: 2_000 }, (_, index) => finding({ vulnerabilityId: `CVE-${index}`, description: 'A crafted packet. '.repeat(50) }));
  const lengths = [...documentOf(buildRecord({ list: { findings, complete: true } }))()].map(({ length }) => length);
  expect(lengths.reduce((sum, length) => sum + length)).toBeGreaterThan(2_000_000);
  expect(Math.max(...lengths)).toBeLessThan(20_000);
});

test('the largest record is a row that Athena reads, with room for packages and steps', () => {
  const findings: Finding[] = [];
  for (let bytes = 0; bytes < MAX_RECORDED_FINDINGS_BYTES; bytes += Buffer.byteLength(JSON.stringify(findings.at(-1)))) {
    findings.push(finding({ vulnerabilityId: `CVE-${findings.length}`, description: '検'.repeat(1000) }));
  }
  const record = buildRecord({ list: { findings, complete: true } }, {
    changes: { since: '1.2.3/3', findings: { new: findings, gone: findings.map((each) => ({ ...each, vulnerabilityId: `GONE-${each.vulnerabilityId}` })) } },
  });
  expect([...documentOf(record)()].reduce((sum, piece) => sum + Buffer.byteLength(piece), 0)).toBeLessThan(28_000_000);
});
