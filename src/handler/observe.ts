import { BuildReaders, observeBuild } from './build-observe';
import { NO_IMAGE, Observation, Sight } from './core/decide';
import { newestOf } from './core/newest';
import { ImageSource, ReportRequest, ScanReportRequest } from './core/request';
import { CallFailed } from './core/trouble';
import { observeFindings, observeScan, ScanReaders } from './scan-observe';
import { NONE } from '../report/contract';

/**
 * Reads what a report needs, and no more: calls that do not depend on one another run side by side.
 * Trouble is an observation too.
 */
export async function observe(request: ReportRequest, readers: BuildReaders & ScanReaders, signal: AbortSignal): Promise<Observation> {
  try {
    return { ...NO_IMAGE, ...await read() };
  } catch (error) {
    if (error instanceof CallFailed) return { kind: 'TROUBLE', trouble: error.trouble };
    throw error;
  }

  async function read(): Promise<Partial<Sight>> {
    if (!('arn' in request.source)) return observeFindings(request as ScanReportRequest, readers, signal);
    const imageArn = await imageArnOf(request.source);
    if (imageArn === undefined) return NO_IMAGE;
    return request.kind === 'BUILD' ? observeBuild(imageArn, request, readers, signal) : observeScan(imageArn, request, readers, signal);
  }

  async function imageArnOf(source: ImageSource): Promise<string | undefined> {
    if (source.type === 'IMAGE') return source.arn === NONE ? undefined : source.arn;
    return newestOf(await readers.imageBuilder.pipelineImages(source.arn, signal))?.arn;
  }
}
