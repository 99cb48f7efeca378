import { DetailsLocation, placeOf, uriOf } from '../../../../src/handler/core/model/details-place';
import { event, IMAGE_ARN, PIPELINE_ARN } from '../../fixtures';

const DESTINATION: DetailsLocation = {
  bucket: 'my-bucket', prefix: 'reports/golden', stackId: event().StackId, logicalResourceId: 'Build1A2B3C4D',
};
const FOLDER = 'Golden/11111111-2222-3333-4444-555555555555/Build1A2B3C4D';

test.each([
  [IMAGE_ARN, 'image/golden/1.2.3/4'],
  [PIPELINE_ARN, 'image-pipeline/golden'],
  ['account/123456789012', 'account/123456789012'],
  ['vulnerability/CVE-2026-10000', 'vulnerability/CVE-2026-10000'],
  ['NONE', 'no-image'],
  ['UNKNOWN', 'unknown-image'],
])('%s has the key %s.json', (subject, path) => {
  expect(placeOf(DESTINATION, subject)).toEqual({ bucket: 'my-bucket', key: `reports/golden/${FOLDER}/${path}.json` });
});

test('without a prefix the key begins with the name of the stack', () => {
  expect(uriOf(placeOf({ ...DESTINATION, prefix: undefined }, IMAGE_ARN))).toBe(`s3://my-bucket/${FOLDER}/image/golden/1.2.3/4.json`);
});

test('another report of the stack, and a stack of the same name, have other keys', () => {
  const keys = [
    DESTINATION, { ...DESTINATION, logicalResourceId: 'Other' }, { ...DESTINATION, stackId: DESTINATION.stackId.replace('1111', '9999') },
  ].map((destination) => placeOf(destination, IMAGE_ARN).key);
  expect(new Set(keys).size).toBe(3);
});
