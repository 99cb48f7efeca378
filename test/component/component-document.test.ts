import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Aws, CfnParameter, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Platform } from '../../src/common/platform';
import { ComponentCondition } from '../../src/component/component-condition';
import { ComponentDocument, ComponentPhaseName } from '../../src/component/component-document';
import { ComponentLoop } from '../../src/component/component-loop';
import { ComponentStep } from '../../src/component/component-step';
import { ComponentStepInputs } from '../../src/component/component-step-options';
import { FileStep } from '../../src/component/steps/file-step';
import { TransferStep } from '../../src/component/steps/transfer-step';
import { newStack, propertiesOf, statementsOf, warningsOf } from '../support/synth';

const step = ComponentStep.bash('Step', ['true']);
const renderedStep = { name: 'Step', action: 'ExecuteBash', inputs: { commands: ['true'] } };
const TEXT = 'schemaVersion: 1.0 # the only one\nparameters: [{Mode: {type: string, default: fast}}, {Name: {type: string}}]\n'
  + 'phases: [{name: build, steps: [{name: Step, action: ExecuteBash, inputs: {commands: ["echo {{ Mode }}"]}}]}]\n';

function bind(document: ComponentDocument, platform = Platform.LINUX, stack: Stack = newStack()) {
  return document._bind(stack, platform);
}

function render(document: ComponentDocument, platform = Platform.LINUX, stack: Stack = newStack()): any {
  return stack.resolve(bind(document, platform, stack).data.data);
}

function fileWith(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'component-document-')), 'component.yaml');
  writeFileSync(path, text);
  return path;
}

test('anchors and merged maps are checked as what they stand for, and the text is kept', () => {
  const text = 'schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n      - &step\n        name: One\n        action: ExecuteBash\n        inputs: {commands: [date]}\n'
    + '      - <<: *step\n        name: Two\n';
  expect(render(ComponentDocument.fromInline(text))).toBe(text);
  expect(() => bind(ComponentDocument.fromInline(text.replace('Two', 'One')))).toThrow(/^NameConflict: `phases\[0\]\.steps\[1\]\.name`/);
});

describe('steps', () => {
  test('become phases in the order in which they run', () => {
    const document = ComponentDocument.fromSteps({ containerHostTestSteps: [step], testSteps: [step], validateSteps: [step], buildSteps: [step] });
    expect(JSON.parse(render(document))).toEqual({
      schemaVersion: '1.0',
      phases: ['build', 'validate', 'test', 'container-host-test'].map((name) => ({ name, steps: [renderedStep] })),
    });
  });

  test('leave out phases without steps', () => {
    expect(JSON.parse(render(ComponentDocument.fromSteps({ buildSteps: [], testSteps: [step] }))).phases).toEqual([
      { name: 'test', steps: [renderedStep] },
    ]);
  });

  test('keep their parameters and constants', () => {
    const document = ComponentDocument.fromSteps({
      buildSteps: [step], parameters: { Package: { defaultValue: 'htop', description: 'what to install' }, Mode: {} }, constants: { Folder: '/opt' },
    });
    expect(bind(document).parameters).toEqual({ Package: { isRequired: false }, Mode: { isRequired: true } });
    expect(JSON.parse(render(document))).toMatchObject({
      parameters: [{ Mode: { type: 'string' } }, { Package: { type: 'string', default: 'htop', description: 'what to install' } }],
      constants: [{ Folder: { type: 'string', value: '/opt' } }],
    });
  });

  test('allow the instances what they do there', () => {
    const stack = newStack();
    const download = TransferStep.s3Download('Fetch', [{ bucket: Bucket.fromBucketName(stack, 'Bucket', 'files'), key: 'a', destination: '/a' }]);
    bind(ComponentDocument.fromSteps({ buildSteps: [step, download] }), Platform.LINUX, stack)
      .grantToInstances!(new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }));
    expect(statementsOf(stack).map(({ Action }) => Action)).toEqual(['s3:GetObject', 's3:ListBucket']);
    expect(bind(ComponentDocument.fromSteps({ buildSteps: [step] })).grantToInstances).toBeUndefined();
  });
});

test('phases stand in the given order', () => {
  const document = ComponentDocument.fromPhases([
    { name: ComponentPhaseName.CONTAINER_HOST_TEST, steps: [step] }, { name: ComponentPhaseName.BUILD, steps: [step] },
  ]);
  expect(JSON.parse(render(document))).toEqual({
    schemaVersion: '1.0',
    phases: [{ name: 'container-host-test', steps: [renderedStep] }, { name: 'build', steps: [renderedStep] }],
  });
});

describe('references', () => {
  const ask = ComponentStep.bash('Ask', ['hostname']);
  const loop = ComponentLoop.forEach(['a', 'b']);
  const commandsOf = (document: ComponentDocument) => JSON.parse(render(document)).phases
    .flatMap((phase: any) => phase.steps.map((each: any) => each.inputs.commands));

  test('know the phase of the step that they refer to: their own one first, then the build phase', () => {
    const use = ComponentStep.bash('Use', [`echo ${ask.output('stdout')} ${ask.input('commands')}`]);
    expect(commandsOf(ComponentDocument.fromSteps({ buildSteps: [ask], validateSteps: [use], testSteps: [ask, use] }))).toEqual([
      ['hostname'],
      ['echo {{ build.Ask.outputs.stdout }} {{ build.Ask.inputs.commands }}'],
      ['hostname'],
      ['echo {{ test.Ask.outputs.stdout }} {{ test.Ask.inputs.commands }}'],
    ]);
  });

  test('stand in conditions and lists too', () => {
    const read = FileStep.read('Read', [{ path: '/a' }]);
    const use = ComponentStep.bash('Use', ['true'], {
      condition: ComponentCondition.stringEquals(ask.output('stdout'), 'x').negated(), loop: ComponentLoop.forEach([read.output('content', 0)]),
    });
    expect(JSON.parse(render(ComponentDocument.fromSteps({ buildSteps: [ask, read, use] }))).phases[0].steps[2]).toMatchObject({
      if: { not: { value: '{{ build.Ask.outputs.stdout }}' } }, loop: { forEach: ['{{ build.Read.outputs[0].content }}'] },
    });
  });

  test('to parameters, constants and loops are not warned of', () => {
    const stack = newStack();
    const words = [ComponentDocument.reference('Package'), ComponentDocument.reference('Folder'), loop.index, loop.value].join(' ');
    const document = ComponentDocument.fromSteps({
      buildSteps: [ComponentStep.bash('Use', [words], { loop })], parameters: { Package: {} }, constants: { Folder: '/opt' },
    });
    render(document, Platform.LINUX, stack);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('to a step that runs later, or on another instance, are refused', () => {
    const use = ComponentStep.bash('Use', [ask.output('stdout')]);
    const message = (place: string, phase: string) => new Error(`CommandsUnresolved: \`${place}\` must refer to steps that have run before on the `
      + `same instance, got: '{{ ${phase}.Ask.outputs.stdout }}'. [Stack]`);
    expect(() => render(ComponentDocument.fromSteps({ buildSteps: [use, ask] }))).toThrow(message('phases[0].steps[0].inputs.commands[0]', 'build'));
    expect(() => render(ComponentDocument.fromSteps({ buildSteps: [ask], testSteps: [use] })))
      .toThrow(message('phases[1].steps[0].inputs.commands[0]', 'test'));
  });

  test('to what cannot have that name are refused', () => {
    expect(() => ComponentDocument.reference('a b')).toThrow(new Error(
      'NameMalformed: `name` must be 3 to 128 letters, digits, hyphens or underscores, got: \'a b\'.'));
  });
});

describe('a document that was written elsewhere', () => {
  test('stays as it is, is checked, and its parameters are known', () => {
    expect(bind(ComponentDocument.fromInline(TEXT))).toEqual({
      data: { data: TEXT }, parameters: { Mode: { isRequired: false }, Name: { isRequired: true } }, grantToInstances: undefined,
    });
  });

  test('can come from a file', () => {
    expect(bind(ComponentDocument.fromFile(fileWith(TEXT)))).toEqual(bind(ComponentDocument.fromInline(TEXT)));
  });

  test('can be a map', () => {
    const content = { schemaVersion: '1.0', phases: [{ name: 'build', steps: [renderedStep] }] };
    expect(JSON.parse(render(ComponentDocument.fromObject(content)))).toEqual(content);
  });

  test('can stand in Amazon S3, and is not known', () => {
    const stack = newStack();
    const document = ComponentDocument.fromS3(Bucket.fromBucketName(stack, 'Bucket', 'files'), 'component.yaml');
    expect(bind(document)).toEqual({ data: { uri: 's3://files/component.yaml' } });
    expect(() => ComponentDocument.fromS3(Bucket.fromBucketName(stack, 'Other', 'files'), '')).toThrow(new Error(
      'KeyMalformed: `key` must be 1 to 1024 characters long, got: \'\'.'));
  });

  test('can be a token, and is not known', () => {
    expect(bind(ComponentDocument.fromInline(Lazy.string({ produce: () => 'later' })))).toMatchObject({ parameters: undefined });
  });

  test('is refused with its file and the place of the fault', () => {
    const path = fileWith(TEXT.replace('name: Step', 'name: St'));
    expect(() => render(ComponentDocument.fromFile(path))).toThrow(new Error(
      `NameMalformed: \`phases[0].steps[0].name\` must be 3 to 128 letters, digits, hyphens or underscores, got: 'St'. It is in ${path}. [Stack]`));
  });

  test('is refused where it is no YAML', () => {
    expect(() => ComponentDocument.fromInline('phases')).toThrow(new Error('TextMalformed: `text` must hold a map, in YAML or JSON, got: \'phases\'.'));
  });
});

describe('tokens', () => {
  test('trap 10: stay in quotes, so that an account id is not a number', () => {
    expect(render(ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Step', [`echo ${Aws.ACCOUNT_ID}`, Aws.ACCOUNT_ID])] })))
      .toEqual({
        'Fn::Join': ['', [
          '{"schemaVersion":"1.0","phases":[{"name":"build","steps":[{"name":"Step","action":"ExecuteBash","inputs":{"commands":["echo ',
          { Ref: 'AWS::AccountId' }, '","', { Ref: 'AWS::AccountId' }, '"]}}]}]}',
        ]],
      });
  });

  test('trap 10: of lists become text at deployment, because only then their length is known', () => {
    const stack = newStack();
    render(ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Step', Token.asList({ Ref: 'Commands' }))] }), Platform.LINUX, stack);
    new CfnParameter(stack, 'Commands', { type: 'CommaDelimitedList' });
    expect(propertiesOf(stack, 'Custom::AWSCDKCfnJsonStringify').Value).toEqual({ Ref: 'Commands' });
  });
});

test('an action that is not documented is warned of', () => {
  const stack = newStack();
  render(ComponentDocument.fromSteps({ buildSteps: [ComponentStep.of('New', 'BrandNew', ComponentStepInputs.fromObject({}))] }), Platform.LINUX, stack);
  expect(warningsOf(stack)).toEqual([
    '`phases[0].steps[0].action` is \'BrandNew\', which is none of the documented actions. [ack: cdk-imagebuilder:unknownAction]',
  ]);
});

test('a document without phases, or a phase without steps, is refused', () => {
  const message = new Error('DocumentRequired: `document` must have at least one phase, and at least one step in each phase.');
  expect(() => ComponentDocument.fromSteps({})).toThrow(message);
  expect(() => ComponentDocument.fromPhases([{ name: ComponentPhaseName.BUILD, steps: [] }])).toThrow(message);
});

test('the same step name passes in two phases', () => {
  expect(() => render(ComponentDocument.fromSteps({ buildSteps: [step], testSteps: [step] }))).not.toThrow();
});
