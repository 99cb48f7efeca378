import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { grantDownload, grantUpload } from '../../../src/component/steps/object-grants';
import { newStack, statementsOf } from '../../support/synth';

function setUp(encrypted: boolean) {
  const stack = newStack();
  const encryptionKey = encrypted ? new Key(stack, 'Key') : undefined;
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
  return { stack, role, bucket: new Bucket(stack, 'Bucket', { encryptionKey }) };
}

const actionsOf = (stack: ReturnType<typeof newStack>) => statementsOf(stack).map(({ Action }) => Action);

test.each([
  [false, ['s3:GetObject', 's3:ListBucket']],
  [true, ['s3:GetObject', 's3:ListBucket', 'kms:Decrypt']],
])('a download from a bucket with a key (%p) may %j', (encrypted, actions) => {
  const { stack, role, bucket } = setUp(encrypted);
  grantDownload(role, bucket, 'a/b');
  expect(actionsOf(stack)).toEqual(actions);
  expect(statementsOf(stack)[0].Resource).toEqual({ 'Fn::Join': ['', [stack.resolve(bucket.bucketArn), '/a/b']] });
});

test.each([
  [false, ['s3:PutObject']],
  [true, ['s3:PutObject', ['kms:Decrypt', 'kms:GenerateDataKey']]],
])('an upload to a bucket with a key (%p) may %j', (encrypted, actions) => {
  const { stack, role, bucket } = setUp(encrypted);
  grantUpload(role, bucket, 'a/b');
  expect(actionsOf(stack)).toEqual(actions);
});

test.each([['a/*', true], ['a/b', false]])('the finding about a wildcard in %s is accepted: %p', (key, accepted) => {
  const { role, bucket } = setUp(false);
  grantDownload(role, bucket, key);
  expect(JSON.stringify(role.node.metadata).includes('AwsSolutions-IAM5')).toBe(accepted);
});
