import * as s3 from 'aws-cdk-lib/aws-s3';

/**
 * The bucket in which a `BuildMonitor` keeps records, pages and bills of materials.
 *
 * The key of a record is `<prefix>/records/day=<yyyy-mm-dd>/<account>/<region>/<image name>/<x.y.z>/<build>.json`. Monitors of several pipelines,
 * accounts and Regions can share a bucket: a build has one record there, whichever monitor makes it.
 */
export interface RecordsDestination {
  /**
   * The bucket, which can be in another account or Region.
   *
   * The role of the monitor gets permission to read and write the objects of its account and Region, and to use the encryption key if the bucket has
   * one. The policies of an imported bucket and key in another account must allow the same. A bucket of another account must be imported with
   * `Bucket.fromBucketAttributes` and its `account`.
   */
  readonly bucket: s3.IBucket;

  /**
   * The prefix of the keys, 1 to 400 characters without a slash at either end and without the parts `.` and `..`.
   *
   * @default - the keys begin with `records/`, `pages/`, `sboms/`, `notices/` and `monitors/`
   */
  readonly prefix?: string;
}
