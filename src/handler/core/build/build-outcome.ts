import { Outcome } from '../../../contract/build-report';

/**
 * DEPRECATED and DISABLED images were built and exist. A DELETED image was built too, but is not a success, because SUCCEEDED implies that the
 * image exists. `ImageStatus` shows the reason.
 */
const OUTCOME_OF = new Map<string, Outcome>([
  ['AVAILABLE', 'SUCCEEDED'],
  ['DEPRECATED', 'SUCCEEDED'],
  ['DISABLED', 'SUCCEEDED'],
  ['FAILED', 'FAILED'],
  ['CANCELLED', 'CANCELLED'],
  ['DELETED', 'NO_IMAGE'],
]);

/** An unknown status is neither final nor a success. */
export function outcomeOf(imageStatus: string): Outcome {
  return OUTCOME_OF.get(imageStatus) ?? 'IN_PROGRESS';
}
