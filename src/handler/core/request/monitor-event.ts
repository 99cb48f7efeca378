import { malformed, membersOf, objectOf } from './properties';
import { MONITOR_SOURCE, POLL_EVENT, REJUDGE_EVENT } from '../../../contract/monitor';
import { isPipelineArn, parseImageArn } from '../model/arn';
import { millisOf } from '../model/time';

/** What an event asks a monitor to look at. */
export type MonitorEvent =
  | { readonly kind: 'BUILD'; readonly imageArn: string }
  | { readonly kind: 'PIPELINE_DISABLED'; readonly pipelineArn: string; readonly since: Date; readonly failures?: number }
  | { readonly kind: 'POLL' }
  | { readonly kind: 'REJUDGE' };

/** Types of the events of the service about a build: each says only that there is something to be seen, because events are late and out of order. */
const ABOUT_BUILDS: ReadonlySet<unknown> = new Set(['EC2 Image Builder Image State Change', 'EC2 Image Builder CVE Detected']);
const PIPELINE_DISABLED = 'EC2 Image Builder Image Pipeline Automatically Disabled';

/** Reads an event, or throws one sentence that states what is wrong. */
export function parseMonitorEvent(event: unknown): MonitorEvent {
  const { source, 'detail-type': type, resources, detail, time } = membersOf(event);
  if (source === MONITOR_SOURCE && type === POLL_EVENT) return { kind: 'POLL' };
  if (source === MONITOR_SOURCE && type === REJUDGE_EVENT) return { kind: 'REJUDGE' };
  if (source !== 'aws.imagebuilder') throw malformed('source', `be aws.imagebuilder, or ${MONITOR_SOURCE} with ${POLL_EVENT} or ${REJUDGE_EVENT}`, source);
  if (!Array.isArray(resources)) throw malformed('resources', 'be a list', resources);
  if (ABOUT_BUILDS.has(type)) {
    const imageArn = resources.find((arn) => parseImageArn(arn) !== undefined);
    if (imageArn === undefined) throw malformed('resources', 'contain the ARN of one build of an image (…:image/name/1.2.3/4)', resources);
    return { kind: 'BUILD', imageArn };
  }
  if (type === PIPELINE_DISABLED) {
    const pipelineArn = resources.find(isPipelineArn);
    if (pipelineArn === undefined) throw malformed('resources', 'contain the ARN of an image pipeline (…:image-pipeline/name)', resources);
    const since = millisOf(typeof time === 'string' ? time : undefined);
    if (since === undefined) throw malformed('time', 'be a time in ISO 8601', time);
    return { kind: 'PIPELINE_DISABLED', pipelineArn, since: new Date(since), failures: failuresIn(detail) };
  }
  throw malformed('detail-type', 'be a type of event that a monitor reads', type);
}

/** The service writes the number as a text. */
function failuresIn(detail: unknown): number | undefined {
  const { 'consecutive-failures': failures } = objectOf(detail ?? {}, '`detail`');
  const number = Number(failures);
  return Number.isInteger(number) && number > 0 ? number : undefined;
}
