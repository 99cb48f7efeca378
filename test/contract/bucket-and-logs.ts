import { createHash } from 'node:crypto';
import * as http from 'node:http';
import { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { accessKeyOf } from './local-aws';
import { ACCOUNT, REGION } from './report-stack';
import type { Authorize } from '../simulator';

/** An object as it was put. */
export interface StoredObject {
  readonly contentType?: string;
  readonly body: string;
  readonly etag: string;
}

/** An error that calls of a service end with, before they do anything. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/**
 * As much of Amazon S3 and of CloudWatch Logs as our functions call: `PutObject` with conditions and `GetObject` in path style, and `GetLogEvents`.
 * Anything else is refused.
 */
export class BucketAndLogs {
  /** By bucket and key. */
  readonly objects = new Map<string, StoredObject>();
  /** Messages, oldest first, by group and stream. */
  readonly streams = new Map<string, readonly string[]>();
  /** What the next calls are refused with, by service; the last one stays. */
  readonly refusals: { s3: Refusal[]; logs: Refusal[] } = { s3: [], logs: [] };
  /** Operations in the order in which they were called. */
  readonly calls: string[] = [];
  /** Decides on calls. All are allowed when nobody does. */
  authorize?: Authorize;
  /** Called before an object is put. */
  beforePut?: (key: string) => Promise<void>;
  /** How long every answer waits, in real milliseconds. */
  latencyMs = 0;

  private readonly server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (this.latencyMs > 0) await sleep(this.latencyMs);
    await this.serve(request, Buffer.concat(chunks), response);
  });

  /** The environment in which functions find it. */
  async start(): Promise<Record<string, string>> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return { AWS_ENDPOINT_URL_S3: url, AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: url };
  }

  /** Forgets what was before. */
  reset(): void {
    this.objects.clear();
    this.streams.clear();
    this.refusals.s3 = [];
    this.refusals.logs = [];
    this.calls.length = 0;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: http.IncomingMessage, body: Buffer, response: http.ServerResponse): Promise<void> {
    const target = request.headers['x-amz-target'];
    const ask = async (action: string, resource: string) => this.authorize?.({ accessKey: accessKeyOf(request), region: REGION, action, resource });
    if (target === 'Logs_20140328.GetLogEvents') {
      const input = JSON.parse(body.toString());
      const stream = `log-group:${input.logGroupName}:log-stream:${input.logStreamName}`;
      const message = await ask('logs:GetLogEvents', `arn:aws:logs:${REGION}:${ACCOUNT}:${stream}`);
      return message === undefined ? this.logEvents(input, response) : jsonError(response, { status: 400, code: 'AccessDeniedException', message });
    }
    if (target === undefined && request.method === 'PUT') {
      await this.beforePut?.(decodeURIComponent(request.url!.slice(1)));
      const message = await ask('s3:PutObject', `arn:aws:s3:::${decodeURIComponent(request.url!.slice(1))}`);
      return message === undefined ? this.putObject(request, body, response) : xmlError(response, { status: 403, code: 'AccessDenied', message });
    }
    if (target === undefined && request.method === 'GET') {
      const message = await ask('s3:GetObject', `arn:aws:s3:::${decodeURIComponent(request.url!.slice(1))}`);
      return message === undefined ? this.getObject(request, response) : xmlError(response, { status: 403, code: 'AccessDenied', message });
    }
    response.writeHead(501).end(`Nothing here for ${request.method} ${request.url} ${target}.`);
  }

  private putObject(request: http.IncomingMessage, body: Buffer, response: http.ServerResponse): void {
    this.calls.push('PutObject');
    const refusal = next(this.refusals.s3);
    if (refusal) return xmlError(response, refusal);
    if (request.headers['x-amz-content-sha256'] !== createHash('sha256').update(body).digest('hex')) {
      return xmlError(response, { status: 400, code: 'XAmzContentSHA256Mismatch', message: 'The provided x-amz-content-sha256 header does not match what was computed.' });
    }
    if (request.headers['x-amz-checksum-sha256'] !== createHash('sha256').update(body).digest('base64')) {
      return xmlError(response, { status: 400, code: 'BadDigest', message: 'The sha256 you specified did not match the calculated checksum.' });
    }
    if ((request.headers['x-amz-expected-bucket-owner'] ?? ACCOUNT) !== ACCOUNT) return xmlError(response, { status: 403, code: 'AccessDenied', message: 'Access Denied' });
    if (!request.headers.authorization?.includes('/s3/aws4_request')) return xmlError(response, { status: 403, code: 'AccessDenied', message: 'Access Denied' });
    const key = decodeURIComponent(request.url!.slice(1));
    const existing = this.objects.get(key);
    const { 'if-match': tag, 'if-none-match': any } = request.headers;
    if (tag !== undefined && existing === undefined) return xmlError(response, { status: 404, code: 'NoSuchKey', message: 'The specified key does not exist.' });
    if ((any === '*' && existing !== undefined) || (tag !== undefined && tag !== existing!.etag)) {
      return xmlError(response, { status: 412, code: 'PreconditionFailed', message: 'At least one of the pre-conditions you specified did not hold' });
    }
    const etag = `"${createHash('md5').update(body).digest('hex')}"`;
    this.objects.set(key, { contentType: request.headers['content-type'], body: body.toString(), etag });
    response.writeHead(200, { etag }).end();
  }

  private getObject(request: http.IncomingMessage, response: http.ServerResponse): void {
    this.calls.push('GetObject');
    const refusal = next(this.refusals.s3);
    if (refusal) return xmlError(response, refusal);
    const object = this.objects.get(decodeURIComponent(request.url!.slice(1)));
    if (object === undefined) return xmlError(response, { status: 404, code: 'NoSuchKey', message: 'The specified key does not exist.' });
    response.writeHead(200, { etag: object.etag, ...object.contentType === undefined ? {} : { 'content-type': object.contentType } }).end(object.body);
  }

  /** The last page of a stream; like the service, it answers with an empty page before one that is not. */
  private logEvents({ logGroupName, logStreamName, limit, startFromHead, nextToken }: Record<string, any>, response: http.ServerResponse): void {
    this.calls.push('GetLogEvents');
    const refusal = next(this.refusals.logs);
    if (refusal) return jsonError(response, refusal);
    const messages = this.streams.get(`${logGroupName}:${logStreamName}`);
    if (!messages) return jsonError(response, { status: 400, code: 'ResourceNotFoundException', message: 'The specified log stream does not exist.' });
    if (startFromHead || !(limit <= 10_000)) {
      return jsonError(response, { status: 400, code: 'InvalidParameterException', message: 'Only the end of a log is here.' });
    }
    const last = messages.slice(-limit).map((message, timestamp) => ({ message, timestamp, ingestionTime: timestamp }));
    const events = nextToken === undefined ? [] : last;
    const answer = { events, nextBackwardToken: 'b/1', nextForwardToken: 'f/1' };
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer));
  }
}

function next(refusals: Refusal[]): Refusal | undefined {
  return refusals.length > 1 ? refusals.shift() : refusals[0];
}

function xmlError(response: http.ServerResponse, { status, code, message }: Refusal): void {
  response.writeHead(status, { 'content-type': 'application/xml' })
    .end(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>1</RequestId></Error>`);
}

function jsonError(response: http.ServerResponse, { status, code, message }: Refusal): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify({ __type: code, message }));
}
