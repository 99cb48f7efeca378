import { createHash } from 'node:crypto';
import { unusableAnswer } from '../core/model/call-failure';
import { DetailsPlace, uriOf } from '../core/model/details-place';
import { DetailsStore } from '../ports';
import { ClientLimits, endpointOf, signedClient, USUAL_LIMITS } from './signed-client';

/** Amazon S3, as far as documents are put there; Region, credentials and endpoint come from the environment. */
export function detailsStore(limits: Partial<ClientLimits> = {}): DetailsStore {
  const s3 = signedClient('s3', errorIn, { ...USUAL_LIMITS, ...limits });
  return {
    async put(place, body, signal) {
      const call = { service: 's3', operation: 'PutObject', resource: uriOf(place) } as const;
      // A large document as text would be encoded anew for each of its hashes and for the line.
      const bytes = Buffer.from(body);
      const headers = {
        'content-type': 'application/json',
        // Amazon S3 verifies the checksum and keeps it with the object.
        'x-amz-checksum-sha256': createHash('sha256').update(bytes).digest('base64'),
        ...(place.owner === undefined ? {} : { 'x-amz-expected-bucket-owner': place.owner }),
      };
      const { headers: { etag } } = await s3.send(call, { method: 'PUT', url: urlOf(place), headers, body: bytes }, signal);
      // Not Amazon S3, but for example a proxy, answers without one. Amazon S3 answers when it has verified and stored the object, so it is not read back,
      // for which the role would have to read what it writes.
      if (!etag) throw unusableAnswer(call, 'The answer has no `ETag`.');
      return etag;
    },
  };
}

function urlOf({ bucket, key }: DetailsPlace): URL {
  const { url, isAws } = endpointOf('s3', 'S3');
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

/** Errors of Amazon S3 are XML. */
function errorIn(body: string, status: number) {
  const element = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1];
  const message = element('Message') ?? 'The answer has no message.';
  return {
    name: element('Code') ?? `HTTP ${status}`,
    message: message.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
  };
}
