import { systemClock } from './adapters/clock';
import { imageBuilder } from './adapters/image-builder';
import { standardOutputLog } from './adapters/log';
import { reportLifecycle } from './lifecycle';

const report = reportLifecycle(imageBuilder(), systemClock, standardOutputLog);

/** Takes a request of CloudFormation on. */
export const onEvent = (event: unknown) => report.onEvent(event);

/** Polled by the provider framework until the report is complete. */
export const isComplete = (event: unknown, context: { getRemainingTimeInMillis(): number }) =>
  report.isComplete(event, context.getRemainingTimeInMillis());
