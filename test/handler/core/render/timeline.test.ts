import { slowestStep, timelineOf } from '../../../../src/handler/core/render/timeline';
import { execution, TEST_WORKFLOW_ARN } from '../../fixtures';
import { EXECUTIONS, step } from '../../record-fixtures';

const at = (minute: number) => `2026-01-05T08:${String(minute).padStart(2, '0')}:00.000Z`;

describe('timelineOf', () => {
  test('places workflows and steps between the first start and the last end', () => {
    const { startedAt, seconds, workflows } = timelineOf([...EXECUTIONS].reverse());
    expect({ startedAt, seconds }).toEqual({ startedAt: at(1), seconds: 29 * 60 });
    expect(workflows.map(({ name, type, replaced, failed, status }) => ({ name, type, replaced, failed, status }))).toEqual([
      { name: 'build-image 1.0.3', type: 'BUILD', replaced: false, failed: false, status: 'COMPLETED' },
      { name: 'test-image 1.0.3', type: 'TEST', replaced: false, failed: false, status: 'COMPLETED' },
      { name: 'distribute-image 1.0.0', type: 'DISTRIBUTION', replaced: false, failed: false, status: 'COMPLETED' },
    ]);
    const good = { status: 'COMPLETED', failed: false };
    expect(workflows[0].steps).toEqual([
      { ...good, name: 'LaunchBuildInstance', action: 'LaunchInstance', startedAt: at(1), seconds: 120, from: 0, length: 2 / 29 },
      { ...good, name: 'ApplyBuildComponents', action: 'ExecuteComponents', startedAt: at(3), seconds: 420, from: 2 / 29, length: 7 / 29 },
    ]);
    expect(workflows[2]).toMatchObject({ from: 20 / 29, length: 9 / 29 });
  });

  test('shows each attempt, and the runs that were replaced', () => {
    const [failed, good] = timelineOf([
      { ...execution({ workflowArn: TEST_WORKFLOW_ARN, id: 'b', startedAt: at(20), endedAt: at(30) }), steps: [] },
      {
        ...execution({ workflowArn: TEST_WORKFLOW_ARN, id: 'a', status: 'FAILED', message: 'No.', retried: true }),
        steps: [
          step({ name: 'Test', attempt: 2, maxAttempts: 2, status: 'TIMED_OUT', startedAt: at(6) }),
          step({ name: 'Test', attempt: 1, maxAttempts: 2, status: 'FAILED', message: 'Refused.' }),
        ],
      },
    ]).workflows;
    expect(failed).toMatchObject({ replaced: true, failed: true, message: 'No.' });
    expect(failed.steps).toMatchObject([
      { name: 'Test', attempt: 'attempt 1 of 2', failed: true, message: 'Refused.' },
      { name: 'Test', attempt: 'attempt 2 of 2', failed: true, status: 'TIMED_OUT' },
    ]);
    expect(good).toMatchObject({ replaced: false, steps: [] });
  });

  test.each([
    ['the end is not known', { endedAt: undefined }, { startedAt: at(1), seconds: undefined, from: 0, length: undefined }],
    ['the end is before the start', { endedAt: at(0) }, { startedAt: at(1), seconds: undefined, length: undefined }],
    ['the start is not known', { startedAt: undefined }, { startedAt: undefined, seconds: undefined, from: undefined, length: undefined }],
    ['the times are malformed', { startedAt: 'soon', endedAt: 'later' }, { startedAt: undefined, seconds: undefined, from: undefined, length: undefined }],
    ['start and end are one', { endedAt: at(1) }, { seconds: 0, from: 0, length: 0 }],
  ])('nothing is made up if %s', (_, members, expected) => {
    expect(timelineOf([execution(members)]).workflows[0]).toMatchObject(expected);
  });

  test('a build without times or names has a timeline without', () => {
    const nothing = { id: undefined, status: undefined, startedAt: undefined, endedAt: undefined };
    const unnamed = { ...execution({ ...nothing, workflowArn: undefined, type: undefined }), steps: [step({ ...nothing, name: undefined })] };
    expect(timelineOf([unnamed])).toMatchObject({
      startedAt: undefined,
      seconds: undefined,
      workflows: [{ name: 'UNKNOWN', type: 'UNKNOWN', status: 'UNKNOWN', failed: false, steps: [{ name: 'UNKNOWN', status: 'UNKNOWN' }] }],
    });
    expect(timelineOf([])).toEqual({ startedAt: undefined, seconds: undefined, workflows: [] });
  });

  test.each([
    [{ workflowArn: 'arn:odd', id: 'wf-9' }, 'arn:odd'],
    [{ workflowArn: undefined, id: 'wf-9' }, 'wf-9'],
  ])('a workflow of %j is called %s', (members, name) => expect(timelineOf([execution(members)]).workflows[0].name).toBe(name));

  test('the order of the steps does not depend on the order of the list', () => {
    const steps = [
      step({ id: '1', name: 'b', startedAt: at(2) }), step({ id: '2', name: 'a', startedAt: at(2) }), step({ id: '3', name: 'c', startedAt: undefined }),
      step({ id: '4', name: 'd', startedAt: undefined }), step({ id: '5', name: 'e', startedAt: at(1) }),
    ];
    const names = (list: typeof steps) => timelineOf([{ ...execution(), steps: list }]).workflows[0].steps!.map(({ name }) => name);
    expect(names(steps)).toEqual(['e', 'a', 'b', 'c', 'd']);
    expect(names([...steps].reverse())).toEqual(['e', 'a', 'b', 'c', 'd']);
  });
});

describe('slowestStep', () => {
  test('is the step that took the longest', () => {
    expect(slowestStep(EXECUTIONS)).toEqual({ workflow: 'distribute-image 1.0.0', step: 'DistributeImage', seconds: 540 });
  });

  test('is the first of several, and none of a run that was replaced', () => {
    const run = (id: string, retried: boolean, end: number) => ({
      ...execution({ id, retried }),
      steps: [step({ name: id, endedAt: at(end) }), step({ name: `${id}2`, startedAt: at(2), endedAt: at(end + 1) })],
    });
    expect(slowestStep([run('old', true, 50), run('new', false, 5)])).toMatchObject({ step: 'new', seconds: 240 });
  });

  test.each([
    ['no workflow', []],
    ['steps that were not listed', [execution()]],
    ['steps without an end', [{ ...execution(), steps: [step({ endedAt: undefined })] }]],
  ])('is not known of %s', (_, executions) => expect(slowestStep(executions)).toBeUndefined());
});
