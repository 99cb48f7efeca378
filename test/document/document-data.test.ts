import { existsSync, readdirSync, readFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Aws, Lazy, Stack, Token } from 'aws-cdk-lib';
import { DISABLE_ASSET_STAGING_CONTEXT } from 'aws-cdk-lib/cx-api';
import { checkInlineSize, jsonText, renderData } from '../../src/document/document-data';
import { newStack } from '../support/synth';

const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('cdk-imagebuilder-'));

test('16,000 bytes stand in the template', () => {
  const text = 'ä'.repeat(8000);
  expect(renderData(newStack(), 'document', text)).toEqual({ data: text });
});

test('16,001 bytes are an asset, whose name follows its content', () => {
  const before = folders();
  const [stack, other] = [newStack(), newStack()];
  const text = 'x'.repeat(16_001);
  const [uri, otherUri] = [stack.resolve(renderData(stack, 'document', text).uri), other.resolve(renderData(other, 'document', 'y'.repeat(16_001)).uri)];
  const parts = JSON.stringify(uri);
  expect(parts).toMatch(/"s3:\/\/cdk-hnb659fds-assets-.*\/([0-9a-f]{64})\.yaml"/);
  expect(uri).not.toEqual(otherUri);
  const { directory } = (stack.node.root as App).synth();
  const [hash] = /[0-9a-f]{64}/.exec(parts)!;
  expect(readFileSync(join(directory, `asset.${hash}.yaml`), 'utf8')).toBe(text);
  expect(folders()).toEqual(before);
});

test('the file stays when assets are not copied', () => {
  const before = folders();
  const stack = new Stack(new App({ context: { [DISABLE_ASSET_STAGING_CONTEXT]: true } }), 'Stack');
  expect(renderData(stack, 'document', 'x'.repeat(16_001)).uri).toBeDefined();
  const added = folders().filter((name) => !before.includes(name));
  expect(added.map((name) => existsSync(join(tmpdir(), name, 'document.yaml')))).toEqual([true]);
});

test('a long text with tokens is refused at synth', () => {
  const stack = newStack();
  expect(renderData(stack, 'document', `${Aws.REGION}${'x'.repeat(16_001)}`).uri).toBeUndefined();
  expect(stack.node.validate()).toEqual([expect.stringMatching(/^DocumentTooLong: `document` must be at most 16000 bytes of UTF-8 when it is rendered, got: 16001\./)]);
});

test('a value without tokens is text at once', () => {
  expect(jsonText(newStack(), { a: [1, 'x', null, true], b: undefined })).toBe('{"a":[1,"x",null,true]}');
});

test.each([
  ['a text', { a: [`x${Aws.REGION}`] }, { 'Fn::Join': ['', ['{"a":["x', { Ref: 'AWS::Region' }, '"]}']] }],
  ['a name', { [Lazy.string({ produce: () => 'later' })]: 1 }, '{"later":1}'],
  ['a number', { a: Token.asNumber(Lazy.number({ produce: () => 5 })) }, '{"a":5}'],
  ['a value', Lazy.any({ produce: () => ({ a: 1 }) }), '{"a":1}'],
])('%s that is a token stays one', (_, value, resolved) => {
  const stack = newStack();
  const text = jsonText(stack, value);
  expect(Token.isUnresolved(text)).toBe(true);
  expect(stack.resolve(text)).toEqual(resolved);
});

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
