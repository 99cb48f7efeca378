import { Lazy, Stack, Token } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { grantPermission } from '../../src/common/permission';
import { DocumentNode } from '../../src/document/document-node';
import { stepPermissions } from '../../src/workflow/permissions';
import { newStack, propertiesOf, statementsOf, warningsOf } from '../support/synth';

function grant(action: string, inputs: object | undefined, stack: Stack = newStack({ env: { account: '123456789012', region: 'eu-central-1' } })): Stack {
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('imagebuilder.amazonaws.com') });
  stepPermissions(stack, DocumentNode.root(stack, { steps: [{ name: 'Step', action, inputs }] }))
    .filter(({ inManagedPolicy }) => !inManagedPolicy).forEach((permission) => grantPermission(role, permission));
  return stack;
}

const own = (service: string, rest: string, account = '123456789012') =>
  ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${service}:eu-central-1:${account}:${rest}`]] });
const machine = 'arn:aws:states:us-east-1:111111111111:stateMachine:Check';
const topic = 'arn:aws:sns:us-east-1:111111111111:approvals';
const lambda = 'arn:aws:lambda:us-east-1:111111111111:function:approve';

test.each<[string, string, object, [string | string[], unknown][]]>([
  ['a state machine is started, and its executions are watched', 'ExecuteStateMachine', { stateMachineArn: machine }, [
    ['states:StartExecution', machine], ['states:DescribeExecution', 'arn:aws:states:us-east-1:111111111111:execution:Check:*'],
  ]],
  ['a topic is published to', 'WaitForAction', { snsTopicArn: topic }, [['sns:Publish', topic]]],
  ['a function is called by its ARN', 'WaitForAction', { lambdaFunctionName: lambda }, [['lambda:InvokeFunction', lambda]]],
  ['a function is called by its name', 'WaitForAction', { lambdaFunctionName: 'approve' }, [['lambda:InvokeFunction', own('lambda', 'function:approve')]]],
  ['both are told', 'WaitForAction', { snsTopicArn: topic, lambdaFunctionName: lambda }, [['sns:Publish', topic], ['lambda:InvokeFunction', lambda]]],
  ['a document of the account is run', 'RunCommand', { documentName: 'Mine' }, [['ssm:SendCommand', own('ssm', 'document/Mine')]]],
  ['a document of AWS is run', 'RunCommand', { documentName: 'AWS-ApplyAnsiblePlaybooks' },
    [['ssm:SendCommand', own('ssm', 'document/AWS-ApplyAnsiblePlaybooks', '')]]],
  ['a document of the account whose name has AWS in it is run', 'RunCommand', { documentName: 'My-AWS-Document' },
    [['ssm:SendCommand', own('ssm', 'document/My-AWS-Document')]]],
  ['a document is run by its ARN', 'RunCommand', { documentName: 'arn:aws:ssm:us-east-1:111111111111:document/Mine' },
    [['ssm:SendCommand', 'arn:aws:ssm:us-east-1:111111111111:document/Mine']]],
  ['a parameter is written', 'ApplyImageConfigurations', { configurations: [{ ssmParameterConfigurations: [{ parameterName: '/golden/ami' }] }] },
    [[['ssm:GetParameter', 'ssm:PutParameter'], own('ssm', 'parameter/golden/ami')]]],
  ['a parameter without a path is written', 'ApplyImageConfigurations', { configurations: [{ ssmParameterConfigurations: [{ parameterName: 'golden' }] }] },
    [[['ssm:GetParameter', 'ssm:PutParameter'], own('ssm', 'parameter/golden')]]],
  ['a parameter of another Region is written', 'ApplyImageConfigurations',
    { configurations: [{ region: 'us-east-1', ssmParameterConfigurations: [{ parameterName: 'golden', amiAccountId: '123456789012' }] }] },
    [[['ssm:GetParameter', 'ssm:PutParameter'],
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:us-east-1:123456789012:parameter/golden']] }]]],
])('%s', (_, action, inputs, expected) => {
  expect(statementsOf(grant(action, inputs))).toEqual(expected.map(([name, resource]) => ({ Effect: 'Allow', Action: name, Resource: resource })));
});

test.each<[string, string, object | undefined]>([
  ['a step without inputs', 'WaitForAction', undefined],
  ['another action', 'CreateImage', { snsTopicArn: topic }],
  ['an action that only the deployment knows', Lazy.string({ produce: () => 'WaitForAction' }), { snsTopicArn: topic }],
  ...['AWS-RunShellScript', 'AWS-RunPowerShellScript', 'AWSEC2-RunSysprep'].map((documentName): [string, string, object] => (
    [`a document that the policy of the service names, ${documentName},`, 'RunCommand', { documentName }])),
  ['a parameter that the policy of the service names', 'ApplyImageConfigurations',
    { configurations: [{ ssmParameterConfigurations: [{ parameterName: '/imagebuilder/ami' }] }] }],
  ['a parameter of another account', 'ApplyImageConfigurations',
    { configurations: [{ ssmParameterConfigurations: [{ parameterName: 'golden', amiAccountId: '111111111111' }] }] }],
  ['a parameter without a name', 'ApplyImageConfigurations', { configurations: [{ ssmParameterConfigurations: [{}] }] }],
])('%s needs nothing', (_, action, inputs) => {
  const stack = grant(action, inputs);
  expect([statementsOf(stack), warningsOf(stack)]).toEqual([[], []]);
});

test('tokens are taken for what CloudFormation has', () => {
  const ref = (name: string) => Token.asString({ Ref: name });
  const of = (action: string, inputs: object) => statementsOf(grant(action, inputs)).map(({ Resource }) => Resource);
  expect(of('WaitForAction', { snsTopicArn: ref('Topic'), lambdaFunctionName: ref('Arn') })).toEqual([{ Ref: 'Topic' }, { Ref: 'Arn' }]);
  expect(JSON.stringify(of('RunCommand', { documentName: ref('Document') }))).toContain(':document/",{"Ref":"Document"}');
  expect(JSON.stringify(of('ApplyImageConfigurations', { configurations: [{ ssmParameterConfigurations: [{ parameterName: ref('Name') }] }] })))
    .toContain(':parameter/",{"Ref":"Name"}');
  expect(JSON.stringify(of('ExecuteStateMachine', { stateMachineArn: ref('Machine') })[1])).toContain(':execution:",{"Fn::Select":[6,{"Fn::Split":[":",{"Ref":"Machine"}]}]},":*"');
});

test('what a reference names is warned of, because it is known when the workflow runs', () => {
  const stack = grant('ExecuteStateMachine', { 'stateMachineArn.$': '$.parameters.machine' });
  expect(statementsOf(stack)).toEqual([]);
  expect(warningsOf(stack)).toEqual([
    '`steps[0].inputs.stateMachineArn` is a reference, so the execution role is not allowed what the step needs: grant it. '
    + '[ack: cdk-imagebuilder:unknownStepPermission]',
  ]);
});

test.each<[string, object, boolean]>([
  ['without a launch template', { enabled: true }, true],
  ['with a launch template', { enabled: true, launchTemplate: { launchTemplateName: 'mine' } }, false],
  ['in another account', { enabled: true, accountId: '111111111111' }, false],
  ['that is off', { enabled: false }, false],
])('EC2 Fast Launch %s', (_, fastLaunch, isAttached) => {
  const stack = grant('ApplyImageConfigurations', { configurations: [{ fastLaunchConfigurations: [fastLaunch] }] });
  expect(JSON.stringify(propertiesOf(stack, 'AWS::IAM::Role')).includes('policy/EC2FastLaunchFullAccess')).toBe(isAttached);
});
