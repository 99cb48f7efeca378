import { Image } from '../../../../../src/handler/core/model/facts';
import { textOf } from '../../../../../src/handler/core/render/page/html';
import { outputs } from '../../../../../src/handler/core/render/page/outputs';
import { image } from '../../../fixtures';
import { buildRecord } from '../../../record-fixtures';
import { linksIn, parsePage, rowsIn } from '../parsed-page';

const markupOf = (members: Partial<Image>) => textOf(outputs(buildRecord({ image: image(members) })));
const rowsOf = (members: Partial<Image>) => rowsIn(parsePage(markupOf(members)));
const HEADERS = 'Image Region Account Status';

test('the section has a heading, and the table a name', () => {
  expect(markupOf({ amis: [{ id: 'ami-1' }] })).toMatch(/^<section aria-labelledby="outputs"><h2 id="outputs">Images<\/h2>/);
  expect(markupOf({ amis: [{ id: 'ami-1' }] })).toContain('aria-label="Images by Region"');
  expect(textOf(outputs({ ...buildRecord(), image: undefined }))).toContain('<h2 id="outputs">Images</h2><p>There is no image.</p>');
});

test('AMIs and container images are listed, and nothing else, in one order', () => {
  expect(rowsOf({ amis: [{ id: 'ami-1', region: 'us-east-1', account: '210987654321', status: 'FAILED' }, { id: 'ami-2', region: 'eu-west-1' }], containers: undefined }))
    .toEqual([HEADERS, 'ami-2 eu-west-1 UNKNOWN Unknown', 'ami-1 us-east-1 210987654321 Failed']);
  expect(rowsOf({ amis: undefined, containers: [{ region: 'us-east-1', uris: ['b', 'a'] }, { uris: ['c'] }] })).toEqual([HEADERS, 'c UNKNOWN', 'a us-east-1', 'b us-east-1']);
  expect(rowsOf({ amis: [{ id: 'ami-1', region: 'us-east-1' }], containers: [{ region: 'eu-west-1', uris: ['a'] }] }))
    .toEqual([HEADERS, 'a eu-west-1', 'ami-1 us-east-1 UNKNOWN Unknown']);
});

test('what is not listed is not told as no image', () => {
  expect(markupOf({ amis: undefined, containers: undefined })).toContain('Image Builder did not list what was built.');
  for (const nothing of [{ amis: [], containers: undefined }, { amis: undefined, containers: [] }, { amis: [], containers: [{ uris: [] }] }]) {
    expect(markupOf(nothing)).toContain('<p>The build has no image.</p>');
  }
});

test('only an image that was deleted is called so', () => {
  const amis = [{ id: 'ami-1' }];
  expect(markupOf({ amis, status: 'DELETED' })).toContain('<p class="note">The image was deleted. These are the images that it had.</p>');
  expect(markupOf({ amis, status: 'AVAILABLE' })).not.toContain('deleted');
});

test('an AMI has its ID in one line, a link to the console of its Region, and the look of its status', () => {
  const markup = markupOf({ amis: [{ id: 'ami-0123456789abcdef0', region: 'us-east-1', status: 'AVAILABLE' }] });
  expect(markup).toContain('<code class="id">ami-0123456789abcdef0</code></a>');
  expect(markup).toContain('<span class="status good">Available</span>');
  expect(linksIn(parsePage(markup))).toEqual([expect.stringMatching(/^https:\/\/us-east-1\.console\.aws\.amazon\.com\/ec2\//)]);
});

test('up to 300 images are shown', () => {
  const of = (count: number) => markupOf({ amis: Array.from({ length: count }, (_, index) => ({ id: `ami-${index}` })) });
  expect(of(300)).not.toContain('more are in the record');
  expect(of(301)).toContain('1 more are in the record.');
});
