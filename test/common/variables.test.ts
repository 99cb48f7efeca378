import { Lazy } from 'aws-cdk-lib';
import { warnOfVariables } from '../../src/common/variables';
import { newStack, warningsOf } from '../support/synth';

function warnings(text: string | undefined): string[] {
  const stack = newStack();
  warnOfVariables(stack, 'prop', text, ['buildDate', 'buildVersion']);
  return warningsOf(stack);
}

test.each([
  undefined, '', 'plain', '{{ imagebuilder:buildDate }}', 'a{{imagebuilder:buildVersion}}b', '{{ imagebuilder:buildDate:yyyyMMHHss }}', '{{ other }}',
  Lazy.string({ produce: () => '{{ imagebuilder:buildDat }}' }),
])('%p is no reason for a warning', (text) => {
  expect(warnings(text)).toEqual([]);
});

test.each<[string, string[]]>([
  ['{{ imagebuilder:buildDat }}', ['`prop` holds {{ imagebuilder:buildDat }}, which is not known and probably misspelled. Did you mean \'buildDate\'?']],
  ['{{ imagebuilder:builddate:yyyy }}', ['`prop` holds {{ imagebuilder:builddate:yyyy }}, which is not known and probably misspelled. Did you mean \'buildDate\'?']],
  ['{{ imagebuilder:now }} {{imagebuilder:}}', [
    '`prop` holds {{ imagebuilder:now }}, which is not known and probably misspelled.', '`prop` holds {{imagebuilder:}}, which is not known and probably misspelled.',
  ]],
])('%s is warned of', (text, expected) => {
  expect(warnings(text).sort()).toEqual(expected.map((warning) => `${warning} [ack: cdk-imagebuilder:unknownName]`).sort());
});
