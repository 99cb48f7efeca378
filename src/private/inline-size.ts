import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { checkAtSynth } from '../common/validate';

/** What the service takes of a document that stands in the template. */
export const MOST_INLINE_BYTES = 16_000;

/** Checks, when everything is known, that a document fits into the template. Tokens are counted by the text around them only. */
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
  const join = (value as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'];
  return join === undefined ? 0 : join[1].map(literalBytes).reduce((sum, bytes) => sum + bytes, 0);
}
