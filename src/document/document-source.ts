import { Token } from 'aws-cdk-lib';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { DocumentData, jsonText, renderData } from './document-data';
import { parseDocument, readDocumentFile } from './document-file';
import { DocumentNode } from './document-node';
import { checkText } from '../common/validate';

/** Where the content of a document comes from. */
export interface DocumentSource {
  /** The content with its tokens, if it is known. */
  readonly content?: (scope: Construct) => Record<string, unknown>;
  /** The text as somebody wrote it. */
  readonly text?: string;
  readonly file?: string;
  readonly uri?: string;
}

/** A document as a construct takes it. */
export interface BoundDocument {
  readonly data: DocumentData;
  /** Absent: nothing is known of its content. */
  readonly root?: DocumentNode;
}

/** A document in a file, as YAML or JSON. */
export function fileSource(path: string): DocumentSource {
  const text = readDocumentFile(path);
  const content = parseDocument(text, path);
  return { content: () => content, text, file: path };
}

/** A document that is text already. One with tokens is known when it is deployed. */
export function inlineSource(text: string): DocumentSource {
  const content = Token.isUnresolved(text) ? undefined : parseDocument(text);
  return { content: content && (() => content), text };
}

/** An object in Amazon S3, about which nothing is known. */
export function s3Source(bucket: IBucket, key: string): { readonly uri: string } {
  checkText(undefined, 'key', key);
  return { uri: bucket.s3UrlForObject(key) };
}

/** A map without what is not given. What is empty stays. */
export function withoutUndefined(map: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== undefined));
}

/** A document as CloudFormation takes it. Tokens stay whole and stand in quotes, whatever they turn out to be. */
export function bindDocument(scope: Construct, source: DocumentSource): BoundDocument {
  const content = source.content?.(scope);
  return {
    data: source.uri === undefined ? renderData(scope, 'document', source.text ?? jsonText(scope, content)) : { uri: source.uri },
    root: content && DocumentNode.root(scope, content, source.file),
  };
}
