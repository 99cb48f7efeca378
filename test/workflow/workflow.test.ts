import { App, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AccountPrincipal, Role, ServicePrincipal, User } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { WaitForActionStep } from '../../src/workflow/steps/control-steps';
import { Workflow } from '../../src/workflow/workflow';
import { WorkflowDocument } from '../../src/workflow/workflow-document';
import { WorkflowProps } from '../../src/workflow/workflow-props';
import { WorkflowType } from '../../src/workflow/workflow-type';
import { WorkflowVersion } from '../../src/workflow/workflow-version';
import { newStack, propertiesOf, resourcesOf, statementsOf } from '../support/synth';

const TYPE = 'AWS::ImageBuilder::Workflow';
const document = WorkflowDocument.fromSteps([new WaitForActionStep('Wait')]);
const DATA = '{"schemaVersion":"1.0","steps":[{"name":"Wait","action":"WaitForAction","inputs":{}}]}';
const arn = 'arn:aws:imagebuilder:eu-central-1:123456789012:workflow/test/mine/1.2.3/4';

function workflow(props: Partial<WorkflowProps> = {}, stack: Stack = newStack()): Workflow {
  return new Workflow(stack, 'Workflow', { workflowType: WorkflowType.BUILD, document, ...props });
}

describe('a workflow', () => {
  test('has a name, a version and a document by default, and nothing else', () => {
    const { stack } = workflow();
    expect(propertiesOf(stack, TYPE)).toEqual({ Name: expect.stringMatching(/^stack-workflow-[0-9a-f]{8}$/), Version: '1.0.0', Type: 'BUILD', Data: DATA });
  });

  test('renders every property', () => {
    const stack = newStack();
    const kmsKey = new Key(stack, 'Key');
    workflow({
      workflowType: WorkflowType.TEST,
      workflowName: 'My_Workflow 1',
      workflowVersion: WorkflowVersion.of('2.1.0'),
      description: 'what it is for',
      changeDescription: 'what is different',
      kmsKey,
      tags: { Team: 'platform' },
    }, stack);
    Template.fromStack(stack).hasResourceProperties(TYPE, Match.objectEquals({
      Name: 'My_Workflow 1',
      Version: '2.1.0',
      Type: 'TEST',
      Data: DATA,
      Description: 'what it is for',
      ChangeDescription: 'what is different',
      KmsKeyId: stack.resolve(kmsKey.keyArn),
      Tags: { Team: 'platform' },
    }));
  });

  test('omits empty tags', () => {
    expect(propertiesOf(workflow({ tags: {} }).stack, TYPE)).not.toHaveProperty('Tags');
  });

  test('has attributes that come from the service', () => {
    const made = workflow();
    const { stack } = made;
    const attribute = (name: string) => ({ 'Fn::GetAtt': [stack.getLogicalId(made.node.defaultChild as any), name] });
    expect(stack.resolve([
      made.workflowArn, made.workflowRef.workflowArn,
      made.latestVersionArn, made.latestMajorVersionArn, made.latestMinorVersionArn, made.latestPatchVersionArn,
    ])).toEqual(['Arn', 'Arn', 'LatestVersion.Arn', 'LatestVersion.Major', 'LatestVersion.Minor', 'LatestVersion.Patch'].map(attribute).map((each) => stack.resolve(each)));
    expect([made.workflowVersion, made.workflowType]).toEqual(['1.0.0', WorkflowType.BUILD]);
    expect(stack.resolve(made.workflowName)).toBe(propertiesOf(stack, TYPE).Name);
  });

  test('keeps name and version when its document changes, so that the service makes the next build', () => {
    const [one, other] = ['Wait', 'Other'].map((name) =>
      propertiesOf(workflow({ document: WorkflowDocument.fromSteps([new WaitForActionStep(name)]) }).stack, TYPE));
    expect(one.Data).not.toEqual(other.Data);
    expect([one.Name, one.Version]).toEqual([other.Name, other.Version]);
  });

  test('of a long document is uploaded', () => {
    const text = `# ${'x'.repeat(16_000)}\n${DATA}`;
    const properties = propertiesOf(workflow({ document: WorkflowDocument.fromInline(text) }).stack, TYPE);
    expect(properties).toHaveProperty('Uri');
    expect(properties).not.toHaveProperty('Data');
  });

  test('can be kept', () => {
    const made = workflow();
    made.applyRemovalPolicy(RemovalPolicy.RETAIN);
    Template.fromStack(made.stack).hasResource(TYPE, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('takes a token as its name', () => {
    expect(propertiesOf(workflow({ workflowName: Lazy.string({ produce: () => 'later' }) }).stack, TYPE).Name).toBe('later');
  });

  test.each([
    [{ workflowName: 'x' },
      'WorkflowNameMalformed: `workflowName` must be 3 to 128 letters, digits, hyphens, underscores or inner spaces, got: \'x\'. [Stack/Workflow]'],
    [{ description: '' }, 'DescriptionMalformed: `description` must be 1 to 1024 characters long, got: \'\'. [Stack/Workflow]'],
    [{ changeDescription: '' }, 'ChangeDescriptionMalformed: `changeDescription` must be 1 to 1024 characters long, got: \'\'. [Stack/Workflow]'],
    [{ document: WorkflowDocument.fromSteps([]) }, 'StepsOutOfRange: `steps` must have 1 to 15 entries, got: 0. [Stack/Workflow]'],
    [{ tags: { 'aws:x': 'y' } },
      'TagsMalformed: `tags` must have keys of 1 to 128 letters, digits, spaces or _.:/=+-@ that do not start with `aws:`, got: \'aws:x\'. [Stack/Workflow]'],
  ])('refuses %j', (props, message) => {
    expect(() => workflow(props)).toThrow(new Error(message));
  });

  test('has a version without wildcards', () => {
    expect(() => WorkflowVersion.of('1.0.x')).toThrow(new Error('WorkflowVersionMalformed: `workflowVersion` must have three numbers, as in `1.0.0`, got: \'1.0.x\'.'));
  });
});

describe('an existing workflow', () => {
  const stack = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });

  test('is known by its ARN', () => {
    expect(Workflow.fromWorkflowArn(newStack(), 'Known', arn)).toMatchObject({
      workflowArn: arn,
      workflowName: 'mine',
      workflowVersion: '1.2.3',
      workflowType: WorkflowType.TEST,
      workflowRef: { workflowArn: arn },
      env: { account: '123456789012', region: 'eu-central-1' },
    });
  });

  test('is known by an ARN that is a token, without its type', () => {
    const known = Workflow.fromWorkflowArn(stack, 'Token', Lazy.string({ produce: () => arn }));
    const part = (index: number) => ({ 'Fn::Select': [index, { 'Fn::Split': ['/', arn] }] });
    expect(stack.resolve([known.workflowArn, known.workflowName, known.workflowVersion])).toEqual([arn, part(2), part(3)]);
    expect(known.workflowType).toBeUndefined();
  });

  test('is known by its name and type, in its newest version', () => {
    const known = Workflow.fromWorkflowName(stack, 'Name', 'My_Workflow', WorkflowType.DISTRIBUTION);
    expect([known.workflowName, known.workflowVersion, known.workflowType]).toEqual(['My_Workflow', 'x.x.x', WorkflowType.DISTRIBUTION]);
    expect(stack.resolve(known.workflowArn)).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':imagebuilder:eu-central-1:123456789012:workflow/distribution/my-workflow/x.x.x']],
    });
  });

  test('is known by its name, which is a token', () => {
    const known = Workflow.fromWorkflowName(stack, 'NameToken', Lazy.string({ produce: () => 'later' }), WorkflowType.BUILD);
    expect(JSON.stringify(stack.resolve(known.workflowArn))).toContain(':workflow/build/later/x.x.x');
  });

  test('is known by name, type and version', () => {
    const known = Workflow.fromWorkflowAttributes(stack, 'Version', { workflowName: 'mine', workflowType: WorkflowType.TEST, workflowVersion: '1.x.x' });
    expect(JSON.stringify(stack.resolve(known.workflowArn))).toContain(':workflow/test/mine/1.x.x');
  });

  test('is not known by ARN and name', () => {
    expect(() => Workflow.fromWorkflowAttributes(stack, 'Both', { workflowArn: arn, workflowName: 'mine', workflowType: WorkflowType.TEST })).toThrow(new Error(
      'WorkflowNameConflict: `workflowName` must be absent when `workflowArn` is given. [Stack]'));
  });

  test('makes no resource', () => {
    const empty = newStack();
    Workflow.fromWorkflowArn(empty, 'Known', arn);
    expect(resourcesOf(empty, TYPE)).toEqual([]);
  });
});

describe('grants', () => {
  test('reading is allowed on this workflow', () => {
    const made = workflow();
    expect(made.grantRead(new User(made.stack, 'User')).success).toBe(true);
    expect(statementsOf(made.stack)).toEqual([{ Effect: 'Allow', Action: 'imagebuilder:GetWorkflow', Resource: made.stack.resolve(made.workflowArn) }]);
  });

  test('reading an encrypted workflow allows decryption too', () => {
    const stack = newStack();
    const kmsKey = new Key(stack, 'Key');
    workflow({ kmsKey }, stack).grantRead(new User(stack, 'User'));
    expect(statementsOf(stack)).toContainEqual({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: stack.resolve(kmsKey.keyArn) });
  });

  test('any action is allowed on this workflow', () => {
    const made = workflow();
    made.grant(new User(made.stack, 'User'), 'imagebuilder:GetWorkflow', 'imagebuilder:DeleteWorkflow');
    expect(statementsOf(made.stack)).toEqual([{
      Effect: 'Allow', Action: ['imagebuilder:GetWorkflow', 'imagebuilder:DeleteWorkflow'], Resource: made.stack.resolve(made.workflowArn),
    }]);
  });

  test('nothing is allowed without a grant', () => {
    const made = workflow();
    new Role(made.stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    expect(statementsOf(made.stack)).toEqual([]);
  });

  test('a principal without policies of its own gets nothing, and says so', () => {
    expect(workflow().grantRead(new AccountPrincipal('123456789012')).success).toBe(false);
  });

  test.each([
    [arn, [arn]],
    [arn.replace('/4', ''), [arn.replace('/4', ''), arn.replace('/4', '/*')]],
    [arn.replace('1.2.3/4', 'x.x.x'), [arn.replace('1.2.3/4', '*')]],
  ])('reading %s covers what is found', (given, resources) => {
    const stack = new Stack(new App(), 'Stack');
    Workflow.fromWorkflowArn(stack, 'Known', given).grantRead(new User(stack, 'User'));
    expect([statementsOf(stack)[0].Resource].flat()).toEqual(resources);
  });

  test('reading an ARN that is a token is allowed on it', () => {
    const stack = newStack();
    Workflow.fromWorkflowArn(stack, 'Known', Lazy.string({ produce: () => arn })).grantRead(new User(stack, 'User'));
    expect(statementsOf(stack)[0].Resource).toBe(arn);
  });
});
