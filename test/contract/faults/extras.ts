import { FaultRow, Topic } from './row';
import { Fault, Patch, Scenario } from '../../simulator';
import { tokenOf } from '../../simulator/operations/pagination';
import { Refusal } from '../bucket-and-logs';
import { REGION } from '../report-stack';
import { execution, image, IMAGE_ARN } from '../seeds';
import { World } from '../world';

const FINDINGS = 'arn:aws:inspector2:eu-central-1:123456789012:/findings/list';
const DENIED = `User: arn:aws:sts::123456789012:assumed-role/reports/reports is not authorized to perform: inspector2:ListFindings on resource: ${FINDINGS}`;
/** Two critical vulnerabilities and one of high severity. */
const TOP = 'CVE-2026-10000(CRITICAL),CVE-2026-10001(CRITICAL),CVE-2026-20000(HIGH)';
const NO_FIX: Patch[] = [0, 1].map((i) => ({ set: `findings[${i}].fixAvailable`, value: 'NO' }));
/** Leads to the findings from their beginning, as the token of an empty page before them does. */
const TO_THE_LIST = tokenOf('ListImageScanFindings', REGION, { filters: [{ name: 'imageBuildVersionArn', values: [IMAGE_ARN] }] }, 0);

function found(faults: readonly Omit<Fault, 'operation'>[], scenario: Scenario = {}): Scenario {
  return {
    seed: { images: [image({ scanState: { status: 'COMPLETED' }, findings: { all: 3, critical: 2, high: 1, medium: 0 } })] },
    ...scenario,
    faults: faults.map((fault) => ({ operation: 'ListImageScanFindings', ...fault })),
  };
}

const FAILED: Scenario = {
  seed: {
    images: [image({
      status: 'FAILED', workflowExecutions: [{ type: 'BUILD', status: 'FAILED', steps: [{ name: 'Apply', action: 'ExecuteComponents', status: 'FAILED', message: 'exit status 1' }] }],
    })],
  },
};
const BUILT: Scenario = { seed: { images: [image({ workflowExecutions: [execution('BUILD', 'COMPLETED', 7)] })] } };

/** The log, or the bucket, refuses all calls. */
function refused(by: 's3' | 'logs', refusal: Refusal): FaultRow['requests'] {
  return [{
    RequestType: 'Create',
    before: ({ others }) => {
      others.refusals[by] = [refusal];
    },
  }];
}

function row(fault: string, resource: FaultRow['resource'], given: Scenario, expected: Partial<FaultRow['expected']>, members: Pick<FaultRow, 'note' | 'breaks'> & Partial<FaultRow>): FaultRow {
  return { fault, resource, given, expected: { Status: 'SUCCESS', ...expected }, ...members };
}

export const EXTRAS: Topic = {
  title: 'Findings, logs and details',
  rows: [
    row('the findings may not be read', 'Findings', found([{ effect: { error: { code: 'ForbiddenException', message: DENIED } } }]), {
      Status: 'FAILED', Reason: new RegExp(`^ACCESS_DENIED: The role of the report is not authorized to perform inspector2:ListFindings on resource ${FINDINGS}\\. `),
    }, { note: 'The reason names the action of Amazon Inspector that is missing.', breaks: ['hidesWhatIsDenied'] }),
    row('the findings are throttled', 'Findings', found([{ between: [1, 3], effect: { error: { code: 'CallRateLimitExceededException' } } }]), { Data: { TopVulnerabilities: TOP }, seconds: 5 }, {
      note: 'The next poll retries the call.', breaks: ['failsOnTrouble'],
    }),
    row('the findings come one by one, after an empty page', 'Findings', found([{
      nth: 1, effect: { patch: [{ set: 'findings', value: [] }, { set: 'nextToken', value: TO_THE_LIST }] },
    }], { pageSize: 1 }), { Data: { TopVulnerabilities: TOP } }, { note: 'The list is read to the last page.', breaks: ['readsOnePage'] }),
    row('fewer findings are listed than counted', 'Findings', found([{ effect: { patch: [{ delete: 'findings[0]' }] } }]), {
      Data: { FindingsAll: '3', TopVulnerabilities: 'CVE-2026-10001(CRITICAL),CVE-2026-20000(HIGH),UNKNOWN' },
    }, { note: '`UNKNOWN` at the end, because there may be more severe ones.', breaks: ['believesShortLists'] }),
    row('fewer findings are listed than counted', 'Fixable', found([{ effect: { patch: [{ set: 'findings', value: [] }] } }]), {
      Status: 'FAILED', Reason: /^GATE_NOT_EVALUATED: findings are missing in the list of the service \(counted: 2, listed: 0\), in arn:/,
    }, { note: 'A finding that is not listed may have a fix.', breaks: ['missingFindingsPass'] }),
    row('a finding does not say whether it has a fix', 'Fixable', found([{ effect: { patch: [NO_FIX[0], { delete: 'findings[1].fixAvailable' }] } }]), {
      Status: 'FAILED', Reason: /^SEVERITY_GATE: 1 critical finding, at most 0 are accepted \(not counted: 1 without a fix\), in arn:/,
    }, { note: 'The finding is counted, because it may have a fix.', breaks: ['silenceIsNoFix'] }),
    row('a finding does not say how severe it is', 'Fixable', found([{ effect: { patch: [...NO_FIX, { delete: 'findings[2].severity' }] } }]), {
      Status: 'FAILED', Reason: /^GATE_NOT_EVALUATED: 1 finding has no severity that is known \(not counted: 2 without a fix\), in arn:/,
    }, { note: 'The finding may be critical.', breaks: ['silenceIsHarmless'] }),
    row('the log is not there', 'Logged', FAILED, { Data: { Outcome: 'FAILED', FailedStep: 'Apply', FailureMessage: 'exit status 1' } }, {
      note: 'The message is the same as without `logTail`.', breaks: ['needsTheLog'],
    }),
    row('the log may not be read', 'Logged', FAILED, {
      Data: { Outcome: 'FAILED', FailedStep: 'Apply', FailureMessage: 'exit status 1 [log: logs:GetLogEvents on arn:aws:logs:x is denied]' },
    }, {
      requests: refused('logs', { status: 400, code: 'AccessDeniedException', message: 'not authorized to perform: logs:GetLogEvents on resource: arn:aws:logs:x because' }),
      note: 'The message reports the denial.',
      breaks: ['hidesTheMissedLog'],
    }),
    row('the log is throttled', 'Logged', FAILED, { Data: { Outcome: 'FAILED', FailedStep: 'Apply', FailureMessage: 'exit status 1' } }, {
      requests: refused('logs', { status: 400, code: 'ThrottlingException', message: 'Rate exceeded' }), note: 'The message is the same as without `logTail`.', breaks: ['needsTheLog'],
    }),
    row('the bucket refuses the details for a while', 'Detailed', BUILT, { Data: { Outcome: 'SUCCEEDED', DetailsUri: /^s3:\/\/my-reports\/Reports\// }, seconds: 5 }, {
      requests: refused('s3', { status: 503, code: 'SlowDown', message: 'Please reduce your request rate.' }),
      onWait: ({ others }: World) => {
        others.refusals.s3 = [];
      },
      note: 'The next poll writes the details.',
      breaks: ['forgetsDetails'],
    }),
    row('a proxy answers in the place of the bucket', 'Detailed', BUILT, { Data: { Outcome: 'SUCCEEDED', DetailsUri: /^s3:\/\/my-reports\/Reports\// }, seconds: 5 }, {
      requests: refused('s3', { status: 200, code: 'Html', message: 'Please sign in.' }),
      onWait: ({ others }: World) => {
        others.refusals.s3 = [];
      },
      note: 'Only Amazon S3 answers with an ETag, which the log keeps. The next poll writes the details.',
      breaks: ['believesProxiesOfS3'],
    }),
    row('the bucket refuses the details for ever', 'Detailed', BUILT, { Status: 'FAILED', Reason: /^SERVICE_TROUBLE: .* PutObject of s3:\/\/my-reports\/\S+ ended with SlowDown \(HTTP 503\): /, seconds: 600 }, {
      requests: refused('s3', { status: 503, code: 'SlowDown', message: 'Please reduce your request rate.' }),
      onWait: ({ aws }: World) => {
        aws.lambda.nowMillis += 595_000;
      },
      note: 'Details that cannot be written fail the deployment.',
      breaks: ['waitsForEver'],
    }),
    row('the bucket may not be written', 'Detailed', BUILT, { Status: 'FAILED', Reason: /^ACCESS_DENIED: The role of the report is not authorized to perform s3:PutObject on resource arn:aws:s3:::my-reports\/x\.json\. / }, {
      requests: refused('s3', { status: 403, code: 'AccessDenied', message: 'is not authorized to perform: s3:PutObject on resource: &quot;arn:aws:s3:::my-reports/x.json&quot; because' }),
      note: 'The reason names the action and the object.',
      breaks: ['forgetsDetails'],
    }),
    row('the bucket does not exist', 'Detailed', BUILT, { Status: 'FAILED', Reason: /^SERVICE_REFUSED: PutObject of s3:\/\/my-reports\/\S+ was refused with NoSuchBucket \(HTTP 404\): / }, {
      requests: refused('s3', { status: 404, code: 'NoSuchBucket', message: 'The specified bucket does not exist' }),
      note: 'The reason quotes Amazon S3.',
      breaks: ['forgetsDetails'],
    }),
  ],
};
