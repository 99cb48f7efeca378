import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Lazy } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { bindDocument, fileSource, inlineSource, s3Source, withoutUndefined } from '../../src/document/document-source';
import { faultsOf, newStack } from '../support/synth';

const TEXT = 'steps: [] # none';

test('a file is known, by its text and its name', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'source-')), 'document.yaml');
  writeFileSync(path, TEXT);
  const stack = newStack();
  expect(fileSource(path)).toMatchObject({ text: TEXT, file: path });
  const { data, root } = bindDocument(stack, fileSource(path));
  expect(data).toEqual({ data: TEXT });
  expect(root!.value).toEqual({ steps: [] });
});

test('a text is known, unless it has tokens', () => {
  const stack = newStack();
  expect(bindDocument(stack, inlineSource(TEXT)).root!.value).toEqual({ steps: [] });
  const token = Lazy.string({ produce: () => TEXT });
  expect(bindDocument(stack, inlineSource(token))).toEqual({ data: { data: token }, root: undefined });
});

test('an object in Amazon S3 is not known', () => {
  const stack = newStack();
  const bucket = Bucket.fromBucketName(stack, 'Bucket', 'mine');
  expect(bindDocument(stack, s3Source(bucket, 'key.yaml'))).toEqual({ data: { uri: bucket.s3UrlForObject('key.yaml') }, root: undefined });
  expect(() => s3Source(bucket, '')).toThrow(new Error('KeyMalformed: `key` must be 1 to 1024 characters long, got: \'\'.'));
});

test('content is rendered as JSON', () => {
  expect(bindDocument(newStack(), { content: () => ({ a: 1 }) }).data).toEqual({ data: '{"a":1}' });
});

test('content is rendered with names as the documentation orders them, and with the others by name', () => {
  const content = {
    phases: [{ steps: [{ inputs: { path: 'b', content: 'a' }, if: {}, name: 'n', action: 'a' }], name: 'build' }], schemaVersion: '1.0', name: 'Mine',
  };
  expect(bindDocument(newStack(), { content: () => content }).data).toEqual({
    data: '{"name":"Mine","schemaVersion":"1.0","phases":[{"name":"build","steps":[{"name":"n","action":"a","if":{},"inputs":{"content":"a","path":"b"}}]}]}',
  });
});

test('a text keeps its order, and its values are seen in this order', () => {
  const { data, root } = bindDocument(newStack(), inlineSource('{ "b": 1, "a": 2 }'));
  expect(data).toEqual({ data: '{ "b": 1, "a": 2 }' });
  expect(root!.keys()).toEqual(['b', 'a']);
});

test.each([[1], ['1.0']])('schema version %j is rendered as the service has it', (schemaVersion) => {
  expect(bindDocument(newStack(), { content: () => ({ steps: [], schemaVersion }) }).data).toEqual({ data: '{"schemaVersion":"1.0","steps":[]}' });
});

test('a nested name like the schema version is left alone', () => {
  expect(bindDocument(newStack(), { content: () => ({ a: { schemaVersion: 1 } }) }).data).toEqual({ data: '{"a":{"schemaVersion":1}}' });
});

test('what is not given is left out, and what is empty stays', () => {
  expect(withoutUndefined({ a: undefined, b: [], c: '' })).toStrictEqual({ b: [], c: '' });
});

test('a text with tokens that is too long is refused by its property', () => {
  const stack = newStack();
  bindDocument(stack, inlineSource(`${Lazy.string({ produce: () => 'x' })}${'y'.repeat(16_000)}`));
  expect(faultsOf(stack)).toEqual([expect.stringMatching(/^DocumentTooLong: `document` must be at most 16000 bytes/)]);
});
