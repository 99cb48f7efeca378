import { decodeOutputs, withoutCommandOutput } from '../../../../src/handler/core/build/step-outputs';

const COMMAND = '12345678-9abc-def0-1234-56789abcdef0';
const DOCUMENT_FAILED = 'Document arn:aws:imagebuilder:eu-central-1:123456789012:component/hardening/1.0.0/1 failed!';
/** As AWSTOE writes it. */
const SUMMARY = {
  executionId: 'a1b2', status: 'failed', failedStepCount: 1, executedStepCount: 4, ignoredFailedStepCount: 0, failureMessage: DOCUMENT_FAILED, logUrl: 's3://logs/golden/TOE_1',
};

test.each<[string, unknown, object]>([
  ['an error and a log', { runCommandId: 'r', error: 'exit 1', logUrl: 'https://log/1' }, { error: 'exit 1', logUrl: 'https://log/1' }],
  ['an error by another name', { errorMessage: 'exit 2', output: 'x' }, { error: 'exit 2', commandOutput: 'x' }],
  ['a message', { status: 'Failed', message: 'exit 3' }, { error: 'exit 3' }],
  ['a failure message', { message: 'exit 3', failureMessage: DOCUMENT_FAILED }, { error: DOCUMENT_FAILED }],
  ['the lines of a command', { output: ['a', 5, 'b'] }, { commandOutput: 'a\nb' }],
  ['the first that says something', { error: ' ', errorMessage: [], message: {}, failureMessage: 'x' }, { error: 'x' }],
  ['the id of a command', { runCommandId: COMMAND }, { runCommandId: COMMAND }],
  ['a blank, which is no message', { failureMessage: ' ', error: 'x', output: '\n' }, { error: 'x' }],
  ['an id in a sentence', { runCommandId: `see ${COMMAND}` }, {}],
  ['an id that is none', { runCommandId: `${COMMAND} and more` }, {}],
  ['a summary of AWSTOE', { output: SUMMARY }, { error: DOCUMENT_FAILED, logUrl: 's3://logs/golden/TOE_1' }],
  ['a summary as a text', { output: JSON.stringify(SUMMARY) }, { error: DOCUMENT_FAILED, logUrl: 's3://logs/golden/TOE_1' }],
  ['a summary in lines, after others', { output: ['+ awstoe run', ...JSON.stringify(SUMMARY, undefined, 2).split('\n')] }, { error: DOCUMENT_FAILED, logUrl: 's3://logs/golden/TOE_1' }],
  ['a summary and an error', { error: 'exit 1', logUrl: 'https://log/1', output: SUMMARY }, { error: 'exit 1', logUrl: 'https://log/1' }],
  ['a summary without a message', { output: { executionId: 'a1b2', logUrl: 'https://log/1' } }, { logUrl: 'https://log/1' }],
  ['a summary without a log', { output: { executionId: 'a1b2', failureMessage: 'm' } }, { error: 'm' }],
  ['another object', { output: { executionId: 'a1b2' } }, {}],
  ['another object as a text', { output: '{"executionId": "a1b2"}' }, { commandOutput: '{"executionId": "a1b2"}' }],
  ['a summary in lines, before others', { output: [...JSON.stringify(SUMMARY, undefined, 2).split('\n'), '+ exit 1'] }, { error: DOCUMENT_FAILED, logUrl: 's3://logs/golden/TOE_1' }],
  ['what a command wrote that looks like a summary', { output: '{"failureMessage": "p4ssw0rd"}' }, { commandOutput: '{"failureMessage": "p4ssw0rd"}' }],
  ['a list of a command', { output: '["a"]' }, { commandOutput: '["a"]' }],
  ['a link in a list', { logUrl: ['https://log/1'], runCommandId: [COMMAND] }, {}],
  ['a link that is none', { error: 'e', logUrl: 'javascript:x' }, { error: 'e' }],
  ['a path', { logUrl: 'C:\\ProgramData\\TOE_1' }, {}],
  ['a link in a sentence', { logUrl: 'see https://log/1' }, {}],
  ['half a link', { logUrl: 'https://' }, {}],
  ['a link with a blank', { logUrl: 'https://a b' }, {}],
  ['a link that is too long', { logUrl: `https://${'a'.repeat(1001)}` }, {}],
  ['the longest link', { logUrl: `https://${'a'.repeat(1000)}` }, { logUrl: `https://${'a'.repeat(1000)}` }],
  ['null', null, {}],
  ['a list', [], {}],
])('outputs may hold %s', (_, outputs, expected) => {
  expect(decodeOutputs(JSON.stringify(outputs))).toEqual(expected);
});

test.each([undefined, '', 'no JSON', '{"error": "cut'])('outputs that are %j say nothing', (outputs) => {
  expect(decodeOutputs(outputs)).toEqual({});
});

describe('without what a command wrote', () => {
  test.each<[string, object, object]>([
    ['a text', { status: 'Success', output: '+ export DB_PASSWORD=p4ssw0rd' }, { status: 'Success' }],
    ['lines', { output: ['p4ssw0rd'], runCommandId: COMMAND }, { runCommandId: COMMAND }],
    ['lines of several commands', { output: [['p4ssw0rd']] }, {}],
    ['an object that is no summary', { output: { failureMessage: 'p4ssw0rd' } }, {}],
    ['a summary of AWSTOE, which is none', { output: SUMMARY }, { output: SUMMARY }],
    ['nothing', { distributedImages: [{ region: 'eu-west-1', amiId: 'ami-1' }] }, { distributedImages: [{ region: 'eu-west-1', amiId: 'ami-1' }] }],
  ])('outputs have %s', (_, outputs, left) => expect(JSON.parse(withoutCommandOutput(JSON.stringify(outputs))!)).toEqual(left));

  test('the text stays as it is if there is nothing to leave out', () => expect(withoutCommandOutput('{ "a": 1 }')).toBe('{ "a": 1 }'));

  test.each([undefined, '', 'p4ssw0rd', '{"output": "p4ss', '["p4ssw0rd"]'])('outputs that are %j are not shown', (outputs) => {
    expect(withoutCommandOutput(outputs)).toBeUndefined();
  });
});
