import { App, Duration, Stack, StackProps } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { contextOf, Judge } from './judge';
import { allows, Role, rolesOf } from './policies';
import { live } from './scenarios';
import { EverythingStack } from '../../examples/everything/everything-stack';
import { GoldenAmiStack } from '../../examples/golden-ami/golden-ami-stack';
import { ImagesStack } from '../../examples/golden-ami-asg/images-stack';
import { GoldenContainerStack } from '../../examples/golden-container/golden-container-stack';
import { ContainerStack } from '../../examples/golden-container-pattern/container-stack';
import { BuildReport, BuildSource, PipelineExecution } from '../../src';
import { STACK_ID, synthesizeStack } from '../contract/report-stack';
import { IMAGE_ARN, PIPELINE_ARN } from '../contract/seeds';
import { startWorldOf, World } from '../contract/world';
import { judgedReports } from '../judges/apps';

jest.setTimeout(120_000);

/** Stacks with custom resources. */
const STACKS: Record<string, (app: App, props: StackProps) => Stack> = {
  'golden-ami': (app, props) => new GoldenAmiStack(app, 'Reports', props),
  'golden-ami-asg': (app, props) => new ImagesStack(app, 'Reports', props),
  'golden-container': (app, props) => new GoldenContainerStack(app, 'Reports', props),
  'golden-container-pattern': (app, props) => new ContainerStack(app, 'Reports', props),
  'everything': (app, props) => new EverythingStack(app, 'Reports', props),
  'every source of reports': (app, props) => {
    const stack = new Stack(app, 'Reports', props);
    judgedReports(stack, PIPELINE_ARN);
    return stack;
  },
  'details and the end of logs': (app, props) => {
    const stack = new Stack(app, 'Reports', props);
    const more = { logTail: true, details: { bucket: Bucket.fromBucketName(stack, 'Details', 'my-reports'), prefix: 'reports' } };
    new BuildReport(stack, 'Build', { source: BuildSource.imageArn(IMAGE_ARN), ...more });
    new PipelineExecution(stack, 'Execution', { imagePipelineArn: PIPELINE_ARN, ...more });
    return stack;
  },
  'an execution of more than 55 minutes': (app, props) => {
    const stack = new Stack(app, 'Reports', props);
    new PipelineExecution(stack, 'Execution', { imagePipelineArn: PIPELINE_ARN, timeout: Duration.hours(2), maxRetries: 1 });
    return stack;
  },
  'retries': (app, props) => {
    const stack = new Stack(app, 'Reports', props);
    new PipelineExecution(stack, 'Execution', { imagePipelineArn: PIPELINE_ARN, maxRetries: 1 });
    return stack;
  },
};
const LAMBDA = 'lambda.amazonaws.com';

describe.each(Object.entries(STACKS))('%s', (_, make) => {
  let roles: Role[];
  let judge: Judge;
  let world: World;

  beforeAll(async () => {
    const stack = synthesizeStack(make);
    const all = rolesOf(stack.template, stack.values);
    // Those of reports and executions: a monitor has a function that no deployment calls.
    roles = [...all.values()].filter(({ assumedBy, logicalId }) => assumedBy.includes(LAMBDA) && logicalId.startsWith('ImageBuilder'));
    judge = new Judge(all);
    world = await startWorldOf(stack, judge.authorize);
    await live(world);
  }, 120_000);

  afterAll(async () => {
    await world?.stop();
  });

  test('every call of its functions is allowed', () => {
    expect(judge.calls.filter(({ allowed }) => !allowed)).toEqual([]);
    expect(new Set(judge.calls.map(({ role }) => role)).size).toBeGreaterThanOrEqual(3);
  });

  test('its functions have no permissions that the template does not show', () => {
    expect(roles.flatMap(({ managedPolicies }) => managedPolicies)).toEqual([]);
  });

  test('every action on images, findings, logs of builds and documents that its functions may take, they take', () => {
    const granted = roles.flatMap(({ statements }) => statements).flatMap(({ Action }) => Action).filter(isOurs);
    const used = judge.calls.map(({ action }) => action).filter(isOurs);
    expect(new Set(granted).size).toBeGreaterThan(0);
    expect([...new Set(granted)].sort()).toEqual([...new Set(used)].sort());
  });

  test('without one of the actions, a deployment fails and says which', async () => {
    const [resource] = world.stack.customResources.values();
    judge.removedAction = judge.calls.find(({ action }) => isOurs(action))!.action;
    const { Status, Reason } = await world.aws.request(resource, { RequestType: 'Create' });
    expect([Status, Reason]).toEqual(['FAILED', expect.stringContaining(judge.removedAction)]);
    expect(new Set(judge.calls.filter(({ allowed }) => !allowed).map(({ action }) => action))).toEqual(new Set([judge.removedAction]));
  });
});

describe.each([0, 1])('an execution with %d retries', (maxRetries) => {
  const IMAGE = 'arn:aws:imagebuilder:eu-central-1:123456789012:image/someone-elses/1.0.0/1';
  const OWN = { 'cdk-imagebuilder:execution': `${STACK_ID.split('/')[2]}/Run`, 'cdk-imagebuilder:trigger': 'abc', 'cdk-imagebuilder:request': 'r' };
  const OTHER = { ...OWN, 'cdk-imagebuilder:execution': '99999999-2222-3333-4444-555555555555/Run' };
  let roles: Role[];
  const may = (action: string, context: ReturnType<typeof contextOf>) => roles
    .filter(({ statements }) => allows(statements, { action: `imagebuilder:${action}`, resource: IMAGE, context })).map(({ logicalId }) => logicalId.replace(/[0-9A-F]{8}$/, ''));

  beforeAll(() => {
    const { template, values } = synthesizeStack((app, props) => {
      const stack = new Stack(app, 'Reports', props);
      new PipelineExecution(stack, 'Run', { imagePipelineArn: PIPELINE_ARN, maxRetries });
      new BuildReport(stack, 'Build', { source: BuildSource.latestOfArn(PIPELINE_ARN) });
      return stack;
    });
    roles = [...rolesOf(template, values).values()];
  });

  test('cannot give an image of others its tag with one role, and cancel the build with it', () => {
    const [tag, cancel] = [may('TagResource', contextOf({}, OWN)), may('CancelImageCreation', contextOf(OWN))];
    expect([tag, cancel]).toEqual([['ImageBuilderExecutionsOnEventRole'], ['ImageBuilderExecutionsIsCompleteRole']]);
  });

  test('can set no tags but its own, and cancel no builds but its own', () => {
    expect(may('TagResource', contextOf({}, OTHER))).toEqual([]);
    expect(may('TagResource', contextOf({}, { ...OWN, Owner: 'me' }))).toEqual([]);
    expect(may('TagResource', contextOf({}, { Owner: 'me' }))).toEqual([]);
    expect(may('CancelImageCreation', contextOf(OTHER))).toEqual([]);
    expect(may('CancelImageCreation', contextOf({}))).toEqual([]);
    expect(may('UntagResource', contextOf(OWN, OWN))).toEqual([]);
  });

  test('can retry no builds but its own, and set the number of no others, if it may retry any', () => {
    const retries = { 'cdk-imagebuilder:retries': '1 now' };
    const polling = maxRetries > 0 ? ['ImageBuilderExecutionsIsCompleteRole'] : [];
    expect([may('RetryImage', contextOf(OWN)), may('TagResource', contextOf(OWN, retries))]).toEqual([polling, polling]);
    expect([may('RetryImage', contextOf(OTHER)), may('TagResource', contextOf(OTHER, retries)), may('TagResource', contextOf({}, retries))]).toEqual([[], [], []]);
    expect(may('TagResource', contextOf(OWN, { ...retries, ...OWN }))).toEqual([]);
  });

  test('can take no role but by the service that runs its functions', () => {
    expect(new Set(roles.flatMap(({ assumedBy }) => assumedBy))).toEqual(new Set([LAMBDA, 'states.amazonaws.com']));
    expect(roles.flatMap(({ statements }) => statements).flatMap(({ Action }) => Action).filter((action) => /^(sts|iam):/.test(action))).toEqual([]);
  });
});

/** Whether an action is one of our functions, and not of Lambda or of the provider framework. */
function isOurs(action: string): boolean {
  return /^(imagebuilder|inspector2|s3|ec2):|^logs:GetLogEvents$/.test(action);
}
