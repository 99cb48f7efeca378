import { createServer, IncomingMessage, Server, ServerResponse } from 'http';
import { resolve } from 'path';
import { bodyOf, IMAGE_ARN as EARLIER, LARGE, LARGEST, MEMORY, PAGE, pageOf, Size, urlOf, USUAL } from './findings';
import { measuredBy } from './program';
import { median } from './statistics';
import { MONITOR_VARIABLE } from '../src/contract/monitor';
import { MAX_FINDINGS } from '../src/contract/scan-report';

const BUNDLE = resolve(__dirname, '../assets/handler/monitor/monitor.lambda/index.js');
const PIPELINE_ARN = 'arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/golden';
const IMAGE = EARLIER.replace(/\d+$/, '2');
const COUNTS = { all: MAX_FINDINGS, critical: MAX_FINDINGS / 4, high: MAX_FINDINGS / 4, medium: MAX_FINDINGS / 4 };
const ROUNDS = 5;

const CASES: readonly { readonly what: string; readonly size: Size }[] = [
  { what: 'as many findings as are read', size: USUAL },
  { what: 'as many, and large', size: LARGE },
  { what: 'more than is kept, without IDs, in Chinese', size: LARGEST },
];

/** What the largest records of a monitor cost: both builds have so many findings, and the second is compared with the record of the first. */
export async function largestRecords(): Promise<string> {
  const rows: string[] = [];
  for (const { what, size } of CASES) {
    const services = await Services.start(size);
    try {
      await services.run(EARLIER);
      const runs: Run[] = [];
      for (let round = 0; round < ROUNDS; round++) runs.push(await services.run(IMAGE));
      const [millis, peak, megabytes] = (['millis', 'peak', 'megabytes'] as const).map((key) => median(runs.map((run) => run[key])));
      rows.push(`| ${what} | ${MAX_FINDINGS} | ${megabytes.toFixed(1)} | ${Math.round(millis)} | ${Math.round(peak)} | ${Math.round(peak / MEMORY * 100)} % |`);
    } finally {
      services.stop();
    }
  }
  return `The largest records, each after a record of the same size with which it is compared, in processes of their own. Processor milliseconds of the run and memory of the
process at its peak, medians of ${ROUNDS}. A monitor keeps 8 MB of findings. The findings are those of [many findings](#many-findings).

| findings | | record, MB | ms | peak MiB | of the function |
|---|---|---|---|---|---|
${rows.join('\n')}
`;
}

interface Run { readonly millis: number; readonly peak: number; readonly megabytes: number }

/** The services, whose findings are made before, and the bucket of the records. */
class Services {
  static async start(size: Size): Promise<Services> {
    const services = new Services(Array.from({ length: MAX_FINDINGS / PAGE }, (_, page) => pageOf(page, MAX_FINDINGS, size)));
    await new Promise<void>((listening) => services.server.listen(0, '127.0.0.1', listening));
    return services;
  }

  private readonly server: Server;
  private readonly objects = new Map<string, Buffer>();
  /** The builds that there are, which the list of the pipeline shows. */
  private builds: string[] = [];

  private constructor(private readonly pages: readonly string[]) {
    this.server = createServer(async (request, response) => this.answer(request, await bodyOf(request), response));
  }

  /** Runs the function for the end of a build that has no record yet. */
  async run(imageArn: string): Promise<Run> {
    this.builds = [EARLIER, IMAGE].slice(0, [EARLIER, IMAGE].indexOf(imageArn) + 1);
    for (const key of this.objects.keys()) if (isOf(key, imageArn)) this.objects.delete(key);
    const measured = await measuredBy<Omit<Run, 'megabytes'>>(['run-monitor.cjs', BUNDLE, imageArn], {
      AWS_ENDPOINT_URL: urlOf(this.server),
      [MONITOR_VARIABLE]: JSON.stringify({
        Id: 'monitor',
        Pipelines: ['golden'],
        Records: { BucketName: 'bench' },
        ScanPatienceSeconds: '3600',
        Sbom: 'true',
        Gate: { Critical: '0', OnUnknown: 'CONTINUE', OnlyFixable: 'true' },
      }),
    });
    const record = [...this.objects].find(([key]) => key.startsWith('/bench/records/') && isOf(key, imageArn));
    if (record === undefined) throw new Error(`${imageArn} must have a record, got: ${[...this.objects.keys()]}`);
    return { ...measured, megabytes: record[1].length / 1e6 };
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private answer(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url!, 'http://localhost');
    if (pathname.startsWith('/bench/')) return this.object(request.method!, decodeURIComponent(pathname), body, response);
    const answers: Record<string, () => object> = {
      '/GetImagePipeline': () => ({ imagePipeline: { arn: PIPELINE_ARN, name: 'golden' } }),
      '/GetImage': () => ({ image: this.image(searchParams.get('imageBuildVersionArn')!) }),
      '/ListImagePipelineImages': () => ({ imageSummaryList: this.builds.map((arn) => this.image(arn)) }),
      '/ListImageScanFindingAggregations': () => ({
        responses: [{ imageAggregation: { imageBuildVersionArn: this.builds.at(-1), severityCounts: COUNTS } }],
      }),
      '/ListWorkflowExecutions': () => ({ workflowExecutions: [] }),
      '/ListImagePackages': () => ({ imagePackageList: [] }),
    };
    response.setHeader('content-type', 'application/json');
    response.end(pathname === '/ListImageScanFindings'
      ? this.pages[Number((JSON.parse(body.toString()) as { nextToken?: string }).nextToken ?? 0)].replaceAll(EARLIER, this.builds.at(-1)!)
      : JSON.stringify(answers[pathname]()));
  }

  private object(method: string, key: string, body: Buffer, response: ServerResponse): void {
    const kept = this.objects.get(key);
    if (method === 'PUT') {
      this.objects.set(key, body);
      response.setHeader('etag', '"written"').end();
    } else if (kept !== undefined) {
      response.setHeader('etag', '"written"').end(kept);
    } else {
      response.writeHead(404).end('<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>');
    }
  }

  private image(arn: string): object {
    const build = arn.split('/').at(-1);
    return {
      arn,
      name: 'golden',
      version: `1.0.0/${build}`,
      dateCreated: `2026-01-0${build}T00:00:00.000Z`,
      sourcePipelineArn: PIPELINE_ARN,
      state: { status: 'AVAILABLE' },
      scanState: { status: 'COMPLETED' },
      imageScanningConfiguration: { imageScanningEnabled: true },
    };
  }
}

/** Whether an object is about a build: its key has the name, version and build of the image. */
function isOf(key: string, imageArn: string): boolean {
  return key.includes(`/${imageArn.split(':image/')[1]}.`);
}
