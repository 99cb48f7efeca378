import { Stack } from 'aws-cdk-lib';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Permission } from '../../src/common/permission';
import { ExecutionRole } from '../../src/pipeline/execution-role';
import { dependenciesOf, newStack, propertiesOf, resourcesOf, statementsOf, warningsOf } from '../support/synth';

const ROLE = 'AWS::IAM::Role';
const MANAGED = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/EC2ImageBuilderExecutionPolicy']] };
const permission: Permission = { actions: ['ssm:PutParameter'], resources: ['arn:aws:ssm:eu-central-1:123456789012:parameter/golden'] };
const statement = { Effect: 'Allow', Action: permission.actions[0], Resource: permission.resources[0] };

function broughtTo(stack: Stack): Role {
  return new Role(stack, 'Brought', { assumedBy: new ServicePrincipal('imagebuilder.amazonaws.com') });
}

test('there is no role when nothing needs one, and nothing to warn of', () => {
  const stack = newStack();
  const role = new ExecutionRole(stack);
  role.allow({ ...permission, inManagedPolicy: true });
  const builder = { executionRole: undefined };
  role.useIn(builder);
  expect([role.current, builder.executionRole]).toEqual([undefined, undefined]);
  expect(resourcesOf(stack, ROLE)).toEqual([]);
  expect(warningsOf(stack)).toEqual([]);
});

test('trap 5: a role is made when something needs one, once, for Image Builder in this account alone', () => {
  const stack = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });
  const role = new ExecutionRole(stack);
  const builder: { executionRole?: string } = {};
  role.useIn(builder);
  role.allow(permission);
  expect(role.require()).toBe(role.current);
  expect(propertiesOf(stack, ROLE)).toEqual({
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{
        Action: 'sts:AssumeRole',
        Effect: 'Allow',
        Principal: { Service: 'imagebuilder.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
      }],
    },
    ManagedPolicyArns: [MANAGED],
  });
  expect(statementsOf(stack)).toEqual([statement]);
  expect(builder.executionRole).toBe(role.current!.roleArn);
});

test('a brought role is equipped too', () => {
  const stack = newStack();
  const brought = broughtTo(stack);
  const role = new ExecutionRole(stack, brought);
  role.allow(permission);
  expect(role.require()).toBe(brought);
  expect(propertiesOf(stack, ROLE).ManagedPolicyArns).toEqual([MANAGED]);
  expect(statementsOf(stack)).toEqual([statement]);
  expect(warningsOf(stack)).toEqual([]);
});

test('a role that is imported is warned of', () => {
  const stack = newStack();
  const role = new ExecutionRole(stack, Role.fromRoleArn(stack, 'Imported', 'arn:aws:iam::123456789012:role/mine'));
  const builder: { executionRole?: string } = {};
  role.useIn(builder);
  expect(builder.executionRole).toBe('arn:aws:iam::123456789012:role/mine');
  expect(warningsOf(stack)).toEqual([
    'The execution role is imported or closed for updates, so no policies are attached to it. Builds fail unless it has '
    + 'EC2ImageBuilderExecutionPolicy, or the like. [ack: cdk-imagebuilder:importedExecutionRole]',
  ]);
});

test('whatever depends on it waits for the role and its policies, also when they come later', () => {
  const stack = newStack();
  const role = new ExecutionRole(stack);
  new Topic(stack, 'Topic').node.addDependency(role);
  role.allow(permission);
  expect(dependenciesOf(stack, 'AWS::SNS::Topic')).toEqual(['AWS::IAM::Policy', ROLE]);
});

test('whatever depends on it waits for a brought role', () => {
  const stack = newStack();
  const brought = broughtTo(stack);
  brought.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('job-function/ViewOnlyAccess'));
  new Topic(stack, 'Topic').node.addDependency(new ExecutionRole(stack, brought));
  expect(dependenciesOf(stack, 'AWS::SNS::Topic')).toEqual([ROLE]);
});

test('whatever depends on it waits for nothing when there is no role', () => {
  const stack = newStack();
  new Topic(stack, 'Topic').node.addDependency(new ExecutionRole(stack));
  expect(dependenciesOf(stack, 'AWS::SNS::Topic')).toEqual([]);
});

describe('what the service-linked role has from elsewhere', () => {
  const fromElsewhere = { ...permission, inServiceLinkedRole: true };

  test('takes no role', () => {
    const stack = newStack();
    const role = new ExecutionRole(stack);
    role.allow(fromElsewhere);
    expect(role.current).toBeUndefined();
  });

  test('is allowed to a role that comes later', () => {
    const stack = newStack();
    const role = new ExecutionRole(stack);
    role.allow(fromElsewhere);
    role.require();
    expect(statementsOf(stack)).toEqual([statement]);
  });

  test('is allowed to a role that is there', () => {
    const stack = newStack();
    new ExecutionRole(stack, broughtTo(stack)).allow(fromElsewhere);
    expect(statementsOf(stack)).toEqual([statement]);
  });
});
