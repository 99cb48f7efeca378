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
    const { runCommandId, output } = JSON.parse(apply.outputs);
    const component = arn('component/hardening/1.0.0/1');
    const message = `Document ${component} failed!`;
    expect([counts(execution), execution.message]).toEqual(['4/1/1/0', message]);
    expect([launch, apply, collect, terminate].map(({ status, rollbackStatus }) => [status, rollbackStatus]))
      .toEqual([['COMPLETED', 'COMPLETED'], ['FAILED', 'SKIPPED'], ['PENDING', undefined], ['PENDING', undefined]]);
    expect(apply).toMatchObject({ message, outputs: JSON.stringify({ runCommandId, status: 'Failed', failureMessage: message, output }) });
    expect(JSON.parse(output)).toMatchObject({ status: 'failed', failedStepCount: 1, failureMessage: message });
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
    expect([statusOf(service, image), ...executionsOf(service, image).map(counts)]).toEqual(['AVAILABLE', '7/6/0/1', '4/3/1/0']);
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
    const cause = blamed ? `Document ${blamed} failed!` : 'ExpectationNotMet. ssm:ListCommandInvocations returned terminal state Failed in workflow step ApplyBuildComponents';
    expect(reason).toMatch(new RegExp(`^Workflow Execution ID: 'wf-[0-9a-f-]+' failed with reason: ${cause}$`));
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
      .toEqual([['BUILD', 'LaunchInstance failed in workflow step LaunchBuildInstance']]);
  });

  const job = '[0-9a-f-]{36}';

  test('in one Region of the distribution it names the Region and no workflow, and keeps the AMI of the others', () => {
    const regionFailures = [{ region: 'us-east-1', errorMessage: 'EC2 Client Error: \'No quota\'' }];
    const service = new TestService({ builds: [{ regionFailures, amis: [{}, { region: 'us-east-1' }] }] });
    const image = startBuild(service, {}, DONE);
    const { state, outputResources } = service.do('GetImage', { imageBuildVersionArn: image }).image;
    const errorMessage = 'Not all distribution jobs are completed. 1) EC2 Client Error: \'No quota\' when distributing the image from the source account '
      + '(ID: 123456789012) to the destination account (ID: 123456789012) in Region us-east-1.';
    expect(state).toEqual({
      status: 'FAILED',
      reason: expect.stringMatching(new RegExp(`^Distribution failed with JobId '${job}', status = 'Failed' for ARN '${image}'. Error:'Not all `)),
      failureContext: { imageStatus: 'DISTRIBUTING', distributionFailure: { errorMessage, regionFailures: [{ status: 'FAILED', ...regionFailures[0] }] } },
    });
    expect(outputResources.amis.map((ami: Wire) => [ami.region, ami.state.status])).toEqual([[REGION, 'AVAILABLE'], ['us-east-1', 'FAILED']]);
    expect(executionsOf(service, image).map(({ type, status }) => `${type} ${status}`)).toEqual(['BUILD COMPLETED', 'TEST COMPLETED']);
  });

  test('after the copies, in the configuration of AMIs, it fails in status INTEGRATING and keeps all AMIs', () => {
    const regionFailures = [{ region: 'us-east-1', imageConfigurationStep: 'UPDATE_LAUNCH_TEMPLATES', errorMessage: 'no such template' }];
    const service = new TestService({ builds: [{ regionFailures, amis: [{}, { region: 'us-east-1' }] }] });
    const image = startBuild(service);
    expect(courseOf(service, () => statusOf(service, image)).slice(-3)).toEqual(['DISTRIBUTING', 'INTEGRATING', 'FAILED']);
    const { state, outputResources } = service.do('GetImage', { imageBuildVersionArn: image }).image;
    const errorMessage = 'In region \'us-east-1\' - \'no such template\'';
    expect(state).toEqual({
      status: 'FAILED',
      reason: expect.stringMatching(new RegExp(`^Integration failed with JobId '${job}', status = 'Failed' for ARN '${image}'. Error:'${errorMessage}'$`)),
      failureContext: { imageStatus: 'INTEGRATING', distributionFailure: { errorMessage, regionFailures: [{ status: 'FAILED', ...regionFailures[0] }] } },
    });
    expect(outputResources.amis.map((ami: Wire) => ami.state.status)).toEqual(['AVAILABLE', 'AVAILABLE']);
  });

  describe('in a distribution workflow', () => {
    const workflows = ['build/build-image', 'distribution/distribute-image'].map((name) => ({ workflowArn: managed(`workflow/${name}/x.x.x`) }));

    test.each([
      [{ status: 'TIMED_OUT' as const }, 'DISTRIBUTING', 'DistributeImage', 'distributedImages', 'TimedOut'],
      [{ imageConfigurationStep: 'EXPORT_AMI' }, 'DISTRIBUTING', 'ApplyImageConfigurations', 'configuredImages', 'Failed'],
    ])('%j fails the step that does it, whose outputs say which Regions failed', (failure, imageStatus, step, list, status) => {
      const service = new TestService({ builds: [{ regionFailures: [{ region: 'us-east-1', ...failure }], amis: [{}, { region: 'us-east-1' }] }] });
      const image = startBuild(service, { workflows, executionRole: 'r' }, DONE);
      const [, execution] = executionsOf(service, image);
      const failed = stepsOf(service, execution.workflowExecutionId).find((one) => one.status === 'FAILED')!;
      expect([execution.type, execution.status, failed.name]).toEqual(['DISTRIBUTION', 'ROLLBACK_COMPLETED', step]);
      expect(JSON.parse(failed.outputs)[list].map((one: Wire) => [one.region, one.status, one.errorMessage])).toEqual([
        [REGION, 'Completed', undefined], ['us-east-1', status, 'The operation failed.'],
      ]);
      expect(service.do('GetImage', { imageBuildVersionArn: image }).image.state.failureContext).toMatchObject({
        imageStatus, workflowExecutionId: execution.workflowExecutionId, failedStep: step, distributionFailure: { regionFailures: [{ region: 'us-east-1' }] },
      });
    });
  });

  test('a step of the distribution cannot fail where no workflow distributes', () => {
    const service = new TestService({ builds: [{ distribution: { failStep: {} } }] });
    expect(() => startBuild(service)).toThrow('`distribution.failStep` must have a DISTRIBUTION workflow to fail in, got: none.');
  });
});
