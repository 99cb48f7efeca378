import { invalidRequest } from './api-error';
import { MODEL } from './model/model';
import { SDK_OPERATIONS, SdkOperation } from './sdk-schema';

export interface Route {
  readonly operation: SdkOperation;
  /** Values of the labels in the path, decoded. */
  readonly labels: Readonly<Record<string, string>>;
}

const routes = SDK_OPERATIONS.map((operation) => ({
  operation,
  pattern: new RegExp(`^${operation.uri.replace(/\{(\w+)\}/g, '(?<$1>.+)')}$`),
}));

/** The operation that a request is for, if there is one. */
export function routeOf(method: string, path: string): Route | undefined {
  for (const { operation, pattern } of routes) {
    const match = operation.method === method ? pattern.exec(path) : null;
    if (match) {return { operation, labels: Object.fromEntries(Object.entries(match.groups ?? {}).map(([k, v]) => [k, decode(v)])) };}
  }
  return undefined;
}

/** A label that is not encoded properly is taken as it is; the model refuses it then. */
function decode(label: string): string {
  try {
    return decodeURIComponent(label);
  } catch {
    return label;
  }
}

/** The input of the operation, put together from path, query and body as the SDK's schemas say. */
export function bindInput({ operation, labels }: Route, query: URLSearchParams, body: string): Record<string, unknown> {
  const input = parseBody(body);
  for (const [member, binding] of Object.entries(operation.input)) {
    if (binding.in === 'path') {
      input[member] = labels[binding.label];
    } else if (binding.in === 'query' && query.has(binding.parameter)) {
      input[member] = isList(operation.name, member) ? query.getAll(binding.parameter) : query.get(binding.parameter);
    }
  }
  return input;
}

function isList(operation: string, member: string): boolean {
  const shape = MODEL.shapes[MODEL.operations[operation].input].members![member];
  return MODEL.shapes[shape].type === 'list';
}

function parseBody(body: string): Record<string, unknown> {
  if (body === '') {return {};}
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw invalidRequest('The request body must be JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {throw invalidRequest('The request body must be a JSON object.');}
  return value as Record<string, unknown>;
}
