import { arn, CONTAINER_RECIPE, counts, courseOf, createStack, executionsOf, managed, REGION, startBuild, statusOf, stepsOf, TestService } from '../testing';
import { Wire } from '../wire';

const DONE = 1300;

describe('a build that succeeds', () => {
  test('goes through all states of an image in their order', () => {
    const service = new TestService();
    const image = startBuild(service);
    expect(courseOf(service, () => statusOf(service, image)))
      .toEqual(['PENDING', 'CREATING', 'BUILDING', 'TESTING', 'DISTRIBUTING', 'INTEGRATING', 'AVAILABLE']);
  });

  test('runs the managed workflows for build and test', () => {
    const service = new TestService();
    const image = startBuild(service);
    expect(courseOf(service, () => executionsOf(service, image).map(({ type, status }) => `${type} ${status}`))).toEqual([
      [], ['BUILD RUNNING'],
      ['BUILD COMPLETED', 'TEST RUNNING'],
      ['BUILD COMPLETED', 'TEST COMPLETED'],
    ]);
    expect(executionsOf(service, image).map(({ retried }) => retried)).toEqual([false, false]);
    expect(executionsOf(service, image).map((execution) => [execution.workflowBuildVersionArn, counts(execution)])).toEqual([
      [managed('workflow/build/build-image/1.0.3/1'), '7/6/0/1'],
      [managed('workflow/test/test-image/1.0.3/1'), '4/4/0/0'],
    ]);
  });

  test('shows the steps of the managed workflows with times, inputs and outputs', () => {
    const service = new TestService({ clock: { rate: 0, start: '2026-02-01T10:00:00.000Z' } });
    const image = startBuild(service, {}, DONE);
    const [build, tests] = executionsOf(service, image).map(({ workflowExecutionId }) => stepsOf(service, workflowExecutionId));
    expect(build.map(({ name, action, status }) => `${name} ${action} ${status}`)).toEqual([
      'LaunchBuildInstance LaunchInstance COMPLETED', 'ApplyBuildComponents ExecuteComponents COMPLETED',
      'InventoryCollection CollectImageMetadata COMPLETED', 'RunSanitizeScript SanitizeInstance COMPLETED', 'RunSysPrepScript RunSysPrep SKIPPED',
      'CreateOutputAMI CreateImage COMPLETED', 'TerminateBuildInstance TerminateInstance COMPLETED',
    ]);
    expect(tests.map(({ name, action, status }) => `${name} ${action} ${status}`)).toEqual([
      'LaunchTestInstance LaunchInstance COMPLETED', 'ApplyTestComponents ExecuteComponents COMPLETED',
      'CollectImageScanFindings CollectImageScanFindings COMPLETED', 'TerminateTestInstance TerminateInstance COMPLETED',
    ]);
    const [launch, apply, , , sysprep, create] = build;
    const { instanceId } = JSON.parse(launch.outputs);
    expect(instanceId).toMatch(/^i-[0-9a-f]{17}$/);
    expect(launch).toMatchObject({ inputs: '{"waitFor":"ssmAgent"}', startTime: '2026-02-01T10:00:30.000Z', endTime: '2026-02-01T10:02:10.000Z', message: '' });
    expect(JSON.parse(apply.inputs)).toEqual({ instanceId });
    expect(JSON.parse(apply.outputs)).toEqual({ runCommandId: expect.stringMatching(/^[0-9a-f-]{36}$/), status: 'Success', output: '' });
    expect(sysprep.startTime).toBe(sysprep.endTime);
    expect(sysprep.inputs).toBe('{"instanceId.$":"$.stepOutputs.LaunchBuildInstance.instanceId"}');
    expect(JSON.parse(create.outputs).imageId).toMatch(/^ami-[0-9a-f]{17}$/);
  });

  test('shows steps that wait, run and have ended while it runs', () => {
    const service = new TestService();
    const image = startBuild(service, {}, 180);
    const [execution] = executionsOf(service, image);
    expect(execution).not.toHaveProperty('endTime');
    const steps = stepsOf(service, execution.workflowExecutionId);
    expect(steps.map(({ status }) => status)).toEqual(['COMPLETED', 'RUNNING', 'PENDING', 'PENDING', 'PENDING', 'PENDING', 'PENDING']);
    expect(steps.map((step) => ['startTime', 'endTime', 'outputs'].filter((member) => member in step).length)).toEqual([3, 1, 0, 0, 0, 0, 0]);
  });

  test('has an AMI for each Region and account, only when it is available', () => {
    const service = new TestService();
    const distributions = [
      { region: REGION, amiDistributionConfiguration: { name: 'x {{ imagebuilder:buildVersion }} {{ imagebuilder:buildDate }}' } },
      { region: 'us-east-1', amiDistributionConfiguration: { targetAccountIds: ['111111111111', '222222222222'] } },
    ];
    const { imageRecipeArn, infrastructureConfigurationArn } = createStack(service);
    const { distributionConfigurationArn } = service.do('CreateDistributionConfiguration', { name: 'wide', distributions });
    const { imageBuildVersionArn } = service.do('CreateImage', { imageRecipeArn, infrastructureConfigurationArn, distributionConfigurationArn });
    const amis = () => service.do('GetImage', { imageBuildVersionArn }).image.outputResources.amis as Wire[];
    service.clock.advance(1180);
    expect(amis()).toEqual([]);
    service.clock.advance(20);
    expect(amis().map(({ region, accountId, name, state }) => [region, accountId, name, state.status])).toEqual([
      [REGION, '123456789012', 'x 1.0.1/1 2026-01-05T08-00-00-000Z', 'AVAILABLE'],
      ['us-east-1', '111111111111', 'golden 2026-01-05T08-00-00-000Z', 'AVAILABLE'],
      ['us-east-1', '222222222222', 'golden 2026-01-05T08-00-00-000Z', 'AVAILABLE'],
    ]);
    expect(new Set(amis().map(({ image }) => image)).size).toBe(3);
  });

  test('has the AMIs of the scenario', () => {
    const service = new TestService({ builds: [{ amis: [{ image: 'ami-0123456789abcdef0', accountId: '999999999999', status: 'FAILED', reason: 'no' }] }] });
    const image = startBuild(service, {}, DONE);
    expect(service.do('GetImage', { imageBuildVersionArn: image }).image.outputResources.amis).toEqual([{
      image: 'ami-0123456789abcdef0', accountId: '999999999999', region: REGION, name: 'golden 2026-01-05T08-00-00-000Z', state: { status: 'FAILED', reason: 'no' },
    }]);
  });

  test('gives the same ids each time', () => {
    const [one, other] = [1, 2].map(() => {
      const service = new TestService();
      const image = startBuild(service, {}, DONE);
      return [service.do('GetImage', { imageBuildVersionArn: image }), executionsOf(service, image).map((each) => [each, stepsOf(service, each.workflowExecutionId)])];
    });
    expect(one).toEqual(other);
  });

  test('takes as long as the scenario says', () => {
    const durations = { pending: 0, creating: 0, building: 5, testing: 5, distributing: 0, integrating: 0 };
    const service = new TestService({ builds: [{ durations }] });
    const image = startBuild(service, {}, 9.9);
    expect(statusOf(service, image)).toBe('TESTING');
    service.clock.advance(0.1);
    expect(statusOf(service, image)).toBe('AVAILABLE');
  });

  test('runs no tests when they are off', () => {
    const service = new TestService();
    const image = startBuild(service, { imageTestsConfiguration: { imageTestsEnabled: false } });
    expect(courseOf(service, () => statusOf(service, image))).toEqual(['PENDING', 'CREATING', 'BUILDING', 'DISTRIBUTING', 'INTEGRATING', 'AVAILABLE']);
    expect(executionsOf(service, image).map(({ type }) => type)).toEqual(['BUILD']);
  });

  test('runs a distribution workflow only where one is named', () => {
    const service = new TestService();
    const workflows = ['build/build-image', 'distribution/distribute-image'].map((name) => ({ workflowArn: managed(`workflow/${name}/x.x.x`) }));
    const image = startBuild(service, { workflows, executionRole: 'r' }, DONE);
    expect(executionsOf(service, image).map((execution) => [execution.type, counts(execution)])).toEqual([['BUILD', '7/6/0/1'], ['DISTRIBUTION', '3/3/0/0']]);
  });

  test('skips collecting metadata and findings where they are off', () => {
    const service = new TestService();
    const image = startBuild(service, { enhancedImageMetadataEnabled: false, imageScanningConfiguration: undefined }, DONE);
    expect(executionsOf(service, image).map(counts)).toEqual(['7/5/0/2', '4/3/0/1']);
  });

  test('of a container recipe has image URIs and the steps for containers', () => {
    const service = new TestService();
    const { infrastructureConfigurationArn } = createStack(service);
    const { containerRecipeArn } = service.do('CreateContainerRecipe', CONTAINER_RECIPE);
    const { imageBuildVersionArn } = service.do('CreateImage', { containerRecipeArn, infrastructureConfigurationArn });
    service.clock.advance(DONE);
    const { image } = service.do('GetImage', { imageBuildVersionArn });
    expect([image.type, image.outputResources]).toEqual([
      'DOCKER', { containers: [{ region: REGION, imageUris: [`123456789012.dkr.ecr.${REGION}.amazonaws.com/web:2.0.0-1`] }] },
    ]);
    expect(executionsOf(service, imageBuildVersionArn).map(({ workflowBuildVersionArn }) => workflowBuildVersionArn))
      .toEqual([managed('workflow/build/build-container/1.0.3/1'), managed('workflow/test/test-container/1.0.3/1')]);
  });
});

test('the container images of a distribution are in its repositories', () => {
  const service = new TestService();
  const { infrastructureConfigurationArn } = createStack(service);
  const { containerRecipeArn } = service.do('CreateContainerRecipe', CONTAINER_RECIPE);
  const { distributionConfigurationArn } = service.do('CreateDistributionConfiguration', {
    name: 'wide',
    distributions: [
      { region: REGION, containerDistributionConfiguration: { targetRepository: { service: 'ECR', repositoryName: 'web' } } },
      { region: 'us-east-1', containerDistributionConfiguration: { targetRepository: { service: 'ECR', repositoryName: 'copy' } } },
    ],
  });
  const { imageBuildVersionArn } = service.do('CreateImage', { containerRecipeArn, infrastructureConfigurationArn, distributionConfigurationArn });
  service.clock.advance(DONE);
  expect(service.do('GetImage', { imageBuildVersionArn }).image.outputResources.containers).toEqual([
    { region: REGION, imageUris: [`123456789012.dkr.ecr.${REGION}.amazonaws.com/web:2.0.0-1`] },
    { region: 'us-east-1', imageUris: ['123456789012.dkr.ecr.us-east-1.amazonaws.com/copy:2.0.0-1'] },
  ]);
});

describe('workflows that are named', () => {
  const json = JSON.stringify({ steps: [{ name: 'One', action: 'RunCommand' }, { name: 'Two', action: 'ExecuteComponents', onFailure: 'Continue' }] });
  const yaml = 'name: x\nschemaVersion: 1.0\nsteps:\n  - name: One\n    action: RunCommand\n    inputs:\n      documentName: x\n  - name: Two\n    action: ExecuteComponents\n';

  test('run one step when their document is in S3', () => {
    const service = new TestService();
    const { workflowBuildVersionArn } = service.do('CreateWorkflow', { name: 'my own', semanticVersion: '1.0.0', type: 'BUILD', uri: 's3://a/b' });
    const image = startBuild(service, { workflows: [{ workflowArn: workflowBuildVersionArn }], executionRole: 'r' }, DONE);
    expect(stepsOf(service, executionsOf(service, image)[0].workflowExecutionId).map(({ name, action }) => [name, action])).toEqual([['Stepmyown', 'RunCommand']]);
  });

  test.each([['JSON', json], ['YAML', yaml]])('run the steps of their document in %s', (_, data) => {
    const service = new TestService();
    const { workflowBuildVersionArn } = service.do('CreateWorkflow', { name: 'own', semanticVersion: '1.0.0', type: 'BUILD', data });
    const image = startBuild(service, { workflows: [{ workflowArn: workflowBuildVersionArn }], executionRole: 'r', distributionConfigurationArn: undefined }, DONE);
    const executions = executionsOf(service, image);
    expect(executions.map((execution) => [execution.workflowBuildVersionArn, execution.type])).toEqual([[arn('workflow/build/own/1.0.0/1'), 'BUILD']]);
    expect(stepsOf(service, executions[0].workflowExecutionId).map(({ name, action }) => [name, action]))
      .toEqual([['One', 'RunCommand'], ['Two', 'ExecuteComponents']]);
  });

  const test1 = managed('workflow/test/test-image/x.x.x');
  test('run side by side in a parallel group and else one after the other', () => {
    const service = new TestService();
    const workflows = [
      { workflowArn: test1 }, { workflowArn: test1, parallelGroup: 'g' }, { workflowArn: test1, parallelGroup: 'g' }, { workflowArn: test1, parallelGroup: 'h' },
    ];
    const image = startBuild(service, { workflows, executionRole: 'r' }, DONE);
    const executions = executionsOf(service, image);
    expect(executions.map(({ type, parallelGroup }) => parallelGroup ?? type)).toEqual(['TEST', 'g', 'g', 'h']);
    const [first, one, other, last] = executions;
    expect([one.startTime, one.endTime]).toEqual([other.startTime, other.endTime]);
    expect([first.endTime, one.endTime]).toEqual([one.startTime, last.startTime]);
  });

  test('that fail do not fail the image when it is to continue', () => {
    const service = new TestService({ builds: [{ test: { failStep: {} } }] });
    const workflows = [{ workflowArn: test1, onFailure: 'CONTINUE' }, { workflowArn: test1 }];
    const image = startBuild(service, { workflows, executionRole: 'r' }, DONE);
    expect(statusOf(service, image)).toBe('AVAILABLE');
    expect(executionsOf(service, image).map(({ status }) => status)).toEqual(['ROLLBACK_COMPLETED', 'COMPLETED']);
  });
});

describe('CancelImageCreation', () => {
  test('ends a build, after a while, and what was running in it', () => {
    const service = new TestService();
    const image = startBuild(service, {}, 200);
    service.do('CancelImageCreation', { imageBuildVersionArn: image });
    expect(statusOf(service, image)).toBe('BUILDING');
    service.clock.advance(10);
    const [execution] = executionsOf(service, image);
    expect([statusOf(service, image), execution.status]).toEqual(['CANCELLED', 'CANCELLED']);
    expect(stepsOf(service, execution.workflowExecutionId).map(({ status }) => status))
      .toEqual(['COMPLETED', 'CANCELLED', 'CANCELLED', 'CANCELLED', 'CANCELLED', 'CANCELLED', 'CANCELLED']);
    service.clock.advance(DONE);
    expect([statusOf(service, image), executionsOf(service, image).length]).toEqual(['CANCELLED', 1]);
    expect(service.do('GetImage', { imageBuildVersionArn: image }).image.scanState.status).toBe('ABANDONED');
  });

  test('is refused when the build has ended', () => {
    const service = new TestService();
    const image = startBuild(service, {}, DONE);
    expect(service.refusal('CancelImageCreation', { imageBuildVersionArn: image }))
      .toBe(`InvalidParameterValueException: The value supplied for parameter 'imageBuildVersionArn' is not valid. The image '${image}' is not being built.`);
  });
});
