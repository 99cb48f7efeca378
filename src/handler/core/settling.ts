import { outcomeOf } from './build-outcome';
import { Build } from './observation';
import { countWorkflows } from './workflows';

/** How long answers that contradict one another are looked at again, before they are taken as they are. */
export const CONSISTENCY_SECONDS = 15;

/**
 * Whether image and workflows contradict one another. They are two answers, of two moments: workflows that go on after the image has ended, or are
 * still being rolled back, have ended a little later.
 */
export function isInconsistent({ image, current }: Build): boolean {
  return outcomeOf(image.status) !== 'IN_PROGRESS' && countWorkflows(current).running > 0;
}
