import { FaultRow, RowRequest, Topic } from './row';
import { FaultEffect, Scenario } from '../../simulator';
import { built, pipelineScenario } from '../seeds';
import { functionName, World } from '../world';

const TESTS_FAIL = { test: { failStep: { name: 'ApplyTestComponents', component: { errorMessage: 'rpcbind is active' } } } };
const CREATE: RowRequest = { RequestType: 'Create' };
const UPDATE: RowRequest = { RequestType: 'Update', properties: { Trigger: 'second' } };
const IN_USE = { error: { code: 'ResourceInUseException', message: 'The pipeline is being changed.' } };
/** A build takes 150 seconds, and a poll comes every ten. */
const DURATION = 150;
const ID = 'pipeline-execution:arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/golden';

function row(fault: string, given: Scenario, expected: Partial<FaultRow['expected']>, members: Partial<FaultRow> & Pick<FaultRow, 'note' | 'breaks'>): FaultRow {
  return { fault, resource: 'Run', given, expected: { Status: 'SUCCESS', seconds: DURATION, ...expected }, ...members };
}

function starting(effect: FaultEffect, between: readonly [number, number]): Scenario {
  return pipelineScenario({ faults: [{ operation: 'StartImagePipelineExecution', between, effect }] });
}

const NOT_LISTED = { operation: 'ListImagePipelineImages', effect: { rawBody: { body: '{}' } } } as const;
const ONE = { Data: { Outcome: 'SUCCEEDED', ImageArn: built(1) }, images: [built(1)], PhysicalResourceId: ID };

const SAME_TRIGGER: RowRequest = { RequestType: 'Update', properties: { TimeoutSeconds: '600' } };
/** The list is read for so long before an image that it does not show counts as gone. */
const LIST_LAG = 120;

const HOUR = 3_600;
/** A build that runs for ever, whose execution has failed and could not cancel it. */
const RUNNING: Scenario = pipelineScenario({
  builds: [{ durations: { building: 1_000_000 } }],
  faults: [
    { operation: 'GetImage', effect: { error: { code: 'ResourceNotFoundException' } } },
    { operation: 'CancelImageCreation', between: [1, 1], effect: IN_USE },
  ],
});

function jump(seconds: number): FaultRow['onWait'] {
  return ({ aws }, wait) => {
    if (wait === 3) aws.lambda.nowMillis += seconds * 1000;
  };
}

export const EXECUTIONS: Topic = {
  title: 'Builds during a deployment',
  rows: [
    row('our function is called twice for one Create', pipelineScenario(), ONE, {
      requests: [{ ...CREATE, before: ({ aws, stack }) => aws.loseNextResult(functionName(stack, 'ImageBuilderExecutionsOnEvent')) }],
      note: 'The tags of the image show that it was started for this request.',
      breaks: ['startsTwice'],
    }),
    row('our function is called twice for one Create, and the list of the images does not show the first build yet', pipelineScenario({ faults: [NOT_LISTED] }), ONE, {
      requests: [{ ...CREATE, before: ({ aws, stack }) => aws.loseNextResult(functionName(stack, 'ImageBuilderExecutionsOnEvent')) }],
      note: 'The second start has the token of the first, so Image Builder returns the same build.',
      breaks: ['newTokenEachTime'],
    }),
    row('the answers to the start are lost', pipelineScenario({ faults: [NOT_LISTED, { operation: 'StartImagePipelineExecution', between: [1, 3], effect: 'truncated' }] }), ONE, {
      note: 'The build is started again with the same token.', breaks: ['newTokenEachTime'],
    }),
    row('the functions are not active yet', pipelineScenario(), ONE, {
      requests: [{
        ...CREATE,
        before: ({ aws, stack }) => ['OnEvent', 'IsComplete'].forEach((name) => aws.refuseNextInvocation(functionName(stack, `ImageBuilderExecutions${name}`))),
      }],
      note: 'The provider framework calls the functions again.',
      breaks: ['tellsNothing'],
    }),
    row('the pipeline is being changed or built', starting(IN_USE, [1, 3]), { ...ONE, seconds: DURATION + 20 }, {
      note: 'The start is retried within `timeout`.', breaks: ['startTroubleIsFinal'],
    }),
    row('starting is throttled', starting({ error: { code: 'CallRateLimitExceededException' } }, [1, 12]), { ...ONE, seconds: DURATION + 30 }, {
      note: 'The start is retried within `timeout`.', breaks: ['startTroubleIsFinal'],
    }),
    row('the pipeline stays in use', starting(IN_USE, [1, 1_000]), { Status: 'FAILED', Reason: /^SERVICE_REFUSED: StartImagePipelineExecution of arn:\S+ was refused with ResourceInUseException/, seconds: 180, images: [] }, {
      requests: [{ ...CREATE, properties: { TimeoutSeconds: '60' } }], note: 'The start is retried until two minutes after `timeout`.', breaks: ['startTroubleIsFinal'],
    }),
    row('the pipeline does not exist', {}, { Status: 'FAILED', Reason: /^PIPELINE_NOT_FOUND: \S+ does not find arn:\S+:image-pipeline\/golden\. Check that /, seconds: 0, images: [] }, {
      note: 'The call is retried for 20 seconds, because the pipeline may be new.', breaks: ['notFoundWaits'],
    }),
    row('polls fail while the build goes on', pipelineScenario({ faults: [{ operation: 'GetImage', between: [3, 12], effect: 'html502' }] }), ONE, {
      note: 'A failed call never fails a build that has time left.', breaks: ['cancelsOnTrouble'],
    }),
    row('the status of the image goes back', pipelineScenario({ faults: [{ operation: 'GetImage', between: [8, 9], effect: { patch: [{ set: 'image.state.status', value: 'PENDING' }] } }] }), ONE, {
      note: 'A build ends only with a status that is final.', breaks: ['unknownIsSuccess'],
    }),
    row('an image status that nobody knows', pipelineScenario({ faults: [{ operation: 'GetImage', between: [4, 9], effect: { patch: [{ set: 'image.state.status', value: 'POLISHING' }] } }] }), ONE, {
      note: 'An unknown status is not final.', breaks: ['unknownIsSuccess'],
    }),
    row('the image is not to be seen yet after the start', pipelineScenario({ faults: [{ operation: 'GetImage', between: [1, 2], effect: { error: { code: 'ResourceNotFoundException' } } }] }), ONE, {
      note: 'The call is retried for 20 seconds.', breaks: ['refusalIsFinal'],
    }),
    row('somebody cancels the build', pipelineScenario({ faults: [{ operation: 'GetImage', between: [4, 1_000], effect: { patch: [{ set: 'image.state.status', value: 'CANCELLED' }] } }] }), {
      Status: 'FAILED', Reason: /^BUILD_CANCELLED: The build of arn:\S+:image\/golden\/1\.0\.0\/1 was cancelled\. Look at https:/, seconds: 30,
    }, { note: 'The build has not failed, but there is no image.', breaks: ['cancelledIsFailure'] }),
    row('the image is deleted while it is waited for', pipelineScenario({ faults: [{ operation: 'GetImage', between: [4, 1_000], effect: { error: { code: 'ResourceNotFoundException', message: 'Gone.' } } }] }), {
      Status: 'FAILED', Reason: /^IMAGE_NOT_FOUND: GetImage does not find arn:\S+:image\/golden\/1\.0\.0\/1\. /, seconds: 30,
    }, { note: 'The reason names what to check.', breaks: ['notFoundWaits'] }),
    row('the build fails', pipelineScenario({ builds: [TESTS_FAIL] }), {
      Status: 'FAILED', Reason: /^BUILD_FAILED: The build of arn:\S+:image\/golden\/1\.0\.0\/1 failed.* at step ApplyTestComponents .*rpcbind is active.* Look at https:\S+ and at stream 1\.0\.0\/1 of log group \/aws\/imagebuilder\/golden\.$/, seconds: DURATION,
    }, { note: 'The reason has the step, its message and where to look.', breaks: ['executionFailsOnNothing'] }),
    row('the build fails', pipelineScenario({ builds: [TESTS_FAIL] }), {
      Data: { Outcome: 'FAILED', ImageArn: built(1), FailureStage: 'TEST', FailedStep: 'ApplyTestComponents', FailureMessage: /rpcbind is active/ }, seconds: DURATION,
    }, { resource: 'LenientRun', note: 'The deployment continues, with the failure attributes.', breaks: ['readsNoAccount'] }),
    row('a step of the build runs for ever', pipelineScenario({ builds: [{ durations: { building: 1_000_000 } }] }), {
      Status: 'FAILED', Reason: /^BUILD_TIMED_OUT: The build of arn:\S+ had not ended after 60 seconds and was cancelled\. /, seconds: 70,
    }, { requests: [{ ...CREATE, properties: { TimeoutSeconds: '60' } }], note: 'The build is cancelled at `timeout`.', breaks: ['cancelsNothing'] }),
    row('a step of the build runs for ever', pipelineScenario({ builds: [{ durations: { building: 1_000_000 } }] }), {
      Data: { Outcome: 'CANCELLED', ImageArn: built(1), FailureMessage: /^BUILD_TIMED_OUT: / }, seconds: 70,
    }, { resource: 'LenientRun', requests: [{ ...CREATE, properties: { TimeoutSeconds: '60' } }], note: 'The build is cancelled, and `FailureMessage` gives the reason.', breaks: ['cancelsNothing'] }),
    row('the build cannot be cancelled', pipelineScenario({
      builds: [{ durations: { building: 1_000_000 } }], faults: [{ operation: 'CancelImageCreation', effect: { error: { code: 'ResourceInUseException', message: 'Busy.' } } }],
    }), { Status: 'FAILED', Reason: /^BUILD_TIMED_OUT: .* after 60 seconds and could not be cancelled \(ResourceInUseException\), and is still BUILDING\. /, seconds: 180 }, {
      requests: [{ ...CREATE, properties: { TimeoutSeconds: '60' } }], note: 'The execution waits two minutes more.', breaks: ['cancelOrElse'],
    }),
    row('no poll comes between the end of the time and two minutes later', pipelineScenario({ builds: [{ durations: { building: 1_000_000 } }] }), {
      Status: 'FAILED', Reason: /^BUILD_TIMED_OUT: .* after 60 seconds and was told to cancel, and is still BUILDING\. /, seconds: 330, images: [built(1)],
    }, {
      requests: [{ ...CREATE, properties: { TimeoutSeconds: '60' } }],
      onWait: ({ aws }, wait) => { aws.lambda.nowMillis += wait === 3 ? 300_000 : 0; },
      note: 'The build is cancelled before the reason says so.',
      breaks: ['saysBeforeItCancels'],
    }),
    row('the clock jumps an hour forward', pipelineScenario({ builds: [{ durations: { building: 1_000_000 } }] }), {
      Status: 'FAILED', Reason: /^BUILD_TIMED_OUT: .* and was told to cancel, and is still BUILDING\. /, seconds: 30 + HOUR, images: [built(1)],
    }, { onWait: jump(HOUR), note: 'The build is cancelled before the reason says so.', breaks: ['saysBeforeItCancels'] }),
    row('the clock jumps an hour back', pipelineScenario(), { ...ONE, seconds: DURATION - HOUR }, {
      onWait: jump(-HOUR), note: 'The execution waits longer, at most until the provider framework stops.', breaks: ['takesTimeForForward'],
    }),
    row('Update with the trigger of before', pipelineScenario(), { Data: { Outcome: 'SUCCEEDED', ImageArn: built(1) }, images: [built(1)], seconds: 0, PhysicalResourceId: ID }, {
      requests: [CREATE, { RequestType: 'Update', properties: { TimeoutSeconds: '600' } }], note: 'The execution reports the image that exists.', breaks: ['startsEachTime'],
    }),
    row('Update with the trigger of before, whose image is gone', pipelineScenario(), { Data: { Outcome: 'NO_IMAGE', ImageArn: 'NONE' }, images: [], seconds: LIST_LAG, PhysicalResourceId: ID }, {
      requests: [CREATE, { ...SAME_TRIGGER, before: forget }],
      note: 'No build starts, because neither pipeline nor trigger changed. The list is read for two minutes first.',
      breaks: ['everythingIsNew'],
    }),
    row('Update with the trigger of before, and the list of the images does not show its image for a while', pipelineScenario({ faults: [{ ...NOT_LISTED, between: [2, 6] }] }), { ...ONE, seconds: 20 }, {
      requests: [CREATE, SAME_TRIGGER], note: 'The list is read for two minutes before an image counts as gone.', breaks: ['answersBeforeTheList'],
    }),
    row('Update with the trigger of before, after the tags were removed from its image', pipelineScenario({
      faults: [{ operation: 'ListImagePipelineImages', between: [2, 1_000], effect: { patch: [{ delete: 'imageSummaryList[*].tags' }] } }],
    }), {
      Data: {
        Outcome: 'UNKNOWN',
        ImageArn: 'UNKNOWN',
        FailedStep: 'UNKNOWN',
        FailureMessage: /^IMAGE_UNIDENTIFIED: No image of arn:\S+:image-pipeline\/golden has the tags cdk-imagebuilder:execution = \S+ and cdk-imagebuilder:trigger = \S+, but arn:\S+:image\/golden\/1\.0\.0\/1 has lost them or /,
      },
      images: [built(1)],
      seconds: LIST_LAG,
      PhysicalResourceId: ID,
    }, { requests: [CREATE, SAME_TRIGGER], note: 'An image that may be the one is not none. `FailureMessage` says what to do.', breaks: ['lostTagsAreNoImage'] }),
    row('the Update of a rollback', pipelineScenario({ builds: [{}, TESTS_FAIL, {}] }), { Data: { Outcome: 'SUCCEEDED', ImageArn: built(1) }, images: [built(1), built(2)], seconds: 0, PhysicalResourceId: ID }, {
      requests: [CREATE, UPDATE, { RequestType: 'Update', oldProperties: { Trigger: 'second' } }], note: 'The execution reports the previous image, and no build starts.', breaks: ['startsEachTime'],
    }),
    row('the Update of a rollback to an image that was disabled', pipelineScenario({
      builds: [{}, {}, {}], faults: [{ operation: 'ListImagePipelineImages', nth: 4, effect: { patch: [{ set: 'imageSummaryList[*].state.status', value: 'DISABLED' }] } }],
    }), { Data: { Outcome: 'SUCCEEDED', ImageArn: built(3) }, images: [built(1), built(2), built(3)], seconds: DURATION }, {
      requests: [CREATE, UPDATE, { RequestType: 'Update', oldProperties: { Trigger: 'second' } }],
      note: 'An image that cannot be launched is built again.',
      breaks: ['goesBackToDisabled'],
    }),
    row('the Update of a rollback to a build that failed', pipelineScenario({ builds: [TESTS_FAIL, {}] }), { Data: { Outcome: 'FAILED', ImageArn: built(1) }, images: [built(1), built(2)], seconds: 0 }, {
      resource: 'LenientRun', requests: [CREATE, UPDATE, { RequestType: 'Update', oldProperties: { Trigger: 'second' } }], note: 'The stack accepted this build before.', breaks: ['failuresNeverCount'],
    }),
    row('the Update of a rollback, while the build that it started cannot be cancelled', pipelineScenario({
      builds: [{}, { durations: { building: 1_000_000 } }], faults: [{ operation: 'CancelImageCreation', between: [1, 13], effect: IN_USE }],
    }), { Data: { Outcome: 'SUCCEEDED', ImageArn: built(1) }, images: [built(1), built(2)], seconds: 0, calls: expect.arrayContaining(['CancelImageCreation']) as unknown as string[] }, {
      requests: [CREATE, { ...UPDATE, properties: { Trigger: 'second', TimeoutSeconds: '60' } }, { RequestType: 'Update', oldProperties: { Trigger: 'second' } }],
      note: 'The execution reports the previous image, and the newer build is cancelled.',
      breaks: ['leavesNewerBuilds'],
    }),
    row('the Update of a rollback, while the list of the images does not show the build that it started', pipelineScenario({
      builds: [{}, { durations: { building: 1_000_000 } }],
      faults: [
        { operation: 'GetImage', between: [18, 22], effect: { error: { code: 'ResourceNotFoundException' } } },
        { operation: 'CancelImageCreation', between: [1, 1], effect: IN_USE },
        { operation: 'ListImagePipelineImages', between: [4, 6], effect: { patch: [{ delete: 'imageSummaryList[0]' }] } },
      ],
    }), { Data: { Outcome: 'SUCCEEDED', ImageArn: built(1) }, images: [built(1), built(2)], seconds: 20, calls: expect.arrayContaining(['CancelImageCreation']) as unknown as string[] }, {
      requests: [CREATE, UPDATE, { RequestType: 'Update', oldProperties: { Trigger: 'second' } }],
      note: 'The list is read for two minutes, unless it shows the newest build, which is then cancelled.',
      breaks: ['answersBeforeTheList'],
    }),
    row('Delete while the build runs', RUNNING, { seconds: 10 }, {
      requests: [CREATE, { RequestType: 'Delete' }], note: 'The build is cancelled, and the deletion waits for it.', breaks: ['cancelsNothing'],
    }),
    row('Delete while the build runs, and the list of the images does not show it yet', { ...RUNNING, faults: [...RUNNING.faults!, { ...NOT_LISTED, between: [2, 4] }] }, { seconds: 40 }, {
      requests: [CREATE, { RequestType: 'Delete' }], note: 'The list is read for two minutes, unless it shows the build of the last trigger.', breaks: ['believesEmptyLists'],
    }),
    ...[['forward', HOUR], ['back', -HOUR]].map(([where, seconds]) => row(`Delete while the build runs, and the clock jumps an hour ${where} before the list shows it`, {
      ...RUNNING, faults: [...RUNNING.faults!, { ...NOT_LISTED, between: [2, 2] }],
    }, { seconds: 10 + Number(seconds), calls: ['ListImagePipelineImages', 'GetImagePipeline', 'ListImagePipelineImages', 'CancelImageCreation'] }, {
      requests: [CREATE, { RequestType: 'Delete' }],
      onWait: ({ aws }, wait) => { aws.lambda.nowMillis += wait === 1 ? Number(seconds) * 1000 : 0; },
      note: 'The list is read, and the build is cancelled, before the deletion ends.',
      breaks: [where === 'forward' ? 'givesUpUnseen' : 'trustsTheClock'],
    })),
    row('Delete that is denied', pipelineScenario({ faults: [{ operation: 'ListImagePipelineImages', effect: { error: { code: 'AccessDeniedException', message: 'Denied.' } } }] }), { seconds: 0 }, {
      requests: [{ RequestType: 'Delete', PhysicalResourceId: ID }], note: 'A build never prevents the deletion of a stack.', breaks: ['deleteMayFail'],
    }),
    row('Delete when the pipeline is gone', {}, { seconds: 0 }, { requests: [{ RequestType: 'Delete', PhysicalResourceId: ID }], note: 'A build never prevents the deletion of a stack.', breaks: ['deleteMayFail'] }),
    row('Delete while the service does not answer', { faults: [{ operation: '*', effect: { error: { code: 'ServiceUnavailableException' } } }] }, { seconds: 600 }, {
      requests: [{ RequestType: 'Delete', PhysicalResourceId: ID }],
      onWait: ({ aws }) => {
        aws.lambda.nowMillis += 290_000;
      },
      note: 'The call is retried for ten minutes, then the resource is deleted.',
      breaks: ['deleteWaitsForEver'],
    }),
    row('Delete of properties that nobody understands', pipelineScenario(), { seconds: 0, calls: [] }, {
      requests: [{ RequestType: 'Delete', PhysicalResourceId: 'whatever it was', properties: { ImagePipelineArn: 'odd' } }], note: 'Image Builder is not called.', breaks: ['deleteReadsAll'],
    }),
  ],
};

function forget({ simulator }: World): void {
  simulator.load({ clock: { rate: 0 }, ...pipelineScenario() }, { reset: true });
}
