import { FaultRow, Topic } from './row';
import { Fault, Scenario, SeedImage } from '../../simulator';
import { tokenOf } from '../../simulator/operations/pagination';
import { REGION } from '../report-stack';
import { execution, image, IMAGE_ARN, PIPELINE_ARN } from '../seeds';

/** The first execution has steps and no counts, so that they are listed. */
function executions(number: number): SeedImage['workflowExecutions'] {
  const counted = Array.from({ length: number - 1 }, (_, i) => ({ ...execution('TEST', 'COMPLETED', 2), parallelGroup: `group${i}` }));
  return [{ ...execution('BUILD', 'COMPLETED', 26), counts: {} }, ...counted];
}

const NINE = { images: [image({ workflowExecutions: executions(9) })] };
const ALL_NINE = { WorkflowsTotal: '9', StepsTotal: '42', StepsSucceeded: '42' };

/** Leads to the list from its beginning, as the token of an empty page before it does. */
const TO_THE_LIST = tokenOf('ListWorkflowExecutions', REGION, { imageBuildVersionArn: IMAGE_ARN }, 0);

function listing(faults: readonly Omit<Fault, 'operation'>[], scenario: Scenario = {}): Scenario {
  return { seed: NINE, ...scenario, faults: faults.map((fault) => ({ operation: 'ListWorkflowExecutions', ...fault })) };
}

function row(fault: string, given: Scenario, members: Pick<FaultRow, 'note' | 'breaks'> & { seconds?: number }): FaultRow {
  const { seconds, ...rest } = members;
  return { fault, resource: 'Build', given, expected: { Status: 'SUCCESS', Data: ALL_NINE, seconds }, ...rest };
}

/** 26 images, the newest somewhere in the middle; it has 26 executions, and the first of these 26 steps. */
function pages(): SeedImage[] {
  return Array.from({ length: 26 }, (_, i) => image({
    arn: IMAGE_ARN.replace('/4', `/${i + 1}`),
    pipelineArn: PIPELINE_ARN,
    dateCreated: new Date(Date.UTC(2026, 0, 1 + (i * 7) % 26)).toISOString(),
    ...((i * 7) % 26 === 25 ? { workflowExecutions: executions(26) } : {}),
  }));
}

export const LISTS: Topic = {
  title: 'Lists and pages',
  rows: [
    {
      fault: 'pages of 1, of 2, … and of 25 entries, which are full to the last',
      resource: 'Latest',
      given: { seed: { images: pages() } },
      requests: Array.from({ length: 25 }, (_, i) => ({
        RequestType: 'Create' as const,
        before: ({ simulator }) => simulator.load({ pageSize: i + 1 }),
      })),
      everyAnswer: true,
      expected: { Status: 'SUCCESS', Data: { Outcome: 'SUCCEEDED', WorkflowsTotal: '26', StepsTotal: '76' } },
      note: 'Images, workflows and steps are read to the last page.',
      breaks: ['readsOnePage'],
    },
    row('an empty page with a token', listing([{
      nth: 1, effect: { patch: [{ set: 'workflowExecutions', value: [] }, { set: 'nextToken', value: TO_THE_LIST }] },
    }]), { note: 'Only a missing token ends a list.', breaks: ['endsAtEmptyPage'] }),
    row('a page without its list, with a token', listing([{
      nth: 1, effect: { patch: [{ delete: 'workflowExecutions' }, { set: 'nextToken', value: TO_THE_LIST }] },
    }]), { note: 'The page counts as an empty page.', breaks: ['endsAtEmptyPage'] }),
    {
      ...row('the list of the steps is absent', {
        seed: NINE, faults: [{ operation: 'ListWorkflowStepExecutions', effect: { patch: [{ delete: 'steps' }] } }],
      }, { note: 'Steps that were not seen are not zero.', breaks: ['nothingIsZero'] }),
      expected: { Status: 'SUCCESS', Data: { WorkflowsTotal: '9', StepsTotal: 'UNKNOWN', StepsFailed: 'UNKNOWN' } },
    },
    {
      ...row('the list of the workflows is absent', listing([{ effect: { patch: [{ delete: 'workflowExecutions' }] } }]), {
        note: 'Workflows that were not seen are not none, and may have failed.', breaks: ['absentWorkflowsAreNone'],
      }),
      expected: {
        Status: 'SUCCESS',
        Data: { Outcome: 'SUCCEEDED', WorkflowsTotal: 'UNKNOWN', BuildWorkflowStatus: 'UNKNOWN', StepsTotal: 'UNKNOWN', FailureStage: 'UNKNOWN' },
      },
    },
    {
      ...row('the list of the workflows is empty', listing([{ effect: { patch: [{ set: 'workflowExecutions', value: [] }] } }]), {
        note: 'Steps that were not seen are not zero.', breaks: ['noWorkflowIsNoStep'],
      }),
      expected: { Status: 'SUCCESS', Data: { Outcome: 'SUCCEEDED', WorkflowsTotal: '0', BuildWorkflowStatus: 'NONE', StepsTotal: 'UNKNOWN', FailureStage: 'NONE' } },
    },
    row('entries of a list are null', listing([{ effect: { patch: [{ set: 'workflowExecutions[1]', value: null }] } }], {
      seed: { images: [image({ workflowExecutions: executions(10) })] },
    }), { note: 'The entries are ignored.', breaks: ['believesNulls'] }),
    {
      ...row('a workflow moves to the next page while the list is read', listing([{
        effect: { patch: [{ set: 'workflowExecutions[0].workflowExecutionId', value: 'wf-12345678-9abc-def0-1234-56789abcdef0' }] },
      }], { pageSize: 8, seed: { images: [image({ workflowExecutions: executions(10)!.slice(1) })] } }), {
        note: 'It is counted once.', breaks: ['countsTwice'],
      }),
      expected: { Status: 'SUCCESS', Data: { WorkflowsTotal: '8' } },
    },
    {
      ...row('entries of the lists of an image are null', {
        seed: { images: [image()] },
        faults: [{ operation: 'GetImage', effect: { patch: [{ set: 'image.outputResources', value: { amis: [null], containers: [null, { region: 'eu-central-1', imageUris: [null] }] } }] } }],
      }, { note: 'The entries are ignored.', breaks: ['believesNulls'] }),
      expected: { Status: 'SUCCESS', Data: { Outcome: 'SUCCEEDED' } },
    },
    row('a token that was there before, once', listing([{ between: [1, 2], effect: { patch: [{ set: 'nextToken', value: TO_THE_LIST }] } }]), {
      seconds: 5, note: 'The next poll reads the list again.', breaks: ['goesInCircles'],
    }),
    {
      ...row('a token that was there before, for ever', listing([{ effect: { patch: [{ set: 'nextToken', value: TO_THE_LIST }] } }]), {
        note: 'Reading stops at the first repetition.', breaks: ['failsOnTrouble'],
      }),
      onWait: ({ aws }) => {
        aws.lambda.nowMillis += 595_000;
      },
      expected: { Status: 'FAILED', Reason: /^SERVICE_TROUBLE: .*: The list goes in circles: a page token came twice\. /, seconds: 600 },
    },
    row('an expired token', listing([{ between: [2, 4], effect: { error: { code: 'InvalidPaginationTokenException', message: 'The token has expired.' } } }], { pageSize: 4 }), {
      seconds: 5, note: 'The next poll reads the list again.', breaks: ['expiryIsFinal'],
    }),
    {
      ...row('a list without an end', {
        seed: { images: [image({ workflowExecutions: [{ ...execution('BUILD', 'COMPLETED', 410), counts: {} }] })] }, pageSize: 1,
      }, { note: 'More than 400 pages are not read.', breaks: ['noPageLimit'] }),
      onWait: ({ aws }) => {
        aws.lambda.nowMillis += 595_000;
      },
      expected: { Status: 'FAILED', Reason: /^SERVICE_TROUBLE: .*: The list has more than 400 pages\. /, seconds: 600 },
    },
    row('pages of 100 entries are refused, as by the service of before', listing([{
      effect: { error: { code: 'InvalidParameterValueException', message: 'maxResults must be at most 25' } }, where: { maxResults: 100 },
    }]), { note: 'The list is read again at once, 25 entries at a time.', breaks: ['insistsOnLongPages'] }),
  ],
};
