import { IRole } from 'aws-cdk-lib/aws-iam';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { checkNeeds, checkPattern, checkText } from '../../common/validate';
import { ComponentHashAlgorithm } from '../component-condition';
import { ComponentStep } from '../component-step';
import { ComponentStepInputs, ComponentStepOptions } from '../component-step-options';
import { grantDownload, grantUpload } from './object-grants';

/** Objects in Amazon S3 that are downloaded. */
export interface S3Download {
  /** The bucket. The role of the instances is allowed to read the objects. */
  readonly bucket: IBucket;

  /** Key of an object, or a prefix with a wildcard, as in `scripts/*`. */
  readonly key: string;

  /** Path on the instance. */
  readonly destination: string;

  /**
   * Whether existing files are replaced. If `false`, the step fails if a file exists.
   *
   * @default true
   */
  readonly overwrite?: boolean;

  /**
   * The ID of the AWS account that must own the bucket.
   *
   * @default - the bucket owner is not verified
   */
  readonly expectedBucketOwner?: string;
}

/** Files that are uploaded to Amazon S3. */
export interface S3Upload {
  /** Path on the instance, which may have wildcards. */
  readonly source: string;

  /** The bucket. The role of the instances is allowed to write the objects. */
  readonly bucket: IBucket;

  /** Key of the object, or a prefix with a wildcard, as in `logs/*`. */
  readonly key: string;

  /**
   * Whether the files of subfolders are uploaded as well.
   *
   * @default false
   */
  readonly recurse?: boolean;

  /**
   * The ID of the AWS account that must own the bucket.
   *
   * @default - the bucket owner is not verified
   */
  readonly expectedBucketOwner?: string;
}

/** An asset of the app that is downloaded. */
export interface AssetDownload {
  /** The asset, which is a file, or a folder as a ZIP archive. The role of the instances is allowed to read the asset. */
  readonly asset: Asset;

  /** Path on the instance. */
  readonly destination: string;
}

/** A file on a web server that is downloaded. */
export interface WebDownload {
  /** URL of the file. */
  readonly source: string;

  /** Path on the instance. */
  readonly destination: string;

  /**
   * Whether an existing file is replaced. If `false`, the step fails if the file exists.
   *
   * @default true
   */
  readonly overwrite?: boolean;

  /**
   * Expected hash of the file, in hexadecimal digits. The step fails if the hash of the file is different.
   *
   * @default - the file is not checked
   */
  readonly checksum?: string;

  /**
   * Hash algorithm of `checksum`.
   *
   * @default - the file is not checked
   */
  readonly algorithm?: ComponentHashAlgorithm;

  /**
   * Whether a certificate that is not valid is accepted.
   *
   * @default false
   */
  readonly ignoreCertificateErrors?: boolean;
}

/**
 * Steps that copy files to or from the instance. The role of the instances gets the permissions that the steps need.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html#action-modules-download-upload
 *
 * @example
 * const download = TransferStep.s3Download('Download', [{ bucket, key: 'agents/agent.rpm', destination: '/tmp/agent.rpm' }]);
 * const install = ComponentStep.bash('Install', ['rpm -i /tmp/agent.rpm']);
 */
export class TransferStep {
  /**
   * Downloads objects from Amazon S3.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param downloads sources and destinations
   * @param options options of the step
   */
  public static s3Download(name: string, downloads: S3Download[], options: ComponentStepOptions = {}): ComponentStep {
    downloads.forEach(checkObject);
    const inputs = ComponentStepInputs.fromList(downloads.map(({ bucket, key, destination, overwrite, expectedBucketOwner }) => ({
      source: bucket.s3UrlForObject(key), destination, overwrite, expectedBucketOwner,
    })));
    return ComponentStep.of(name, 'S3Download', inputs._granting(
      ...downloads.map(({ bucket, key }) => (role: IRole) => grantDownload(role, bucket, key))), options);
  }

  /**
   * Uploads files to Amazon S3.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param uploads sources and destinations
   * @param options options of the step
   */
  public static s3Upload(name: string, uploads: S3Upload[], options: ComponentStepOptions = {}): ComponentStep {
    uploads.forEach(checkObject);
    const inputs = ComponentStepInputs.fromList(uploads.map(({ source, bucket, key, recurse, expectedBucketOwner }) => ({
      source, destination: bucket.s3UrlForObject(key), recurse, expectedBucketOwner,
    })));
    return ComponentStep.of(name, 'S3Upload', inputs._granting(
      ...uploads.map(({ bucket, key }) => (role: IRole) => grantUpload(role, bucket, key))), options);
  }

  /**
   * Downloads assets of the app.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param downloads sources and destinations
   * @param options options of the step
   */
  public static downloadAssets(name: string, downloads: AssetDownload[], options: ComponentStepOptions = {}): ComponentStep {
    return TransferStep.s3Download(name, downloads.map(({ asset, destination }) => ({
      bucket: asset.bucket, key: asset.s3ObjectKey, destination,
    })), options);
  }

  /**
   * Downloads files from web servers. `step.output('destination', 0)` is the path of the first file.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param downloads sources and destinations
   * @param options options of the step
   */
  public static webDownload(name: string, downloads: WebDownload[], options: ComponentStepOptions = {}): ComponentStep {
    for (const { checksum, algorithm } of downloads) {
      checkNeeds(undefined, ['checksum', checksum], ['algorithm', algorithm]);
      checkNeeds(undefined, ['algorithm', algorithm], ['checksum', checksum]);
    }
    return ComponentStep.of(name, 'WebDownload', ComponentStepInputs.fromList(downloads.map((download) => ({ ...download }))), options);
  }

  private constructor() {}
}

function checkObject({ key, expectedBucketOwner }: S3Download | S3Upload): void {
  checkText(undefined, 'key', key);
  checkPattern(undefined, 'expectedBucketOwner', expectedBucketOwner, /^\d{12}$/, 'have 12 digits');
}
