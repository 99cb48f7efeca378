import { Delivered, malformed, objectOf, trueOrFalse } from './properties';
import { BuildProperties, DETAILS_PREFIX, DetailsProperties } from '../../../contract';
import { envelopeOf } from '../answer/response';
import { DetailsLocation } from '../model/details-place';

/** What a report reads and writes besides its attributes, because it was asked to. */
export interface OptionalReads {
  /** Whether the message of a failure ends with the end of the log. */
  readonly logTail?: boolean;
  /** Where the details document goes; without it there is none. */
  readonly details?: DetailsLocation;
}

/** What of a build is read. */
export interface BuildReads {
  /** Whether the end of the log is read, of a build in which something failed. */
  readonly logTail?: boolean;
  /** Whether the steps of all executions are read, and not only where they are needed. */
  readonly everyStep?: boolean;
}

/** What a request reads of a build: a details document has every step. */
export function buildReadsOf({ logTail, details }: OptionalReads): BuildReads {
  return { logTail, everyStep: details !== undefined };
}

/** Reads `LogTail` and `Details`, or says in one sentence what is wrong with them. */
export function parseOptionalReads(properties: Delivered<BuildProperties>, event: unknown): OptionalReads {
  return { ...(trueOrFalse('LogTail', properties.LogTail) ? { logTail: true } : {}), ...parseDetails(properties, event) };
}

/** Reads `Details`; nothing when no document is wanted. */
export function parseDetails({ Details: given }: Delivered<Pick<BuildProperties, 'Details'>>, event: unknown): Pick<OptionalReads, 'details'> {
  if (given === undefined) return {};
  const { BucketName: bucket, Prefix: prefix } = objectOf<DetailsProperties>(given, '`Details`');
  if (typeof bucket !== 'string' || !BUCKET.test(bucket)) throw malformed('Details.BucketName', 'be the name of a bucket', bucket);
  if (prefix !== undefined && (typeof prefix !== 'string' || !DETAILS_PREFIX.test(prefix))) {
    throw malformed('Details.Prefix', 'be 1 to 400 characters long, without a slash at either end', prefix);
  }
  const { StackId: stackId, LogicalResourceId: logicalResourceId } = envelopeOf(event);
  return { details: { bucket, prefix, stackId, logicalResourceId } };
}

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
