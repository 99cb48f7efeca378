import { Delivered, malformed, objectOf, trueOrFalse } from './properties';
import { BuildProperties, DETAILS_PREFIX, DetailsProperties } from '../../../contract';
import { envelopeOf } from '../answer/response';
import { DetailsLocation } from '../model/details-place';

/** What a report reads and writes besides its attributes on request. */
export interface OptionalReads {
  /** Whether the message of a failure ends with the end of the log. */
  readonly logTail?: boolean;
  /** Destination of the details document. Absent: no document is written. */
  readonly details?: DetailsLocation;
}

/** The parts of a build that are read. */
export interface BuildReads {
  /** Whether the end of the log is read if something failed. */
  readonly logTail?: boolean;
  /** Whether the steps of all executions are read, and not only those that the attributes need. */
  readonly everyStep?: boolean;
  /** The account of the report. The workflows of images of other owners cannot always be listed. */
  readonly account?: string;
}

/** The parts of a build that a request reads. A details document contains every step. */
export function buildReadsOf({ logTail, details }: OptionalReads): BuildReads {
  return { logTail, everyStep: details !== undefined };
}

/** Reads `LogTail` and `Details`, or throws one sentence that states what is wrong. */
export function parseOptionalReads(properties: Delivered<BuildProperties>, event: unknown): OptionalReads {
  return { ...(trueOrFalse('LogTail', properties.LogTail) ? { logTail: true } : {}), ...parseDetails(properties, event) };
}

/** Reads `Details`, which is undefined if no document is requested. */
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
