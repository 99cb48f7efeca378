import { FaultRow, Topic } from './row';
import { Fault, Patch, Scenario, SeedImage, SeedWorkflowExecution } from '../../simulator';
import { COMPONENT_ARN, execution, image, IMAGE_ARN, PIPELINE_ARN } from '../seeds';
import { World } from '../world';

/** What `row` has no place of its own for. */
type Rest = Pick<FaultRow, 'note' | 'breaks'> & Partial<Pick<FaultRow, 'resource' | 'requests' | 'onWait'>> & { seconds?: number };

const BUILD = execution('BUILD', 'COMPLETED', 7);
const DONE = { WorkflowsTotal: '1', StepsTotal: '7', StepsSucceeded: '7' };

function seeded(...images: SeedImage[]): Scenario {
  return { seed: { images } };
}

function patched(operation: string, patch: readonly Patch[], members: Partial<Fault> = {}, workflowExecutions = [BUILD]): Scenario {
  return { ...seeded(image({ workflowExecutions })), faults: [{ operation, effect: { patch }, ...members }] };
}

const NEWER_ARN = IMAGE_ARN.replace('/4', '/5');
const AMIS_HERE = ['ami-0a', 'ami-0b'].map((ami) => ({ region: 'eu-central-1', accountId: '123456789012', image: ami }));
const DISTRIBUTED = [['ami-0b', '2026-01-05T09:00:00.000Z'], ['ami-0a', '2026-01-05T08:30:00.000Z']].map(([amiId, dateStopped]) => ({
  region: 'eu-central-1', amiId, status: 'Completed', dateStopped,
}));

/** From the first wait on, the service is like this. */
function then(scenario: Scenario): NonNullable<FaultRow['onWait']> {
  return ({ simulator }: World) => simulator.load({ clock: { rate: 0 }, ...scenario }, { reset: true });
}

function rolledBack(status: SeedWorkflowExecution['status']): SeedImage {
  const steps = [{ name: 'RunTests', action: 'ExecuteComponents', status: 'FAILED' as const, message: 'exit status 1' }];
  return image({ status: 'FAILED', workflowExecutions: [BUILD, { type: 'TEST', status, steps }] });
}

function row(fault: string, given: Scenario, Data: Record<string, string | RegExp>, members: Rest): FaultRow {
  const { seconds, ...rest } = members;
  return { fault, given, resource: 'Build', expected: { Status: 'SUCCESS', Data, seconds }, ...rest };
}

export const MEANING: Topic = {
  title: 'Answers that are strange, old or contradictory',
  rows: [
    row('an image status that nobody knows', patched('GetImage', [{ set: 'image.state.status', value: 'QUARANTINED' }]), { Outcome: 'IN_PROGRESS', ImageStatus: 'QUARANTINED' }, {
      note: 'An unknown status is neither an end nor a success.', breaks: ['unknownIsSuccess'],
    }),
    row('a workflow status that nobody knows', patched('ListWorkflowExecutions', [{ set: 'workflowExecutions[*].status', value: 'PAUSED' }]), {
      Outcome: 'SUCCEEDED', BuildWorkflowStatus: 'PAUSED', WorkflowsRunning: '1',
    }, { seconds: 15, note: 'An unknown status is not an end. An image that is available at the same time is read again for 15 seconds.', breaks: ['unknownHasEnded'] }),
    row('a step action that nobody knows', seeded(image({
      status: 'FAILED', workflowExecutions: [{ type: 'BUILD', status: 'FAILED', steps: [{ name: 'Beam', action: 'TeleportImage', status: 'FAILED', message: 'No signal' }] }],
    })), { FailedStep: 'Beam', FailedStepAction: 'TeleportImage', FailedComponent: 'NONE', FailureMessage: 'No signal' }, {
      note: 'Only `ExecuteComponents` runs components.', breaks: ['everyActionRunsComponents'],
    }),
    row('names with escape sequences, line breaks and characters that reverse text', patched('ListWorkflowStepExecutions', [
      { set: 'steps[0].name', value: 'Re\u001b[31md\n' }, { set: 'steps[0].action', value: 'Ac\u202etion' },
    ], {}, [execution('BUILD', 'FAILED', 1, 'FAILED')]), { FailedStep: 'Re [31md', FailedStepAction: 'Action' }, {
      note: 'Control characters are blanks, and invisible characters are omitted.', breaks: ['rendersAsIs', 'keepsInvisible'],
    }),
    row('members that nobody knows', patched('GetImage', [{ set: 'image.aura', value: { colour: 'green' } }, { set: 'image.state.mood', value: 'calm' }], {}, [BUILD]), { Outcome: 'SUCCEEDED', ...DONE }, {
      note: 'Unknown members are ignored.', breaks: ['refusesNovelties'],
    }),
    row('a workflow without a type', seeded(image({
      workflowExecutions: [{ ...execution(undefined, 'COMPLETED', 7), workflowArn: 'arn:aws:imagebuilder:eu-central-1:aws:workflow/build/build-image/1.0.3/1' }],
    })), { BuildWorkflowStatus: 'COMPLETED', ...DONE }, { note: 'The type is read from the ARN of the workflow.', breaks: ['needsType'] }),
    row('workflows without counts', seeded(image({ workflowExecutions: [{ ...BUILD, counts: {} }] })), DONE, {
      note: 'The steps are listed and counted.', breaks: ['missingCountsAreZero'],
    }),
    row('counts that are no counts', patched('ListWorkflowExecutions', [{ set: 'workflowExecutions[*].totalStepCount', value: -1 }]), DONE, {
      note: 'The counts are treated as absent.', breaks: ['believesAnyNumber'],
    }),
    row('counts are absent and the steps as well', seeded(image({ workflowExecutions: [{ ...BUILD, steps: [], counts: {} }] })), { WorkflowsTotal: '1', StepsTotal: 'UNKNOWN', StepsFailed: 'UNKNOWN' }, {
      note: 'An unknown count is not 0.', breaks: ['nothingIsZero'],
    }),
    row('an answer about another image', patched('GetImage', [{ set: 'image.arn', value: NEWER_ARN }], { nth: 1 }), DONE, {
      seconds: 5, note: 'The next poll retries the call.', breaks: ['believesOtherImages'],
    }),
    row('a time that is none', patched('GetImage', [{ set: 'image.deprecationTime', value: 'soon' }]), { Outcome: 'SUCCEEDED', ...DONE }, {
      note: 'It counts as absent, and the rest is reported.', breaks: ['insistsOnTimes'],
    }),
    row('a log group whose name CloudWatch Logs would refuse', patched('GetImage', [{ set: 'image.loggingConfiguration', value: { logGroupName: 'not a group' } }]), { LogGroup: 'UNKNOWN', LogStream: '1.2.3/4' }, {
      note: 'What cannot be a log group is not reported as one.', breaks: ['namesAnyLogGroup'],
    }),
    row('an answer without the image', patched('GetImage', [{ delete: 'image' }], { nth: 1 }), DONE, {
      seconds: 5, note: 'The next poll retries the call.', breaks: ['failsOnTrouble'],
    }),
    row('a step that runs for ever', seeded(image({ status: 'BUILDING', workflowExecutions: [{ ...execution('BUILD', 'RUNNING', 1, 'RUNNING'), endTime: undefined }] })), {
      Outcome: 'IN_PROGRESS', WorkflowsRunning: '1', FinishedAt: 'NONE', DurationSeconds: 'UNKNOWN',
    }, { note: 'A report does not wait for builds.', breaks: ['unknownIsSuccess'] }),
    row('the image is available, its workflow still runs', seeded(image({ workflowExecutions: [execution('BUILD', 'RUNNING', 7)] })), { Outcome: 'SUCCEEDED', WorkflowsSucceeded: '1', WorkflowsRunning: '0' }, {
      onWait: then(seeded(image({ workflowExecutions: [BUILD] }))),
      seconds: 5,
      note: 'The two answers are of different moments, so both are read again, for 15 seconds at most.',
      breaks: ['neverSettles'],
    }),
    row('a workflow was retried', seeded(image({ workflowExecutions: [{ ...execution('BUILD', 'FAILED', 3, 'FAILED'), retried: true }, BUILD] })), {
      WorkflowsTotal: '1', WorkflowsFailed: '0', StepsFailed: '0', BuildWorkflowStatus: 'COMPLETED', FailedStep: 'NONE',
    }, { note: 'Only the last run is counted.', breaks: ['countsRetried'] }),
    row('a workflow was retried, and nothing says so', seeded(image({
      workflowExecutions: [{ ...BUILD, startTime: '2026-01-05T09:00:00.000Z', retried: null }, { ...execution('BUILD', 'FAILED', 3, 'FAILED'), retried: null }],
    })), { WorkflowsTotal: '1', WorkflowsFailed: '0', StepsFailed: '0', BuildWorkflowStatus: 'COMPLETED' }, {
      note: 'A later run of the same workflow replaces a run that failed.', breaks: ['needsRetriedFlag'],
    }),
    row('a test failed, and the same workflow ran once more with other parameters', seeded(image({
      workflowExecutions: [
        BUILD,
        { ...execution('TEST', 'FAILED', 3, 'FAILED'), startTime: '2026-01-05T09:00:00.000Z' },
        { ...execution('TEST', 'COMPLETED', 3), startTime: '2026-01-05T09:10:00.000Z' },
      ],
    })), { WorkflowsTotal: '3', WorkflowsFailed: '1', TestWorkflowStatus: 'FAILED' }, {
      note: 'A run that was not retried is counted, whatever ran after it.', breaks: ['guessesRetries'],
    }),
    row('a workflow was rolled back', seeded(rolledBack('ROLLBACK_COMPLETED')), {
      Outcome: 'FAILED', WorkflowsFailed: '1', TestWorkflowStatus: 'ROLLBACK_COMPLETED', FailedStep: 'RunTests', FailureMessage: 'exit status 1',
    }, { note: 'A workflow that was rolled back has failed.', breaks: ['rollbackIsNoFailure'] }),
    row('the image has failed, its workflow is still being rolled back', seeded(rolledBack('ROLLBACK_IN_PROGRESS')), { Outcome: 'FAILED', FailedStep: 'RunTests' }, {
      onWait: then(seeded(rolledBack('ROLLBACK_COMPLETED'))), seconds: 5, note: 'The build is read again, for 15 seconds at most.', breaks: ['neverSettles'],
    }),
    row('the build was cancelled', seeded(image({ status: 'CANCELLED', workflowExecutions: [execution('BUILD', 'CANCELLED', 1, 'CANCELLED')] })), { Outcome: 'CANCELLED', BuildWorkflowStatus: 'CANCELLED', FailedStep: 'NONE' }, {
      note: 'A cancelled build has not failed.', breaks: ['cancelledIsFailure'],
    }),
    {
      ...row('the build was cancelled', seeded(image({ status: 'CANCELLED' })), {}, { note: 'The reason names where to look.', breaks: ['cancelledIsFailure'] }),
      resource: 'Strict',
      expected: { Status: 'FAILED', Reason: /^BUILD_CANCELLED: The build of arn:\S+:image\/golden\/1\.2\.3\/4 was cancelled\. Look at https:/ },
    },
    row('the image was deleted', seeded(image({ status: 'DELETED' })), { Outcome: 'NO_IMAGE', ImageStatus: 'DELETED', AmiId: 'NONE' }, {
      note: 'There is no image, and `ImageStatus` gives the reason.', breaks: ['deletedIsSuccess'],
    }),
    row('the image was deleted, and its AMIs are listed all the same', seeded(image({
      status: 'DELETED', amis: [{ region: 'eu-central-1', image: 'ami-0a' }],
    })), { Outcome: 'NO_IMAGE', AmiId: 'NONE', OutputImages: 'NONE' }, { note: 'What was deleted with the image is no output.', breaks: ['listsDeletedOutputs'] }),
    row('the image was disabled after it was built', seeded(image({ status: 'DISABLED', amis: [{ region: 'eu-central-1', image: 'ami-0a' }] })), {
      Outcome: 'SUCCEEDED', ImageStatus: 'DISABLED', ImageStatusReason: /its AMIs cannot be launched\.$/, AmiId: 'NONE',
    }, { note: 'It was built and exists, and cannot be launched.', breaks: ['launchesDisabledImages'] }),
    row('the image was deprecated after it was built', seeded(image({ status: 'DEPRECATED', amis: [{ region: 'eu-central-1', image: 'ami-0a' }] })), {
      Outcome: 'SUCCEEDED', ImageStatus: 'DEPRECATED', ImageStatusReason: /^The image is deprecated: /, AmiId: /^ami-/,
    }, { note: 'It can be launched.', breaks: ['saysNothingOfStates'] }),
    row('an available image does not list its outputs', patched('GetImage', [{ delete: 'image.outputResources' }]), {
      Outcome: 'SUCCEEDED', AmiId: 'UNKNOWN', ImageUri: 'NONE', OutputImages: 'UNKNOWN',
    }, { note: 'An image that was built has an output, which is not known then.', breaks: ['missingOutputsAreNone'] }),
    row('two AMIs in the Region of the image', patched('GetImage', [{ set: 'image.outputResources.amis', value: AMIS_HERE }]), { AmiId: 'UNKNOWN', OutputImages: /ami-0a,.*ami-0b$/ }, {
      note: 'Neither is preferred without evidence.', breaks: ['takesTheFirstAmi'],
    }),
    row('two AMIs in the Region of the image, and the steps of the distribution show the last', patched('GetImage', [{ set: 'image.outputResources.amis', value: AMIS_HERE }], {}, [
      BUILD, { type: 'DISTRIBUTION', status: 'COMPLETED', steps: [{ name: 'Distribute', action: 'DistributeImage', status: 'COMPLETED', outputs: { distributedImages: DISTRIBUTED } }] },
    ]), { AmiId: 'ami-0b' }, { note: 'The AMI is the one that was distributed last.', breaks: ['takesTheFirstAmi'] }),
    row('a container image with several tags', patched('GetImage', [
      { set: 'image.outputResources', value: { containers: [{ region: 'eu-central-1', imageUris: ['golden:1', 'golden:latest', 'golden:1.2.3-4'] }] } },
    ]), { ImageUri: 'golden:1.2.3-4', AmiId: 'NONE' }, { note: 'The URI has the tag that no other image of the recipe gets.', breaks: ['takesAnyTag'] }),
    row('an AMI without an account, as the service listed them until 2020', patched('GetImage', [{ delete: 'image.outputResources.amis[*].accountId' }]), { AmiId: /^ami-/ }, {
      note: 'AMIs were only in the account of the image then.', breaks: ['needsAccounts'],
    }),
    row('the newest image of the pipeline was deleted, and is listed all the same', seeded(
      image({ pipelineArn: PIPELINE_ARN, dateCreated: '2026-01-01T00:00:00.000Z' }),
      image({ pipelineArn: PIPELINE_ARN, dateCreated: '2026-01-02T00:00:00.000Z', arn: NEWER_ARN, status: 'DELETED' }),
    ), { Outcome: 'SUCCEEDED', ImageArn: IMAGE_ARN }, { resource: 'Latest', note: 'The newest image that exists is reported.', breaks: ['takesDeletedImages'] }),
    row('the newest image of the pipeline is deleted before it is read', {
      ...seeded(
        image({ pipelineArn: PIPELINE_ARN, dateCreated: '2026-01-01T00:00:00.000Z' }),
        image({ pipelineArn: PIPELINE_ARN, dateCreated: '2026-01-02T00:00:00.000Z', arn: NEWER_ARN }),
      ),
      faults: [{ operation: 'GetImage', where: { imageBuildVersionArn: NEWER_ARN }, effect: { error: { code: 'ResourceNotFoundException', message: 'Gone.' } } }],
    }, { Outcome: 'SUCCEEDED', ImageArn: IMAGE_ARN }, { resource: 'Latest', note: 'The next image is reported.', breaks: ['takesOneImage'] }),
    {
      ...row('the image is deleted between two polls', { ...seeded(image()), faults: [{ operation: 'ListWorkflowExecutions', effect: 'emptyBody' }] }, {}, {
        onWait: then({}), note: 'The reason names what to check.', breaks: ['notFoundIsPassing'],
      }),
      expected: { Status: 'FAILED', Reason: new RegExp(`^IMAGE_NOT_FOUND: GetImage does not find ${IMAGE_ARN}\\. Check that `), seconds: 5 },
    },
    row('the image that a pipeline lists is deleted before it is read', {
      ...seeded(image({ pipelineArn: PIPELINE_ARN })), faults: [{ operation: 'GetImage', effect: { error: { code: 'ResourceNotFoundException', message: 'Gone.' } } }],
    }, { Outcome: 'NO_IMAGE', StepsFailed: 'UNKNOWN' }, { resource: 'Latest', note: 'The pipeline has no image.', breaks: ['notFoundIsPassing'] }),
    {
      ...row('the workflows of the newest image are not found', {
        ...seeded(image({ pipelineArn: PIPELINE_ARN })), faults: [{ operation: 'ListWorkflowExecutions', effect: { error: { code: 'ResourceNotFoundException', message: 'Gone.' } } }],
      }, {}, { resource: 'Latest', note: 'What a build did is not known then, which is not a pipeline without an image.', breaks: ['notFoundIsNoImage'] }),
      expected: { Status: 'FAILED', Reason: /^IMAGE_NOT_FOUND: ListWorkflowExecutions does not find / },
    },
    {
      ...row('the pipeline is not found', {
        ...seeded(image({ pipelineArn: PIPELINE_ARN })), faults: [{ operation: 'ListImagePipelineImages', effect: { error: { code: 'ResourceNotFoundException', message: 'Gone.' } } }],
      }, {}, { resource: 'Latest', note: 'The call is retried for 20 seconds, because the pipeline may be new.', breaks: ['notFoundIsNoImage'] }),
      expected: { Status: 'FAILED', Reason: /^PIPELINE_NOT_FOUND: ListImagePipelineImages does not find \S+:image-pipeline\/golden\. Check that / },
    },
    {
      ...row('the pipeline does not exist, and its list of images is empty', seeded(), {}, {
        resource: 'Latest', note: 'A pipeline that does not exist is no pipeline without an image.', breaks: ['emptyIsNoImage'],
      }),
      expected: { Status: 'FAILED', Reason: /^PIPELINE_NOT_FOUND: GetImagePipeline does not find \S+:image-pipeline\/golden\. Check that / },
    },
    row('the pipeline has no image', {
      ...seeded(image({ pipelineArn: PIPELINE_ARN })), faults: [{ operation: 'ListImagePipelineImages', effect: { patch: [{ set: 'imageSummaryList', value: [] }] } }],
    }, { Outcome: 'NO_IMAGE', ImageArn: 'NONE', AmiId: 'NONE', StepsFailed: 'UNKNOWN' }, { resource: 'Latest', note: 'What does not exist has no counts.', breaks: ['noImageIsZero'] }),
    row('no image has been built yet where a report was asked for one', seeded(), { Outcome: 'NO_IMAGE', ImageArn: 'NONE' }, {
      requests: [{ RequestType: 'Create', properties: { SourceArn: 'NONE' } }],
      note: 'The ARN of a pipeline execution without an image is `NONE`.',
      breaks: ['asksForNone'],
    }),
    row('the pipeline execution does not know its image', seeded(), {
      Outcome: 'UNKNOWN', ImageArn: 'UNKNOWN', AmiId: 'UNKNOWN', FailureMessage: /^The pipeline execution does not know its image and /,
    }, {
      requests: [{ RequestType: 'Create', properties: { SourceArn: 'UNKNOWN' } }],
      note: 'An image that is not known is not none.',
      breaks: ['unknownIsNoImage'],
    }),
    row('the component that failed stands in a message and nowhere else', seeded(image({
      status: 'FAILED', reason: `Document ${COMPONENT_ARN} failed`, workflowExecutions: [],
    })), { Outcome: 'FAILED', FailedComponent: COMPONENT_ARN, FailedStep: 'UNKNOWN' }, { note: 'The component is read from the message.', breaks: ['readsNoMessages'] }),
  ],
};
