import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { BuildHistory } from '../../../src';
import { newStack, propertiesOf, resourcesOf, statementsOf } from '../../support/synth';

/** What Athena and AWS Glue are given: a table that cannot be read, or a permission that is missing, shows only when people query. */
let stack: Stack;
let history: BuildHistory;
beforeEach(() => {
  stack = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });
  history = new BuildHistory(stack, 'Build-History');
});

test('records are read as JSON, one in a file, whatever the case of their members', () => {
  const { CatalogId: catalog, TableInput: { StorageDescriptor: { Columns: columns, ...storage }, ...table } } = propertiesOf(stack, 'AWS::Glue::Table');
  expect(catalog).toEqual({ Ref: 'AWS::AccountId' });
  expect(propertiesOf(stack, 'AWS::Glue::Database').CatalogId).toEqual({ Ref: 'AWS::AccountId' });
  expect(table).toMatchObject({ TableType: 'EXTERNAL_TABLE', Parameters: { EXTERNAL: 'TRUE', classification: 'json' } });
  expect(storage).toEqual({
    Location: expect.anything(),
    InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
    OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
    SerdeInfo: {
      SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe', Parameters: { 'case.insensitive': 'TRUE', 'ignore.malformed.json': 'FALSE' },
    },
  });
  expect(columns).toContainEqual({ Name: 'revision', Type: 'bigint' });
});

test('the workgroup has a name like its construct, its version of Athena, and metrics', () => {
  const { Name: name, WorkGroupConfiguration: configuration } = propertiesOf(stack, 'AWS::Athena::WorkGroup');
  expect(name).toMatch(/^Stack-Build-History-[A-Z0-9]{8}$/);
  expect(configuration).toMatchObject({
    EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' }, PublishCloudWatchMetricsEnabled: true,
  });
});

test('queries have an ID, which is API', () => {
  expect(resourcesOf(stack, 'AWS::Athena::NamedQuery')).toHaveLength(5);
  expect(history.node.children.map(({ node }) => node.id)).toEqual([
    'Key', 'Bucket', 'Database', 'Table', 'WorkGroup', 'NewestBuilds', 'CriticalFindings', 'FailuresByStep', 'OverdueImages', 'ImagesWithPackage',
  ]);
});

test('a role that queries may do what the console of Athena asks for, in the workgroup, the table and the bucket', () => {
  history.grantQuery(new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() }));
  expect(statementsOf(stack).map(({ Action }) => [Action].flat().sort())).toEqual([
    [
      'athena:BatchGetNamedQuery', 'athena:BatchGetQueryExecution', 'athena:GetNamedQuery', 'athena:GetQueryExecution', 'athena:GetQueryResults',
      'athena:GetWorkGroup', 'athena:ListNamedQueries', 'athena:ListQueryExecutions', 'athena:StartQueryExecution', 'athena:StopQueryExecution',
    ],
    ['glue:GetDatabase', 'glue:GetPartition', 'glue:GetPartitions', 'glue:GetTable', 'glue:GetTables'],
    ['s3:GetBucketLocation', 's3:ListBucket'],
    ['s3:GetObject'],
    ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'],
    ['kms:Decrypt', 'kms:GenerateDataKey'],
  ]);
});
