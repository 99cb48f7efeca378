import { bySeverity, severityClassOf, severityRank } from '../../../../src/handler/core/scan/severity';
import { finding } from '../../fixtures';

test.each([
  ['CRITICAL', 'critical', 0], ['HIGH', 'high', 1], ['MEDIUM', 'medium', 2], ['LOW', 'other', 3], ['INFORMATIONAL', 'other', 4], ['UNTRIAGED', 'other', 5],
  ['high', 'high', 1], ['NEWER', undefined, 6], [undefined, undefined, 6],
])('%s is counted as %s and has rank %d', (severity, counted, rank) => {
  expect(severityClassOf(finding({ severity }))).toBe(counted);
  expect(severityRank(severity)).toBe(rank);
});

test('findings are ordered by severity, score, ID and content', () => {
  const ordered = [
    finding({ severity: 'CRITICAL', score: 1 }),
    finding({ severity: 'high', score: 9 }),
    finding({ vulnerabilityId: undefined }),
    finding({ vulnerabilityId: 'CVE-2026-1', title: 'a' }),
    finding({ vulnerabilityId: 'CVE-2026-1', title: 'b' }),
    finding({ vulnerabilityId: 'CVE-2026-2', title: 'a' }),
    finding({ score: 0.1 }),
    finding({ score: undefined }),
    finding({ severity: undefined }),
  ];
  expect([...ordered].reverse().sort(bySeverity)).toEqual(ordered);
  expect([...ordered].sort(bySeverity)).toEqual(ordered);
  expect(bySeverity(finding(), finding())).toBe(0);
});
