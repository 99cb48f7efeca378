import { Token } from 'aws-cdk-lib';

/**
 * The value without its empty parts, however deep they stand: `undefined`, lists and maps without entries.
 *
 * The service refuses empty maps and lists where it takes absent ones.
 */
export function omitEmpty<T>(value: T): T | undefined {
  if (Token.isUnresolved(value)) {
    return value;
  }
  if (Array.isArray(value)) {
    const items = value.map(omitEmpty).filter((item) => item !== undefined);
    return items.length > 0 ? items as T : undefined;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, item]) => [key, omitEmpty(item)]).filter(([, item]) => item !== undefined);
    return entries.length > 0 ? Object.fromEntries(entries) : undefined;
  }
  return value;
}
