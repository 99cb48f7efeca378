import { invalidRequest, notFound } from '../api-error';
import { FindingCounts } from '../scenario';
import { Resource } from '../store';
import { present, Wire } from '../wire';
import { Call, Handlers } from './call';
import { page } from './pagination';

export const FINDINGS: Handlers = {
  ListImageScanFindings: (call) => {
    const { name, value } = filterOf(call.input.filters?.[0]);
    const images = name === 'imageBuildVersionArn' || name === 'imagePipelineArn' ? imagesOf(call, name, value) : call.store.all('Image');
    const findings = scannedOf(call, images).flatMap(({ image, counts }) => findingsOf(image, counts, call));
    return page(call, 'findings', findings.filter((finding) =>
      (name !== 'severity' || finding.severity === value.toUpperCase())
      && (name !== 'vulnerabilityId' || finding.packageVulnerabilityDetails.vulnerabilityId === value)));
  },
  ListImageScanFindingAggregations: (call) => {
    const { name: aggregationType = 'accountId', values = [call.account] } = (call.input.filter ?? {}) as { name?: string; values?: string[] };
    const aggregate = AGGREGATIONS[aggregationType];
    if (!aggregate) {throw unknownFilter(aggregationType, Object.keys(AGGREGATIONS));}
    return { aggregationType, ...page(call, 'responses', values.flatMap((value) => aggregate(call, value))) };
  },
};

type Aggregation = (call: Call, value: string) => Wire[];

/** One entry for each value that scans have a result for; none without a result, which is not the same as zero findings. */
const AGGREGATIONS: Readonly<Record<string, Aggregation>> = {
  accountId: (call, accountId) => {
    const scanned = accountId === call.account ? scannedOf(call, call.store.all('Image')) : [];
    const severityCounts = sum(scanned.map(({ counts }) => counts));
    return scanned.length > 0 ? [{ accountAggregation: { accountId, severityCounts } }] : [];
  },
  imageBuildVersionArn: (call, arn) => scannedOf(call, imagesOf(call, 'imageBuildVersionArn', arn))
    .map(({ counts }) => ({ imageAggregation: { imageBuildVersionArn: arn, severityCounts: present({ ...counts }) } })),
  imagePipelineArn: (call, arn) => {
    const scanned = scannedOf(call, imagesOf(call, 'imagePipelineArn', arn));
    const severityCounts = sum(scanned.map(({ counts }) => counts));
    return scanned.length > 0 ? [{ imagePipelineAggregation: { imagePipelineArn: arn, severityCounts } }] : [];
  },
  vulnerabilityId: (call, vulnerabilityId) => {
    const severities = scannedOf(call, call.store.all('Image'))
      .flatMap(({ image, counts }) => findingsOf(image, counts, call))
      .filter((finding) => finding.packageVulnerabilityDetails.vulnerabilityId === vulnerabilityId)
      .map(({ severity }) => severity as string);
    const having = (severity: string) => severities.filter((one) => one === severity).length;
    const severityCounts = { all: severities.length, critical: having('CRITICAL'), high: having('HIGH'), medium: having('MEDIUM') };
    return severities.length > 0 ? [{ vulnerabilityIdAggregation: { vulnerabilityId, severityCounts } }] : [];
  },
};

const FINDING_FILTERS = ['imageBuildVersionArn', 'imagePipelineArn', 'vulnerabilityId', 'severity'];

function filterOf(filter?: Wire): { name?: string; value: string } {
  if (filter && !FINDING_FILTERS.includes(filter.name)) {throw unknownFilter(filter.name, FINDING_FILTERS);}
  return { name: filter?.name, value: filter?.values[0] ?? '' };
}

function unknownFilter(name: string, known: readonly string[]) {
  return invalidRequest(`The filter name must be one of ${known.join(', ')}, got: ${name}.`);
}

function imagesOf({ store }: Call, name: 'imageBuildVersionArn' | 'imagePipelineArn', arn: string): Resource[] {
  const named = store.get(arn);
  if (!named || named.kind !== (name === 'imagePipelineArn' ? 'ImagePipeline' : 'Image')) {throw notFound(arn);}
  return name === 'imagePipelineArn' ? store.all('Image').filter(({ body }) => body.sourcePipelineArn === arn) : [named];
}

function scannedOf({ now }: Call, images: readonly Resource[]): { image: Resource; counts: FindingCounts }[] {
  return images.flatMap((image) => {
    const { findings, scanState } = image.timeline!.at(now);
    return findings && scanState?.status === 'COMPLETED' ? [{ image, counts: findings }] : [];
  });
}

/** A severity that none of the counts names is not named in the sum either. */
function sum(counts: readonly FindingCounts[]): FindingCounts {
  const total = (severity: keyof FindingCounts) => {
    const named = counts.map((one) => one[severity]).filter((count) => count !== undefined);
    return named.length > 0 ? named.reduce((a, b) => a + b, 0) : undefined;
  };
  return present({ all: total('all'), critical: total('critical'), high: total('high'), medium: total('medium') });
}

const SEVERITIES = [
  { severity: 'CRITICAL', base: 10000, score: 9.8, of: ({ critical = 0 }: FindingCounts) => critical },
  { severity: 'HIGH', base: 20000, score: 7.5, of: ({ high = 0 }: FindingCounts) => high },
  { severity: 'MEDIUM', base: 30000, score: 5.5, of: ({ medium = 0 }: FindingCounts) => medium },
  { severity: 'LOW', base: 40000, score: 3.1, of: otherFindings },
];

/** Findings that no named count holds. */
function otherFindings({ all = 0, critical = 0, high = 0, medium = 0 }: FindingCounts): number {
  return Math.max(0, all - critical - high - medium);
}

/** A vulnerability behind a count. */
interface Vulnerability {
  readonly vulnerabilityId: string;
  readonly severity: string;
  readonly score: number;
  /** Of its package. */
  readonly name: string;
}

/** The single vulnerabilities behind the counts, the most severe first. The same in every image. */
export function vulnerabilitiesIn(counts: FindingCounts): Vulnerability[] {
  return SEVERITIES.flatMap(({ severity, base, score, of }) => Array.from({ length: of(counts) }, (_, i) =>
    ({ vulnerabilityId: `CVE-2026-${base + i}`, severity, score, name: `package-${i}` })));
}

function findingsOf({ arn, body }: Resource, counts: FindingCounts, { account }: Call): Wire[] {
  const seen = Date.parse(body.dateCreated) / 1000;
  return vulnerabilitiesIn(counts).map(({ vulnerabilityId, severity, score, name }) => present({
    awsAccountId: account,
    imageBuildVersionArn: arn,
    imagePipelineArn: body.sourcePipelineArn,
    type: 'PACKAGE_VULNERABILITY',
    title: `${vulnerabilityId} - ${name}`,
    description: `A ${severity.toLowerCase()} vulnerability in ${name}.`,
    severity,
    firstObservedAt: seen,
    updatedAt: seen,
    inspectorScore: score,
    fixAvailable: 'YES',
    remediation: { recommendation: { text: 'None Provided' } },
    packageVulnerabilityDetails: {
      vulnerabilityId,
      source: 'NVD',
      sourceUrl: `https://nvd.nist.gov/vuln/detail/${vulnerabilityId}`,
      vulnerablePackages: [{ name, version: '1.0.0', epoch: 0, release: '1', arch: 'X86_64', packageManager: 'OS', fixedInVersion: '0:1.0.1-1' }],
    },
  }));
}
