import { Aws } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { DetailsDestination } from './details-destination';
import { acknowledgeWildcard } from '../common/acknowledge';
import { checkPattern } from '../common/validate';
import { DETAILS_PREFIX, DETAILS_PREFIX_RULE, DetailsProperties } from '../contract/details';

/** A destination in the form of the custom resource. */
export function detailsProperties(scope: Construct, { bucket, prefix }: DetailsDestination): DetailsProperties {
  checkPattern(scope, 'details.prefix', prefix, DETAILS_PREFIX, DETAILS_PREFIX_RULE);
  return { BucketName: bucket.bucketName, BucketOwner: bucket.env.account, Prefix: prefix };
}

/** Allows a role to write the documents of this stack, and nothing else, to the bucket. */
export function grantDetails(role: iam.Role, { bucket, prefix }: DetailsDestination): iam.Grant[] {
  const objects = bucket.arnForObjects(`${prefix === undefined ? '' : `${prefix}/`}${Aws.STACK_NAME}/*`);
  acknowledgeWildcard(role, objects, 'The keys of the documents contain the image, which is known only after it is built.');
  const write = iam.Grant.addToPrincipalOrResource({ grantee: role, actions: ['s3:PutObject'], resourceArns: [objects], resource: bucket });
  return bucket.encryptionKey === undefined ? [write] : [write, bucket.encryptionKey.grant(role, 'kms:GenerateDataKey')];
}
