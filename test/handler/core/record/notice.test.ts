import { claimed, nextStep, Notice, noted, readNotice, toldOf } from '../../../../src/handler/core/record/notice';
import { finding } from '../../fixtures';
import { buildRecord } from '../../record-fixtures';

const NOW = new Date('2026-01-05T09:00:00.000Z');
const EARLIER = '2026-01-05T08:59:59.999Z';
const LATER = '2026-01-05T09:00:00.001Z';

test.each<[string, Notice | undefined, number, ReturnType<typeof nextStep>]>([
  ['nothing', undefined, 1, 'CLAIM'],
  ['a claim', { state: 'CLAIMED', revision: 1, until: LATER }, 1, 'LEAVE'],
  ['a claim of an earlier revision', { state: 'CLAIMED', revision: 1, until: LATER }, 2, 'LEAVE'],
  ['a claim that is over', { state: 'CLAIMED', revision: 1, until: EARLIER }, 1, 'CLAIM'],
  ['a claim that is over now', { state: 'CLAIMED', revision: 1, until: NOW.toISOString() }, 1, 'CLAIM'],
  ['a claim without an end', { state: 'CLAIMED', revision: 1 }, 1, 'CLAIM'],
  ['a topic that was not reached', { state: 'OPEN', revision: 1, until: LATER }, 1, 'CLAIM'],
  ['everything', { state: 'SENT', revision: 1, told: { revision: 1 } }, 1, 'DONE'],
  ['more than is to be told', { state: 'SENT', revision: 3, told: { revision: 3 } }, 2, 'DONE'],
  ['an earlier revision', { state: 'SENT', revision: 1, told: { revision: 1 } }, 2, 'CLAIM'],
  ['everything before a claim of a later revision', { state: 'CLAIMED', revision: 2, until: LATER, told: { revision: 1 } }, 1, 'DONE'],
])('after %s', (_, notice, revision, step) => {
  expect(nextStep(notice, revision, NOW)).toBe(step);
});

describe('a claim', () => {
  test('of a first revision has nothing else', () => {
    expect(JSON.parse(JSON.stringify(claimed(undefined, 1, 'me', NOW)))).toEqual({ state: 'CLAIMED', revision: 1, by: 'me', until: NOW.toISOString() });
  });

  test('goes on with the topics that are left of the same revision, and of no other', () => {
    const open: Notice = { state: 'OPEN', revision: 2, delivered: ['a'], measured: true, told: { revision: 1 } };
    expect(claimed(open, 2, 'me', NOW)).toMatchObject({ delivered: ['a'], measured: true, told: { revision: 1 } });
    const next = claimed(open, 3, 'me', NOW);
    expect([next.delivered, next.measured, next.told]).toEqual([undefined, undefined, { revision: 1 }]);
  });

  test('ends with what was told, or with what is left', () => {
    const claim = claimed({ state: 'SENT', revision: 1, told: { revision: 1 } }, 2, 'me', NOW);
    expect(noted(claim, { revision: 2 }, ['a', 'b'], true)).toEqual({ state: 'SENT', revision: 2, told: { revision: 2 } });
    expect(noted(claim, { revision: 2 }, ['a'], false)).toEqual({ state: 'OPEN', revision: 2, delivered: ['a'], measured: true, told: { revision: 1 } });
  });
});

test('a notice is read as it was written, and a damaged one is none', () => {
  const notice: Notice = { state: 'SENT', revision: 1, told: { revision: 1, outcome: 'FAILED' } };
  expect(readNotice(JSON.stringify(notice))).toEqual(notice);
  expect([undefined, '', '{', 'null', '{"state":"SENT"}', '{"revision":1}'].map(readNotice)).toEqual(Array(6).fill(undefined));
});

test('what is told of a record is what later revisions are compared with', () => {
  const findings = ['CVE-2026-2', 'CVE-2026-1', 'CVE-2026-2', undefined].map((vulnerabilityId) => finding({ vulnerabilityId, severity: 'CRITICAL' }));
  const record = buildRecord({ list: { findings: [finding(), ...findings], complete: true } });
  expect(toldOf(record, true)).toEqual({
    revision: 1, outcome: 'SUCCEEDED', finishedAt: '2026-01-05T08:30:00.000Z', scanEnded: true, gate: 'NONE', criticalIds: ['CVE-2026-1', 'CVE-2026-2'],
  });
});
