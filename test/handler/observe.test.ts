import { event, image, IMAGE_ARN, services } from './fixtures';
import { NO_IMAGE } from '../../src/handler/core/decide';
import { parseRequest } from '../../src/handler/core/request';
import { observe } from '../../src/handler/observe';
import { ImageBuilder } from '../../src/handler/ports';

const signal = new AbortController().signal;

describe('an image that a pipeline execution does not have', () => {
  test.each([
    ['Custom::ImageBuilderBuildReport', {}],
    ['Custom::ImageBuilderScanReport', { ScanTimeoutSeconds: '0' }],
  ])('is none to %s, without a call', async (ResourceType, properties) => {
    const request = parseRequest(event({ ResourceType }, { SourceArn: 'NONE', ...properties }));
    await expect(observe(request, services({}), signal)).resolves.toEqual(NO_IMAGE);
  });

  test('is none only by that word', () => {
    expect(() => parseRequest(event({}, { SourceArn: 'none' }))).toThrow(/`SourceArn` must be the ARN of one build of an image/);
  });
});

test('an image that it has is read', async () => {
  const imageBuilder = { image: async () => image(), executions: async () => [] } as unknown as ImageBuilder;
  await expect(observe(parseRequest(event()), services({ imageBuilder }), signal)).resolves.toMatchObject({ kind: 'SIGHT', image: { arn: IMAGE_ARN } });
});
