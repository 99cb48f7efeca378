import { CallFailed, classify } from '../../../src/handler/core/model/call-failure';
import { Execution, Finding, FindingList, Image, Package, Pipeline, PipelineImage, Step } from '../../../src/handler/core/model/facts';
import { MonitorServices, TopicMessage } from '../../../src/handler/ports';
import { BUILD_WORKFLOW_ARN, textOf } from '../fixtures';

export const ACCOUNT = '123456789012';
export const REGION = 'eu-central-1';
export const FUNCTION_ARN = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:monitor`;
export const START = Date.parse('2026-01-05T08:00:00.000Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** What one build goes through, in milliseconds since 1970. */
export interface BuildStory {
  /** `name/x.y.z/n` */
  readonly path: string;
  /** Name of the pipeline. Absent: none built it. */
  readonly pipeline?: string;
  readonly createdAt: number;
  readonly endsAt: number;
  readonly status: 'AVAILABLE' | 'FAILED' | 'CANCELLED';
  /** Absent: scanning is off. */
  readonly scan?: { readonly endsAt: number; readonly status: 'COMPLETED' | 'ABANDONED'; readonly findings: readonly Finding[] };
  /** After this time the status is another one. */
  readonly later?: { readonly at: number; readonly status: 'DEPRECATED' | 'DELETED' };
  readonly packages?: readonly Package[];
}

export interface PipelineStory {
  readonly name: string;
  /** When the service disables it. */
  readonly disabledAt?: number;
}

export const arnOf = ({ path }: Pick<BuildStory, 'path'>) => `arn:aws:imagebuilder:${REGION}:${ACCOUNT}:image/${path}`;
export const pipelineArn = (name: string) => `arn:aws:imagebuilder:${REGION}:${ACCOUNT}:image-pipeline/${name}`;
const iso = (millis: number) => new Date(millis).toISOString();

export interface Sent {
  readonly topicArn: string;
  readonly message: TopicMessage;
  readonly at: number;
}

/** Called before and after the effect of each call, with its first argument; what it throws is what the caller gets. */
export type Hook = (call: string, when: 'before' | 'after', about: unknown) => Promise<void>;

/** The services around a monitor: Image Builder by stories, a bucket, topics, all of which are as they are at the time of the clock. */
export class World {
  now = START;
  readonly objects = new Map<string, { body: string; tag: string }>();
  readonly sent: Sent[] = [];
  readonly metrics: string[] = [];
  readonly logged: string[] = [];
  /** Results of scans by AMI. */
  readonly scans = new Map<string, { at: string; findings: readonly Finding[] }>();
  readonly requested: string[] = [];
  readonly started: { pipeline: string; token: string }[] = [];
  /** Keys of records, once for each time that a first revision was written. */
  readonly created: string[] = [];
  private writes = 0;
  private texts = 0;

  constructor(readonly builds: readonly BuildStory[], readonly pipelines: readonly PipelineStory[] = []) {}

  /** The ports of one run. */
  services(hook: Hook = async () => undefined): MonitorServices {
    const call = <A extends unknown[], T>(name: string, effect: (...args: A) => T) => async (...args: A): Promise<T> => {
      await hook(name, 'before', args[0]);
      const result = effect(...args);
      await hook(name, 'after', args[0]);
      return result;
    };
    return {
      imageBuilder: {
        image: call('GetImage', (arn) => this.image(arn)),
        pipelineImages: call('ListImagePipelineImages', (arn) => this.images().filter((image) => this.storyOf(image.arn)?.pipeline === arn.split('/').at(-1))),
        executions: call('ListWorkflowExecutions', (arn) => this.executions(arn)),
        steps: call('ListWorkflowStepExecutions', (id) => this.steps(id)),
        severityCounts: call('ListImageScanFindingAggregations', ({ value }) => countsOf(this.storyOf(value)?.scan?.findings ?? [])),
        findings: call('ListImageScanFindings', ({ value }): FindingList => ({ findings: this.storyOf(value)?.scan?.findings ?? [], complete: true })),
        mayHaveFindings: call('ListImageScanFindings', ({ value }) => (this.storyOf(value)?.scan?.findings ?? []).length > 0),
      },
      fleet: {
        builds: call('ListImageBuildVersions', () => this.images()),
        pipelines: call('ListImagePipelines', () => this.pipelines.map((pipeline) => this.pipeline(pipeline))),
        pipeline: call('GetImagePipeline', (arn) => {
          const story = this.pipelines.find(({ name }) => pipelineArn(name) === arn);
          if (story === undefined) throw refusal('ResourceNotFoundException', 404, 'GetImagePipeline', arn);
          return this.pipeline(story);
        }),
        packages: call('ListImagePackages', (arn) => [...this.storyOf(arn)?.packages ?? []]),
      },
      buildControl: {
        start: call('StartImagePipelineExecution', (arn, token) => {
          this.started.push({ pipeline: arn.split('/').at(-1)!, token });
          return `${arn.replace('image-pipeline', 'image')}/9.0.0/1`;
        }),
      },
      amiScans: {
        scans: call('DescribeImages', (ids) => ids.map((amiId) => ({ amiId, isScanned: this.scans.has(amiId), scannedAt: this.scans.get(amiId)?.at }))),
        findings: call('GetImageFindings', (id): FindingList => ({ findings: this.scans.get(id)!.findings, complete: true })),
      },
      amiScanner: { start: call('StartOnDemandScan', (id) => void this.requested.push(id)) },
      buildLog: { tail: call('GetLogEvents', () => ['The last line.']) },
      records: {
        read: call('GetObject', ({ key }) => this.objects.get(key)),
        put: call('PutObject', ({ key }, _type, body) => void this.write(key, textOf(body))),
        create: call('PutObject if none', ({ key }, body) => this.objects.has(key) ? undefined : this.write(key, textOf(body))),
        replace: call('PutObject if match', ({ key }, body, tag) => this.objects.get(key)?.tag === tag ? this.write(key, textOf(body)) : undefined),
      },
      topics: { publish: call('Publish', (topicArn, message) => void this.sent.push({ topicArn, message, at: this.now })) },
      metrics: { write: (line) => void this.metrics.push(line) },
      clock: { now: () => new Date(this.now), sleep: call('sleep', () => undefined) },
      log: { write: (event, fields) => void this.logged.push(JSON.stringify({ event, ...fields })) },
      unique: () => `unique-${this.texts++}`,
    };
  }

  /** The object under a key, as JSON. */
  json(key: string): any {
    const object = this.objects.get(key);
    return object && JSON.parse(object.body);
  }

  keys(prefix: string): string[] {
    return [...this.objects.keys()].filter((key) => key.startsWith(prefix)).sort();
  }

  storyOf(arn: string): BuildStory | undefined {
    return this.builds.find((story) => arnOf(story) === arn && story.createdAt <= this.now);
  }

  private write(key: string, body: string): string {
    if (key.startsWith('records/') && body.includes('"revision":1,')) this.created.push(key);
    const tag = `"tag-${this.writes++}"`;
    this.objects.set(key, { body, tag });
    return tag;
  }

  private image(arn: string): Image {
    const story = this.storyOf(arn);
    if (story === undefined) throw refusal('ResourceNotFoundException', 404, 'GetImage', arn);
    const { createdAt, endsAt, scan, pipeline } = story;
    return {
      arn,
      name: arn.split('/')[1],
      status: this.statusOf(story),
      statusReason: this.now >= endsAt && story.status === 'FAILED' ? 'The build failed.' : undefined,
      createdAt: iso(createdAt),
      type: 'AMI',
      buildType: 'SCHEDULED',
      amis: this.now >= endsAt && story.status === 'AVAILABLE' ? [{ id: `ami-${story.path}`, region: REGION, account: ACCOUNT, status: 'AVAILABLE' }] : [],
      containers: [],
      scanningEnabled: scan !== undefined,
      scanningTypes: [],
      scan: scan && { status: this.now >= scan.endsAt ? scan.status : 'SCANNING' },
      pipelineArn: pipeline && pipelineArn(pipeline),
      recipe: { arn: `arn:aws:imagebuilder:${REGION}:${ACCOUNT}:image-recipe/golden/1.0.0`, version: '1.0.0', components: [] },
    };
  }

  private statusOf({ endsAt, status, later }: BuildStory): string {
    if (this.now < endsAt) return 'BUILDING';
    return later && this.now >= later.at ? later.status : status;
  }

  private images(): PipelineImage[] {
    return this.builds.filter(({ createdAt }) => createdAt <= this.now).map((story) => ({
      arn: arnOf(story), createdAt: iso(story.createdAt), status: this.statusOf(story),
    }));
  }

  private executions(arn: string): Execution[] {
    const story = this.storyOf(arn)!;
    const hasEnded = this.now >= story.endsAt;
    const failed = story.status === 'FAILED';
    return [{
      id: `wf ${story.path}`,
      workflowArn: BUILD_WORKFLOW_ARN,
      type: 'BUILD',
      status: !hasEnded ? 'RUNNING' : { AVAILABLE: 'COMPLETED', FAILED: 'FAILED', CANCELLED: 'CANCELLED' }[story.status],
      startedAt: iso(story.createdAt),
      endedAt: hasEnded ? iso(story.endsAt) : undefined,
      retried: false,
      counts: { total: 1, succeeded: failed ? 0 : 1, failed: failed ? 1 : 0, skipped: 0 },
    }];
  }

  private steps(executionId: string): Step[] {
    const story = this.builds.find(({ path }) => executionId === `wf ${path}`)!;
    return [{
      id: `step ${story.path}`,
      name: 'ApplyBuildComponents',
      action: 'ExecuteComponents',
      status: story.status === 'FAILED' ? 'FAILED' : 'COMPLETED',
      startedAt: iso(story.createdAt),
      endedAt: iso(story.endsAt),
    }];
  }

  private pipeline({ name, disabledAt = Infinity }: PipelineStory): Pipeline {
    const isDisabled = this.now >= disabledAt;
    return { arn: pipelineArn(name), name, status: isDisabled ? 'DISABLED' : 'ENABLED', failures: isDisabled ? 3 : 0, disabledAfter: 3 };
  }
}

export function refusal(name: string, httpStatus: number, operation: string, resource = 'it'): CallFailed {
  return new CallFailed(classify({ name, httpStatus, message: 'No.' }, { operation, resource }));
}

function countsOf(findings: readonly Finding[]) {
  const of = (severity: string) => findings.filter((one) => one.severity === severity).length;
  return { all: findings.length, critical: of('CRITICAL'), high: of('HIGH'), medium: of('MEDIUM') };
}

/** Events as the service sends them. */
export function stateChange(story: BuildStory, status: string = story.status) {
  return {
    'source': 'aws.imagebuilder',
    'detail-type': 'EC2 Image Builder Image State Change',
    'time': iso(story.endsAt),
    'resources': [arnOf(story)],
    'detail': { 'previous-state': { status: 'TESTING' }, 'state': { status } },
  };
}

export function cveDetected(story: BuildStory) {
  return {
    'source': 'aws.imagebuilder',
    'detail-type': 'EC2 Image Builder CVE Detected',
    'time': iso(story.scan!.endsAt),
    'resources': [arnOf(story), ...story.pipeline === undefined ? [] : [pipelineArn(story.pipeline)]],
    'detail': { 'resource-id': 'i-1', 'finding-severity-counts': { all: 0, critical: 0, high: 0, medium: 0 } },
  };
}

export function pipelineDisabled({ name, disabledAt }: PipelineStory) {
  return {
    'source': 'aws.imagebuilder',
    'detail-type': 'EC2 Image Builder Image Pipeline Automatically Disabled',
    'time': iso(disabledAt!),
    'resources': [pipelineArn(name)],
    'detail': { 'consecutive-failures': '3' },
  };
}

export const POLL = { 'source': 'cdk-imagebuilder.monitor', 'detail-type': 'Poll' };
export const REJUDGE = { 'source': 'cdk-imagebuilder.monitor', 'detail-type': 'Rejudge' };
