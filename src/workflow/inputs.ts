import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import type { WorkflowValue } from './workflow-value';
import { canonical, isPlainMap } from '../common/canonical';
import { InvalidInputError } from '../common/errors';
import { jsonText } from '../document/document-data';

/** An input that is rendered when the step becomes part of a workflow. */
export class ScopedInput {
  constructor(public readonly render: (scope: IConstruct, name: string) => unknown) {}
}

/** An input that Image Builder takes as JSON text. */
export function jsonInput(value?: Record<string, unknown>): ScopedInput | undefined {
  return value && new ScopedInput((scope, name) => renderJson(scope, name, value));
}

/** The longest JSON text that Image Builder takes. */
const MOST_JSON_BYTES = 16 * 1024;

/** The inputs of a step in the form of the document, in which the names of references end with `.$`. */
export function renderInputs(scope: IConstruct, inputs: object): Record<string, unknown> {
  const rendered = Object.entries(inputs).map(([name, value]) => {
    if (value instanceof ScopedInput) {
      return { [name]: value.render(scope, name) };
    }
    return isValue(value) ? value._input(name) : { [name]: renderItem(scope, value) };
  });
  return Object.assign({}, ...rendered);
}

function renderItem(scope: IConstruct, value: unknown): unknown {
  if (isValue(value)) {
    return value._render();
  }
  if (Array.isArray(value) && !Token.isUnresolved(value)) {
    return value.map((item) => renderItem(scope, item));
  }
  return isPlainMap(value) ? renderInputs(scope, value) : value;
}

function renderJson(scope: IConstruct, name: string, value: unknown): string {
  const text = jsonText(scope, canonical(withText(value)));
  if (!Token.isUnresolved(text) && Buffer.byteLength(text) > MOST_JSON_BYTES) {
    throw new InvalidInputError({ prop: name, problem: 'TooLong', rule: `be at most ${MOST_JSON_BYTES} bytes of JSON`, got: Buffer.byteLength(text) }, scope);
  }
  return text;
}

/** The value in the form for JSON text, in which references are in double braces. */
function withText(value: unknown): unknown {
  if (isValue(value)) {
    return value.inText();
  }
  if (Array.isArray(value) && !Token.isUnresolved(value)) {
    return value.map(withText);
  }
  return isPlainMap(value) ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withText(item)])) : value;
}

function isValue(value: unknown): value is WorkflowValue {
  return typeof (value as Partial<WorkflowValue> | undefined | null)?._input === 'function';
}
