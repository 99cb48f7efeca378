import { Duration } from 'aws-cdk-lib';
import { ComponentStep, ComponentStepFailure, ComponentStepInputs } from '../src/component-step';

function rendered(step: ComponentStep): unknown {
  return JSON.parse(JSON.stringify(step._render()));
}

const inputs = ComponentStepInputs.fromObject({ path: '/tmp/x' });

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

test('every option is rendered', () => {
  expect(rendered(ComponentStep.bash('Update', ['true'], {
    timeout: Duration.minutes(5), onFailure: ComponentStepFailure.CONTINUE, maxAttempts: 3,
  }))).toEqual({
    name: 'Update', action: 'ExecuteBash', timeoutSeconds: 300, onFailure: 'Continue', maxAttempts: 3, inputs: { commands: ['true'] },
  });
});

test('a reboot waits for nothing by default', () => {
  expect(rendered(ComponentStep.reboot('Reboot'))).toEqual({ name: 'Reboot', action: 'Reboot', inputs: { delaySeconds: 0 } });
});

test('a reboot can wait', () => {
  expect(rendered(ComponentStep.reboot('Reboot', { delay: Duration.minutes(1), onFailure: ComponentStepFailure.IGNORE }))).toEqual({
    name: 'Reboot', action: 'Reboot', onFailure: 'Ignore', inputs: { delaySeconds: 60 },
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
  ['an empty list', () => ComponentStepInputs.fromList([]), 'InputsRequired: `inputs` must have at least one entry.'],
  ['a missing input', () => ComponentStep.of('Fetch', 'S3Download', ComponentStepInputs.fromList([{ source: 's3://bucket/a' }])),
    'InputsRequired: `inputs` must have `destination` for `S3Download`, got: ["source"].'],
  ['a time limit for a nested document',
    () => ComponentStep.of('Nest', 'ExecuteDocument', ComponentStepInputs.fromObject({ document: 'x' }), { timeout: Duration.hours(1) }),
    'TimeoutUnsupported: `timeout` must be absent, because `ExecuteDocument` has no time limit of its own.'],
  ['retries of a nested document',
    () => ComponentStep.of('Nest', 'ExecuteDocument', ComponentStepInputs.fromObject({ document: 'x' }), { maxAttempts: 2 }),
    'MaxAttemptsUnsupported: `maxAttempts` must be absent, because `ExecuteDocument` is tried once.'],
])('%s is refused', (_, make, message) => {
  expect(make).toThrow(new Error(message));
});

test('a nested document passes without them', () => {
  expect(() => ComponentStep.of('Nest', 'ExecuteDocument', ComponentStepInputs.fromObject({ document: 'x' }))).not.toThrow();
});
