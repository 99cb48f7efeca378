import { NotificationKind } from '../../../../src/contract/monitor';
import { criticalIdsBefore, isNewEnd, occasionsSince } from '../../../../src/handler/core/record/telling';
import { finding } from '../../fixtures';
import { buildRecord } from '../../record-fixtures';

test.each([
  ['was told of nothing', undefined, true],
  ['was told of this end', { outcome: 'SUCCEEDED', finishedAt: '2026-01-05T08:30:00.000Z' } as const, false],
  ['was told that it failed before', { outcome: 'FAILED', finishedAt: '2026-01-05T08:30:00.000Z' } as const, true],
  ['was told of an earlier end', { outcome: 'SUCCEEDED', finishedAt: '2026-01-05T08:00:00.000Z' } as const, true],
])('the end of a build is new to somebody who %s: %#', (_, told, isNew) => {
  expect(isNewEnd(buildRecord(), told && { revision: 1, ...told })).toBe(isNew);
});

const ALL: NotificationKind[] = ['BUILD_ENDED', 'BUILD_RECOVERED', 'GATE_FAILED', 'NEW_CRITICAL_FINDINGS'];
test.each([
  ['PASSED', ['GATE_FAILED', 'NEW_CRITICAL_FINDINGS']],
  ['FAILED', ['NEW_CRITICAL_FINDINGS']],
])('after a gate that was told as %s', (gate, occasions) => {
  expect(occasionsSince({ revision: 1, gate }, ALL)).toEqual(occasions);
});

describe('the critical vulnerabilities before a record', () => {
  const [old, added] = ['CVE-2026-1', 'CVE-2026-2'].map((vulnerabilityId) => finding({ vulnerabilityId, severity: 'CRITICAL' }));
  const nameless = finding({ vulnerabilityId: undefined });
  const list = { findings: [old, added], complete: true };
  test('are those that are not new', () => {
    expect(criticalIdsBefore(buildRecord({ list }, { changes: { findings: { new: [added, nameless], gone: [] } } }))).toEqual(['CVE-2026-1']);
  });
  test('are not known if the builds were not compared', () => {
    expect(criticalIdsBefore(buildRecord({ list }, { changes: { reason: 'None.' } }))).toBeUndefined();
  });
  test('are not known if those of the build are not', () => {
    const unknown = buildRecord({ counts: {} }, { list: undefined, changes: { findings: { new: [], gone: [] } } });
    expect(criticalIdsBefore(unknown)).toBeUndefined();
  });
});
