import { Lazy } from 'aws-cdk-lib';
import { checkNameInDocument, checkReferences, closeReferences, stepReference } from '../../src/component/references';
import { DocumentNode } from '../../src/document/document-node';
import { newStack, warningsOf } from '../support/synth';

const ref = stepReference('Ask', 'outputs.stdout');

describe('an open reference', () => {
  const closed = (...phases: [string, ...string[]][]) => closeReferences(phases.map(([name, ...steps]) => ({
    name, steps: steps.map((step) => ({ name: step, inputs: { commands: [`echo ${ref}`] } })),
  }))).map(({ steps }) => steps.map(({ inputs }: any) => inputs.commands[0].slice('echo '.length)));

  test('gets the phase of its own step, if the step it refers to stands before it there', () => {
    expect(closed(['validate', 'Ask', 'Use'])[0][1]).toBe('{{ validate.Ask.outputs.stdout }}');
  });

  test('gets the build phase where another step stands before it', () => {
    expect(closed(['build', 'Ask'], ['validate', 'Other', 'Use'])[1][1]).toBe('{{ build.Ask.outputs.stdout }}');
  });

  test('gets no phase if it has one', () => {
    const step = { name: 'Use', inputs: { commands: ['{{ build.Ask.outputs.stdout }}'] } };
    expect(closeReferences([{ name: 'test', steps: [step] }])[0].steps[0]).toEqual(step);
  });

  test('gets the build phase in the validate phase', () => {
    expect(closed(['build', 'Ask'], ['validate', 'Use', 'Ask'])[1][0]).toBe('{{ build.Ask.outputs.stdout }}');
  });

  test('gets its own phase anywhere else', () => {
    expect(closed(['build', 'Use'], ['test', 'Use'])).toEqual([['{{ build.Ask.outputs.stdout }}'], ['{{ test.Ask.outputs.stdout }}']]);
  });

  test('leaves everything else alone', () => {
    const token = Lazy.any({ produce: () => 'x' });
    const step = { name: 'Use', inputs: { commands: ['{{ build.Other.outputs.stdout }}'], count: 3, none: undefined, nothing: null, token } };
    expect(closeReferences([{ name: 'build', steps: [step] }])[0].steps[0]).toEqual(step);
    expect((closeReferences([{ name: 'build', steps: [step] }])[0].steps[0].inputs as any).token).toBe(token);
  });
});

describe('a reference', () => {
  function check(where: string, text: string, more: object = {}, names: string[] = []) {
    const stack = newStack();
    const phases = ['build', 'validate', 'test', 'container-host-test'].map((name) => ({
      name,
      steps: [{ name: 'Before' }, { name: 'Here', inputs: { commands: name === where ? [text] : [] }, ...more }, { name: 'After' }],
    }));
    checkReferences(DocumentNode.root(stack, { phases }).get('phases').items(), names);
    return warningsOf(stack);
  }

  test.each([
    ['build', '{{ build.Before.outputs.stdout }}'],
    ['build', 'echo {{build.Before.inputs[0].destination}} and {{  build.Before.outputs.stdout  }}'],
    ['validate', '{{ validate.Before.outputs.stdout }}'],
    ['validate', '{{ build.After.outputs.stdout }}'],
    ['test', '{{ test.Before.outputs.stdout }}'],
    ['test', 'docker ps --format {{.Names}} and {{ ab }} and {{ a.b.c }}'],
  ])('in %s, %s passes', (where, text) => {
    expect(check(where, text)).toEqual([]);
  });

  test.each([
    ['build', '{{ build.Here.outputs.stdout }}'],
    ['build', '{{ build.After.outputs.stdout }}'],
    ['build', '{{ build.Nowhere.outputs.stdout }}'],
    ['build', '{{ validate.Before.outputs.stdout }}'],
    ['test', '{{ build.Before.outputs.stdout }}'],
    ['container-host-test', '{{ test.Before.outputs.stdout }}'],
    ['build', '{{ deploy.Before.outputs.stdout }}'],
    ['build', '{{ ?.Before.outputs.stdout }}'],
    ['build', '{{build.Nowhere.outputs.stdout}}'],
    ['build', '{{  build.Nowhere.outputs.stdout  }}'],
    ['validate', '{{ test.Before.outputs.stdout }}'],
    ['validate', '{{ validate.After.outputs.stdout }}'],
  ])('in %s, %s is refused', (where, text) => {
    const index = ['build', 'validate', 'test', 'container-host-test'].indexOf(where);
    expect(() => check(where, text)).toThrow(new Error(`CommandsUnresolved: \`phases[${index}].steps[1].inputs.commands[0]\` must refer to steps that `
      + `have run before on the same instance, got: '${text}'. [Stack]`));
  });

  test('is to steps of the phase that it names, and of no other', () => {
    const stack = newStack();
    const use = (text: string) => ({ name: 'Use', inputs: { commands: [text] } });
    const phases = [
      { name: 'build', steps: [{ name: 'Ask' }, use('{{ build.Ask.outputs.stdout }}')] },
      { name: 'validate', steps: [{ name: 'Look' }, use('{{ build.Ask.outputs.stdout }} {{ validate.Look.outputs.stdout }}')] },
      { name: 'test', steps: [{ name: 'Try' }, use('{{ test.Try.outputs.stdout }}')] },
    ];
    expect(() => checkReferences(DocumentNode.root(stack, { phases }).get('phases').items(), [])).not.toThrow();
    const wrong = [phases[0], { name: 'validate', steps: [use('{{ build.Look.outputs.stdout }}')] }];
    expect(() => checkReferences(DocumentNode.root(stack, { phases: wrong }).get('phases').items(), [])).toThrow(/^CommandsUnresolved: `phases\[1\]\.steps\[0\]/);
  });

  test('in a phase that the document does not have is refused', () => {
    const stack = newStack();
    const phases = DocumentNode.root(stack, { phases: [{ name: 'validate', steps: [{ name: 'Here', if: { fileExists: '{{ build.Ask.outputs.stdout }}' } }] }] });
    expect(() => checkReferences(phases.get('phases').items(), [])).toThrow(/^FileExistsUnresolved: `phases\[0\]\.steps\[0\]\.if\.fileExists` must refer/);
  });

  test('in a loop is refused as well', () => {
    expect(() => check('test', '', { loop: { forEach: ['{{ build.Nowhere.outputs.stdout }}'] } })).toThrow(
      /^ForEachUnresolved: `phases\[0\]\.steps\[1\]\.loop\.forEach\[0\]` must refer/);
  });

  const unknown = (whole: string) => `\`phases[0].steps[1].inputs.commands[0]\` holds ${whole}, which is no parameter, constant or loop of the document. `
    + '[ack: cdk-imagebuilder:unknownReference]';

  test.each<[string, object, string[], string[]]>([
    ['{{ Mode }}', {}, ['Mode'], []],
    ['{{ Mode }}', {}, ['Mood'], [unknown('{{ Mode }}')]],
    ['{{ loop.index }}', { loop: { forEach: ['a'] } }, [], []],
    ['{{loop.index}} {{  loop.value  }}', { loop: { forEach: ['a'] } }, [], []],
    ['{{  Mode  }}', {}, [], [unknown('{{  Mode  }}')]],
    ['{{Mode}}', {}, [], [unknown('{{Mode}}')]],
    ['{{other.index}}', {}, [], [unknown('{{other.index}}')]],
    ['{{  other.value  }}', {}, [], [unknown('{{  other.value  }}')]],
    ['{{ Each.value }}', { loop: { name: 'Each', forEach: ['a'] } }, [], []],
    ['{{ loop.value }}', { loop: { name: 'Each', forEach: ['a'] } }, [], [unknown('{{ loop.value }}')]],
    ['{{ loop.value }}', {}, [], [unknown('{{ loop.value }}')]],
  ])('%s with %j and the names %j', (text, more, names, warnings) => {
    expect(check('build', text, more, names)).toEqual(warnings);
  });
});

test.each(['abc', 'A_b-1', 'x'.repeat(128)])('%p passes', (name) => {
  expect(() => checkNameInDocument('name', name)).not.toThrow();
});

test.each(['ab', 'a b', 'a.b', ''])('%p is refused', (name) => {
  expect(() => checkNameInDocument('name', name)).toThrow(new Error(
    `NameMalformed: \`name\` must be 3 to 128 letters, digits, hyphens or underscores, got: '${name}'.`));
});

test('a name of 129 characters is refused', () => {
  expect(() => checkNameInDocument('name', 'x'.repeat(129))).toThrow(/^NameMalformed: /);
});
