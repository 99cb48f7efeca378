import { CallFailed, classify } from '../../../src/handler/core/model/call-failure';
import { Image } from '../../../src/handler/core/model/facts';
import { NO_BUILD, NO_SCAN, UNIDENTIFIED_BUILD, UNIDENTIFIED_SCAN } from '../../../src/handler/core/model/observation';
import { BuildReads } from '../../../src/handler/core/request/optional-reads';
import { ReportRequest, parseRequest } from '../../../src/handler/core/request/request';
import { observeBuildOf, observeScanOf } from '../../../src/handler/observe/observe';
import { ImageBuilder, Services } from '../../../src/handler/ports';
import { event, execution, image, IMAGE_ARN, PIPELINE_ARN, services } from '../fixtures';

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
    const unknown = parseRequest(event({ ResourceType }, { SourceArn: 'UNKNOWN', ...properties }));
    await expect(observe(unknown, services({}))).resolves.toEqual(request.kind === 'BUILD' ? UNIDENTIFIED_BUILD : UNIDENTIFIED_SCAN);
  });

  test('is none only by that word', () => {
    expect(() => parseRequest(event({}, { SourceArn: 'none' }))).toThrow(/`SourceArn` must be the ARN of one build of an image/);
  });
});

test('an image that it has is read', async () => {
  const imageBuilder = { image: async () => image(), executions: async () => [] } as unknown as ImageBuilder;
  await expect(observe(parseRequest(event()), services({ imageBuilder }))).resolves.toMatchObject({ kind: 'BUILD', build: { image: { arn: IMAGE_ARN } } });
});

describe('the newest image of a pipeline', () => {
  const arns = [3, 2, 1].map((build) => IMAGE_ARN.replace('/4', `/${build}`));
  const refusal = (name: string, httpStatus: number, operation: string) =>
    new CallFailed(classify({ name, httpStatus, message: 'No.' }, { operation, resource: 'it' }));
  const notFound = (operation: string) => refusal('ResourceNotFoundException', 404, operation);
  const latest = (properties = {}) => parseRequest(event(properties, { SourceType: 'PIPELINE', SourceArn: PIPELINE_ARN, ScanTimeoutSeconds: '0' }));
  const pipelineOf = (answers: (Image | CallFailed)[], executions = async () => [execution()]) => services({
    imageBuilder: {
      pipelineImages: async () => arns.map((arn) => ({ arn })),
      image: async (arn: string) => {
        const answer = answers[arns.indexOf(arn)];
        if (answer instanceof CallFailed) throw answer;
        return { ...answer, arn };
      },
      executions,
      severityCounts: async () => ({ all: 0 }),
    } as unknown as ImageBuilder,
  });

  test.each([
    ['is not found', notFound('GetImage')], ['is deleted', image({ status: 'DELETED' })],
  ])('that %s is not the newest', async (_, answer) => {
    const service = pipelineOf([answer, answer, image()]);
    await expect(observe(latest(), service)).resolves.toMatchObject({ kind: 'BUILD', build: { image: { arn: arns[2] } } });
    await expect(observe(latest({ ResourceType: 'Custom::ImageBuilderScanReport' }), service)).resolves.toMatchObject({ kind: 'SCAN', image: { arn: arns[2] } });
  });

  test('is one that was deleted, if all were', async () => {
    await expect(observe(latest(), pipelineOf([notFound('GetImage'), image({ status: 'DELETED' }), image({ status: 'DELETED' })])))
      .resolves.toMatchObject({ kind: 'BUILD', build: { image: { arn: arns[1], status: 'DELETED' } } });
  });

  test('is not found, if none is', async () => {
    const service = pipelineOf(arns.map(() => notFound('GetImage')));
    await expect(observe(latest(), service)).resolves.toMatchObject({ kind: 'CALL_FAILED', callFailure: { kind: 'NOT_FOUND' } });
  });

  test('is not another one because its workflows are not found', async () => {
    const service = pipelineOf([image(), image(), image()], async () => { throw notFound('ListWorkflowExecutions'); });
    await expect(observe(latest(), service)).resolves.toMatchObject({ kind: 'CALL_FAILED', callFailure: { operation: 'ListWorkflowExecutions' } });
  });

  test('is not another one because it cannot be read', async () => {
    const denied = refusal('ForbiddenException', 403, 'GetImage');
    await expect(observe(latest(), pipelineOf([denied, image(), image()]))).resolves.toMatchObject({ kind: 'CALL_FAILED', callFailure: { kind: 'DENIED' } });
  });
});

describe('two AMIs in the Region of an image', () => {
  const distribution = execution({ id: 'wf-2', type: 'DISTRIBUTION' });
  const amis = ['ami-1', 'ami-2'].map((id) => ({ id, region: 'eu-central-1', account: '123456789012' }));
  test.each([[amis, ['wf-2']], [amis.slice(1), []]])('lead to the steps of the distribution', async (listed, read) => {
    const steps = jest.fn(async () => []);
    const executions = async () => [execution(), distribution];
    const imageBuilder = { image: async () => image({ amis: listed }), executions, steps } as unknown as ImageBuilder;
    await observe(parseRequest(event()), services({ imageBuilder }));
    expect(steps.mock.calls.map(([id]: unknown[]) => id)).toEqual(read);
  });
});

describe('workflows that cannot be listed', () => {
  const refused = (operation: string, httpStatus: number) => new CallFailed(classify({ name: 'OddException', httpStatus, message: 'No.' }, { operation, resource: 'it' }));
  const of = (seen: Partial<Image>, error: CallFailed, reads = { account: '123456789012' } as BuildReads) => observeBuildOf({ type: 'IMAGE', arn: IMAGE_ARN }, reads, services({
    imageBuilder: { image: async () => image(seen), executions: async () => { throw error; } } as unknown as ImageBuilder,
    buildLog: { tail: async () => ['error'] },
  }), signal);
  const FAILED = { kind: 'CALL_FAILED', callFailure: { operation: 'ListWorkflowExecutions' } };

  test.each<[string, Partial<Image>]>([
    ['imported', { buildType: 'IMPORT' }], ['imported from a disk', { buildType: 'IMPORT_ISO' }],
    ['managed', { arn: IMAGE_ARN.replace('123456789012', 'aws') }], ['shared by another account', { arn: IMAGE_ARN.replace('123456789012', '999999999999') }],
  ])('do not matter to an image that is %s', async (_, seen) => {
    for (const httpStatus of [400, 403]) {
      await expect(of(seen, refused('ListWorkflowExecutions', httpStatus))).resolves.toMatchObject({ kind: 'BUILD', build: { image: seen, executions: undefined, current: [] } });
    }
    await expect(of(seen, refused('ListWorkflowExecutions', 500))).resolves.toMatchObject(FAILED);
  });

  test('matter to any other image', async () => {
    await expect(of({}, refused('ListWorkflowExecutions', 400))).resolves.toMatchObject(FAILED);
    await expect(of({ arn: IMAGE_ARN.replace('123456789012', 'aws') }, refused('ListWorkflowExecutions', 400), {})).resolves.toMatchObject(FAILED);
    await expect(of({ buildType: undefined }, refused('ListWorkflowExecutions', 400))).resolves.toMatchObject(FAILED);
  });

  test('do not keep the log from being read', async () => {
    await expect(of({ buildType: 'IMPORT', status: 'FAILED' }, refused('ListWorkflowExecutions', 400), { logTail: true })).resolves.toMatchObject({ build: { log: { lines: ['error'] } } });
  });

  test.each<[Partial<Image>, object]>([
    [{ buildType: 'IMPORT' }, { kind: 'BUILD', build: { current: [{ id: 'wf-1', steps: undefined }] } }], [{}, { kind: 'CALL_FAILED' }],
  ])('and steps: %j', async (seen, expected) => {
    const imageBuilder = {
      image: async () => image(seen), executions: async () => [execution({ status: 'FAILED' })], steps: async () => { throw refused('ListWorkflowStepExecutions', 400); },
    } as unknown as ImageBuilder;
    await expect(observeBuildOf({ type: 'IMAGE', arn: IMAGE_ARN }, { account: '123456789012' }, services({ imageBuilder }), signal)).resolves.toMatchObject(expected);
  });
});

test('a part of a scan that is denied is retried like a whole scan, and then the rest counts', async () => {
  const asked: number[] = [];
  const imageBuilder = {
    image: async () => image({ scanningEnabled: true, scan: { status: 'COMPLETED' } }),
    severityCounts: async () => undefined,
    mayHaveFindings: async () => {
      asked.push(1);
      throw new CallFailed(classify({ name: 'AccessDeniedException', httpStatus: 403, message: 'No.' }, { operation: 'ListImageScanFindings', resource: IMAGE_ARN }));
    },
  } as unknown as ImageBuilder;
  const request = parseRequest(event({ ResourceType: 'Custom::ImageBuilderScanReport' }, { ScanTimeoutSeconds: '0' }));
  await expect(observe(request, services({ imageBuilder }))).resolves.toMatchObject({ counts: {}, denied: { operation: 'ListImageScanFindings' } });
  expect(asked).toHaveLength(5);
});
