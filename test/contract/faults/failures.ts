import { FaultRow, Topic } from './row';
import { SeedImage } from '../../simulator';
import { COMPONENT_ARN, execution, image } from '../seeds';

const CONTEXT = {
  imageStatus: 'TESTING',
  failedStep: 'RunTests',
  componentFailure: { componentArn: COMPONENT_ARN, phaseName: 'test', stepName: 'Check', action: 'ExecuteBash', errorMessage: 'rpcbind is active' },
};

const COMMAND = '12345678-9abc-def0-1234-56789abcdef0';
const COMMAND_OUTPUT = { status: 'Failed', output: '+ export DB_PASSWORD=hunter2' };
const DISTRIBUTED = [
  { region: 'eu-west-1', status: 'Failed', step: 'CopyAmiRunning', errorMessage: 'No quota' },
  { region: 'us-east-1', status: 'TimedOut', step: 'CopyAmiRunning' },
  { region: 'eu-central-1', status: 'Completed', step: 'Completed', amiId: 'ami-0a' },
];

function failed(members: Partial<SeedImage> = {}, step = {}): { seed: { images: SeedImage[] } } {
  return {
    seed: {
      images: [image({
        status: 'FAILED',
        reason: 'Workflow failed',
        workflowExecutions: [execution('BUILD', 'COMPLETED', 7), {
          type: 'TEST', status: 'ROLLBACK_COMPLETED', steps: [{ name: 'RunTests', action: 'ExecuteComponents', status: 'FAILED', ...step }],
        }],
        ...members,
      })],
    },
  };
}

function row(fault: string, given: FaultRow['given'], Data: Record<string, string | RegExp>, members: Pick<FaultRow, 'note' | 'breaks'>): FaultRow {
  return { fault, resource: 'Build', given, expected: { Status: 'SUCCESS', Data }, ...members };
}

export const FAILURES: Topic = {
  title: 'Builds that fail',
  rows: [
    row('with a whole account of the failure (`failureContext`)', failed({ failureContext: CONTEXT }), {
      Outcome: 'FAILED',
      FailureStage: 'TEST',
      FailedStep: 'RunTests',
      FailedComponent: COMPONENT_ARN,
      FailedPhase: 'test',
      FailureMessage: 'Check (ExecuteBash): rpcbind is active',
    }, { note: 'The cause is Image Builder\'s own description of the failure.', breaks: ['readsNoAccount'] }),
    row('with an account in part', failed({ failureContext: { componentFailure: { errorMessage: 'rpcbind is active' } } }), {
      FailureStage: 'TEST', FailedStep: 'RunTests', FailedComponent: 'UNKNOWN', FailureMessage: 'rpcbind is active',
    }, { note: 'The missing parts are read from the steps.', breaks: ['wantsWholeAccounts'] }),
    row('without an account', failed({}, { outputs: { error: `Document ${COMPONENT_ARN} failed`, logUrl: 'https://logs.example/1' } }), {
      FailureStage: 'TEST', FailedStep: 'RunTests', FailureMessage: `Document ${COMPONENT_ARN} failed (log: https://logs.example/1)`,
    }, { note: 'The cause is read from the outputs of the failed step.', breaks: ['readsNoOutputs'] }),
    row('with the summary of AWSTOE in the outputs of the step', failed({}, {
      outputs: { runCommandId: COMMAND, status: 'Failed', output: JSON.stringify({ executionId: 'a1', failureMessage: `Document ${COMPONENT_ARN} failed!`, logUrl: 's3://logs/1' }) },
    }), {
      FailedComponent: COMPONENT_ARN, FailureMessage: `Document ${COMPONENT_ARN} failed! (SSM command ${COMMAND}, log: s3://logs/1)`,
    }, { note: 'The summary names the component, the command and the log.', breaks: ['readsNoSummary'] }),
    row('and the outputs of the step have what a command wrote', failed({}, { outputs: COMMAND_OUTPUT }), { FailedStep: 'RunTests', FailureMessage: 'Workflow failed' }, {
      note: 'It can contain secrets, and is shown only with `logTail`.', breaks: ['showsCommandOutput'],
    }),
    {
      ...row('and the outputs of the step have what a command wrote', failed({}, { outputs: COMMAND_OUTPUT }), { FailureMessage: /^\+ export DB_PASSWORD=/ }, {
        note: 'What commands write was requested.', breaks: ['readsNoOutputs'],
      }),
      resource: 'Logged',
    },
    row('with outputs that are no JSON', failed({}, { outputs: '{"error": "rpc' }), { FailedStep: 'RunTests', FailureMessage: 'Workflow failed' }, {
      note: 'The message is the reason of the image.', breaks: ['wantsJsonOutputs'],
    }),
    row('without a word', failed({ reason: undefined }), { FailedStep: 'RunTests', FailureMessage: 'UNKNOWN' }, {
      note: 'No message is invented.', breaks: ['silenceIsEmpty'],
    }),
    row('at the third attempt of a step', failed({}, { message: 'exit status 1', attemptNumber: 3, maxAttempts: 3 }), {
      FailedStep: 'RunTests', FailureMessage: 'exit status 1 (attempt 3 of 3)',
    }, { note: 'The message names the attempt.', breaks: ['readsNoAttempts'] }),
    row('not: a step passed at its third attempt', {
      seed: {
        images: [image({
          workflowExecutions: [{
            ...execution('BUILD', 'COMPLETED', 0),
            counts: {},
            steps: [1, 2, 3].map((attemptNumber) => ({
              name: 'Flaky', action: 'RunCommand', status: attemptNumber < 3 ? 'FAILED' as const : 'COMPLETED' as const, attemptNumber, maxAttempts: 3,
            })),
          }],
        })],
      },
    }, { Outcome: 'SUCCEEDED', StepsTotal: '1', StepsFailed: '0', FailedStep: 'NONE' }, { note: 'The step is counted once, with its last status.', breaks: ['countsEveryAttempt'] }),
    row('in one Region of three', failed({
      workflowExecutions: [execution('BUILD', 'COMPLETED', 7)],
      failureContext: { imageStatus: 'DISTRIBUTING', distributionFailure: { regionFailures: [{ region: 'eu-west-1', status: 'FAILED', errorMessage: 'No quota' }] } },
      amis: ['eu-central-1', 'us-east-1'].map((region) => ({ region, image: `ami-0${region}` })),
    }), {
      FailureStage: 'DISTRIBUTION',
      FailedRegions: 'eu-west-1',
      FailureMessage: 'eu-west-1: No quota',
      FailedWorkflow: 'NONE',
      FailedStep: 'NONE',
      StepsFailed: '0',
      OutputImages: 'eu-central-1/123456789012=ami-0eu-central-1,us-east-1/123456789012=ami-0us-east-1',
    }, { note: 'No step fails in this case. The other Regions have their AMI.', breaks: ['knowsNoRegions'] }),
    row('in a Region, after a test that failed and let the image go on', failed({
      failureContext: { imageStatus: 'INTEGRATING', distributionFailure: { regionFailures: [{ region: 'eu-west-1', status: 'FAILED', errorMessage: 'No template' }] } },
    }), { FailureStage: 'DISTRIBUTION', FailedWorkflow: 'NONE', FailedStep: 'NONE', FailedRegions: 'eu-west-1', FailureMessage: 'eu-west-1: No template' }, {
      note: 'The test did not fail the image, and is not named as the cause.', breaks: ['blamesAnyStage'],
    }),
    row('in two Regions, and only the outputs of the step name them', {
      seed: {
        images: [image({
          status: 'FAILED',
          workflowExecutions: [execution('BUILD', 'COMPLETED', 7), {
            type: 'DISTRIBUTION', status: 'FAILED', steps: [{ name: 'Distribute', action: 'DistributeImage', status: 'FAILED', outputs: { distributedImages: DISTRIBUTED } }],
          }],
        })],
      },
    }, {
      FailureStage: 'DISTRIBUTION', FailedRegions: 'eu-west-1,us-east-1', FailureMessage: 'eu-west-1: No quota; us-east-1 (TIMED_OUT)',
    }, { note: 'The outputs of the step describe each Region.', breaks: ['readsNoStepRegions'] }),
    row('in one Region, in which the distribution was cancelled', failed({
      workflowExecutions: [execution('BUILD', 'COMPLETED', 7)],
      failureContext: { imageStatus: 'DISTRIBUTING', distributionFailure: { regionFailures: [{ region: 'eu-west-1', status: 'CANCELLED', errorMessage: 'Stopped' }] } },
    }), { FailedRegions: 'eu-west-1', FailureMessage: 'eu-west-1 (CANCELLED): Stopped' }, {
      note: 'How it ended is part of the message.', breaks: ['hidesHowRegionsEnded'],
    }),
    row('in a test, and the image is available all the same', {
      seed: { images: [image({ workflowExecutions: [execution('BUILD', 'COMPLETED', 7), execution('TEST', 'FAILED', 1, 'FAILED')] })] },
    }, { Outcome: 'SUCCEEDED', TestWorkflowStatus: 'FAILED', StepsFailed: '1', FailedStep: 'Step0' }, {
      note: '`Outcome` describes the image, and the failure attributes describe what failed.', breaks: ['rollbackIsOnlyFailure'],
    }),
    {
      ...row('and the deployment is to fail', failed({ failureContext: CONTEXT }), {}, { note: 'The reason names what failed, why, and where to look.', breaks: ['failsOnNothing'] }),
      resource: 'Strict',
      expected: {
        Status: 'FAILED',
        Reason: /^BUILD_FAILED: The build of arn:\S+ failed in stage TEST, at step RunTests \(ExecuteComponents\), in component arn:\S+, in phase test: Check \(ExecuteBash\): rpcbind is active\. Look at https:\S+ and at stream 1\.2\.3\/4 of log group \/aws\/imagebuilder\/golden\.$/,
      },
    },
  ],
};
