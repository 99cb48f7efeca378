import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { DocumentData, jsonText, renderData } from './document-data';
import { parseDocument, readDocumentFile } from './document-file';
import { DocumentNode } from './document-node';
import { canonical } from '../common/canonical';
import { checkText, isKnown } from '../common/validate';

/** Source of the content of a document. */
export interface DocumentSource {
  /** The content with its tokens, if it is known. */
  readonly content?: (scope: Construct) => Record<string, unknown>;
  /** The original text of the document. */
  readonly text?: string;
  readonly file?: string;
  readonly uri?: string;
}

/** A document in the form that constructs use. */
export interface BoundDocument {
  readonly data: DocumentData;
  /** Absent if the content is not known during synthesis. */
  readonly root?: DocumentNode;
}

/** A document in a file, as YAML or JSON. */
export function fileSource(path: string): DocumentSource {
  const text = readDocumentFile(path);
  const content = parseDocument(text, path);
  return { content: () => content, text, file: path };
}

/** A document in a text. It is not known now if it has tokens, or is not looked up yet. */
export function inlineSource(text: string): DocumentSource {
  const content = isKnown(text) ? parseDocument(text) : undefined;
  return { content: content && (() => content), text };
}

/** A document in Amazon S3, whose content is not known during synthesis. */
export function s3Source(bucket: IBucket, key: string): { readonly uri: string } {
  checkText(undefined, 'key', key);
  return { uri: bucket.s3UrlForObject(key) };
}

/** A map without its undefined values. Empty values are kept. */
export function withoutUndefined(map: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== undefined));
}

/** Names in the order in which the documentation has them. Other names, as those of inputs, follow by name. */
const DOCUMENTED_ORDER = [
  'name', 'action', 'type', 'default', 'description', 'schemaVersion', 'parameters', 'constants', 'phases', 'steps', 'if', 'loop', 'start', 'end',
  'updateBy', 'timeoutSeconds', 'onFailure', 'maxAttempts', 'rollbackEnabled', 'disableLogging', 'inputs', 'outputs',
];

/** The content in one order, and with the schema version as a text: as a number, 1.0 is 1. */
function inServiceForm(content: Record<string, unknown>): Record<string, unknown> {
  return canonical(content.schemaVersion === 1 ? { ...content, schemaVersion: '1.0' } : content, DOCUMENTED_ORDER);
}

/** A document in the form that CloudFormation takes. Tokens are kept whole, in quotes. */
export function bindDocument(scope: Construct, source: DocumentSource): BoundDocument {
  const given = source.content?.(scope);
  // The text of a user stays as it is.
  const content = given && source.text === undefined ? inServiceForm(given) : given;
  return {
    data: source.uri === undefined ? renderData(scope, 'document', source.text ?? jsonText(scope, content)) : { uri: source.uri },
    root: content && DocumentNode.root(scope, content, source.file),
  };
}
