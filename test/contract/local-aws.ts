import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import * as http from 'node:http';
import * as https from 'node:https';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { LambdaFunctions } from './lambda-functions';
import { CustomResource, functionArn, nameIn, REGION, ReportStack, stringified } from './report-stack';
import { runStateMachine } from './state-machine';
import { makeCertificate } from '../e2e/local-aws/certificate';

const MAX_RESPONSE_BYTES = 4096;
/** Between two polls; the clocks of the functions move on by what the waiter should have waited. */
const REAL_WAIT_MILLIS = 5;
const ANSWER_TIMEOUT_MILLIS = 30_000;

/** What the provider framework put to the ResponseURL, as CloudFormation understands it. */
export interface Answer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason: string;
  readonly PhysicalResourceId: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly Data?: Readonly<Record<string, string>>;
  /** Length of the body. */
  readonly bytes: number;
}

export interface CustomResourceRequest {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly PhysicalResourceId?: string;
  /** In place of those of the template, where they are given. */
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly oldProperties?: Readonly<Record<string, unknown>>;
}

/** Starts what a custom resource of the stack meets, on free ports of 127.0.0.1. */
export async function startLocalAws(stack: ReportStack, imageBuilderUrl: string): Promise<LocalAws> {
  const { certificate, key } = await makeCertificate(stack.folder, { PATH: process.env.PATH });
  const api = http.createServer();
  const responses = https.createServer({ cert: readFileSync(certificate), key: readFileSync(key) });
  const [apiPort, responsePort] = [await listen(api), await listen(responses)];
  const lambda = new LambdaFunctions(stack.functions, {
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'not-a-secret',
    AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${apiPort}`,
    AWS_ENDPOINT_URL_SFN: `http://127.0.0.1:${apiPort}`,
    AWS_ENDPOINT_URL_IMAGEBUILDER: imageBuilderUrl,
    NODE_EXTRA_CA_CERTS: certificate,
    // The Lambda runtime provides the SDK to code that does not bring its own.
    NODE_PATH: join(__dirname, '../../node_modules'),
    RESPONSE_PORT: String(responsePort),
  });
  return new LocalAws(stack, lambda, api, responses);
}

/**
 * As much of AWS as a custom resource meets: Lambda and Step Functions, which the provider framework calls over HTTP,
 * and CloudFormation, which calls the framework and waits for its answer over HTTPS.
 */
export class LocalAws {
  /** Called with the seconds that a waiter waits. */
  onWait?: (seconds: number) => void;
  /** Seconds of all waits. */
  waits: number[] = [];

  private readonly awaited = new Map<string, (body: Buffer) => void>();
  private readonly refusedInvocations = new Set<string>();
  private requests = 0;

  constructor(
    private readonly stack: ReportStack,
    readonly lambda: LambdaFunctions,
    private readonly api: http.Server,
    private readonly responses: https.Server,
  ) {
    api.on('request', async (request, response) => this.serve(request, JSON.parse((await bodyOf(request)).toString() || '{}'), response));
    responses.on('request', async (request, response) => {
      const body = await bodyOf(request);
      response.end();
      this.awaited.get(request.url!)?.(body);
    });
  }

  /** The next invocation of the function is refused, as one that is not active yet refuses it. */
  refuseNextInvocation(functionName: string): void {
    this.refusedInvocations.add(functionName);
  }

  /** Sends a request to a custom resource and waits for the answer. */
  async request(resource: CustomResource, { RequestType, PhysicalResourceId, properties, oldProperties }: CustomResourceRequest): Promise<Answer> {
    const number = String(++this.requests);
    const path = `/response-${number}?X-Amz-Signature=secret%2B${number}`;
    const answered = new Promise<Buffer>((done, fail) => {
      const timer = setTimeout(() => fail(new Error(`No answer to the ${RequestType} of ${resource.logicalId}; the functions wrote: ${this.output()}`)), ANSWER_TIMEOUT_MILLIS);
      this.awaited.set(path, (body) => {
        clearTimeout(timer);
        done(body);
      });
    });
    void this.lambda.invoke(resource.provider, {
      RequestType,
      ResponseURL: `https://localhost${path}`,
      StackId: `arn:aws:cloudformation:${REGION}:123456789012:stack/Reports/11111111-2222-3333-4444-555555555555`,
      RequestId: `66666666-7777-8888-9999-${number.padStart(12, '0')}`,
      ResourceType: resource.type,
      LogicalResourceId: resource.logicalId,
      ...(PhysicalResourceId === undefined ? {} : { PhysicalResourceId }),
      ResourceProperties: stringified({ ...resource.properties, ...properties }),
      ...(RequestType === 'Update' ? { OldResourceProperties: stringified({ ...resource.properties, ...oldProperties }) } : {}),
    });
    const body = await answered;
    if (body.length > MAX_RESPONSE_BYTES) throw new Error(`Response object is too long: ${body.length} bytes.`);
    return { ...JSON.parse(body.toString()) as Answer, bytes: body.length };
  }

  async stop(): Promise<void> {
    await this.lambda.stop();
    await Promise.all([this.api, this.responses].map((server) => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    }));
    await rm(this.stack.folder, { recursive: true });
  }

  private output(): string {
    return [...this.lambda.output].map(([name, text]) => `${name}: ${text}`).join('\n');
  }

  private async serve(request: http.IncomingMessage, input: Record<string, any>, response: http.ServerResponse): Promise<void> {
    const [, , resource, identifier, action] = new URL(request.url!, 'http://aws').pathname.split('/').map(decodeURIComponent);
    if (resource === 'functions' && action === 'invocations') return this.invoke(nameIn(identifier), input, response);
    if (resource === 'functions') return json(response, 200, { Configuration: { FunctionArn: functionArn(nameIn(identifier)), State: 'Active' } });
    if (request.headers['x-amz-target'] === 'AWSStepFunctions.StartExecution') return this.startExecution(input, response);
    return json(response, 404, { message: `Nothing here for ${request.method} ${request.url}.` });
  }

  private async invoke(name: string, event: unknown, response: http.ServerResponse): Promise<void> {
    if (this.refusedInvocations.delete(name)) {
      return json(response, 409, { message: 'The function is currently in the following state: Pending' }, { 'x-amzn-errortype': 'ResourceConflictException' });
    }
    const { payload, functionError } = await this.lambda.invoke(name, event);
    response.writeHead(200, functionError ? { 'x-amz-function-error': functionError } : {}).end(payload);
  }

  private startExecution({ stateMachineArn, input }: Record<string, any>, response: http.ServerResponse): void {
    const invoke = (arn: string, event: unknown) => this.lambda.invoke(nameIn(arn), event);
    const wait = async (seconds: number) => {
      this.waits.push(seconds);
      this.lambda.nowMillis += seconds * 1000;
      this.onWait?.(seconds);
      await new Promise((resolve) => setTimeout(resolve, REAL_WAIT_MILLIS));
    };
    void runStateMachine(this.stack.stateMachines.get(stateMachineArn)!, JSON.parse(input), invoke, wait);
    json(response, 200, { executionArn: `${stateMachineArn}:1`, startDate: 0 });
  }
}

async function listen(server: http.Server | https.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function bodyOf(request: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function json(response: http.ServerResponse, status: number, body: object, headers: http.OutgoingHttpHeaders = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
