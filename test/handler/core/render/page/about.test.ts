import { BuildRecord } from '../../../../../src/handler/core/record/build-record';
import { about } from '../../../../../src/handler/core/render/page/about';
import { textOf } from '../../../../../src/handler/core/render/page/html';
import { STORIES } from '../../../../page/stories';
import { image } from '../../../fixtures';
import { buildRecord, RECIPE } from '../../../record-fixtures';
import { factsIn, parsePage } from '../parsed-page';

/** Terms and values of this section only: other sections of a page have some of the same terms. */
const factsOf = (record: BuildRecord) => Object.entries(factsIn(parsePage(textOf(about(record)))));

test('a build has all its facts, in one order', () => {
  const [first, second] = ['hardening/1.0.0/1', 'agent/2.0.0/1'].map((name) => `arn:aws:imagebuilder:eu-central-1:123456789012:component/${name}`);
  expect(factsOf({ ...STORIES.success, recipe: { ...RECIPE, components: [first, second] } })).toEqual([
    ['Image', 'arn:aws:imagebuilder:eu-central-1:123456789012:image/golden/1.2.3/4'],
    ['Pipeline', 'arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/golden'],
    ['Account', '123456789012'],
    ['Region', 'eu-central-1'],
    ['Started by', 'a user'],
    ['Image status', 'Available'],
    ['Started', '2026-01-05 08:01:00 UTC'],
    ['Ended', '2026-01-05 08:30:00 UTC'],
    ['Duration', '29 min'],
    ['Workflows', '3 (3 succeeded, 0 failed, 0 skipped)'],
    ['Steps', '21 (18 succeeded, 0 failed, 3 skipped)'],
    ['Recipe', RECIPE.arn],
    ['Base image', RECIPE.parentImage],
    ['Components', `${first} ${second}`],
    ['Operating system', 'Amazon Linux 2023'],
    ['Packages', '412 packages'],
    ['Log', '/aws/imagebuilder/golden, stream 1.2.3/4'],
    ['Page', 's3://records/pages/golden/1.2.3/4.html'],
    ['Bill of materials', 's3://records/sboms/golden/1.2.3/4.cdx.json'],
  ]);
});

test('what is not known is said, and what does not apply is left out', () => {
  const { build, ...rest } = buildRecord({ image: image({ osVersion: undefined, platform: undefined }) }, {
    pipeline: undefined, packages: undefined, recipe: undefined,
  });
  const facts = factsOf({ ...rest, build: { ...build, LogGroup: 'NONE', ImageStatusReason: 'NONE' } });
  expect(facts).toEqual(expect.arrayContaining([['Pipeline', 'none, or not known'], ['Packages', 'not known']]));
  const notApplying = ['Status reason', 'Recipe', 'Base image', 'Components', 'Operating system', 'Log', 'Bill of materials'];
  expect(facts.filter(([term]) => notApplying.includes(term))).toEqual([]);
});

test('the section has a heading', () => {
  expect(textOf(about(STORIES.success))).toMatch(/^<section aria-labelledby="about"><h2 id="about">About this build<\/h2>/);
});
