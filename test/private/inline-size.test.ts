import { Aws, Stack, Token } from 'aws-cdk-lib';
import { checkInlineSize } from '../../src/private/inline-size';

function faults(text: string): string[] {
  const stack = new Stack(undefined, 'Stack');
  checkInlineSize(stack, 'document', text);
  return stack.node.validate();
}

function tooLong(bytes: number): string {
  return `DocumentTooLong: \`document\` must be at most 16000 bytes of UTF-8 when it is rendered, got: ${bytes}. `
    + 'Move long scripts to Amazon S3 and let a step download them, or split the document.';
}

test('16,000 bytes fit', () => {
  expect(faults('x'.repeat(16_000))).toEqual([]);
});

test('16,001 bytes do not', () => {
  expect(faults('x'.repeat(16_001))).toEqual([tooLong(16_001)]);
});

test('bytes count, not characters', () => {
  expect(faults('ä'.repeat(8_000))).toEqual([]);
  expect(faults('ä'.repeat(8_001))).toEqual([tooLong(16_002)]);
});

test('the text around tokens counts', () => {
  expect(faults('x'.repeat(8_000) + Aws.REGION + 'x'.repeat(8_000))).toEqual([]);
  expect(faults('x'.repeat(8_000) + Aws.REGION + 'x'.repeat(8_001))).toEqual([tooLong(16_001)]);
});

test('a token alone passes, because nothing is known of it', () => {
  expect(faults(Token.asString({ Ref: 'Parameter' }))).toEqual([]);
});
