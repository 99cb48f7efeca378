import { Lazy, Stack } from 'aws-cdk-lib';
import { LaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CrossAccountDistributionRole, CrossAccountDistributionRoleProps } from '../../src/distribution/cross-account-distribution-role';
import { newStack, propertiesOf, statementsOf } from '../support/synth';

const env = { account: '111111111111', region: 'eu-central-1' };
const arn = (rest: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, rest]] });

function role(props: Partial<CrossAccountDistributionRoleProps> = {}, stack: Stack = newStack({ env })): CrossAccountDistributionRole {
  return new CrossAccountDistributionRole(stack, 'Distribution', { sourceAccountIds: ['123456789012'], ...props });
}

describe('the role', () => {
  test('has the name, the trust and the policy that the service documents', () => {
    const { node } = role();
    expect(propertiesOf(Stack.of(node.scope!), 'AWS::IAM::Role')).toEqual({
      RoleName: 'EC2ImageBuilderDistributionCrossAccountRole',
      Description: 'Image Builder of other accounts distributes AMIs to this account with it',
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: arn(':iam::123456789012:root') } }],
      },
      ManagedPolicyArns: [arn(':iam::aws:policy/Ec2ImageBuilderCrossAccountDistributionAccess')],
    });
  });

  test('may be assumed by several accounts', () => {
    const made = role({ sourceAccountIds: ['123456789012', '222222222222'] });
    expect(propertiesOf(made.role.stack, 'AWS::IAM::Role').AssumeRolePolicyDocument.Statement).toEqual(['123456789012', '222222222222'].map((account) => (
      { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: arn(`:iam::${account}:root`) } }
    )));
  });

  test('may do nothing more by default', () => {
    expect(statementsOf(role().role.stack)).toEqual([]);
    expect(statementsOf(role({ kmsKeys: [], launchTemplates: [], ssmParameterNames: [] }).role.stack)).toEqual([]);
  });
});

describe('what the role may do', () => {
  test('is to copy with the keys', () => {
    const stack = newStack({ env });
    const own = new Key(stack, 'Key');
    role({ kmsKeys: [own, Key.fromKeyArn(stack, 'Source', 'arn:aws:kms:us-east-1:123456789012:key/1')] }, stack);
    expect(statementsOf(stack)).toEqual([{
      Effect: 'Allow',
      Action: [
        'kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext',
        'kms:DescribeKey', 'kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant',
      ],
      Resource: [stack.resolve(own.keyArn), 'arn:aws:kms:us-east-1:123456789012:key/1'],
    }]);
  });

  test('is to add versions to the launch templates', () => {
    const stack = newStack({ env });
    const own = new LaunchTemplate(stack, 'Template');
    const known = LaunchTemplate.fromLaunchTemplateAttributes(stack, 'Known', { launchTemplateId: 'lt-0123456789abcdef0' });
    role({ launchTemplates: [own, known] }, stack);
    const resources = [
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ec2:eu-central-1:111111111111:launch-template/', stack.resolve(own.launchTemplateId)]] },
      arn(':ec2:*:111111111111:launch-template/lt-0123456789abcdef0'),
    ];
    expect(statementsOf(stack)).toEqual([
      { Effect: 'Allow', Action: 'ec2:DescribeLaunchTemplates', Resource: '*' },
      { Effect: 'Allow', Action: ['ec2:CreateLaunchTemplateVersion', 'ec2:ModifyLaunchTemplate'], Resource: resources },
      {
        Effect: 'Allow', Action: 'ec2:CreateTags', Resource: resources, Condition: { StringEquals: { 'aws:RequestTag/CreatedBy': 'EC2 Image Builder' } },
      },
    ]);
  });

  test('is to write the parameters, in all Regions', () => {
    expect(statementsOf(role({ ssmParameterNames: ['/golden/ami', 'golden'] }).role.stack)).toEqual([
      { Effect: 'Allow', Action: 'ssm:PutParameter', Resource: arn(':ssm:*:111111111111:parameter/golden/ami') },
      { Effect: 'Allow', Action: 'ssm:PutParameter', Resource: arn(':ssm:*:111111111111:parameter/golden') },
    ]);
  });
});

test.each<[Partial<CrossAccountDistributionRoleProps>, string]>([
  [{ sourceAccountIds: [] }, 'SourceAccountIdsRequired: `sourceAccountIds` must have at least one entry. [Stack/Distribution]'],
  [{ sourceAccountIds: ['1'] }, 'SourceAccountIdsMalformed: `sourceAccountIds` must have 12 digits each, got: \'1\'. [Stack/Distribution]'],
  [{ sourceAccountIds: ['123456789012', '111111111111'] },
    'SourceAccountIdsConflict: `sourceAccountIds` must be other accounts than that of the stack, got: \'111111111111\'. [Stack/Distribution]'],
  [{ ssmParameterNames: ['/golden', 'a b'] },
    'SsmParameterNamesMalformed: `ssmParameterNames[1]` must be 1 to 1011 letters, digits or any of _.-/, got: \'a b\'. [Stack/Distribution]'],
])('%j is refused', (props, message) => {
  expect(() => role(props)).toThrow(new Error(message));
});

test('a launch template that is known by its name is refused', () => {
  const stack = newStack({ env });
  const named = LaunchTemplate.fromLaunchTemplateAttributes(stack, 'Known', { launchTemplateName: 'mine' });
  expect(() => role({ launchTemplates: [named] }, stack)).toThrow(new Error(
    'LaunchTemplatesUnsupported: `launchTemplates[0]` must be imported by its id, and not by its name. [Stack/Distribution]'));
});

test.each([['111111111111', undefined], [Lazy.string({ produce: () => '111111111111' }), { env }]])(
  'a source account passes where the two cannot be compared (%#)', (account, props) => {
    expect(() => role({ sourceAccountIds: [account] }, newStack(props))).not.toThrow();
  });
