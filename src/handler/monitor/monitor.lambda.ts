import { randomUUID } from 'node:crypto';
import { monitorLifecycle } from './monitor-lifecycle';
import { RENDERERS } from './renderers';
import { MONITOR_VARIABLE } from '../../contract/monitor';
import { amiScanner } from '../adapters/ami-scanner';
import { amiScans } from '../adapters/ami-scans';
import { buildLog } from '../adapters/build-log';
import { fleet } from '../adapters/fleet';
import { imageBuilder } from '../adapters/image-builder';
import { MAX_RECORDED_FINDINGS_BYTES } from '../adapters/pages';
import { recordStore } from '../adapters/record-store';
import { standardOutputLog, standardOutputMetrics, systemClock } from '../adapters/system';
import { topics } from '../adapters/topics';
import { parseMonitorRequest } from '../core/request/monitor-request';

const limits = { findingsBytes: MAX_RECORDED_FINDINGS_BYTES };
const builder = imageBuilder(limits);
const services = {
  imageBuilder: builder,
  buildControl: builder,
  fleet: fleet(),
  amiScans: amiScans(limits),
  amiScanner: amiScanner(),
  buildLog: buildLog(),
  records: recordStore(),
  topics: topics(),
  metrics: standardOutputMetrics,
  clock: systemClock,
  log: standardOutputLog,
  unique: randomUUID,
};

/** Called by Amazon EventBridge. */
export const handler = (event: unknown, context: { readonly invokedFunctionArn: string; getRemainingTimeInMillis(): number }): Promise<void> =>
  monitorLifecycle(parseMonitorRequest(process.env[MONITOR_VARIABLE]), services, RENDERERS)(event, {
    functionArn: context.invokedFunctionArn, remainingMillis: context.getRemainingTimeInMillis(),
  });
