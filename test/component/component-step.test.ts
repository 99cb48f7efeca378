import { Duration, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnComponent } from 'aws-cdk-lib/aws-imagebuilder';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { Platform } from '../../src/common/platform';
import { Component } from '../../src/component/component';
import { ComponentCondition } from '../../src/component/component-condition';
import { ComponentDocument } from '../../src/component/component-document';
import { ComponentLoop } from '../../src/component/component-loop';
import { ComponentProps } from '../../src/component/component-props';
import { ComponentStep } from '../../src/component/component-step';
import { ComponentOnFailure, ComponentStepInputs, DocumentStepOptions } from '../../src/component/component-step-options';
import { TransferStep } from '../../src/component/steps/transfer-step';
import { ImagePipeline } from '../../src/pipeline/image-pipeline';
import { BaseImage } from '../../src/recipe/base-image';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { newStack, statementsOf } from '../support/synth';

function rendered(step: ComponentStep): unknown {
  return JSON.parse(JSON.stringify(step._render()));
}

const inputs = ComponentStepInputs.fromObject({ path: '/tmp/x' });
const condition = ComponentCondition.fileExists('/tmp/x');

test('Bash runs commands', () => {
  expect(rendered(ComponentStep.bash('Update', ['dnf -y update']))).toEqual({
    name: 'Update', action: 'ExecuteBash', inputs: { commands: ['dnf -y update'] },
  });
});

test('PowerShell runs commands', () => {
  expect(rendered(ComponentStep.powerShell('Update', ['Get-Host']))).toEqual({
    name: 'Update', action: 'ExecutePowerShell', inputs: { commands: ['Get-Host'] },
  });
});

test('a program runs with arguments, or without', () => {
  expect(rendered(ComponentStep.binary('Run', '/bin/tool', ['-v']))).toEqual({
    name: 'Run', action: 'ExecuteBinary', inputs: { path: '/bin/tool', arguments: ['-v'] },
  });
  expect(rendered(ComponentStep.binary('Run', '/bin/tool'))).toEqual({ name: 'Run', action: 'ExecuteBinary', inputs: { path: '/bin/tool' } });
});

test('every option is rendered', () => {
  expect(rendered(ComponentStep.bash('Update', ['true'], {
    timeout: Duration.minutes(5), onFailure: ComponentOnFailure.CONTINUE, maxAttempts: 3, disableLogging: true, condition, loop: ComponentLoop.forEach(['a']),
  }))).toEqual({
    name: 'Update',
    action: 'ExecuteBash',
    if: { fileExists: '/tmp/x' },
    loop: { forEach: ['a'] },
    timeoutSeconds: 300,
    onFailure: 'Continue',
    maxAttempts: 3,
    disableLogging: true,
    inputs: { commands: ['true'] },
  });
});

test('a step can take as long as it takes', () => {
  expect(rendered(ComponentStep.bash('Update', ['true'], { unlimited: true }))).toMatchObject({ timeoutSeconds: -1 });
  expect(rendered(ComponentStep.bash('Update', ['true'], { unlimited: false, timeout: Duration.seconds(1) }))).toMatchObject({ timeoutSeconds: 1 });
});

test('a reboot waits for nothing by default', () => {
  expect(rendered(ComponentStep.reboot('Reboot'))).toEqual({ name: 'Reboot', action: 'Reboot', inputs: { delaySeconds: 0 } });
});

test('a reboot can wait', () => {
  expect(rendered(ComponentStep.reboot('Reboot', { delay: Duration.minutes(1), onFailure: ComponentOnFailure.IGNORE, condition }))).toEqual({
    name: 'Reboot', action: 'Reboot', if: { fileExists: '/tmp/x' }, onFailure: 'Ignore', inputs: { delaySeconds: 60 },
  });
});

test('all updates are installed, or some', () => {
  expect(rendered(ComponentStep.updateOs('Update'))).toEqual({ name: 'Update', action: 'UpdateOS', inputs: {} });
  expect(rendered(ComponentStep.updateOs('Update', { include: ['openssl'], exclude: ['kernel'], maxAttempts: 2 }))).toEqual({
    name: 'Update', action: 'UpdateOS', maxAttempts: 2, inputs: { include: ['openssl'], exclude: ['kernel'] },
  });
});

test('conditions are asserted', () => {
  expect(rendered(ComponentStep.assertThat('Check', [condition]))).toEqual({ name: 'Check', action: 'Assert', inputs: [{ fileExists: '/tmp/x' }] });
});

describe('another document', () => {
  const options: DocumentStepOptions = { phases: ['build', 'validate'], parameters: { Mode: 'fast' }, onFailure: ComponentOnFailure.CONTINUE, condition };

  test('runs whole by default', () => {
    const step = ComponentStep.document('Nest', '/tmp/x.yaml');
    expect(rendered(step)).toEqual({ name: 'Nest', action: 'ExecuteDocument', inputs: { document: '/tmp/x.yaml' } });
    expect(step._grantToInstances).toBeUndefined();
  });

  test('runs with options', () => {
    expect(rendered(ComponentStep.document('Nest', 's3://bucket/x.yaml', options))).toEqual({
      name: 'Nest',
      action: 'ExecuteDocument',
      if: { fileExists: '/tmp/x' },
      onFailure: 'Continue',
      inputs: { document: 's3://bucket/x.yaml', phases: 'build,validate', parameters: [{ name: 'Mode', value: 'fast' }] },
    });
  });

  test('of a component can be read by the instances', () => {
    const stack = newStack();
    const component = new CfnComponent(stack, 'Component', { name: 'name', version: '1.0.0', platform: 'Linux', data: '{}' });
    const step = ComponentStep.component('Nest', component, options);
    step._grantToInstances!(new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }));
    expect(statementsOf(stack)).toEqual([{ Effect: 'Allow', Action: 'imagebuilder:GetComponent', Resource: { Ref: 'Component' } }]);
    expect(ComponentStep.component('Nest', component)._grantToInstances).toBeDefined();
    expect(stack.resolve(step._render())).toMatchObject({ action: 'ExecuteDocument', inputs: { document: { Ref: 'Component' } } });
  });
});

describe('the document of a component', () => {
  const inner = (stack: Stack, props: Partial<ComponentProps> = {}) => new Component(stack, 'Inner', {
    platform: Platform.LINUX,
    document: ComponentDocument.fromSteps({
      parameters: { Mode: {} },
      buildSteps: [TransferStep.s3Download('Fetch', [{ bucket: Bucket.fromBucketName(stack, 'Bucket', 'files'), key: 'agent.rpm', destination: '/tmp' }])],
    }),
    ...props,
  });
  const nesting = (scope: Construct, component: refs.IComponentRef, platform = Platform.LINUX, parameters: Record<string, string> = { Mode: 'fast' }) =>
    new Component(scope, 'Outer', {
      platform, document: ComponentDocument.fromSteps({ buildSteps: [ComponentStep.component('Nest', component, { parameters })] }),
    });

  test('is run with the permissions of that component, also if it is nested twice', () => {
    const stack = newStack();
    const kmsKey = Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-central-1:123456789012:key/12345678-1234-1234-1234-123456789012');
    const middle = nesting(new Construct(stack, 'Middle'), inner(stack, { kmsKey }));
    const outer = nesting(stack, middle, Platform.LINUX, {});
    new ImagePipeline(stack, 'Pipeline', { recipe: new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023(), components: [outer] }) });
    expect(statementsOf(stack).map(({ Action }) => Action)).toEqual([
      'imagebuilder:GetComponent', 'imagebuilder:GetComponent', 's3:GetObject', 's3:ListBucket', 'kms:Decrypt',
    ]);
  });

  test('is of the same platform', () => {
    const stack = newStack();
    expect(() => nesting(stack, inner(stack), Platform.WINDOWS)).toThrow(
      "DocumentConflict: `document` must run components for Windows only, got: 'Linux in step Nest'. [Stack/Outer]");
  });

  test('takes the parameters of that component', () => {
    const stack = newStack();
    expect(() => nesting(stack, inner(stack), Platform.LINUX, {})).toThrow('ParametersRequired: `parameters` must set `Mode`, which has no default value.');
    expect(() => nesting(stack, stack.node.findChild('Inner') as Component, Platform.LINUX, { Mode: 'x', Mod: 'y' })).toThrow(
      "ParametersUnsupported: `parameters` must name parameters of the component (Mode), got: 'Mod'.");
  });

  test.each([
    ['agent', undefined, 'x.x.x'], ['agent', '1.0.0', '1.0.0'], ['agent', '1.x.x', '1.x.x'],
  ])('is that of one build: %s in version %s has several', (componentName, componentVersion, version) => {
    const stack = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });
    expect(() => nesting(stack, Component.fromComponentAttributes(stack, 'Import', { componentName, componentVersion }))).toThrow(
      new RegExp(`^ComponentUnsupported: \`component\` must be one build of a version, as in .*, got: '.*:component/agent/${version}'\\.$`));
  });

  test('of an import is not known', () => {
    const stack = newStack();
    const component = Component.fromComponentArn(stack, 'Import', 'arn:aws:imagebuilder:eu-central-1:123456789012:component/agent/1.0.0/1');
    expect(() => nesting(stack, component, Platform.WINDOWS)).not.toThrow();
  });
});

test('any other action takes a map', () => {
  expect(rendered(ComponentStep.of('Read', 'ReadFile', inputs))).toEqual({ name: 'Read', action: 'ReadFile', inputs: { path: '/tmp/x' } });
});

test('any other action takes a list', () => {
  const files = [{ source: 's3://bucket/a', destination: '/a' }, { source: 's3://bucket/b', destination: '/b' }];
  expect(rendered(ComponentStep.of('Fetch', 'S3Download', ComponentStepInputs.fromList(files)))).toEqual({
    name: 'Fetch', action: 'S3Download', inputs: files,
  });
});

test('an action nobody has heard of is taken as it is', () => {
  expect(() => ComponentStep.of('New', 'BrandNew', ComponentStepInputs.fromObject({}), { timeout: Duration.hours(1) })).not.toThrow();
});

describe('references', () => {
  const step = ComponentStep.bash('Ask', ['hostname']);

  test('leave the phase open until a document knows it', () => {
    expect([step.output('stdout'), step.input('commands', 0), step.input('commands')]).toEqual([
      '{{ ?.Ask.outputs.stdout }}', '{{ ?.Ask.inputs[0].commands }}', '{{ ?.Ask.inputs.commands }}',
    ]);
  });

  test('to outputs of an unknown action are taken as they are', () => {
    expect(ComponentStep.of('New', 'BrandNew', inputs).output('anything', 2)).toBe('{{ ?.New.outputs[2].anything }}');
  });

  test.each([
    [() => step.output('stderr'), 'OutputUnsupported: `output` must be an output of `ExecuteBash` (stdout), got: \'stderr\'.'],
    [() => ComponentStep.reboot('Reboot').output('x'), 'OutputUnsupported: `output` must be an output of `Reboot` (it has none), got: \'x\'.'],
    [() => step.output('stdout', -1), 'IndexOutOfRange: `index` must be a whole number of at least 0, got: -1.'],
  ])('to what is not there are refused', (make, message) => {
    expect(make).toThrow(new Error(message));
  });
});

test.each(['abc', 'x'.repeat(128), 'A_b-1'])('the name %p passes', (name) => {
  expect(() => ComponentStep.bash(name, ['true'])).not.toThrow();
});

test.each(['ab', 'a b', 'a.b'])('the name %p is refused', (name) => {
  expect(() => ComponentStep.bash(name, ['true'])).toThrow(new Error(
    `NameMalformed: \`name\` must be 3 to 128 letters, digits, hyphens or underscores, got: '${name}'.`));
});

test('the longest time is not limited, the shortest is a second', () => {
  expect(() => ComponentStep.bash('Step', ['true'], { timeout: Duration.seconds(1) })).not.toThrow();
  expect(() => ComponentStep.bash('Step', ['true'], { timeout: Duration.seconds(0) })).toThrow(new Error(
    'TimeoutOutOfRange: `timeout` must be a whole number of at least 1, got: 0.'));
});

test('a step is tried at least once', () => {
  expect(() => ComponentStep.bash('Step', ['true'], { maxAttempts: 1 })).not.toThrow();
  expect(() => ComponentStep.bash('Step', ['true'], { maxAttempts: 0 })).toThrow(new Error(
    'MaxAttemptsOutOfRange: `maxAttempts` must be a whole number of at least 1, got: 0.'));
});

test.each([
  ['no commands', () => ComponentStep.bash('Step', []), 'CommandsRequired: `commands` must have at least one entry.'],
  ['no conditions', () => ComponentStep.assertThat('Step', []), 'ConditionsRequired: `conditions` must have at least one entry.'],
  ['an empty list', () => ComponentStepInputs.fromList([]), 'InputsRequired: `inputs` must have at least one entry.'],
  ['a limit of what is not limited', () => ComponentStep.bash('Step', ['true'], { unlimited: true, timeout: Duration.hours(1) }),
    'TimeoutConflict: `timeout` must be absent when `unlimited` is given.'],
])('%s: refused', (_, make, message) => {
  expect(make).toThrow(new Error(message));
});
