import { NO_BUILD, NO_SCAN } from '../../../src/handler/core/model/observation';
import { ReportRequest, parseRequest } from '../../../src/handler/core/request/request';
import { observeBuildOf, observeScanOf } from '../../../src/handler/observe/observe';
import { ImageBuilder, Services } from '../../../src/handler/ports';
import { event, image, IMAGE_ARN, services } from '../fixtures';

const signal = new AbortController().signal;
const observe = (request: ReportRequest, readers: Services) => request.kind === 'BUILD'
  ? observeBuildOf(request.source, {}, readers, signal) : observeScanOf(request.source, false, readers, signal);

describe('an image that a pipeline execution does not have', () => {
  test.each([
    ['Custom::ImageBuilderBuildReport', {}],
    ['Custom::ImageBuilderScanReport', { ScanTimeoutSeconds: '0' }],
  ])('is none to %s, without a call', async (ResourceType, properties) => {
    const request = parseRequest(event({ ResourceType }, { SourceArn: 'NONE', ...properties }));
    await expect(observe(request, services({}))).resolves.toEqual(request.kind === 'BUILD' ? NO_BUILD : NO_SCAN);
  });

  test('is none only by that word', () => {
    expect(() => parseRequest(event({}, { SourceArn: 'none' }))).toThrow(/`SourceArn` must be the ARN of one build of an image/);
  });
});

test('an image that it has is read', async () => {
  const imageBuilder = { image: async () => image(), executions: async () => [] } as unknown as ImageBuilder;
  await expect(observe(parseRequest(event()), services({ imageBuilder }))).resolves.toMatchObject({ kind: 'BUILD', build: { image: { arn: IMAGE_ARN } } });
});
