import { error, serviceAt } from './service';
import { fleet } from '../../../src/handler/adapters/fleet';
import { IMAGE_ARN, PIPELINE_ARN } from '../fixtures';

const service = serviceAt('AWS_ENDPOINT_URL_IMAGEBUILDER');
const signal = new AbortController().signal;
const port = () => fleet({ attempts: 1 });

test('the builds of the account are those of all versions, on all pages', async () => {
  service.answers(
    { imageSummaryList: [{ arn: IMAGE_ARN, dateCreated: '2026-01-05T08:00:00.000Z', state: { status: 'FAILED' } }, {}], nextToken: 'next' },
    { imageSummaryList: [{ arn: IMAGE_ARN.replace('/4', '/5') }] },
  );
  await expect(port().builds(signal)).resolves.toEqual([
    { arn: IMAGE_ARN, createdAt: '2026-01-05T08:00:00.000Z', status: 'FAILED', amis: [] }, { arn: IMAGE_ARN.replace('/4', '/5'), amis: [] },
  ]);
  expect(service.calls).toEqual([
    { path: '/ListImageBuildVersions', input: { maxResults: 100 } }, { path: '/ListImageBuildVersions', input: { maxResults: 100, nextToken: 'next' } },
  ]);
});

test('the pipelines of the account have the names of their ARNs', async () => {
  service.answers({
    imagePipelineList: [
      { arn: PIPELINE_ARN, name: 'Golden', status: 'DISABLED', consecutiveFailures: 3, schedule: { autoDisablePolicy: { failureCount: 3 } } },
      { arn: `${PIPELINE_ARN}-2`, status: '', consecutiveFailures: -1 }, { name: 'odd' }, { arn: 'arn:odd/' },
    ],
  });
  await expect(port().pipelines(signal)).resolves.toEqual([
    { arn: PIPELINE_ARN, name: 'golden', status: 'DISABLED', failures: 3, disabledAfter: 3 }, { arn: `${PIPELINE_ARN}-2`, name: 'golden-2' },
  ]);
});

test('a pipeline is the one that was asked for', async () => {
  service.answers({ imagePipeline: { arn: PIPELINE_ARN, status: 'ENABLED' } });
  await expect(port().pipeline(PIPELINE_ARN, signal)).resolves.toEqual({ arn: PIPELINE_ARN, name: 'golden', status: 'ENABLED' });
  service.answers({ imagePipeline: { arn: `${PIPELINE_ARN}-2` } });
  await expect(port().pipeline(PIPELINE_ARN, signal)).rejects.toMatchObject({ callFailure: { kind: 'PASSING', operation: 'GetImagePipeline' } });
  service.reacts(error('InvalidRequestException', 400, `The resource ARN ${PIPELINE_ARN} can not be found.`));
  await expect(port().pipeline(PIPELINE_ARN, signal)).rejects.toMatchObject({ callFailure: { kind: 'NOT_FOUND', operation: 'GetImagePipeline' } });
});

describe('packages', () => {
  test('are in order, whatever the order of the list', async () => {
    service.answers({
      imagePackageList: [
        { packageName: 'zlib', packageVersion: '1.3' }, { packageName: 'kernel', packageVersion: '6.2' }, { packageName: 'kernel', packageVersion: '6.1' },
        { packageName: 'kernel' }, { packageVersion: '1' },
      ],
    });
    await expect(port().packages(IMAGE_ARN, signal)).resolves.toEqual([
      { name: 'kernel' }, { name: 'kernel', version: '6.1' }, { name: 'kernel', version: '6.2' }, { name: 'zlib', version: '1.3' },
    ]);
    expect(service.calls).toEqual([{ path: '/ListImagePackages', input: { imageBuildVersionArn: IMAGE_ARN, maxResults: 100 } }]);
  });

  test('are none if the service has no list, and a failure if it does not say', async () => {
    service.reacts(error('ResourceNotFoundException', 404, 'None.'));
    await expect(port().packages(IMAGE_ARN, signal)).resolves.toEqual([]);
    service.reacts(error('ForbiddenException', 403, 'No.'));
    await expect(port().packages(IMAGE_ARN, signal)).rejects.toMatchObject({ callFailure: { kind: 'DENIED' } });
  });
});
