import { Token, Tokenization } from 'aws-cdk-lib';
import { orderedNames } from './canonical';

/**
 * The value without its empty parts at any depth: `undefined`, and lists and maps without entries. Its maps are ordered by name.
 *
 * Image Builder refuses some empty maps and lists that may be absent.
 */
export function omitEmpty<T>(value: T): T | undefined {
  if (typeof value !== 'object' || value === null || Tokenization.isResolvable(value)) {
    return value;
  }
  if (Array.isArray(value)) {
    if (Token.isUnresolved(value)) {
      return value;
    }
    const items = value.map((item: unknown) => omitEmpty(item)).filter((item) => item !== undefined);
    return items.length > 0 ? items as T : undefined;
  }
  const kept: Record<string, unknown> = {};
  for (const name of orderedNames(value)) {
    const item = (value as Record<string, unknown>)[name];
    const rest = item === undefined ? undefined : omitEmpty(item);
    if (rest !== undefined) {
      kept[name] = rest;
    }
  }
  return Object.keys(kept).length > 0 ? kept as T : undefined;
}
