import { Aws, Resource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { DetailsDestination } from './details-destination';
import { acknowledgeWildcard } from '../common/acknowledge';
import { InvalidInputError } from '../common/errors';
import { grantKey } from '../common/key-use';
import { checkPattern, isKnown } from '../common/validate';
import { DETAILS_PREFIX, DETAILS_PREFIX_RULE, DetailsProperties } from '../contract/details';

/** Checks where a function writes documents. */
export function checkDestination(scope: Construct, prop: string, { bucket, prefix }: DetailsDestination): void {
  checkPattern(scope, `${prop}.prefix`, prefix, DETAILS_PREFIX, DETAILS_PREFIX_RULE);
  const accounts = [bucket.env.account, Stack.of(scope).account];
  // The CDK would write the role of the function into the policies of that bucket and its key, where neither has a name that is known.
  if (Resource.isOwnedResource(bucket) && accounts.every(isKnown) && new Set(accounts).size > 1) {
    throw new InvalidInputError({
      prop: `${prop}.bucket`,
      problem: 'Unsupported',
      rule: 'be an import if the bucket is in another account than the stack',
      got: `${bucket.node.path} in ${bucket.env.account}`,
      hint: 'Import the bucket with `Bucket.fromBucketAttributes()`, its `account` and its `encryptionKey`.',
    }, scope);
  }
}

/** A destination in the form of the custom resource. */
export function detailsProperties(scope: Construct, { bucket, prefix }: DetailsDestination): DetailsProperties {
  checkDestination(scope, 'details', { bucket, prefix });
  return { BucketName: bucket.bucketName, BucketOwner: bucket.env.account, Prefix: prefix };
}

/** Allows a role to write the documents of this stack, and nothing else, to the bucket. */
export function grantDetails(role: iam.Role, { bucket, prefix }: DetailsDestination): iam.Grant[] {
  const objects = bucket.arnForObjects(`${prefix === undefined ? '' : `${prefix}/`}${Aws.STACK_NAME}/*`);
  acknowledgeWildcard(role, objects, 'The keys of the documents contain the image, which is known only after it is built.');
  const write = iam.Grant.addToPrincipalOrResource({ grantee: role, actions: ['s3:PutObject'], resourceArns: [objects], resource: bucket });
  return [write, ...grantKey(bucket.encryptionKey, role, 'kms:GenerateDataKey')];
}
