import { Step } from '../../../src/handler/core/model/facts';
import { buildReadsOf } from '../../../src/handler/core/request/optional-reads';
import { parseRequest } from '../../../src/handler/core/request/request';
import { observeBuildOf, observeScanOf } from '../../../src/handler/observe/observe';
import { ImageBuilder } from '../../../src/handler/ports';
import { event, execution, image, IMAGE_ARN, PIPELINE_ARN } from '../fixtures';

// What a report costs at the service: how many calls, and how long they take when each of them takes 100 milliseconds. No clock runs.
const LATENCY = 100;
const STEP: Step = { name: 'RunTests', status: 'FAILED' };

const build = (properties = {}) => parseRequest(event({}, properties));
const scan = (properties = {}) => parseRequest(event({ ResourceType: 'Custom::ImageBuilderScanReport' }, { ScanTimeoutSeconds: '0', ...properties }));
const PIPELINE = { SourceType: 'PIPELINE', SourceArn: PIPELINE_ARN };
const DETAILS = { Details: { BucketName: 'details' } };

describe.each([1, 5, 20, 60])('an image with %d workflows', (workflows) => {
  test('that tell their counts costs two calls, side by side', async () => {
    expect(await costOf(build(), { workflows, failed: 0 })).toEqual({ calls: 2, millis: LATENCY });
  });

  test('of which one failed costs one call more, after them', async () => {
    expect(await costOf(build(), { workflows, failed: 1 })).toEqual({ calls: 3, millis: 2 * LATENCY });
  });

  test.each([['that all failed', { workflows, failed: workflows }, build()], ['with a details document', { workflows, failed: 0 }, build(DETAILS)]])(
    '%s costs one call more for each, five at a time', async (_, service, request) => {
      expect(await costOf(request, service)).toEqual({ calls: 2 + workflows, millis: (1 + Math.ceil(workflows / 5)) * LATENCY });
    },
  );
});

test.each([
  ['a scan', scan(), 2, 2],
  ['the scans of a pipeline', scan(PIPELINE), 3, 3],
  ['the newest build of a pipeline', build(PIPELINE), 3, 2],
])('%s costs the calls that the API forces, one after the other only where one needs the answer of the other', async (_, request, calls, rounds) => {
  expect(await costOf(request, { workflows: 2, failed: 0 })).toEqual({ calls, millis: rounds * LATENCY });
});

/** Observes a service in which time passes only while everything waits for an answer. */
async function costOf(request: ReturnType<typeof parseRequest>, { workflows, failed }: { workflows: number; failed: number }) {
  let now = 0;
  let calls = 0;
  const open: { readonly at: number; readonly answer: () => void }[] = [];
  const after = <T>(value: T) => () => new Promise<T>((resolve) => {
    calls++;
    open.push({ at: now + LATENCY, answer: () => resolve(value) });
  });
  const imageBuilder: ImageBuilder = {
    image: after(image()),
    pipelineImages: after([{ arn: IMAGE_ARN }]),
    executions: after(Array.from({ length: workflows }, (_, i) => execution({ id: `wf-${i}`, workflowArn: undefined, status: i < failed ? 'FAILED' : 'COMPLETED' }))),
    steps: after([STEP]),
    severityCounts: after({ all: 0 }),
    findings: after({ findings: [], complete: true }),
    mayHaveFindings: after(false),
  };
  const readers = {
    imageBuilder,
    amiScans: { scans: after([]), findings: after({ findings: [], complete: true }) },
    buildLog: { tail: after([]) },
    clock: { now: () => new Date(now), sleep: after(undefined) },
  };
  let ended = false;
  const { signal } = new AbortController();
  const observation = (request.kind === 'BUILD' ? observeBuildOf(request.source, buildReadsOf(request), readers, signal)
    : observeScanOf(request.source, false, readers, signal)).finally(() => { ended = true; });
  for (;;) {
    await new Promise(setImmediate);
    if (ended) break;
    now = Math.min(...open.map(({ at }) => at));
    for (const { answer } of open.splice(0, open.filter(({ at }) => at === now).length)) answer();
  }
  expect(await observation).toMatchObject({ kind: request.kind });
  return { calls, millis: now };
}
