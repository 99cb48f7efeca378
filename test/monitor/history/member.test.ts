import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ENVIRONMENT as OF_HISTORY, Sharing } from './policies-of-history';
import { BuildHistory, BuildMonitor, MonitorSource } from '../../../src';
import { MonitorProperties } from '../../../src/contract/monitor';
import { FIRST_DAY, monitorPlace, noticePlace, pipelineNoticePlace, placesOf } from '../../../src/handler/core/record/keys';
import { FIRST_DAY as FIRST_DAY_OF_TABLE } from '../../../src/monitor/history/table';
import { allows, Role, rolesOf } from '../../iam/policies';
import { TemplateValues } from '../../support/template-values';

const ORGANIZATION = 'o-exampleorgid';
const MEMBER = { account: '111122223333', organization: ORGANIZATION };
const REGION = 'us-east-1';
const KEY_ARN = `arn:aws:kms:${OF_HISTORY.region}:${OF_HISTORY.account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const ENVIRONMENT = { region: REGION, account: MEMBER.account, stackId: `arn:aws:cloudformation:${REGION}:${MEMBER.account}:stack/Member/uuid` };

/** A monitor in another account and Region than the history, whose account and Region are known at deployment only. */
const stack = new Stack(new App(), 'Member');
const history = BuildHistory.fromBuildHistoryAttributes(stack, 'History', {
  bucketName: 'build-history', encryptionKeyArn: KEY_ARN, account: OF_HISTORY.account, region: OF_HISTORY.region,
});
new BuildMonitor(stack, 'Monitor', { source: MonitorSource.account(), records: { bucket: history.bucket }, sbom: true });
const template: any = Template.fromStack(stack).toJSON();
const values = new TemplateValues(template, ENVIRONMENT);
const handler: any = Object.values<any>(template.Resources).find(({ Type, Properties }) => Type === 'AWS::Lambda::Function' && Properties.Environment?.Variables.MONITOR);
const properties: MonitorProperties = JSON.parse(values.text(handler.Properties.Environment.Variables.MONITOR));
const roles = rolesOf(template, values);
const role: Role = roles.get(handler.Properties.Role['Fn::GetAtt'][0])!;
const sharing = new Sharing({ organizationId: ORGANIZATION });

/** A call of the function, which its role and the policy of the bucket both have to allow. */
function may(action: string, key?: string, context: Readonly<Record<string, string>> = {}): boolean {
  const resource = `arn:aws:s3:::build-history${key === undefined ? '' : `/${key}`}`;
  return allows(role.statements, { action, resource, context }) && sharing.mayUseBucket(MEMBER, action, key, context);
}

const location = { bucket: 'build-history', owner: properties.Records.BucketOwner };
const arn = { region: REGION, account: MEMBER.account, name: 'golden', version: '1.2.3', build: 4 };
const [dated, undated] = ['2026-01-05T08:00:00.000Z', undefined].map((createdAt) => placesOf(location, arn as any, createdAt));

test('the records of the function are in the bucket of the history, whose owner is verified', () => {
  expect(properties.Records).toEqual({ BucketName: 'build-history', BucketOwner: OF_HISTORY.account });
});

test.each<[string, string]>([
  ['a record', dated.record.key],
  ['a record of an image without a creation date', undated.record.key],
  ['a notice of a build', noticePlace(location, properties.Id, arn as any).key],
  ['a notice of a pipeline', pipelineNoticePlace(location, properties.Id, `arn:aws:imagebuilder:${REGION}:${MEMBER.account}:image-pipeline/golden`).key],
  ['what it remembers of its runs', monitorPlace(location, properties.Id).key],
])('a monitor of another account and Region creates, replaces and reads %s', (_, key) => {
  expect(may('s3:PutObject', key, { 's3:if-none-match': '*' })).toBe(true);
  expect(may('s3:PutObject', key, { 's3:if-match': '"1"' })).toBe(true);
  expect(may('s3:GetObject', key)).toBe(true);
  expect(may('s3:PutObject', key)).toBe(false);
});

test('it writes pages and bills of materials, and learns that an object does not exist', () => {
  expect([dated.page.key, dated.sbom.key].filter((key) => may('s3:PutObject', key))).toHaveLength(2);
  expect(may('s3:ListBucket')).toBe(true);
});

test('it uses the key of the history through Amazon S3 in the Region of the bucket', () => {
  for (const action of ['kms:Decrypt', 'kms:GenerateDataKey']) {
    expect(allows(role.statements, { action, resource: KEY_ARN })).toBe(true);
    expect(sharing.mayUseKey(MEMBER, action)).toBe(true);
  }
});

test('the first day of the table is that of records whose image has no creation date', () => {
  expect(FIRST_DAY_OF_TABLE).toBe(FIRST_DAY);
});
