import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledgeWildcard } from '../../common/acknowledge';
import { grantKey } from '../../common/key-use';
import { FOR_PEOPLE, RECORDS, RESULTS } from '../keys';

/** What queries need besides the bucket. */
export interface Queried {
  readonly bucket: s3.IBucket;
  readonly databaseName: string;
  readonly tableName: string;
  readonly workGroupName: string;
}

const OF_ALL_BUILDS = 'The keys contain the day and the image of a build, which are known only after it is built.';

/** Allows a principal to read what people read, of all accounts. */
export function grantReading(grantee: iam.IGrantable, bucket: s3.IBucket): iam.Grant {
  return together([
    grantOnBucket(grantee, bucket, ['s3:GetObject'], objectsOf(grantee, bucket, FOR_PEOPLE)),
    grantOnBucket(grantee, bucket, ['s3:ListBucket'], [bucket.bucketArn]),
    ...grantKey(bucket.encryptionKey, grantee, 'kms:Decrypt'),
  ]);
}

/** Allows a principal to run queries and to read their results. */
export function grantQueries(scope: Construct, grantee: iam.IGrantable, { bucket, databaseName, tableName, workGroupName }: Queried): iam.Grant {
  const { partition, region, account } = Stack.of(scope);
  const catalog = (resource: string) => `arn:${partition}:glue:${region}:${account}:${resource}`;
  return together([
    grant(grantee, [
      'athena:GetWorkGroup', 'athena:ListNamedQueries', 'athena:GetNamedQuery', 'athena:BatchGetNamedQuery', 'athena:ListQueryExecutions',
      'athena:StartQueryExecution', 'athena:GetQueryExecution', 'athena:BatchGetQueryExecution', 'athena:GetQueryResults', 'athena:StopQueryExecution',
    ], [`arn:${partition}:athena:${region}:${account}:workgroup/${workGroupName}`]),
    grant(grantee, ['glue:GetDatabase', 'glue:GetTable', 'glue:GetTables', 'glue:GetPartition', 'glue:GetPartitions'],
      [catalog('catalog'), catalog(`database/${databaseName}`), catalog(`table/${databaseName}/${tableName}`)]),
    grantOnBucket(grantee, bucket, ['s3:GetBucketLocation', 's3:ListBucket'], [bucket.bucketArn]),
    grantOnBucket(grantee, bucket, ['s3:GetObject'], objectsOf(grantee, bucket, [RECORDS])),
    grantOnBucket(grantee, bucket, ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
      objectsOf(grantee, bucket, [RESULTS])),
    ...grantKey(bucket.encryptionKey, grantee, 'kms:Decrypt', 'kms:GenerateDataKey'),
  ]);
}

/** Objects in folders, with a reason for the wildcard if the principal is a role of the app. */
function objectsOf({ grantPrincipal }: iam.IGrantable, bucket: s3.IBucket, folders: readonly string[]): string[] {
  const objects = folders.map((folder) => bucket.arnForObjects(`${folder}/*`));
  if (Construct.isConstruct(grantPrincipal)) {
    objects.forEach((object) => acknowledgeWildcard(grantPrincipal, object, OF_ALL_BUILDS));
  }
  return objects;
}

function grant(grantee: iam.IGrantable, actions: string[], resourceArns: string[]): iam.Grant {
  return iam.Grant.addToPrincipal({ grantee, actions, resourceArns });
}

/** A principal of another account gets its permission from the policy of the bucket, if that can be changed. */
function grantOnBucket(grantee: iam.IGrantable, bucket: s3.IBucket, actions: string[], resourceArns: string[]): iam.Grant {
  return iam.Grant.addToPrincipalOrResource({ grantee, actions, resourceArns, resource: bucket });
}

function together(grants: iam.Grant[]): iam.Grant {
  return grants.reduce((all, each) => all.combine(each));
}
