import { Outcome } from '../../../contract';

/**
 * DEPRECATED and DISABLED images were built, and exist. A DELETED one was built too, but whoever reads SUCCEEDED
 * expects an image: there is none, and `ImageStatus` says why.
 */
const OUTCOME_OF = new Map<string, Outcome>([
  ['AVAILABLE', 'SUCCEEDED'],
  ['DEPRECATED', 'SUCCEEDED'],
  ['DISABLED', 'SUCCEEDED'],
  ['FAILED', 'FAILED'],
  ['CANCELLED', 'CANCELLED'],
  ['DELETED', 'NO_IMAGE'],
]);

/** A status that nobody has heard of is neither an end nor a success. */
export function outcomeOf(imageStatus: string): Outcome {
  return OUTCOME_OF.get(imageStatus) ?? 'IN_PROGRESS';
}
