import { error, Reaction, troubleOf } from './service';
import { imageBuilder } from '../../../src/handler/adapters/image-builder';
import { CallFailure } from '../../../src/handler/core/model/call-failure';
import { IMAGE_ARN } from '../fixtures';
import { EXECUTION_ID, never, service, port } from './image-builder-port';

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
