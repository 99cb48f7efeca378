import { existsSync, readFileSync } from 'fs';
import { createRequire } from 'module';
import { InvalidInputError } from '../common/errors';

/** The text of a document in a file. */
export function readDocumentFile(path: string): string {
  if (!existsSync(path)) {
    throw new InvalidInputError({ prop: 'path', problem: 'Unresolved', rule: 'be the path of a file, absolute or from the working directory', got: path });
  }
  return readFileSync(path, 'utf8');
}

/** Parses a document in YAML or JSON, which must be a map. */
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

/** The parts of the `yaml` package that are used here. */
interface YamlDocument {
  readonly errors: Error[];
  readonly warnings: Error[];
  toJSON(): unknown;
}
interface YamlPackage {
  parseDocument(text: string, options: { prettyErrors: boolean; merge: boolean }): YamlDocument;
}

/** A parsed text, or its first fault with the line. */
export interface ParsedYaml {
  readonly value?: unknown;
  readonly fault?: string;
}

/**
 * Parses YAML, which includes JSON. A tag is a fault, because the parser would drop its meaning without an error.
 *
 * Maps can be merged with `<<`, as in YAML 1.1, which most parsers read, also those of Go.
 */
export function parseYaml(text: string): ParsedYaml {
  const document = yamlPackage().parseDocument(text, { prettyErrors: true, merge: true });
  const [fault] = [...document.errors, ...document.warnings];
  return fault === undefined ? valueOf(document) : { fault: firstLineOf(fault) };
}

/** The value of a document. Too many aliases, and an alias of what contains the alias, are found only when there is a value. */
function valueOf(document: YamlDocument): ParsedYaml {
  try {
    const value = document.toJSON();
    JSON.stringify(value);
    return { value };
  } catch (error) {
    return { fault: firstLineOf(error as Error) };
  }
}

/** The first line names the place. The lines that follow show the text with a pointer. */
function firstLineOf({ message }: Error): string {
  return message.split('\n')[0].replace(/:$/, '');
}

/** The parser is bundled with aws-cdk-lib. A dependency of our own would be a second copy in every installation. */
function yamlPackage(): YamlPackage {
  return createRequire(require.resolve('aws-cdk-lib/package.json'))('yaml');
}
