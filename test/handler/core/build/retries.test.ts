import { buildOf } from '../../../../src/handler/core/build/build';
import { messageBeforeRetry, requestedRetries, retriesAttribute, retriesInWords, retriesTag } from '../../../../src/handler/core/build/retries';
import { ObservedExecution } from '../../../../src/handler/core/model/facts';
import { execution, image, TEST_WORKFLOW_ARN } from '../../fixtures';

const TAG = 'cdk-imagebuilder:retries';
const AT = '2026-01-05T09:00:00.000Z';
const tagged = (value: string) => ({ [TAG]: value, Owner: 'me' });
const test_ = (members: Partial<ObservedExecution> = {}) => execution({ id: 'wf-2', type: 'TEST', workflowArn: TEST_WORKFLOW_ARN, startedAt: '2026-01-05T08:12:00.000Z', ...members });
const REPLACED = test_({ status: 'FAILED', message: 'exit 1', retried: true });
const AGAIN = test_({ id: 'wf-3', startedAt: '2026-01-05T08:20:00.000Z' });

test('a tag remembers the number of retries and the time of the last', () => {
  expect(retriesTag(2, new Date(AT))).toBe(`2 ${AT}`);
  expect(requestedRetries(tagged(`2 ${AT}`))).toEqual({ count: 2, lastAt: Date.parse(AT) });
  expect(requestedRetries(tagged(`12 ${AT}`))).toEqual({ count: 12, lastAt: Date.parse(AT) });
  expect(requestedRetries({ Owner: 'me' })).toEqual({ count: 0 });
});

test.each([undefined, ...['', '2', `0 ${AT}`, `-1 ${AT}`, `1000 ${AT}`, `1.5 ${AT}`, `2 ${AT} `, ` 2 ${AT}`, '2 yesterday', `two ${AT}`].map(tagged)])(
  'the retries of an image with the tags %j are not known', (tags) => expect(requestedRetries(tags)).toBeUndefined());

describe('the attribute', () => {
  test.each<[string, Record<string, string> | undefined, ObservedExecution[] | undefined, number | 'UNKNOWN']>([
    ['of a build that nothing retried', {}, [execution(), AGAIN], 0],
    ['of a build that was retried twice', tagged(`2 ${AT}`), [execution(), REPLACED, AGAIN], 2],
    ['of a retried distribution, which no execution shows', tagged(`1 ${AT}`), [execution()], 1],
    ['of a retried build whose executions cannot be listed', tagged(`1 ${AT}`), undefined, 1],
    ['of a build that something else retried', {}, [execution(), REPLACED, AGAIN], 'UNKNOWN'],
    ['of a build whose executions cannot be listed', {}, undefined, 'UNKNOWN'],
    ['of a build whose tags are not known', undefined, [execution()], 'UNKNOWN'],
    ['of a build whose tag somebody changed', tagged('many'), [execution()], 'UNKNOWN'],
  ])('%s', (_, tags, executions, expected) => {
    expect(retriesAttribute(buildOf(image({ tags }), executions))).toBe(expected);
  });
});

test.each([[undefined, undefined], [{}, undefined], [tagged('odd'), undefined], [tagged(`1 ${AT}`), '1 retry'], [tagged(`2 ${AT}`), '2 retries']])(
  'the retries of an image with the tags %j in words: %s', (tags, words) => expect(retriesInWords(image({ tags }))).toBe(words));

test.each<[string, ObservedExecution[] | undefined, string | undefined]>([
  ['of the execution that was replaced', [execution(), AGAIN, REPLACED], 'exit 1'],
  ['of the last of them', [test_({ id: 'wf-4', status: 'FAILED', message: 'exit\n2', retried: true, startedAt: '2026-01-05T08:15:00.000Z' }), REPLACED, AGAIN], 'exit 2'],
  ['of none that has not failed', [test_({ status: 'COMPLETED', message: 'fine', retried: true }), AGAIN], undefined],
  ['of none without a message', [test_({ status: 'FAILED', retried: true }), AGAIN], undefined],
  ['of none that nothing replaced', [test_({ status: 'FAILED', message: 'exit 1' })], undefined],
  ['of none that is not listed', undefined, undefined],
])('the message before a retry is that %s', (_, executions, message) => {
  expect(messageBeforeRetry(buildOf(image(), executions))).toBe(message);
});
