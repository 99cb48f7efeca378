import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { keysOfBuilds, keysOfMonitor, MONITORS, NOTICES } from './keys';
import { RecordsDestination } from './records-destination';
import { grantKey } from '../common/key-use';
import { acknowledgeWildcards } from '../common/permission';
import { DetailsProperties } from '../contract/details';
import { checkDestination } from '../report/details';

/** Days for which earlier versions of objects that only the monitor reads are kept. */
const STATE_VERSION_DAYS = 7;

/** The given bucket, or one of its own that outlives the monitor. */
export function recordsDestination(scope: Construct, given: RecordsDestination | undefined): RecordsDestination {
  if (given === undefined) {
    return { bucket: recordsBucket(scope) };
  }
  checkDestination(scope, 'records', given);
  return given;
}

function recordsBucket(scope: Construct): s3.Bucket {
  const bucket = new s3.Bucket(scope, 'Records', {
    encryption: s3.BucketEncryption.S3_MANAGED,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    // The earlier revisions of a record stay as versions (docs/decisions/0023).
    versioned: true,
    removalPolicy: RemovalPolicy.RETAIN,
    lifecycleRules: [NOTICES, MONITORS].map((folder) => ({ prefix: `${folder}/`, noncurrentVersionExpiration: Duration.days(STATE_VERSION_DAYS) })),
  });
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions::AwsSolutions-S1',
    reason: 'Only the function of the monitor writes here. A bucket that is given as `records` can have server access logs.',
  });
  return bucket;
}

/** A destination in the form of the handler. */
export function recordsProperties({ bucket, prefix }: RecordsDestination): DetailsProperties {
  return { BucketName: bucket.bucketName, BucketOwner: bucket.env.account, Prefix: prefix };
}

/** Allows the function of a monitor to read and write what belongs to its account and Region, and its own state. */
export function grantRecords(role: iam.Role, { bucket, prefix }: RecordsDestination, monitorId: string): void {
  const { account, region } = Stack.of(role);
  const start = prefix === undefined ? '' : `${prefix}/`;
  const objects = [...keysOfBuilds(account, region), ...keysOfMonitor(monitorId, account, region)].map((key) => bucket.arnForObjects(start + key));
  acknowledgeWildcards(role, objects, 'The keys contain the day and the image of a build, which are known only after it is built.');
  const grant = (resourceArns: string[], ...actions: string[]) =>
    iam.Grant.addToPrincipalOrResource({ grantee: role, actions, resourceArns, resource: bucket });
  grant(objects, 's3:GetObject', 's3:PutObject');
  // Amazon S3 answers that an object does not exist only to callers that may list the bucket, and to others that access is denied.
  grant([bucket.bucketArn], 's3:ListBucket');
  grantKey(bucket.encryptionKey, role, 'kms:Decrypt', 'kms:GenerateDataKey');
}
