import { Stack } from 'aws-cdk-lib';
import { CfnLaunchTemplate, LaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { crossAccountPermissions } from '../../src/distribution/cross-account-permissions';
import { newStack } from '../support/synth';

const env = { account: '111111111111', region: 'eu-central-1' };
const arn = (...rest: unknown[]) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ...rest]] });
const reason = expect.stringMatching(/^[A-Z].+\.$/);
const id = 'lt-0123456789abcdef0';

function permissions(make: (stack: Stack) => Parameters<typeof crossAccountPermissions>[1]): unknown {
  const stack = newStack({ env });
  return stack.resolve(crossAccountPermissions(stack, make(stack)));
}

test('nothing is allowed for nothing', () => {
  expect(permissions(() => ({}))).toEqual([]);
});

test('copying takes the keys', () => {
  expect(permissions((stack) => ({ kmsKeys: [Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:123456789012:key/1')] }))).toEqual([{
    actions: [
      'kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext',
      'kms:DescribeKey', 'kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant',
    ],
    resources: ['arn:aws:kms:us-east-1:123456789012:key/1'],
  }]);
});

test('launch templates get versions, in their Region if that is known', () => {
  const resources = [
    arn(':ec2:eu-central-1:111111111111:launch-template/', { Ref: 'Own' }),
    arn(`:ec2:*:111111111111:launch-template/${id}`),
  ];
  expect(permissions((stack) => ({
    launchTemplates: [
      new CfnLaunchTemplate(stack, 'Own', { launchTemplateData: {} }),
      LaunchTemplate.fromLaunchTemplateAttributes(stack, 'Known', { launchTemplateId: id }),
    ],
  }))).toEqual([
    { actions: ['ec2:DescribeLaunchTemplates'], resources: ['*'], reason },
    { actions: ['ec2:CreateLaunchTemplateVersion', 'ec2:ModifyLaunchTemplate'], resources, reason },
    { actions: ['ec2:CreateTags'], resources, conditions: { StringEquals: { 'aws:RequestTag/CreatedBy': 'EC2 Image Builder' } }, reason },
  ]);
});

test('parameters are written in all Regions', () => {
  expect(permissions(() => ({ ssmParameterNames: ['/golden/ami'] }))).toEqual([
    { actions: ['ssm:PutParameter'], resources: [arn(':ssm:*:111111111111:parameter/golden/ami')], reason },
  ]);
});

test.each([
  [{ ssmParameterNames: ['/golden', 'a b'] },
    'SsmParameterNamesMalformed: `ssmParameterNames[1]` must be 1 to 1011 letters, digits or any of _.-/, got: \'a b\'. [Stack]'],
])('%j is refused', (targets, message) => {
  expect(() => permissions(() => targets)).toThrow(new Error(message));
});

test('a launch template that is known by its name is refused', () => {
  expect(() => permissions((stack) => ({
    launchTemplates: [LaunchTemplate.fromLaunchTemplateAttributes(stack, 'Known', { launchTemplateName: 'mine' })],
  }))).toThrow(new Error('LaunchTemplatesUnsupported: `launchTemplates[0]` must be imported by its id, and not by its name. [Stack]'));
});
