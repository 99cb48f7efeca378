import { severityClassOf, severityRank } from '../../../../src/handler/core/scan/severity';
import { finding } from '../../fixtures';

test.each([
  ['CRITICAL', 'critical', 0], ['HIGH', 'high', 1], ['MEDIUM', 'medium', 2], ['LOW', 'other', 3], ['INFORMATIONAL', 'other', 4], ['UNTRIAGED', 'other', 5],
  ['high', 'high', 1], ['NEWER', undefined, 6], [undefined, undefined, 6],
])('%s is counted as %s and has rank %d', (severity, counted, rank) => {
  expect(severityClassOf(finding({ severity }))).toBe(counted);
  expect(severityRank(severity)).toBe(rank);
});
