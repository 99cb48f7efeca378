import { ObservedExecution } from '../../../../../src/handler/core/model/facts';
import { bars } from '../../../../../src/handler/core/render/page/bars';
import { textOf } from '../../../../../src/handler/core/render/page/html';
import { execution } from '../../../fixtures';
import { buildRecord, EXECUTIONS, step } from '../../../record-fixtures';

const markupOf = (executions: readonly ObservedExecution[] | undefined) => textOf(bars(buildRecord({}, { executions })));
const steps = (count: number) => Array.from({ length: count }, (_, index) => step({ id: `step-${index}` }));

test.each<[string, readonly ObservedExecution[] | undefined]>([
  ['with workflows', EXECUTIONS], ['without', []], ['whose workflows could not be listed', undefined],
])('the section of a build %s has a heading', (_, executions) => {
  expect(markupOf(executions)).toMatch(/^<section aria-labelledby="timeline"><h2 id="timeline">Timeline<\/h2>/);
});

test('the sentence about durations is a paragraph before the bars', () => {
  expect(markupOf(EXECUTIONS)).toContain('<p>29 min from the first start to the last end. The slowest step was <b>DistributeImage</b> of distribute-image 1.0.0 with 9 min.</p>\n<details');
});

test('a workflow without steps, and one whose steps were not listed, are not folded', () => {
  for (const each of [undefined, []]) {
    const markup = markupOf([{ ...execution(), steps: each }]);
    expect(markup).toContain('<p class="note">The steps were not listed.</p></div>');
    expect(markup).not.toContain('<details');
  }
});

test('a step that is called like its action is named once', () => {
  const names = (name: string) => markupOf([{ ...execution(), steps: [step({ name, action: 'DistributeImage' })] }]).match(/<span class="name">DistributeImage <small>(.*?)<\/small>/)?.[1];
  expect(names('DistributeImage')).toBe('after 0 s');
  expect(markupOf([{ ...execution(), steps: [step({ name: 'Copy', action: 'DistributeImage' })] }])).toContain('Copy <small>DistributeImage · after 0 s</small>');
});

test('what did not start has no bar, but its place', () => {
  const markup = markupOf([{ ...execution(), steps: [step(), step({ status: 'SKIPPED', startedAt: undefined, endedAt: undefined })] }]);
  expect(markup.match(/<span class="track">(.*?)<\/span>/g)!.map((track) => track.includes('<i'))).toEqual([true, true, false]);
});

test('only what has a message shows one', () => {
  expect(markupOf(EXECUTIONS)).not.toContain('class="message"');
  const markup = markupOf([{ ...execution({ message: 'Of the workflow.' }), steps: [step({ message: 'Of the step.' }), step()] }]);
  expect(markup.match(/<p class="message">.*?<\/p>/g)).toEqual(['<p class="message">Of the workflow.</p>', '<p class="message">Of the step.</p>']);
});

test('a build of more than a hundred steps is large: what went well is folded', () => {
  const open = (count: number) => {
    const markup = markupOf([{ ...execution(), steps: steps(count) }, execution({ id: 'wf-2' })]);
    return [markup.includes('<details class="workflow" open>'), markup.includes('Workflows that went well are folded; the messages of their steps are in the record.')];
  };
  expect(open(100)).toEqual([true, false]);
  expect(open(101)).toEqual([false, true]);
});
