import { s3Objects } from './s3-objects';
import { ClientLimits } from './signed-client';
import { callFailureOf } from '../core/model/call-failure';
import { piecesOf } from '../core/model/pieces';
import { RecordStore } from '../ports';

const JSON_TYPE = 'application/json';
/** There is no such object. */
const MISSING: ReadonlySet<string> = new Set(['NoSuchKey']);
/** There is an object already, or a different version of it, or none any more. */
const UNMET: ReadonlySet<string> = new Set(['PreconditionFailed', 'NoSuchKey']);

/** The bucket of a monitor in Amazon S3. */
export function recordStore(limits: Partial<ClientLimits> = {}): RecordStore {
  const objects = s3Objects(limits);
  return {
    read: (place, signal) => unless(MISSING, objects.get(place, signal)),

    async put(place, contentType, body, signal) {
      await objects.put(place, contentType, piecesOf(body), {}, signal);
    },

    create: (place, body, signal) => unless(UNMET, objects.put(place, JSON_TYPE, piecesOf(body), { 'if-none-match': '*' }, signal)),

    replace: (place, body, tag, signal) => unless(UNMET, objects.put(place, JSON_TYPE, piecesOf(body), { 'if-match': tag }, signal)),
  };
}

async function unless<T>(codes: ReadonlySet<string>, answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (codes.has(callFailureOf(error).code)) return undefined;
    throw error;
  }
}
