import { FaultRow, Topic } from './row';
import { Scenario, SeedWorkflowExecution } from '../../simulator';
import { execution, image } from '../seeds';

/** 32 kB of UTF-8, and more of JSON. */
const LONG = '検査"\n'.repeat(4_000);

const FAILED_TEST: SeedWorkflowExecution = {
  type: 'TEST', status: 'FAILED', steps: [{ name: 'RunTests', action: 'ExecuteComponents', status: 'FAILED', message: '検査'.repeat(250) }],
};

function failed(errorMessage: string, members = {}): Scenario {
  const distributionFailure = { errorMessage, regionFailures: [{ region: 'eu-west-1', status: 'FAILED', errorMessage }] };
  return { seed: { images: [image({ status: 'FAILED', failureContext: { distributionFailure }, ...members })] } };
}

/** Everything that has a length has more of it than fits. */
function oversize(): Scenario {
  return {
    ...failed(LONG, {
      reason: '🔥'.repeat(512),
      workflowExecutions: [FAILED_TEST],
      amis: Array.from({ length: 300 }, (_, i) => ({ image: `ami-${String(i).padStart(17, '0')}`, region: 'eu-central-1', accountId: String(100_000_000_000 + i) })),
      members: { loggingConfiguration: { logGroupName: `/aws/imagebuilder/${'g'.repeat(490)}` } },
    }),
    faults: [{
      operation: 'GetImage',
      effect: {
        patch: [
          { set: 'image.name', value: '長'.repeat(1_000) },
          { set: 'image.buildType', value: 'X'.repeat(2_000) },
          { set: 'image.state.failureContext.failedStep', value: 'S'.repeat(2_000) },
          { set: 'image.state.failureContext.workflowArn', value: `arn:${'w'.repeat(2_000)}` },
          { set: 'image.state.failureContext.distributionFailure.regionFailures', value: Array.from({ length: 100 }, (_, i) => ({ region: `xx-north-${i}`, errorMessage: LONG.slice(0, 1_000) })) },
        ],
      },
    }],
  };
}

function row(fault: string, resource: FaultRow['resource'], given: Scenario, expected: FaultRow['expected'], members: Partial<FaultRow> & Pick<FaultRow, 'note' | 'breaks'>): FaultRow {
  return { fault, resource, given, expected, ...members };
}

export const SIZE: Topic = {
  title: 'Too much',
  rows: [
    row('60 workflow executions with 25 steps each, without counts, in pages of 10', 'Build', {
      seed: { images: [image({ workflowExecutions: Array.from({ length: 60 }, (_, i) => ({ ...execution('TEST', 'COMPLETED', 25), parallelGroup: `group${i}`, counts: {} })) })] },
      pageSize: 10,
    }, { Status: 'SUCCESS', Data: { WorkflowsTotal: '60', StepsTotal: '1500', StepsSucceeded: '1500', Truncated: 'false' } }, {
      note: 'All lists are read, five at a time.', breaks: ['readsOnePage'],
    }),
    row('messages of 32 kB in characters of three bytes', 'Build', failed(LONG), {
      Status: 'SUCCESS', Data: { FailedRegions: 'eu-west-1', FailureMessage: /^eu-west-1: (検査" )+[検査]{0,2}"?…$/, Truncated: 'true' },
    }, { note: 'Text is cut to fit into 4,096 bytes, and `Truncated` is `true`.', breaks: ['cutsNothing'] }),
    row('messages of 32 kB in characters of three bytes', 'Strict', failed(LONG), {
      Status: 'FAILED', Reason: /^BUILD_FAILED: The build .*: eu-west-1: (検査" )+[検査]{0,2}"?… Look at https:\S+ and at stream /,
    }, { note: 'The cause is cut. Where to look is kept.', breaks: ['cutsNoCause'] }),
    row('a refusal in 32 kB', 'Build', {
      seed: { images: [image()] }, faults: [{ operation: 'GetImage', effect: { error: { code: 'InvalidRequestException', message: LONG } } }],
    }, { Status: 'FAILED', Reason: /^SERVICE_REFUSED: GetImage of arn:\S+ was refused with InvalidRequestException \(HTTP 400\): (検査" )+[検査]{0,2}"?…$/ }, {
      note: 'The reason has one line of the refusal.', breaks: ['quotesAll'],
    }),
    row('everything is longer than it may be', 'Build', oversize(), {
      Status: 'SUCCESS', Data: { Outcome: 'FAILED', FailureStage: 'DISTRIBUTION', Truncated: 'true', ImageVersion: '1.2.3/4' },
    }, { note: 'Free text is cut first, then lists, then everything else. No attribute is left out.', breaks: ['cutsTextOnly'] }),
    row('everything is longer than it may be', 'Strict', oversize(), { Status: 'FAILED', Reason: /^BUILD_FAILED: The build of arn:\S+ failed in stage DISTRIBUTION, at step S+…/ }, {
      note: 'The reason is shortened in the same order.', breaks: ['quotesNamesInFull'],
    }),
  ],
};
