import { bothInOrder, concurrently } from './concurrency';
import { buildOf } from '../core/build/build';
import { logPlaceOf } from '../core/build/build-attributes';
import { needsDistribution } from '../core/build/outputs';
import { needsSteps, typeOf } from '../core/build/workflows';
import { parseImageArn } from '../core/model/arn';
import { CallFailed, CallFailure, callFailureOf } from '../core/model/call-failure';
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
  arn: string, { logTail, everyStep, account }: BuildReads, { imageBuilder, buildLog }: BuildReaders, signal: AbortSignal,
): Promise<Build> {
  const [image, answer] = await bothInOrder([imageBuilder.image(arn, signal), orCallFailure(imageBuilder.executions(arn, signal))]);
  const listed = isCallFailure(answer) ? withoutList(answer) : answer;
  const build = buildOf(image, listed);
  if (listed === undefined) return { ...build, log: await logOf(build) };
  const ofInterest = new Set(everyStep ? listed : build.current.filter((execution) => needsSteps(execution) || distributesAmi(execution)));
  // The first error is reported, so the order must not depend on that of the list.
  const inOrder = [...listed].sort(({ id: a = '' }, { id: b = '' }) => a.localeCompare(b, 'en'));
  const executions = new Map(await concurrently(inOrder, async (execution) => [execution, await withSteps(execution)] as const));
  return {
    ...build,
    executions: listed.map((execution) => executions.get(execution)!),
    current: build.current.map((execution) => executions.get(execution)!),
    log: await logOf(build),
  };

  /** The workflows of images that were built elsewhere may not be listed, and the image itself can be reported all the same. */
  function withoutList(callFailure: CallFailure): undefined {
    if (callFailure.kind === 'PASSING' || !wasBuiltElsewhere(image, account)) throw new CallFailed(callFailure);
  }

  function distributesAmi(execution: Execution): boolean {
    return typeOf(execution) === 'DISTRIBUTION' && needsDistribution(image, parseImageArn(image.arn));
  }

  async function withSteps(execution: Execution): Promise<ObservedExecution> {
    if (execution.id === undefined || !ofInterest.has(execution)) return execution;
    const steps = await orCallFailure(imageBuilder.steps(execution.id, signal));
    return { ...execution, steps: isCallFailure(steps) ? withoutList(steps) : steps };
  }

  async function logOf({ somethingFailed }: Build): Promise<LogTail | undefined> {
    return logTail && somethingFailed ? tailOf(image) : undefined;
  }

  /** A log that cannot be read does not affect the rest of the observation. */
  async function tailOf(failed: Image): Promise<LogTail> {
    const { group, stream } = logPlaceOf(failed);
    if (group === undefined || stream === undefined) return { lines: [] };
    const lines = await orCallFailure(buildLog.tail(group, stream, signal));
    return isCallFailure(lines) ? { callFailure: lines } : { lines };
  }
}

/** Whether an image is managed, imported, or an image of another account. */
function wasBuiltElsewhere({ arn, buildType = '' }: Image, account: string | undefined): boolean {
  return buildType.startsWith('IMPORT') || (account !== undefined && parseImageArn(arn)?.account !== account);
}

function orCallFailure<T>(answer: Promise<T>): Promise<T | CallFailure> {
  return answer.catch(callFailureOf);
}

function isCallFailure(answer: readonly unknown[] | CallFailure | undefined): answer is CallFailure {
  return answer !== undefined && 'kind' in answer;
}
