import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { allGrants, allowInstances, GRANT_TO_INSTANCES, grantToInstances, INSTANCE_ROLE, PARENT_INSTANCE_ROLE } from '../../src/common/instance-grants';
import { newStack, statementsOf, warningsOf } from '../support/synth';

function setUp() {
  const stack = newStack();
  const [recipe, infrastructure] = ['Recipe', 'Infrastructure'].map((id) => new Construct(stack, id));
  return { stack, recipe, infrastructure, role: new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }) };
}

test('no grants are none', () => {
  expect(allGrants([])).toBeUndefined();
  expect(allGrants([undefined])).toBeUndefined();
});

test('several grants are one', () => {
  const { role } = setUp();
  const seen: unknown[] = [];
  allGrants([(given) => seen.push(1, given), undefined, (given) => seen.push(2, given)])!(role);
  expect(seen).toEqual([1, role, 2, role]);
});

test('the role of the instances gets what the recipe needs', () => {
  const { stack, recipe, infrastructure, role } = setUp();
  const seen: unknown[] = [];
  GRANT_TO_INSTANCES.note(recipe, (given) => seen.push(given));
  INSTANCE_ROLE.note(infrastructure, role);
  grantToInstances(stack, recipe, infrastructure);
  expect(seen).toEqual([role]);
  expect(warningsOf(stack)).toEqual([]);
});

test('a role that is not known is warned of, if the recipe needs something', () => {
  const { stack, recipe, infrastructure } = setUp();
  GRANT_TO_INSTANCES.note(recipe, () => undefined);
  grantToInstances(stack, recipe, infrastructure);
  expect(warningsOf(stack)).toEqual([
    'The recipe uses buckets, keys or repositories, and the role of the instances is not known here, so it gets no permissions for them. '
    + 'Builds fail unless it has them. [ack: cdk-imagebuilder:unknownInstanceRole]',
  ]);
});

test.each([true, false])('a recipe that needs nothing gets nothing, whether the role is known (%p) or not', (known) => {
  const { stack, recipe, infrastructure, role } = setUp();
  INSTANCE_ROLE.note(infrastructure, known ? role : undefined);
  grantToInstances(stack, recipe, infrastructure);
  expect(warningsOf(stack)).toEqual([]);
});

test('the instances on which builds take place get what the recipe needs too', () => {
  const { stack, recipe, infrastructure, role } = setUp();
  const parent = new Role(stack, 'Parent', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
  const seen: unknown[] = [];
  GRANT_TO_INSTANCES.note(recipe, (given) => seen.push(given));
  INSTANCE_ROLE.note(infrastructure, role);
  PARENT_INSTANCE_ROLE.note(infrastructure, parent);
  grantToInstances(stack, recipe, infrastructure);
  expect(seen).toEqual([role, parent]);
});

describe('a permission for instances', () => {
  const permission = { actions: ['ecr:PutImage'], resources: ['arn'] };

  test('is given to all of them', () => {
    const { stack, infrastructure, role } = setUp();
    const parent = new Role(stack, 'Parent', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    INSTANCE_ROLE.note(infrastructure, role);
    PARENT_INSTANCE_ROLE.note(infrastructure, parent);
    allowInstances(stack, permission, infrastructure, 'why');
    const statement = { Effect: 'Allow', Action: 'ecr:PutImage', Resource: 'arn' };
    expect(statementsOf(stack)).toEqual([statement, statement]);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('is warned of if their role is not known', () => {
    const { stack, infrastructure } = setUp();
    allowInstances(stack, permission, infrastructure, 'why');
    expect(statementsOf(stack)).toEqual([]);
    expect(warningsOf(stack)).toEqual(['why [ack: cdk-imagebuilder:unknownInstanceRole]']);
  });
});
