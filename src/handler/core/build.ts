import { Image, LogTail, ObservedExecution } from './facts';
import { somethingFailed } from './failure-trail';
import { Build } from './observation';
import { currentExecutions } from './workflows';

/** A build of what was read. */
export function buildOf(image: Image, executions: readonly ObservedExecution[], log?: LogTail): Build {
  const current = currentExecutions(executions);
  return { image, executions, current, somethingFailed: somethingFailed(image, current), log };
}
