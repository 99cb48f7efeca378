import * as s3 from 'aws-cdk-lib/aws-s3';

/**
 * Where a report writes its details document, in JSON: all that does not fit into attributes.
 *
 * The object is `<prefix>/<stack name>/<stack id>/<logical id of the report>/image/<name>/<x.y.z>/<build>.json`, so no two reports write the
 * same one. A report that is deleted leaves its documents.
 */
export interface DetailsDestination {
  /** The bucket, in the Region of the stack. Its encryption key is used where the bucket has one. */
  readonly bucket: s3.IBucket;

  /**
   * Beginning of the keys, 1 to 400 characters without a slash at either end.
   *
   * @default - the keys begin with the name of the stack
   */
  readonly prefix?: string;
}
