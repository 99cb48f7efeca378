import { logPlaceOf } from './core/build-attributes';
import { Execution, Image, LogTail, ObservedExecution } from './core/facts';
import { somethingFailed } from './core/failure-trail';
import { ReadMore } from './core/read-more';
import { CallFailed } from './core/trouble';
import { currentExecutions, needsSteps } from './core/workflows';
import { BuildLog, ImageBuilder } from './ports';
import { concurrently, inOrder } from './side-by-side';

/** What there is to see of one build. */
export interface BuildSight {
  readonly image: Image;
  readonly executions: readonly ObservedExecution[];
  /** Only of a build in which something failed, and where it was asked for. */
  readonly log?: LogTail;
}

/** Where builds and their logs are read. */
export interface BuildReaders {
  readonly imageBuilder: ImageBuilder;
  readonly buildLog: BuildLog;
}

/** Reads one build: steps only where they are needed, or of all executions for a details document. */
export async function observeBuild(
  arn: string, { logTail, details }: ReadMore, { imageBuilder, buildLog }: BuildReaders, signal: AbortSignal,
): Promise<BuildSight> {
  const [image, listed] = await inOrder([imageBuilder.image(arn, signal), imageBuilder.executions(arn, signal)]);
  const executions = await concurrently(details ? listed : currentExecutions(listed), withSteps);
  if (!logTail || !somethingFailed(image, currentExecutions(executions))) return { image, executions };
  return { image, executions, log: await tailOf(image) };

  async function withSteps(execution: Execution): Promise<ObservedExecution> {
    if (execution.id === undefined || !(details || needsSteps(execution))) return execution;
    return { ...execution, steps: await imageBuilder.steps(execution.id, signal) };
  }

  /** A log that cannot be read hides nothing that is known without it. */
  async function tailOf(failed: Image): Promise<LogTail | undefined> {
    const { group, stream } = logPlaceOf(failed);
    if (group === undefined || stream === undefined) return undefined;
    try {
      return { lines: await buildLog.tail(group, stream, signal) };
    } catch (error) {
      if (error instanceof CallFailed) return { trouble: error.trouble };
      throw error;
    }
  }
}
