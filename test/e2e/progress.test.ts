import { Writable } from 'node:stream';
import { Progress, resourceEvent } from './progress';

/** Collects what is written, as a terminal or as a file. */
function output(isTTY: boolean): { readonly out: NodeJS.WritableStream; readonly text: () => string } {
  let text = '';
  const out = new Writable({
    write: (chunk, _, done) => {
      text += String(chunk);
      done();
    },
  });
  return { out: Object.assign(out, { isTTY, columns: 40 }), text: () => text.replaceAll(/\[ *[\d.]+ s\]/g, '[T]') };
}

test('a file gets one line for each step, and no details', () => {
  const { out, text } = output(false);
  const progress = new Progress(out);
  progress.step('one');
  progress.detail('half');
  progress.step('two');
  progress.end();
  expect(text()).toBe('[T] one\n[T] two\n');
});

test('a terminal gets the details in the line of the step, cut at its width, and the step alone when it is done', () => {
  const { out, text } = output(true);
  const progress = new Progress(out);
  progress.step('one');
  progress.detail('half of it, and more than has room');
  progress.end();
  expect(text().split(/\r\u001b\[K/)).toEqual(['', '[T] one', '[T] one: half of it, and more tha', '[T] one\n']);
});

test.each([
  [
    'GoldenAmi | 23/42 | 8:01:30 AM | CREATE_COMPLETE         | AWS::ImageBuilder::Image   | Pipeline/Image (PipelineImage163D953C) ',
    '23/42 CREATE_COMPLETE AWS::ImageBuilder::Image Pipeline/Image',
  ],
  ['GoldenAmi |   3 | 8:01:30 AM | DELETE_COMPLETE         | AWS::IAM::Role   | Role', '3 DELETE_COMPLETE AWS::IAM::Role Role'],
  ['GoldenAmi: deploying... [1/1]', undefined],
  ['', undefined],
])('of the line %j it tells %j', (line, event) => {
  expect(resourceEvent(line)).toBe(event);
});
