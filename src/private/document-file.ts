import { existsSync, readFileSync } from 'fs';
import { parseYaml } from './yaml';
import { InvalidInputError } from '../common/errors';

/** The text of a document in a file. */
export function readDocumentFile(path: string): string {
  if (!existsSync(path)) {
    throw new InvalidInputError({ prop: 'path', problem: 'Unresolved', rule: 'be the path of a file, absolute or from the working directory', got: path });
  }
  return readFileSync(path, 'utf8');
}

/** A document that was written as YAML or JSON: a map, whatever stands in it. */
export function parseDocument(text: string, file?: string): Record<string, unknown> {
  const prop = file === undefined ? 'text' : 'path';
  const hint = file === undefined ? undefined : `It is in ${file}.`;
  const { value, fault } = parseYaml(text);
  if (fault !== undefined) {
    throw new InvalidInputError({ prop, problem: 'Malformed', rule: 'hold one document of valid YAML or JSON', got: fault, hint });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidInputError({ prop, problem: 'Malformed', rule: 'hold a map, in YAML or JSON', got: value, hint });
  }
  return value as Record<string, unknown>;
}
