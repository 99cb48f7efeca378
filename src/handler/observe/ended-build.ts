import { BuildReaders, observeBuild } from './build-observe';
import { LOOK_AGAIN_SECONDS } from './observe';
import { CONSISTENCY_SECONDS, isInconsistent } from '../core/build/workflows';
import { Build } from '../core/model/observation';
import { BuildReads } from '../core/request/optional-reads';
import { Clock } from '../ports';

/** Reads a build that has ended. The time at which it ended is not known, so the wait for its workflows is within one poll. */
export async function observeEndedBuild(
  imageArn: string, reads: BuildReads, readers: BuildReaders & { readonly clock: Clock }, signal: AbortSignal,
): Promise<Build> {
  for (let waited = 0; ; waited += LOOK_AGAIN_SECONDS) {
    const build = await observeBuild(imageArn, reads, readers, signal);
    if (waited >= CONSISTENCY_SECONDS || !isInconsistent(build)) return build;
    await readers.clock.sleep(LOOK_AGAIN_SECONDS * 1000, signal);
  }
}
