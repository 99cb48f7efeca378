import { App, Duration, RemovalPolicy, Size, Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BuildHistory, BuildHistoryProps } from '../../src';
import { QUERIES } from '../../src/monitor/history/queries';
import { newStack, propertiesOf, resourcesOf, statementsOf, warningsOf } from '../support/synth';

const env = { account: '123456789012', region: 'eu-central-1' };

function historyWith(props: BuildHistoryProps = {}): Stack {
  const stack = newStack({ env });
  new BuildHistory(stack, 'History', props);
  return stack;
}

describe('the bucket', () => {
  test('is private, versioned, encrypted, accessible with TLS only, and kept', () => {
    const stack = historyWith();
    expect(propertiesOf(stack, 'AWS::S3::Bucket')).toMatchObject({
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }] },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      VersioningConfiguration: { Status: 'Enabled' },
    });
    expect(propertiesOf(stack, 'AWS::KMS::Key').EnableKeyRotation).toBe(true);
    expect([...resourcesOf(stack, 'AWS::S3::Bucket'), ...resourcesOf(stack, 'AWS::KMS::Key')]).toEqual([
      expect.objectContaining({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' }), expect.objectContaining({ DeletionPolicy: 'Retain' }),
    ]);
  });

  test('is emptied and deleted if asked', () => {
    const stack = historyWith({ removalPolicy: RemovalPolicy.DESTROY });
    expect(resourcesOf(stack, 'AWS::S3::Bucket')).toEqual([expect.objectContaining({ DeletionPolicy: 'Delete' })]);
    expect(resourcesOf(stack, 'Custom::S3AutoDeleteObjects')).toHaveLength(1);
    expect(resourcesOf(stack, 'AWS::KMS::Key')).toEqual([expect.objectContaining({ DeletionPolicy: 'Delete' })]);
  });

  test('keeps what is about builds, and results for 30 days', () => {
    expect(rulesOf(historyWith())).toEqual([
      { Prefix: 'results/', Status: 'Enabled', ExpirationInDays: 30, NoncurrentVersionExpiration: { NoncurrentDays: 7 } },
      { Prefix: 'monitors/', Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 7 } },
      { Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
    ]);
  });

  test('deletes what is about builds after a time, but not what monitors remember of their runs', () => {
    const rules = rulesOf(historyWith({ expiration: Duration.days(365) })).filter(({ ExpirationInDays }) => ExpirationInDays === 365);
    expect(rules.map(({ Prefix, NoncurrentVersionExpiration }) => [Prefix, NoncurrentVersionExpiration.NoncurrentDays]))
      .toEqual([['records/', 365], ['pages/', 365], ['sboms/', 365], ['notices/', 365]]);
  });

  function rulesOf(stack: Stack): Record<string, any>[] {
    return propertiesOf(stack, 'AWS::S3::Bucket').LifecycleConfiguration.Rules;
  }

  test('of the user is taken as it is', () => {
    const stack = newStack({ env });
    const history = new BuildHistory(stack, 'History', { bucket: new s3.Bucket(stack, 'Mine'), accountIds: ['111122223333'] });
    history.grantQuery(new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }));
    expect(resourcesOf(stack, 'AWS::S3::Bucket')).toHaveLength(1);
    expect(resourcesOf(stack, 'AWS::KMS::Key')).toHaveLength(0);
    expect(propertiesOf(stack, 'AWS::Athena::WorkGroup').WorkGroupConfiguration.ResultConfiguration.EncryptionConfiguration).toEqual({ EncryptionOption: 'SSE_S3' });
    expect(warningsOf(stack)).toEqual([]);
    expect(statementsOf(stack).filter(({ Action }) => String(Action).includes('kms:'))).toEqual([]);
  });
});

describe('a policy that cannot be changed', () => {
  const closed = 'The policy of the bucket of the history or of its encryption key cannot be changed here, so monitors of other accounts cannot write '
    + 'unless the policies allow it. [ack: cdk-imagebuilder:historyNotShared]';

  test.each<[string, (stack: Stack) => BuildHistoryProps, boolean]>([
    ['of an imported bucket', (stack) => ({ bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'mine'), organizationId: 'o-exampleorgid' }), true],
    ['of an imported key', (stack) => ({
      encryptionKey: kms.Key.fromKeyArn(stack, 'Mine', 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab'), accountIds: ['111122223333'],
    }), true],
    ['of an imported bucket that no other account writes to', (stack) => ({ bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'mine') }), false],
    ['of no bucket', () => ({ organizationId: 'o-exampleorgid' }), false],
  ])('%s', (_, props, warns) => {
    const stack = newStack({ env });
    new BuildHistory(stack, 'History', props(stack));
    expect(warningsOf(stack)).toEqual(warns ? [closed] : []);
  });
});

describe('the table', () => {
  test('is read by day, without a crawler', () => {
    const stack = historyWith({ databaseName: 'builds_of_all' });
    expect(propertiesOf(stack, 'AWS::Glue::Database').DatabaseInput.Name).toBe('builds_of_all');
    const { TableInput, DatabaseName } = propertiesOf(stack, 'AWS::Glue::Table');
    expect(DatabaseName).toEqual({ Ref: expect.stringMatching(/^HistoryDatabase/) });
    expect(TableInput).toMatchObject({
      Name: 'builds',
      PartitionKeys: [{ Name: 'day', Type: 'string' }],
      Parameters: { 'projection.enabled': 'true', 'projection.day.type': 'date', 'projection.day.format': 'yyyy-MM-dd', 'projection.day.range': '2020-01-01,NOW' },
      StorageDescriptor: {
        Location: { 'Fn::Join': ['', ['s3://', { Ref: expect.stringMatching(/^HistoryBucket/) }, '/records/']] },
        SerdeInfo: { SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe', Parameters: { 'ignore.malformed.json': 'FALSE' } },
      },
    });
    expect(TableInput.StorageDescriptor.Columns).toContainEqual({ Name: 'packages', Type: 'array<struct<name:string,version:string>>' });
  });

  test('has a database with a name that Athena takes, whatever the stack is called', () => {
    const stack = new Stack(new App(), 'My-Stack', { env });
    new BuildHistory(stack, 'Build-History');
    expect(propertiesOf(stack, 'AWS::Glue::Database').DatabaseInput.Name).toMatch(/^mystack_buildhistory_[a-z0-9]+$/);
  });
});

describe('the workgroup', () => {
  test('limits what a query scans, and enforces where results go and how they are encrypted', () => {
    expect(propertiesOf(historyWith(), 'AWS::Athena::WorkGroup')).toMatchObject({
      RecursiveDeleteOption: true,
      WorkGroupConfiguration: {
        EnforceWorkGroupConfiguration: true,
        BytesScannedCutoffPerQuery: 10 * 2 ** 30,
        ResultConfiguration: {
          ExpectedBucketOwner: env.account,
          OutputLocation: { 'Fn::Join': ['', ['s3://', { Ref: expect.stringMatching(/^HistoryBucket/) }, '/results/']] },
          EncryptionConfiguration: { EncryptionOption: 'SSE_KMS', KmsKey: { 'Fn::GetAtt': [expect.stringMatching(/^HistoryKey/), 'Arn'] } },
        },
      },
    });
  });

  test('has a limit of its own', () => {
    const { WorkGroupConfiguration, Name } = propertiesOf(historyWith({ bytesScannedLimit: Size.gibibytes(1), workGroupName: 'fleet' }), 'AWS::Athena::WorkGroup');
    expect(WorkGroupConfiguration.BytesScannedCutoffPerQuery).toBe(2 ** 30);
    expect(Name).toBe('fleet');
  });

  test('has the named queries', () => {
    const queries = resourcesOf(historyWith(), 'AWS::Athena::NamedQuery').map(({ Properties }) => Properties);
    expect(queries.map(({ Name, QueryString }) => [Name, QueryString])).toEqual(QUERIES.map(({ name, sql }) => [name, sql]));
    expect(queries.every(({ WorkGroup, Database }) => WorkGroup.Ref.startsWith('HistoryWorkGroup') && Database.Ref.startsWith('HistoryDatabase'))).toBe(true);
  });
});

test('a history that exists is imported with its key, account and Region', () => {
  const stack = newStack({ env });
  const history = BuildHistory.fromBuildHistoryAttributes(stack, 'History', {
    bucketName: 'build-history', encryptionKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/1', account: '111122223333', region: 'us-east-1',
  });
  expect(history.bucket.env).toEqual({ account: '111122223333', region: 'us-east-1' });
  history.grantRead(new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }));
  expect(statementsOf(stack)).toEqual([
    { Effect: 'Allow', Action: 's3:GetObject', Resource: ['records', 'pages', 'sboms'].map((folder) => `arn:aws:s3:::build-history/${folder}/*`).map(expectArn) },
    { Effect: 'Allow', Action: 's3:ListBucket', Resource: expectArn('arn:aws:s3:::build-history') },
    { Effect: 'Allow', Action: 'kms:Decrypt', Resource: 'arn:aws:kms:us-east-1:111122223333:key/1' },
  ]);
  expect(BuildHistory.fromBuildHistoryAttributes(stack, 'Other', { bucketName: 'other' }).bucket.encryptionKey).toBeUndefined();

  function expectArn(arn: string) {
    const [, partition, ...rest] = arn.split(':');
    expect(partition).toBe('aws');
    return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${rest.join(':')}`]] };
  }
});

describe('a role that reads and queries', () => {
  let stack: Stack;
  let role: iam.Role;
  beforeEach(() => {
    stack = newStack({ env });
    role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    const history = BuildHistory.fromBuildHistoryAttributes(stack, 'Other', { bucketName: 'build-history' });
    new BuildHistory(stack, 'History', { bucketName: 'own-history' }).grantQuery(role);
    history.grantRead(role);
  });

  test.each([
    ['athena:StartQueryExecution', ['arn:aws:athena:eu-central-1:123456789012:workgroup/HistoryWorkGroup']],
    ['glue:GetPartitions', ['catalog', 'database/HistoryDatabase', 'table/HistoryDatabase/builds'].map((path) => `arn:aws:glue:eu-central-1:123456789012:${path}`)],
  ])('may call %s on what belongs to the history, and on nothing else', (action, expected) => {
    const [{ Resource }] = statementsOf(stack).filter(({ Action }) => Action.includes(action));
    expect([Resource].flat().map(flat)).toEqual(expected);
  });

  test('has a reason for each wildcard', () => {
    const acknowledged = role.node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries<string>(data));
    expect(acknowledged.map(([id]) => /(\w+)\/\*\]$/.exec(id)![1])).toEqual(['records', 'results', 'records', 'pages', 'sboms']);
    expect(new Set(acknowledged.map(([, reason]) => reason))).toEqual(new Set([
      'The keys contain the day and the image of a build, which are known only after it is built.',
    ]));
  });

  /** An ARN of the template, with logical IDs in place of names. */
  function flat(arn: any): string {
    return arn['Fn::Join'][1].map((part: any) => part.Ref === 'AWS::Partition' ? 'aws' : part.Ref?.slice(0, -8) ?? part).join('');
  }
});

test('a principal that is no role of the app gets its permissions', () => {
  const stack = newStack({ env });
  const history = new BuildHistory(stack, 'History');
  const group = new iam.Group(stack, 'Analysts');
  expect(history.grantQuery(group).success).toBe(true);
  expect(statementsOf(stack).flatMap(({ Action }) => Action)).toContain('athena:StartQueryExecution');
});

test('a principal without policies of its own reads by the policies of bucket and key', () => {
  const stack = newStack({ env });
  new BuildHistory(stack, 'History').grantRead(new iam.ArnPrincipal('arn:aws:iam::111122223333:role/Analyst'));
  const { Statement } = propertiesOf(stack, 'AWS::S3::BucketPolicy').PolicyDocument;
  const own = Statement.filter(({ Principal }: any) => Principal.AWS === 'arn:aws:iam::111122223333:role/Analyst');
  expect(own.map(({ Action }: any) => Action)).toEqual(['s3:GetObject', 's3:ListBucket']);
  expect(statementsOf(stack)).toEqual([]);
});

test('a bucket of another Region is refused, because Athena writes results to its own Region only', () => {
  const stack = newStack({ env });
  const bucket = s3.Bucket.fromBucketAttributes(stack, 'Mine', { bucketName: 'mine', region: 'us-east-1' });
  expect(() => new BuildHistory(stack, 'History', { bucket })).toThrow('`bucket` must be in the Region of the stack, eu-central-1');
  expect(() => new BuildHistory(newStack(), 'History', { bucket })).not.toThrow();
});
