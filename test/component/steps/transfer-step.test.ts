import { Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { ComponentStep } from '../../../src/component/component-step';
import { TransferStep } from '../../../src/component/steps/transfer-step';
import { newStack, statementsOf } from '../../support/synth';

function grants(stack: Stack, step: ComponentStep): unknown[] {
  step._grantToInstances!(new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }));
  return statementsOf(stack);
}

const arn = (end: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:s3:::files${end}`]] });

test('a download may read exactly its objects', () => {
  const stack = newStack();
  const bucket = Bucket.fromBucketName(stack, 'Files', 'files');
  const step = TransferStep.s3Download('Fetch', [
    { bucket, key: 'a/b.sh', destination: '/tmp/b.sh', overwrite: false, expectedBucketOwner: '123456789012' },
    { bucket, key: 'c/*', destination: '/tmp/c' },
  ]);
  expect(JSON.parse(JSON.stringify(step._render()))).toEqual({
    name: 'Fetch',
    action: 'S3Download',
    inputs: [
      { source: 's3://files/a/b.sh', destination: '/tmp/b.sh', overwrite: false, expectedBucketOwner: '123456789012' },
      { source: 's3://files/c/*', destination: '/tmp/c' },
    ],
  });
  expect(grants(stack, step)).toEqual([
    { Effect: 'Allow', Action: 's3:GetObject', Resource: arn('/a/b.sh') },
    { Effect: 'Allow', Action: 's3:ListBucket', Resource: arn('') },
    { Effect: 'Allow', Action: 's3:GetObject', Resource: arn('/c/*') },
  ]);
});

test('an upload may write exactly its objects, with the key of the bucket', () => {
  const stack = newStack();
  const encryptionKey = new Key(stack, 'Key');
  const bucket = new Bucket(stack, 'Bucket', { encryptionKey });
  const step = TransferStep.s3Upload('Save', [{ source: '/var/log/*', bucket, key: 'logs/*', recurse: true, expectedBucketOwner: '123456789012' }]);
  expect(stack.resolve(step._render())).toMatchObject({ action: 'S3Upload', inputs: [{ source: '/var/log/*', recurse: true, expectedBucketOwner: '123456789012' }] });
  expect(grants(stack, step)).toEqual([
    { Effect: 'Allow', Action: 's3:PutObject', Resource: { 'Fn::Join': ['', [stack.resolve(bucket.bucketArn), '/logs/*']] } },
    { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: stack.resolve(encryptionKey.keyArn) },
  ]);
});

test('a download from an encrypted bucket may use its key', () => {
  const stack = newStack();
  const encryptionKey = new Key(stack, 'Key');
  const step = TransferStep.s3Download('Fetch', [{ bucket: new Bucket(stack, 'Bucket', { encryptionKey }), key: 'a', destination: '/a' }]);
  expect(grants(stack, step)).toContainEqual({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: stack.resolve(encryptionKey.keyArn) });
});

test('a file of this app is downloaded, and may be read', () => {
  const stack = newStack();
  const asset = new Asset(stack, 'Asset', { path: __filename });
  const step = TransferStep.downloadAssets('Fetch', [{ asset, destination: '/tmp/x' }]);
  const [{ source, destination }] = (step._render() as any).inputs;
  expect(destination).toBe('/tmp/x');
  expect(JSON.stringify(stack.resolve(source))).toContain(`${asset.assetHash}.ts`);
  expect(JSON.stringify(grants(stack, step))).toContain(`${asset.assetHash}.ts`);
});
