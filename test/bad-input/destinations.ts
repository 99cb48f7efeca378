import { Stack } from 'aws-cdk-lib';
import { Bucket, BucketEncryption, IBucket } from 'aws-cdk-lib/aws-s3';
import { Row } from './refusal';

const THEIRS = '210987654321';

/** Buckets of another account, with or without a key, as the destination of documents: refused if the app creates the bucket, and right as an import. */
export function bucketsOfOtherAccounts<V>(prop: string, construct: string, use: (bucket: IBucket) => V): Row<V>[] {
  const message = `BucketUnsupported: \`${prop}\` must be an import if the bucket is in another account than the stack, got: 'Theirs/History in ${THEIRS}'. Import the `
    + `bucket with \`Bucket.fromBucketAttributes()\`, its \`account\` and its \`encryptionKey\`. [Stack/${construct}]`;
  const stackOf = (stack: Stack, account: string) => new Stack(stack.node.scope, 'Theirs', { env: { region: stack.region, account } });
  return [
    [(stack) => use(new Bucket(stackOf(stack, THEIRS), 'History')), message, (stack) => use(new Bucket(stackOf(stack, stack.account), 'History'))],
    [(stack) => use(new Bucket(stackOf(stack, THEIRS), 'History', { encryption: BucketEncryption.KMS })), message,
      (stack) => use(Bucket.fromBucketAttributes(stack, 'History', { bucketName: 'history', account: THEIRS }))],
  ];
}
