import Ajv2020 from 'ajv/dist/2020';
import { hostile, STORIES, Story } from './notification-stories';
import { chatMessage, pipelineDisabledChat } from '../../../../src/handler/core/render/chat';
import { IMAGE_ARN, PIPELINE_ARN } from '../../fixtures';

const texts = { type: 'array', items: { type: 'string', minLength: 1 } };

/**
 * What the documentation says of custom notifications, without members that it does not know, and with the limits of Slack.
 *
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
const SCHEMA = {
  type: 'object',
  required: ['version', 'source', 'content'],
  properties: {
    version: { const: '1.0' },
    source: { const: 'custom' },
    content: {
      type: 'object',
      required: ['description'],
      properties: {
        textType: { const: 'client-markdown' },
        title: { type: 'string', minLength: 1, maxLength: 150 },
        description: { type: 'string', minLength: 1, maxLength: 3000 },
        nextSteps: texts,
        keywords: texts,
      },
      additionalProperties: false,
    },
    metadata: {
      type: 'object',
      properties: {
        threadId: { type: 'string', minLength: 1 },
        summary: { type: 'string', minLength: 1 },
        eventType: { type: 'string', minLength: 1 },
        relatedResources: texts,
        additionalContext: { type: 'object', additionalProperties: { type: 'string', pattern: '^[!-~]+$' } },
      },
      additionalProperties: false,
    },
  },
  additionalProperties: false,
};
const valid = new Ajv2020({ strict: true, allErrors: true }).compile(SCHEMA);

function checked(text: string): any {
  const notification: any = JSON.parse(text);
  valid(notification);
  expect(valid.errors).toBeNull();
  return notification;
}

const chatOf = ({ record, occasions, links }: Story) => checked(chatMessage(record, occasions, links));

test('changes are set apart from the facts by an empty line', () => {
  expect(chatOf(STORIES.success).content.description).toMatch(/\n\n\*Changes since [^\n]+:\*\n- /);
});

test('a build that failed', () => {
  expect(chatOf(STORIES.failedTest)).toEqual({
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title: 'Build failed: `golden 1.2.3/4`',
      description: [
        '*Outcome:* failed',
        '*Why:* `exit status 1 (attempt 3 of 3)`',
        '*Stage:* test',
        '*Step:* `RunTests` (`ExecuteComponents`)',
        '*AMI:* none',
        '*Findings:* unknown, scan: `Unknown`',
        '*Duration:* 20 min',
        '*Pipeline:* `golden`',
        '*Where:* `eu-central-1, account 123456789012`',
        `*Image:* \`${IMAGE_ARN}\``,
        '',
        '*Changes since `1.2.3/3`:*',
        '- Base image: `ami-1` -> `ami-2`',
        '- Recipe: `1.2.2` -> `1.2.3`',
        '- Components: 1 changed',
        '- changed: `hardening` `1.0.0/1` -> `1.0.1/1`',
        '- Packages: 7 updated, 1 added, 1 removed',
        ...[0, 1, 2, 3, 4].map((index) => `- updated: \`package-${index}\` \`1.0\` -> \`1.1\``),
        '- and 2 more updated',
        '- added: `added` `1`',
        '- removed: `removed` `1`',
        '- Findings: 1 new',
        '- new: `CVE-2026-1` (`High`) in `openssl`',
      ].join('\n'),
      nextSteps: [expect.stringMatching(/^Console: https:\/\/eu-central-1\.console\.aws\.amazon\.com\/[!-~]+$/)],
      keywords: ['build-failed', 'build-ended'],
    },
    metadata: {
      threadId: PIPELINE_ARN,
      summary: 'Build failed: `golden 1.2.3/4`',
      eventType: 'BUILD_FAILED',
      relatedResources: [PIPELINE_ARN, IMAGE_ARN],
      additionalContext: { PipelineArn: PIPELINE_ARN, ImageArn: IMAGE_ARN },
    },
  });
});

test.each(Object.entries(STORIES))('is a custom notification: %s', (_, story) => {
  const { content, metadata } = chatOf(story);
  expect(content.keywords).toHaveLength(story.occasions.length);
  expect(metadata.eventType.toLowerCase().replaceAll('_', '-')).toBe(content.keywords[0]);
});

test('the page comes first, and what the build made can be used by custom actions', () => {
  const { content, metadata } = chatOf(STORIES.success);
  expect(content.nextSteps[0]).toBe('Page: https://pages.example/golden/1.2.3/4.html');
  expect(metadata.additionalContext.AmiId).toBe('ami-1');
});

test('builds of no pipeline are a thread by the name of the image', () => {
  expect(chatOf(STORIES.container).metadata.threadId).toBe('golden');
});

test('a pipeline that was disabled', () => {
  expect(checked(pipelineDisabledChat({ name: 'golden', arn: PIPELINE_ARN, failures: 5 }))).toMatchObject({
    content: {
      title: 'Pipeline disabled: `golden`',
      description: expect.stringContaining('*Cause:* scheduled builds that failed in a row: 5\n*Effect:* the schedule'),
      keywords: ['pipeline-disabled'],
    },
    metadata: { eventType: 'PIPELINE_DISABLED', threadId: PIPELINE_ARN, relatedResources: [PIPELINE_ARN] },
  });
});

describe('text from outside', () => {
  /** What is left without code, in which no mark means anything. */
  const ours = (text: string) => text.replace(/`[^`]*`/g, '`').split('\n');

  test('is code, and leaves all else as it is', () => {
    const { content: plain } = chatOf(STORIES.failedTest);
    const { content: marked, metadata } = chatOf(STORIES.hostile);
    const lines = ours(marked.description);
    // There is room for fewer lines.
    expect(lines.length).toBeGreaterThan(12);
    expect(lines).toEqual(ours(plain.description).slice(0, lines.length));
    expect([ours(marked.title), ours(metadata.summary)]).toEqual([ours(plain.title), ours(plain.title)]);
  });

  test('has no marks that Slack knows in code as well', () => {
    const { content, metadata } = chatOf(STORIES.hostile);
    for (const text of [content.title, content.description, metadata.summary]) expect(text.replaceAll(' -> ', '')).not.toMatch(/[<>]/);
    expect(content.description).toContain('ˋcodeˋ ˋˋˋblockˋˋˋ ‹!channel› ‹https://evil.example|Page›');
  });

  test('is shown without what is not seen', () => {
    const { content } = chatOf(STORIES.hostile);
    // eslint-disable-next-line no-control-regex
    expect(content.description).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/);
    expect(Buffer.from(content.description).toString()).toBe(content.description);
  });

  test('that is no ARN is no resource', () => {
    const { metadata } = checked(pipelineDisabledChat({ name: '', arn: hostile(PIPELINE_ARN), reason: hostile('') }));
    expect(metadata).toMatchObject({ summary: 'Pipeline disabled: ', relatedResources: [], additionalContext: {} });
  });

  test('does not push out what matters', () => {
    const { record } = STORIES.failedTest;
    const build = { ...record.build, FailureMessage: '€'.repeat(5000) };
    const { description } = chatOf({ ...STORIES.failedTest, record: { ...record, build } }).content;
    expect(description).toMatch(/\*Why:\* `€{100,}…`\n\*Stage:\* test/);
  });
});
