import { allows, matches, rolesOf, Statement } from './policies';
import { Template, TemplateValues } from '../support/template-values';

const ENVIRONMENT = { region: 'eu-central-1', account: '123456789012', stackId: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/Mine/uuid' };

test.each([
  ['*', 'anything:\nat all', true],
  ['arn:aws:s3:::logs/*', 'arn:aws:s3:::logs/a/b', true],
  ['arn:aws:s3:::logs/*', 'arn:aws:s3:::logs', false],
  ['arn:aws:s3:::logs', 'arn:aws:s3:::logs/a', false],
  ['image/golden/?.0', 'image/golden/1.0', true],
  ['image/golden/?.0', 'image/golden/10.0', false],
  ['image/golden/1.0', 'image/golden/1x0', false],
])('%j matches %j: %p', (pattern, text, expected) => {
  expect(matches(pattern, text)).toBe(expected);
});

describe('a call', () => {
  const may = (Action: string[], Resource: string[], more: Partial<Statement> = {}): Statement => ({ Effect: 'Allow', Action, Resource, ...more });
  const tagged = (operator: string, ...wanted: string[]) => may(['imagebuilder:CancelImageCreation'], ['*'], { Condition: { [operator]: { 'aws:ResourceTag/Owner': wanted } } });
  const tagging = (...keys: string[]) => may(['imagebuilder:TagResource'], ['*'], { Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': keys } } });
  const tag = (...keys: string[]) => ({ action: 'imagebuilder:TagResource', resource: 'image/a', context: { 'aws:TagKeys': keys } });
  const withHeader = (operator: string, wanted: string) => may(['s3:PutObject'], ['*'], { Condition: { [operator]: { 's3:if-match': wanted } } });
  const write = (context: Record<string, string> = {}) => ({ action: 's3:PutObject', resource: 'logs/a', context });
  const cancel = (owner?: string) => ({ action: 'imagebuilder:CancelImageCreation', resource: 'image/a', context: owner === undefined ? undefined : { 'aws:ResourceTag/Owner': owner } });

  test.each<[string, Statement[], Parameters<typeof allows>[1], boolean]>([
    ['that a statement allows', [may(['s3:PutObject'], ['logs/*'])], { action: 's3:PutObject', resource: 'logs/a' }, true],
    ['written in other letters', [may(['S3:putobject'], ['logs/*'])], { action: 's3:PutObject', resource: 'logs/a' }, true],
    ['that no statement is about', [], { action: 's3:PutObject', resource: 'logs/a' }, false],
    ['of another action', [may(['s3:GetObject'], ['logs/*'])], { action: 's3:PutObject', resource: 'logs/a' }, false],
    ['on another resource', [may(['s3:PutObject'], ['logs/*'])], { action: 's3:PutObject', resource: 'data/a' }, false],
    ['of which one statement has the action and another the resource', [may(['s3:PutObject'], ['logs']), may(['s3:GetObject'], ['data'])],
      { action: 's3:PutObject', resource: 'data' }, false],
    ['that is denied, too', [may(['s3:*'], ['*']), may(['s3:PutObject'], ['logs/a'], { Effect: 'Deny' })], { action: 's3:PutObject', resource: 'logs/a' }, false],
    ['beside one that is denied', [may(['s3:*'], ['*']), may(['s3:PutObject'], ['logs/a'], { Effect: 'Deny' })], { action: 's3:PutObject', resource: 'logs/b' }, true],
    ['with the tag that it takes', [tagged('StringEquals', 'me', 'you')], cancel('you'), true],
    ['with another tag', [tagged('StringEquals', 'me')], cancel('you'), false],
    ['without the tag that it takes', [tagged('StringEquals', 'me')], cancel(), false],
    ['with a tag that begins as it takes it', [tagged('StringLike', 'stack/*')], cancel('stack/me'), true],
    ['with a tag that begins otherwise', [tagged('StringLike', 'stack/*')], cancel('other/me'), false],
    ['with a tag that is equal to a pattern', [tagged('StringEquals', 'stack/*')], cancel('stack/me'), false],
    ['that sets tags of which all are named', [tagging('me', 'you')], tag('me'), true],
    ['that sets a tag that is not named', [tagging('me')], tag('me', 'you'), false],
    ['that sets no tag', [tagging('me')], tag(), true],
    ['with a header that must be there', [withHeader('Null', 'false')], write({ 's3:if-match': '"1"' }), true],
    ['without a header that must be there', [withHeader('Null', 'false')], write(), false],
    ['with a header that must be absent', [withHeader('Null', 'true')], write({ 's3:if-match': '"1"' }), false],
    ['without a header that must be absent', [withHeader('Null', 'true')], write(), true],
    ['with another value than that', [withHeader('StringNotEquals', '"1"')], write({ 's3:if-match': '"2"' }), true],
    ['with that value', [withHeader('StringNotEquals', '"1"')], write({ 's3:if-match': '"1"' }), false],
    ['without a value', [withHeader('StringNotEquals', '"1"')], write(), true],
    ['with a value that is compared if it exists', [withHeader('StringEqualsIfExists', '"1"')], write({ 's3:if-match': '"2"' }), false],
    ['without a value that is compared if it exists', [withHeader('StringEqualsIfExists', '"1"')], write(), true],
    ['over TLS', [may(['s3:PutObject'], ['*'], { Condition: { Bool: { 'aws:SecureTransport': 'true' } } })], write({ 'aws:SecureTransport': 'true' }), true],
  ])('%s', (_, statements, request, expected) => {
    expect(allows(statements, request)).toBe(expected);
  });

  test('is not decided on with a condition that the evaluator does not know', () => {
    expect(() => allows([tagged('DateLessThan', 'x')], cancel('x'))).toThrow(new Error('Conditions must be simpler than DateLessThan.'));
  });
});

test('a role has its own statements and those of policies that are attached to it', () => {
  const document = (Action: unknown) => ({ Statement: [{ Effect: 'Allow', Action, Resource: { 'Fn::GetAtt': ['Bucket', 'Arn'] } }] });
  const template: Template = {
    Resources: {
      Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'logs' } },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'lambda.amazonaws.com' } }, { Principal: { AWS: 'arn:aws:iam::1:root' } }] },
          Policies: [{ PolicyDocument: document('s3:GetObject') }],
          ManagedPolicyArns: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/ReadOnlyAccess']] }],
        },
      },
      Other: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [] } } },
      Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: document(['s3:PutObject', 's3:DeleteObject']) } },
      Managed: { Type: 'AWS::IAM::ManagedPolicy', Properties: { Roles: [{ Ref: 'Role' }, { Ref: 'Other' }], PolicyDocument: document('s3:ListBucket') } },
      Elsewhere: { Type: 'AWS::IAM::Policy', Properties: { Roles: ['imported'], PolicyDocument: document('s3:*') } },
    },
  };
  const roles = rolesOf(template, new TemplateValues(template, ENVIRONMENT));
  const on = (...Action: string[]) => ({ Effect: 'Allow', Action, Resource: ['arn:aws:s3:::logs'] });
  expect([...roles.values()]).toEqual([
    {
      logicalId: 'Role',
      assumedBy: ['lambda.amazonaws.com'],
      statements: [on('s3:GetObject'), on('s3:PutObject', 's3:DeleteObject'), on('s3:ListBucket')],
      managedPolicies: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
    },
    { logicalId: 'Other', assumedBy: [], statements: [on('s3:ListBucket')], managedPolicies: [] },
  ]);
});
