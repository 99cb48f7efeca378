import { createHash, createHmac, Hash, Hmac } from 'node:crypto';
import { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { partition } from '@aws-sdk/util-endpoints';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { SignatureV4 } from '@smithy/signature-v4';
import { Checksum, HttpRequest, SourceData } from '@smithy/types';
import { callFailed, withinMillis } from './call';
import { defaultProvider } from './credentials';
import { systemClock } from './system';
import { Call, CallFailed, CallFailure, classify, ClientError } from '../core/model/call-failure';
import { Pieces } from '../core/model/pieces';

/** Bounds of the calls to a service. */
export interface ClientLimits {
  /** Number of attempts of one call. */
  readonly attempts: number;
  /** Pause before the second attempt, which doubles with each further attempt. */
  readonly backoffMillis: number;
  readonly connectMillis: number;
  /** Time until an answer begins, and between two chunks of an answer. */
  readonly answerMillis: number;
  /** Time of one call with all its attempts. */
  readonly totalMillis: number;
}

/** The bounds of calls without which there is no answer for the user. */
export const USUAL_LIMITS: ClientLimits = { attempts: 3, backoffMillis: 200, connectMillis: 3_000, answerMillis: 10_000, totalMillis: 40_000 };

/** A body that is sent while it is made, anew with each attempt. */
export interface Streamed {
  readonly pieces: Pieces;
  /** Bytes. */
  readonly length: number;
  readonly sha256: Buffer;
}

export interface SignedRequest {
  readonly method: 'GET' | 'PUT' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | Streamed;
  /** The Region of the endpoint. Absent: that of the function. */
  readonly region?: string;
}

/** The headers of an answer, by their names in lower case. */
export type AnswerHeaders = Readonly<Record<string, string>>;

/** Reads an error from an answer. */
export type ErrorReader = (body: string, status: number, headers: AnswerHeaders) => Omit<ClientError, 'httpStatus'>;

/** A successful answer. */
export interface Answer {
  readonly body: string;
  readonly headers: AnswerHeaders;
}

/** A client that signs and sends requests. SDK clients would make the bundle larger and slower to load. */
export interface SignedClient {
  /** Throws only `CallFailed`. */
  send(call: Call, request: SignedRequest, signal: AbortSignal): Promise<Answer>;
}

/** Signs with Signature Version 4; Region and credentials come from the environment. */
export function signedClient(service: string, errorIn: ErrorReader, limits: ClientLimits): SignedClient {
  const { attempts, backoffMillis, connectMillis, answerMillis, totalMillis } = limits;
  const http = new NodeHttpHandler({
    connectionTimeout: connectMillis, requestTimeout: answerMillis, throwOnRequestTimeout: true, socketTimeout: answerMillis,
  });

  return {
    send: (call, request, signal) => withinMillis(totalMillis, signal, async (abortSignal) => {
      for (let attempt = 1; ; attempt++) {
        const answer = await tryToSend(call, request, abortSignal);
        if ('body' in answer) return answer;
        if (answer.kind !== 'PASSING' || attempt >= attempts || abortSignal.aborted) throw new CallFailed(answer);
        // An abort cuts the pause short, and the next attempt ends at once.
        await systemClock.sleep(backoffMillis * 2 ** (attempt - 1) * (0.5 + Math.random() / 2), abortSignal);
      }
    }),
  };

  async function tryToSend(call: Call, request: SignedRequest, abortSignal: AbortSignal): Promise<Answer | CallFailure> {
    try {
      const sent = await signed(request) as Parameters<typeof http.handle>[0];
      // The time until an answer begins includes the time of sending, which a large body needs. A connection on which nothing moves is ended all the same.
      const { response } = await http.handle(sent, { abortSignal, requestTimeout: sent.body instanceof Readable ? totalMillis : answerMillis });
      const body = await bodyText(response.body as AsyncIterable<Uint8Array>);
      const { statusCode: httpStatus, headers } = response;
      return httpStatus < 300 ? { body, headers } : classify({ ...errorOf(body, httpStatus, headers), httpStatus }, call);
    } catch (error) {
      // If the call was aborted, the error of the broken connection does not say why.
      return callFailed(abortSignal.aborted ? Object.assign(new Error('The call took too long.'), { name: 'AbortError' }) : error, call).callFailure;
    }
  }

  /** An error that cannot be read is one, too. */
  function errorOf(...answer: Parameters<ErrorReader>): ReturnType<ErrorReader> {
    try {
      return errorIn(...answer);
    } catch (error) {
      const { name, message } = error as Error;
      return { name, message };
    }
  }

  /** Amazon S3 alone verifies the path as it was sent; other services escape it once more first, which changes an ARN in a path. */
  async function signed({ method, url, headers, body, region = ownRegion() }: SignedRequest): Promise<HttpRequest> {
    const signer = new SignatureV4({ service, region, credentials: defaultProvider(), sha256: Sha256, uriEscapePath: service !== 's3' });
    const sent = sentOf(body);
    return signer.sign({
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      port: url.port === '' ? undefined : Number(url.port),
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: { ...headers, ...sent.headers, host: url.host },
      body: sent.body,
    });
  }
}

/**
 * A body as it is sent, with its headers. `x-amz-content-sha256`, by which the service notices a body that did not arrive whole, is added by the signer
 * where the body is not streamed.
 */
function sentOf(body: SignedRequest['body']): { readonly headers: Record<string, string>; readonly body: string | Uint8Array | Readable } {
  if (typeof body === 'string' || !('pieces' in body)) return { headers: { 'content-length': String(Buffer.byteLength(body)) }, body };
  const { pieces, length, sha256 } = body;
  return { headers: { 'content-length': String(length), 'x-amz-content-sha256': sha256.toString('hex') }, body: Readable.from(pieces()) };
}

function ownRegion(): string {
  return process.env.AWS_REGION ?? '';
}

/** The endpoint of a service: the endpoint in the environment variables of the SDKs, or else the endpoint of AWS in the Region. */
export function endpointOf(service: string, variable: string, region = ownRegion()): { readonly url: URL; readonly isAws: boolean } {
  const { AWS_ENDPOINT_URL: ofAll, [`AWS_ENDPOINT_URL_${variable}`]: ofService } = process.env;
  const named = ofService || ofAll;
  return { url: new URL(named ?? `https://${service}.${region}.${partition(region).dnsSuffix}`), isAws: named === undefined };
}

async function bodyText(body: AsyncIterable<Uint8Array>): Promise<string> {
  // Records are large, and their bytes are not kept besides their text.
  const decoder = new StringDecoder('utf8');
  let text = '';
  for await (const chunk of body) text += decoder.write(chunk as Buffer);
  return text + decoder.end();
}

/** The SHA-256 hash for the signer: of data, or keyed with a secret. */
class Sha256 implements Checksum {
  private hash!: Hash | Hmac;

  constructor(private readonly secret?: SourceData) {
    this.reset();
  }

  reset(): void {
    this.hash = this.secret === undefined ? createHash('sha256') : createHmac('sha256', this.secret as Uint8Array);
  }

  update(data: Uint8Array): void {
    this.hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }
}
