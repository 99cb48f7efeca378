import { execution, finding, image, PIPELINE_ARN, TEST_WORKFLOW_ARN } from './fixtures';
import { buildOf } from '../../src/handler/core/build/build';
import { buildAttributes } from '../../src/handler/core/build/build-attributes';
import { parseImageArn } from '../../src/handler/core/model/arn';
import { FindingList, FindingsAnswer, Image, LogTail, ObservedExecution, Step } from '../../src/handler/core/model/facts';
import { AmiScanState } from '../../src/handler/core/model/observation';
import { BuildRecord } from '../../src/handler/core/record/build-record';
import { Gate } from '../../src/handler/core/request/gate-request';
import { judge } from '../../src/handler/core/scan/gate';
import { scanAttributes } from '../../src/handler/core/scan/scan-attributes';
import { scanOutcome } from '../../src/handler/core/scan/scan-outcome';

export const NOW = new Date('2026-01-05T09:00:00.000Z');

/** What was read of a build, from which its record is made. */
export interface Read {
  readonly image?: Image;
  readonly executions?: readonly ObservedExecution[];
  readonly log?: LogTail;
  readonly counts?: FindingsAnswer;
  readonly list?: FindingList;
  readonly amiScan?: AmiScanState;
  readonly gate?: Gate;
}

/** The record of a build that went well, or of what was read, with members as given. */
export function buildRecord(read: Read = {}, members: Partial<BuildRecord> = {}): BuildRecord {
  const of = read.image ?? image({ recipe: RECIPE, pipelineArn: PIPELINE_ARN });
  const built = buildOf(of, read.executions ?? EXECUTIONS);
  const list = read.list ?? { findings: [finding()], complete: true };
  const scan = scanOutcome(of, read.counts ?? { all: 1, critical: 0, high: 1, medium: 0 }, read.amiScan);
  const filter = { name: 'imageBuildVersionArn', value: of.arn } as const;
  const { account = '', region = '' } = parseImageArn(of.arn) ?? {};
  return {
    account,
    region,
    day: '2026-01-05',
    revision: 1,
    recordedAt: NOW.toISOString(),
    pipeline: { arn: PIPELINE_ARN, name: 'golden' },
    build: buildAttributes({ ...built, log: read.log }),
    scan: scanAttributes(scan, filter, judge(read.gate, { scan, filter, list, now: NOW }), list),
    image: of,
    executions: built.executions,
    log: read.log,
    list,
    recipe: of.recipe,
    packages: [{ name: 'openssl', version: '3.0.0' }, { name: 'zlib', version: '1.3' }],
    changes: { since: '1.2.3/3', sinceArn: `${of.arn.slice(0, -1)}3`, packages: { added: [], removed: [], updated: [{ name: 'openssl', from: '2.9', to: '3.0.0' }] }, components: [], findings: { new: [finding()], gone: [] } },
    pageUri: 's3://records/pages/golden/1.2.3/4.html',
    ...members,
  };
}

export const RECIPE = {
  arn: 'arn:aws:imagebuilder:eu-central-1:123456789012:image-recipe/golden/1.2.3',
  version: '1.2.3',
  parentImage: 'arn:aws:imagebuilder:eu-central-1:aws:image/amazon-linux-2023-x86/x.x.x',
  components: ['arn:aws:imagebuilder:eu-central-1:123456789012:component/hardening/1.0.0/1'],
};

export function step(members: Partial<Step> = {}): Step {
  return {
    id: 'step-1',
    name: 'LaunchBuildInstance',
    action: 'LaunchInstance',
    status: 'COMPLETED',
    startedAt: '2026-01-05T08:01:00.000Z',
    endedAt: '2026-01-05T08:03:00.000Z',
    attempt: 1,
    maxAttempts: 1,
    ...members,
  };
}

/** A build, its test and its distribution, which went well. */
export const EXECUTIONS: readonly ObservedExecution[] = [
  { ...execution(), steps: [step(), step({ id: 'step-2', name: 'ApplyBuildComponents', action: 'ExecuteComponents', startedAt: '2026-01-05T08:03:00.000Z', endedAt: '2026-01-05T08:10:00.000Z' })] },
  {
    ...execution({ id: 'wf-2', workflowArn: TEST_WORKFLOW_ARN, type: 'TEST', startedAt: '2026-01-05T08:11:00.000Z', endedAt: '2026-01-05T08:21:00.000Z' }),
    steps: [step({ id: 'step-3', name: 'LaunchTestInstance', startedAt: '2026-01-05T08:11:00.000Z', endedAt: '2026-01-05T08:13:00.000Z' })],
  },
  {
    ...execution({ id: 'wf-3', workflowArn: 'arn:aws:imagebuilder:eu-central-1:aws:workflow/distribution/distribute-image/1.0.0/1', type: 'DISTRIBUTION', startedAt: '2026-01-05T08:21:00.000Z', endedAt: '2026-01-05T08:30:00.000Z' }),
    steps: [step({ id: 'step-4', name: 'DistributeImage', action: 'DistributeImage', startedAt: '2026-01-05T08:21:00.000Z', endedAt: '2026-01-05T08:30:00.000Z' })],
  },
];
