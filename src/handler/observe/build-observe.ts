import { bothInOrder, concurrently } from './concurrency';
import { buildOf } from '../core/build/build';
import { logPlaceOf } from '../core/build/build-attributes';
import { needsDistribution } from '../core/build/outputs';
import { needsSteps, typeOf } from '../core/build/workflows';
import { parseImageArn } from '../core/model/arn';
import { callFailureOf } from '../core/model/call-failure';
import { Execution, Image, LogTail, ObservedExecution } from '../core/model/facts';
import { Build } from '../core/model/observation';
import { BuildReads } from '../core/request/optional-reads';
import { BuildLog, ImageBuilder } from '../ports';

/** The ports from which builds and their logs are read. */
export interface BuildReaders {
  readonly imageBuilder: ImageBuilder;
  readonly buildLog: BuildLog;
}

/** Reads one build, with the steps that the attributes need or, on request, with every step. */
export async function observeBuild(
  arn: string, { logTail, everyStep }: BuildReads, { imageBuilder, buildLog }: BuildReaders, signal: AbortSignal,
): Promise<Build> {
  const [image, listed] = await bothInOrder([imageBuilder.image(arn, signal), imageBuilder.executions(arn, signal)]);
  const build = buildOf(image, listed);
  const ofInterest = new Set(everyStep ? listed : build.current.filter((execution) => needsSteps(execution) || distributesAmi(execution)));
  const executions = new Map(await concurrently(listed, async (execution) => [execution, await withSteps(execution)] as const));
  return {
    ...build,
    executions: [...executions.values()],
    current: build.current.map((execution) => executions.get(execution)!),
    log: logTail && build.somethingFailed ? await tailOf(image) : undefined,
  };

  function distributesAmi(execution: Execution): boolean {
    return typeOf(execution) === 'DISTRIBUTION' && needsDistribution(image, parseImageArn(image.arn));
  }

  async function withSteps(execution: Execution): Promise<ObservedExecution> {
    if (execution.id === undefined || !ofInterest.has(execution)) return execution;
    return { ...execution, steps: await imageBuilder.steps(execution.id, signal) };
  }

  /** A log that cannot be read does not affect the rest of the observation. */
  async function tailOf(failed: Image): Promise<LogTail> {
    const { group, stream } = logPlaceOf(failed);
    if (group === undefined || stream === undefined) return { lines: [] };
    try {
      return { lines: await buildLog.tail(group, stream, signal) };
    } catch (error) {
      return { callFailure: callFailureOf(error) };
    }
  }
}
