import { createRequire } from 'module';

/** The part of the `yaml` package that is used here. */
interface YamlPackage {
  parseDocument(text: string, options: { prettyErrors: boolean }): { readonly errors: Error[]; readonly warnings: Error[]; toJSON(): unknown };
}

/** A parsed text, or the first thing that is wrong with it, with its line. */
export interface ParsedYaml {
  readonly value?: unknown;
  readonly fault?: string;
}

/** Parses YAML, which JSON is too. A tag is a fault: what it asks for would be lost without a word. */
export function parseYaml(text: string): ParsedYaml {
  const document = yamlPackage().parseDocument(text, { prettyErrors: true });
  const [fault] = [...document.errors, ...document.warnings];
  // The first line names the place; what follows are lines of the text with a pointer.
  return fault === undefined ? { value: document.toJSON() } : { fault: fault.message.split('\n')[0].replace(/:$/, '') };
}

/** The parser is bundled with aws-cdk-lib: one of our own would be a second copy of it in every installation. */
function yamlPackage(): YamlPackage {
  return createRequire(require.resolve('aws-cdk-lib/package.json'))('yaml');
}
