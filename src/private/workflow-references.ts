/** What a text of a workflow document refers to: `$.stepOutputs.Launch.instanceId` is `stepOutputs`, `Launch`, `instanceId`. */
export interface WorkflowReferenceParts {
  readonly source: string;
  readonly name: string;
  /** The output of a step. */
  readonly output?: string;
}

const REFERENCE = /^\$\.([A-Za-z]+)\.([A-Za-z0-9_-]+)(?:\.([A-Za-z0-9_-]+))?/;

/** All references in a text: it is one, or holds some in double braces. */
export function referencesIn(text: string): WorkflowReferenceParts[] {
  const candidates = isReference(text) ? [text] : [...text.matchAll(/\{\{\s*(\$\.[^}]*?)\s*\}\}/g)].map(([, inner]) => inner);
  return candidates.map((candidate) => REFERENCE.exec(candidate)).filter((match) => match !== null)
    .map(([, source, name, output]) => ({ source, name, output }));
}

/** Whether a text is a reference, as against one that holds some. */
export function isReference(text: string): boolean {
  return text.startsWith('$.');
}
