import { FaultRow, RowRequest, Topic } from './row';
import { ResourceId } from './stack';
import { BuildScenario, Scenario } from '../../simulator';
import { built, pipelineScenario } from '../seeds';

/** A build takes 150 seconds, and a custom resource of a long execution waits for 50 minutes. Here it waits for less. */
const FOR_EVER: BuildScenario = { durations: { building: 1_000_000 } };
/** A build of 250 seconds. */
const SLOW: BuildScenario = { durations: { pending: 10, creating: 10, building: 160, testing: 60, distributing: 0, integrating: 10 } };
const TESTS_FAIL: BuildScenario = { test: { failStep: { name: 'ApplyTestComponents', component: { errorMessage: 'rpcbind is active' } } } };
const IN_USE = { error: { code: 'ResourceInUseException', message: 'The pipeline is being changed.' } };
const SUCCEEDED = { Outcome: 'SUCCEEDED', ImageArn: built(1) };

type Long = 'LongRun' | 'LenientLongRun';

/** The custom resources of an execution, one after the other, of which each waits for so many seconds. */
function relay(run: Long, shares: readonly number[], properties: Record<string, unknown> = {}): RowRequest[] {
  return shares.map((seconds, index) => ({
    RequestType: 'Create',
    of: (index === 0 ? run : `${run}Wait${index + 1}`) as ResourceId,
    continues: index > 0,
    properties: { TimeoutSeconds: String(seconds), ...properties },
  }));
}

function row(
  fault: string, given: Scenario, expected: Partial<FaultRow['expected']>, members: Partial<FaultRow> & Pick<FaultRow, 'note' | 'breaks'>,
): FaultRow {
  return { fault, resource: 'LongRun', given, requests: relay('LongRun', [60, 60, 60]), expected: { Status: 'SUCCESS', ...expected }, ...members };
}

export const LONG_EXECUTIONS: Topic = {
  title: 'Builds during a deployment of more than 55 minutes',
  rows: [
    row('the build goes on when the time of two custom resources is over', pipelineScenario(), { Data: SUCCEEDED, seconds: 30, images: [built(1)] }, {
      note: 'Each hands over to the next, and the last one has the attributes.', breaks: ['cancelsAtHandOver'],
    }),
    row('the build fails while the third waits', pipelineScenario({ builds: [TESTS_FAIL] }), {
      Status: 'FAILED', Reason: /^BUILD_FAILED: The build of arn:\S+:image\/golden\/1\.0\.0\/1 failed.* at step ApplyTestComponents .*rpcbind is active/, seconds: 30,
    }, { note: 'The last one judges the build.', breaks: ['executionFailsOnNothing'] }),
    row('the build fails while the first waits', pipelineScenario({ builds: [TESTS_FAIL] }), {
      Data: { Outcome: 'FAILED', FailureStage: 'TEST', FailedStep: 'ApplyTestComponents', FailureMessage: /rpcbind is active/ }, seconds: 0,
    }, {
      resource: 'LenientLongRun', requests: relay('LenientLongRun', [200, 60, 60]), note: 'The others do not wait.', breaks: ['readsNoAccount'],
    }),
    row('the build ends while the first waits', pipelineScenario(), { Data: { HandOver: /"hasEnded":true/ }, seconds: 0, calls: [] }, {
      resource: 'LongRunWait2', requests: relay('LongRun', [200, 60]), note: 'Image Builder is not called. Only the last one reads the build.', breaks: ['readsWhatHasEnded'],
    }),
    row('a step of the build runs for ever', pipelineScenario({ builds: [FOR_EVER] }), {
      Status: 'FAILED', Reason: /^BUILD_TIMED_OUT: The build of arn:\S+ had not ended after 180 seconds and was cancelled\. /, seconds: 70,
    }, { note: 'The build is cancelled when the time of all is over.', breaks: ['countsItsOwnTime'] }),
    row('polls fail for longer than a custom resource waits', pipelineScenario({
      builds: [SLOW], faults: [{ operation: 'GetImage', between: [3, 44], effect: 'html502' }],
    }), { Data: SUCCEEDED, seconds: 130 }, {
      requests: relay('LongRun', [60, 60, 300]), note: 'The ARN of the image is handed over, and the next one reads it.', breaks: ['troubleEndsTheRelay'],
    }),
    row('a call is refused while the second waits', pipelineScenario({
      builds: [FOR_EVER], faults: [{ operation: 'GetImage', between: [9, 1_000], effect: { error: { code: 'AccessDeniedException', message: 'Denied.' } } }],
    }), { Status: 'FAILED', Reason: /^ACCESS_DENIED: .* The build of \S+ was told to cancel\.$/, seconds: 10 }, {
      resource: 'LongRunWait2', requests: relay('LongRun', [60, 60]), note: 'The build is cancelled first.', breaks: ['leavesRefusedBuilds'],
    }),
    row('the pipeline is in use for longer than the first and the second wait', pipelineScenario({
      faults: [{ operation: 'StartImagePipelineExecution', between: [1, 20], effect: IN_USE }],
    }), { Data: SUCCEEDED, seconds: 180, images: [built(1)] }, {
      requests: relay('LongRun', [60, 60, 300]), note: 'The third one starts the build.', breaks: ['troubleEndsTheRelay'],
    }),
    row('Delete after a build that the second started', pipelineScenario({
      builds: [FOR_EVER], faults: [{ operation: 'StartImagePipelineExecution', between: [1, 9], effect: IN_USE }],
    }), { seconds: 10, calls: expect.arrayContaining(['CancelImageCreation']) as unknown as string[] }, {
      requests: [...relay('LongRun', [60, 60]), { RequestType: 'Delete' }], note: 'The first one cancels the build, which has the tags of the first.', breaks: ['handsOverNoRequest'],
    }),
    row('Delete while the second waits', pipelineScenario({ builds: [FOR_EVER] }), { seconds: 0, calls: [] }, {
      resource: 'LongRunWait2',
      requests: [...relay('LongRun', [60]), { RequestType: 'Delete', of: 'LongRunWait2', continues: true }],
      note: 'The deletion of the first one cancels the build.',
      breaks: ['deletesTwice'],
    }),
    row('the Update of a rollback while a build goes on that was handed over', pipelineScenario({ builds: [{}, FOR_EVER] }), {
      Data: { HandOver: /image\/golden\/1\.0\.0\/1","hasEnded":true/ }, seconds: 0, images: [built(1), built(2)], calls: expect.arrayContaining(['CancelImageCreation']) as unknown as string[],
    }, {
      requests: [
        ...relay('LongRun', [200]),
        { RequestType: 'Update', properties: { Trigger: 'second', TimeoutSeconds: '60' }, oldProperties: { TimeoutSeconds: '60' } },
        { RequestType: 'Update', properties: { TimeoutSeconds: '60' }, oldProperties: { Trigger: 'second', TimeoutSeconds: '60' } },
      ],
      note: 'The build is cancelled, and the previous image is handed over.',
      breaks: ['leavesNewerBuilds'],
    }),
    row('a test fails while the second waits, and succeeds when it is retried', pipelineScenario({ builds: [TESTS_FAIL] }), {
      Data: { ...SUCCEEDED, Retries: '1' }, seconds: 20, images: [built(1)],
    }, {
      requests: relay('LongRun', [100, 100, 200], { MaxRetries: '1' }), note: 'The second one retries it for the first.', breaks: ['handsOverNoRequest'],
    }),
    row('a test fails in the last minute of the first', pipelineScenario({ builds: [TESTS_FAIL] }), { Data: { ...SUCCEEDED, Retries: '1' }, seconds: 0 }, {
      requests: relay('LongRun', [155, 100, 30], { MaxRetries: '1' }), note: 'The first one retries it, because the second waits for the retry.', breaks: ['retriesInTheLastOnly'],
    }),
    row('a retry is refused while the first waits', pipelineScenario({
      builds: [TESTS_FAIL], faults: [{ operation: 'RetryImage', effect: { error: { code: 'InvalidRequestException', message: 'The image cannot be retried.' } } }],
    }), {
      Data: { Outcome: 'FAILED', Retries: '1', FailureMessage: /rpcbind is active.* \[retry 1 failed: RetryImage of \S+ was refused with InvalidRequestException / }, seconds: 0,
    }, {
      resource: 'LenientLongRun',
      requests: relay('LenientLongRun', [200, 60, 60], { MaxRetries: '1' }),
      note: 'The refusal is handed over, and is not requested again.',
      breaks: ['handsOverNoRefusal', 'retriesWhatHasEnded'],
    }),
  ],
};
