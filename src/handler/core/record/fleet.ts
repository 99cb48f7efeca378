import { Notice } from './notice';
import { Outcome } from '../../../contract/build-report';
import { outcomeOf } from '../build/build-outcome';
import { byAge, newestOf } from '../build/newest';
import { Pipeline, PipelineImage } from '../model/facts';
import { millisOf } from '../model/time';

const DAY_MILLIS = 24 * 3600 * 1000;
/** Builds of this time are looked at in every poll: lists show builds late, and scans end late. */
const RECENT_MILLIS = DAY_MILLIS;
/** Builds that are older are looked at no more: none takes that long. */
const OLDEST_MILLIS = 30 * DAY_MILLIS;

/** What a monitor remembers of its own runs. */
export interface MonitorState {
  /** The time of the first run. Builds that were created before are not looked for. */
  readonly since: string;
  /** All builds that were created before are settled. */
  readonly from: string;
  /** The scans by which images were judged again: the time of the results by the ARN of the image. */
  readonly judged?: Readonly<Record<string, string>>;
}

/** The state in an object, or undefined if there is none or the object is damaged. */
export function readState(text: string | undefined): MonitorState | undefined {
  try {
    const { since, from, judged } = JSON.parse(text ?? '');
    return millisOf(since) === undefined || millisOf(from) === undefined ? undefined : { since, from, judged };
  } catch {
    return undefined;
  }
}

export function firstState(now: Date): MonitorState {
  return { since: now.toISOString(), from: now.toISOString() };
}

/** The builds that a poll looks at, the oldest first, so that what waits longest is settled first. A build without a date is always looked at. */
export function buildsToLookAt<T extends PipelineImage>(images: readonly T[], { from }: MonitorState): T[] {
  const fromMillis = millisOf(from)!;
  return images.filter(({ createdAt }) => (millisOf(createdAt) ?? Infinity) >= fromMillis).sort(byAge);
}

/** The state after a poll that could not settle some builds. The time never goes back. */
export function stateAfter({ since, from, judged }: MonitorState, unsettled: readonly PipelineImage[], now: Date): MonitorState {
  const oldest = Math.min(now.getTime() - RECENT_MILLIS, ...unsettled.map(({ createdAt }) => millisOf(createdAt) ?? Infinity));
  return { since, from: new Date(Math.max(millisOf(from)!, now.getTime() - OLDEST_MILLIS, oldest)).toISOString(), judged };
}

/** Whether a poll need not read a build, of which its list says the status. */
export function isSettled(notice: Notice | undefined, { status = '' }: PipelineImage): boolean {
  const told = notice?.state === 'SENT' ? notice.told : undefined;
  if (told === undefined) return false;
  const outcome = outcomeOf(status);
  // What was deleted after it was told stays as it was told.
  return (told.outcome === outcome || outcome === 'NO_IMAGE') && told.scanEnded === true;
}

const ENDS: ReadonlySet<Outcome> = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED']);

/** The newest image of a pipeline that was built before a given image. */
export function lastGoodBefore(images: readonly PipelineImage[], image: PipelineImage): PipelineImage | undefined {
  return newestOf(earlier(images, image).filter(({ status = '' }) => outcomeOf(status) === 'SUCCEEDED'));
}

/** The outcome of the newest build of a pipeline that ended, of those that were created before an image. */
export function outcomeBefore(images: readonly PipelineImage[], image: PipelineImage): Outcome | undefined {
  const last = newestOf(earlier(images, image).filter(({ status = '' }) => ENDS.has(outcomeOf(status))));
  return last && outcomeOf(last.status!);
}

function earlier(images: readonly PipelineImage[], image: PipelineImage): PipelineImage[] {
  return images.filter((other) => other.arn !== image.arn && byAge(image, other) > 0);
}

/** The image that a pipeline gives to others: the newest that can be used. */
export function newestGoodOf<T extends PipelineImage>(images: readonly T[]): T | undefined {
  return newestOf(images.filter(({ status }) => status === 'AVAILABLE'));
}

/** Since when a pipeline has images that can be used, and since when it has built any. */
export function goodImagesOf(images: readonly PipelineImage[]): { readonly newestGoodAt?: string; readonly lastSuccessAt?: string } {
  return {
    newestGoodAt: newestGoodOf(images)?.createdAt,
    lastSuccessAt: newestOf(images.filter(({ status = '' }) => outcomeOf(status) === 'SUCCEEDED'))?.createdAt,
  };
}

/** Whether the service has disabled a pipeline because of builds that failed. A pipeline that people disabled has fewer of them. */
export function isAutoDisabled({ status, failures = 0, disabledAfter }: Pipeline): boolean {
  return status === 'DISABLED' && failures >= (disabledAfter ?? Infinity);
}

/** Whether a pipeline may be started for an image that fails the gate: it is enabled, builds nothing, and its newest build is old enough. */
export function mayStart({ status }: Pipeline, images: readonly PipelineImage[], afterSeconds: number, now: Date): boolean {
  const isBuilding = images.some((image) => outcomeOf(image.status ?? '') === 'IN_PROGRESS');
  const newest = millisOf(newestOf(images)?.createdAt) ?? Infinity;
  return status === 'ENABLED' && !isBuilding && now.getTime() >= newest + afterSeconds * 1000;
}
