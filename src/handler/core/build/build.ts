import { somethingFailed } from './failure-trail';
import { currentExecutions } from './workflows';
import { Image, LogTail, ObservedExecution } from '../model/facts';
import { Build } from '../model/observation';

/** Creates the build from what was read. */
export function buildOf(image: Image, executions: readonly ObservedExecution[] | undefined, log?: LogTail): Build {
  const current = currentExecutions(executions ?? []);
  return { image, executions, current, somethingFailed: somethingFailed(image, current), log };
}
