import * as sdk from '@aws-sdk/client-imagebuilder';

/** Where a member of an input stands in a request. */
export type Binding =
  { readonly in: 'body' } |
  { readonly in: 'path'; readonly label: string } |
  { readonly in: 'query'; readonly parameter: string };

export interface SdkOperation {
  readonly name: string;
  readonly method: string;
  readonly uri: string;
  readonly input: Readonly<Record<string, Binding>>;
  readonly output: readonly string[];
}

/** Kinds of schema, as the SDK's runtime writes them in the first place of the array. */
const OPERATION = 9;
const STRUCTURE = 3;

type Schema = readonly any[];
type Lazy<T> = T | (() => T);

const evaluate = <T>(value: Lazy<T>): T => typeof value === 'function' ? (value as () => T)() : value;

/** Every operation of the installed SDK, read from the schemas that its client itself works with. */
export const SDK_OPERATIONS: readonly SdkOperation[] = Object.values(sdk)
  .filter((value): value is any => Array.isArray(value) && (value as Schema)[0] === OPERATION)
  .map((schema: Schema) => {
    const [, , name, traits, input, output] = schema;
    const [method, uri] = traits.http;
    return { name, method, uri, input: inputOf(evaluate(input), uri), output: evaluate<Schema>(output)[4] };
  });

/** Every structure of the installed SDK with the names of its members. */
export const SDK_STRUCTURES: Readonly<Record<string, readonly string[]>> = Object.fromEntries(Object.values(sdk)
  .filter((value): value is any => Array.isArray(value) && (value as Schema)[0] === STRUCTURE)
  .map((schema: Schema) => [schema[2], schema[4]]));

function inputOf(schema: Schema, uri: string): SdkOperation['input'] {
  const names: string[] = schema[4];
  return Object.fromEntries(names.map((name, i): [string, Binding] => {
    const parameter = queryParameterOf(schema[5][i]);
    if (parameter !== undefined) {return [name, { in: 'query', parameter }];}
    return [name, uri.includes(`{${name}}`) ? { in: 'path', label: name } : { in: 'body' }];
  }));
}

/** A member is a schema, or a pair of a schema and traits. */
function queryParameterOf(entry: any): string | undefined {
  const isPair = Array.isArray(entry) && entry.length === 2 && typeof entry[1] === 'object' && !Array.isArray(entry[1]);
  return isPair ? entry[1].httpQuery : undefined;
}
