/** The destination of the details document. */
export interface DetailsProperties {
  readonly BucketName: string;
  /** ID of the account that must own the bucket. */
  readonly BucketOwner?: string;
  readonly Prefix?: string;
}

/** The form of prefixes of the keys of details documents. A part that is `.` or `..` would be removed from the URL of the object. */
export const DETAILS_PREFIX = /^(?!\/)(?!(?:.*\/)?\.\.?(?:\/|$)).{1,400}(?<!\/)$/s;
export const DETAILS_PREFIX_RULE = 'be 1 to 400 characters long, without a slash at either end and without the parts `.` and `..`';
