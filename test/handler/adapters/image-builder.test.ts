import { error, Reaction, serviceAt } from './service';
import { imageBuilder } from '../../../src/handler/adapters/image-builder';
import { CallFailure } from '../../../src/handler/core/model/call-failure';
import { FindingList } from '../../../src/handler/core/model/facts';
import { IMAGE_ARN, PIPELINE_ARN, TEST_WORKFLOW_ARN } from '../fixtures';

const EXECUTION_ID = 'wf-00000000-1111-2222-3333-444444444444';
const IMAGE_FILTER = { name: 'imageBuildVersionArn', value: IMAGE_ARN } as const;
const PIPELINE_FILTER = { name: 'imagePipelineArn', value: PIPELINE_ARN } as const;
const never = new AbortController().signal;

const service = serviceAt('AWS_ENDPOINT_URL_IMAGEBUILDER');

const port = () => imageBuilder({ attempts: 2, pages: 3 });

describe('image', () => {
  test('is what the service says, with members that the SDK does not know', async () => {
    service.answers({
      image: {
        arn: IMAGE_ARN,
        name: 'Golden',
        version: '1.2.3/4',
        state: { status: 'AVAILABLE', reason: 'why', failureContext: { failedStep: 'RunTests' } },
        buildType: 'SCHEDULED',
        dateCreated: '2026-01-05T08:00:00.000Z',
        outputResources: {
          amis: [{ region: 'eu-central-1', image: 'ami-1', accountId: '123456789012', state: { status: 'AVAILABLE' } }, {}],
          containers: [{ region: 'eu-central-1', imageUris: ['uri'] }, {}],
        },
        imageScanningConfiguration: { imageScanningEnabled: true, imageScanningTypes: ['ON_DEMAND_AMI_CVE', 5] },
        scanState: { status: 'PENDING', reason: 'later' },
        loggingConfiguration: { logGroupName: '/ours' },
        added: { later: true },
      },
    });
    await expect(port().image(IMAGE_ARN, never)).resolves.toEqual({
      arn: IMAGE_ARN,
      name: 'Golden',
      status: 'AVAILABLE',
      statusReason: 'why',
      buildType: 'SCHEDULED',
      createdAt: '2026-01-05T08:00:00.000Z',
      amis: [{ id: 'ami-1', region: 'eu-central-1', account: '123456789012', status: 'AVAILABLE' }, {}],
      containers: [{ region: 'eu-central-1', uris: ['uri'] }, { uris: [] }],
      scanningEnabled: true,
      scanningTypes: ['ON_DEMAND_AMI_CVE'],
      scan: { status: 'PENDING', reason: 'later' },
      logGroupName: '/ours',
      failure: { stepName: 'RunTests' },
    });
    expect(service.calls).toEqual([{ path: '/GetImage', input: { imageBuildVersionArn: IMAGE_ARN } }]);
  });

  test('has nothing but ARN and status when the service says no more', async () => {
    service.answers({ image: { arn: IMAGE_ARN, name: '', state: { status: 'NEWER', reason: '' } } });
    await expect(port().image(IMAGE_ARN, never)).resolves.toEqual({
      arn: IMAGE_ARN, status: 'NEWER', scanningEnabled: false, scanningTypes: [],
    });
  });

  test('is read without a time that is none', async () => {
    service.answers({ image: { arn: IMAGE_ARN, state: { status: 'AVAILABLE' }, deprecationTime: 'soon' } });
    await expect(port().image(IMAGE_ARN, never)).resolves.toMatchObject({ status: 'AVAILABLE' });
  });

  test('is not another one', async () => {
    service.answers({ image: { arn: IMAGE_ARN.replace('/4', '/5'), state: { status: 'AVAILABLE' } } });
    await expect(troubleOf(port().image(IMAGE_ARN, never))).resolves.toMatchObject({
      kind: 'PASSING', code: 'UnusableAnswer', message: `The answer is about another image: ${IMAGE_ARN.replace('/4', '/5')}.`,
    });
  });

  test('is read without entries that are null, in every list', async () => {
    const outputResources = { amis: [null, { image: 'ami-1' }], containers: [null, { region: 'eu-central-1', imageUris: [null, 'uri'] }] };
    service.answers({ image: { arn: IMAGE_ARN, state: { status: 'AVAILABLE' }, outputResources } });
    await expect(port().image(IMAGE_ARN, never)).resolves.toMatchObject({ amis: [{ id: 'ami-1' }], containers: [{ region: 'eu-central-1', uris: ['uri'] }] });
  });

  test.each([
    ['no image', {}],
    ['an image without an ARN', { image: { state: { status: 'AVAILABLE' } } }],
    ['an image without a state', { image: { arn: IMAGE_ARN } }],
    ['an image without a status', { image: { arn: IMAGE_ARN, state: {} } }],
  ])('is not made of an answer with %s', async (_, answer) => {
    service.answers(answer);
    await expect(troubleOf(port().image(IMAGE_ARN, never))).resolves.toEqual({
      kind: 'PASSING', operation: 'GetImage', resource: IMAGE_ARN, code: 'UnusableAnswer', message: 'The answer has no `image` with `arn` and `state.status`.',
    });
  });
});

describe('lists', () => {
  const images = () => port().pipelineImages(PIPELINE_ARN, never);

  test('of images name what can be reported', async () => {
    const outputResources = { amis: [{ image: 'ami-1', region: 'eu-central-1', accountId: '123456789012', state: { status: 'AVAILABLE' } }, null] };
    service.answers({ imageSummaryList: [{ arn: IMAGE_ARN, dateCreated: '2026-01-05T08:00:00.000Z', outputResources }, { name: 'without an ARN' }] });
    await expect(images()).resolves.toEqual([{
      arn: IMAGE_ARN,
      createdAt: '2026-01-05T08:00:00.000Z',
      amis: [{ id: 'ami-1', region: 'eu-central-1', account: '123456789012', status: 'AVAILABLE' }],
    }]);
    expect(service.calls).toEqual([{ path: '/ListImagePipelineImages', input: { imagePipelineArn: PIPELINE_ARN, maxResults: 100 } }]);
  });

  test('of images are empty for a pipeline that has none', async () => {
    service.answers({ imageSummaryList: [] }, { imagePipeline: { arn: PIPELINE_ARN } });
    await expect(images()).resolves.toEqual([]);
    expect(service.calls.map(({ path }) => path)).toEqual(['/ListImagePipelineImages', '/GetImagePipeline']);
  });

  test('of images are a failure for a pipeline that does not exist, whose list the service answers empty', async () => {
    service.reacts({ body: '{}' }, { status: 404, headers: { 'x-amzn-errortype': 'ResourceNotFoundException' }, body: '{"message":"No."}' });
    await expect(troubleOf(images())).resolves.toMatchObject({ kind: 'NOT_FOUND', operation: 'GetImagePipeline', resource: PIPELINE_ARN });
  });

  test('of executions keep what is missing missing', async () => {
    service.answers({
      workflowExecutions: [
        {
          workflowExecutionId: EXECUTION_ID,
          workflowBuildVersionArn: TEST_WORKFLOW_ARN,
          type: 'TEST',
          status: 'COMPLETED',
          message: 'm',
          parallelGroup: 'g',
          totalStepCount: 4,
          totalStepsSucceeded: 3,
          totalStepsFailed: 0,
          totalStepsSkipped: 1,
          startTime: 's',
          endTime: 'e',
          retried: true,
        },
        { totalStepCount: -1, message: '' },
      ],
    });
    await expect(port().executions(IMAGE_ARN, never)).resolves.toEqual([
      {
        id: EXECUTION_ID,
        workflowArn: TEST_WORKFLOW_ARN,
        type: 'TEST',
        status: 'COMPLETED',
        message: 'm',
        parallelGroup: 'g',
        startedAt: 's',
        endedAt: 'e',
        retried: true,
        counts: { total: 4, succeeded: 3, failed: 0, skipped: 1 },
      },
      { counts: {} },
    ]);
    expect(service.calls).toEqual([{ path: '/ListWorkflowExecutions', input: { imageBuildVersionArn: IMAGE_ARN, maxResults: 100 } }]);
  });

  test('of steps keep what is missing missing, and have members that the SDK does not know', async () => {
    const step = {
      stepExecutionId: 'step-1', name: 'n', action: 'a', status: 'FAILED', message: 'm', startTime: 's', outputs: '{}', attemptNumber: 2, maxAttempts: 3,
    };
    service.answers({ steps: [null, step, {}, { stepExecutionId: 'step-2', attemptNumber: 'odd', maxAttempts: 1.5 }], nextToken: 'more' }, { steps: [] });
    await expect(port().steps(EXECUTION_ID, never)).resolves.toEqual([
      { id: 'step-1', name: 'n', action: 'a', status: 'FAILED', message: 'm', startedAt: 's', outputs: '{}', attempt: 2, maxAttempts: 3 }, {}, { id: 'step-2' },
    ]);
    expect(service.calls[0]).toEqual({ path: '/ListWorkflowStepExecutions', input: { workflowExecutionId: EXECUTION_ID, maxResults: 100 } });
    service.answers({});
    await expect(port().steps(EXECUTION_ID, never)).resolves.toEqual([]);
  });

  test('of executions have what is on two pages once, as it was read last', async () => {
    const [old, young] = ['RUNNING', 'COMPLETED'].map((status) => ({ workflowExecutionId: EXECUTION_ID, status }));
    service.answers({ workflowExecutions: [old, { type: 'TEST' }], nextToken: '1' }, { workflowExecutions: [young, { type: 'TEST' }] });
    await expect(port().executions(IMAGE_ARN, never)).resolves.toMatchObject([{ id: EXECUTION_ID, status: 'COMPLETED' }, { type: 'TEST' }, { type: 'TEST' }]);
  });

  test('of steps have what is on two pages once, and each attempt', async () => {
    const step = (attemptNumber: number, status: string) => ({ stepExecutionId: 'step-1', attemptNumber, status });
    service.answers({ steps: [step(1, 'FAILED'), step(2, 'RUNNING')], nextToken: '1' }, { steps: [step(2, 'COMPLETED')] });
    await expect(port().steps(EXECUTION_ID, never)).resolves.toMatchObject([{ attempt: 1, status: 'FAILED' }, { attempt: 2, status: 'COMPLETED' }]);
  });

  test('are followed to the last page, over short pages, empty ones and such without the list', async () => {
    service.answers(
      { imageSummaryList: [{ arn: 'a' }, null], nextToken: '1' },
      { imageSummaryList: [], nextToken: '2' },
      { nextToken: '' },
    );
    await expect(images()).resolves.toMatchObject([{ arn: 'a' }]);
    expect(service.calls.map(({ input }) => input.nextToken)).toEqual([undefined, '1', '2']);

    service.answers({ nextToken: '1' }, { imageSummaryList: [{ arn: 'b' }] });
    await expect(images()).resolves.toMatchObject([{ arn: 'b' }]);
  });

  test('have short pages when the service refuses long ones', async () => {
    const refusal = error('InvalidParameterValueException', 400, 'maxResults must be at most 25');
    service.reacts(refusal, { body: '{"imageSummaryList":[{"arn":"a"}],"nextToken":"1"}' }, { body: '{"imageSummaryList":[{"arn":"b"}]}' });
    await expect(images()).resolves.toMatchObject([{ arn: 'a' }, { arn: 'b' }]);
    expect(service.calls.map(({ input }) => input.maxResults)).toEqual([100, 25, 25]);
  });

  test('that are read side by side all have short pages then', async () => {
    const refusal = error('InvalidParameterValueException', 400, 'maxResults must be at most 25');
    service.reacts(refusal, refusal, { body: '{"imageSummaryList":[{"arn":"a"}]}' });
    const one = port();
    await expect(Promise.all([one.pipelineImages(PIPELINE_ARN, never), one.pipelineImages(PIPELINE_ARN, never)])).resolves.toMatchObject([[{ arn: 'a' }], [{ arn: 'a' }]]);
    expect(service.calls.map(({ input }) => input.maxResults)).toEqual([100, 100, 25, 25]);
  });

  test('that are refused in short pages too are trouble', async () => {
    service.reacts(error('InvalidRequestException', 400, 'No'));
    await expect(troubleOf(images())).resolves.toMatchObject({ kind: 'FINAL', code: 'InvalidRequestException' });
    expect(service.calls.map(({ input }) => input.maxResults)).toEqual([100, 25]);
  });

  test.each([
    ['denied', error('AccessDeniedException', 403, 'No')], ['not found', error('ResourceNotFoundException', 404, 'No')], ['over a quota', error('ServiceQuotaExceededException', 402, 'No')],
  ])('that are %s are not asked for again', async (_, reaction) => {
    service.reacts(reaction);
    await troubleOf(images());
    expect(service.calls).toHaveLength(1);
  });

  test('that go in circles are trouble', async () => {
    service.answers({ nextToken: 'a' }, { nextToken: 'a' });
    await expect(troubleOf(images())).resolves.toEqual({
      kind: 'PASSING', operation: 'ListImagePipelineImages', resource: PIPELINE_ARN, code: 'UnusableAnswer', message: 'The list goes in circles: a page token came twice.',
    });
    expect(service.calls).toHaveLength(2);
  });

  test('that do not end are trouble', async () => {
    service.answers({ nextToken: 'a' }, { nextToken: 'b' }, { nextToken: 'c' }, { nextToken: 'd' });
    await expect(troubleOf(images())).resolves.toMatchObject({ kind: 'PASSING', message: 'The list has more than 3 pages.' });
    expect(service.calls).toHaveLength(3);
  });
});

describe('severityCounts', () => {
  const COUNTS = { all: 25, critical: 1, high: 7, medium: 12 };

  test('are those of the image', async () => {
    const ofAnother = { imageAggregation: { imageBuildVersionArn: `${IMAGE_ARN}0`, severityCounts: { all: 1 } } };
    service.answers({ responses: [ofAnother, { imageAggregation: { imageBuildVersionArn: IMAGE_ARN, severityCounts: COUNTS } }] });
    await expect(port().severityCounts(IMAGE_FILTER, never)).resolves.toEqual(COUNTS);
    expect(service.calls).toEqual([{ path: '/ListImageScanFindingAggregations', input: { filter: { name: 'imageBuildVersionArn', values: [IMAGE_ARN] } } }]);
  });

  test('are those of the pipeline', async () => {
    const ofPipeline = { imagePipelineAggregation: { imagePipelineArn: PIPELINE_ARN, severityCounts: COUNTS } };
    service.answers({ responses: [{ imageAggregation: { severityCounts: { all: 1 } } }, ofPipeline] });
    await expect(port().severityCounts(PIPELINE_FILTER, never)).resolves.toEqual(COUNTS);
    expect(service.calls).toEqual([{ path: '/ListImageScanFindingAggregations', input: { filter: { name: 'imagePipelineArn', values: [PIPELINE_ARN] } } }]);
  });

  test('are those of the account, which is asked for without a filter', async () => {
    service.answers({ responses: [{ accountAggregation: { accountId: '123456789012', severityCounts: COUNTS } }] });
    await expect(port().severityCounts({ name: 'accountId', value: '123456789012' }, never)).resolves.toEqual(COUNTS);
    await expect(port().severityCounts({ name: 'accountId', value: '' }, never)).resolves.toEqual(COUNTS);
    await expect(port().severityCounts({ name: 'accountId', value: '999999999999' }, never)).resolves.toEqual({});
    expect(service.calls).toEqual(Array(3).fill({ path: '/ListImageScanFindingAggregations', input: {} }));
  });

  test('are those of the vulnerability', async () => {
    const of = (vulnerabilityId: string) => ({ vulnerabilityIdAggregation: { vulnerabilityId, severityCounts: COUNTS } });
    service.answers({ responses: [of('CVE-2026-10')] }, { responses: [of('CVE-2026-1')] });
    await expect(port().severityCounts({ name: 'vulnerabilityId', value: 'CVE-2026-1' }, never)).resolves.toEqual({});
    await expect(port().severityCounts({ name: 'vulnerabilityId', value: 'CVE-2026-1' }, never)).resolves.toEqual(COUNTS);
    expect(service.calls[0].input).toEqual({ filter: { name: 'vulnerabilityId', values: ['CVE-2026-1'] } });
  });

  test('may stand on a later page, and need not name their subject', async () => {
    service.answers({ nextToken: 'a' }, { responses: [{ imageAggregation: { severityCounts: { all: 2 } } }] });
    await expect(port().severityCounts(IMAGE_FILTER, never)).resolves.toEqual({ all: 2 });
  });

  test('are not known without numbers, and not there without an entry', async () => {
    service.answers({ responses: [{ imageAggregation: { imageBuildVersionArn: IMAGE_ARN } }] });
    await expect(port().severityCounts(IMAGE_FILTER, never)).resolves.toEqual({});
    for (const answer of [{ responses: [] }, {}]) {
      service.answers(answer);
      await expect(port().severityCounts(IMAGE_FILTER, never)).resolves.toBeUndefined();
    }
  });

  test.each([
    ['another image', { imageAggregation: { imageBuildVersionArn: `${IMAGE_ARN}0`, severityCounts: COUNTS } }],
    ['the image version without the build', { imageAggregation: { imageBuildVersionArn: IMAGE_ARN.replace(/\/\d+$/, ''), severityCounts: COUNTS } }],
    ['the whole account, where the filter was ignored', { accountAggregation: { accountId: '123456789012', severityCounts: COUNTS } }],
    ['nothing that can be told', {}],
  ])('are not known where all that there is are those of %s', async (_, entry) => {
    service.answers({ responses: [entry] });
    await expect(port().severityCounts(IMAGE_FILTER, never)).resolves.toEqual({});
  });

  test('of a vulnerability are found in upper and lower case', async () => {
    service.answers({ responses: [{ vulnerabilityIdAggregation: { vulnerabilityId: 'GHSA-ABCD', severityCounts: COUNTS } }] });
    await expect(port().severityCounts({ name: 'vulnerabilityId', value: 'GHSA-abcd' }, never)).resolves.toEqual(COUNTS);
  });
});

describe('findings', () => {
  const found = (vulnerabilityId: string) => ({ packageVulnerabilityDetails: { vulnerabilityId } });
  const idsOf = ({ findings }: FindingList) => findings.map(({ vulnerabilityId }) => vulnerabilityId);

  test('are what the service says', async () => {
    service.answers({
      findings: [
        {
          awsAccountId: '123456789012',
          imageBuildVersionArn: IMAGE_ARN,
          type: 'PACKAGE_VULNERABILITY',
          title: 'CVE-2026-1 - kernel',
          description: 'A flaw.',
          severity: 'HIGH',
          firstObservedAt: 1767600000,
          inspectorScore: 7.5,
          fixAvailable: 'PARTIAL',
          packageVulnerabilityDetails: {
            vulnerabilityId: 'CVE-2026-1',
            sourceUrl: 'https://nvd.nist.gov/vuln/detail/CVE-2026-1',
            vulnerablePackages: [
              { name: 'kernel', version: '6.1', release: '1.amzn', arch: 'X86_64', packageManager: 'OS', filePath: '/boot', fixedInVersion: '0:6.2-1' }, null, {},
            ],
          },
        },
        null,
        { severity: '' },
      ],
    });
    await expect(port().findings(IMAGE_FILTER, never)).resolves.toEqual({
      findings: [
        {
          vulnerabilityId: 'CVE-2026-1',
          severity: 'HIGH',
          title: 'CVE-2026-1 - kernel',
          description: 'A flaw.',
          type: 'PACKAGE_VULNERABILITY',
          score: 7.5,
          fixAvailable: 'PARTIAL',
          imageArn: IMAGE_ARN,
          firstObservedAt: '2026-01-05T08:00:00.000Z',
          sourceUrl: 'https://nvd.nist.gov/vuln/detail/CVE-2026-1',
          packages: [
            { name: 'kernel', version: '6.1', release: '1.amzn', architecture: 'X86_64', packageManager: 'OS', filePath: '/boot', fixedInVersion: '0:6.2-1' }, {},
          ],
        },
        { packages: [] },
      ],
      complete: true,
    });
    expect(service.calls).toEqual([
      { path: '/ListImageScanFindings', input: { filters: [{ name: 'imageBuildVersionArn', values: [IMAGE_ARN] }], maxResults: 100 } },
    ]);
  });

  test('of the account are asked for without a filter, and may have no list', async () => {
    service.answers({});
    await expect(port().findings({ name: 'accountId', value: '123456789012' }, never)).resolves.toEqual({ findings: [], complete: true });
    expect(service.calls).toEqual([{ path: '/ListImageScanFindings', input: { maxResults: 100 } }]);
  });

  test('are read page by page, shorter ones where the service refuses long ones', async () => {
    const refusal = error('InvalidParameterValueException', 400, 'maxResults must be at most 25');
    service.reacts(refusal, { body: JSON.stringify({ findings: [found('a')], nextToken: '1' }) }, { body: JSON.stringify({ findings: [found('b')] }) });
    const list = await port().findings(PIPELINE_FILTER, never);
    expect([idsOf(list), list.complete]).toEqual([['a', 'b'], true]);
    expect(service.calls.map(({ input }) => [input.maxResults, input.nextToken])).toEqual([[100, undefined], [25, undefined], [25, '1']]);
  });

  test.each<[string, object[], boolean]>([
    ['an empty list', [{ findings: [] }], false],
    ['no list', [{}], false],
    ['one finding', [{ findings: [found('a')], nextToken: '1' }], true],
    ['a finding after a page without any', [{ findings: [], nextToken: '1' }, { findings: [found('a')] }], true],
    ['nothing on two pages', [{ findings: [null], nextToken: '1' }, {}], false],
    ['a list that was not read to its end', [{ findings: [], nextToken: '1' }, { findings: [], nextToken: '2' }, { findings: [] }], true],
  ])('may be there by %s', async (_, answers, expected) => {
    service.answers(...answers);
    await expect(imageBuilder({ attempts: 1, findingsPages: 2 }).mayHaveFindings(IMAGE_FILTER, never)).resolves.toBe(expected);
    expect(service.calls[0]).toEqual({ path: '/ListImageScanFindings', input: { filters: [{ name: 'imageBuildVersionArn', values: [IMAGE_ARN] }], maxResults: 1 } });
  });

  test.each([
    [{ findings: 2 }, 2, false], [{ findings: 3 }, 3, true], [{ findingsPages: 1 }, 1, false], [{ findingsPages: 3 }, 3, true],
    [{ findingsBytes: 1 }, 1, false], [{ findingsBytes: 1_000 }, 3, true],
  ])(
    'are read within the bounds %j: %d, all of them: %s', async (bounds, count, complete) => {
      service.answers({ findings: [found('a')], nextToken: '1' }, { findings: [found('b')], nextToken: '2' }, { findings: [found('c')] });
      const list = await imageBuilder({ attempts: 1, ...bounds }).findings(IMAGE_FILTER, never);
      expect([idsOf(list), list.complete]).toEqual([['a', 'b', 'c'].slice(0, count), complete]);
      expect(service.calls).toHaveLength(count);
    });

  test('are kept up to 50 MB, however many the service lists, so that they fit into the memory of the function', async () => {
    const packages = Array.from({ length: 50 }, () => ({ name: 'n'.repeat(1_000), filePath: 'p'.repeat(1_000) }));
    const large = (id: string) => ({ description: 'd'.repeat(1_000), packageVulnerabilityDetails: { vulnerabilityId: id, vulnerablePackages: packages } });
    const page = (number: number) => ({ findings: Array.from({ length: 100 }, (_, i) => large(`CVE-${number}-${i}`)), nextToken: String(number) });
    // A page has 10.2 MB, so the fifth goes beyond the bound, and no further page is read.
    service.answers(...Array.from({ length: 6 }, (_, number) => page(number)));
    const list = await port().findings(IMAGE_FILTER, never);
    expect([list.complete, list.findings.length, service.calls.length]).toEqual([false, 500, 5]);
    expect(JSON.stringify(list.findings).length).toBeGreaterThan(50_000_000);
  }, 60_000);

  test('are measured in bytes, of which a character can have several', async () => {
    service.answers({ findings: [{ ...found('a'), description: '検'.repeat(100) }], nextToken: '1' }, { findings: [found('b')] });
    const list = await imageBuilder({ attempts: 1, findingsBytes: 300 }).findings(IMAGE_FILTER, never);
    expect([idsOf(list), list.complete]).toEqual([['a'], false]);
  });

  test('whose list goes in circles are trouble', async () => {
    service.answers({ nextToken: 'a' }, { nextToken: 'a' });
    await expect(troubleOf(port().findings(IMAGE_FILTER, never))).resolves.toMatchObject({ kind: 'PASSING', operation: 'ListImageScanFindings', resource: IMAGE_ARN });
  });

  test.each(['yesterday', '2026-01-01T00:00:00Z', {}, true, null, 1e300])('with a time that is %j have no time', async (firstObservedAt) => {
    service.answers({ findings: [{ severity: 'HIGH', description: '"updatedAt": soon', firstObservedAt, packageVulnerabilityDetails: { vendorCreatedAt: firstObservedAt } }] });
    await expect(port().findings(IMAGE_FILTER, never)).resolves.toEqual({ findings: [{ severity: 'HIGH', description: '"updatedAt": soon', packages: [] }], complete: true });
  });

  test('with a time keep the time', async () => {
    service.answers({ findings: [{ firstObservedAt: -1, updatedAt: 'odd' }] });
    await expect(port().findings(IMAGE_FILTER, never)).resolves.toMatchObject({ findings: [{ firstObservedAt: '1969-12-31T23:59:59.000Z' }] });
  });

  test('that are cut before the end of an odd time are trouble', async () => {
    service.reacts({ body: '{"findings":[{"firstObservedAt": "yest' });
    await expect(troubleOf(port().findings(IMAGE_FILTER, never))).resolves.toMatchObject({ kind: 'PASSING', code: 'SyntaxError' });
  });
});

describe('a call that fails', () => {
  const hang: Reaction = () => undefined;
  const drip: Reaction = (response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write(' '), 50);
    response.on('close', () => clearInterval(timer));
  };
  const truncate: Reaction = (response) => {
    response.writeHead(200, { 'content-length': 1000 });
    response.write('{"image": {', () => response.destroy());
  };

  test.each<[string, Reaction, Partial<CallFailure>, number]>([
    ['throttling', error('CallRateLimitExceededException', 429, 'Rate exceeded'),
      { kind: 'PASSING', code: 'CallRateLimitExceededException', httpStatus: 429, message: 'Rate exceeded' }, 2],
    ['an error of the service', error('ServiceUnavailableException', 503, 'Later'), { kind: 'PASSING', code: 'ServiceUnavailableException', httpStatus: 503 }, 2],
    ['a page of a proxy', { status: 502, body: '<html>Bad Gateway</html>' }, { kind: 'PASSING', code: 'SyntaxError', httpStatus: 502 }, 2],
    ['a reset connection', (response) => void response.socket?.resetAndDestroy(), { kind: 'PASSING' }, 2],
    ['half an answer', truncate, { kind: 'PASSING' }, 2],
    ['no body', { body: '' }, { kind: 'PASSING', code: 'UnusableAnswer', message: 'The answer is not a JSON object.' }, 1],
    ['a list for an object', { body: '[]' }, { kind: 'PASSING', code: 'UnusableAnswer', message: 'The answer is not a JSON object.' }, 1],
    ['a refusal', error('AccessDeniedException', 403, 'User: x is not authorized to perform: imagebuilder:GetImage on resource: arn:x'),
      { kind: 'DENIED', code: 'AccessDeniedException', httpStatus: 403, message: expect.stringContaining('imagebuilder:GetImage on resource: arn:x') }, 1],
    ['the other refusal', error('ForbiddenException', 403, 'No'), { kind: 'DENIED', code: 'ForbiddenException' }, 1],
    ['an image that is not there', error('ResourceNotFoundException', 404, 'Gone'), { kind: 'NOT_FOUND', code: 'ResourceNotFoundException' }, 1],
    ['an image that is not there, in other words', error('InvalidRequestException', 400, 'The image cannot be found.'), { kind: 'NOT_FOUND' }, 1],
    ['a wrong request', error('InvalidRequestException', 400, 'No'), { kind: 'FINAL', code: 'InvalidRequestException', httpStatus: 400, message: 'No' }, 1],
    ['a quota', error('ServiceQuotaExceededException', 402, 'Too many'), { kind: 'FINAL', httpStatus: 402 }, 1],
    ['an error without a name that anybody knows', error('Strange:http://internal', 400, 'No'), { kind: 'FINAL', httpStatus: 400 }, 1],
  ])('of %s is told as it is', async (_, reaction, expected, calls) => {
    service.reacts(reaction);
    await expect(troubleOf(port().image(IMAGE_ARN, never))).resolves.toMatchObject({ operation: 'GetImage', resource: IMAGE_ARN, ...expected });
    expect(service.calls).toHaveLength(calls);
  });

  test('of no answer ends with the time of its attempts', async () => {
    service.reacts(hang);
    const hasty = imageBuilder({ attempts: 2, answerMillis: 100 });
    await expect(troubleOf(hasty.image(IMAGE_ARN, never))).resolves.toMatchObject({ kind: 'PASSING', code: 'TimeoutError' });
    expect(service.calls).toHaveLength(2);
  });

  test('of an answer that does not end ends with the time of the call', async () => {
    service.reacts(drip);
    const hasty = imageBuilder({ attempts: 1, totalMillis: 300 });
    await expect(troubleOf(hasty.image(IMAGE_ARN, never))).resolves.toMatchObject({ kind: 'PASSING', code: 'AbortError' });
  });

  test('that passes within the attempts is none', async () => {
    service.reacts(error('CallRateLimitExceededException', 429, 'Rate exceeded'), { body: JSON.stringify({ image: { arn: IMAGE_ARN, state: { status: 'AVAILABLE' } } }) });
    await expect(port().image(IMAGE_ARN, never)).resolves.toMatchObject({ status: 'AVAILABLE' });
  });

  test('names a workflow execution as IAM does', async () => {
    service.reacts(error('ForbiddenException', 403, 'No'));
    await expect(troubleOf(port().steps(EXECUTION_ID, never))).resolves.toMatchObject({
      operation: 'ListWorkflowStepExecutions', resource: `workflow-execution/${EXECUTION_ID}`,
    });
  });

  test('ends when the caller has no more time', async () => {
    service.reacts(hang);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 20);
    await expect(troubleOf(port().image(IMAGE_ARN, stop.signal))).resolves.toMatchObject({ kind: 'PASSING', code: 'AbortError' });
  });

  test('comes without a call when the caller has no time at all', async () => {
    service.reacts(hang);
    await expect(troubleOf(port().image(IMAGE_ARN, AbortSignal.abort()))).resolves.toMatchObject({ kind: 'PASSING', code: 'AbortError' });
    expect(service.calls).toHaveLength(0);
  });
});

async function troubleOf(call: Promise<unknown>): Promise<CallFailure> {
  try {
    await call;
  } catch (thrown) {
    return (thrown as { callFailure: CallFailure }).callFailure;
  }
  throw new Error('The call brought an answer.');
}
