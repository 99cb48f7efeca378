import { BuildScenario } from '../scenario';
import { arn, COMPONENT, counts, courseOf, createStack, executionsOf, managed, PARENT_IMAGE, REGION, startBuild, statusOf, stepsOf, TestService } from '../testing';
import { Wire } from '../wire';

const DONE = 1300;

describe('a build whose test step fails', () => {
  const failing: BuildScenario = { test: { failStep: { name: 'ApplyTestComponents' } } };

  test('is rolled back and leaves a failed image', () => {
    const service = new TestService({ builds: [failing] });
    const image = startBuild(service);
    const see = () => [statusOf(service, image), ...executionsOf(service, image).slice(1).map(({ status }) => status)];
    expect(courseOf(service, see)).toEqual([
      ['PENDING'], ['CREATING'], ['BUILDING'], ['TESTING', 'RUNNING'], ['TESTING', 'ROLLBACK_IN_PROGRESS'], ['FAILED', 'ROLLBACK_COMPLETED'],
    ]);
  });

  test('says where and why, in execution, step, state and failure context', () => {
    const service = new TestService({ builds: [failing] });
    const image = startBuild(service, {}, DONE);
    const execution = executionsOf(service, image)[1];
    const [launch, apply, collect, terminate] = stepsOf(service, execution.workflowExecutionId);
    const { runCommandId } = JSON.parse(apply.outputs);
    const component = arn('component/hardening/1.0.0/1');
    const message = `SSM execution '${runCommandId}' failed with status = 'Failed' in state = 'TESTING' and failure message = 'Document ${component} failed!'`;
    expect([counts(execution), execution.message]).toEqual(['4/1/1/0', message]);
    expect([launch, apply, collect, terminate].map(({ status, rollbackStatus }) => [status, rollbackStatus]))
      .toEqual([['COMPLETED', 'COMPLETED'], ['FAILED', 'SKIPPED'], ['PENDING', undefined], ['PENDING', undefined]]);
    expect(apply).toMatchObject({ message, outputs: JSON.stringify({ runCommandId, status: 'Failed', output: [message] }) });
    expect(service.do('GetImage', { imageBuildVersionArn: image }).image.state).toEqual({
      status: 'FAILED',
      reason: `Workflow Execution ID: '${execution.workflowExecutionId}' failed with reason: ${message}`,
      failureContext: {
        imageStatus: 'TESTING',
        workflowExecutionId: execution.workflowExecutionId,
        workflowArn: managed('workflow/test/test-image/1.0.3/1'),
        stepExecutionId: apply.stepExecutionId,
        failedStep: 'ApplyTestComponents',
        componentFailure: { componentArn: component, phaseName: 'test', stepName: 'Check', action: 'ExecuteBash', errorMessage: 'exit status 1' },
      },
    });
  });

  test('leaves the steps after the failed one as they were before it', () => {
    const service = new TestService({ builds: [failing] });
    const image = startBuild(service, {}, DONE);
    const waiting = stepsOf(service, executionsOf(service, image)[1].workflowExecutionId).at(-1)!;
    expect(['startTime', 'endTime', 'outputs', 'message'].filter((member) => member in waiting)).toEqual([]);
    expect(waiting.inputs).toBe('{"instanceId.$":"$.stepOutputs.LaunchTestInstance.instanceId"}');
  });

  test('has no AMI and no distribution', () => {
    const service = new TestService({ builds: [failing] });
    const image = startBuild(service, {}, DONE);
    expect(service.do('GetImage', { imageBuildVersionArn: image }).image.outputResources).toEqual({ amis: [] });
    expect(executionsOf(service, image).map(({ type }) => type)).toEqual(['BUILD', 'TEST']);
  });

  test('says what the scenario says', () => {
    const service = new TestService({
      builds: [{
        reason: 'because',
        failureContext: false,
        test: { failStep: { message: 'x'.repeat(501), outputs: { logUrl: 's3://x' }, attempts: 3, component: { errorMessage: 'boom' } } },
      }],
    });
    const image = startBuild(service, {}, DONE);
    expect(service.do('GetImage', { imageBuildVersionArn: image }).image.state).toEqual({ status: 'FAILED', reason: 'because' });
    const failed = stepsOf(service, executionsOf(service, image)[1].workflowExecutionId).find(({ status }) => status === 'FAILED');
    expect(failed).toMatchObject({ name: 'ApplyTestComponents', message: 'x'.repeat(500), outputs: '{"logUrl":"s3://x"}', attemptNumber: 3, maxAttempts: 3 });
  });

  test('goes on when the step says Continue', () => {
    const service = new TestService({ builds: [{ test: { failStep: { onFailure: 'Continue' } } }] });
    const image = startBuild(service, {}, DONE);
    expect([statusOf(service, image), ...executionsOf(service, image).map(counts)]).toEqual(['AVAILABLE', '7/6/0/1', '4/3/1/0', '3/3/0/0']);
    expect(executionsOf(service, image)[1].status).toBe('COMPLETED');
  });

  test('the next build goes as the next entry says, and the last entry repeats', () => {
    const service = new TestService({ builds: [failing, {}] });
    const { imagePipelineArn } = createStack(service);
    const images = [1, 2, 3].map(() => service.do('StartImagePipelineExecution', { imagePipelineArn }).imageBuildVersionArn);
    service.clock.advance(DONE);
    expect(images.map((image) => statusOf(service, image))).toEqual(['FAILED', 'AVAILABLE', 'AVAILABLE']);
  });

  test('must name a step that there is', () => {
    const service = new TestService({ builds: [{ test: { failStep: { name: 'NoSuchStep' } } }] });
    expect(() => startBuild(service)).toThrow('`failStep.name` must be one of LaunchTestInstance, ApplyTestComponents, CollectImageScanFindings, '
      + 'TerminateTestInstance, got: NoSuchStep.');
  });
});

describe('the component that is blamed', () => {
  test.each([
    [['update-linux', 'own'], arn('component/own/1.0.0/1')],
    [['update-linux'], managed('component/update-linux/1.0.0/1')],
    [[], undefined],
  ])('among %j is %s', (names, blamed) => {
    const service = new TestService({ builds: [{ build: { failStep: {} } }] });
    service.do('CreateComponent', { ...COMPONENT, name: 'own' });
    const components = names.map((name) => ({ componentArn: name === 'own' ? arn('component/own/x.x.x') : managed(`component/${name}/x.x.x`) }));
    const { infrastructureConfigurationArn } = createStack(service);
    const recipe = { name: 'other', semanticVersion: '1.0.0', parentImage: PARENT_IMAGE, ...components.length > 0 ? { components } : {} };
    const { imageRecipeArn } = service.do('CreateImageRecipe', recipe);
    const { imageBuildVersionArn } = service.do('CreateImage', { imageRecipeArn, infrastructureConfigurationArn });
    service.clock.advance(DONE);
    const { failureContext, reason } = service.do('GetImage', { imageBuildVersionArn }).image.state;
    expect(failureContext.componentFailure?.componentArn).toBe(blamed);
    expect(reason).toContain(blamed ? `'Document ${blamed} failed!'` : '\'A document failed!\'');
  });
});

describe('a build that fails elsewhere', () => {
  test('in the build stage it never tests', () => {
    const service = new TestService({ builds: [{ build: { failStep: { name: 'LaunchBuildInstance' } } }] });
    const image = startBuild(service, {}, DONE);
    const { failureContext } = service.do('GetImage', { imageBuildVersionArn: image }).image.state;
    expect(failureContext).toMatchObject({ imageStatus: 'BUILDING', failedStep: 'LaunchBuildInstance' });
    expect(failureContext).not.toHaveProperty('componentFailure');
    expect(executionsOf(service, image).map(({ type, message }) => [type, message]))
      .toEqual([['BUILD', 'Step \'LaunchBuildInstance\' with action \'LaunchInstance\' failed.']]);
  });

  test('in one Region of the distribution it names the Region and keeps the AMI of the others', () => {
    const regionFailures = [{ region: 'us-east-1', errorMessage: 'copy failed' }];
    const service = new TestService({ builds: [{ regionFailures, amis: [{}, { region: 'us-east-1' }] }] });
    const image = startBuild(service, {}, DONE);
    const { state, outputResources } = service.do('GetImage', { imageBuildVersionArn: image }).image;
    const distribution = executionsOf(service, image)[2];
    expect(state).toEqual({
      status: 'FAILED',
      reason: `Workflow Execution ID: '${distribution.workflowExecutionId}' failed with reason: Distribution failed in us-east-1.`,
      failureContext: {
        imageStatus: 'DISTRIBUTING',
        workflowExecutionId: distribution.workflowExecutionId,
        workflowArn: distribution.workflowBuildVersionArn,
        distributionFailure: { errorMessage: 'Distribution failed in us-east-1.', regionFailures: [{ status: 'FAILED', ...regionFailures[0] }] },
      },
    });
    expect(outputResources.amis.map((ami: Wire) => [ami.region, ami.state])).toEqual([
      [REGION, { status: 'AVAILABLE' }], ['us-east-1', { status: 'FAILED', reason: 'copy failed' }],
    ]);
    expect(counts(distribution)).toBe('3/3/0/0');
  });
});
