import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Caller, Context, ENVIRONMENT, OWNER, Sharing } from './policies-of-history';
import { BuildHistory } from '../../../src';
import { allows, rolesOf } from '../../iam/policies';
import { newStack } from '../../support/synth';
import { TemplateValues } from '../../support/template-values';

const ORGANIZATION = 'o-exampleorgid';
const MEMBER = { account: '111122223333', organization: ORGANIZATION };
const STRANGER = { account: '444455556666', organization: 'o-anotherorgid' };
const KEY_ID = 's3:x-amz-server-side-encryption-aws-kms-key-id';

const OF_MEMBER = `records/day=2026-01-05/${MEMBER.account}/eu-central-1/golden/1.2.3/4.json`;
const CREATED = { 's3:if-none-match': '*' };
const REPLACED = { 's3:if-match': '"1"' };

describe('of a history of an organization', () => {
  const sharing = new Sharing({ organizationId: ORGANIZATION });

  test.each<[string, string, Context]>([
    ['a record that does not exist', OF_MEMBER, CREATED],
    ['a record that it has read', OF_MEMBER, REPLACED],
    ['a page', OF_MEMBER.replace('records', 'pages').replace('.json', '.html'), {}],
    ['a bill of materials', OF_MEMBER.replace('records', 'sboms').replace('.json', '.cdx.json'), {}],
    ['a notice', `notices/${MEMBER.account}-eu-central-1-Monitor/${MEMBER.account}/eu-central-1/golden/1.2.3/4.json`, CREATED],
    ['what it remembers', `monitors/${MEMBER.account}-eu-central-1-Monitor.json`, REPLACED],
  ])('a member writes and reads %s', (_, key, context) => {
    expect(sharing.mayUseBucket(MEMBER, 's3:PutObject', key, context)).toBe(true);
    expect(sharing.mayUseBucket(MEMBER, 's3:GetObject', key)).toBe(true);
  });

  test.each<[string, string, Context]>([
    ['a record without a condition', OF_MEMBER, {}],
    ['a record of another account', OF_MEMBER.replace(MEMBER.account, '777788889999'), CREATED],
    ['a record of another account whose image is called like an account', `records/day=2026-01-05/777788889999/eu-central-1/${MEMBER.account}/1.2.3/4.json`, CREATED],
    ['a page of another account', `pages/day=2026-01-05/777788889999/eu-central-1/${MEMBER.account}/1.2.3/4.html`, {}],
    ['a notice of a monitor of another account', `notices/777788889999-Monitor/${MEMBER.account}/eu-central-1/golden/1.2.3/4.json`, CREATED],
    ['what a monitor of another account remembers', 'monitors/777788889999-Monitor.json', REPLACED],
    ['results of queries', 'results/1.csv', {}],
    ['anything else', 'anything', CREATED],
    ['an object with keys of Amazon S3', OF_MEMBER, { ...CREATED, 's3:x-amz-server-side-encryption': 'AES256' }],
    ['an object with another key', OF_MEMBER, { ...CREATED, 's3:x-amz-server-side-encryption': 'aws:kms', [KEY_ID]: 'arn:aws:kms:eu-central-1:111122223333:key/1' }],
    ['over plain HTTP', OF_MEMBER, { ...CREATED, 'aws:SecureTransport': 'false' }],
  ])('a member does not write %s', (_, key, context) => {
    expect(sharing.mayUseBucket(MEMBER, 's3:PutObject', key, context)).toBe(false);
  });

  test('a member may name the key of the bucket', () => {
    const context = { ...CREATED, 's3:x-amz-server-side-encryption': 'aws:kms', [KEY_ID]: sharing.keyArn };
    expect(sharing.mayUseBucket(MEMBER, 's3:PutObject', OF_MEMBER, context)).toBe(true);
  });

  test('a member reads nothing of another account, and deletes nothing', () => {
    expect(sharing.mayUseBucket(MEMBER, 's3:GetObject', OF_MEMBER.replace(MEMBER.account, '777788889999'))).toBe(false);
    expect(sharing.mayUseBucket(MEMBER, 's3:DeleteObject', OF_MEMBER)).toBe(false);
    expect(sharing.mayUseBucket(MEMBER, 's3:DeleteObjectVersion', OF_MEMBER)).toBe(false);
  });

  test('a member learns that an object does not exist, for which Amazon S3 requires that it may list the bucket', () => {
    expect(sharing.mayUseBucket(MEMBER, 's3:ListBucket')).toBe(true);
  });

  test.each<[string, Caller]>([['of another organization', STRANGER], ['of no organization', { account: STRANGER.account }]])('an account %s may do nothing', (_, caller) => {
    const own = OF_MEMBER.replace(MEMBER.account, caller.account);
    expect(['s3:PutObject', 's3:GetObject'].filter((action) => sharing.mayUseBucket(caller, action, own, CREATED))).toEqual([]);
    expect(sharing.mayUseBucket(caller, 's3:ListBucket')).toBe(false);
    expect(['kms:Decrypt', 'kms:GenerateDataKey'].filter((action) => sharing.mayUseKey(caller, action))).toEqual([]);
  });

  test('a member uses the key through Amazon S3 only, and for nothing else', () => {
    expect(['kms:Decrypt', 'kms:GenerateDataKey'].filter((action) => sharing.mayUseKey(MEMBER, action))).toHaveLength(2);
    expect(sharing.mayUseKey(MEMBER, 'kms:Decrypt', 'ec2.eu-central-1.amazonaws.com')).toBe(false);
    expect(sharing.mayUseKey(MEMBER, 'kms:CreateGrant')).toBe(false);
  });

  test('the key is used through Amazon S3 in China, too, where services have the same names', () => {
    const inChina = new Sharing({ organizationId: ORGANIZATION }, 'cn-north-1');
    expect(inChina.mayUseKey(MEMBER, 'kms:Decrypt', 's3.cn-north-1.amazonaws.com')).toBe(true);
  });
});

test('single accounts can be allowed, with an organization and without', () => {
  for (const organizationId of [undefined, ORGANIZATION]) {
    const sharing = new Sharing({ organizationId, accountIds: [STRANGER.account, '777788889999'] });
    const own = OF_MEMBER.replace(MEMBER.account, STRANGER.account);
    expect(sharing.mayUseBucket(STRANGER, 's3:PutObject', own, CREATED)).toBe(true);
    expect(sharing.mayUseKey(STRANGER, 'kms:GenerateDataKey')).toBe(true);
    expect(sharing.mayUseBucket(STRANGER, 's3:PutObject', OF_MEMBER, CREATED)).toBe(false);
    expect(sharing.mayUseBucket(MEMBER, 's3:PutObject', OF_MEMBER, CREATED)).toBe(organizationId !== undefined);
  }
});

test('no other account may do anything, unless it is named', () => {
  const sharing = new Sharing({});
  expect(sharing.mayUseBucket(MEMBER, 's3:PutObject', OF_MEMBER, CREATED)).toBe(false);
  expect(sharing.mayUseKey(MEMBER, 'kms:GenerateDataKey')).toBe(false);
});

describe('a role', () => {
  const stack = newStack({ env: { account: OWNER, region: 'eu-central-1' } });
  const history = new BuildHistory(stack, 'History', { bucketName: 'build-history', workGroupName: 'builds' });
  const [reader, analyst] = ['Reader', 'Analyst'].map((id) => new iam.Role(stack, id, { assumedBy: new iam.AccountRootPrincipal() }));
  history.grantRead(reader);
  history.grantQuery(analyst);
  const template: any = Template.fromStack(stack).toJSON();
  const roles = rolesOf(template, new TemplateValues(template, ENVIRONMENT));
  const may = (role: iam.Role, action: string, resource: string) =>
    allows(roles.get(stack.getLogicalId(role.node.defaultChild as any))!.statements, { action, resource });
  const object = (key: string) => `arn:aws:s3:::build-history/${key}`;

  test('that reads sees records, pages and bills of materials, and writes nothing', () => {
    expect(['records/a', 'pages/a', 'sboms/a'].filter((key) => may(reader, 's3:GetObject', object(key)))).toHaveLength(3);
    expect(['results/a', 'notices/a', 'monitors/a'].filter((key) => may(reader, 's3:GetObject', object(key)))).toEqual([]);
    expect(may(reader, 's3:PutObject', object('records/a'))).toBe(false);
    expect(may(reader, 'athena:StartQueryExecution', `arn:aws:athena:eu-central-1:${OWNER}:workgroup/builds`)).toBe(false);
  });

  test('that queries does so in this workgroup, and writes results only', () => {
    expect(may(analyst, 'athena:StartQueryExecution', `arn:aws:athena:eu-central-1:${OWNER}:workgroup/builds`)).toBe(true);
    expect(may(analyst, 'athena:StartQueryExecution', `arn:aws:athena:eu-central-1:${OWNER}:workgroup/primary`)).toBe(false);
    expect(may(analyst, 's3:GetObject', object('records/a'))).toBe(true);
    expect(may(analyst, 's3:PutObject', object('results/a'))).toBe(true);
    expect(may(analyst, 's3:PutObject', object('records/a'))).toBe(false);
    expect(may(analyst, 'glue:GetTable', `arn:aws:glue:eu-central-1:${OWNER}:catalog`)).toBe(true);
    expect(may(analyst, 'glue:GetTable', `arn:aws:glue:eu-central-1:${OWNER}:database/other`)).toBe(false);
  });
});
