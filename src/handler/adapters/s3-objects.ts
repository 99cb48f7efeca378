import { createHash } from 'node:crypto';
import { Answer, ClientLimits, endpointOf, signedClient, SignedRequest, Streamed, USUAL_LIMITS } from './signed-client';
import { xmlErrorIn } from './xml-error';
import { callFailureOf, unusableAnswer } from '../core/model/call-failure';
import { DetailsPlace, uriOf } from '../core/model/details-place';
import { Pieces } from '../core/model/pieces';

/** Conditions of a write, by their headers. */
export type Conditions = Readonly<Partial<Record<'if-match' | 'if-none-match', string>>>;

/**
 * The bucket is in a different Region than that of the endpoint, or than that of the signature. The last name is that of Regions that an account must
 * enable.
 */
const ELSEWHERE: ReadonlySet<string> = new Set(['PermanentRedirect', 'AuthorizationHeaderMalformed', 'IllegalLocationConstraintException']);

/**
 * Objects in Amazon S3; Region, credentials and endpoint come from the environment. The answer to a first call shows that a bucket is in a different
 * Region, where all further calls go.
 */
export function s3Objects(limits: Partial<ClientLimits> = {}) {
  const regions = new Map<string, string>();
  let redirect: string | undefined;
  const s3 = signedClient('s3', (body, status, headers) => {
    redirect = headers['x-amz-bucket-region'] ?? /<Region>([a-z0-9-]+)<\/Region>/.exec(body)?.[1];
    return xmlErrorIn(body, status);
  }, { ...USUAL_LIMITS, ...limits });

  return {
    /** Returns the ETag of the object. */
    async put(place: DetailsPlace, contentType: string, body: Pieces, conditions: Conditions, signal: AbortSignal): Promise<string> {
      const { length, sha256 } = measured(body);
      // Amazon S3 verifies the checksum and keeps it with the object.
      const headers = { 'content-type': contentType, 'x-amz-checksum-sha256': sha256.toString('base64'), ...conditions };
      // Amazon S3 answers when it has verified and stored the object, so it is not read back, for which the role would have to read what it writes.
      return tagOf('PutObject', place, await exchange('PutObject', place, { method: 'PUT', headers, body: { pieces: body, length, sha256 } }, signal));
    },

    async get(place: DetailsPlace, signal: AbortSignal): Promise<{ readonly body: string; readonly tag: string }> {
      const answer = await exchange('GetObject', place, { method: 'GET', headers: {}, body: '' }, signal);
      return { body: answer.body, tag: tagOf('GetObject', place, answer) };
    },
  };

  async function exchange(operation: string, place: DetailsPlace, request: Omit<SignedRequest, 'url'>, signal: AbortSignal): Promise<Answer> {
    const { bucket } = place;
    const call = { service: 's3', operation, resource: uriOf(place) } as const;
    const headers = { ...request.headers, ...place.owner === undefined ? {} : { 'x-amz-expected-bucket-owner': place.owner } } as Record<string, string>;
    const send = (region: string | undefined) => s3.send(call, { ...request, headers, url: urlOf(place, region), region }, signal);
    const known = regions.get(bucket);
    try {
      return await send(known);
    } catch (error) {
      if (!ELSEWHERE.has(callFailureOf(error).code) || redirect === undefined || redirect === known) throw error;
      regions.set(bucket, redirect);
      return send(redirect);
    }
  }
}

/** What the headers say of a body, which is made once more when it is sent: 10,000 findings as bytes would be a quarter of the memory of the function. */
function measured(body: Pieces): Omit<Streamed, 'pieces'> {
  const hash = createHash('sha256');
  let length = 0;
  for (const piece of body()) {
    hash.update(piece);
    length += Buffer.byteLength(piece);
  }
  return { length, sha256: hash.digest() };
}

/** Not Amazon S3, but for example a proxy, answers without one. */
function tagOf(operation: string, place: DetailsPlace, { headers: { etag } }: Answer): string {
  if (!etag) throw unusableAnswer({ service: 's3', operation, resource: uriOf(place) }, 'The answer has no `ETag`.');
  return etag;
}

function urlOf({ bucket, key }: DetailsPlace, region: string | undefined): URL {
  const { url, isAws } = endpointOf('s3', 'S3', region);
  // The certificate for hosts of buckets covers one label, so bucket names with dots are written into the path.
  const inHost = isAws && !bucket.includes('.');
  if (inHost) url.hostname = `${bucket}.${url.hostname}`;
  url.pathname = [url.pathname.replace(/\/$/, ''), ...(inHost ? [] : [bucket]), ...key.split('/').map(escape)].join('/');
  return url;
}

/** Encodes a path for Amazon S3, which is stricter than `encodeURIComponent`. */
function escape(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
