import { error, serviceAt } from './service';
import { imageBuilder } from '../../../src/handler/adapters/image-builder';
import { IMAGE_ARN, PIPELINE_ARN } from '../fixtures';

const never = new AbortController().signal;
const service = serviceAt('AWS_ENDPOINT_URL_IMAGEBUILDER');

const port = () => imageBuilder({ attempts: 1 });

test('a build is started with a token and tags, and its image is known at once', async () => {
  service.answers({ imageBuildVersionArn: IMAGE_ARN, clientToken: 'token' });
  await expect(port().start(PIPELINE_ARN, 'token', { 'cdk-imagebuilder:trigger': 'abc' }, never)).resolves.toBe(IMAGE_ARN);
  expect(service.calls).toEqual([{
    path: '/StartImagePipelineExecution', input: { imagePipelineArn: PIPELINE_ARN, clientToken: 'token', tags: { 'cdk-imagebuilder:trigger': 'abc' } },
  }]);
});

test('a start whose answer names no image is trouble that may pass', async () => {
  service.answers({});
  await expect(port().start(PIPELINE_ARN, 'token', {}, never)).rejects.toMatchObject({
    callFailure: {
      kind: 'PASSING',
      code: 'UnusableAnswer',
      operation: 'StartImagePipelineExecution',
      resource: PIPELINE_ARN,
      message: 'The answer has no `imageBuildVersionArn`.',
    },
  });
});

test('a pipeline that cannot start is told by name', async () => {
  service.reacts(error('ResourceInUseException', 400, 'It is being updated.'));
  await expect(port().start(PIPELINE_ARN, 'token', {}, never)).rejects.toMatchObject({ callFailure: { kind: 'FINAL', code: 'ResourceInUseException' } });
});

test('a build is cancelled with a token of its own', async () => {
  service.answers({ imageBuildVersionArn: IMAGE_ARN });
  await expect(port().cancel(IMAGE_ARN, never)).resolves.toBeUndefined();
  expect(service.calls).toEqual([{ path: '/CancelImageCreation', input: { imageBuildVersionArn: IMAGE_ARN, clientToken: expect.stringMatching(/^[0-9a-f-]{36}$/) } }]);
});

test('a build that has ended cannot be cancelled', async () => {
  service.reacts(error('InvalidParameterValueException', 400, 'It has ended.'));
  await expect(port().cancel(IMAGE_ARN, never)).rejects.toMatchObject({ callFailure: { kind: 'FINAL', operation: 'CancelImageCreation', resource: IMAGE_ARN } });
});
