import { CallFailed, CallFailureKind } from '../../../src/handler/core/model/call-failure';
import { FindingList, SeverityCounts } from '../../../src/handler/core/model/facts';
import { Source } from '../../../src/handler/core/request/request';
import { observeFindings, observeScan } from '../../../src/handler/observe/scan-observe';
import { ImageBuilder } from '../../../src/handler/ports';
import { finding, image, IMAGE_ARN, PIPELINE_ARN, services } from '../fixtures';

const signal = new AbortController().signal;
const COUNTS = { all: 1, high: 1 };
const LIST = { findings: [finding()], complete: true };
const NOTHING = { findings: [], complete: true };

/** A service that gives these answers one after the other; an answer too many fails. */
function subject(answers: { counts?: (SeverityCounts | undefined)[]; lists?: (FindingList | Error)[]; scan?: string; may?: (boolean | Error)[] }, source: Source = { type: 'IMAGE', arn: IMAGE_ARN }, readFindings = true) {
  const calls: string[] = [];
  const take = <T>(call: string, from: T[] = []): T => {
    calls.push(call);
    if (from.length === 0) throw new Error(`Nobody expects ${call}.`);
    const next = from.shift()!;
    if (next instanceof Error) throw next;
    return next;
  };
  const imageBuilder = {
    image: async (arn: string) => image({ arn, scan: { status: answers.scan ?? 'COMPLETED' } }),
    severityCounts: async ({ name, value }) => take(`counts ${name} ${value}`, answers.counts),
    findings: async ({ name, value }) => take(`findings ${name} ${value}`, answers.lists),
    mayHaveFindings: async ({ name, value }) => take(`any ${name} ${value}`, answers.may),
  } as Partial<ImageBuilder> as ImageBuilder;
  const clock = { now: () => new Date(), sleep: async (millis: number) => { calls.push(`sleep ${millis}`); } };
  return {
    calls,
    scan: () => observeScan(IMAGE_ARN, [], source, readFindings, { ...services({ imageBuilder, clock }) }, signal),
    across: () => observeFindings(source, readFindings, { imageBuilder, clock }, signal),
  };
}

const failed = (kind: CallFailureKind) => new CallFailed({ kind, operation: 'ListImageScanFindings', resource: IMAGE_ARN, code: 'AccessDeniedException', message: 'No' });

describe('findings', () => {
  test('are read beside their counts', async () => {
    const { calls, scan } = subject({ counts: [COUNTS], lists: [LIST] });
    await expect(scan()).resolves.toMatchObject({
      image: { arn: IMAGE_ARN }, counts: COUNTS, list: LIST,
    });
    expect(calls).toEqual([`counts imageBuildVersionArn ${IMAGE_ARN}`, `findings imageBuildVersionArn ${IMAGE_ARN}`]);
  });

  test('are not read when nobody asks for them', async () => {
    const { scan } = subject({ counts: [COUNTS] }, undefined, false);
    await expect(scan()).resolves.toEqual({ kind: 'SCAN', image: expect.anything(), counts: COUNTS });
  });

  test('are not read of a scan that is not completed', async () => {
    const { calls, scan } = subject({ scan: 'SCANNING' });
    await expect(scan()).resolves.toEqual({ kind: 'SCAN', image: expect.anything(), counts: 'NOT_READ' });
    expect(calls).toEqual([]);
  });

  test.each<[Source, string]>([
    [{ type: 'PIPELINE', arn: PIPELINE_ARN }, `imagePipelineArn ${PIPELINE_ARN}`],
    [{ type: 'ACCOUNT', id: '123456789012' }, 'accountId 123456789012'],
    [{ type: 'VULNERABILITY', id: 'CVE-2026-1' }, 'vulnerabilityId CVE-2026-1'],
  ])('are read of %j', async (source, filter) => {
    const { calls, across } = subject({ counts: [COUNTS], lists: [LIST] }, source);
    await expect(across()).resolves.toEqual({ kind: 'SCAN', counts: COUNTS, list: LIST });
    expect(calls).toEqual([`counts ${filter}`, `findings ${filter}`]);
  });

  test('are looked at twice when they are fewer than counted, and then are known to be behind', async () => {
    const late = subject({ counts: [COUNTS], lists: [NOTHING, LIST] });
    await expect(late.scan()).resolves.toMatchObject({ list: LIST });
    expect(late.calls.slice(2)).toEqual(['sleep 2000', `findings imageBuildVersionArn ${IMAGE_ARN}`]);
    await expect(subject({ counts: [COUNTS], lists: [NOTHING, NOTHING] }).scan()).resolves.toMatchObject({
      counts: COUNTS, list: { ...NOTHING, missing: `findings are missing in the list of the service (counted: ${COUNTS.all}, listed: 0)` },
    });
  });

  test('are not looked at twice when they could not be read to the end', async () => {
    const { calls, scan } = subject({ counts: [{ all: 5 }], lists: [{ ...LIST, complete: false }] });
    await expect(scan()).resolves.toMatchObject({ list: { ...LIST, complete: false } });
    expect(calls).toHaveLength(2);
  });

  test('that may not be read are trouble', async () => {
    const denied = failed('DENIED');
    await expect(subject({ counts: [COUNTS], lists: [denied] }).scan()).rejects.toBe(denied);
  });
});

describe('counts', () => {
  test('of an image are looked at twice before they are none', async () => {
    const late = subject({ counts: [undefined, COUNTS] }, undefined, false);
    await expect(late.scan()).resolves.toMatchObject({ counts: COUNTS });
    const none = subject({ counts: [undefined, undefined], may: [false] }, undefined, false);
    await expect(none.scan()).resolves.toMatchObject({ counts: 'EMPTY' });
    expect(none.calls.at(-1)).toBe(`any imageBuildVersionArn ${IMAGE_ARN}`);
  });

  test.each<Source>([{ type: 'IMAGE', arn: IMAGE_ARN }, { type: 'PIPELINE', arn: PIPELINE_ARN }])('of %j that are none are not known where there are findings', async (source) => {
    await expect(subject({ counts: [undefined, undefined], may: [true] }, source, false).scan()).resolves.toMatchObject({ counts: {} });
  });

  test('of a vulnerability that are none are not known where there are findings', async () => {
    const { calls, across } = subject({ counts: [undefined, COUNTS], may: [true] }, { type: 'VULNERABILITY', id: 'CVE-2026-1' }, false);
    await expect(across()).resolves.toEqual({ kind: 'SCAN', counts: {} });
    expect(calls.at(-1)).toBe('any vulnerabilityId CVE-2026-1');
  });

  test('that are none are not known where the findings may not be asked for', async () => {
    const denied = failed('DENIED');
    await expect(subject({ counts: [undefined, undefined], may: [denied] }, undefined, false).scan())
      .resolves.toMatchObject({ counts: {}, denied: denied.callFailure });
  });

  test('that are none are trouble where the findings cannot be asked for', async () => {
    const passing = failed('PASSING');
    await expect(subject({ counts: [undefined, undefined], may: [passing] }, undefined, false).scan()).rejects.toBe(passing);
  });

  test('of an account are none without a scan', async () => {
    await expect(subject({ counts: [undefined] }, { type: 'ACCOUNT', id: '123456789012' }, false).across()).resolves.toEqual({ kind: 'SCAN', counts: 'NO_SCAN' });
  });

  test.each<[SeverityCounts | undefined, unknown]>([[COUNTS, 'EMPTY'], [undefined, 'NO_SCAN'], [{}, {}], [{ critical: 3 }, {}]])('of a vulnerability are those of the account: %j is %s', async (ofAccount, expected) => {
    const { calls, across } = subject({ counts: [undefined, ofAccount], may: [false] }, { type: 'VULNERABILITY', id: 'CVE-2026-1' }, false);
    await expect(across()).resolves.toEqual({ kind: 'SCAN', counts: expected });
    expect(calls.slice(0, 2)).toEqual(['counts vulnerabilityId CVE-2026-1', 'counts accountId ']);
  });
});
