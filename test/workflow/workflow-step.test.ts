import { WorkflowStep } from '../../src/workflow/workflow-step';
import { WorkflowValue } from '../../src/workflow/workflow-value';
import { newStack } from '../support/synth';

const rendered = (step: WorkflowStep) => JSON.parse(JSON.stringify(step._render(newStack())));

test('a step of any action has its inputs as they are, and references by their names', () => {
  const step = new WorkflowStep('Step', {
    action: 'BrandNew', inputs: { text: 'a', none: undefined, list: [1, { inner: WorkflowValue.fromReference('$.x.y') }], reference: WorkflowValue.fromReference('$.x.z') },
  });
  expect(rendered(step)).toEqual({
    name: 'Step', action: 'BrandNew', inputs: { 'text': 'a', 'list': [1, { 'inner.$': '$.x.y' }], 'reference.$': '$.x.z' },
  });
});

test('a step without inputs has none', () => {
  expect(rendered(new WorkflowStep('Step', { action: 'BrandNew' }))).toEqual({ name: 'Step', action: 'BrandNew', inputs: {} });
});

test('a list of values has what they are', () => {
  const step = new WorkflowStep('Step', { action: 'BrandNew', inputs: { list: [WorkflowValue.fromString('a'), WorkflowValue.fromReference('$.x.y')] } });
  expect(rendered(step).inputs).toEqual({ list: ['a', '$.x.y'] });
});

test('an output is a reference', () => {
  expect(new WorkflowStep('Step', { action: 'BrandNew' }).output('thing')._render()).toBe('$.stepOutputs.Step.thing');
});

const rule = '`name` must be 3 to 100 letters, digits or underscores, and begin with a letter';

test.each(['abc', 'A_1', 'a'.repeat(100)])('the name %s passes', (name) => {
  expect(() => new WorkflowStep(name, { action: 'BrandNew' })).not.toThrow();
});

test.each(['ab', '1ab', 'a-b', 'a b', ''])('the name %p does not', (name) => {
  expect(() => new WorkflowStep(name, { action: 'BrandNew' })).toThrow(new Error(`NameMalformed: ${rule}, got: '${name}'.`));
});

test('a name of 101 letters does not pass', () => {
  expect(() => new WorkflowStep('a'.repeat(101), { action: 'BrandNew' })).toThrow(/^NameMalformed: /);
});

test('a description is not empty', () => {
  expect(() => new WorkflowStep('Step', { action: 'BrandNew', description: '' })).toThrow(new Error(
    'DescriptionMalformed: `description` must be 1 to 1024 characters long, got: \'\'.'));
});
