import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import * as http from 'node:http';
import * as https from 'node:https';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { LambdaFunctions } from './lambda-functions';
import { CustomResource, functionArn, nameIn, REGION, ReportStack, STACK_ID, stringified } from './report-stack';
import { runStateMachine } from './state-machine';
import { makeCertificate } from '../e2e/local-aws/certificate';
import type { Authorize } from '../simulator';

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

/** Starts what a custom resource of the stack meets, on free ports of 127.0.0.1; `env` names endpoints of further services. */
export async function startLocalAws(stack: ReportStack, imageBuilderUrl: string, env: Readonly<Record<string, string>> = {}): Promise<LocalAws> {
  const { certificate, key } = await makeCertificate(stack.folder, { PATH: process.env.PATH });
  const api = http.createServer();
  const responses = https.createServer({ cert: readFileSync(certificate), key: readFileSync(key) });
  const [apiPort, responsePort] = [await listen(api), await listen(responses)];
  const lambda = new LambdaFunctions(stack.functions, {
    AWS_REGION: REGION,
    AWS_SECRET_ACCESS_KEY: 'not-a-secret',
    AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${apiPort}`,
    AWS_ENDPOINT_URL_SFN: `http://127.0.0.1:${apiPort}`,
    AWS_ENDPOINT_URL_IMAGEBUILDER: imageBuilderUrl,
    // The simulator also has the scans of AMIs.
    AWS_ENDPOINT_URL_EC2: imageBuilderUrl,
    NODE_EXTRA_CA_CERTS: certificate,
    // The Lambda runtime provides the SDK to code that does not bring its own.
    NODE_PATH: join(__dirname, '../../node_modules'),
    RESPONSE_PORT: String(responsePort),
    ...env,
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
  /** Decides on the calls of functions to Lambda and Step Functions. All are allowed when nobody does. */
  authorize?: Authorize;
  /** Seconds of all waits. */
  waits: number[] = [];

  /** Bodies that were put to each ResponseURL, and accepted. */
  private readonly accepted = new Map<string, Buffer[]>();
  private readonly refusedInvocations = new Set<string>();
  private readonly lostResults = new Set<string>();
  private refusedAnswers = 0;
  private executions: Promise<void>[] = [];
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
      if (this.refusedAnswers > 0) {
        this.refusedAnswers--;
        return response.writeHead(503).end();
      }
      response.end();
      this.accepted.get(request.url!)?.push(body);
      return undefined;
    });
  }

  /** The next invocation of the function is refused, as one that is not active yet refuses it. */
  refuseNextInvocation(functionName: string): void {
    this.refusedInvocations.add(functionName);
  }

  /** The next invocation of the function runs, but its caller gets an error in place of the result. */
  loseNextResult(functionName: string): void {
    this.lostResults.add(functionName);
  }

  /** The next answer to CloudFormation is refused. */
  refuseNextAnswer(): void {
    this.refusedAnswers++;
  }

  /** Sends a request to a custom resource, and waits until all is at rest; there has to be one answer then, and no other. */
  async request(resource: CustomResource, { RequestType, PhysicalResourceId, properties, oldProperties }: CustomResourceRequest): Promise<Answer> {
    const number = String(++this.requests);
    const path = `/response-${number}?X-Amz-Signature=secret%2B${number}`;
    const bodies: Buffer[] = [];
    this.accepted.set(path, bodies);
    this.executions = [];
    const invocation = this.lambda.invoke(resource.provider, {
      RequestType,
      ResponseURL: `https://localhost${path}`,
      StackId: STACK_ID,
      RequestId: `66666666-7777-8888-9999-${number.padStart(12, '0')}`,
      ResourceType: resource.type,
      LogicalResourceId: resource.logicalId,
      ...(PhysicalResourceId === undefined ? {} : { PhysicalResourceId }),
      ResourceProperties: stringified({ ...resource.properties, ...properties }),
      ...(RequestType === 'Update' ? { OldResourceProperties: stringified({ ...resource.properties, ...oldProperties }) } : {}),
    });
    await withTimeLimit(invocation.then(() => Promise.all(this.executions)));
    const [body] = bodies;
    if (bodies.length !== 1) throw new Error(`${bodies.length} answers to the ${RequestType} of ${resource.logicalId}; the functions wrote: ${this.output()}`);
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
    const starts = request.headers['x-amz-target'] === 'AWSStepFunctions.StartExecution';
    const call = starts ? { action: 'states:StartExecution', resource: input.stateMachineArn }
      : { action: action === 'invocations' ? 'lambda:InvokeFunction' : 'lambda:GetFunction', resource: functionArn(nameIn(identifier ?? '')) };
    const refusal = await this.authorize?.({ accessKey: accessKeyOf(request), region: REGION, ...call });
    if (refusal !== undefined) return json(response, 403, { message: refusal }, { 'x-amzn-errortype': 'AccessDeniedException' });
    if (resource === 'functions' && action === 'invocations') return this.invoke(nameIn(identifier), input, response);
    if (resource === 'functions') return json(response, 200, { Configuration: { FunctionArn: functionArn(nameIn(identifier)), State: 'Active' } });
    if (starts) return this.startExecution(input, response);
    return json(response, 404, { message: `Nothing here for ${request.method} ${request.url}.` });
  }

  private async invoke(name: string, event: unknown, response: http.ServerResponse): Promise<void> {
    if (this.refusedInvocations.delete(name)) {
      return json(response, 409, { message: 'The function is currently in the following state: Pending' }, { 'x-amzn-errortype': 'ResourceConflictException' });
    }
    const { payload, functionError } = await this.lambda.invoke(name, event);
    if (this.lostResults.delete(name)) return json(response, 500, { message: 'Service error.' }, { 'x-amzn-errortype': 'ServiceException' });
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
    const execution = runStateMachine(this.stack.stateMachines.get(stateMachineArn)!, JSON.parse(input), invoke, wait);
    // Whoever waits for it gets the error; it is none of the process as long as nobody does.
    execution.catch(() => undefined);
    this.executions.push(execution);
    json(response, 200, { executionArn: `${stateMachineArn}:1`, startDate: 0 });
  }
}

/** Whatever is done by then. */
async function withTimeLimit(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout;
  await Promise.race([work, new Promise((resolve) => {
    timer = setTimeout(resolve, ANSWER_TIMEOUT_MILLIS);
  })]).finally(() => clearTimeout(timer));
}

async function listen(server: http.Server | https.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Who signed a request. */
export function accessKeyOf({ headers }: http.IncomingMessage): string {
  return /Credential=([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? 'nobody';
}

async function bodyOf(request: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function json(response: http.ServerResponse, status: number, body: object, headers: http.OutgoingHttpHeaders = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
