import { error, troubleOf } from './service';
import { imageBuilder } from '../../../src/handler/adapters/image-builder';
import { FindingList } from '../../../src/handler/core/model/facts';
import { IMAGE_ARN, PIPELINE_ARN } from '../fixtures';
import { never, service, port } from './image-builder-port';

const IMAGE_FILTER = { name: 'imageBuildVersionArn', value: IMAGE_ARN } as const;
const PIPELINE_FILTER = { name: 'imagePipelineArn', value: PIPELINE_ARN } as const;

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
