import { ACTIONS } from '../../src/private/component-actions';

test.each([
  ['ExecuteBash', ['Linux', 'macOS']],
  ['ExecutePowerShell', ['Windows']],
  ['CreateSymlink', ['Linux', 'macOS']],
  ['S3Download', ['Linux', 'Windows', 'macOS']],
])('%s runs on %p', (action, platforms) => {
  expect(ACTIONS[action]?.platforms).toEqual(platforms);
});

test('a reboot has no time limit, and a nested document neither time limit nor retries', () => {
  const limited = Object.entries(ACTIONS).filter(([, rule]) => !rule!.timeout || !rule!.retry);
  expect(limited.map(([name, rule]) => [name, rule!.timeout, rule!.retry])).toEqual([
    ['ExecuteDocument', false, false], ['Reboot', false, true],
  ]);
});
