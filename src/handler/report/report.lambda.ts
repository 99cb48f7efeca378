import { executionLifecycle } from './execution-lifecycle';
import { reportLifecycle } from './report-lifecycle';
import { amiScans } from '../adapters/ami-scans';
import { buildLog } from '../adapters/build-log';
import { detailsStore } from '../adapters/details-store';
import { imageBuilder } from '../adapters/image-builder';
import { startFunction } from '../adapters/start-function';
import { standardOutputLog, systemClock } from '../adapters/system';

const services = {
  imageBuilder: imageBuilder(), amiScans: amiScans(), buildLog: buildLog(), detailsStore: detailsStore(), clock: systemClock, log: standardOutputLog,
};
const report = reportLifecycle(services);
const execution = executionLifecycle({ ...services, startFunction: startFunction() });

/** Accepts a request of CloudFormation. */
export const onEvent = (event: unknown) => report.onEvent(event);

/** Polled by the provider framework until the report is complete. */
export const isComplete = (event: unknown, context: { getRemainingTimeInMillis(): number }) =>
  report.isComplete(event, context.getRemainingTimeInMillis());

/** Starts a build for a request of CloudFormation. */
export const onExecutionEvent = (event: unknown, context: { getRemainingTimeInMillis(): number }) =>
  execution.onEvent(event, context.getRemainingTimeInMillis());

/** Polled by the provider framework until the build has ended. */
export const isExecutionComplete = (event: unknown, context: { getRemainingTimeInMillis(): number }) =>
  execution.isComplete(event, context.getRemainingTimeInMillis());
