import { Aws, CfnParameter, Stack, Token } from 'aws-cdk-lib';
import { ComponentDocument, ComponentPhaseName } from '../src/component-document';
import { ComponentStep, ComponentStepInputs } from '../src/component-step';
import { Platform } from '../src/platform';
import { newStack, propertiesOf, warningsOf } from './support/synth';

const step = ComponentStep.bash('Step', ['true']);
const renderedStep = { name: 'Step', action: 'ExecuteBash', inputs: { commands: ['true'] } };

function render(document: ComponentDocument, platform = Platform.LINUX, stack: Stack = newStack()): any {
  return stack.resolve(document._render(stack, platform));
}

describe('steps', () => {
  test('become phases in the order in which they run', () => {
    expect(JSON.parse(render(ComponentDocument.fromSteps({ testSteps: [step], validateSteps: [step], buildSteps: [step] })))).toEqual({
      schemaVersion: '1.0',
      phases: [{ name: 'build', steps: [renderedStep] }, { name: 'validate', steps: [renderedStep] }, { name: 'test', steps: [renderedStep] }],
    });
  });

  test('leave out phases without steps', () => {
    expect(JSON.parse(render(ComponentDocument.fromSteps({ buildSteps: [], testSteps: [step] }))).phases).toEqual([
      { name: 'test', steps: [renderedStep] },
    ]);
  });

  test('keep their parameters', () => {
    const parameters = { Package: { defaultValue: 'htop', description: 'what to install' }, Mode: {} };
    const document = ComponentDocument.fromSteps({ buildSteps: [step], parameters });
    expect(document._parameters).toEqual(parameters);
    expect(JSON.parse(render(document)).parameters).toEqual([
      { Package: { type: 'string', default: 'htop', description: 'what to install' } }, { Mode: { type: 'string' } },
    ]);
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

test('text stays as it is, and its parameters are not known', () => {
  const document = ComponentDocument.fromInline('schemaVersion: 1.0');
  expect(render(document)).toBe('schemaVersion: 1.0');
  expect(document._parameters).toBeUndefined();
});

describe('tokens', () => {
  test('stay in quotes, so that an account id is not a number', () => {
    expect(render(ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Step', [`echo ${Aws.ACCOUNT_ID}`, Aws.ACCOUNT_ID])] })))
      .toEqual({
        'Fn::Join': ['', [
          '{"schemaVersion":"1.0","phases":[{"name":"build","steps":[{"name":"Step","action":"ExecuteBash","inputs":{"commands":["echo ',
          { Ref: 'AWS::AccountId' }, '","', { Ref: 'AWS::AccountId' }, '"]}}]}]}',
        ]],
      });
  });

  test('of lists become text at deployment, because only then their length is known', () => {
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
    'Step \'New\' uses the action \'BrandNew\', which is none of the documented ones. [ack: cdk-imagebuilder:unknownAction]',
  ]);
});

test('a documented action is not warned of', () => {
  const stack = newStack();
  render(ComponentDocument.fromSteps({ buildSteps: [step] }), Platform.LINUX, stack);
  expect(warningsOf(stack)).toEqual([]);
});

test.each([
  [Platform.LINUX, ComponentStep.bash('Step', ['true'])],
  [Platform.MACOS, ComponentStep.bash('Step', ['true'])],
  [Platform.WINDOWS, ComponentStep.powerShell('Step', ['Get-Host'])],
  [Platform.WINDOWS, ComponentStep.reboot('Step')],
])('%s runs the action of a step', (platform, each) => {
  expect(() => render(ComponentDocument.fromSteps({ buildSteps: [each] }), platform)).not.toThrow();
});

const required = 'DocumentRequired: `document` must have at least one phase, and at least one step in each phase. [Stack]';

test.each([
  ['no steps', ComponentDocument.fromSteps({}), Platform.LINUX, required],
  ['no phases', ComponentDocument.fromPhases([]), Platform.LINUX, required],
  ['a phase without steps', ComponentDocument.fromPhases([{ name: ComponentPhaseName.BUILD, steps: [] }]), Platform.LINUX, required],
  ['a phase twice',
    ComponentDocument.fromPhases([{ name: ComponentPhaseName.BUILD, steps: [step] }, { name: ComponentPhaseName.BUILD, steps: [step] }]),
    Platform.LINUX, 'DocumentConflict: `document` must name each phase differently, got: \'build\'. [Stack]'],
  ['a step twice in a phase', ComponentDocument.fromSteps({ buildSteps: [step, step] }), Platform.LINUX,
    'DocumentConflict: `document` must name each step differently, got: \'Step\'. [Stack]'],
  ['Bash on Windows', ComponentDocument.fromSteps({ buildSteps: [step] }), Platform.WINDOWS,
    'DocumentUnsupported: `document` must use actions that run on Windows only, got: \'ExecuteBash\'. It stands in step \'Step\'. [Stack]'],
  ['a malformed parameter name', ComponentDocument.fromSteps({ buildSteps: [step], parameters: { 'a b': {} } }), Platform.LINUX,
    'ParametersMalformed: `parameters` must have names of 3 to 128 letters, digits, hyphens or underscores, got: \'a b\'. [Stack]'],
])('%s is refused', (_, document, platform, message) => {
  expect(() => render(document, platform)).toThrow(new Error(message));
});

test('the same step name passes in two phases', () => {
  expect(() => render(ComponentDocument.fromSteps({ buildSteps: [step], testSteps: [step] }))).not.toThrow();
});
