import { FaultRow, RowRequest, Topic } from './row';
import { BuildScenario, FaultEffect, Scenario } from '../../simulator';
import { built, pipelineScenario } from '../seeds';
import { functionName } from '../world';

const TESTS_FAIL: BuildScenario = { test: { failStep: { name: 'ApplyTestComponents', component: { errorMessage: 'rpcbind is active' } } } };
const COPY_FAILS: BuildScenario = { regionFailures: [{ region: 'eu-central-1', errorMessage: 'Rate exceeded' }] };
const DURATIONS = { pending: 10, creating: 10, building: 60, distributing: 0, integrating: 10 };
/** Tests that fail less than a minute after they were started. */
const FAIL_SOON: BuildScenario = { ...TESTS_FAIL, durations: { ...DURATIONS, testing: 30 } };
/** The same, within as little time as there is for a request that is not the last of its row. */
const FAIL_AT_ONCE: BuildScenario = { ...TESTS_FAIL, durations: { ...DURATIONS, pending: 1, creating: 1, building: 5, testing: 10 } };
const CREATE: RowRequest = { RequestType: 'Create' };
const UPDATE: RowRequest = { RequestType: 'Update', properties: { Trigger: 'second' } };

/** The test fails after 140 seconds, and the workflow of a retry takes 60. */
const FAILED = 150;
const RETRIED = FAILED + 70;
/** A retry is repeated for so long while the image is shown as failed. */
const LAG = 60;

const DENIED = { error: { code: 'AccessDeniedException', message: 'Denied.' } };
const INVALID = { error: { code: 'InvalidRequestException', message: 'The image cannot be retried.' } };
const THROTTLED = { error: { code: 'CallRateLimitExceededException', message: 'Rate exceeded' } };
/** One call with all attempts that the client makes. */
const WHOLE_CALL = [1, 3] as const;
const FOR_EVER = [1, 1_000] as const;

function row(fault: string, given: Scenario, expected: Partial<FaultRow['expected']>, members: Partial<FaultRow> & Pick<FaultRow, 'note' | 'breaks'>): FaultRow {
  return { fault, resource: 'LenientRetriedRun', given, expected: { Status: 'SUCCESS', ...expected }, ...members };
}

function failing(operation: string, effect: FaultEffect, between: readonly [number, number]): Scenario {
  return pipelineScenario({ builds: [TESTS_FAIL], faults: [{ operation, between, effect }] });
}

const ONCE = { Outcome: 'SUCCEEDED', Retries: '1', FailedStep: 'NONE', FailureMessage: 'NONE', ImageArn: built(1) };

export const RETRIES: Topic = {
  title: 'Retries of a build',
  rows: [
    row('a test fails, and succeeds when it is retried', pipelineScenario({ builds: [TESTS_FAIL] }), { Data: ONCE, seconds: RETRIED, images: [built(1)] }, {
      note: 'Nothing is built again.', breaks: ['retriesNothing'],
    }),
    row('a distribution fails, and succeeds when it is retried', pipelineScenario({ builds: [COPY_FAILS] }), { Data: ONCE, seconds: 150, images: [built(1)] }, {
      note: 'No workflow shows the retry. The tag of the image has the number.', breaks: ['countsNoRetries'],
    }),
    row('a test fails as often as it is retried', pipelineScenario({ builds: [{ ...TESTS_FAIL, retries: [TESTS_FAIL] }] }), {
      Data: { Outcome: 'FAILED', Retries: '2', FailureStage: 'TEST', FailedStep: 'ApplyTestComponents', FailureMessage: /^.*rpcbind is active \(after 2 retries, / }, seconds: 290,
    }, { note: '`FailureMessage` is that of the last retry.', breaks: ['retriesForEver'] }),
    row('a test fails as often as it is retried', pipelineScenario({ builds: [{ ...TESTS_FAIL, retries: [TESTS_FAIL] }] }), {
      Status: 'FAILED', Reason: /^BUILD_FAILED: .* at step ApplyTestComponents .*rpcbind is active \(after 1 retry, /, seconds: 220,
    }, { resource: 'RetriedRun', note: 'The reason has the number of retries.', breaks: ['retriesForEver'] }),
    row('a test fails again within a minute', pipelineScenario({ builds: [{ ...FAIL_SOON, retries: [FAIL_SOON] }] }), {
      Data: { Outcome: 'FAILED', Retries: '2' }, seconds: 250,
    }, { note: 'The next retry is requested a minute after the last, because the image may be shown as failed before it is shown as retried.', breaks: ['newRetryEachTime'] }),
    row('the image is shown as failed for half a minute after the retry', pipelineScenario({
      builds: [TESTS_FAIL], faults: [{ operation: 'GetImage', between: [18, 32], effect: { patch: [{ set: 'image.state.status', value: 'FAILED' }] } }],
    }), { Data: ONCE, seconds: RETRIED }, {
      note: 'The same retry is requested again, which Image Builder answers as before.', breaks: ['believesFailuresAtOnce'],
    }),
    row('the build itself fails', pipelineScenario({ builds: [{ build: { failStep: {} } }] }), { Data: { Outcome: 'FAILED', Retries: '0', FailureStage: 'BUILD' }, seconds: 70 }, {
      note: 'Image Builder cannot retry the stage.', breaks: ['retriesBuilds'],
    }),
    row('the stage that failed is not known', pipelineScenario({ builds: [{ ...COPY_FAILS, failureContext: false }] }), {
      Data: { Outcome: 'FAILED', Retries: '0', FailureStage: 'UNKNOWN' }, seconds: 140,
    }, { note: 'A build is retried only from a stage that can be retried.', breaks: ['retriesBuilds'] }),
    row('somebody cancels the build', pipelineScenario({ faults: [{ operation: 'GetImage', between: [10, 1_000], effect: { patch: [{ set: 'image.state.status', value: 'CANCELLED' }] } }] }), {
      Data: { Outcome: 'CANCELLED', Retries: '0' }, seconds: 90,
    }, { note: 'A build that was cancelled is not retried.', breaks: ['cancelledIsFailure'] }),
    row('retrying is denied', failing('RetryImage', DENIED, FOR_EVER), {
      Data: { Outcome: 'FAILED', Retries: '1', FailureStage: 'TEST', FailureMessage: /rpcbind is active.* \[retry 1 failed: the role of the report is not authorized to perform imagebuilder:RetryImage on resource \S+\]$/ },
      seconds: FAILED,
    }, { note: '`FailureMessage` has the failure and the refusal.', breaks: ['refusedRetryWaits'] }),
    row('the number of retries cannot be remembered', failing('TagResource', DENIED, FOR_EVER), {
      Data: { Outcome: 'FAILED', Retries: '0', FailureMessage: /rpcbind is active.* \[retry 1 failed: .* imagebuilder:TagResource / }, seconds: FAILED,
    }, { note: 'Without its tag a retry could be repeated without end.', breaks: ['retriesUnremembered'] }),
    row('the retry is refused as invalid', failing('RetryImage', INVALID, FOR_EVER), {
      Status: 'FAILED', Reason: /^BUILD_FAILED: .*rpcbind is active.* \[retry 1 failed: RetryImage of \S+ was refused with InvalidRequestException /, seconds: FAILED,
    }, { resource: 'RetriedRun', note: 'The reason has the failure and the refusal.', breaks: ['refusalHidesFailure'] }),
    row('retrying is throttled in one poll', failing('RetryImage', THROTTLED, WHOLE_CALL), { Data: ONCE, seconds: RETRIED + 10 }, {
      note: 'The next poll requests the same retry.', breaks: ['believesFailuresAtOnce'],
    }),
    row('remembering is throttled in one poll', failing('TagResource', THROTTLED, WHOLE_CALL), { Data: ONCE, seconds: RETRIED + 10 }, {
      note: 'The next poll requests the retry.', breaks: ['retryTroubleIsFinal'],
    }),
    row('retrying is throttled for ever', failing('RetryImage', THROTTLED, FOR_EVER), {
      Data: { Outcome: 'FAILED', Retries: '2', FailureMessage: /rpcbind is active/ }, seconds: FAILED + 2 * LAG,
    }, { note: 'A retry whose call fails for a minute is lost.', breaks: ['retriesForEver'] }),
    row('the answers to the retry are lost', failing('RetryImage', 'truncated', WHOLE_CALL), { Data: ONCE, seconds: RETRIED }, {
      note: 'The image shows that it is retried.', breaks: ['retryTroubleIsFinal'],
    }),
    row('the service fails after it accepted the retry, and the test fails again soon', pipelineScenario({
      builds: [{ ...FAIL_SOON, retries: [FAIL_SOON] }], faults: [{ operation: 'RetryImage', between: WHOLE_CALL, effect: 'reset' }],
    }), { Data: { Outcome: 'FAILED', Retries: '2' }, seconds: 250 }, {
      note: 'All calls for one failure have one token, so the build is retried once.', breaks: ['newRetryEachTime'],
    }),
    row('our function is called twice when the test has failed', pipelineScenario({ builds: [{ ...FAIL_SOON, retries: [FAIL_SOON] }] }), {
      Data: { Outcome: 'FAILED', Retries: '2' }, seconds: 250,
    }, {
      onWait: ({ aws, stack }) => aws.loseNextResult(functionName(stack, 'ImageBuilderExecutionsIsComplete')),
      note: 'The second call finds the build in progress, or requests the same retry.',
      breaks: ['newRetryEachTime'],
    }),
    row('the time is over while a retry runs', pipelineScenario({ builds: [{ ...TESTS_FAIL, retries: [{ durations: { testing: 1_000_000 } }] }] }), {
      Data: { Outcome: 'CANCELLED', Retries: '1', FailureMessage: /^BUILD_TIMED_OUT: .* after 300 seconds with 1 retry and was cancelled\. Before the last retry it failed: / }, seconds: 310,
    }, {
      requests: [{ ...CREATE, properties: { TimeoutSeconds: '300' } }],
      note: 'The retry is cancelled. `FailureMessage` gives the reason, and why the build was retried.',
      breaks: ['saysNothingOfRetries'],
    }),
    row('the test fails in the last minute', pipelineScenario({ builds: [TESTS_FAIL] }), { Data: { Outcome: 'FAILED', Retries: '0' }, seconds: FAILED }, {
      requests: [{ ...CREATE, properties: { TimeoutSeconds: '200' } }], note: 'A retry that could not be cancelled in time is not requested.', breaks: ['retriesToTheEnd'],
    }),
    row('the Update of a rollback, while a retry runs that cannot be cancelled', pipelineScenario({
      builds: [{}, { ...FAIL_AT_ONCE, retries: [{ durations: { testing: 1_000_000 } }] }],
      faults: [{ operation: 'CancelImageCreation', between: [1, 13], effect: { error: { code: 'ResourceInUseException', message: 'Busy.' } } }],
    }), { Data: { Outcome: 'SUCCEEDED', ImageArn: built(1), Retries: '0' }, seconds: 0, calls: expect.arrayContaining(['CancelImageCreation']) as unknown as string[] }, {
      requests: [CREATE, { ...UPDATE, properties: { Trigger: 'second', TimeoutSeconds: '115' } }, { RequestType: 'Update', oldProperties: { Trigger: 'second' } }],
      note: 'The execution reports the previous image, and the retry is cancelled.',
      breaks: ['leavesNewerBuilds'],
    }),
    row('the Update of a rollback to a build that failed', pipelineScenario({ builds: [{ ...FAIL_AT_ONCE, retries: [FAIL_AT_ONCE] }, {}] }), {
      Data: { Outcome: 'FAILED', ImageArn: built(1), Retries: '2' }, seconds: 0, images: [built(1), built(2)], calls: ['ListImagePipelineImages', 'GetImage', 'GetImage', 'ListWorkflowExecutions', 'ListWorkflowStepExecutions', 'ListImagePipelineImages'],
    }, {
      requests: [CREATE, UPDATE, { RequestType: 'Update', oldProperties: { Trigger: 'second' } }],
      note: 'Only the request that started a build retries it.',
      breaks: ['startsEachTime'],
    }),
    row('an Update with more retries, after a build that failed without one', pipelineScenario({ builds: [TESTS_FAIL] }), {
      Data: { Outcome: 'FAILED', ImageArn: built(1), Retries: '0' }, seconds: 0, images: [built(1)],
    }, {
      requests: [{ ...CREATE, properties: { MaxRetries: '0' } }, { RequestType: 'Update', properties: { MaxRetries: '2' }, oldProperties: { MaxRetries: '0' } }],
      note: 'Only the request that started a build retries it.',
      breaks: ['retriesBuildsOfOthers'],
    }),
  ],
};
