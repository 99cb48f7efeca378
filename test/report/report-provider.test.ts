import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { BuildReport, BuildSource, ScanReport, ScanSource } from '../../src';
import { newStack } from '../support/synth';

const IMAGE_ARN = 'arn:aws:imagebuilder:us-east-1:111122223333:image/golden/1.0.3/2';

let stack: Stack;
let template: Template;
beforeAll(() => {
  stack = newStack();
  new BuildReport(stack, 'Build', { source: BuildSource.imageArn(IMAGE_ARN) });
  new ScanReport(stack, 'Scan', { source: ScanSource.imageArn(IMAGE_ARN) });
  template = Template.fromStack(stack);
});

function functions(handler: string): any[] {
  return Object.values(template.findResources('AWS::Lambda::Function', { Properties: { Handler: handler } }));
}

/** The statements of the role of a function. */
function statementsOf(handler: string): any[] {
  const [{ Properties: { Role: role } }] = functions(handler);
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  const own = policies.filter(({ Properties: { Roles: roles } }) => roles.some((ref: any) => ref.Ref === role['Fn::GetAtt'][0]));
  return own.flatMap(({ Properties: { PolicyDocument: document } }) => document.Statement);
}

test('all reports of a stack share one provider', () => {
  expect(['index.onEvent', 'index.isComplete', 'framework.onEvent', 'framework.isComplete', 'framework.onTimeout'].map((handler) => functions(handler).length))
    .toEqual([1, 1, 1, 1, 1]);
  template.resourceCountIs('AWS::Lambda::Function', 5);
});

test('the reports of two stacks do not', () => {
  const app = new App();
  for (const id of ['One', 'Two']) {
    new BuildReport(new Stack(app, id), 'Build', { source: BuildSource.imageArn(IMAGE_ARN) });
  }
  for (const id of ['One', 'Two']) {
    Template.fromStack(app.node.findChild(id) as Stack).resourceCountIs('AWS::Lambda::Function', 5);
  }
});

test('a function that reads waits for its permissions', () => {
  const [{ DependsOn: dependencies }] = functions('index.isComplete');
  expect(Object.keys(template.findResources('AWS::IAM::Policy'))).toEqual(expect.arrayContaining(dependencies.filter((id: string) => /Policy/.test(id))));
  expect(dependencies.some((id: string) => /DefaultPolicy/.test(id))).toBe(true);
});

test('a report waits at most half an hour, and CloudFormation a little longer', () => {
  template.hasResourceProperties('Custom::ImageBuilderBuildReport', { ServiceTimeout: '1860' });
  const [machine] = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
  expect(JSON.stringify(machine.Properties.DefinitionString)).toContain('\\"IntervalSeconds\\":5,\\"MaxAttempts\\":360');
});

test('the function that only checks properties may do nothing but log', () => {
  expect(statementsOf('index.onEvent').map(({ Action: action }) => action)).toEqual([['logs:CreateLogStream', 'logs:PutLogEvents']]);
});

test('the function that reads may not change anything', () => {
  const actions = statementsOf('index.isComplete').flatMap(({ Action: action }) => action).filter((action: string) => action.startsWith('imagebuilder:'));
  expect(actions.length).toBeGreaterThan(0);
  expect(actions.filter((action: string) => !/^imagebuilder:(Get|List)/.test(action))).toEqual([]);
});

test('no role has a managed policy', () => {
  template.allResourcesProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
});

test('statements allow every resource only of actions that read and have no narrower resource', () => {
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  const statements = policies.flatMap((policy) => policy.Properties.PolicyDocument.Statement).filter(({ Resource: resource }) => resource === '*');
  expect(statements.flatMap(({ Action: action }) => action)).toEqual(['inspector2:ListFindings', 'ec2:DescribeImages', 'ec2:GetImageFindings']);
});

test('all functions write to one log group that is kept a month and removed with the stack', () => {
  template.resourceCountIs('AWS::Logs::LogGroup', 1);
  template.hasResource('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 30 }, DeletionPolicy: 'Delete' });
  const [group] = Object.keys(template.findResources('AWS::Logs::LogGroup'));
  template.allResourcesProperties('AWS::Lambda::Function', { LoggingConfig: { LogGroup: { Ref: group } } });
});
