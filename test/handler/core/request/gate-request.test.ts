import { Gate, leavesFindingsOut, parseGate } from '../../../../src/handler/core/request/gate-request';

const GATE = { Critical: '0', OnUnknown: 'FAIL' };
const IGNORED = { Id: 'CVE-2026-1', Until: '2026-12-31', Reason: 'not reachable' };

test('reads a gate with every limit', () => {
  expect(parseGate({ Critical: '0', High: '5', Medium: '10', Other: '20', All: '30', OnUnknown: 'CONTINUE' })).toEqual({
    limits: { critical: 0, high: 5, medium: 10, other: 20, all: 30 }, failOnUnknown: false,
  });
});

test('reads what is left out', () => {
  expect(parseGate({ ...GATE, OnlyFixable: 'true', Ignore: [IGNORED], Expired: ['CVE-2026-1'] })).toEqual({
    limits: { critical: 0 }, failOnUnknown: true, onlyFixable: true, ignore: [{ id: 'CVE-2026-1', until: '2026-12-31' }],
  });
  expect(parseGate({ ...GATE, OnlyFixable: 'false', Ignore: [] })).toEqual({ limits: { critical: 0 }, failOnUnknown: true });
});

test('takes a hundred entries and no more', () => {
  expect(parseGate({ ...GATE, Ignore: Array(100).fill(IGNORED) }).ignore).toHaveLength(100);
  expect(() => parseGate({ ...GATE, Ignore: Array(101).fill('x') })).toThrow(/^INVALID_REQUEST: `Gate.Ignore` must be a list of at most 100 entries, got: \["x","x",/);
});

test.each<[string, unknown, string]>([
  ['a list for the gate', [], '`Gate` must be an object, got: [].'],
  ['a gate without a limit', { OnUnknown: 'FAIL' }, '`Gate` must limit at least one of Critical, High, Medium, Other, All, got: {"OnUnknown":"FAIL"}.'],
  ['a limit below zero', { ...GATE, Critical: '-1' }, '`Gate.Critical` must be a whole number from 0 to 9007199254740991, got: -1.'],
  ['no word about what is unknown', { Critical: '0' }, '`Gate.OnUnknown` must be FAIL or CONTINUE, got: undefined.'],
  ['another word for true', { ...GATE, OnlyFixable: 'yes' }, '`Gate.OnlyFixable` must be true or false, got: yes.'],
  ['one entry for a list', { ...GATE, Ignore: IGNORED }, `\`Gate.Ignore\` must be a list of at most 100 entries, got: ${JSON.stringify(IGNORED)}.`],
  ['an id for an entry', { ...GATE, Ignore: ['CVE-2026-1'] }, '`Gate.Ignore[0]` must be an object, got: CVE-2026-1.'],
  ['an entry without an id', { ...GATE, Ignore: [IGNORED, { ...IGNORED, Id: '' }] }, '`Gate.Ignore[1].Id` must be the id of a vulnerability, got: .'],
  ['an id that is no text', { ...GATE, Ignore: [{ ...IGNORED, Id: 5 }] }, '`Gate.Ignore[0].Id` must be the id of a vulnerability, got: 5.'],
  ['an entry without an end', { ...GATE, Ignore: [{ Id: 'CVE-2026-1' }] }, '`Gate.Ignore[0].Until` must be a day, such as 2026-12-31, got: undefined.'],
  ['a list of days', { ...GATE, Ignore: [{ ...IGNORED, Until: ['2026-12-31'] }] }, '`Gate.Ignore[0].Until` must be a day, such as 2026-12-31, got: ["2026-12-31"].'],
  ['a day that is none', { ...GATE, Ignore: [{ ...IGNORED, Until: '2026-02-29' }] }, '`Gate.Ignore[0].Until` must be a day, such as 2026-12-31, got: 2026-02-29.'],
])('does not take %s', (_, given, message) => {
  expect(() => parseGate(given)).toThrow(new Error(`INVALID_REQUEST: ${message}`));
});

test.each<[Partial<Gate>, boolean]>([
  [{}, false], [{ ignore: [] }, false], [{ onlyFixable: true }, true], [{ ignore: [{ id: 'CVE-2026-1', until: '2026-12-31' }] }, true],
])('%j leaves findings out: %s', (members, leaves) => {
  expect(leavesFindingsOut({ limits: { critical: 0 }, failOnUnknown: true, ...members })).toBe(leaves);
});
