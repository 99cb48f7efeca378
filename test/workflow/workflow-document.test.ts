import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Aws, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { ExecuteComponentsStep } from '../../src/workflow/steps/command-steps';
import { WaitForActionStep } from '../../src/workflow/steps/control-steps';
import { CreateImageStep } from '../../src/workflow/steps/image-steps';
import { LaunchInstanceStep, TerminateInstanceStep } from '../../src/workflow/steps/instance-steps';
import { WorkflowCondition } from '../../src/workflow/workflow-condition';
import { WorkflowDocument } from '../../src/workflow/workflow-document';
import { WorkflowParameter, WorkflowParameterValue } from '../../src/workflow/workflow-parameter';
import { WorkflowStep } from '../../src/workflow/workflow-step';
import { WorkflowVariable } from '../../src/workflow/workflow-variable';
import { newStack, statementsOf } from '../support/synth';

const wait = new WaitForActionStep('Wait');
const WAITING = '{"schemaVersion":"1.0","steps":[{"name":"Wait","action":"WaitForAction","inputs":{}}]}';

function bind(document: WorkflowDocument, stack: Stack = newStack(), type = 'BUILD') {
  return document._bind(stack, type);
}

describe('steps', () => {
  test('become a document', () => {
    const launch = new LaunchInstanceStep('Launch');
    const components = new ExecuteComponentsStep('Components', { instanceId: launch.instanceId });
    const create = new CreateImageStep('Create', { instanceId: launch.instanceId });
    const approve = WorkflowParameter.ofBoolean('approve', { defaultValue: WorkflowParameterValue.fromBoolean(false) });
    const document = WorkflowDocument.fromSteps([
      launch, components,
      new WaitForActionStep('Approve', { condition: WorkflowCondition.booleanEquals(approve.value, true), payload: { os: WorkflowVariable.PLATFORM } }),
      create, new TerminateInstanceStep('Terminate', { instanceId: launch.instanceId }),
    ], { parameters: [approve], outputs: { ImageId: create.imageId }, name: 'golden', description: 'what it is for' });
    expect(JSON.parse(bind(document).data.data!)).toEqual({
      name: 'golden',
      description: 'what it is for',
      schemaVersion: '1.0',
      parameters: [{ name: 'approve', type: 'boolean', default: false }],
      steps: [
        { name: 'Launch', action: 'LaunchInstance', inputs: { waitFor: 'ssmAgent' } },
        { name: 'Components', action: 'ExecuteComponents', inputs: { 'instanceId.$': '$.stepOutputs.Launch.instanceId' } },
        {
          name: 'Approve',
          action: 'WaitForAction',
          if: { booleanEquals: true, value: '$.parameters.approve' },
          inputs: { payload: '{"os":"{{ $.imagebuilder.platform }}"}' },
        },
        { name: 'Create', action: 'CreateImage', inputs: { 'instanceId.$': '$.stepOutputs.Launch.instanceId' } },
        { name: 'Terminate', action: 'TerminateInstance', inputs: { 'instanceId.$': '$.stepOutputs.Launch.instanceId' } },
      ],
      outputs: [{ name: 'ImageId', value: '$.stepOutputs.Create.imageId' }],
    });
  });

  test('leave out what is not given', () => {
    expect(bind(WorkflowDocument.fromSteps([wait])).data).toEqual({ data: WAITING });
    expect(bind(WorkflowDocument.fromSteps([wait], { parameters: [], outputs: {} })).data).toEqual({ data: WAITING });
  });

  test('are checked', () => {
    expect(() => bind(WorkflowDocument.fromSteps([wait, wait]))).toThrow(new Error(
      'NameConflict: `steps[1].name` must be different from the others, got: \'Wait\'. [Stack]'));
    expect(() => bind(WorkflowDocument.fromSteps([]))).toThrow(new Error('StepsOutOfRange: `steps` must have 1 to 15 entries, got: 0. [Stack]'));
    const foreign = new LaunchInstanceStep('Launch').instanceId;
    expect(() => bind(WorkflowDocument.fromSteps([new CreateImageStep('Create', { instanceId: foreign })]))).toThrow(new Error(
      'InstanceIdUnresolved: `steps[0].inputs.instanceId` must refer to a step that stands before it, got: \'$.stepOutputs.Launch.instanceId\'. [Stack]'));
  });

  test('with a default of another type are refused', () => {
    const parameter = WorkflowParameter.ofInteger('Count', { defaultValue: WorkflowParameterValue.fromString('1') });
    expect(() => bind(WorkflowDocument.fromSteps([wait], { parameters: [parameter] }))).toThrow(new Error(
      'DefaultMalformed: `parameters[0].default` must be a value of type integer, got: \'1\'. [Stack]'));
  });

  test('keep tokens whole and in quotes', () => {
    const stack = newStack();
    const step = new WorkflowStep('Step', { action: 'WaitForAction', inputs: { payload: Aws.ACCOUNT_ID } });
    expect(stack.resolve(bind(WorkflowDocument.fromSteps([step]), stack).data)).toEqual({
      data: {
        'Fn::Join': ['', [
          '{"schemaVersion":"1.0","steps":[{"name":"Step","action":"WaitForAction","inputs":{"payload":"', { Ref: 'AWS::AccountId' }, '"}}]}',
        ]],
      },
    });
  });

  test('may be used in more than one document', () => {
    expect(bind(WorkflowDocument.fromSteps([wait])).data).toEqual(bind(WorkflowDocument.fromSteps([wait])).data);
  });

  test('that are long are uploaded', () => {
    const steps = Array.from({ length: 15 }, (_, index) => new WaitForActionStep(`Step${index}`, { payload: { text: 'x'.repeat(1100) } }));
    const { data, facts } = bind(WorkflowDocument.fromSteps(steps));
    expect(Object.keys(data)).toEqual(['uri']);
    expect(facts.actions).toHaveLength(15);
  });
});

describe('an object', () => {
  test('is a document', () => {
    const { data, facts } = bind(WorkflowDocument.fromObject(JSON.parse(WAITING)));
    expect(data).toEqual({ data: WAITING });
    expect(facts.actions).toEqual(['WaitForAction']);
  });

  test('is checked', () => {
    expect(() => bind(WorkflowDocument.fromObject({ steps: [] }))).toThrow(new Error('SchemaVersionRequired: `schemaVersion` must be given. [Stack]'));
  });

  test('keeps tokens whole', () => {
    const stack = newStack();
    const document = WorkflowDocument.fromObject({ schemaVersion: '1.0', steps: [{ name: 'Wait', action: 'WaitForAction', inputs: { snsTopicArn: Token.asString({ Ref: 'Topic' }) } }] });
    expect(JSON.stringify(stack.resolve(bind(document, stack).data))).toContain('{"Ref":"Topic"}');
  });
});

describe('a file', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'workflow-document-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function file(name: string, text: string): string {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  }

  test('is a document, and its text stays as it is', () => {
    const text = '# why\nschemaVersion: 1.0\nsteps:\n  - name: Wait\n    action: WaitForAction\n';
    const { data, facts } = bind(WorkflowDocument.fromFile(file('good.yaml', text)));
    expect(data).toEqual({ data: text });
    expect(facts).toMatchObject({ type: 'BUILD', actions: ['WaitForAction'] });
  });

  test('may be JSON', () => {
    expect(bind(WorkflowDocument.fromFile(file('good.json', WAITING))).data).toEqual({ data: WAITING });
  });

  test('is named in a fault', () => {
    const path = file('bad.yaml', 'schemaVersion: 1.0\nsteps:\n  - name: Launch\n    action: LaunchInstance\n');
    expect(() => bind(WorkflowDocument.fromFile(path))).toThrow(new Error(
      `WaitForRequired: \`steps[0].inputs.waitFor\` must be given. It is in ${path}. [Stack]`));
  });

  test('that is no YAML is refused', () => {
    const path = file('ugly.yaml', 'steps:\n  - name: a\n   action: b\n');
    expect(() => WorkflowDocument.fromFile(path)).toThrow(/^PathMalformed: `path` must hold one document of valid YAML or JSON, got: '.* at line \d+, column \d+'\. It is in .*ugly\.yaml\.$/);
  });

  test('that is not there is refused', () => {
    expect(() => WorkflowDocument.fromFile('no-such-file.yaml')).toThrow(new Error(
      'PathUnresolved: `path` must be the path of a file, absolute or from the working directory, got: \'no-such-file.yaml\'.'));
  });
});

describe('text', () => {
  test('is a document, and stays as it is', () => {
    const text = 'schemaVersion: 1.0\nsteps: [{ name: Wait, action: WaitForAction }]';
    expect(bind(WorkflowDocument.fromInline(text))).toMatchObject({ data: { data: text }, facts: { actions: ['WaitForAction'] } });
  });

  test('is checked', () => {
    expect(() => WorkflowDocument.fromInline('steps')).toThrow(new Error('TextMalformed: `text` must hold a map, in YAML or JSON, got: \'steps\'.'));
  });

  test('with tokens is not checked', () => {
    const text = Lazy.string({ produce: () => 'later' });
    expect(bind(WorkflowDocument.fromInline(text))).toEqual({ data: { data: text }, facts: { type: 'BUILD' } });
  });
});

test('an object of Amazon S3 is not looked at', () => {
  const stack = newStack();
  const { data, facts } = bind(WorkflowDocument.fromS3(Bucket.fromBucketName(stack, 'Bucket', 'documents'), 'build/1.yaml'), stack);
  expect(data).toEqual({ uri: 's3://documents/build/1.yaml' });
  expect(facts).toEqual({ type: 'BUILD' });
});

describe('what its steps name', () => {
  const role = (stack: Stack) => new Role(stack, 'Role', { assumedBy: new ServicePrincipal('imagebuilder.amazonaws.com') });

  test('is granted once, with the key of a topic', () => {
    const stack = newStack();
    const topic = new Topic(stack, 'Topic', { masterKey: new Key(stack, 'Key') });
    bind(WorkflowDocument.fromSteps([new WaitForActionStep('Wait', { topic })]), stack).facts.grantExecution!(role(stack));
    expect(statementsOf(stack)).toEqual([
      { Effect: 'Allow', Action: 'sns:Publish', Resource: stack.resolve(topic.topicArn) },
      { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: stack.resolve(topic.masterKey!.keyArn) },
    ]);
  });

  test('is granted of a text too', () => {
    const stack = newStack();
    const text = 'schemaVersion: 1.0\nsteps: [{ name: Wait, action: WaitForAction, inputs: { lambdaFunctionName: "arn:aws:lambda:us-east-1:111111111111:function:a" } }]';
    bind(WorkflowDocument.fromInline(text), stack).facts.grantExecution!(role(stack));
    expect(statementsOf(stack)).toEqual([
      { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: 'arn:aws:lambda:us-east-1:111111111111:function:a' },
    ]);
  });
});
