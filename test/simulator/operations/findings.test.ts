import { ACCOUNT, arn, createStack, TestService } from '../testing';
import { Wire } from '../wire';

const pipeline = arn('image-pipeline/weekly');
const images = [1, 2, 3, 4].map((build) => arn(`image/golden/1.0.0/${build}`));
const scanState = { status: 'COMPLETED' as const };

/** Two scanned images of a pipeline, one of no pipeline whose counts lack a severity, and one whose scan is not over. */
const service = new TestService({
  seed: {
    images: [
      { arn: images[0], pipelineArn: pipeline, scanState, findings: { all: 4, critical: 1, high: 1, medium: 1 } },
      { arn: images[1], pipelineArn: pipeline, scanState, findings: { all: 2, critical: 2, high: 0, medium: 0 } },
      { arn: images[2], scanState, findings: { all: 1, high: 1 } },
      { arn: images[3], pipelineArn: pipeline, scanState: { status: 'SCANNING' }, findings: { all: 9, critical: 9 } },
    ],
  },
});

const aggregations = (filter?: Wire) => service.do('ListImageScanFindingAggregations', { filter });
const findings = (filter?: Wire): Wire[] => service.do('ListImageScanFindings', { filters: filter && [filter], maxResults: 100 }).findings;

describe('ListImageScanFindingAggregations', () => {
  test('counts all images of the account without a filter', () => {
    expect(aggregations()).toEqual({
      aggregationType: 'accountId', responses: [{ accountAggregation: { accountId: ACCOUNT, severityCounts: { all: 7, critical: 3, high: 2, medium: 1 } } }],
    });
    expect(aggregations({ name: 'accountId', values: [ACCOUNT] })).toEqual(aggregations());
    expect(aggregations({ name: 'accountId', values: ['999999999999'] }).responses).toEqual([]);
  });

  test('counts the findings of images', () => {
    expect(aggregations({ name: 'imageBuildVersionArn', values: [images[0], images[2]] })).toEqual({
      aggregationType: 'imageBuildVersionArn',
      responses: [
        { imageAggregation: { imageBuildVersionArn: images[0], severityCounts: { all: 4, critical: 1, high: 1, medium: 1 } } },
        { imageAggregation: { imageBuildVersionArn: images[2], severityCounts: { all: 1, high: 1 } } },
      ],
    });
  });

  test('counts the findings of all images of a pipeline', () => {
    expect(aggregations({ name: 'imagePipelineArn', values: [pipeline] })).toEqual({
      aggregationType: 'imagePipelineArn',
      responses: [{ imagePipelineAggregation: { imagePipelineArn: pipeline, severityCounts: { all: 6, critical: 3, high: 1, medium: 1 } } }],
    });
  });

  test('counts the images that have a vulnerability', () => {
    expect(aggregations({ name: 'vulnerabilityId', values: ['CVE-2026-10000', 'CVE-2026-99999'] })).toEqual({
      aggregationType: 'vulnerabilityId',
      responses: [{ vulnerabilityIdAggregation: { vulnerabilityId: 'CVE-2026-10000', severityCounts: { all: 2, critical: 2, high: 0, medium: 0 } } }],
    });
  });

  test('has no answer for images without a result', () => {
    expect(aggregations({ name: 'imageBuildVersionArn', values: [images[3]] }).responses).toEqual([]);
    const fresh = new TestService();
    const { imagePipelineArn } = createStack(fresh);
    expect(fresh.do('ListImageScanFindingAggregations', { filter: { name: 'imagePipelineArn', values: [imagePipelineArn] } }).responses).toEqual([]);
    expect(fresh.do('ListImageScanFindingAggregations').responses).toEqual([]);
  });

  test('refuses unknown ARNs and filters', () => {
    expect(service.refusal('ListImageScanFindingAggregations', { filter: { name: 'imageBuildVersionArn', values: [pipeline] } }))
      .toBe(`ResourceNotFoundException: The resource with ARN '${pipeline}' does not exist.`);
    expect(service.refusal('ListImageScanFindingAggregations', { filter: { name: 'severity', values: ['HIGH'] } }))
      .toBe('InvalidRequestException: The filter name must be one of accountId, imageBuildVersionArn, imagePipelineArn, vulnerabilityId, got: severity.');
  });

  test('comes in pages', () => {
    const paged = new TestService({ pageSize: 1, ...service.scenario });
    const first = paged.do('ListImageScanFindingAggregations', { filter: { name: 'imageBuildVersionArn', values: images } });
    expect([first.responses.length, typeof first.nextToken]).toEqual([1, 'string']);
  });
});

describe('ListImageScanFindings', () => {
  test('holds as many findings as are counted, of all severities', () => {
    expect(findings({ name: 'imageBuildVersionArn', values: [images[0]] }).map(({ severity }) => severity)).toEqual(['CRITICAL', 'HIGH', 'MEDIUM', 'LOW']);
    expect(findings()).toHaveLength(7);
    expect(findings({ name: 'imagePipelineArn', values: [pipeline] })).toHaveLength(6);
  });

  test('says what was found where', () => {
    expect(findings({ name: 'imageBuildVersionArn', values: [images[0]] })[0]).toMatchObject({
      awsAccountId: ACCOUNT,
      imageBuildVersionArn: images[0],
      imagePipelineArn: pipeline,
      type: 'PACKAGE_VULNERABILITY',
      severity: 'CRITICAL',
      title: 'CVE-2026-10000 - package-0',
      packageVulnerabilityDetails: { vulnerabilityId: 'CVE-2026-10000' },
    });
    expect(findings({ name: 'imageBuildVersionArn', values: [images[2]] })[0]).not.toHaveProperty('imagePipelineArn');
  });

  test.each([['severity', 'critical', 3], ['severity', 'HIGH', 2], ['vulnerabilityId', 'CVE-2026-20000', 2], ['vulnerabilityId', 'CVE-1', 0]])(
    'is filtered by %s %s', (name, value, count) => {
      expect(findings({ name, values: [value] })).toHaveLength(count);
    });

  test('holds nothing of a scan that is not over', () => {
    expect(findings({ name: 'imageBuildVersionArn', values: [images[3]] })).toEqual([]);
  });

  test('refuses two values, unknown ARNs and unknown filters', () => {
    expect(service.refusal('ListImageScanFindings', { filters: [{ name: 'severity', values: ['LOW', 'HIGH'] }] })).toMatch(/filters\[0\].values must be at most 1 entries/);
    expect(service.refusal('ListImageScanFindings', { filters: [{ name: 'imagePipelineArn', values: [images[0]] }] })).toMatch(/^ResourceNotFoundException/);
    expect(service.refusal('ListImageScanFindings', { filters: [{ name: 'accountId', values: ['1'] }] }))
      .toBe('InvalidRequestException: The filter name must be one of imageBuildVersionArn, imagePipelineArn, vulnerabilityId, severity, got: accountId.');
  });
});
