import { renderSelection } from '../../src/lifecycle/selection';
import { newStack } from '../support/synth';

test('tags are those that resources can have', () => {
  expect(() => renderSelection(newStack(), { tags: { 'aws:Stage': 'test' } }, false)).toThrow(/^TagsMalformed: `resourceSelection\.tags` must /);
});
