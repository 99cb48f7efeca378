import { Finding, FindingsAnswer } from '../../../../src/handler/core/model/facts';
import { BuildRecord } from '../../../../src/handler/core/record/build-record';
import { criticalIdsOf, occasionsOf, Previous } from '../../../../src/handler/core/record/occasions';
import { finding, image } from '../../fixtures';
import { buildRecord } from '../../record-fixtures';

const status = (of: string) => buildRecord({ image: image({ status: of }) });
const critical = (...ids: (string | undefined)[]): Finding[] => ids.map((vulnerabilityId) => finding({ vulnerabilityId, severity: 'CRITICAL' }));
const scanned = (counts: FindingsAnswer, findings?: Finding[]): BuildRecord =>
  buildRecord({ counts, list: findings && { findings, complete: true } }, findings ? {} : { list: undefined });
const counted = (number: number | undefined) => ({ all: 5, critical: number, high: 0, medium: 0 });
const judged = (limit: number) => buildRecord({ gate: { limits: { high: limit }, failOnUnknown: true, onlyFixable: false } });

test.each<[string, BuildRecord, Previous, string[]]>([
  ['a build that succeeded', status('AVAILABLE'), {}, ['BUILD_ENDED']],
  ['and one that succeeded before', status('AVAILABLE'), { outcome: 'SUCCEEDED' }, ['BUILD_ENDED']],
  ['a recovery', status('AVAILABLE'), { outcome: 'FAILED' }, ['BUILD_RECOVERED', 'BUILD_ENDED']],
  ['a recovery from a build that was cancelled', status('AVAILABLE'), { outcome: 'CANCELLED' }, ['BUILD_RECOVERED', 'BUILD_ENDED']],
  ['a failure', status('FAILED'), {}, ['BUILD_FAILED', 'BUILD_ENDED']],
  ['one more failure', status('FAILED'), { outcome: 'FAILED' }, ['BUILD_FAILED', 'BUILD_ENDED']],
  ['a build that was cancelled', status('CANCELLED'), { outcome: 'FAILED' }, ['BUILD_ENDED']],
  ['an image that was deleted meanwhile', status('DELETED'), { outcome: 'FAILED' }, ['BUILD_ENDED']],
  ['a status nobody has heard of', status('PARKED'), { outcome: 'FAILED' }, ['BUILD_ENDED']],
  ['a gate that failed', judged(0), {}, ['BUILD_ENDED', 'GATE_FAILED']],
  ['a gate that failed again', judged(0), { gate: 'FAILED' }, ['BUILD_ENDED']],
  ['a gate that failed after it had passed', judged(0), { gate: 'PASSED' }, ['BUILD_ENDED', 'GATE_FAILED']],
  ['a gate that passed', judged(1), { gate: 'FAILED' }, ['BUILD_ENDED']],
  ['critical findings, the first that are seen', scanned(counted(1), critical('CVE-2026-1')), {}, ['BUILD_ENDED', 'NEW_CRITICAL_FINDINGS']],
  ['the same, in other letters', scanned(counted(1), critical('cve-2026-1')), { criticalIds: ['CVE-2026-1'] }, ['BUILD_ENDED']],
  ['another', scanned(counted(2), critical('CVE-2026-1', 'CVE-2026-2')), { criticalIds: ['CVE-2026-1'] }, ['BUILD_ENDED', 'NEW_CRITICAL_FINDINGS']],
  ['fewer', scanned(counted(1), critical('CVE-2026-1')), { criticalIds: ['CVE-2026-1', 'CVE-2026-2'] }, ['BUILD_ENDED']],
  ['findings that are counted and not listed', scanned(counted(2)), { criticalIds: [] }, ['BUILD_ENDED', 'NEW_CRITICAL_FINDINGS']],
  ['the same after others', scanned(counted(2)), { criticalIds: ['CVE-2026-1'] }, ['BUILD_ENDED']],
  ['findings without a name', scanned(counted(1), critical(undefined)), {}, ['BUILD_ENDED', 'NEW_CRITICAL_FINDINGS']],
  ['findings of less severity', scanned(counted(0), [finding()]), {}, ['BUILD_ENDED']],
  ['an unknown number', scanned({}, [finding()]), {}, ['BUILD_ENDED']],
])('%s', (_, record, previous, expected) => {
  expect(occasionsOf(record, previous)).toEqual(expected);
});

test.each<[string, BuildRecord, readonly string[] | undefined]>([
  ['each once, in order', scanned(counted(3), critical('CVE-2026-2', 'cve-2026-1', 'CVE-2026-1')), ['CVE-2026-1', 'CVE-2026-2']],
  ['none', scanned(counted(0), [finding()]), []],
  ['none, though not listed', scanned(counted(0)), []],
  ['counted only', scanned(counted(1)), undefined],
  ['listed, and not counted', scanned({}, critical('CVE-2026-1')), ['CVE-2026-1']],
  ['neither', scanned('NO_SCAN', []), undefined],
  ['without those that have no ID', scanned(counted(2), critical(undefined, 'CVE-2026-1')), ['CVE-2026-1']],
])('IDs of critical vulnerabilities: %s', (_, record, expected) => {
  expect(criticalIdsOf(record)).toStrictEqual(expected);
});

test('a build that goes on says the same of each finding', () => {
  const record = scanned(counted(2), critical('CVE-2026-1', 'CVE-2026-2'));
  expect(occasionsOf(record, { criticalIds: criticalIdsOf(record) })).not.toContain('NEW_CRITICAL_FINDINGS');
});
