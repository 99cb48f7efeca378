import { DocumentNode } from './document-node';

/** Refuses every version of a document's form but the only one. YAML reads it as a number. */
export function checkSchemaVersion(version: DocumentNode): void {
  if (version.isKnown && version.value !== 1 && version.value !== '1.0') {
    version.refuse('Unsupported', 'be `1.0`');
  }
}
