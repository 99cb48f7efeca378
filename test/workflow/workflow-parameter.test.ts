import { Lazy, Stack } from 'aws-cdk-lib';
import { WorkflowParameter, WorkflowParameterType, WorkflowParameterValue } from '../../src/workflow/workflow-parameter';

test.each([
  [WorkflowParameter.ofString('Name'), { name: 'Name', type: 'string' }],
  [WorkflowParameter.ofString('Name', { defaultValue: WorkflowParameterValue.fromString('a'), description: 'what it is for' }),
    { name: 'Name', type: 'string', default: 'a', description: 'what it is for' }],
  [WorkflowParameter.ofInteger('Name'), { name: 'Name', type: 'integer' }],
  [WorkflowParameter.ofInteger('Name', { defaultValue: WorkflowParameterValue.fromInteger(7) }), { name: 'Name', type: 'integer', default: 7 }],
  [WorkflowParameter.ofBoolean('Name'), { name: 'Name', type: 'boolean' }],
  [WorkflowParameter.ofBoolean('Name', { defaultValue: WorkflowParameterValue.fromBoolean(false) }), { name: 'Name', type: 'boolean', default: false }],
  [WorkflowParameter.ofStringList('Name'), { name: 'Name', type: 'stringList' }],
  [WorkflowParameter.ofStringList('Name', { defaultValue: WorkflowParameterValue.fromStringList(['a', 'b']) }),
    { name: 'Name', type: 'stringList', default: ['a', 'b'] }],
])('is part of a document (%#)', (parameter, expected) => {
  expect(parameter._render()).toEqual({ default: undefined, description: undefined, ...expected });
  expect(parameter.value._render()).toBe('$.parameters.Name');
});

test.each([
  [WorkflowParameterValue.fromString('a'), WorkflowParameterType.STRING, ['a']],
  [WorkflowParameterValue.fromInteger(7), WorkflowParameterType.INTEGER, ['7']],
  [WorkflowParameterValue.fromBoolean(true), WorkflowParameterType.BOOLEAN, ['true']],
  [WorkflowParameterValue.fromStringList(['a', 'b']), WorkflowParameterType.STRING_LIST, ['a', 'b']],
])('a value is a list for CloudFormation (%#)', (value, parameterType, values) => {
  expect([value.parameterType, value.values]).toEqual([parameterType, values]);
});

test.each(['a', 'a'.repeat(128), 'A-b_1'])('the name %s passes', (name) => {
  expect(() => WorkflowParameter.ofString(name)).not.toThrow();
});

test.each(['', 'a'.repeat(129), 'a b', 'a.b'])('the name %p does not', (name) => {
  expect(() => WorkflowParameter.ofString(name)).toThrow(/^NameMalformed: `name` must be 1 to 128 letters, digits, hyphens or underscores, got: /);
});

test('a description is not empty', () => {
  expect(() => WorkflowParameter.ofString('Name', { description: '' })).toThrow(/^DescriptionMalformed: /);
});

test('a number that is known at deployment only stays so', () => {
  const { values } = WorkflowParameterValue.fromInteger(Lazy.number({ produce: () => 7 }));
  expect(new Stack().resolve(values)).toEqual(['7']);
});

test.each([Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER])('the number %d passes', (value) => {
  expect(WorkflowParameterValue.fromInteger(value).values).toEqual([String(value)]);
});

test.each([0.5, NaN, Number.MAX_SAFE_INTEGER + 1])('the number %d does not', (value) => {
  expect(() => WorkflowParameterValue.fromInteger(value)).toThrow(new Error(
    `ValueOutOfRange: \`value\` must be a whole number from -9007199254740991 to 9007199254740991, got: ${value}.`));
});
