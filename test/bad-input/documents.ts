import { Bucket } from 'aws-cdk-lib/aws-s3';
import { refusals } from './refusal';
import { Component, ComponentDocument, Platform, Workflow, WorkflowDocument, WorkflowType } from '../../src';

const step = { name: 'Date', action: 'ExecuteBash', inputs: { commands: ['date'] } };
const phases = (...steps: object[]): Record<string, unknown> => ({ schemaVersion: '1.0', phases: [{ name: 'build', steps }] });
const launch = { name: 'Launch', action: 'LaunchInstance', inputs: { waitFor: 'ssmAgent' } };
const stop = { name: 'Stop', action: 'TerminateInstance', inputs: { 'instanceId.$': '$.stepOutputs.Launch.instanceId' } };
const waiting = (name: string) => ({ name, action: 'WaitForAction' });
const workflow = (...steps: object[]): Record<string, unknown> => ({ schemaVersion: '1.0', steps });
const many = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index));

export const DOCUMENTS = [
  ...refusals('ComponentDocument.fromInline', (stack, text: string) =>
    new Component(stack, 'Component', { platform: Platform.LINUX, document: ComponentDocument.fromInline(text) }), [
    ['', 'TextMalformed: `text` must hold a map, in YAML or JSON, got: null.'],
    ['date', 'TextMalformed: `text` must hold a map, in YAML or JSON, got: \'date\'.', JSON.stringify(phases(step))],
    ['- a', 'TextMalformed: `text` must hold a map, in YAML or JSON, got: ["a"].'],
    ['a: b: c',
      'TextMalformed: `text` must hold one document of valid YAML or JSON, got: \'Nested mappings are not allowed in compact mappings at '
      + 'line 1, column 4\'.'],
  ]),
  ...refusals('ComponentDocument.fromFile', (_, path: string) => ComponentDocument.fromFile(path), [
    ['no/such/component.yaml',
      'PathUnresolved: `path` must be the path of a file, absolute or from the working directory, got: \'no/such/component.yaml\'.'],
    ['', 'PathUnresolved: `path` must be the path of a file, absolute or from the working directory, got: \'\'.'],
  ]),
  ...refusals('ComponentDocument.fromS3', (stack, key: string) =>
    ComponentDocument.fromS3(Bucket.fromBucketName(stack, 'Bucket', 'documents'), key), [
    ['', 'KeyMalformed: `key` must be 1 to 1024 characters long, got: \'\'.', 'component.yaml'],
  ]),
  ...refusals('ComponentDocument.fromObject', (stack, content: Record<string, unknown>) =>
    new Component(stack, 'Component', { platform: Platform.LINUX, document: ComponentDocument.fromObject(content) }), [
    [{}, 'SchemaVersionRequired: `schemaVersion` must be given. [Stack/Component]', phases(step)],
    [{ ...phases(step), schemaVersion: '2.0' },
      'SchemaVersionUnsupported: `schemaVersion` must be `1.0`, got: \'2.0\'. [Stack/Component]',
      { ...phases(step), schemaVersion: '1.0' }],
    [{ ...phases(step), schemaVersion: null }, 'SchemaVersionRequired: `schemaVersion` must be given. [Stack/Component]'],
    [{ schemaVersion: '1.0' }, 'PhasesRequired: `phases` must be given. [Stack/Component]'],
    [{ schemaVersion: '1.0', phases: [] }, 'PhasesOutOfRange: `phases` must have 1 to 1000 entries, got: 0. [Stack/Component]'],
    [{ schemaVersion: '1.0', phases: {} }, 'PhasesMalformed: `phases` must be a list, got: {}. [Stack/Component]'],
    [{ schemaVersion: '1.0', phases: ['build'] }, 'PhasesMalformed: `phases[0]` must be a map, got: \'build\'. [Stack/Component]'],
    [{ schemaVersion: '1.0', phases: [{ name: 'build', steps: [] }] },
      'StepsOutOfRange: `phases[0].steps` must have 1 to 1000 entries, got: 0. [Stack/Component]'],
    [{ schemaVersion: '1.0', phases: [{ steps: [step] }] }, 'NameRequired: `phases[0].name` must be given. [Stack/Component]'],
    [phases(step, step),
      'NameConflict: `phases[0].steps[1].name` must be different from the others, got: \'Date\'. [Stack/Component]',
      phases(step, { ...step, name: 'Other' })],
    [phases({ ...step, name: 'My step' }),
      'NameMalformed: `phases[0].steps[0].name` must be 3 to 128 letters, digits, hyphens or underscores, got: \'My step\'. [Stack/Component]'],
    [phases({ ...step, name: undefined }), 'NameRequired: `phases[0].steps[0].name` must be given. [Stack/Component]'],
    [phases({ ...step, action: undefined }), 'ActionRequired: `phases[0].steps[0].action` must be given. [Stack/Component]'],
    [phases({ ...step, inputs: {} }), 'CommandsRequired: `phases[0].steps[0].inputs.commands` must be given. [Stack/Component]'],
    [phases({ ...step, maxAttempts: 0 }),
      'MaxAttemptsOutOfRange: `phases[0].steps[0].maxAttempts` must be a whole number from 1 to 1000, got: 0. [Stack/Component]',
      phases({ ...step, maxAttempts: 1 })],
    [phases({ ...step, maxAttempts: 1001 }),
      'MaxAttemptsOutOfRange: `phases[0].steps[0].maxAttempts` must be a whole number from 1 to 1000, got: 1001. [Stack/Component]',
      phases({ ...step, maxAttempts: 1000 })],
    [phases({ ...step, timeoutSeconds: 0 }),
      'TimeoutSecondsOutOfRange: `phases[0].steps[0].timeoutSeconds` must be a whole number from 1 to 9007199254740991, got: 0. '
      + '[Stack/Component]',
      phases({ ...step, timeoutSeconds: -1 })],
    [phases({ ...step, timeoutSeconds: 1.5 }),
      'TimeoutSecondsOutOfRange: `phases[0].steps[0].timeoutSeconds` must be a whole number from 1 to 9007199254740991, got: 1.5. '
      + '[Stack/Component]',
      phases({ ...step, timeoutSeconds: 1 })],
    [phases({ ...step, onFailure: 'abort' }),
      'OnFailureUnsupported: `phases[0].steps[0].onFailure` must be `Abort`, `Continue` or `Ignore`, got: \'abort\'. [Stack/Component]',
      phases({ ...step, onFailure: 'Abort' })],
    [phases({ ...step, if: {} }),
      'IfMalformed: `phases[0].steps[0].if` must have exactly one operator, got: []. [Stack/Component]',
      phases({ ...step, if: { fileExists: '/a' } })],
    [phases({ ...step, if: { fileExists: '/a', binaryExists: 'b' } }),
      'IfMalformed: `phases[0].steps[0].if` must have exactly one operator, got: ["binaryExists","fileExists"]. [Stack/Component]'],
    [phases({ ...step, if: { numberEquals: 1 } }),
      'ValueRequired: `phases[0].steps[0].if.value` must be given. [Stack/Component]',
      phases({ ...step, if: { numberEquals: 1, value: '1' } })],
    [phases({ ...step, loop: { for: { start: 1, end: 3 } } }),
      'UpdateByRequired: `phases[0].steps[0].loop.for.updateBy` must be given. [Stack/Component]',
      phases({ ...step, loop: { for: { start: 1, end: 3, updateBy: 1 } } })],
    [phases({ ...step, loop: { forEach: [] } }),
      'ForEachOutOfRange: `phases[0].steps[0].loop.forEach` must have 1 to 1000 entries, got: 0. [Stack/Component]',
      phases({ ...step, loop: { forEach: ['a'] } })],
    [phases({ ...step, inputs: { commands: ['echo {{ build.Unknown.outputs.stdout }}'] } }),
      'CommandsUnresolved: `phases[0].steps[0].inputs.commands[0]` must refer to steps that have run before on the same instance, got: '
      + '\'{{ build.Unknown.outputs.stdout }}\'. [Stack/Component]'],
    [{ ...phases(step), parameters: [{ Level: { type: 'number' } }] },
      'TypeUnsupported: `parameters[0].Level.type` must be `string`, got: \'number\'. [Stack/Component]',
      { ...phases(step), parameters: [{ Level: { type: 'string' } }] }],
    [{ ...phases(step), constants: [{ Level: { type: 'string' } }] },
      'ValueRequired: `constants[0].Level.value` must be given. [Stack/Component]',
      { ...phases(step), constants: [{ Level: { type: 'string', value: 'a' } }] }],
  ]),
  ...refusals('WorkflowDocument.fromInline', (stack, text: string) =>
    new Workflow(stack, 'Workflow', { workflowType: WorkflowType.TEST, document: WorkflowDocument.fromInline(text) }), [
    ['', 'TextMalformed: `text` must hold a map, in YAML or JSON, got: null.'],
    ['steps', 'TextMalformed: `text` must hold a map, in YAML or JSON, got: \'steps\'.', JSON.stringify(workflow(waiting('Wait')))],
  ]),
  ...refusals('WorkflowDocument.fromFile', (_, path: string) => WorkflowDocument.fromFile(path), [
    ['no/such/workflow.yaml',
      'PathUnresolved: `path` must be the path of a file, absolute or from the working directory, got: \'no/such/workflow.yaml\'.'],
  ]),
  ...refusals('WorkflowDocument.fromS3', (stack, key: string) => WorkflowDocument.fromS3(Bucket.fromBucketName(stack, 'Bucket', 'documents'), key), [
    ['', 'KeyMalformed: `key` must be 1 to 1024 characters long, got: \'\'.', 'workflow.yaml'],
  ]),
  ...refusals('WorkflowDocument.fromObject', (stack, content: Record<string, unknown>) =>
    new Workflow(stack, 'Workflow', { workflowType: WorkflowType.TEST, document: WorkflowDocument.fromObject(content) }), [
    [{}, 'SchemaVersionRequired: `schemaVersion` must be given. [Stack/Workflow]', workflow(waiting('Wait'))],
    [{ schemaVersion: '1.0' }, 'StepsRequired: `steps` must be given. [Stack/Workflow]'],
    [workflow(), 'StepsOutOfRange: `steps` must have 1 to 15 entries, got: 0. [Stack/Workflow]'],
    [workflow(...many(16, (index) => waiting(`Wait${index}`))),
      'StepsOutOfRange: `steps` must have 1 to 15 entries, got: 16. [Stack/Workflow]',
      workflow(...many(15, (index) => waiting(`Wait${index}`)))],
    [workflow(waiting('Wait'), waiting('Wait')),
      'NameConflict: `steps[1].name` must be different from the others, got: \'Wait\'. [Stack/Workflow]',
      workflow(waiting('Wait'), waiting('Wait2'))],
    [workflow(waiting('ab')),
      'NameMalformed: `steps[0].name` must be 3 to 100 letters, digits or underscores, and begin with a letter, got: \'ab\'. [Stack/Workflow]',
      workflow(waiting('abc'))],
    [workflow(waiting('1st')),
      'NameMalformed: `steps[0].name` must be 3 to 100 letters, digits or underscores, and begin with a letter, got: \'1st\'. '
      + '[Stack/Workflow]'],
    [workflow(waiting('a'.repeat(101))),
      'NameMalformed: `steps[0].name` must be 3 to 100 letters, digits or underscores, and begin with a letter, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\'. [Stack/Workflow]',
      workflow(waiting('a'.repeat(100)))],
    [workflow({ ...waiting('Wait'), timeoutSeconds: 0 }),
      'TimeoutSecondsOutOfRange: `steps[0].timeoutSeconds` must be a whole number from 1 to 604800, got: 0. [Stack/Workflow]',
      workflow({ ...waiting('Wait'), timeoutSeconds: 1 })],
    [workflow({ ...waiting('Wait'), timeoutSeconds: 604_801 }),
      'TimeoutSecondsOutOfRange: `steps[0].timeoutSeconds` must be a whole number from 1 to 604800, got: 604801. [Stack/Workflow]',
      workflow({ ...waiting('Wait'), timeoutSeconds: 604_800 })],
    [workflow({ ...waiting('Wait'), onFailure: 'Ignore' }),
      'OnFailureUnsupported: `steps[0].onFailure` must be `Abort` or `Continue`, got: \'Ignore\'. [Stack/Workflow]',
      workflow({ ...waiting('Wait'), onFailure: 'Continue' })],
    [workflow({ ...waiting('Wait'), rollbackEnabled: 'maybe' }),
      'RollbackEnabledMalformed: `steps[0].rollbackEnabled` must be `true`, `false` or a reference, got: \'maybe\'. [Stack/Workflow]',
      workflow({ ...waiting('Wait'), rollbackEnabled: true })],
    [workflow({ ...waiting('Wait'), description: '' }),
      'DescriptionMalformed: `steps[0].description` must be 1 to 1024 characters long, got: \'\'. [Stack/Workflow]',
      workflow({ ...waiting('Wait'), description: 'a' })],
    [workflow({ ...waiting('Wait'), if: { stringEquals: 'a' } }),
      'ValueRequired: `steps[0].if.value` must be given. [Stack/Workflow]',
      workflow({ ...waiting('Wait'), if: { stringEquals: 'a', value: '$.imagebuilder.platform' } })],
    [workflow({ ...waiting('Wait'), if: { numberEquals: '1', value: '$.imagebuilder.imageBuildNumber' } }),
      'NumberEqualsMalformed: `steps[0].if.numberEquals` must be a number, got: \'1\'. [Stack/Workflow]',
      workflow({ ...waiting('Wait'), if: { numberEquals: 1, value: '$.imagebuilder.imageBuildNumber' } })],
    [workflow(stop),
      'InstanceIdUnresolved: `steps[0].inputs.instanceId` must refer to a step that stands before it, got: '
      + '\'$.stepOutputs.Launch.instanceId\'. [Stack/Workflow]',
      workflow(launch, stop)],
    [workflow(stop, launch),
      'InstanceIdUnresolved: `steps[0].inputs.instanceId` must refer to a step that stands before it, got: '
      + '\'$.stepOutputs.Launch.instanceId\'. [Stack/Workflow]'],
    [workflow(launch, { ...stop, inputs: { 'instanceId.$': '$.stepOutputs.Launch.imageId' } }),
      'InstanceIdUnresolved: `steps[1].inputs.instanceId` must refer to an output of that step (instanceId), got: '
      + '\'$.stepOutputs.Launch.imageId\'. [Stack/Workflow]'],
    [workflow(launch, { ...stop, inputs: { 'instanceId.$': '$.parameters.Instance' } }),
      'InstanceIdUnresolved: `steps[1].inputs.instanceId` must refer to parameters of the document (it has none), got: '
      + '\'$.parameters.Instance\'. [Stack/Workflow]'],
    [workflow({ ...stop, inputs: {} }), 'InstanceIdRequired: `steps[0].inputs.instanceId` must be given. [Stack/Workflow]'],
    [workflow({ name: 'Distribute', action: 'DistributeImage' }),
      'ActionUnsupported: `steps[0].action` must be one that TEST workflows may have, got: \'DistributeImage\'. It is for DISTRIBUTION '
      + 'workflows. [Stack/Workflow]'],
    [{ ...workflow(waiting('Wait')), parameters: many(26, (index) => ({ name: `p${index}`, type: 'string' })) },
      'ParametersOutOfRange: `parameters` must have 0 to 25 entries, got: 26. [Stack/Workflow]',
      { ...workflow(waiting('Wait')), parameters: many(25, (index) => ({ name: `p${index}`, type: 'string' })) }],
    [{ ...workflow(waiting('Wait')), parameters: [{ name: 'p', type: 'number' }] },
      'TypeUnsupported: `parameters[0].type` must be `string`, `integer`, `boolean` or `stringList`, got: \'number\'. [Stack/Workflow]',
      { ...workflow(waiting('Wait')), parameters: [{ name: 'p', type: 'integer' }] }],
    [{ ...workflow(waiting('Wait')), parameters: [{ name: 'p', type: 'integer', default: 1.5 }] },
      'DefaultMalformed: `parameters[0].default` must be a value of type integer, got: 1.5. [Stack/Workflow]',
      { ...workflow(waiting('Wait')), parameters: [{ name: 'p', type: 'integer', default: 1 }] }],
    [{ ...workflow(waiting('Wait')), outputs: many(26, (index) => ({ name: `o${index}`, value: 'a' })) },
      'OutputsOutOfRange: `outputs` must have 0 to 25 entries, got: 26. [Stack/Workflow]',
      { ...workflow(waiting('Wait')), outputs: many(25, (index) => ({ name: `o${index}`, value: 'a' })) }],
  ]),
];
