import { checkRecipeOptions } from '../../src/private/recipe-options';
import { newStack } from '../support/synth';

test.each<Parameters<typeof checkRecipeOptions>[1]>([{}, { description: 'x', workingDirectory: '/tmp', tags: { a: 'b' } }, { tags: {} }])('%j passes', (options) => {
  expect(() => checkRecipeOptions(newStack(), options)).not.toThrow();
});

test.each([
  [{ description: '' }, 'DescriptionMalformed: `description` must be 1 to 1024 characters long, got: \'\'. [Stack]'],
  [{ workingDirectory: '' }, 'WorkingDirectoryMalformed: `workingDirectory` must be 1 to 1024 characters long, got: \'\'. [Stack]'],
  [{ tags: { 'aws:a': 'b' } }, 'TagsMalformed: `tags` must have keys of 1 to 128 letters, digits, spaces or _.:/=+-@ that do not start with `aws:`, '
    + 'got: \'aws:a\'. [Stack]'],
])('%j is refused', (options, message) => {
  expect(() => checkRecipeOptions(newStack(), options)).toThrow(new Error(message));
});
