import { ImagebuilderClient } from '@aws-sdk/client-imagebuilder';

type JsonObject = Record<string, unknown>;

/**
 * Keeps the bodies of answers as they came. The SDK drops members that its model does not know,
 * and makes an answer without any member of an empty body; the service is ahead of the SDK in the first, and must not be taken at its word in the second.
 */
export class RawBodies {
  private readonly bodies = new WeakMap<object, JsonObject>();

  constructor(client: ImagebuilderClient) {
    // Closest to the wire: puts bytes in place of the stream, which can be read only once.
    client.middlewareStack.add((next) => async (args) => {
      const result = await next(args);
      const response = result.response as { body: unknown };
      response.body = await bytesOf(response.body as AsyncIterable<Uint8Array>);
      return result;
    }, { step: 'deserialize', priority: 'low', name: 'bufferBody' });
    // Closest to the caller: knows both the body and what the SDK made of it.
    client.middlewareStack.add((next) => async (args) => {
      const result = await next(args);
      const body = objectIn((result.response as { body: Uint8Array }).body);
      if (body) this.bodies.set(result.output, body);
      return result;
    }, { step: 'initialize', name: 'keepBody' });
  }

  /** The body that `output` was made of, or nothing when that was not a JSON object. */
  of(output: object): JsonObject | undefined {
    return this.bodies.get(output);
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
