import { documentOf } from '../../../../src/handler/core/record/document';
import { readRecord } from '../../../../src/handler/core/record/read-record';
import { finding, image, textOf } from '../../fixtures';
import { buildRecord } from '../../record-fixtures';

test.each([
  ['of a build that went well', buildRecord()],
  ['of a build that failed, with the end of its log', buildRecord({ image: image({ status: 'FAILED', scan: undefined }), log: { lines: ['No.'] } })],
  ['of an image without a state of its scan', buildRecord({ image: image({ scan: { reason: 'None.' } }) })],
  ['without what is not known', buildRecord({}, {
    pipeline: undefined,
    image: undefined,
    executions: undefined,
    recipe: undefined,
    packages: undefined,
    list: undefined,
    sbomUri: undefined,
    changes: { reason: 'There is no earlier build.' },
  })],
  ['with changes', buildRecord({}, { changes: { since: '1.2.3/3', findings: { new: [finding()], gone: [finding()] } }, sbomUri: 's3://records/sbom' })],
])('a record %s is read as it was written', (_, record) => {
  const document = textOf(documentOf(record));
  expect(textOf(documentOf(readRecord(document)!))).toBe(document);
});

test('what is read is the record', () => {
  const record = buildRecord({}, { sbomUri: 's3://records/sbom' });
  // Pipeline and recipe stand beside the image.
  expect(readRecord(textOf(documentOf(record)))).toEqual({ ...record, image: image() });
});

test.each(['', '{', 'null', '[]', '{"kind":"BUILD","attributes":{}}'])('%j is no record', (text) => {
  expect(readRecord(text)).toBeUndefined();
});
