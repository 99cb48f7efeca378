import { createServer, IncomingMessage, Server } from 'http';
import { AddressInfo } from 'net';
import { resolve } from 'path';
import { measuredBy } from './program';
import { median, RUNS } from './statistics';
import { MAX_FINDINGS } from '../src/contract/scan-report';

const BUNDLE = resolve(__dirname, '../assets/handler/report/report.lambda/index.js');
export const IMAGE_ARN = 'arn:aws:imagebuilder:eu-central-1:123456789012:image/golden/1.0.0/1';
/** The largest page that the service answers. */
export const PAGE = 100;
/** The most characters of a text of a finding. */
const LONGEST = 1024;
/** MiB of a function. */
export const MEMORY = 512;

/** How long the texts of a finding are, of which letters, and of how many packages it tells. */
export interface Size {
  readonly text: number;
  readonly packages: number;
  readonly path: number;
  readonly letters?: string;
  readonly isNameless?: boolean;
}

export const USUAL: Size = { text: 200, packages: 1, path: 50 };
export const LARGE: Size = { text: LONGEST, packages: 10, path: 100 };
/** More than is kept: letters that need two bytes in memory and three in a document, and no ID by which a finding is known. */
export const LARGEST: Size = { ...LARGE, packages: 25, letters: '検', isNameless: true };

const CASES: { readonly what: string; readonly count: number; readonly size: Size; readonly bucket?: string; readonly gate?: string }[] = [
  { what: 'one page', count: PAGE, size: USUAL },
  { what: 'as many as are read', count: MAX_FINDINGS, size: USUAL },
  { what: 'the same, with a details document', count: MAX_FINDINGS, size: USUAL, bucket: 'bench' },
  { what: 'as many, and large', count: MAX_FINDINGS, size: LARGE },
  { what: 'the same, with a details document', count: MAX_FINDINGS, size: LARGE, bucket: 'bench' },
  { what: 'more than is kept, without IDs, in Chinese', count: MAX_FINDINGS, size: LARGEST, gate: 'NOT_EVALUATED' },
  { what: 'the same, with a details document', count: MAX_FINDINGS, size: LARGEST, bucket: 'bench', gate: 'NOT_EVALUATED' },
];

/** What it costs to read the findings of a scan, and to judge them. */
export async function findings(): Promise<string> {
  const rows: string[] = [];
  const kilobytes = Math.round(pageOf(0, PAGE, LARGE).length / PAGE / 1000);
  for (const { what, count, size, bucket, gate: expected = 'PASSED' } of CASES) {
    const server = await serve(Array.from({ length: count / PAGE }, (_, page) => pageOf(page, count, size)));
    try {
      const runs: Poll[] = [];
      for (let i = 0; i < RUNS; i++) runs.push(await poll(server, bucket));
      if (runs.some(({ gate, all }) => gate !== expected || all !== count)) throw new Error(`The gate of ${count} findings must be ${expected}, got: ${JSON.stringify(runs)}`);
      const [millis, peak] = (['millis', 'peak'] as const).map((key) => median(runs.map((run) => run[key])));
      rows.push(`| ${what} | ${count} | ${Math.round(millis)} | ${Math.round(peak)} | ${Math.round(peak / MEMORY * 100)} % |`);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }
  return `## Many findings

One poll of a scan report whose gate reads the findings, by the bundled handler in a process of its own; pages have ${PAGE} findings. Processor
milliseconds of the poll and memory of the process at its peak, medians of ${RUNS}. Large findings have texts of ${LONGEST} characters and 10 packages with a
path of 100 characters each, ${kilobytes} kB of JSON; others one package and texts of 200 characters. The function has ${MEMORY} MiB. 50 MB of
findings are kept.

| findings | | ms | peak MiB | of the function |
|---|---|---|---|---|
${rows.join('\n')}
`;
}

/** A page of the list, as the service writes it. */
export function pageOf(page: number, count: number, { text, packages, path, letters, isNameless = false }: Size): string {
  const words = (what: string) => `${letters ?? what} `.repeat(text).slice(0, text);
  return JSON.stringify({
    requestId: 'request',
    findings: Array.from({ length: PAGE }, (_, i) => {
      // Not in order, as those of the service.
      const id = `CVE-2026-${10_000 + (page * PAGE + i) * 7919 % count}`;
      return {
        awsAccountId: '123456789012',
        imageBuildVersionArn: IMAGE_ARN,
        type: 'PACKAGE_VULNERABILITY',
        title: `${id} - ${words('openssl')}`.slice(0, Math.max(text, 40)),
        description: words('A crafted packet'),
        remediation: { recommendation: { text: words('Update the package'), url: 'https://example.com' } },
        severity: ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'][i % 4],
        firstObservedAt: 1767600000.5,
        updatedAt: 1767600000.5,
        inspectorScore: 7.5,
        fixAvailable: 'YES',
        packageVulnerabilityDetails: {
          vulnerabilityId: isNameless ? undefined : id,
          source: 'NVD',
          sourceUrl: `https://nvd.nist.gov/vuln/detail/${id}`,
          vulnerablePackages: Array.from({ length: packages }, (__, n) => ({
            name: `openssl-${n}`, version: '3.0.0', release: '1.amzn2023', arch: 'X86_64', packageManager: 'OS', fixedInVersion: '3.0.1', filePath: words('usr/lib').slice(0, path),
          })),
        },
      };
    }),
    ...(page + 1 < count / PAGE ? { nextToken: String(page + 1) } : {}),
  });
}

interface Poll { readonly millis: number; readonly peak: number; readonly gate: string; readonly all: number }

/** The service, whose answers are made before, and a bucket. */
async function serve(pages: readonly string[]): Promise<Server> {
  const image = JSON.stringify({
    image: { arn: IMAGE_ARN, state: { status: 'AVAILABLE' }, scanState: { status: 'COMPLETED' }, imageScanningConfiguration: { imageScanningEnabled: true } },
  });
  const all = pages.length * PAGE;
  const counts = JSON.stringify({ responses: [{ imageAggregation: { imageBuildVersionArn: IMAGE_ARN, severityCounts: { all } } }] });
  const server = createServer(async (request, response) => {
    const body = (await bodyOf(request)).toString();
    response.setHeader('content-type', 'application/json');
    if (request.url!.startsWith('/GetImage')) response.end(image);
    else if (request.url!.startsWith('/ListImageScanFindingAggregations')) response.end(counts);
    else if (request.url!.startsWith('/ListImageScanFindings')) response.end(pages[Number((JSON.parse(body) as { nextToken?: string }).nextToken ?? 0)]);
    // Amazon S3 answers a write with an ETag.
    else response.setHeader('etag', '"written"').end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}

export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function poll(server: Server, bucket = ''): Promise<Poll> {
  return measuredBy(['read-findings.cjs', BUNDLE, IMAGE_ARN, bucket], { AWS_ENDPOINT_URL: urlOf(server) });
}

export function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
