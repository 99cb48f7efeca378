import { FaultRow, Topic } from './row';
import { Fault, Scenario } from '../../simulator';
import { built, execution, image, IMAGE_ARN, PIPELINE_ARN, pipelineScenario } from '../seeds';

const BUILT = { images: [image({ workflowExecutions: [execution('BUILD', 'COMPLETED', 7)] })] };
const ELSEWHERE = IMAGE_ARN.replace('eu-central-1', 'us-east-1');
const WORDS = `User: arn:aws:sts::123456789012:assumed-role/reports/reports is not authorized to perform: imagebuilder:ListWorkflowExecutions on resource: ${IMAGE_ARN} because no identity-based policy allows the imagebuilder:ListWorkflowExecutions action`;
const DENIED = new RegExp(`^ACCESS_DENIED: The role of the report is not authorized to perform imagebuilder:ListWorkflowExecutions on resource ${IMAGE_ARN}\\. Allow it `);

function refusing(code: string, message: string, members: Partial<Fault> = {}): Scenario {
  return { seed: BUILT, faults: [{ operation: 'ListWorkflowExecutions', effect: { error: { code, message } }, ...members }] };
}

/** Refusals of the image, as code and status. */
const REFUSALS = [
  ['403', { code: 'ForbiddenException', message: 'Denied.', status: 403 }, 'ACCESS_DENIED'],
  ['404', { code: 'ResourceNotFoundException', message: 'Not here.', status: 404 }, 'IMAGE_NOT_FOUND'],
  ['400 with an error that nobody knows', { code: 'MoonPhaseException', message: 'Not today', status: 400 }, 'SERVICE_REFUSED'],
] as const;
/** A build of 150 seconds is polled 16 times, every ten seconds. */
const POLLS = [['first', 1], ['eighth', 8], ['last', 16]] as const;

/** Each kind of refusal, in each place of a wait. */
function polled([what, error]: typeof REFUSALS[number], [which, nth]: typeof POLLS[number]): FaultRow {
  return {
    fault: `${what}, twice, in the ${which} poll of a build`,
    resource: 'Run',
    given: pipelineScenario({ faults: [{ operation: 'GetImage', between: [nth, nth + 1], effect: { error } }] }),
    expected: { Status: 'SUCCESS', Data: { Outcome: 'SUCCEEDED', ImageArn: built(1) }, seconds: 150, images: [built(1)] },
    note: 'The 20 seconds of a refusal begin with the first refusal in a row.',
    breaks: ['refusalIsFinal'],
  };
}

/** Each kind of refusal that does not end, while a build goes on. */
function givenUp([what, error, code]: typeof REFUSALS[number]): FaultRow {
  return {
    fault: `${what}, from the eighth poll of a build on`,
    resource: 'Run',
    given: pipelineScenario({ faults: [{ operation: 'GetImage', between: [8, 1_000], effect: { error } }] }),
    expected: { Status: 'FAILED', Reason: new RegExp(`^${code}: .* The build of \\S+:image/golden/1\\.0\\.0/1 was told to cancel\\.$`), seconds: 70, images: [built(1)] },
    note: 'After 20 seconds the build is cancelled, because nothing would wait for it.',
    breaks: ['leavesRefusedBuilds'],
  };
}

/** Each kind of refusal, while a report waits for a scan. */
function scanning([what, error]: typeof REFUSALS[number]): FaultRow {
  return {
    fault: `${what}, twice, half a minute into the wait for a scan`,
    resource: 'Scan',
    given: {
      seed: { images: [image({ scanState: { status: 'COMPLETED' }, findings: { all: 3, critical: 1 } })] },
      faults: [
        { operation: 'GetImage', between: [1, 6], effect: { patch: [{ set: 'image.scanState.status', value: 'SCANNING' }] } },
        { operation: 'GetImage', between: [7, 8], effect: { error } },
      ],
    },
    expected: { Status: 'SUCCESS', Data: { ScanStatus: 'COMPLETED', FindingsCritical: '1' }, seconds: 30 },
    note: 'The 20 seconds of a refusal begin with the first refusal in a row.',
    breaks: ['refusalIsFinal'],
  };
}

export const ACCESS: Topic = {
  title: 'Refusals',
  rows: [
    {
      fault: '403 AccessDeniedException',
      resource: 'Build',
      given: refusing('AccessDeniedException', WORDS),
      expected: { Status: 'FAILED', Reason: DENIED },
      note: 'The reason names the action and the resource.',
      breaks: ['deniedIsPassing'],
    },
    {
      fault: '403 ForbiddenException',
      resource: 'Build',
      given: refusing('ForbiddenException', WORDS),
      expected: { Status: 'FAILED', Reason: DENIED },
      note: 'Image Builder has two names for a denial. The reason names the action and the resource.',
      breaks: ['knowsOneDenial'],
    },
    {
      fault: '403 without a word',
      resource: 'Build',
      given: refusing('AccessDeniedException', ''),
      expected: { Status: 'FAILED', Reason: DENIED },
      note: 'The reason names the action and the resource of the call.',
      breaks: ['hidesWhatIsDenied'],
    },
    {
      fault: '403 with an explicit deny in a service control policy',
      resource: 'Build',
      given: refusing('AccessDeniedException', `${WORDS.slice(0, WORDS.indexOf(' because'))} with an explicit deny in a service control policy`),
      expected: {
        Status: 'FAILED',
        Reason: new RegExp(`on resource ${IMAGE_ARN}, with an explicit deny in a service control policy\\. Remove the deny, then deploy again\\.$`),
      },
      note: 'The reason names the policy in the words of AWS.',
      breaks: ['hidesPolicies'],
    },
    {
      fault: '403 UnrecognizedClientException: the credentials are refused',
      resource: 'Build',
      given: refusing('UnrecognizedClientException', 'The security token included in the request is invalid.', {
        effect: { error: { code: 'UnrecognizedClientException', message: 'The security token included in the request is invalid.', status: 403 } },
      }),
      expected: {
        Status: 'FAILED',
        Reason: /^ACCESS_DENIED: ListWorkflowExecutions of \S+ was refused with UnrecognizedClientException \(HTTP 403\): The security token included in the request is invalid\.$/,
      },
      note: 'No permission repairs it, so the reason quotes AWS.',
      breaks: ['hidesOtherRefusals'],
    },
    {
      fault: 'the workflows of an imported image cannot be listed',
      resource: 'Build',
      given: { ...refusing('InvalidRequestException', 'The image was imported'), seed: { images: [image({ members: { buildType: 'IMPORT' } })] } },
      expected: { Status: 'SUCCESS', Data: { Outcome: 'SUCCEEDED', AmiId: /^ami-/, WorkflowsTotal: 'UNKNOWN', BuildWorkflowStatus: 'UNKNOWN', StepsTotal: 'UNKNOWN' } },
      note: 'The image itself is reported.',
      breaks: ['insistsOnWorkflows'],
    },
    {
      fault: 'the workflows of an image of the account are refused',
      resource: 'Build',
      given: refusing('InvalidRequestException', 'No'),
      expected: { Status: 'FAILED', Reason: /^SERVICE_REFUSED: ListWorkflowExecutions of / },
      note: 'What became of the build must be known.',
      breaks: ['missesAnyWorkflow'],
    },
    {
      fault: '403 until IAM knows a new policy everywhere',
      resource: 'Build',
      given: refusing('AccessDeniedException', WORDS, { between: [1, 4] }),
      expected: { Status: 'SUCCESS', Data: { Outcome: 'SUCCEEDED', StepsTotal: '7' } },
      note: 'A denied call is retried for 20 seconds.',
      breaks: ['refusalIsFinal'],
    },
    {
      fault: '403 ExpiredTokenException: the session of the role ended',
      resource: 'Build',
      given: refusing('ExpiredTokenException', 'The security token included in the request is expired', { between: [1, 3] }),
      expected: { Status: 'SUCCESS', Data: { Outcome: 'SUCCEEDED' }, seconds: 5 },
      note: 'Lambda renews the session.',
      breaks: ['expiryIsFinal'],
    },
    {
      fault: '403 InvalidSignatureException: the signature expired',
      resource: 'Build',
      given: refusing('InvalidSignatureException', 'Signature expired: 20260105T100000Z is now earlier than 20260105T100100Z', { between: [1, 3] }),
      expected: { Status: 'SUCCESS', Data: { Outcome: 'SUCCEEDED' }, seconds: 5 },
      note: 'The clock of the function was wrong, or the call was held up. Each call is signed with its own time.',
      breaks: ['clockIsFinal'],
    },
    {
      fault: 'the image is in another Region',
      resource: 'Build',
      given: { seed: BUILT },
      requests: [{ RequestType: 'Create', properties: { SourceArn: ELSEWHERE } }],
      expected: { Status: 'FAILED', Reason: new RegExp(`^WRONG_REGION: ${ELSEWHERE} is in us-east-1, and only what is in eu-central-1 can be reached from here\\. `), calls: [] },
      note: 'Image Builder is not called, because another Region does not have the image.',
      breaks: ['asksElsewhere'],
    },
    {
      fault: 'the pipeline is in another Region',
      resource: 'Run',
      given: pipelineScenario(),
      requests: [{ RequestType: 'Create', properties: { ImagePipelineArn: PIPELINE_ARN.replace('eu-central-1', 'us-east-1') } }],
      expected: { Status: 'FAILED', Reason: /^WRONG_REGION: arn:aws:imagebuilder:us-east-1:\S+ is in us-east-1, /, calls: [], images: [] },
      note: 'Image Builder is not called, and no build starts.',
      breaks: ['asksElsewhere'],
    },
    {
      fault: '400 with an error that nobody knows',
      resource: 'Build',
      given: refusing('MoonPhaseException', 'Not today', { effect: { error: { code: 'MoonPhaseException', message: 'Not today', status: 400 } } }),
      expected: { Status: 'FAILED', Reason: /^SERVICE_REFUSED: ListWorkflowExecutions of arn:\S+ was refused with MoonPhaseException \(HTTP 400\): Not today\.$/ },
      note: 'The reason quotes the name and the message of the error.',
      breaks: ['finalIsPassing'],
    },
    {
      fault: '500 with an error that nobody knows',
      resource: 'Build',
      given: refusing('MoonPhaseException', 'Not today', { between: [1, 3], effect: { error: { code: 'MoonPhaseException', message: 'Not today', status: 500 } } }),
      expected: { Status: 'SUCCESS', Data: { Outcome: 'SUCCEEDED' }, seconds: 5 },
      note: 'An error that is not known to be final is retried.',
      breaks: ['failsOnTrouble'],
    },
    {
      fault: '402: a quota is used up',
      resource: 'Run',
      given: pipelineScenario({
        faults: [{ operation: 'StartImagePipelineExecution', effect: { error: { code: 'ServiceQuotaExceededException', message: 'Too many builds at the same time' } } }],
      }),
      expected: { Status: 'FAILED', Reason: /^SERVICE_REFUSED: StartImagePipelineExecution of arn:\S+ was refused with ServiceQuotaExceededException \(HTTP 402\): /, images: [] },
      note: 'The call is retried for 20 seconds, but waiting does not raise a quota.',
      breaks: ['finalIsPassing'],
    },
    {
      fault: 'starting a build is denied',
      resource: 'Run',
      given: pipelineScenario({ faults: [{ operation: 'StartImagePipelineExecution', effect: { error: { code: 'AccessDeniedException', message: 'Denied.' } } }] }),
      expected: { Status: 'FAILED', Reason: /imagebuilder:StartImagePipelineExecution on resource arn:\S+:image-pipeline\/golden\. /, images: [] },
      note: 'A denied call is retried for 20 seconds.',
      breaks: ['hidesWhatIsDenied'],
    },
    ...REFUSALS.flatMap((refusal) => POLLS.map((poll) => polled(refusal, poll))),
    ...REFUSALS.map(givenUp),
    ...REFUSALS.map(scanning),
  ],
};
