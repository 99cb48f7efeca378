import { Duration } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { TYPE, DELETE, DEPRECATE, DISABLE, ageFilter, policy, forContainers } from './policy-in-test';
import { LifecyclePolicyActionType } from '../../src/lifecycle/lifecycle-policy-detail';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { dependenciesOf, newStack, statementsOf, warningsOf } from '../support/synth';

describe('the execution role', () => {
  const service = { StringEquals: { 'aws:ResourceTag/CreatedBy': 'EC2 Image Builder' } };
  const ec2 = (what: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ec2:*::${what}/*`]] });
  const join = (...parts: any[]) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ...parts]] });
  const images = (name: string) => join(':imagebuilder:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, `:image/${name}/*`);
  const search = { Effect: 'Allow', Action: 'tag:GetResources', Resource: '*' };
  const describeImages = { Effect: 'Allow', Action: 'ec2:DescribeImages', Resource: '*' };

  test('trap 5: may do what deletion needs, and nothing else', () => {
    expect(statementsOf(policy().stack)).toEqual([
      search,
      { Effect: 'Allow', Action: 'imagebuilder:DeleteImage', Resource: images('*') },
      describeImages,
      { Effect: 'Allow', Action: ['ec2:DescribeImageAttribute', 'ec2:DeregisterImage'], Resource: ec2('image'), Condition: service },
      { Effect: 'Allow', Action: 'ec2:DeleteSnapshot', Resource: ec2('snapshot'), Condition: service },
    ]);
  });

  test('may do what any of several rules needs', () => {
    const rule = (type: LifecyclePolicyActionType, days: number) => ({ action: { type }, filter: { ageFilter: { age: Duration.days(days) } } });
    const allowed = statementsOf(policy({ details: [rule(DEPRECATE, 1), rule(DELETE, 2)] }).stack).flatMap(({ Action }) => Action);
    expect(allowed).toEqual([
      'tag:GetResources', 'imagebuilder:DeleteImage', 'ec2:DescribeImages', 'ec2:DescribeImageAttribute', 'ec2:EnableImageDeprecation',
      'ec2:DisableImageDeprecation', 'ec2:DeregisterImage', 'ec2:DeleteSnapshot', 'ec2:CreateTags', 'ec2:DeleteTags',
    ]);
  });

  test('may deprecate and disable, and not delete', () => {
    const rule = (type: LifecyclePolicyActionType, days: number) => ({ action: { type }, filter: { ageFilter: { age: Duration.days(days) } } });
    expect(statementsOf(policy({ details: [rule(DEPRECATE, 1), rule(DISABLE, 2)] }).stack)).toEqual([
      search,
      describeImages,
      {
        Effect: 'Allow',
        Action: [
          'ec2:DescribeImageAttribute', 'ec2:EnableImageDeprecation', 'ec2:DisableImageDeprecation', 'ec2:DisableImage', 'ec2:EnableImage',
        ],
        Resource: ec2('image'),
        Condition: service,
      },
      {
        Effect: 'Allow',
        Action: ['ec2:CreateTags', 'ec2:DeleteTags'],
        Resource: [ec2('image'), ec2('snapshot')],
        Condition: {
          'StringEquals': { ...service.StringEquals, 'aws:RequestTag/DeprecatedBy': 'EC2 Image Builder' },
          'ForAllValues:StringEquals': { 'aws:TagKeys': 'DeprecatedBy' },
        },
      },
    ]);
  });

  test('may touch no AMI that stays', () => {
    const { stack } = policy({ details: [{ action: { type: DELETE, includeAmis: false }, filter: { ageFilter } }] });
    expect(statementsOf(stack)).toContainEqual({ Effect: 'Allow', Action: 'ec2:DescribeImageAttribute', Resource: ec2('image'), Condition: service });
    expect(JSON.stringify(statementsOf(stack))).not.toMatch(/Deregister|Snapshot/);
  });

  test('may delete the images of its recipes only', () => {
    const stack = newStack();
    const known = ImageRecipe.fromImageRecipeName(stack, 'Known', 'My Recipe');
    policy({ resourceSelection: { recipes: [known] } }, stack);
    expect(statementsOf(stack)).toContainEqual({ Effect: 'Allow', Action: 'imagebuilder:DeleteImage', Resource: images('my-recipe') });
  });

  test('may delete containers in repositories that are tagged for it', () => {
    expect(statementsOf(policy(forContainers).stack)).toEqual([
      search,
      { Effect: 'Allow', Action: 'imagebuilder:DeleteImage', Resource: images('*') },
      {
        Effect: 'Allow',
        Action: ['ecr:BatchGetImage', 'ecr:BatchDeleteImage'],
        Resource: join(':ecr:*:', { Ref: 'AWS::AccountId' }, ':repository/*'),
        Condition: { StringEquals: { 'ecr:ResourceTag/LifecycleExecutionAccess': 'EC2 Image Builder' } },
      },
    ]);
  });

  test('may touch no container that stays', () => {
    const { stack } = policy({ ...forContainers, details: [{ action: { type: DELETE, includeContainers: false }, filter: { ageFilter } }] });
    expect(JSON.stringify(statementsOf(stack))).not.toContain('ecr:');
  });

  test('trap 4: gets the same when it is brought, and the policy waits for it', () => {
    const stack = newStack();
    const executionRole = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('imagebuilder.amazonaws.com') });
    const made = policy({ executionRole }, stack);
    expect(made.executionRole).toBe(executionRole);
    expect(statementsOf(stack)).toEqual(statementsOf(policy().stack));
    expect(dependenciesOf(stack, TYPE)).toEqual(['AWS::IAM::Policy']);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('that is imported gets the same', () => {
    const stack = newStack();
    policy({ executionRole: Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::123456789012:role/theirs') }, stack);
    expect(statementsOf(stack)).toEqual(statementsOf(policy().stack));
    expect(warningsOf(stack)).toEqual([]);
  });

  test('that is closed for updates gets nothing, and that is said', () => {
    const stack = newStack();
    policy({ executionRole: Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::123456789012:role/theirs', { mutable: false }) }, stack);
    expect(statementsOf(stack)).toEqual([]);
    expect(warningsOf(stack)).toEqual([
      'The execution role is closed for updates, so it gets no permissions. The rules do nothing unless it has '
      + 'EC2ImageBuilderLifecycleExecutionPolicy, or the like. [ack: cdk-imagebuilder:lifecycleRoleClosed]',
    ]);
  });
});
