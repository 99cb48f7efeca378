import { CONSOLE, MAILS } from './mails';
import { hostile, STORIES, Story } from './notification-stories';
import { NotificationKind } from '../../../../src/contract/monitor';
import { buildMessage, pipelineDisabledMessage } from '../../../../src/handler/core/render/message';
import { PIPELINE_ARN } from '../../fixtures';
import { buildRecord } from '../../record-fixtures';

const messageOf = ({ record, occasions, links }: Story) => buildMessage(record, occasions, links);

test.each(Object.entries(MAILS))('an e-mail about a build: %s', (name, [subject, ...lines]) => {
  expect(messageOf(STORIES[name as keyof typeof MAILS])).toEqual({ subject, text: `${lines.join('\n')}\n` });
});

test('an e-mail about a pipeline that was disabled', () => {
  const pipeline = { name: 'golden', arn: PIPELINE_ARN };
  const rest = [
    'Effect: the schedule of the pipeline starts no build',
    'To do: repair the cause, then enable the pipeline',
    'Where: eu-central-1, account 123456789012',
    `Pipeline: ${PIPELINE_ARN}`,
    '',
    `Console: ${CONSOLE}/pipelines/${encodeURIComponent(PIPELINE_ARN)}`,
    '',
  ];
  expect(pipelineDisabledMessage({ ...pipeline, failures: 5, reason: 'exit status 1' })).toEqual({
    subject: 'Pipeline disabled: golden (eu-central-1, account 123456789012)',
    text: ['Pipeline disabled: golden', '', 'Cause: scheduled builds that failed in a row: 5', 'Why: exit status 1', ...rest].join('\n'),
  });
  expect(pipelineDisabledMessage(pipeline).text).toBe(['Pipeline disabled: golden', '', 'Cause: scheduled builds failed', ...rest].join('\n'));
  expect(pipelineDisabledMessage({ name: 'golden', arn: 'unheard of' })).toMatchObject({
    subject: 'Pipeline disabled: golden (UNKNOWN, account UNKNOWN)', text: expect.not.stringContaining('Console'),
  });
});

test('the subject is ASCII, and what is cut ends with a character', () => {
  const subjectOf = (name: string) => pipelineDisabledMessage({ name, arn: PIPELINE_ARN }).subject;
  expect(subjectOf('größe')).toBe('Pipeline disabled: gr??e (eu-central-1, account 123456789012)');
  expect(subjectOf('x'.repeat(79))).toBe(`Pipeline disabled: ${'x'.repeat(79)}`);
});

test.each<[readonly NotificationKind[], string, string | undefined]>([
  [['BUILD_ENDED'], 'Build failed', undefined],
  [['BUILD_FAILED', 'BUILD_ENDED'], 'Build failed', undefined],
  [['BUILD_FAILED', 'NEW_CRITICAL_FINDINGS'], 'Build failed', 'Also: new critical findings'],
])('a build that failed is called so, whatever else is to be said: %j', (occasions, title, also) => {
  const { subject, text } = buildMessage(STORIES.failedTest.record, occasions, {});
  expect(subject).toBe(`${title}: golden 1.2.3/4 (eu-central-1, account 123456789012)`);
  expect(text.split('\n').find((line) => line.startsWith('Also'))).toBe(also);
});

test('the reason of a gate that could not be evaluated stands beside the gate only', () => {
  const record = buildRecord({ counts: {}, list: { findings: [], complete: false }, gate: { limits: { high: 0 }, failOnUnknown: false } });
  const lines = buildMessage(record, ['BUILD_ENDED'], {}).text.split('\n').filter((line) => /^(Why|Gate):/.test(line));
  expect(lines).toEqual([expect.stringMatching(/^Gate: not evaluated: [a-z]/)]);
});

describe('text from outside', () => {
  const lines = (story: Story) => messageOf(story).text.split('\n');

  test('makes no line that looks like one of ours', () => {
    const names = (of: Story) => lines(of).map((line) => line.replace(/^(-? ?[A-Za-z ]*:?).*$/, '$1'));
    expect(names(STORIES.hostile)).toEqual(names(STORIES.failedTest));
  });

  test('is shown without what is not seen', () => {
    const { subject, text } = messageOf(STORIES.hostile);
    expect(text).toContain('<!channel> <https://evil.example|Page>');
    // eslint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/);
    expect(Buffer.from(text).toString()).toBe(text);
    expect(subject).toMatch(/^[!-~][ -~]{0,98}$/);
  });

  test('does not make a message longer than Amazon SNS takes', () => {
    const long = { ...STORIES.failedTest.record.changes, baseImage: { from: '€'.repeat(1_000_000), to: 'b' } };
    const { text } = messageOf({ ...STORIES.failedTest, record: { ...STORIES.failedTest.record, changes: long } });
    expect(Buffer.byteLength(text)).toBeLessThan(10_000);
    expect(text).toContain('€…');
  });
});

test('lines are short enough for a telephone, where the text is ours', () => {
  const ours = Object.values(STORIES).filter((story) => story !== STORIES.hostile).flatMap((story) => messageOf(story).text.split('\n'));
  const longest = ours.filter((line) => !/https:|arn:|amazonaws/.test(line) && line.length > 72);
  expect(longest).toEqual(['Most severe: CVE-2026-10001 (Critical), CVE-2026-10002 (Critical), CVE-2026-10000 (High)']);
});

test('hostile names of pipelines', () => {
  const { subject, text } = pipelineDisabledMessage({ name: hostile('golden'), arn: hostile(PIPELINE_ARN), reason: hostile('five failures') });
  expect(subject).toMatch(/^Pipeline disabled: golden Outcome: succeeded [ -~]+$/);
  expect(subject.length).toBe(99);
  expect(text.split('\n')).toHaveLength(9);
  expect(text).not.toContain('Console');
});
