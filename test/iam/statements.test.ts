import { App, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role as IamRole, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Role, rolesOf, Statement } from './policies';
import { wildcardsIn } from './reasons';
import { judgedApp } from '../judges/apps';
import { newStack } from '../support/synth';
import { TemplateValues } from '../support/template-values';

jest.setTimeout(120_000);

let app: App;
let roles: Role[];

beforeAll(() => {
  app = judgedApp({});
  roles = app.synth().stacks.flatMap(({ template, stackName }) => {
    const stackId = `arn:aws:cloudformation:us-east-1:111122223333:stack/${stackName}/uuid`;
    return [...rolesOf(template, new TemplateValues(template, { region: 'us-east-1', account: '111122223333', stackId })).values()];
  });
}, 120_000);

describe('a wildcard', () => {
  test('in a statement has a reason', () => {
    const wildcards = wildcardsIn(app);
    expect(wildcards.length).toBeGreaterThan(20);
    expect(wildcards.filter(({ reason }) => !/^[A-Z].{20,}\.$/.test(reason ?? ''))).toEqual([]);
  });

  test('is any action or resource with a `*`, and its reason may stand above it', () => {
    const stack = newStack();
    const role = new IamRole(stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    role.addToPolicy(new PolicyStatement({ actions: ['s3:Get*', 's3:PutObject'], resources: [`arn:${stack.partition}:s3:::logs/*`, 'arn:aws:s3:::logs'] }));
    stack.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { 'AwsSolutions-IAM5[Action::s3:Get*]': 'Because.' });
    const path = 'Stack/Role/DefaultPolicy/Resource';
    expect(wildcardsIn(stack)).toEqual([
      { path, pattern: 's3:Get*', reason: 'Because.' },
      { path, pattern: 'arn:<AWS::Partition>:s3:::logs/*', reason: undefined },
    ]);
  });
});

describe('passing a role', () => {
  test('is allowed for roles with a name, if at all', () => {
    expect(roles.flatMap(({ statements }) => passingAnyRole(statements))).toEqual([]);
  });

  test.each<[string, string[], string[], number]>([
    ['one role', ['iam:PassRole'], ['arn:aws:iam::111122223333:role/build'], 0],
    ['all roles', ['iam:PassRole'], ['*'], 1],
    ['roles that begin alike', ['iam:PassRole'], ['arn:aws:iam::111122223333:role/build', 'arn:aws:iam::111122223333:role/b*'], 1],
    ['all that can be done in IAM', ['iam:*'], ['arn:aws:iam::111122223333:role/b*'], 1],
    ['all that can be done', ['*'], ['*'], 1],
    ['another action', ['iam:GetRole'], ['*'], 0],
  ])('is found in a statement on %s', (_, Action, Resource, found) => {
    expect(passingAnyRole([{ Effect: 'Allow', Action, Resource }])).toHaveLength(found);
  });
});

test('services that call Image Builder in the name of a role may do what they do, and nothing else', () => {
  expect(imageBuilderActions('imagebuilder.amazonaws.com')).toEqual(['DeleteImage']);
  expect(imageBuilderActions('ec2.amazonaws.com')).toEqual(['GetContainerRecipe']);
});

test('an AWS managed policy is one that Image Builder documents', () => {
  expect([...new Set(roles.flatMap(({ managedPolicies }) => managedPolicies))].sort()).toEqual([
    'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore',
    'arn:aws:iam::aws:policy/EC2ImageBuilderExecutionPolicy',
    'arn:aws:iam::aws:policy/EC2InstanceProfileForImageBuilder',
    'arn:aws:iam::aws:policy/Ec2ImageBuilderCrossAccountDistributionAccess',
  ]);
});

function passingAnyRole(statements: readonly Statement[]): Statement[] {
  return statements.filter(({ Effect, Action, Resource }) => Effect === 'Allow'
    && Action.some((action) => ['*', 'iam:*', 'iam:passrole'].includes(action.toLowerCase()))
    && !Resource.every((resource) => /^arn:aws[^:]*:iam::\d{12}:role\/[^*?]+$/.test(resource)));
}

/** What roles that a service takes may do in Image Builder. */
function imageBuilderActions(service: string): string[] {
  const prefix = 'imagebuilder:';
  const actions = roles.filter(({ assumedBy }) => assumedBy.includes(service))
    .flatMap(({ statements }) => statements)
    .flatMap(({ Action }) => Action)
    .filter((action) => action.startsWith(prefix));
  return [...new Set(actions)].map((action) => action.slice(prefix.length)).sort();
}
