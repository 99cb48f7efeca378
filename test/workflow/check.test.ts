import { launch, instance, create, stop, later, check, withSteps, withStep } from './document-in-test';
import { referencesIn } from '../../src/workflow/check';

const withParameter = (parameter: object) => ({ ...withStep({}), parameters: [{ name: 'Name', ...parameter }] });
const withOutputs = (...outputs: unknown[]) => ({ ...withSteps(launch, create, stop), outputs });

describe('what is known of a document', () => {
  test('is what pipelines need', () => {
    expect(check({
      schemaVersion: '1.0',
      parameters: [{ name: 'A', type: 'integer', default: 1 }, { name: 'B' }],
      steps: [launch, create, stop],
      outputs: [{ name: 'ImageId', value: '$.stepOutputs.Create.imageId' }],
    })).toEqual({
      type: 'BUILD',
      parameters: { A: { type: 'integer', isRequired: false }, B: { type: 'string', isRequired: true } },
      outputs: ['ImageId'],
      imageType: 'AMI',
      actions: ['LaunchInstance', 'CreateImage', 'TerminateInstance'],
      longestStep: 43_200,
      neededOutputs: [],
      instanceTypes: [],
    });
  });

  test('is nothing of what only the deployment knows', () => {
    expect(check({
      schemaVersion: later,
      parameters: [{ name: later }],
      steps: [{ name: later, action: later, timeoutSeconds: 10 }],
      outputs: [{ name: later, value: '$.stepOutputs.Any.thing' }],
    })).toEqual({ type: 'BUILD', parameters: {}, outputs: [], imageType: undefined, actions: [], longestStep: 10, neededOutputs: [], instanceTypes: [] });
  });

  test('is the outputs of earlier workflows to which it refers, each once', () => {
    expect(check({
      ...withSteps(
        { ...launch, if: { stringEquals: 'x', value: '$.workflowOutputs.Mode' }, inputs: { 'waitFor': 'ssmAgent', 'imageIdOverride.$': '$.workflowOutputs.ImageId' } },
        { name: 'Wait', action: 'WaitForAction', inputs: { payload: '{"image":"{{ $.workflowOutputs.ImageId }}","report":"{{ $.workflowOutputs.Report }}"}' } },
        stop,
      ),
      outputs: [{ name: 'Copy', value: '$.workflowOutputs.Other' }],
    }).neededOutputs).toEqual(['ImageId', 'Mode', 'Report', 'Other']);
  });

  test('is the instance types on which its image is launched', () => {
    const typed = (name: string, type: string, inputs: object = {}) => ({
      ...launch, name, inputs: { ...launch.inputs, instanceTypesOverride: [type], ...inputs },
    });
    expect(check(withSteps(
      typed('One', 'm7i.large'), typed('Two', 'm7g.large', { imageIdOverride: 'ami-0123456789abcdef0' }),
      typed('Three', 'm8g.large', { 'imageIdOverride.$': '$.imagebuilder.imageId' }), typed('Four', 'm6i.large'),
      { ...stop, inputs: { 'instanceId.$': '$.stepOutputs.One.instanceId' } },
    )).instanceTypes).toEqual(['m7i.large', 'm6i.large']);
  });

  test('is the kind of image that it is for', () => {
    const bootstrap = { name: 'Bootstrap', action: 'BootstrapInstanceForContainer', inputs: instance };
    expect(check(withSteps(launch, bootstrap, stop)).imageType).toBe('Docker');
    expect(check(withSteps(launch, stop)).imageType).toBeUndefined();
    expect(check(withSteps(launch, bootstrap, create, stop)).imageType).toBeUndefined();
    expect(check(withSteps(launch, { ...bootstrap, if: { booleanEquals: true, value: true } }, stop)).imageType).toBeUndefined();
    const onlyDocker = { stringEquals: 'Docker', value: '$.imagebuilder.imageType' };
    expect(check(withSteps(launch, { ...bootstrap, if: onlyDocker }, { ...create, if: { not: onlyDocker } }, stop)).imageType).toBeUndefined();
  });

  test('is how long its slowest step may take', () => {
    expect(check(withStep({})).longestStep).toBe(259_200);
    expect(check(withStep({ timeoutSeconds: 60 })).longestStep).toBe(60);
    expect(check(withStep({ action: 'BrandNew' })).longestStep).toBe(0);
  });
});

test.each([
  ['a version as YAML reads it', { ...withStep({}), schemaVersion: 1 }],
  ['one step', withStep({})],
  ['fifteen steps', withSteps(...Array.from({ length: 15 }, (_, index) => ({ name: `Step${index}`, action: 'WaitForAction' })))],
  ['25 parameters', { ...withStep({}), parameters: Array.from({ length: 25 }, (_, index) => ({ name: `P${index}` })) }],
  ['25 outputs', withOutputs(...Array.from({ length: 25 }, (_, index) => ({ name: `O${index}`, value: '$.stepOutputs.Create.imageId' })))],
  ['no outputs', withOutputs()],
  ['an output that is fixed', withOutputs({ name: 'A', value: 'golden' })],
  ['a default of each type', {
    ...withStep({}),
    parameters: [
      { name: 'A', type: 'string', default: 'x'.repeat(1024) }, { name: 'B', type: 'integer', default: 1 }, { name: 'C', type: 'boolean', default: false },
      { name: 'D', type: 'stringList', default: ['a'] },
    ],
  }],
  ['a default that is a token', withParameter({ type: 'integer', default: later })],
  ['the longest time', withStep({ timeoutSeconds: 604_800 })],
  ['the longest time of an unknown action', withStep({ action: 'BrandNew', timeoutSeconds: 604_800 })],
  ['the shortest time', withStep({ timeoutSeconds: 1 })],
  ['a failure that stops', withStep({ onFailure: 'Abort' })],
  ['a failure that does not', withStep({ onFailure: 'Continue' })],
  ['no rollback', withStep({ rollbackEnabled: false })],
  ['a rollback by reference', { ...withParameter({ type: 'boolean' }), steps: [{ name: 'Step', action: 'WaitForAction', rollbackEnabled: '$.parameters.Name' }] }],
  ['a reference to another workflow', withStep({ inputs: { 'payload.$': '$.workflowOutputs.ImageId' } })],
  ['an input that is no text', withSteps(launch, { ...stop, inputs: { ...instance, waitForTermination: true } })],
  ['a reference in a text', withStep({ inputs: { payload: '{"a":"{{ $.imagebuilder.imageName }}"}' } })],
  ['an element of a list', withSteps(launch, create, stop, { name: 'Wait', action: 'WaitForAction', inputs: { 'payload.$': '$.stepOutputs.Create.imageId[0]' } })],
  ['a reference to a step of an unknown action', withSteps({ name: 'New', action: 'BrandNew' }, { name: 'Wait', action: 'WaitForAction', inputs: { 'payload.$': '$.stepOutputs.New.thing' } })],
  ['a braced text that is no reference', withStep({ inputs: { payload: '{{ $.1 }} {{ imagebuilder:buildDate }}' } })],
])('%s passes', (_, document) => {
  expect(() => check(document)).not.toThrow();
});

test.each<[string, unknown, string]>([
  ['an empty description of a step', withStep({ description: '' }), 'DescriptionMalformed: `steps[0].description` must be 1 to 1024 characters long, got: \'\'.'],
  ['an empty description', { ...withStep({}), description: '' }, 'DescriptionMalformed: `description` must be 1 to 1024 characters long, got: \'\'.'],
  ['a name that begins with a digit', withStep({ name: '1Step' }),
    'NameMalformed: `steps[0].name` must be 3 to 100 letters, digits or underscores, and begin with a letter, got: \'1Step\'.'],
  ['a name of 101 characters', withStep({ name: 'A'.repeat(101) }),
    `NameMalformed: \`steps[0].name\` must be 3 to 100 letters, digits or underscores, and begin with a letter, got: '${'A'.repeat(101)}'.`],
  ['an action that begins with a digit', withStep({ action: '1Act' }), 'ActionMalformed: `steps[0].action` must be the name of a step action, got: \'1Act\'.'],
  ['an action of 101 characters', withStep({ action: 'A'.repeat(101) }),
    `ActionMalformed: \`steps[0].action\` must be the name of a step action, got: '${'A'.repeat(101)}'.`],
  ['a parameter without characters', withParameter({ name: '' }), 'NameMalformed: `parameters[0].name` must be 1 to 128 characters long, got: \'\'.'],
  ['an output without characters', withOutputs({ name: '', value: 'a' }), 'NameMalformed: `outputs[0].name` must be 1 to 128 characters long, got: \'\'.'],
  ['a list of texts and numbers', withParameter({ type: 'stringList', default: ['a', 1] }),
    'DefaultMalformed: `parameters[0].default` must be a value of type stringList, got: ["a",1].'],
  ['no version', { steps: [launch] }, 'SchemaVersionRequired: `schemaVersion` must be given.'],
  ['another version', { schemaVersion: '2.0', steps: [launch] }, 'SchemaVersionUnsupported: `schemaVersion` must be `1.0`, got: \'2.0\'.'],
  ['no steps', { schemaVersion: '1.0' }, 'StepsRequired: `steps` must be given.'],
  ['an empty list of steps', withSteps(), 'StepsOutOfRange: `steps` must have 1 to 15 entries, got: 0.'],
  ['sixteen steps', withSteps(...Array.from({ length: 16 }, (_, index) => ({ name: `Step${index}`, action: 'WaitForAction' }))),
    'StepsOutOfRange: `steps` must have 1 to 15 entries, got: 16.'],
  ['steps that are no list', { schemaVersion: '1.0', steps: {} }, 'StepsMalformed: `steps` must be a list, got: {}.'],
  ['a step that is no map', withSteps('a'), 'StepsMalformed: `steps[0]` must be a map, got: \'a\'.'],
  ['a step without a name', withSteps({ action: 'WaitForAction' }), 'NameRequired: `steps[0].name` must be given.'],
  ['a short name', withStep({ name: 'ab' }),
    'NameMalformed: `steps[0].name` must be 3 to 100 letters, digits or underscores, and begin with a letter, got: \'ab\'.'],
  ['a step without an action', withSteps({ name: 'Step' }), 'ActionRequired: `steps[0].action` must be given.'],
  ['a malformed action', withStep({ action: 'a b' }), 'ActionMalformed: `steps[0].action` must be the name of a step action, got: \'a b\'.'],
  ['a name twice', withSteps(launch, launch), 'NameConflict: `steps[1].name` must be different from the others, got: \'Launch\'.'],
  ['another failure', withStep({ onFailure: 'ABORT' }), 'OnFailureUnsupported: `steps[0].onFailure` must be `Abort` or `Continue`, got: \'ABORT\'.'],
  ['no time', withStep({ timeoutSeconds: 0 }), 'TimeoutSecondsOutOfRange: `steps[0].timeoutSeconds` must be a whole number from 1 to 604800, got: 0.'],
  ['too long a time', withStep({ timeoutSeconds: 604_801 }),
    'TimeoutSecondsOutOfRange: `steps[0].timeoutSeconds` must be a whole number from 1 to 604800, got: 604801.'],
  ['too long a time of an action', withSteps({ ...launch, timeoutSeconds: 43_201 }),
    'TimeoutSecondsOutOfRange: `steps[0].timeoutSeconds` must be a whole number from 1 to 43200, got: 43201.'],
  ['a malformed rollback', withStep({ rollbackEnabled: 'no' }),
    'RollbackEnabledMalformed: `steps[0].rollbackEnabled` must be `true`, `false` or a reference, got: \'no\'.'],
  ['a rollback that is a number', withStep({ rollbackEnabled: 1 }),
    'RollbackEnabledMalformed: `steps[0].rollbackEnabled` must be `true`, `false` or a reference, got: 1.'],
  ['inputs that are no map', withStep({ inputs: [] }), 'InputsMalformed: `steps[0].inputs` must be a map, got: [].'],
  ['a missing input', withSteps({ name: 'Launch', action: 'LaunchInstance' }), 'WaitForRequired: `steps[0].inputs.waitFor` must be given.'],
  ['parameters of a command that are no lists', withSteps(launch, {
    name: 'Run', action: 'RunCommand', inputs: { ...instance, documentName: 'AWS-RunShellScript', parameters: { commands: 'ls' } },
  }, stop), 'CommandsMalformed: `steps[1].inputs.parameters.commands` must be a list, got: \'ls\'.'],
  ['an input of another kind', withSteps({ ...launch, inputs: { waitFor: ['ssmAgent'] } }), 'WaitForMalformed: `steps[0].inputs.waitFor` must be a text, got: ["ssmAgent"].'],
  ['a reference that is no text', withSteps(launch, { ...stop, inputs: { 'instanceId.$': ['a'] } }),
    'InstanceIdMalformed: `steps[1].inputs.instanceId` must be a text, got: ["a"].'],
  ['an action of another stage', withSteps(launch, { name: 'Scan', action: 'CollectImageScanFindings', inputs: instance }),
    'ActionUnsupported: `steps[1].action` must be one that BUILD workflows may have, got: \'CollectImageScanFindings\'. It is for TEST workflows.'],
  ['a reference to a later step', withSteps(create, launch, stop),
    'InstanceIdUnresolved: `steps[0].inputs.instanceId` must refer to a step that stands before it, got: \'$.stepOutputs.Launch.instanceId\'.'],
  ['a literal that is marked as a reference', withSteps(launch, { ...stop, inputs: { 'instanceId.$': 'i-0123456789abcdef0' } }),
    'InstanceIdMalformed: `steps[1].inputs.instanceId` must be a reference, as in `$.stepOutputs.Launch.instanceId`, got: \'i-0123456789abcdef0\'. '
    + 'A literal value has a name without `.$`.'],
  ['an unknown output', withSteps(launch, { ...create, inputs: { 'instanceId.$': '$.stepOutputs.Launch.id' } }),
    'InstanceIdUnresolved: `steps[1].inputs.instanceId` must refer to an output of that step (instanceId), got: \'$.stepOutputs.Launch.id\'.'],
  ['no output', withSteps(launch, { ...create, inputs: { 'instanceId.$': '$.stepOutputs.Launch' } }),
    'InstanceIdUnresolved: `steps[1].inputs.instanceId` must refer to an output of that step (instanceId), got: \'$.stepOutputs.Launch\'.'],
  ['an output of an action that has none', withSteps(launch, stop, { name: 'Wait', action: 'WaitForAction', inputs: { 'payload.$': '$.stepOutputs.Stop.x' } }),
    'PayloadUnresolved: `steps[2].inputs.payload` must refer to an output of that step (it has none), got: \'$.stepOutputs.Stop.x\'.'],
  ['an unknown parameter', withStep({ inputs: { payload: 'a {{ $.parameters.Other }}' } }),
    'PayloadUnresolved: `steps[0].inputs.payload` must refer to parameters of the document (it has none), got: \'a {{ $.parameters.Other }}\'.'],
  ['another unknown parameter', { ...withParameter({}), steps: [{ name: 'Step', action: 'WaitForAction', if: { booleanEquals: true, value: '$.parameters.Other' } }] },
    'ValueUnresolved: `steps[0].if.value` must refer to parameters of the document (Name), got: \'$.parameters.Other\'.'],
  ['an unknown source', withStep({ inputs: { 'payload.$': '$.stepOutput.A.b' } }),
    'PayloadUnsupported: `steps[0].inputs.payload` must refer to stepOutputs, parameters, imagebuilder, workflowOutputs, got: \'$.stepOutput.A.b\'.'],
  ['26 parameters', { ...withStep({}), parameters: Array.from({ length: 26 }, (_, index) => ({ name: `P${index}` })) },
    'ParametersOutOfRange: `parameters` must have 0 to 25 entries, got: 26.'],
  ['a parameter without a name', { ...withStep({}), parameters: [{}] }, 'NameRequired: `parameters[0].name` must be given.'],
  ['a parameter twice', { ...withStep({}), parameters: [{ name: 'A' }, { name: 'A' }] },
    'NameConflict: `parameters[1].name` must be different from the others, got: \'A\'.'],
  ['a parameter of another type', withParameter({ type: 'number' }),
    'TypeUnsupported: `parameters[0].type` must be `string`, `integer`, `boolean` or `stringList`, got: \'number\'.'],
  ['a default of another type', withParameter({ default: 1 }), 'DefaultMalformed: `parameters[0].default` must be a value of type string, got: 1.'],
  ['a fraction', withParameter({ type: 'integer', default: 1.5 }), 'DefaultMalformed: `parameters[0].default` must be a value of type integer, got: 1.5.'],
  ['a text in place of a truth value', withParameter({ type: 'boolean', default: 'true' }),
    'DefaultMalformed: `parameters[0].default` must be a value of type boolean, got: \'true\'.'],
  ['a text in place of a list', withParameter({ type: 'stringList', default: 'a' }),
    'DefaultMalformed: `parameters[0].default` must be a value of type stringList, got: \'a\'.'],
  ['a list of numbers', withParameter({ type: 'stringList', default: [1] }),
    'DefaultMalformed: `parameters[0].default` must be a value of type stringList, got: [1].'],
  ['an empty description', withParameter({ description: '' }),
    'DescriptionMalformed: `parameters[0].description` must be 1 to 1024 characters long, got: \'\'.'],
  ['26 outputs', withOutputs(...Array.from({ length: 26 }, (_, index) => ({ name: `O${index}`, value: '$.stepOutputs.Create.imageId' }))),
    'OutputsOutOfRange: `outputs` must have 0 to 25 entries, got: 26.'],
  ['an output without a name', withOutputs({ value: '$.stepOutputs.Create.imageId' }), 'NameRequired: `outputs[0].name` must be given.'],
  ['an output without a value', withOutputs({ name: 'A' }), 'ValueRequired: `outputs[0].value` must be given.'],
  ['an output twice', withOutputs({ name: 'A', value: '$.stepOutputs.Create.imageId' }, { name: 'A', value: '$.stepOutputs.Create.imageId' }),
    'NameConflict: `outputs[1].name` must be different from the others, got: \'A\'.'],
  ['an output of no step', withOutputs({ name: 'A', value: '$.stepOutputs.Other.imageId' }),
    'ValueUnresolved: `outputs[0].value` must refer to a step that stands before it, got: \'$.stepOutputs.Other.imageId\'.'],
])('%s is refused', (_, document, message) => {
  expect(() => check(document)).toThrow(new Error(`${message} [Stack]`));
});

test('a default of 1,025 characters is refused', () => {
  expect(() => check(withParameter({ default: 'x'.repeat(1025) }))).toThrow(/^DefaultMalformed: `parameters\[0\].default` must be at most 1024 characters long, got: /);
});

test('an action may be for two stages, and a message names all that there are', () => {
  const [components, bootstrap] = ['ExecuteComponents', 'BootstrapInstanceForContainer'].map((action) => ({ name: 'Run', action, inputs: instance }));
  expect(() => check(withSteps(launch, components, stop), 'DISTRIBUTION')).toThrow(/ It is for BUILD and TEST workflows\. \[Stack\]$/);
  const use = { name: 'Use', action: 'WaitForAction', inputs: { 'payload.$': '$.stepOutputs.Run.x' } };
  expect(() => check(withSteps(launch, bootstrap, use, stop))).toThrow(/ refer to an output of that step \(runCommandId, status, output\), got: /);
  const parameters = [{ name: 'A' }, { name: 'B' }];
  expect(() => check({ ...withStep({ inputs: { 'payload.$': '$.parameters.C' } }), parameters })).toThrow(/ refer to parameters of the document \(A, B\), got: /);
  expect(() => check(withStep({ if: {} }))).toThrow(/^IfMalformed: `steps\[0\]\.if` must have one operator/);
});

test.each<[string, unknown]>([
  ['descriptions', { ...withStep({ description: 'x'.repeat(1025) }) }], ['parameters[0].description', withParameter({ description: 'x'.repeat(1025) })],
])('%s of 1,025 characters are refused', (_, document) => {
  expect(() => check(document)).toThrow(/^DescriptionMalformed: `[\w[\].]+` must be 1 to 1024 characters long, got: /);
});

test.each<[string, unknown, string]>([
  ['a parameter', withParameter({ name: 'x'.repeat(129) }), 'parameters'], ['an output', withOutputs({ name: 'x'.repeat(129), value: 'a' }), 'outputs'],
])('the name of %s has 128 characters at most', (_, document, list) => {
  expect(() => check(document)).toThrow(new RegExp(`^NameMalformed: \`${list}\\[0\\].name\` must be 1 to 128 characters long, got: `));
});

test('names may be as long as that, and descriptions too', () => {
  expect(check({
    ...withParameter({ name: 'x'.repeat(128), description: 'y'.repeat(1024) }), description: 'y'.repeat(1024), outputs: [{ name: 'x'.repeat(128), value: 'a' }],
  }).outputs).toEqual(['x'.repeat(128)]);
});

test('a distribution is of AMIs or of containers', () => {
  const ami = { name: 'Ami', action: 'DistributeImage' };
  const container = { name: 'Container', action: 'DistributeContainerImage', inputs: instance };
  expect(check(withSteps(launch, container, stop), 'DISTRIBUTION').imageType).toBe('Docker');
  expect(check(withSteps(ami), 'DISTRIBUTION').imageType).toBe('AMI');
  expect(() => check(withSteps(launch, ami, container, stop), 'DISTRIBUTION')).toThrow(new Error(
    'ActionConflict: `steps[2].action` must be for AMIs, like other steps that distribute, got: \'DistributeContainerImage\'. [Stack]'));
});

test.each([
  ['plain text', []],
  ['$.stepOutputs.Launch.instanceId', [{ source: 'stepOutputs', name: 'Launch', output: 'instanceId' }]],
  ['$.stepOutputs.Distribute.distributedImages[0].amiId', [{ source: 'stepOutputs', name: 'Distribute', output: 'distributedImages' }]],
  ['$.parameters.my-name', [{ source: 'parameters', name: 'my-name', output: undefined }]],
  ['$.', []],
  ['a $.parameters.x', []],
  ['$.1 $.parameters.x', []],
  ['{"a":"{{ $.parameters.x }}","b":"{{$.imagebuilder.y}}","c":"{{ other }}"}', [
    { source: 'parameters', name: 'x', output: undefined }, { source: 'imagebuilder', name: 'y', output: undefined },
  ]],
])('%s', (text, expected) => {
  expect(referencesIn(text)).toEqual(expected);
});
