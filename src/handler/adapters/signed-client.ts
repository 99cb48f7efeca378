import { createHash, createHmac, Hash, Hmac } from 'node:crypto';
import { partition } from '@aws-sdk/util-endpoints';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { SignatureV4 } from '@smithy/signature-v4';
import { Checksum, HttpRequest, SourceData } from '@smithy/types';
import { callFailed, withinMillis } from './call';
import { defaultProvider } from './credentials';
import { systemClock } from './system';
import { Call, CallFailed, CallFailure, classify, ClientError } from '../core/model/call-failure';

/** Bounds of what is asked of a service. */
export interface ClientLimits {
  /** Attempts of one call. */
  readonly attempts: number;
  /** Before the second attempt; doubles with each further one. */
  readonly backoffMillis: number;
  readonly connectMillis: number;
  /** Until an answer begins, and between any two pieces of it. */
  readonly answerMillis: number;
  /** One call with all its attempts. */
  readonly totalMillis: number;
}

export interface SignedRequest {
  readonly method: 'PUT' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A service of which one operation is called: its own client would make the bundle larger, and slower to load, than all that is done with it. */
export interface SignedClient {
  /** The body of an answer that is no error. Throws `CallFailed` and nothing else. */
  send(call: Call, request: SignedRequest, signal: AbortSignal): Promise<string>;
}

/** Signs with Signature Version 4; Region and credentials come from the environment. */
export function signedClient(service: string, errorIn: (body: string, status: number) => Omit<ClientError, 'httpStatus'>, limits: ClientLimits): SignedClient {
  const { attempts, backoffMillis, connectMillis, answerMillis, totalMillis } = limits;
  const http = new NodeHttpHandler({
    connectionTimeout: connectMillis, requestTimeout: answerMillis, throwOnRequestTimeout: true, socketTimeout: answerMillis,
  });

  return {
    send: (call, request, signal) => withinMillis(totalMillis, signal, async (abortSignal) => {
      for (let attempt = 1; ; attempt++) {
        const answer = await tryToSend(call, request, abortSignal);
        if (typeof answer === 'string') return answer;
        if (answer.kind !== 'PASSING' || attempt >= attempts || abortSignal.aborted) throw new CallFailed(answer);
        // An abort cuts the pause short, and the next attempt ends at once.
        await systemClock.sleep(backoffMillis * 2 ** (attempt - 1) * (0.5 + Math.random() / 2), abortSignal);
      }
    }),
  };

  async function tryToSend(call: Call, request: SignedRequest, abortSignal: AbortSignal): Promise<string | CallFailure> {
    try {
      const { response } = await http.handle(await signed(request) as Parameters<typeof http.handle>[0], { abortSignal });
      const body = await bodyText(response.body as AsyncIterable<Uint8Array>);
      const { statusCode: httpStatus } = response;
      return httpStatus < 300 ? body : classify({ ...errorIn(body, httpStatus), httpStatus }, call);
    } catch (error) {
      return callFailed(error, call).callFailure;
    }
  }

  /** The signer adds `x-amz-content-sha256`, by which the service notices a body that did not arrive whole. */
  async function signed({ method, url, headers, body }: SignedRequest): Promise<HttpRequest> {
    const { AWS_REGION: region = '' } = process.env;
    const signer = new SignatureV4({ service, region, credentials: defaultProvider(), sha256: Sha256, uriEscapePath: false });
    return signer.sign({
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      port: url.port === '' ? undefined : Number(url.port),
      path: url.pathname,
      query: {},
      headers: { ...headers, 'host': url.host, 'content-length': String(Buffer.byteLength(body)) },
      body,
    });
  }
}

/** Where a service is: at an endpoint that the environment names, as the SDKs read it, or at that of AWS in the Region. */
export function endpointOf(service: string, variable: string): { readonly url: URL; readonly isAws: boolean } {
  const { AWS_REGION: region = '', AWS_ENDPOINT_URL: ofAll, [`AWS_ENDPOINT_URL_${variable}`]: ofService } = process.env;
  const named = ofService || ofAll;
  return { url: new URL(named ?? `https://${service}.${region}.${partition(region).dnsSuffix}`), isAws: named === undefined };
}

async function bodyText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** SHA-256 as the signer wants it: of data, or with a secret, keyed. */
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
