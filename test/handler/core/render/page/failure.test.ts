import { BuildRecord } from '../../../../../src/handler/core/record/build-record';
import { failure } from '../../../../../src/handler/core/render/page/failure';
import { textOf } from '../../../../../src/handler/core/render/page/html';
import { STORIES } from '../../../../page/stories';
import { image } from '../../../fixtures';
import { buildRecord } from '../../../record-fixtures';
import { factsIn, parsePage, rowsIn } from '../parsed-page';

const markupOf = (record: BuildRecord) => textOf(failure(record)!);
const build = (members: Partial<BuildRecord['build']>) => ({ ...STORIES.success, build: { ...STORIES.success.build, ...members } });

test.each<[string, Partial<BuildRecord['build']>]>([
  ['failed', { Outcome: 'FAILED' }], ['has a stage that failed', { FailureStage: 'TEST' }], ['has a message', { FailureMessage: 'No.' }],
])('there is a section if a build %s', (_, members) => {
  expect(markupOf(build(members))).toMatch(/^<section aria-labelledby="failure"><h2 id="failure">What failed<\/h2>/);
  expect(failure(STORIES.success)).toBeUndefined();
});

test('what failed is named from the stage to the Regions, and what does not apply is left out', () => {
  const facts = {
    FailureStage: 'DISTRIBUTION', FailedWorkflow: 'w', FailedStep: 's', FailedStepAction: 'UNKNOWN', FailedComponent: 'NONE', FailedPhase: 'p', FailedRegions: 'eu-west-1,us-east-1',
  } as const;
  expect(Object.entries(factsIn(parsePage(markupOf(build(facts)))))).toEqual([
    ['Stage', 'DISTRIBUTION'], ['Workflow', 'w'], ['Step', 's'], ['Action', 'unknown'], ['Phase', 'p'], ['Regions', 'eu-west-1,us-east-1'],
  ]);
  expect(Object.entries(factsIn(parsePage(markupOf(build({ ...facts, FailedStepAction: 'NONE', FailedComponent: 'c' })))))).toContainEqual(['Component', 'c']);
});

test('what failed is told without the image, too', () => {
  expect(markupOf({ ...build({ Outcome: 'FAILED', FailureStage: 'BUILD' }), image: undefined })).toContain('<dt>Stage</dt><dd><code>BUILD</code></dd>');
});

test('Regions have a table if there are any', () => {
  const regions = [{ region: 'eu-west-1', account: '210987654321', configurationStep: 'COPY_AMI', status: 'TIMED_OUT', message: 'Late.' }, {}];
  const markup = markupOf({ ...build({ Outcome: 'FAILED' }), image: image({ failure: { distribution: { regions } } }) });
  expect(markup).toContain('aria-label="Regions in which the distribution did not succeed"');
  expect(rowsIn(parsePage(markup))).toEqual(['Region Account While Ended as Message', 'eu-west-1 210987654321 Copy ami Timed out Late.', 'UNKNOWN Failed']);
  expect(markupOf(build({ Outcome: 'FAILED' }))).not.toContain('<table');
});

test('the end of the log is text that can be scrolled, with one line of the log in each line', () => {
  const lines = Array.from({ length: 31 }, (_, index) => `line ${index}`);
  const markup = markupOf(buildRecord({ image: image({ status: 'FAILED' }), log: { lines } }));
  expect(markup).toContain(`<h3 id="log">The end of the log</h3>\n<pre tabindex="0" role="region" aria-labelledby="log">${lines.slice(1).map((line) => `${line}\n`).join('')}</pre>`);
  expect(markupOf(buildRecord({ image: image({ status: 'FAILED' }), log: { lines: [] } }))).toContain('<p class="note">The log has no lines.</p>');
  expect(markupOf(buildRecord({ image: image({ status: 'FAILED' }) }))).not.toContain('log');
});
