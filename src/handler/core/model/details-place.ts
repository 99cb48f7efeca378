import { NONE, UNKNOWN } from '../../../contract/values';

/** A bucket, or a part of it, in which documents are written. */
export interface Destination {
  readonly bucket: string;
  /** ID of the account that must own the bucket. Absent: the owner is not verified. */
  readonly owner?: string;
  readonly prefix?: string;
}

/** Where a report writes its details documents. */
export interface DetailsLocation extends Destination {
  /** Stack and logical ID of the report, so that two reports never write the same object. */
  readonly stackId: string;
  readonly logicalResourceId: string;
}

/** One object in a bucket. */
export interface DetailsPlace {
  readonly bucket: string;
  readonly owner?: string;
  readonly key: string;
}

/**
 * The object with the details of a subject: an ARN, or the type and ID of a subject without an ARN. A report always writes the same object for the
 * same subject.
 */
export function placeOf({ bucket, owner, prefix, stackId, logicalResourceId }: DetailsLocation, subject: string): DetailsPlace {
  // The name of a stack is for readers; its UUID sets it apart from stacks of that name in other places and times.
  const [, stackName, stackUuid] = stackId.split('/');
  const key = [prefix, stackName, stackUuid, logicalResourceId, `${pathOf(subject)}.json`].filter((part) => part !== undefined).join('/');
  return { bucket, owner, key };
}

export function uriOf({ bucket, key }: DetailsPlace): string {
  return `s3://${bucket}/${key}`;
}

/** `image/name/1.2.3/4` of the ARN that ends with it. */
function pathOf(subject: string): string {
  if (subject === NONE) return 'no-image';
  if (subject === UNKNOWN) return 'unknown-image';
  return subject.startsWith('arn:') ? subject.split(':')[5] : subject;
}
