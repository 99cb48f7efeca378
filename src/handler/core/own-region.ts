import { FailureError } from './failure-error';
import { envelopeOf } from './response';

/** Refuses what is in another Region: Image Builder answers for its own Region only, and is asked in that of the stack. */
export function checkRegion(arn: string, event: unknown): void {
  const [region, own] = [arn, envelopeOf(event).StackId].map((each) => each.split(':')[3]);
  if (region && own && region !== own) {
    throw new FailureError(`WRONG_REGION: ${arn} is in ${region}, and only what is in ${own} can be reached from here. Use it in a stack in ${region}.`);
  }
}
