import { buildOf } from '../../../src/handler/core/build';
import { isInconsistent } from '../../../src/handler/core/settling';
import { execution, image } from '../fixtures';

test.each([
  ['FAILED', 'ROLLBACK_IN_PROGRESS', true], ['AVAILABLE', 'RUNNING', true], ['CANCELLED', 'PENDING', true], ['AVAILABLE', 'NEWER', true],
  ['FAILED', 'ROLLBACK_COMPLETED', false], ['AVAILABLE', 'COMPLETED', false], ['AVAILABLE', 'SKIPPED', false],
  ['BUILDING', 'RUNNING', false], ['TESTING', 'ROLLBACK_IN_PROGRESS', false],
])('an image that is %s and a workflow that is %s: %s', (status, ofWorkflow, expected) => {
  expect(isInconsistent(buildOf(image({ status }), [execution({ status: ofWorkflow })]))).toBe(expected);
});

test('an execution that was retried settles nothing', () => {
  expect(isInconsistent(buildOf(image(), [execution({ status: 'RUNNING', retried: true })]))).toBe(false);
});
