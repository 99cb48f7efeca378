import { WorkflowValue } from '../../src/workflow/workflow-value';
import { WorkflowVariable } from '../../src/workflow/workflow-variable';

test.each([
  ['a text', WorkflowValue.fromString('a'), { input: 'a' }, 'a', 'a'],
  ['a truth value', WorkflowValue.fromBoolean(false), { input: false }, false, 'false'],
  ['a number', WorkflowValue.fromNumber(1.5), { input: 1.5 }, 1.5, '1.5'],
  ['a list', WorkflowValue.fromStringList(['a', 'b']), { input: ['a', 'b'] }, ['a', 'b'], 'a,b'],
  ['a reference', WorkflowValue.fromReference('$.a.b'), { 'input.$': '$.a.b' }, '$.a.b', '{{ $.a.b }}'],
  ['an output of another workflow', WorkflowValue.fromWorkflowOutput('ImageId'), { 'input.$': '$.workflowOutputs.ImageId' },
    '$.workflowOutputs.ImageId', '{{ $.workflowOutputs.ImageId }}'],
  ['a variable', WorkflowVariable.SOURCE_IMAGE_ARN, { 'input.$': '$.imagebuilder.sourceImageARN' },
    '$.imagebuilder.sourceImageARN', '{{ $.imagebuilder.sourceImageARN }}'],
])('%s is an input, a value and a part of a text', (_, value, input, plain, text) => {
  expect([value._input('input'), value._render(), value.inText()]).toEqual([input, plain, text]);
});

test('a reference is a JSONPath', () => {
  expect(() => WorkflowValue.fromReference('stepOutputs.a')).toThrow(new Error(
    'PathMalformed: `path` must be a JSONPath of `$` and names, as in `$.parameters.Name`, got: \'stepOutputs.a\'.'));
});
