import { Run } from './run';
import { CallFailed, CallFailure, callFailureOf } from '../core/model/call-failure';
import { DetailsPlace } from '../core/model/details-place';
import { claimed, nextStep, Notice, noted, readNotice, Told } from '../core/record/notice';
import { TopicMessage } from '../ports';

/** What is to be told. */
export interface News {
  readonly place: DetailsPlace;
  /** Told only if nothing was told of this revision or a later one. */
  readonly revision: number;
  readonly told: Told;
  /** Makes metrics and messages, with what was told before. */
  prepare(before: Told | undefined): Promise<Sending>;
}

export interface Sending {
  readonly metrics: readonly string[];
  readonly messages: readonly { readonly topicArn: string; readonly message: TopicMessage }[];
}

/**
 * Tells news once: claims the notice, writes metrics, publishes messages and notes that all were sent. If the function ends before the note, the next
 * run tells again when the claim is over. If a topic cannot be reached, the others are not told again.
 *
 * LEFT: another run tells.
 */
export async function tell(news: News, run: Run): Promise<'TOLD' | 'DONE' | 'LEFT'> {
  const { records, clock, log, signal } = run;
  const { place, revision } = news;
  const stored = await records.read(place, signal);
  const notice = readNotice(stored?.body);
  const step = nextStep(notice, revision, clock.now());
  if (step !== 'CLAIM') return step === 'DONE' ? 'DONE' : 'LEFT';
  // Whatever can fail is read before the claim.
  const { metrics, messages } = await news.prepare(notice?.told);
  const claim = claimed(notice, revision, run.unique(), run.endsAt);
  const tag = await writeClaim(claim, place, stored?.tag, run);
  if (tag === undefined) return 'LEFT';
  if (!claim.measured) metrics.forEach((line) => run.metrics.write(line));
  const delivered = [...claim.delivered ?? []];
  const failures: CallFailure[] = [];
  for (const { topicArn, message } of messages) {
    if (delivered.includes(topicArn)) continue;
    try {
      await run.topics.publish(topicArn, message, signal);
      delivered.push(topicArn);
      log.write('sent', { notice: place.key, revision, topic: topicArn, subject: message.subject });
    } catch (error) {
      failures.push(callFailureOf(error));
    }
  }
  await records.replace(place, jsonOf(noted(claim, news.told, delivered, failures.length === 0)), tag, signal);
  if (failures.length > 0) throw new CallFailed(failures[0]);
  return 'TOLD';
}

/** Returns the tag of the claim, or undefined if another run was faster. */
async function writeClaim(claim: Notice, place: DetailsPlace, tag: string | undefined, { records, signal }: Run): Promise<string | undefined> {
  const body = jsonOf(claim);
  const written = tag === undefined ? await records.create(place, body, signal) : await records.replace(place, body, tag, signal);
  if (written !== undefined) return written;
  // The first attempt can have been successful without an answer, and then the second one finds the claim of the first.
  const there = await records.read(place, signal);
  return there !== undefined && readNotice(there.body)?.by === claim.by ? there.tag : undefined;
}

function jsonOf(notice: Notice): string {
  return `${JSON.stringify(notice)}\n`;
}
