import { ImagebuilderClient } from '@aws-sdk/client-imagebuilder';

type JsonObject = Record<string, unknown>;

/**
 * Keeps the unmodified bodies of answers. The SDK drops members that its model does not know, although the service sends them, and converts an empty
 * body to an answer without members, which must not be taken for an answer of the service.
 */
export class RawBodies {
  private readonly bodies = new WeakMap<object, JsonObject>();

  constructor(client: ImagebuilderClient) {
    // Closest to the wire: replaces the stream, which can be read only once, with bytes.
    client.middlewareStack.add((next) => async (args) => {
      const result = await next(args);
      const response = result.response as { body: unknown };
      response.body = withoutOddTimes(await bytesOf(response.body as AsyncIterable<Uint8Array>));
      return result;
    }, { step: 'deserialize', priority: 'low', name: 'bufferBody' });
    // Closest to the caller: has both the body and the output of the SDK.
    client.middlewareStack.add((next) => async (args) => {
      const result = await next(args);
      const body = objectIn((result.response as { body: Uint8Array }).body);
      if (body) this.bodies.set(result.output, body);
      return result;
    }, { step: 'initialize', name: 'keepBody' });
  }

  /** The body from which `output` was parsed, or undefined if the body was not a JSON object. */
  of(output: object): JsonObject | undefined {
    return this.bodies.get(output);
  }
}

/** Members that are times as numbers. */
const TIMES = ['deprecationTime', 'firstObservedAt', 'updatedAt', 'vendorCreatedAt', 'vendorUpdatedAt'];
const ODD_TIME = new RegExp(`"(${TIMES.join('|')})"\\s*:(?!\\s*-?[0-9])`);

/** Omits times that are not numbers, because the SDK refuses a whole answer in which it cannot read one of them. */
function withoutOddTimes(bytes: Uint8Array): Uint8Array {
  const json = Buffer.from(bytes).toString('utf8');
  if (!ODD_TIME.test(json)) return bytes;
  try {
    return Buffer.from(JSON.stringify(JSON.parse(json, (name, value: unknown) => TIMES.includes(name) && typeof value !== 'number' ? undefined : value)));
  } catch {
    // What is not JSON is told by those who read it.
    return bytes;
  }
}

async function bytesOf(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function objectIn(bytes: Uint8Array): JsonObject | undefined {
  if (bytes.length === 0) return undefined;
  const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as JsonObject : undefined;
}
