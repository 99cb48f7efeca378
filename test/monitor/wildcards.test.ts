import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { BuildMonitor, BuildMonitorProps, ImagePipeline, ImageRecipe, MonitorSource, SeverityGate } from '../../src';
import { newStack, statementsOf } from '../support/synth';

const env = { account: '123456789012', region: 'eu-central-1' };
const everything: Partial<BuildMonitorProps> = {
  gate: SeverityGate.atMost({ critical: 0 }), logTail: true, rejudge: { startPipelineAfter: Duration.days(1) },
};
const named = (stack: Stack) => ImagePipeline.fromImagePipelineName(stack, 'Silver', 'silver');
const known = (stack: Stack) => ImagePipeline.fromImagePipelineAttributes(stack, 'Golden', {
  imagePipelineName: 'golden', recipe: ImageRecipe.fromImageRecipeName(stack, 'Recipe', 'golden-recipe'),
});

/** The findings that a monitor accepts, each with its reason, and the wildcards of its role. */
function wildcardsOf(props: (stack: Stack) => Partial<BuildMonitorProps>) {
  const stack = newStack({ env });
  const { lambdaFunction } = new BuildMonitor(stack, 'Monitor', { ...everything, ...props(stack) });
  const resources = statementsOf(stack).flatMap(({ Resource }) => Resource ?? []).map(flat).filter((resource) => resource.includes('*'));
  const accepted = lambdaFunction.role!.node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.entries<string>(data));
  return { resources: [...new Set(resources)].sort(), accepted };
}
/** An ARN in the notation of cdk-nag. */
function flat(arn: any): string {
  return typeof arn === 'string' ? arn : arn['Fn::Join']?.[1].map(flat).join('') ?? `<${arn.Ref ?? arn['Fn::GetAtt'].join('.')}>`;
}

const READS = 'reading is all that is allowed.';
const LOGS = `The log stream bears the version and build of the image, which are known only after it is built; ${READS}`;
const KEYS = 'The keys contain the day and the image of a build, which are known only after it is built.';

/** Auditors of a template read why the role of a function may use what is named by a wildcard. */
test.each<[string, (stack: Stack) => MonitorSource, [resource: string, reason: string][]]>([
  ['of a pipeline', (stack) => MonitorSource.pipelines([known(stack)]), [
    ['image/golden-recipe/*', `The version and build of an image are known only after it is built; ${READS}`],
    ['log-group:/aws/imagebuilder/golden-recipe:log-stream:*', LOGS],
  ]],
  ['of a pipeline whose recipe is not known', (stack) => MonitorSource.pipelines([known(stack), named(stack)]), [
    ['image/*', `The ARN of a pipeline does not tell the name of its images; ${READS}`],
    ['log-group:/aws/imagebuilder/*:log-stream:*', LOGS],
  ]],
  ['of the account', () => MonitorSource.account(), [
    ['image/*', `Every image of the account is monitored; ${READS}`],
    ['image-pipeline/*', `Every pipeline of the account is monitored; ${READS}`],
    ['*', `The list of all pipelines, and that of all builds, belong to no resource; ${READS}`],
    ['log-group:/aws/imagebuilder/*:log-stream:*', LOGS],
    ['image-pipeline/*', 'Every pipeline of the account is monitored, and is started if its newest image fails the gate.'],
  ]],
])('each wildcard of a monitor %s has its reason, and nothing else has', (_, source, reasons) => {
  const { resources, accepted } = wildcardsOf((stack) => ({ source: source(stack) }));
  const ids = accepted.map(([id]) => /^AwsSolutions-IAM5\[Resource::(?<resource>.+)\]$/.exec(id)!.groups!.resource);
  expect([...new Set(ids)].sort()).toEqual(resources);
  // The last part of an ARN, in which resources differ.
  const given = accepted.map(([, reason], index) => [ids[index].replace(/^arn:.*?:\d{12}:/, '').replace(/^<.*>\/(?<folder>\w+)\/.*$/, '$<folder>'), reason]);
  expect(given).toEqual(expect.arrayContaining([
    ...reasons,
    ['workflow-execution/*', `The id of a workflow execution does not exist before the build, and the ARN names nothing else; ${READS}`],
    ['*', `Amazon Inspector authorizes the listing of findings on no resource; ${READS}`],
    ['*', `Amazon EC2 authorizes the description of AMIs on no resource, and the ID of an AMI is known only after the build; ${READS}`],
    ['*', 'Amazon Inspector authorizes scans on demand on no resource, and the ID of an AMI is known only after the build.'],
    ...['records', 'pages', 'sboms', 'notices'].map((folder) => [folder, KEYS]),
  ]));
  expect(given).toHaveLength(reasons.length + 8);
});
