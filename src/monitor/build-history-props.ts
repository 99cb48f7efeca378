import { Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';

/** Properties of a `BuildHistory`. */
export interface BuildHistoryProps {
  /**
   * The ID of the organization in AWS Organizations whose accounts write to the history, for example `o-exampleorgid`.
   *
   * Each account can write and read only what belongs to its own builds.
   *
   * @default - only the accounts in `accountIds`, and the account of the stack
   */
  readonly organizationId?: string;

  /**
   * IDs of other accounts that write to the history, in addition to those of the organization.
   *
   * Each account can write and read only what belongs to its own builds.
   *
   * @default - only the accounts of `organizationId`, and the account of the stack
   */
  readonly accountIds?: string[];

  /**
   * The bucket of the history.
   *
   * The policies of the bucket and of its encryption key are extended; a warning names those that cannot be. Block public access, enable versioning
   * and deny requests without TLS yourself. Mutually exclusive with `bucketName`, `encryptionKey`, `expiration` and `removalPolicy`.
   *
   * @default - a new bucket that is private, encrypted with a KMS key, versioned, and accessible with TLS only
   */
  readonly bucket?: s3.IBucket;

  /**
   * The name of the new bucket, which monitors of other accounts need.
   *
   * @default - a name that CloudFormation generates
   */
  readonly bucketName?: string;

  /**
   * The KMS key that encrypts the new bucket and the results of queries.
   *
   * The accounts that write get permission to use the key through Amazon S3.
   *
   * @default - a new key with yearly rotation
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * The time after which records, pages, bills of materials and notices are deleted: whole days, at least 90, because queries look back that far.
   *
   * @default - they are kept
   */
  readonly expiration?: Duration;

  /**
   * The maximum number of bytes that one query scans, at least 10,000,000 bytes.
   *
   * Athena cancels a query that would scan more, and charges for what was scanned.
   *
   * @default Size.gibibytes(10)
   */
  readonly bytesScannedLimit?: Size;

  /**
   * What happens to the new bucket and the new key when the history is removed from the stack.
   *
   * With `RemovalPolicy.DESTROY`, the bucket is emptied and deleted.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * The name of the AWS Glue database: 1 to 128 lower-case letters, digits and underscores.
   *
   * @default - a unique name
   */
  readonly databaseName?: string;

  /**
   * The name of the Athena workgroup: 1 to 128 letters, digits, dots, hyphens and underscores.
   *
   * @default - a unique name
   */
  readonly workGroupName?: string;
}

/** Attributes of an existing `BuildHistory`. */
export interface BuildHistoryAttributes {
  /** The name of the bucket. */
  readonly bucketName: string;

  /**
   * The ARN of the KMS key that encrypts the bucket.
   *
   * @default - the bucket is encrypted with keys of Amazon S3
   */
  readonly encryptionKeyArn?: string;

  /**
   * The ID of the account that owns the bucket.
   *
   * @default - the account of the stack
   */
  readonly account?: string;

  /**
   * The Region of the bucket.
   *
   * @default - the Region of the stack
   */
  readonly region?: string;
}
