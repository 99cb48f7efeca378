import { decodeOutputs } from '../../../../src/handler/core/build/step-outputs';

test.each<[string, unknown, object]>([
  ['an error and a log', { runCommandId: 'r', error: 'exit 1', logUrl: 'https://log/1' }, { error: 'exit 1', logUrl: 'https://log/1' }],
  ['an error by another name', { errorMessage: 'exit 2', output: 'x' }, { error: 'exit 2' }],
  ['a message', { status: 'Failed', message: 'exit 3' }, { error: 'exit 3' }],
  ['the lines of a command', { output: ['a', 5, 'b'] }, { error: 'a\nb' }],
  ['the first that says something', { error: ' ', errorMessage: [], message: {}, output: 'x' }, { error: 'x' }],
  ['nothing', { runCommandId: 'r' }, {}],
  ['a link that is none', { error: 'e', logUrl: 'javascript:x' }, { error: 'e' }],
  ['a link in a sentence', { logUrl: 'see https://log/1' }, {}],
  ['half a link', { logUrl: 'https://' }, {}],
  ['a link with a blank', { logUrl: 'https://a b' }, {}],
  ['a link that is too long', { logUrl: `https://${'a'.repeat(1001)}` }, {}],
  ['the longest link', { logUrl: `https://${'a'.repeat(1000)}` }, { logUrl: `https://${'a'.repeat(1000)}` }],
  ['null', null, {}],
])('outputs may hold %s', (_, outputs, expected) => {
  expect(decodeOutputs(JSON.stringify(outputs))).toEqual(expected);
});

test.each([undefined, '', 'no JSON', '{"error": "cut'])('outputs that are %j say nothing', (outputs) => {
  expect(decodeOutputs(outputs)).toEqual({});
});
