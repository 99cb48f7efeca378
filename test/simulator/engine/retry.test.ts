import { BuildScenario } from '../scenario';
import {
  CONTAINER_RECIPE, courseOf, createStack, executionsOf, managed, startBuild, statusOf, stepsOf, TestService,
} from '../testing';

const DONE = 1300;
const FAILING: BuildScenario = { test: { failStep: { name: 'ApplyTestComponents' } } };
const COPY_FAILS: BuildScenario = { regionFailures: [{ region: 'us-east-1', errorMessage: 'Rate exceeded' }] };
const DISTRIBUTION = { executionRole: 'role', workflows: ['build/build-image', 'test/test-image', 'distribution/distribute-image'].map((name) => ({ workflowArn: managed(`workflow/${name}/x.x.x`) })) };

/** A service with a build that has come to its end. */
function ended(build: BuildScenario, pipeline = {}) {
  const service = new TestService({ builds: [build] });
  const imageBuildVersionArn = startBuild(service, pipeline, DONE);
  const retry = (token?: string) => service.do('RetryImage', { imageBuildVersionArn, ...token && { clientToken: token } });
  const runs = () => executionsOf(service, imageBuildVersionArn).map(({ type, status, retried }) => `${type} ${status}${retried ? ' (retried)' : ''}`);
  return { service, imageBuildVersionArn, retry, runs, see: () => [statusOf(service, imageBuildVersionArn), ...runs()] };
}

describe('a build that is retried', () => {
  test('after its test failed runs the test again, and nothing before it', () => {
    const { service, imageBuildVersionArn, retry, see } = ended(FAILING);
    expect(retry('token')).toEqual({ imageBuildVersionArn, clientToken: 'token' });
    const before = ['BUILD COMPLETED', 'TEST ROLLBACK_COMPLETED (retried)'];
    expect(courseOf(service, see)).toEqual([
      ['TESTING', ...before, 'TEST RUNNING'], ['DISTRIBUTING', ...before, 'TEST COMPLETED'], ['INTEGRATING', ...before, 'TEST COMPLETED'], ['AVAILABLE', ...before, 'TEST COMPLETED'],
    ]);
    const [, failed, again] = executionsOf(service, imageBuildVersionArn);
    expect(again.workflowExecutionId).not.toBe(failed.workflowExecutionId);
    expect(stepsOf(service, failed.workflowExecutionId).map(({ status }) => status)).toContain('FAILED');
    expect(service.do('GetImage', { imageBuildVersionArn }).image).toMatchObject({ scanState: { status: 'COMPLETED' }, outputResources: { amis: [{}] } });
  });

  test('fails as its scenario says, as often as that', () => {
    const { service, imageBuildVersionArn, retry, runs } = ended({ ...FAILING, retries: [{ ...FAILING, reason: 'again' }, {}] });
    retry();
    service.clock.advance(DONE);
    expect(service.do('GetImage', { imageBuildVersionArn }).image.state).toMatchObject({ status: 'FAILED', reason: 'again', failureContext: { imageStatus: 'TESTING' } });
    retry();
    service.clock.advance(DONE);
    expect([statusOf(service, imageBuildVersionArn), ...runs()]).toEqual([
      'AVAILABLE', 'BUILD COMPLETED', 'TEST ROLLBACK_COMPLETED (retried)', 'TEST ROLLBACK_COMPLETED (retried)', 'TEST COMPLETED',
    ]);
  });

  test('goes as the last entry says from then on', () => {
    const { service, imageBuildVersionArn, retry } = ended({ ...FAILING, retries: [FAILING] });
    for (let i = 0; i < 3; i++) {
      retry();
      service.clock.advance(DONE);
      expect(statusOf(service, imageBuildVersionArn)).toBe('FAILED');
    }
  });

  test('after its distribution failed distributes again, without a trace among the workflows', () => {
    const { service, retry, see } = ended(COPY_FAILS);
    retry();
    expect(courseOf(service, see).map(([status]) => status)).toEqual(['DISTRIBUTING', 'INTEGRATING', 'AVAILABLE']);
    expect(see().slice(1)).toEqual(['BUILD COMPLETED', 'TEST COMPLETED']);
  });

  test('after the workflow of its distribution failed runs it again', () => {
    const { service, retry, see } = ended({ distribution: { failStep: {} } }, DISTRIBUTION);
    retry();
    service.clock.advance(DONE);
    expect(see()).toEqual(['AVAILABLE', 'BUILD COMPLETED', 'TEST COMPLETED', 'DISTRIBUTION ROLLBACK_COMPLETED (retried)', 'DISTRIBUTION COMPLETED']);
  });

  test('after what follows the distribution failed does only that again', () => {
    const { service, retry, see } = ended({ regionFailures: [{ region: 'us-east-1', imageConfigurationStep: 'UPDATE_SSM_PARAMETER' }] });
    retry();
    expect(courseOf(service, see).map(([status]) => status)).toEqual(['INTEGRATING', 'AVAILABLE']);
  });

  test('can be cancelled', () => {
    const { service, imageBuildVersionArn, retry, see } = ended(FAILING);
    retry();
    service.do('CancelImageCreation', { imageBuildVersionArn });
    service.clock.advance(10);
    expect(see()).toEqual(['CANCELLED', 'BUILD COMPLETED', 'TEST ROLLBACK_COMPLETED (retried)', 'TEST CANCELLED']);
  });

  test('with a token that was used is not retried again', () => {
    const { service, imageBuildVersionArn, retry } = ended({ ...FAILING, retries: [FAILING] });
    retry('token');
    service.clock.advance(DONE);
    retry('token');
    expect(statusOf(service, imageBuildVersionArn)).toBe('FAILED');
    retry('other');
    expect(statusOf(service, imageBuildVersionArn)).toBe('TESTING');
  });

  test('sends its events', () => {
    const { service, retry } = ended(FAILING);
    service.takeEvents();
    retry();
    service.clock.advance(DONE);
    expect(service.takeEvents().map(({ detail }) => detail.state?.status).filter((status) => status !== undefined)).toEqual(['TESTING', 'DISTRIBUTING', 'INTEGRATING', 'AVAILABLE']);
  });
});

describe('a build that cannot be retried', () => {
  const why = 'cannot be retried, because it is no AMI that failed in its test or distribution.';

  test.each<[string, BuildScenario]>([['that succeeded', {}], ['that failed before its test', { build: { failStep: {} } }]])('is one %s', (_, build) => {
    const { service, imageBuildVersionArn } = ended(build);
    expect(service.refusal('RetryImage', { imageBuildVersionArn })).toBe(`InvalidRequestException: The image '${imageBuildVersionArn}' ${why}`);
  });

  test('is one that is in progress, also when it is retried already', () => {
    const { service, imageBuildVersionArn, retry } = ended(FAILING);
    retry();
    expect(service.refusal('RetryImage', { imageBuildVersionArn })).toBe(`ResourceInUseException: The image '${imageBuildVersionArn}' is being built.`);
  });

  test('is one that was cancelled', () => {
    const service = new TestService();
    const imageBuildVersionArn = startBuild(service);
    service.do('CancelImageCreation', { imageBuildVersionArn });
    service.clock.advance(10);
    expect(service.refusal('RetryImage', { imageBuildVersionArn })).toContain(why);
  });

  test('is one of a container image', () => {
    const service = new TestService({ builds: [FAILING] });
    const { infrastructureConfigurationArn } = createStack(service);
    const { containerRecipeArn } = service.do('CreateContainerRecipe', CONTAINER_RECIPE);
    const { imageBuildVersionArn } = service.do('CreateImage', { containerRecipeArn, infrastructureConfigurationArn });
    service.clock.advance(DONE);
    expect(service.refusal('RetryImage', { imageBuildVersionArn })).toContain(why);
  });

  test('is one of the seed', () => {
    const imageBuildVersionArn = 'arn:aws:imagebuilder:eu-west-1:123456789012:image/golden/1.0.0/1';
    const service = new TestService({ seed: { images: [{ arn: imageBuildVersionArn, status: 'FAILED' }] } });
    expect(service.refusal('RetryImage', { imageBuildVersionArn })).toContain(why);
  });

  test('is one that does not exist', () => {
    const imageBuildVersionArn = 'arn:aws:imagebuilder:eu-west-1:123456789012:image/golden/1.0.0/1';
    expect(new TestService().refusal('RetryImage', { imageBuildVersionArn })).toMatch(/^ResourceNotFoundException: /);
  });
});
