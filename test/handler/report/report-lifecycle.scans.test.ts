import { PLENTY } from './calls';
import { event, image, IMAGE_ARN, PIPELINE_ARN } from '../fixtures';
import { scanEvent, PIPELINE, IDS, subject, fail } from './report-world';

describe('isComplete', () => {
  test('reports that a pipeline has no image, for builds and for scans', async () => {
    const { report, calls } = subject({ pipelineImages: async () => [] });
    await expect(report.isComplete(event({}, PIPELINE), PLENTY)).resolves.toMatchObject({ Data: { Outcome: 'NO_IMAGE', StepsFailed: 'UNKNOWN' } });
    await expect(report.isComplete(scanEvent({}, PIPELINE), PLENTY)).resolves.toMatchObject({ Data: { ScanStatus: 'NO_IMAGE', FindingsAll: 'UNKNOWN' } });
    expect(calls).toEqual([`pipelineImages ${PIPELINE_ARN}`, `pipelineImages ${PIPELINE_ARN}`]);
  });

  test('reads the counts of a scan once it is completed', async () => {
    const { report, calls } = subject({ image: async () => image(), severityCounts: async () => ({ all: 3, critical: 1, high: 0, medium: 0 }) });
    await expect(report.isComplete(scanEvent(), PLENTY)).resolves.toMatchObject({ Data: { FindingsCritical: '1', FindingsOther: '2', Gate: 'NONE' } });
    expect(calls).toEqual([`image ${IMAGE_ARN}`, `severityCounts imageBuildVersionArn ${IMAGE_ARN}`]);
  });

  test('reads the counts of the pipeline, and the scan state of its newest image', async () => {
    const { report, calls } = subject({
      pipelineImages: async () => [{ arn: IMAGE_ARN }], image: async () => image(), severityCounts: async () => ({ all: 3 }),
    });
    await expect(report.isComplete(scanEvent({}, PIPELINE), PLENTY)).resolves.toMatchObject({ Data: { FindingsAll: '3', AggregationKey: PIPELINE_ARN } });
    expect(calls).toEqual([`pipelineImages ${PIPELINE_ARN}`, `image ${IMAGE_ARN}`, `severityCounts imagePipelineArn ${PIPELINE_ARN}`]);
  });

  test('reads the counts of the account, and no image', async () => {
    const { report, calls } = subject({ severityCounts: async () => ({ all: 3 }) });
    await expect(report.isComplete(scanEvent({}, ACCOUNT), PLENTY)).resolves.toMatchObject({
      Data: { ScanStatus: 'NONE', FindingsAll: '3', AggregationType: 'accountId', AggregationKey: '123456789012' },
    });
    expect(calls).toEqual(['severityCounts accountId 123456789012']);
  });

  test('does not take an account in which nothing was scanned for one without findings', async () => {
    const { report, calls, slept } = subject({ severityCounts: async () => undefined });
    await expect(report.isComplete(scanEvent({}, ACCOUNT), PLENTY)).resolves.toMatchObject({ Data: { FindingsAll: 'UNKNOWN', FindingsCritical: 'UNKNOWN' } });
    expect([calls, slept]).toEqual([['severityCounts accountId 123456789012'], []]);
  });

  test.each([
    ['has, where images were scanned', { all: 9 }, '0'], ['cannot be known to have, where none was', undefined, 'UNKNOWN'],
  ])('counts no findings of a vulnerability that no image %s', async (_, ofAccount, FindingsAll) => {
    const { report, calls } = subject({
      severityCounts: async ({ name }) => name === 'accountId' ? ofAccount : undefined, mayHaveFindings: async () => false,
    });
    await expect(report.isComplete(scanEvent({}, VULNERABILITY), PLENTY)).resolves.toMatchObject({
      Data: { FindingsAll, AggregationType: 'vulnerabilityId', AggregationKey: 'CVE-2026-10000' },
    });
    expect(calls.slice(0, 2)).toEqual(['severityCounts vulnerabilityId CVE-2026-10000', 'severityCounts accountId ']);
  });

  test.each([
    ['off', image({ scan: undefined, scanningEnabled: false })],
    ['abandoned', image({ scan: { status: 'ABANDONED' } })],
  ])('does not ask for counts when the scan is %s', async (_, seen) => {
    const { report, calls } = subject({ image: async () => seen });
    await expect(report.isComplete(scanEvent(), PLENTY)).resolves.toMatchObject({ IsComplete: true, Data: { FindingsAll: 'UNKNOWN' } });
    expect(calls).toEqual([`image ${IMAGE_ARN}`]);
  });

  test('looks twice before it takes no counts for no findings', async () => {
    const { report, calls, slept } = subject({
      image: async () => image(), severityCounts: async () => undefined, mayHaveFindings: async () => false,
    });
    await expect(report.isComplete(scanEvent(), PLENTY)).resolves.toMatchObject({ Data: { FindingsAll: '0', FindingsCritical: '0' } });
    expect(calls.filter((call) => call.startsWith('severityCounts'))).toHaveLength(2);
    expect(slept).toEqual([2000]);
  });

  test('takes the counts of the second look', async () => {
    let looks = 0;
    const { report } = subject({ image: async () => image(), severityCounts: async () => ++looks === 1 ? undefined : { all: 9, critical: 9 } });
    await expect(report.isComplete(scanEvent(), PLENTY)).resolves.toMatchObject({ Data: { FindingsCritical: '9' } });
  });

  test('waits for a scan that goes on, without attributes', async () => {
    const { report, lines } = subject({ image: async () => image({ scan: { status: 'SCANNING' } }) });
    await expect(report.isComplete(scanEvent(), PLENTY)).resolves.toEqual({ IsComplete: false });
    expect(lines).toEqual([{ event: 'polled', ...IDS, report: 'SCAN', source: IMAGE_ARN, decision: 'WAIT', why: 'scan SCANNING' }]);
  });

  test('fails with the reason of the gate, and with nothing else on the stack', async () => {
    const { report } = subject({ image: async () => image(), severityCounts: async () => ({ all: 3, critical: 2 }) });
    const error: Error = await report.isComplete(scanEvent({}, { Gate: { Critical: '0', OnUnknown: 'FAIL' } }), PLENTY).then(fail, (thrown) => thrown);
    expect(error.message).toBe(
      `SEVERITY_GATE: 2 critical findings, at most 0 are accepted, in ${IMAGE_ARN}. `
      + `List them with: aws imagebuilder list-image-scan-findings --filters name=imageBuildVersionArn,values=${IMAGE_ARN}`,
    );
    expect(error.stack).toBe(error.message);
  });
});

const ACCOUNT = { SourceType: 'ACCOUNT', SourceArn: undefined, SourceId: '123456789012' };
const VULNERABILITY = { SourceType: 'VULNERABILITY', SourceArn: undefined, SourceId: 'CVE-2026-10000' };
