import * as iam from 'aws-cdk-lib/aws-iam';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { acknowledgeWildcard } from '../../common/acknowledge';
import { grantKey } from '../../common/key-use';

const REASON = 'A step of a component works on all objects whose keys begin alike.';

/** Allows a role to download objects of a bucket. A `*` in the key matches all keys with the same prefix. */
export function grantDownload(role: iam.IRole, bucket: IBucket, key: string): void {
  grantObjects(role, bucket, key, ['s3:GetObject']);
  iam.Grant.addToPrincipalOrResource({ grantee: role, actions: ['s3:ListBucket'], resourceArns: [bucket.bucketArn], resource: bucket });
  grantKey(bucket.encryptionKey, role, 'kms:Decrypt');
}

/** Allows a role to upload objects to a bucket. */
export function grantUpload(role: iam.IRole, bucket: IBucket, key: string): void {
  grantObjects(role, bucket, key, ['s3:PutObject']);
  grantKey(bucket.encryptionKey, role, 'kms:Decrypt', 'kms:GenerateDataKey');
}

function grantObjects(role: iam.IRole, bucket: IBucket, key: string, actions: string[]): void {
  const objects = bucket.arnForObjects(key);
  iam.Grant.addToPrincipalOrResource({ grantee: role, actions, resourceArns: [objects], resource: bucket });
  if (key.includes('*')) {
    acknowledgeWildcard(role, objects, REASON);
  }
}
