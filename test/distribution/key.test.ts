import { Lazy, Stack } from 'aws-cdk-lib';
import { Alias, CfnKey, Key } from 'aws-cdk-lib/aws-kms';
import { aws_kms as refs } from 'aws-cdk-lib/interfaces';
import { AmiDistribution } from '../../src/distribution/ami-distribution';
import { shareKey } from '../../src/distribution/key';
import { faultsOf, newStack, propertiesOf, warningsOf } from '../support/synth';

const COPY = {
  use: [
    'kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:DescribeKey',
  ],
  grants: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
};
const LAUNCH = { use: ['kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:DescribeKey'], grants: 'kms:CreateGrant' };
/** Only a service of AWS can make the grant for a principal, so a person of the account cannot give the key away. */
const FOR_SERVICES = { Bool: { 'kms:GrantIsForAWSResource': 'true' } };

/** The two statements for a principal. */
function allowed({ use, grants }: typeof COPY | typeof LAUNCH, Principal: unknown, Condition: object = {}) {
  const conditional = Object.keys(Condition).length === 0 ? {} : { Condition };
  return [
    { Effect: 'Allow', Action: use, Principal, Resource: '*', ...conditional },
    { Effect: 'Allow', Action: grants, Principal, Resource: '*', Condition: { ...Condition, ...FOR_SERVICES } },
  ];
}

const WARNING = 'The policy of `ami.amiKmsKey` cannot be changed here, or the accounts are known only at deployment, so they cannot use the AMI unless that '
  + 'policy allows it. [ack: cdk-imagebuilder:amiKeyNotShared]';

function share(ami: Omit<AmiDistribution, 'amiKmsKey'>, make: (stack: Stack) => refs.IKeyRef = (stack) => new Key(stack, 'Key')): Stack {
  const stack = newStack();
  shareKey(stack, 'ami', { ...ami, amiKmsKey: make(stack) });
  return stack;
}

/** The statements of the key, beyond that which the CDK gives every key. */
function statements(stack: Stack): any[] {
  return propertiesOf(stack, 'AWS::KMS::Key').KeyPolicy.Statement.slice(1);
}

const root = (account: string) => ({ AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${account}:root`]] } });

test('accounts that get a copy may copy with the key, and nothing is warned of', () => {
  const stack = share({ amiTargetAccountIds: ['111111111111', '222222222222'] });
  expect(statements(stack)).toEqual([
    ...allowed(COPY, root('111111111111')),
    ...allowed(COPY, root('222222222222')),
  ]);
  expect(warningsOf(stack)).toEqual([]);
});

test('accounts that may launch the AMI may read with the key', () => {
  expect(statements(share({ amiLaunchPermission: { accountIds: ['111111111111'] } }))).toEqual([
    ...allowed(LAUNCH, root('111111111111')),
  ]);
});

test('organizations and their units that may launch the AMI may read with the key', () => {
  expect(statements(share({
    amiLaunchPermission: {
      organizationArns: ['arn:aws:organizations::123456789012:organization/o-1234567890'],
      organizationalUnitArns: ['arn:aws:organizations::123456789012:ou/o-1234567890/ou-1234-12345678'],
    },
  }))).toEqual([
    ...allowed(LAUNCH, { AWS: '*' }, { StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } }),
    ...allowed(LAUNCH, { AWS: '*' }, { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-1234567890/*/ou-1234-12345678/*' } }),
  ]);
});

test.each<[string, AmiDistribution]>([
  ['nobody else gets the AMI', {}],
  ['the lists are empty', { amiTargetAccountIds: [], amiLaunchPermission: { accountIds: [], organizationArns: [], organizationalUnitArns: [] } }],
])('nothing is allowed if %s', (_, ami) => {
  const stack = share(ami);
  expect(statements(stack)).toEqual([]);
  expect(warningsOf(stack)).toEqual([]);
});

test('nothing is to be done without a key', () => {
  const stack = newStack();
  shareKey(stack, 'ami', { amiTargetAccountIds: ['111111111111'] });
  expect(warningsOf(stack)).toEqual([]);
});

test.each<[string, (stack: Stack) => refs.IKeyRef]>([
  ['was imported', (stack) => Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:123456789012:key/1')],
  ['is an alias', (stack) => Alias.fromAliasName(stack, 'Key', 'alias/mine')],
  ['is of an L1', (stack) => new CfnKey(stack, 'Key', { keyPolicy: {} })],
])('a key that %s is warned of', (_, make) => {
  expect(warningsOf(share({ amiTargetAccountIds: ['111111111111'] }, make))).toEqual([WARNING]);
});

test('accounts that are known at deployment only are warned of', () => {
  const stack = share({ amiTargetAccountIds: Lazy.list({ produce: () => ['111111111111'] }) });
  expect(statements(stack)).toEqual([]);
  expect(warningsOf(stack)).toEqual([WARNING]);
});

test('a key of which nothing tells that it is one of AWS is shared', () => {
  const mine = (stack: Stack) => Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:123456789012:alias/aws/ebs-of-ours');
  expect(faultsOf(share({ amiTargetAccountIds: ['111111111111'] }, mine))).toEqual([]);
});

test('the key of AWS cannot be shared', () => {
  const aws = (stack: Stack) => Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:123456789012:alias/aws/ebs');
  expect(faultsOf(share({ amiTargetAccountIds: ['111111111111'] }, aws))).toEqual([
    'AmiKmsKeyUnsupported: `ami.amiKmsKey` must not be the key of AWS when other accounts get the AMI or may launch it. It cannot be shared; '
    + 'use a key of your own. [Stack]',
  ]);
  expect(faultsOf(share({}, aws))).toEqual([]);
});
