import { AwsRestJsonProtocol } from '@aws-sdk/core/protocols';
import { JsonShapeDeserializer2 } from '@smithy/core/protocols';
import { operation } from '@smithy/core/schema';
import { HandlerExecutionContext, HttpRequest, StaticOperationSchema } from '@smithy/types';
import { restErrorIn } from './rest-error';
import { ClientLimits, endpointOf, signedClient } from './signed-client';
import { Call, unusableAnswer } from '../core/model/call-failure';

export type JsonObject = Record<string, unknown>;

/** An operation of the service: the schema in the SDK, with the types of its input and output. */
export interface Operation<Input, Output> {
  readonly schema: StaticOperationSchema;
  /** Whether the answer has no members, so that the service may leave its body empty. */
  readonly hasNoOutput?: boolean;
  /** Only the compiler reads them. */
  readonly types?: { readonly input: Input; readonly output: Output };
}

/** What the service answered, and the same with the members that the SDK does not know. */
export interface Answer<Output> {
  readonly output: Output;
  readonly body: JsonObject;
}

/**
 * EC2 Image Builder through the schemas and the protocol of its SDK client. The client itself would bring its ways to find Region, endpoint, credentials
 * and retries, which a function does not need, and would parse each body a second time for the members that the SDK does not know.
 */
export function imageBuilderClient(limits: ClientLimits) {
  const client = signedClient('imagebuilder', restErrorIn, limits);
  const protocol = new AwsRestJsonProtocol({ defaultNamespace: 'com.amazonaws.imagebuilder' });
  const deserializer = new JsonShapeDeserializer2({ timestampFormat: { useTrait: true, default: 7 }, httpBindings: true, jsonName: true });

  return async <Input extends object, Output>(
    { schema, hasNoOutput = false }: Operation<Input, Output>, input: Input, call: Call, signal: AbortSignal,
  ): Promise<Answer<Output>> => {
    const [, namespace, name, traits, inputSchema, outputSchema] = schema;
    const { url } = endpointOf('imagebuilder', 'IMAGEBUILDER');
    const endpoint = { protocol: url.protocol, hostname: url.hostname, port: Number(url.port) || undefined, path: url.pathname, query: {} };
    const context = { endpoint: async () => endpoint } as unknown as HandlerExecutionContext;
    const { method, path, query, headers, body } = await protocol.serializeRequest(
      operation(namespace, name, traits, inputSchema, outputSchema), input, context as never) as HttpRequest;
    const target = new URL(path, url);
    Object.entries(query ?? {}).forEach(([key, value]) => target.searchParams.set(key, String(value)));
    const { body: text } = await client.send(call, { method: method as 'GET' | 'PUT' | 'POST', url: target, headers, body: body ?? '' }, signal);
    const parsed = hasNoOutput && text === '' ? {} : objectIn(text);
    // The SDK would read an empty body as an answer in which everything is absent.
    if (parsed === undefined) throw unusableAnswer(call, 'The answer is not a JSON object.');
    const output: unknown = deserializer.readObject(outputSchema as Parameters<typeof deserializer.readObject>[0], withOwnLists(parsed) as never);
    return { output: output as Output, body: parsed };
  };
}

/** The deserializer replaces the entries of lists, without the members that the SDK does not know. */
function withOwnLists(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, Array.isArray(value) ? [...value] : value]));
}

/** Members that are times as numbers. */
const TIMES = ['deprecationTime', 'firstObservedAt', 'updatedAt', 'vendorCreatedAt', 'vendorUpdatedAt'];
const ODD_TIME = new RegExp(`"(${TIMES.join('|')})"\\s*:(?!\\s*-?[0-9])`);

/** A body without times that are not numbers, because the SDK refuses a whole answer in which it cannot read one of them. */
function objectIn(text: string): JsonObject | undefined {
  if (text === '') return undefined;
  const value: unknown = JSON.parse(text, ODD_TIME.test(text) ? withoutOddTime : undefined);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as JsonObject : undefined;
}

function withoutOddTime(name: string, value: unknown): unknown {
  return TIMES.includes(name) && typeof value !== 'number' ? undefined : value;
}
