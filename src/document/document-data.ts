import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Stack, Token } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct, IConstruct } from 'constructs';
import { checkAtSynth } from '../common/validate';

/** A document in the form that CloudFormation takes: in the template, or in Amazon S3. */
export interface DocumentData {
  readonly data?: string;
  readonly uri?: string;
}

/**
 * A document in the template, or in Amazon S3 if it is too long for the template.
 *
 * A text with tokens stays in the template, because it is not known before the deployment. Synthesis fails if the text is too long.
 */
export function renderData(scope: Construct, prop: string, text: string): DocumentData {
  if (Token.isUnresolved(text)) {
    checkInlineSize(scope, prop, text);
    return { data: text };
  }
  return Buffer.byteLength(text) <= MOST_INLINE_BYTES ? { data: text } : { uri: uploaded(scope, text) };
}

/** The file must outlive this call only when the CDK does not copy assets, which the CLI requests when it only compares hashes. */
function uploaded(scope: Construct, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-imagebuilder-'));
  const path = join(folder, 'document.yaml');
  writeFileSync(path, text);
  const asset = new Asset(scope, 'Document', { path });
  if (asset.assetPath !== path) {
    rmSync(folder, { recursive: true });
  }
  return asset.s3ObjectUrl;
}

/** A value as JSON text. Tokens are kept whole, in quotes. Without tokens, the result is a plain text that can be checked. */
export function jsonText(scope: IConstruct, value: unknown): string {
  // Texts and names are searched for tokens together, once they are one text.
  const text = holdsToken(value) ? undefined : JSON.stringify(value);
  return text === undefined || Token.isUnresolved(text) ? Stack.of(scope).toJsonString(value) : text;
}

/** Whether a value, or a value inside of it, is a token and no text. */
function holdsToken(value: unknown): boolean {
  return typeof value !== 'string'
    && (Token.isUnresolved(value) || (typeof value === 'object' && value !== null && Object.values(value).some(holdsToken)));
}

/** Size of the longest document that Image Builder takes in a template. */
export const MOST_INLINE_BYTES = 16_000;

/** Checks at synth that a document fits into the template. Of a text with tokens, only the text around the tokens is counted. */
export function checkInlineSize(scope: IConstruct, prop: string, text: string): void {
  checkAtSynth(scope, () => {
    const bytes = literalBytes(Stack.of(scope).resolve(text));
    return bytes <= MOST_INLINE_BYTES ? [] : [{
      prop,
      problem: 'TooLong',
      rule: `be at most ${MOST_INLINE_BYTES} bytes of UTF-8 when it is rendered`,
      got: bytes,
      hint: 'Move long scripts to Amazon S3 and let a step download them, or split the document.',
    }];
  });
}

function literalBytes(value: unknown): number {
  if (typeof value === 'string') {
    return Buffer.byteLength(value);
  }
  const joined = (value as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'];
  return joined === undefined ? 0 : joined[1].map(literalBytes).reduce((sum, bytes) => sum + bytes, 0);
}
