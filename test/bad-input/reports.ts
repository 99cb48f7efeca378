import { Duration, Fn, Stack } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { bucketsOfOtherAccounts } from './destinations';
import { refusals, Row } from './refusal';
import {
  BuildReport, BuildReportProps, BuildSource, ContainerRecipe, IgnoredVulnerability, ImagePipeline, PipelineExecution, PipelineExecutionProps,
  ReportKeys, ScanReport, ScanReportProps, ScanSource, SeverityGate, SeverityMaximums, StackOutputsOptions,
} from '../../src';

const own = 'arn:aws:imagebuilder:eu-central-1:123456789012';
const image = `${own}:image/mine/1.0.0/1`;
const nightly = `${own}:image-pipeline/nightly`;
const bucket = (stack: Stack) => Bucket.fromBucketName(stack, 'Details', 'details');
const buildReport = (stack: Stack, props: Partial<BuildReportProps> = {}, id: string = 'Report') =>
  new BuildReport(stack, id, { source: BuildSource.imageArn(image), ...props });
const scanReport = (stack: Stack, props: Partial<ScanReportProps> = {}) =>
  new ScanReport(stack, 'Report', { source: ScanSource.imageArn(image), ...props });
const containers = (stack: Stack) => new ImagePipeline(stack, 'Pipeline', { recipe: ContainerRecipe.fromContainerRecipeName(stack, 'Recipe', 'web') });
const ignored = (changes: Partial<IgnoredVulnerability> = {}): IgnoredVulnerability =>
  ({ vulnerabilityId: 'CVE-2026-12345', until: '2099-12-31', reason: 'Not reachable.', ...changes });
const ignoring = (...ignore: IgnoredVulnerability[]): SeverityMaximums => ({ critical: 0, ignore });

export const REPORTS = [
  ...refusals('BuildReport.source', (stack, arn: string) => buildReport(stack, { source: BuildSource.imageArn(arn) }), [
    ['',
      'SourceMalformed: `source` must be the ARN of one image build, arn:<partition>:imagebuilder:<region>:<account>:image/<name>/<'
      + 'x.y.z>/<build>, got: \'\'. [Stack/Report]'],
    [`${own}:image/mine/1.0.0`,
      'SourceMalformed: `source` must be the ARN of one image build, arn:<partition>:imagebuilder:<region>:<account>:image/<name>/<'
      + 'x.y.z>/<build>, got: \'arn:aws:imagebuilder:eu-central-1:123456789012:image/mine/1.0.0\'. [Stack/Report]',
      image],
    [`${own}:image/mine/x.x.x`,
      'SourceMalformed: `source` must be the ARN of one image build, arn:<partition>:imagebuilder:<region>:<account>:image/<name>/<'
      + 'x.y.z>/<build>, got: \'arn:aws:imagebuilder:eu-central-1:123456789012:image/mine/x.x.x\'. [Stack/Report]'],
    [`${own}:image-recipe/mine/1.0.0`,
      'SourceMalformed: `source` must be the ARN of one image build, arn:<partition>:imagebuilder:<region>:<account>:image/<name>/<'
      + 'x.y.z>/<build>, got: \'arn:aws:imagebuilder:eu-central-1:123456789012:image-recipe/mine/1.0.0\'. [Stack/Report]'],
    ['arn:aws:imagebuilder:eu-central-1:aws:image/mine/1.0.0/1',
      'SourceMalformed: `source` must be the ARN of one image build, arn:<partition>:imagebuilder:<region>:<account>:image/<name>/<'
      + 'x.y.z>/<build>, got: \'arn:aws:imagebuilder:eu-central-1:aws:image/mine/1.0.0/1\'. [Stack/Report]'],
    ['arn:aws:imagebuilder:eu-west-1:123456789012:image/mine/1.0.0/1',
      'SourceUnsupported: `source` must be in the Region of the stack, eu-central-1, got: '
      + '\'arn:aws:imagebuilder:eu-west-1:123456789012:image/mine/1.0.0/1\'. [Stack/Report]'],
    ['arn:aws:imagebuilder:eu-central-1:210987654321:image/mine/1.0.0/1',
      'SourceUnsupported: `source` must be in the account of the stack, 123456789012, got: '
      + '\'arn:aws:imagebuilder:eu-central-1:210987654321:image/mine/1.0.0/1\'. [Stack/Report]'],
  ]),
  ...refusals('BuildReport.source', (stack, arn: string) => buildReport(stack, { source: BuildSource.latestOfArn(arn) }), [
    ['nightly',
      'SourceMalformed: `source` must be the ARN of an image pipeline, arn:<partition>:imagebuilder:<region>:<account>:image-pipeli'
      + 'ne/<name>, got: \'nightly\'. [Stack/Report]',
      nightly],
    [image,
      'SourceMalformed: `source` must be the ARN of an image pipeline, arn:<partition>:imagebuilder:<region>:<account>:image-pipeli'
      + 'ne/<name>, got: \'arn:aws:imagebuilder:eu-central-1:123456789012:image/mine/1.0.0/1\'. [Stack/Report]'],
    ['arn:aws:imagebuilder:eu-west-1:123456789012:image-pipeline/nightly',
      'SourceUnsupported: `source` must be in the Region of the stack, eu-central-1, got: '
      + '\'arn:aws:imagebuilder:eu-west-1:123456789012:image-pipeline/nightly\'. [Stack/Report]'],
  ]),
  ...refusals('BuildReport', (stack, props: Partial<BuildReportProps>) => buildReport(stack, props), [
    [(stack) => ({ imageLogGroup: new LogGroup(stack, 'Logs') }),
      'LogTailRequired: `logTail` must be given when `imageLogGroup` is. [Stack/Report]',
      (stack) => ({ logTail: true, imageLogGroup: new LogGroup(stack, 'Logs') })],
    [(stack) => ({ details: { bucket: bucket(stack), prefix: '' } }),
      'PrefixMalformed: `details.prefix` must be 1 to 400 characters long, without a slash at either end and without the parts `.` and `..`, got: \'\'. [Stack/Report]',
      (stack) => ({ details: { bucket: bucket(stack), prefix: 'a' } })],
    ...bucketsOfOtherAccounts<Partial<BuildReportProps>>('details.bucket', 'Report', (theirs) => ({ details: { bucket: theirs } })),
    [(stack) => ({ details: { bucket: bucket(stack), prefix: '/a' } }),
      'PrefixMalformed: `details.prefix` must be 1 to 400 characters long, without a slash at either end and without the parts `.` and `..`, got: \'/a\'. [Stack/Report]',
      (stack) => ({ details: { bucket: bucket(stack), prefix: 'a/b' } })],
    [(stack) => ({ details: { bucket: bucket(stack), prefix: 'a/' } }),
      'PrefixMalformed: `details.prefix` must be 1 to 400 characters long, without a slash at either end and without the parts `.` and `..`, got: \'a/\'. [Stack/Report]'],
    ...['.', '..', 'a/../b', './a', 'a/.'].map((prefix): Row<Partial<BuildReportProps>> => [(stack) => ({ details: { bucket: bucket(stack), prefix } }),
      `PrefixMalformed: \`details.prefix\` must be 1 to 400 characters long, without a slash at either end and without the parts \`.\` and \`..\`, got: '${prefix}'. [Stack/Report]`,
      (stack) => ({ details: { bucket: bucket(stack), prefix: '.a/b..c/...' } })]),
    [(stack) => ({ details: { bucket: bucket(stack), prefix: 'a'.repeat(401) } }),
      'PrefixMalformed: `details.prefix` must be 1 to 400 characters long, without a slash at either end and without the parts `.` and `..`, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.... '
      + '[Stack/Report]',
      (stack) => ({ details: { bucket: bucket(stack), prefix: 'a'.repeat(400) } })],
  ]),
  ...refusals('BuildReport.addStackOutputs', (stack, options: StackOutputsOptions) => buildReport(stack).addStackOutputs(options), [
    [{ prefix: '' },
      'PrefixMalformed: `prefix` must consist of letters and digits and begin with a letter, got: \'\'. [Stack/Report]',
      { prefix: 'A' }],
    [{ prefix: '1st' },
      'PrefixMalformed: `prefix` must consist of letters and digits and begin with a letter, got: \'1st\'. [Stack/Report]',
      { prefix: 'First1' }],
    [{ prefix: 'my-image' },
      'PrefixMalformed: `prefix` must consist of letters and digits and begin with a letter, got: \'my-image\'. [Stack/Report]'],
    [{ keys: ReportKeys.of('Result') },
      'KeysUnsupported: `keys` must name attributes of the report, got: \'Result\'. It has Outcome, ImageArn, ImageName, ImageVersion, '
      + 'ImageStatus, ImageStatusReason, BuildType, AmiId, ImageUri, OutputImages, WorkflowsTotal, WorkflowsSucceeded, WorkflowsFailed, '
      + 'WorkflowsSkipped, WorkflowsRunning, BuildWorkflowStatus, TestWorkflowStatus, DistributionWorkflowStatus, StepsTotal, '
      + 'StepsSucceeded, StepsFailed, StepsSkipped, Retries, FailureStage, FailedWorkflow, FailedStep, FailedStepAction, FailedComponent, '
      + 'FailedPhase, FailedRegions, FailureMessage, LogGroup, LogStream, StartedAt, FinishedAt, DurationSeconds, DetailsUri, Truncated. '
      + '[Stack/Report]',
      { keys: ReportKeys.of('Outcome') }],
    [{ keys: ReportKeys.of('outcome') },
      'KeysUnsupported: `keys` must name attributes of the report, got: \'outcome\'. It has Outcome, ImageArn, ImageName, ImageVersion, '
      + 'ImageStatus, ImageStatusReason, BuildType, AmiId, ImageUri, OutputImages, WorkflowsTotal, WorkflowsSucceeded, WorkflowsFailed, '
      + 'WorkflowsSkipped, WorkflowsRunning, BuildWorkflowStatus, TestWorkflowStatus, DistributionWorkflowStatus, StepsTotal, '
      + 'StepsSucceeded, StepsFailed, StepsSkipped, Retries, FailureStage, FailedWorkflow, FailedStep, FailedStepAction, FailedComponent, '
      + 'FailedPhase, FailedRegions, FailureMessage, LogGroup, LogStream, StartedAt, FinishedAt, DurationSeconds, DetailsUri, Truncated. '
      + '[Stack/Report]'],
    [{ keys: ReportKeys.of('Outcome', 'Outcome') },
      'KeysConflict: `keys` must have each entry once, got: \'Outcome\'. [Stack/Report]',
      { keys: ReportKeys.of('Outcome', 'AmiId') }],
    [{ keys: ReportKeys.of() }, 'KeysRequired: `keys` must have at least one entry. [Stack/Report]'],
    [{ prefix: Fn.importValue('Prefix') }, 'PrefixUnresolved: `prefix` must be known at synth, because it is a part of names of outputs. [Stack/Report]'],
  ]),
  ...refusals('BuildReport.addStackOutputs', (stack, prefixes: string[]) =>
    prefixes.forEach((prefix) => buildReport(stack, {}, `${prefix}Report${stack.node.children.length}`).addStackOutputs({ prefix })), [
    [['Mine', 'Mine'],
      'PrefixConflict: `prefix` must differ between the reports of a stack, got: \'Mine\'. The stack has an output MineOutcome already. '
      + '[Stack/MineReport2]',
      ['Mine', 'Yours']],
  ]),
  ...refusals('ScanReport', (stack, props: Partial<ScanReportProps>) => scanReport(stack, props), [
    [{ source: ScanSource.vulnerability('') },
      'SourceMalformed: `source` must be the id of a vulnerability, such as CVE-2026-12345, got: \'\'. [Stack/Report]',
      { source: ScanSource.vulnerability('a') }],
    [{ source: ScanSource.vulnerability('CVE 2026') },
      'SourceMalformed: `source` must be the id of a vulnerability, such as CVE-2026-12345, got: \'CVE 2026\'. [Stack/Report]',
      { source: ScanSource.vulnerability('CVE-2026-12345') }],
    [{ source: ScanSource.vulnerability('a'.repeat(129)) },
      'SourceMalformed: `source` must be the id of a vulnerability, such as CVE-2026-12345, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.... '
      + '[Stack/Report]',
      { source: ScanSource.vulnerability('a'.repeat(128)) }],
    [{ source: ScanSource.pipelineArn(image) },
      'SourceMalformed: `source` must be the ARN of an image pipeline, arn:<partition>:imagebuilder:<region>:<account>:image-pipeli'
      + 'ne/<name>, got: \'arn:aws:imagebuilder:eu-central-1:123456789012:image/mine/1.0.0/1\'. [Stack/Report]',
      { source: ScanSource.pipelineArn(nightly) }],
    [{ source: ScanSource.imageArn(nightly) },
      'SourceMalformed: `source` must be the ARN of one image build, arn:<partition>:imagebuilder:<region>:<account>:image/<name>/<'
      + 'x.y.z>/<build>, got: \'arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/nightly\'. [Stack/Report]',
      { source: ScanSource.imageArn(image) }],
    [{ scanTimeout: Duration.seconds(1501) },
      'ScanTimeoutOutOfRange: `scanTimeout` must be a whole number from 0 to 1500, got: 1501. [Stack/Report]',
      { scanTimeout: Duration.minutes(25) }],
    [{ scanTimeout: Duration.millis(1500) },
      'ScanTimeoutOutOfRange: `scanTimeout` must be a whole number from 0 to 1500, got: 1.5. [Stack/Report]',
      { scanTimeout: Duration.seconds(0) }],
  ]),
  ...refusals('ScanReport.gate', (stack, maximums: SeverityMaximums) => scanReport(stack, { gate: SeverityGate.atMost(maximums) }), [
    [{}, 'MaximumsRequired: `maximums` must name at least one maximum. For example: SeverityGate.atMost({ critical: 0 }).', { critical: 0 }],
    [{ onlyFixable: true },
      'MaximumsRequired: `maximums` must name at least one maximum. For example: SeverityGate.atMost({ critical: 0 }).',
      { onlyFixable: true, all: 0 }],
    [{ critical: -1 },
      'CriticalOutOfRange: `critical` must be a whole number from 0 to 9007199254740991, got: -1.',
      { critical: 0 }],
    [{ high: 0.5 }, 'HighOutOfRange: `high` must be a whole number from 0 to 9007199254740991, got: 0.5.', { high: 1 }],
    [{ medium: NaN }, 'MediumOutOfRange: `medium` must be a whole number from 0 to 9007199254740991, got: NaN.'],
    [{ other: Infinity },
      'OtherOutOfRange: `other` must be a whole number from 0 to 9007199254740991, got: Infinity.',
      { other: Number.MAX_SAFE_INTEGER }],
    [{ all: Number.MAX_SAFE_INTEGER + 1 },
      'AllOutOfRange: `all` must be a whole number from 0 to 9007199254740991, got: 9007199254740992.',
      { all: Number.MAX_SAFE_INTEGER }],
    [ignoring(ignored({ vulnerabilityId: '' })),
      'VulnerabilityIdMalformed: `ignore[0].vulnerabilityId` must be the id of a vulnerability, such as CVE-2026-12345, got: \'\'.',
      ignoring(ignored())],
    [ignoring(ignored({ vulnerabilityId: 'CVE-2026-12345 ' })),
      'VulnerabilityIdMalformed: `ignore[0].vulnerabilityId` must be the id of a vulnerability, such as CVE-2026-12345, got: '
      + '\'CVE-2026-12345 \'.'],
    [ignoring(ignored(), ignored({ vulnerabilityId: 'cve-2026-12345' })),
      'VulnerabilityIdConflict: `ignore[1].vulnerabilityId` must be named once, got: \'cve-2026-12345\'.',
      ignoring(ignored(), ignored({ vulnerabilityId: 'CVE-2026-12346' }))],
    [ignoring(ignored({ until: '' })), 'UntilMalformed: `ignore[0].until` must be a day as yyyy-mm-dd, got: \'\'.'],
    [ignoring(ignored({ until: '31.12.2099' })),
      'UntilMalformed: `ignore[0].until` must be a day as yyyy-mm-dd, got: \'31.12.2099\'.'],
    [ignoring(ignored({ until: '2099-02-29' })),
      'UntilMalformed: `ignore[0].until` must be a day as yyyy-mm-dd, got: \'2099-02-29\'.',
      ignoring(ignored({ until: '2096-02-29' }))],
    [ignoring(ignored({ until: '2099-12-31T00:00:00Z' })),
      'UntilMalformed: `ignore[0].until` must be a day as yyyy-mm-dd, got: \'2099-12-31T00:00:00Z\'.'],
    [ignoring(ignored({ reason: '' })),
      'ReasonMalformed: `ignore[0].reason` must be one line of 1 to 200 characters, got: \'\'.'],
    [ignoring(ignored({ reason: '  ' })),
      'ReasonMalformed: `ignore[0].reason` must be one line of 1 to 200 characters, got: \'  \'.',
      ignoring(ignored({ reason: 'a' }))],
    [ignoring(ignored({ reason: 'one\ntwo' })),
      'ReasonMalformed: `ignore[0].reason` must be one line of 1 to 200 characters, got: \'one\ntwo\'.',
      ignoring(ignored({ reason: 'one two' }))],
    [ignoring(ignored({ reason: 'a'.repeat(201) })),
      'ReasonMalformed: `ignore[0].reason` must be one line of 1 to 200 characters, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa....',
      ignoring(ignored({ reason: 'a'.repeat(200) }))],
    [ignoring(...many(101)), 'IgnoreOutOfRange: `ignore` must have 0 to 100 entries, got: 101.', ignoring(...many(100))],
  ]),
  ...refusals('PipelineExecution', (stack, props: Partial<PipelineExecutionProps>) =>
    new PipelineExecution(stack, 'Execution', { imagePipelineArn: nightly, ...props }), [
    [{ imagePipelineArn: undefined },
      'PipelineRequired: `pipeline` must be given when `imagePipelineArn` is not. [Stack/Execution]',
      { imagePipelineArn: nightly }],
    [{ imagePipelineArn: '' },
      'ImagePipelineArnMalformed: `imagePipelineArn` must be the ARN of an image pipeline, '
      + 'arn:<partition>:imagebuilder:<region>:<account>:image-pipeline/<name>, got: \'\'. [Stack/Execution]'],
    [{ imagePipelineArn: `${nightly}/1.0.0` },
      'ImagePipelineArnMalformed: `imagePipelineArn` must be the ARN of an image pipeline, '
      + 'arn:<partition>:imagebuilder:<region>:<account>:image-pipeline/<name>, got: '
      + '\'arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/nightly/1.0.0\'. [Stack/Execution]'],
    [{ imagePipelineArn: 'arn:aws:imagebuilder:eu-west-1:123456789012:image-pipeline/nightly' },
      'ImagePipelineArnUnsupported: `imagePipelineArn` must be in the Region of the stack, eu-central-1, got: '
      + '\'arn:aws:imagebuilder:eu-west-1:123456789012:image-pipeline/nightly\'. [Stack/Execution]'],
    [(stack) => ({ pipeline: ImagePipeline.fromImagePipelineName(stack, 'Pipeline', 'nightly') }),
      'ImagePipelineArnConflict: `imagePipelineArn` must be absent when `pipeline` is given. [Stack/Execution]',
      (stack) => ({ pipeline: ImagePipeline.fromImagePipelineName(stack, 'Pipeline', 'nightly'), imagePipelineArn: undefined })],
    [{ timeout: Duration.seconds(59) },
      'TimeoutOutOfRange: `timeout` must be 1 minute to 12 hours in whole seconds, got: \'59 seconds\'. [Stack/Execution]',
      { timeout: Duration.seconds(60) }],
    [{ timeout: Duration.seconds(43_201) },
      'TimeoutOutOfRange: `timeout` must be 1 minute to 12 hours in whole seconds, got: \'12 hours 1 second\'. [Stack/Execution]',
      { timeout: Duration.hours(12) }],
    [{ timeout: Duration.millis(60_500) },
      'TimeoutOutOfRange: `timeout` must be 1 minute to 12 hours in whole seconds, got: \'1 minute 500 millis\'. [Stack/Execution]',
      { timeout: Duration.seconds(61) }],
    [{ timeout: Duration.days(1) },
      'TimeoutOutOfRange: `timeout` must be 1 minute to 12 hours in whole seconds, got: \'1 day\'. [Stack/Execution]'],
    [{ maxRetries: -1 }, 'MaxRetriesOutOfRange: `maxRetries` must be a whole number from 0 to 5, got: -1. [Stack/Execution]', { maxRetries: 0 }],
    [{ maxRetries: 6 }, 'MaxRetriesOutOfRange: `maxRetries` must be a whole number from 0 to 5, got: 6. [Stack/Execution]', { maxRetries: 5 }],
    [{ maxRetries: 1.5 }, 'MaxRetriesOutOfRange: `maxRetries` must be a whole number from 0 to 5, got: 1.5. [Stack/Execution]', { maxRetries: 1 }],
    [(stack) => ({ imagePipelineArn: undefined, pipeline: containers(stack), maxRetries: 1 }),
      'MaxRetriesUnsupported: `maxRetries` must be 0 for a container recipe, because Image Builder retries AMIs only, got: 1. [Stack/Execution]',
      (stack) => ({ imagePipelineArn: undefined, pipeline: containers(stack), maxRetries: 0 })],
    [(stack) => ({ imageLogGroup: new LogGroup(stack, 'Logs') }),
      'LogTailRequired: `logTail` must be given when `imageLogGroup` is. [Stack/Execution]',
      (stack) => ({ logTail: true, imageLogGroup: new LogGroup(stack, 'Logs') })],
    [(stack) => ({ details: { bucket: bucket(stack), prefix: '/' } }),
      'PrefixMalformed: `details.prefix` must be 1 to 400 characters long, without a slash at either end and without the parts `.` and `..`, got: \'/\'. [Stack/Execution]',
      (stack) => ({ details: { bucket: bucket(stack) } })],
  ]),
];

function many(count: number): IgnoredVulnerability[] {
  return Array.from({ length: count }, (_, index) => ignored({ vulnerabilityId: `CVE-2026-${index}` }));
}
