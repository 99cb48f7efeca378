import { join } from 'node:path';
import { CdkApp, tsx } from './local-aws/cdk';
import { ACCOUNT, REGION } from './local-aws/environment';
import { LocalAws } from './local-aws/launch';
import { MonitorStack } from './monitor-stack';

jest.setTimeout(240_000);

/** Examples that do not depend on one another, so that one local AWS and one deployment are enough for all. */
const APP: CdkApp = { folder: __dirname, app: tsx(join(__dirname, 'examples-app.ts')) };
/** The Region that builds the shared AMI, and the Region to which the AMI is copied. */
const [HERE, THERE] = ['eu-central-1', 'eu-west-1'];
const CLEAN = { scan: { findings: { all: 3, critical: 0, high: 1, medium: 2 } } };

interface Resource {
  readonly ResourceType: string;
  readonly PhysicalResourceId: string;
}

let aws: LocalAws;

beforeAll(async () => {
  // The clock is faster than usual: three builds run, one after the other.
  aws = await LocalAws.start({ scenario: { clock: { rate: 2400 }, builds: [CLEAN] }, auth: true });
  // In a folder without an app, which need not be synthesized for that.
  await cdk(['bootstrap', ...[HERE, THERE].map((region) => `aws://${ACCOUNT}/${region}`)], { folder: aws.folder });
  await cdk(['deploy', '--all', '--concurrency', '3']);
}, 300_000);

afterAll(async () => aws?.stop());

async function cdk(args: string[], app: CdkApp = APP): Promise<void> {
  const { code, output } = await aws.cdk(args, { ...app, timeoutSeconds: 200 });
  if (code !== 0) {throw new Error(`\`cdk ${args.join(' ')}\` must succeed, got ${code}:\n${output}\n${aws.log()}`);}
}

/** What CloudFormation has created of Image Builder, by the beginning of its name. */
function created(operation: string, name: string): any {
  return aws.simulator.journal().find((call) => call.operation === operation && String(call.input.name).startsWith(name))!.input;
}

/** The image of a deployment, as Image Builder describes it. */
async function image(imageBuildVersionArn: string, region = REGION): Promise<any> {
  return (await aws.client.in(region).call<any>('imagebuilder', 'GetImage', { imageBuildVersionArn })).image;
}

async function resource(stack: string, type: string, region = REGION): Promise<string> {
  const { StackResources } = await aws.client.in(region).call<{ StackResources: Resource[] }>('cloudformation', 'DescribeStackResources', { StackName: stack });
  return StackResources.find(({ ResourceType }) => ResourceType === type)!.PhysicalResourceId;
}

test('Windows: the AMI has the updates, on the schedule and in the retention of the example', async () => {
  const outputs = await aws.client.outputs('GoldenWindows');
  expect(outputs).toMatchObject({ Outcome: 'SUCCEEDED', AmiId: expect.stringMatching(/^ami-/), ScanStatus: 'COMPLETED', FindingsHigh: '1' });
  const { platform, imageRecipe: { parentImage, components } } = await image(outputs.ImageArn);
  expect({ platform, parentImage }).toEqual({ platform: 'Windows', parentImage: expect.stringContaining('windows-server-2025') });
  expect(components.map(({ componentArn }: { componentArn: string }) => componentArn)).toEqual([
    expect.stringMatching(/component\/goldenwindows-webserver-/), expect.stringContaining(':aws:component/update-windows/'),
  ]);
  expect(created('CreateImagePipeline', 'goldenwindows-')).toMatchObject({ schedule: { scheduleExpression: 'cron(0 3 ? * wed *)', timezone: 'Europe/Berlin' } });
  expect(created('CreateLifecyclePolicy', 'goldenwindows-')).toMatchObject({
    resourceType: 'AMI_IMAGE', policyDetails: [{ filter: { type: 'COUNT', value: 3 } }],
  });
});

test('container: the image is in the new repository, and passed its gate', async () => {
  const outputs = await aws.client.outputs('GoldenContainerImage');
  const repository = await resource('GoldenContainerImage', 'AWS::ECR::Repository');
  expect(outputs).toMatchObject({ Outcome: 'SUCCEEDED', AmiId: 'NONE', Gate: 'PASSED', FindingsCritical: '0' });
  const { outputResources: { containers: [{ imageUris }] } } = await image(outputs.ImageArn);
  expect(imageUris).toEqual([expect.stringMatching(new RegExp(`\\.amazonaws\\.com/${repository}:1\\.0\\.1-1$`))]);
});

test('container: a build of the schedule that fails is told to the operators, though nobody deploys', async () => {
  const monitor = await MonitorStack.of(aws, 'GoldenContainerImage');
  const operators = await monitor.subscribe('Operators');
  aws.simulator.load({ clock: { rate: 2400 }, builds: [{ test: { failStep: { name: 'ApplyTestComponents', component: { errorMessage: 'nginx is not there' } } } }] });
  const failed = aws.simulator.runSchedule(monitor.resource('AWS::ImageBuilder::ImagePipeline', 'Runtime'));

  const { Subject, Message } = await monitor.nextNotification(operators);
  expect(Subject).toMatch(/^Build failed: /);
  expect(Message).toContain(`Image: ${failed}`);
  expect(Message).toContain('ApplyTestComponents');
  expect(Message).toContain('nginx is not there');
});

test('cross-account: the AMI is encrypted in both Regions, and the other account can launch it', async () => {
  const outputs = await aws.client.in(HERE).outputs('SharedAmi');
  expect(outputs).toMatchObject({ Outcome: 'SUCCEEDED', Gate: 'PASSED' });
  const { outputResources: { amis }, distributionConfiguration: { distributions } } = await image(outputs.ImageArn, HERE);
  expect(amis).toEqual([expect.objectContaining({ region: HERE, image: outputs.AmiId }), expect.objectContaining({ region: THERE })]);
  expect(distributions).toMatchObject([HERE, THERE].map((region) => ({
    region,
    amiDistributionConfiguration: {
      kmsKeyId: `arn:aws:kms:${region}:${ACCOUNT}:key/mrk-1234abcd12ab34cd56ef1234567890ab`, launchPermission: { userIds: ['444455556666'] },
    },
  })));

  const LaunchTemplateId = await resource('Launcher', 'AWS::EC2::LaunchTemplate', THERE);
  const { LaunchTemplateVersions: [{ LaunchTemplateData }] } =
    await aws.client.in(THERE).call<any>('ec2', 'DescribeLaunchTemplateVersions', { LaunchTemplateId });
  expect(LaunchTemplateData.ImageId).toBe(amis[1].image);
});

test('the functions of reports and of the monitor make no call that their roles do not allow', () => {
  // `test` is the key of these tests.
  const calls = aws.simulator.journal().filter(({ accessKey }) => accessKey !== 'cloudformation' && accessKey !== 'test');
  expect(new Set(calls.map(({ accessKey }) => accessKey)).size).toBe(4);
  expect(calls.filter(({ errorCode }) => errorCode === 'AccessDeniedException')).toEqual([]);
});

test('destroying the stacks leaves the image that no deployment built, and the repository with its images', async () => {
  const repository = await resource('GoldenContainerImage', 'AWS::ECR::Repository');
  await cdk(['destroy', '--all', '--concurrency', '3']);

  expect(aws.simulator.resources()).toEqual([expect.stringMatching(/:image\/goldencontainerimage-runtime-\w+\/1\.0\.1\/2$/)]);
  const { repositories } = await aws.client.call<any>('ecr', 'DescribeRepositories', {});
  expect(repositories.map(({ repositoryName }: { repositoryName: string }) => repositoryName)).toContain(repository);
});
