import { Delivered, malformed, objectOf, trueOrFalse } from './properties';
import { BuildProperties } from '../../../contract/build-report';
import { DETAILS_PREFIX, DETAILS_PREFIX_RULE, DetailsProperties } from '../../../contract/details';
import { envelopeOf } from '../answer/response';
import { DetailsLocation, Destination } from '../model/details-place';

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
  const { StackId: stackId, LogicalResourceId: logicalResourceId } = envelopeOf(event);
  return { details: { ...parseDestination('Details', given), stackId, logicalResourceId } };
}

/** Reads the destination of documents, or throws one sentence that states what is wrong. */
export function parseDestination(name: string, given: unknown): Destination {
  const { BucketName: bucket, BucketOwner: owner, Prefix: prefix } = objectOf<DetailsProperties>(given, `\`${name}\``);
  if (typeof bucket !== 'string' || !BUCKET.test(bucket)) throw malformed(`${name}.BucketName`, 'be the name of a bucket', bucket);
  if (prefix !== undefined && (typeof prefix !== 'string' || !DETAILS_PREFIX.test(prefix))) {
    throw malformed(`${name}.Prefix`, DETAILS_PREFIX_RULE, prefix);
  }
  if (owner !== undefined && (typeof owner !== 'string' || !/^[0-9]{12}$/.test(owner))) {
    throw malformed(`${name}.BucketOwner`, 'be the id of an account, which has 12 digits', owner);
  }
  return { bucket, owner, prefix };
}

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
