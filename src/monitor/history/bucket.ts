import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { checkDuration } from '../../common/validate';
import type { BuildHistoryProps } from '../build-history-props';
import { MONITORS, OF_BUILDS, RESULTS } from '../keys';

/** Days for which results of queries are kept. */
const RESULT_DAYS = 30;
/** Days for which versions are kept that were replaced and are of no use to people: results, and what monitors remember of themselves. */
const REPLACED_DAYS = 7;
/** The least time for which a history is kept. */
const DAYS_OF_QUERIES = 90;

/** A bucket for the records of all accounts, which outlives the stack unless it is to be destroyed. */
export function historyBucket(scope: Construct, props: BuildHistoryProps): s3.Bucket {
  const { bucketName, encryptionKey, expiration, removalPolicy = RemovalPolicy.RETAIN } = props;
  checkDuration(scope, 'expiration', expiration, {
    unit: 'days', min: DAYS_OF_QUERIES, max: Infinity, rule: `be whole days, at least ${DAYS_OF_QUERIES}`, hint: 'Queries look back that far.',
  });
  const bucket = new s3.Bucket(scope, 'Bucket', {
    bucketName,
    encryptionKey: encryptionKey ?? new kms.Key(scope, 'Key', {
      description: 'Encrypts the history of builds and the results of its queries', enableKeyRotation: true, removalPolicy,
    }),
    // One data key serves many objects, which are small.
    bucketKeyEnabled: true,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    // The earlier revisions of a record stay as versions (docs/decisions/0023).
    versioned: true,
    removalPolicy,
    autoDeleteObjects: removalPolicy === RemovalPolicy.DESTROY,
    lifecycleRules: [
      ...expiration === undefined ? [] : OF_BUILDS.map((folder) => ({
        prefix: `${folder}/`, expiration, noncurrentVersionExpiration: expiration,
      })),
      { prefix: `${RESULTS}/`, expiration: Duration.days(RESULT_DAYS), noncurrentVersionExpiration: Duration.days(REPLACED_DAYS) },
      { prefix: `${MONITORS}/`, noncurrentVersionExpiration: Duration.days(REPLACED_DAYS) },
      { abortIncompleteMultipartUploadAfter: Duration.days(REPLACED_DAYS) },
    ],
  });
  encryptedAsTheBucket(bucket).forEach((statement) => bucket.addToResourcePolicy(statement));
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions::AwsSolutions-S1',
    reason: 'Only monitors write here, each to its own keys. A bucket that is given as `bucket` can have server access logs.',
  });
  return bucket;
}

/** Refuses objects that are not encrypted as the bucket is. A request without a header gets the encryption of the bucket. */
function encryptedAsTheBucket(bucket: s3.Bucket): iam.PolicyStatement[] {
  const expected = { 's3:x-amz-server-side-encryption': 'aws:kms', 's3:x-amz-server-side-encryption-aws-kms-key-id': bucket.encryptionKey!.keyArn };
  // Conditions of one statement must all hold, so each header has a statement.
  return Object.entries(expected).map(([header, value]) => new iam.PolicyStatement({
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: ['s3:PutObject'],
    resources: [bucket.arnForObjects('*')],
    // A header that is absent is not equal, too.
    conditions: { StringNotEquals: { [header]: value }, Null: { [header]: 'false' } },
  }));
}
