import { NodeHttpHandler } from '@smithy/node-http-handler';
import { Reaction, serviceAt } from './service';
import { amiScans } from '../../../src/handler/adapters/ami-scans';
import { CallFailed } from '../../../src/handler/core/model/call-failure';

const signal = new AbortController().signal;
const service = serviceAt('AWS_ENDPOINT_URL_EC2');
const port = (limits: Parameters<typeof amiScans>[0] = {}) => amiScans({ attempts: 1, ...limits });

const NAMESPACE = 'xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"';
const xml = (body: string, status = 200): Reaction => ({ status, headers: { 'content-type': 'text/xml;charset=UTF-8' }, body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}` });
const answer = (operation: string, members: string) => xml(`<${operation}Response ${NAMESPACE}>\n    <requestId>1</requestId>\n    ${members}\n</${operation}Response>`);
const images = (...items: string[]) => answer('DescribeImages', `<imagesSet>${items.map((item) => `<item>${item}</item>`).join('')}</imagesSet>`);
const findings = (items: string[], nextToken?: string) => answer('GetImageFindings',
  `<imageFindingSet>${items.map((item) => `<item>${item}</item>`).join('')}</imageFindingSet>${nextToken === undefined ? '' : `<nextToken>${nextToken}</nextToken>`}`);
const error = (code: string, status: number, message: string) => xml(`<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>1</RequestID></Response>`, status);
const failureOf = async (promise: Promise<unknown>) => {
  const thrown: unknown = await promise.then((value) => { throw new Error(`Nothing was thrown, but ${JSON.stringify(value)} came.`); }, (reason) => reason);
  if (!(thrown instanceof CallFailed)) throw thrown;
  return thrown.callFailure;
};

describe('scans', () => {
  test('are those of the AMIs that exist, disabled ones included', async () => {
    service.reacts(images(
      '<imageId>ami-1</imageId><imageState>available</imageState><scanResults><findingScanDate>2026-11-20T10:00:00.000Z</findingScanDate>'
      + '<highestFindingSeverityLabel>high</highestFindingSeverityLabel></scanResults>',
      '<imageId>ami-2</imageId><imageState>disabled</imageState><scanResults><findingScanDate>2026-11-20T10:00:00.000Z</findingScanDate></scanResults>',
      '<imageId>ami-3</imageId>', '<imageId>ami-4</imageId><scanResults/>', '<scanResults/>',
    ));
    await expect(port().scans(['ami-1', 'ami-2', 'ami-3', 'ami-4', 'ami-5'], signal)).resolves.toEqual([
      { amiId: 'ami-1', isScanned: true, scannedAt: '2026-11-20T10:00:00.000Z', highestSeverity: 'HIGH' },
      { amiId: 'ami-2', isScanned: true, scannedAt: '2026-11-20T10:00:00.000Z' },
      { amiId: 'ami-3', isScanned: false },
      { amiId: 'ami-4', isScanned: false },
    ]);
    expect(service.calls).toEqual([{
      path: '/',
      input: {
        'Action': 'DescribeImages',
        'Version': '2016-11-15',
        'IncludeDeprecated': 'true',
        'IncludeDisabled': 'true',
        'Filter.1.Name': 'image-id',
        'Filter.1.Value.1': 'ami-1',
        'Filter.1.Value.2': 'ami-2',
        'Filter.1.Value.3': 'ami-3',
        'Filter.1.Value.4': 'ami-4',
        'Filter.1.Value.5': 'ami-5',
      },
    }]);
  });

  test.each(['<imagesSet/>', '<imagesSet></imagesSet>', '', '<imagesSet>\n    </imagesSet>'])('are none of %j', async (members) => {
    service.reacts(answer('DescribeImages', members));
    await expect(port().scans(['ami-1'], signal)).resolves.toEqual([]);
  });

  test('are asked for two hundred AMIs at a time, and to the last page', async () => {
    const some = '<imagesSet><item><imageId>ami-1</imageId></item></imagesSet>';
    service.reacts(answer('DescribeImages', `${some}<nextToken>n</nextToken>`), answer('DescribeImages', some), answer('DescribeImages', some));
    const ids = Array.from({ length: 201 }, (_, i) => `ami-${i}`);
    await expect(port().scans(ids, signal)).resolves.toHaveLength(3);
    expect(service.calls.map(({ input }) => [input['Filter.1.Value.1'], input['Filter.1.Value.200'], input['Filter.1.Value.201'], input.NextToken])).toEqual([
      ['ami-0', 'ami-199', undefined, undefined], ['ami-0', 'ami-199', undefined, 'n'], ['ami-200', undefined, undefined, undefined],
    ]);
  });

  test('of a list that is too long are trouble', async () => {
    service.reacts(answer('DescribeImages', '<nextToken>a</nextToken>'), answer('DescribeImages', '<nextToken>b</nextToken>'));
    await expect(failureOf(port({ pages: 2 }).scans(['ami-1'], signal))).resolves.toMatchObject({ kind: 'PASSING', code: 'UnusableAnswer', service: 'ec2' });
  });
});

describe('findings', () => {
  test('are what the service says, with the vulnerability that the title names', async () => {
    service.reacts(findings([
      '<title>CVE-2026-10000 - openssl</title><severityLabel>critical</severityLabel><score>9.8</score><fixAvailable>true</fixAvailable>'
      + '<firstObservedAt>2026-11-20T10:00:00.000Z</firstObservedAt><updatedAt>2026-11-20T10:00:00.000Z</updatedAt><snapshotId>snap-1</snapshotId>'
      + '<pathSet><item>/usr/lib/a &amp; b</item><item>/usr/lib/c</item></pathSet>',
      '<title>Something else</title><severityLabel>low</severityLabel><score>none</score><fixAvailable>false</fixAvailable><pathSet/>', '',
    ]));
    await expect(port().findings('ami-1', signal)).resolves.toEqual({
      findings: [
        {
          vulnerabilityId: 'CVE-2026-10000',
          severity: 'CRITICAL',
          title: 'CVE-2026-10000 - openssl',
          score: 9.8,
          fixAvailable: 'YES',
          firstObservedAt: '2026-11-20T10:00:00.000Z',
          packages: [{ filePath: '/usr/lib/a & b' }, { filePath: '/usr/lib/c' }],
        },
        { severity: 'LOW', title: 'Something else', fixAvailable: 'NO', packages: [] },
        { packages: [] },
      ],
      complete: true,
    });
    expect(service.calls).toEqual([{ path: '/', input: { Action: 'GetImageFindings', Version: '2016-11-15', ImageId: 'ami-1', MaxResults: '1000' } }]);
  });

  test.each([
    ['CVE-2026-1234 - kernel', 'CVE-2026-1234'], ['cve-2026-123456', 'CVE-2026-123456'], ['CVE-2026-1234: CVE-2026-1234 in kernel', 'CVE-2026-1234'],
    ['CVE-2026-1234, CVE-2026-1235 - kernel', undefined], ['Incomplete fix of CVE-2026-1234', undefined], ['CVE-2026-123 - kernel', undefined],
    ['XCVE-2026-1234', undefined], ['GHSA-jfh8-c2jp-5v3q', undefined],
  ])('of the title %s are of the vulnerability %s', async (title, vulnerabilityId) => {
    service.reacts(findings([`<title>${title}</title>`]));
    expect((await port().findings('ami-1', signal)).findings[0].vulnerabilityId).toBe(vulnerabilityId);
  });

  test('are read to the last page, empty pages included, or to the bounds', async () => {
    const pages = () => service.reacts(findings(['<title>a</title>'], '1'), findings([], '2'), findings(['<title>b</title>']));
    pages();
    await expect(port().findings('ami-1', signal)).resolves.toMatchObject({ findings: [{ title: 'a' }, { title: 'b' }], complete: true });
    expect(service.calls.map(({ input }) => input.NextToken)).toEqual([undefined, '1', '2']);
    pages();
    await expect(port({ findings: 1 }).findings('ami-1', signal)).resolves.toMatchObject({ findings: [{ title: 'a' }], complete: false });
    pages();
    await expect(port({ pages: 2 }).findings('ami-1', signal)).resolves.toMatchObject({ findings: [{ title: 'a' }], complete: false });
    pages();
    await expect(port({ findingsBytes: 10 }).findings('ami-1', signal)).resolves.toMatchObject({ findings: [{ title: 'a' }], complete: false });
  });

  test('of a list that goes in circles are trouble', async () => {
    service.reacts(findings([], '1'), findings([], '1'));
    await expect(failureOf(port().findings('ami-1', signal))).resolves.toMatchObject({ kind: 'PASSING', code: 'UnusableAnswer' });
  });
});

test.each([
  ['UnauthorizedOperation', 403, 'You are not authorized to perform this operation. User: x is not authorized to perform: ec2:GetImageFindings because no identity-based policy allows it', 'DENIED'],
  ['AuthFailure', 401, 'AWS was not able to validate the provided access credentials', 'DENIED'],
  ['InvalidAMIID.NotFound', 400, 'The image id ami-1 does not exist', 'PASSING'],
  ['InvalidAMIID.Unavailable', 400, 'The image id ami-1 is no longer available', 'PASSING'],
  ['RequestLimitExceeded', 503, 'Request limit exceeded.', 'PASSING'],
  ['InvalidParameterValue', 400, 'Wrong.', 'FINAL'],
])('%s is trouble that names the call', async (code, status, message, kind) => {
  service.reacts(error(code, status, message));
  await expect(failureOf(port().findings('ami-1', signal))).resolves.toEqual({
    kind, code, message, httpStatus: status, service: 'ec2', operation: 'GetImageFindings', resource: 'ami-1',
  });
});

test('an error that says nothing is told by its status', async () => {
  service.reacts(xml('<Response><Errors/></Response>', 400));
  await expect(failureOf(port().findings('ami-1', signal))).resolves.toMatchObject({ kind: 'FINAL', code: 'HTTP 400', message: 'The answer has no message.' });
});

test.each<[string, Reaction]>([
  ['the page of a proxy', { status: 200, body: '<html><body>Captured</body></html>' }],
  ['a broken page of a proxy', { status: 502, body: '<html><p>Bad gateway</html>' }],
  ['half an answer', xml(`<GetImageFindingsResponse ${NAMESPACE}><imageFindingSet><item>`)],
  ['nothing', { status: 200, body: '' }],
  ['the answer to something else', answer('DescribeImages', '<imagesSet/>')],
])('%s may pass', async (_, reaction) => {
  service.reacts(reaction);
  await expect(failureOf(port().findings('ami-1', signal))).resolves.toMatchObject({ kind: 'PASSING', operation: 'GetImageFindings' });
});

test('without an endpoint in the environment, Amazon EC2 of the Region is asked with a signed request', async () => {
  const { AWS_ENDPOINT_URL_EC2: endpoint } = process.env;
  delete process.env.AWS_ENDPOINT_URL_EC2;
  const handle = jest.spyOn(NodeHttpHandler.prototype, 'handle').mockResolvedValue({
    response: { statusCode: 200, headers: {}, body: [Buffer.from('<GetImageFindingsResponse><imageFindingSet/></GetImageFindingsResponse>')] } as any,
  });
  await port().findings('ami-1', signal);
  expect(handle.mock.calls[0][0]).toMatchObject({
    method: 'POST',
    protocol: 'https:',
    hostname: 'ec2.eu-central-1.amazonaws.com',
    path: '/',
    headers: { 'authorization': expect.stringMatching(/Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/ec2\/aws4_request/), 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
  });
  handle.mockRestore();
  process.env.AWS_ENDPOINT_URL_EC2 = endpoint;
});
