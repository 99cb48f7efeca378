import { Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { BuildReport, BuildSource, DetailsDestination, PipelineExecution, ScanReport, ScanSource } from '../../src';
import { BUILD_REPORT_TYPE, PIPELINE_EXECUTION_TYPE, SCAN_REPORT_TYPE } from '../../src/contract/custom-resource';
import { dependenciesOf, newStack, propertiesOf, statementsOf } from '../support/synth';

const IMAGE_ARN = 'arn:aws:imagebuilder:us-east-1:111122223333:image/golden/1.0.3/2';
const PIPELINE_ARN = 'arn:aws:imagebuilder:us-east-1:111122223333:image-pipeline/golden';

let stack: Stack;
let bucket: Bucket;
beforeEach(() => {
  stack = newStack({ env: { region: 'us-east-1', account: '111122223333' } });
  bucket = new Bucket(stack, 'Details');
});

const REPORTS: [string, string, (scope: Construct, details?: DetailsDestination) => Construct][] = [
  ['build report', BUILD_REPORT_TYPE, (scope, details) => new BuildReport(scope, 'Report', { source: BuildSource.imageArn(IMAGE_ARN), details })],
  ['scan report', SCAN_REPORT_TYPE, (scope, details) => new ScanReport(scope, 'Report', { source: ScanSource.imageArn(IMAGE_ARN), details })],
  ['pipeline execution', PIPELINE_EXECUTION_TYPE, (scope, details) => new PipelineExecution(scope, 'Report', { imagePipelineArn: PIPELINE_ARN, details })],
];

/** What may be done with buckets and keys. */
const writes = () => statementsOf(stack).filter(({ Action: action }) => [action].flat().some((name: string) => /^(s3|kms):/.test(name)));
const objects = (...path: unknown[]) => ({ 'Fn::Join': ['', [{ 'Fn::GetAtt': [stack.getLogicalId(bucket.node.defaultChild as any), 'Arn'] }, ...path]] });
const put = (resource: unknown) => ({ Effect: 'Allow', Action: 's3:PutObject', Resource: resource });

describe.each(REPORTS)('a %s', (_, type, make) => {
  test('writes no document unless it is asked to', () => {
    make(stack);
    expect(propertiesOf(stack, type)).not.toHaveProperty('Details');
    expect(writes()).toEqual([]);
  });

  test('writes documents of its stack, and may write nothing else', () => {
    make(stack, { bucket });
    expect(propertiesOf(stack, type).Details).toEqual({ BucketName: stack.resolve(bucket.bucketName), BucketOwner: stack.resolve(stack.account) });
    expect(writes()).toEqual([put(objects('/', { Ref: 'AWS::StackName' }, '/*'))]);
  });

  test('names the account of a bucket that is in another account', () => {
    make(stack, { bucket: Bucket.fromBucketAttributes(stack, 'Central', { bucketName: 'central', account: '999999999999' }) });
    expect(propertiesOf(stack, type).Details).toEqual({ BucketName: 'central', BucketOwner: '999999999999' });
  });

  test('writes them below a prefix', () => {
    make(stack, { bucket, prefix: 'imagebuilder/reports' });
    expect(propertiesOf(stack, type).Details).toMatchObject({ Prefix: 'imagebuilder/reports' });
    expect(writes()).toEqual([put(objects('/imagebuilder/reports/', { Ref: 'AWS::StackName' }, '/*'))]);
  });

  test('may use the key of the bucket', () => {
    const encryptionKey = new Key(stack, 'Key');
    make(stack, { bucket: new Bucket(stack, 'Encrypted', { encryptionKey }) });
    expect(writes()).toContainEqual({ Effect: 'Allow', Action: 'kms:GenerateDataKey', Resource: stack.resolve(encryptionKey.keyArn) });
  });

  test('is made after its permission', () => {
    make(stack, { bucket });
    expect(dependenciesOf(stack, type)).toContain('AWS::IAM::Policy');
  });

  test.each(['', '/reports', 'reports/', '/', '.', '..', 'a/..', 'a/./b', 'x'.repeat(401)])('refuses the prefix %j', (prefix) => {
    expect(() => make(stack, { bucket, prefix })).toThrow(/^PrefixMalformed: `details\.prefix` must be 1 to 400 characters long, without a slash at either end and without the parts `\.` and `\.\.`, got: /);
  });

  test.each(['r', '...', '.a', 'a./b', 'x'.repeat(400), Token.asString({ Ref: 'Prefix' })])('takes the prefix %j', (prefix) => {
    expect(() => make(stack, { bucket, prefix })).not.toThrow();
  });

  test('has an attribute that says where the document is', () => {
    const report = make(stack, { bucket }) as BuildReport;
    expect(stack.resolve(report.detailsUri)).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Report/), 'DetailsUri'] });
  });
});

test('only the function that answers may write', () => {
  new PipelineExecution(stack, 'Report', { imagePipelineArn: PIPELINE_ARN, details: { bucket } });
  const policies = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Policy'))
    .filter(([, policy]) => JSON.stringify(policy).includes('s3:PutObject')).map(([id]) => id);
  expect(policies).toEqual([expect.stringMatching(/^ImageBuilderExecutionsIsCompleteRole/)]);
});
