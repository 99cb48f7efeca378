import { Renderers } from './renderers';
import { CallFailed, callFailureOf, isRefusal } from '../core/model/call-failure';
import { Pipeline, PipelineImage } from '../core/model/facts';
import { MonitorRequest } from '../core/request/monitor-request';
import { MonitorServices } from '../ports';

/** One run of the function of a monitor. */
export interface Run extends MonitorServices {
  readonly monitor: MonitorRequest;
  readonly renderers: Renderers;
  /** ARN of the function, which has the partition, the Region and the account of the monitor. */
  readonly functionArn: string;
  /** When the function cannot run any more. */
  readonly endsAt: Date;
  readonly signal: AbortSignal;
}

/** A pipeline with its images. */
export interface WithImages {
  readonly pipeline: Pipeline;
  readonly images: readonly PipelineImage[];
}

/** The answer of a call, or undefined if the call was refused, which the log says. What may pass is thrown, so that the run is repeated. */
export async function unlessRefused<T>(about: string, { log }: Run, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    const callFailure = callFailureOf(error);
    if (!isRefusal(callFailure)) throw error;
    log.write('not read', { about, why: new CallFailed(callFailure).message });
    return undefined;
  }
}

/** The ARN of a pipeline of the account. */
export function pipelineArnOf(name: string, { functionArn }: Run): string {
  const [, partition,, region, account] = functionArn.split(':');
  return `arn:${partition}:imagebuilder:${region}:${account}:image-pipeline/${name}`;
}
