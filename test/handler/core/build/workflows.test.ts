import { buildOf } from '../../../../src/handler/core/build/build';
import {
  countSteps, countWorkflows, currentExecutions, hasFailed, isInconsistent, lastAttempts, needsSteps, statusOf, stepHasFailed, typeOf,
} from '../../../../src/handler/core/build/workflows';
import { ObservedExecution, Step } from '../../../../src/handler/core/model/facts';
import { execution, image, TEST_WORKFLOW_ARN } from '../../fixtures';

const START = (minute: number) => `2026-01-05T08:${String(minute).padStart(2, '0')}:00.000Z`;
/** How often members of the items are read. Twice the items may not mean four times the reads. */
function readsOf<T extends object>(items: readonly T[], use: (items: readonly T[]) => unknown): number {
  let reads = 0;
  use(items.map((item) => new Proxy(item, {
    get(target, name) {
      reads += 1;
      return Reflect.get(target, name);
    },
  })));
  return reads;
}

const steps = (...statuses: (string | undefined)[]): Step[] => statuses.map((status) => ({ status }));

describe('typeOf', () => {
  test.each([
    ['the type', { type: 'TEST' }, 'TEST'],
    ['without a type, that of the workflow', { type: undefined, workflowArn: TEST_WORKFLOW_ARN }, 'TEST'],
    ['without a type, and a workflow that does not tell', { type: undefined, workflowArn: 'arn:odd' }, 'UNKNOWN'],
    ['without a type or a workflow', { type: undefined, workflowArn: undefined }, 'UNKNOWN'],
  ])('is %s', (_, members, type) => expect(typeOf(execution(members))).toBe(type));
});

test.each([
  ['COMPLETED', false], ['SKIPPED', false], ['PENDING', false], ['RUNNING', false], ['ROLLBACK_IN_PROGRESS', false], ['CANCELLED', false], ['NEW', false],
  [undefined, false], ['FAILED', true], ['ROLLBACK_COMPLETED', true],
])('an execution with status %s has failed: %s', (status, failed) => expect(hasFailed(execution({ status }))).toBe(failed));

test.each([
  ['COMPLETED', false], ['SKIPPED', false], ['PENDING', false], ['RUNNING', false], ['WAITING', false], ['CANCELLED', false], ['NEW', false],
  [undefined, false], ['FAILED', true], ['TIMED_OUT', true],
])('a step with status %s has failed: %s', (status, failed) => expect(stepHasFailed({ status })).toBe(failed));

describe('currentExecutions', () => {
  test.each<[string, ObservedExecution[], string[]]>([
    ['orders by start', [execution({ id: 'b', startedAt: START(2) }), execution({ id: 'a', startedAt: START(1) })], ['a', 'b']],
    ['puts what has not started last, by stage', [
      execution({ id: 'unknown', startedAt: undefined, type: undefined, workflowArn: undefined }),
      execution({ id: 'distribution', startedAt: undefined, type: 'DISTRIBUTION' }),
      execution({ id: 'test', startedAt: undefined, type: 'TEST' }),
      execution({ id: 'second build', startedAt: undefined, type: 'BUILD' }),
      execution({ id: 'build', startedAt: START(1) }),
    ], ['build', 'second build', 'test', 'distribution', 'unknown']],
    ['puts a stage that nobody has heard of last, whatever its id', [
      execution({ id: 'a', type: 'NEWER' }), execution({ id: 'b', type: 'DISTRIBUTION' }),
    ], ['b', 'a']],
    ['orders by id what cannot be told apart otherwise', [
      execution({ id: 'b' }), execution({ id: undefined }), execution({ id: 'a' }), execution({ id: undefined }),
    ], ['', '', 'a', 'b']],
    ['keeps what completed or runs, also if the same workflow ran again', [
      execution({ id: 'old', status: 'COMPLETED', startedAt: START(1), retried: undefined }),
      execution({ id: 'running', status: 'RUNNING', startedAt: START(2), retried: undefined }), execution({ id: 'new', startedAt: START(9) }),
    ], ['old', 'running', 'new']],
    ['leaves out what was retried', [execution({ id: 'old', status: 'FAILED', retried: true }), execution({ id: 'new', startedAt: START(9) })], ['new']],
    ['leaves out a failed one after which the same workflow ran again, where nothing says that it was not retried', [
      execution({ id: 'new', startedAt: START(9) }), execution({ id: 'old', status: 'ROLLBACK_COMPLETED', startedAt: START(1), retried: undefined }),
    ], ['new']],
    ['leaves out a cancelled one after which the same workflow ran again, where nothing says that it was not retried', [
      execution({ id: 'old', status: 'CANCELLED', startedAt: START(1), retried: undefined }), execution({ id: 'new', status: 'FAILED', startedAt: START(9) }),
    ], ['new']],
    ['keeps a failed one that was not retried, whatever ran after it', [
      execution({ id: 'old', status: 'FAILED', startedAt: START(1), retried: false }), execution({ id: 'new', startedAt: START(9) }),
    ], ['old', 'new']],
    ['keeps a completed one after which the same workflow ran again', [
      execution({ id: 'first', startedAt: START(1) }), execution({ id: 'second', startedAt: START(9) }),
    ], ['first', 'second']],
    ['keeps a failed one beside which the same workflow ran in another group', [
      execution({ id: 'one', status: 'FAILED', retried: undefined, startedAt: START(1), parallelGroup: 'a' }), execution({ id: 'two', startedAt: START(9), parallelGroup: 'b' }),
    ], ['one', 'two']],
    ['keeps a failed one after which another workflow ran', [
      execution({ id: 'build', status: 'FAILED', retried: undefined, startedAt: START(1) }), execution({ id: 'test', workflowArn: TEST_WORKFLOW_ARN, startedAt: START(9) }),
    ], ['build', 'test']],
    ['keeps a failed one that does not name its workflow', [
      execution({ id: 'one', status: 'FAILED', retried: undefined, workflowArn: undefined, startedAt: START(1) }), execution({ id: 'two', workflowArn: undefined, startedAt: START(9) }),
    ], ['one', 'two']],
    ['leaves out one of two that failed, where the last one has not said when it started', [
      execution({ id: 'a', status: 'FAILED', retried: undefined, startedAt: START(1) }),
      execution({ id: 'b', status: 'FAILED', retried: undefined, startedAt: START(2) }),
      execution({ id: 'c', status: 'FAILED', retried: undefined, startedAt: undefined }),
    ], ['b', 'c']],
    ['keeps a failed one that started at the same time', [execution({ id: 'a', status: 'FAILED', retried: undefined }), execution({ id: 'b' })], ['a', 'b']],
    ['keeps a failed one after which the same workflow has not started yet', [
      execution({ id: 'a', status: 'FAILED', retried: undefined }), execution({ id: 'b', status: 'PENDING', startedAt: undefined }),
    ], ['a', 'b']],
  ])('%s', (_, executions, ids) => expect(currentExecutions(executions).map(({ id }) => id ?? '')).toEqual(ids));

  test('finds what was retried among many executions without comparing each with all others', () => {
    const retriedOnce = (count: number) => Array.from({ length: 2 * count }, (_, i) => execution({
      id: `wf-${i}`, status: 'FAILED', retried: undefined, workflowArn: `workflow${i % count}`, startedAt: START(Math.floor(i / count)),
    }));
    expect(currentExecutions(retriedOnce(1_000))).toHaveLength(1_000);
    expect(readsOf(retriedOnce(1_000), currentExecutions)).toBeLessThan(2.5 * readsOf(retriedOnce(500), currentExecutions));
  });

  test('leaves the given list as it is', () => {
    const given = [execution({ id: 'b', startedAt: START(2) }), execution({ id: 'a', startedAt: START(1) })];
    currentExecutions(given);
    expect(given.map(({ id }) => id)).toEqual(['b', 'a']);
  });
});

test('executions that differ in nothing but their message are in the same order, however they are listed', () => {
  const twins = ['b', 'a'].map((message) => execution({ id: undefined, startedAt: START(1), status: 'FAILED', message }));
  const messages = (list: ObservedExecution[]) => currentExecutions(list).map(({ message }) => message);
  expect([messages(twins), messages([...twins].reverse())]).toEqual([['a', 'b'], ['a', 'b']]);
});

describe('needsSteps', () => {
  test('a completed execution with all counts does not', () => expect(needsSteps(execution())).toBe(false));
  test.each(['FAILED', 'ROLLBACK_COMPLETED'])('one that ended as %s does', (status) => expect(needsSteps(execution({ status }))).toBe(true));
  test.each(['total', 'succeeded', 'failed', 'skipped'])('one without the count of %s does', (count) => {
    expect(needsSteps(execution({ counts: { total: 1, succeeded: 1, failed: 0, skipped: 0, [count]: undefined } }))).toBe(true);
  });
});

describe('statusOf', () => {
  const withStatuses = (...statuses: (string | undefined)[]) => statuses.map((status) => execution({ status }));

  test.each([
    [['SKIPPED', 'COMPLETED'], 'COMPLETED'],
    [['COMPLETED', 'PENDING'], 'PENDING'],
    [['PENDING', 'RUNNING'], 'RUNNING'],
    [['RUNNING', 'NEWER'], 'NEWER'],
    [['RUNNING', undefined], 'UNKNOWN'],
    [['CANCELLED', 'NEWER'], 'CANCELLED'],
    [['CANCELLED', 'ROLLBACK_IN_PROGRESS'], 'ROLLBACK_IN_PROGRESS'],
    [['ROLLBACK_COMPLETED', 'ROLLBACK_IN_PROGRESS'], 'ROLLBACK_COMPLETED'],
    [['ROLLBACK_COMPLETED', 'FAILED', 'COMPLETED'], 'FAILED'],
    [['COMPLETED'], 'COMPLETED'],
  ])('of %j is %s', (statuses, worst) => {
    expect(statusOf('BUILD', withStatuses(...statuses))).toBe(worst);
    expect(statusOf('BUILD', withStatuses(...statuses).reverse())).toBe(worst);
  });

  test('of two that nobody has heard of is the first', () => {
    expect(statusOf('BUILD', withStatuses('NEWER', 'OTHER'))).toBe('NEWER');
  });

  test('does not look at other types', () => {
    expect(statusOf('TEST', withStatuses('FAILED'))).toBeUndefined();
    expect(statusOf('BUILD', [])).toBeUndefined();
  });
});

test('workflows are counted by how they ended', () => {
  const statuses = ['COMPLETED', 'COMPLETED', 'FAILED', 'ROLLBACK_COMPLETED', 'SKIPPED', 'CANCELLED', 'PENDING', 'RUNNING', 'ROLLBACK_IN_PROGRESS', 'NEWER', undefined];
  expect(countWorkflows(statuses.map((status) => execution({ status })))).toEqual({ total: 11, succeeded: 2, failed: 2, skipped: 1, running: 5 });
  expect(countWorkflows([])).toEqual({ total: 0, succeeded: 0, failed: 0, skipped: 0, running: 0 });
});

describe('countSteps', () => {
  test.each<[string, ObservedExecution[], object]>([
    ['adds the counts of all executions', [
      execution(), execution({ counts: { total: 4, succeeded: 3, failed: 1, skipped: 0 } }),
    ], { total: 11, succeeded: 9, failed: 1, skipped: 1 }],
    ['takes what is missing from the steps', [
      { ...execution({ counts: { total: 9 } }), steps: steps('COMPLETED', 'COMPLETED', 'FAILED', 'TIMED_OUT', 'SKIPPED', 'CANCELLED', 'RUNNING', undefined) },
    ], { total: 9, succeeded: 2, failed: 2, skipped: 1 }],
    ['takes all from the steps', [{ ...execution({ counts: {} }), steps: steps('COMPLETED', 'SKIPPED') }], { total: 2, succeeded: 1, failed: 0, skipped: 1 }],
    ['does not take an empty list of steps for zero', [{ ...execution({ counts: {} }), steps: [] }], {}],
    ['knows nothing without counts and steps', [execution({ counts: {} })], {}],
    ['does not know a sum of which one part is not known', [
      execution(), execution({ counts: { total: 4, succeeded: 3 } }),
    ], { total: 11, succeeded: 9 }],
    ['does not know a sum of which the first part is not known', [
      execution({ counts: { total: 4, succeeded: 3 } }), execution(), execution(),
    ], { total: 18, succeeded: 15 }],
    ['knows nothing of an image without executions', [], {}],
  ])('%s', (_, executions, expected) => {
    expect(countSteps(executions)).toEqual({ total: undefined, succeeded: undefined, failed: undefined, skipped: undefined, ...expected });
  });
});

describe('lastAttempts', () => {
  const attempt = (name: string | undefined, number?: number): Step => ({ name, attempt: number });

  test('leaves out attempts that a later one of the same step followed, whatever the order', () => {
    const [first, second, other] = [attempt('a', 1), attempt('a', 2), attempt('b', 1)];
    expect(lastAttempts([first, second, other])).toEqual([second, other]);
    expect(lastAttempts([second, other, first])).toEqual([second, other]);
  });

  test('keeps what does not say which attempt it is, or of which step', () => {
    const kept = [attempt('a'), attempt('a', 3), attempt(undefined, 1), attempt(undefined, 2)];
    expect(lastAttempts(kept)).toEqual(kept);
  });

  test('of many steps are found without comparing each with all others', () => {
    const triedTwice = (count: number) => Array.from({ length: 2 * count }, (_, i) => attempt(`step${i % count}`, 1 + Math.floor(i / count)));
    expect(lastAttempts(triedTwice(1_000))).toHaveLength(1_000);
    expect(readsOf(triedTwice(1_000), lastAttempts)).toBeLessThan(2.5 * readsOf(triedTwice(500), lastAttempts));
  });

  test('are what is counted: a step that passed on its third attempt has not failed', () => {
    const attempts = ['FAILED', 'FAILED', 'COMPLETED'].map((status, i) => ({ name: 'a', status, attempt: i + 1, maxAttempts: 3 }));
    expect(countSteps([{ ...execution({ counts: {} }), steps: attempts }])).toEqual({ total: 1, succeeded: 1, failed: 0, skipped: 0 });
  });
});

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
