import * as s3 from 'aws-cdk-lib/aws-s3';

/**
 * The destination of the details document of a report: JSON with everything that does not fit into attributes.
 *
 * The key of the object is `<prefix>/<stack name>/<stack id>/<logical id of the report>/image/<name>/<x.y.z>/<build>.json`, so two reports never
 * write the same object. The documents of a report are kept when the report is deleted.
 */
export interface DetailsDestination {
  /**
   * The bucket, which can be in another Region.
   *
   * The bucket must belong to the account of the stack, so that a document never gets into a bucket of somebody else. A bucket of another
   * account must be imported with `Bucket.fromBucketAttributes` and its `account`.
   *
   * The role of the report gets permission to write to the bucket, and to use the encryption key if the bucket has one.
   */
  readonly bucket: s3.IBucket;

  /**
   * The prefix of the keys, 1 to 400 characters without a slash at either end and without the parts `.` and `..`.
   *
   * @default - the keys begin with the name of the stack
   */
  readonly prefix?: string;
}
