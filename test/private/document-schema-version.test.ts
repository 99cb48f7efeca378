import { DocumentNode } from '../../src/private/document-node';
import { checkSchemaVersion } from '../../src/private/document-schema-version';
import { newStack } from '../support/synth';

const check = (version: unknown) => () => checkSchemaVersion(DocumentNode.root(newStack(), { schemaVersion: version }).get('schemaVersion'));

test.each([1, '1.0', undefined])('%p passes', (version) => {
  expect(check(version)).not.toThrow();
});

test.each([2, '1', '1.1'])('%p is refused', (version) => {
  expect(check(version)).toThrow(new Error(
    `SchemaVersionUnsupported: \`schemaVersion\` must be \`1.0\`, got: ${typeof version === 'string' ? `'${version}'` : version}. [Stack]`));
});
