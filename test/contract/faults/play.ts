import { Expected, FaultRow, RowRequest } from './row';
import { ResourceId } from './stack';
import { BUILD_REPORT_KEYS } from '../../../src/contract/build-report';
import { BUILD_REPORT_TYPE, PIPELINE_EXECUTION_TYPE, SCAN_REPORT_TYPE } from '../../../src/contract/custom-resource';
import { HAND_OVER, PIPELINE_EXECUTION_KEYS } from '../../../src/contract/execution';
import { SCAN_REPORT_KEYS } from '../../../src/contract/scan-report';
import { Answer } from '../local-aws';
import { ReportStack } from '../report-stack';
import { World } from '../world';

/** What there is to see of a row when it was played. */
export interface Seen {
  readonly answer: Answer;
  /** The reason without the framework's hint at the log. */
  readonly sentence: string;
  /** From the request to the answer. */
  readonly seconds: number;
  /** Operations of Image Builder in the order in which they were called. */
  readonly calls: readonly string[];
}

const TIMER_SPEED = 4;
/** Whoever needs so much longer than expected does not answer. */
const PATIENCE_SECONDS = 240;
/** A failure is one sentence with a code before it; the framework adds where to look. */
const SENTENCE = /^([A-Z_]+: .*)\n\nLogs: \/aws\/lambda\/\w+\n$/;
const KEYS: Readonly<Record<string, readonly string[]>> = {
  [BUILD_REPORT_TYPE]: BUILD_REPORT_KEYS, [SCAN_REPORT_TYPE]: SCAN_REPORT_KEYS, [PIPELINE_EXECUTION_TYPE]: PIPELINE_EXECUTION_KEYS,
};

/** The functions that run our bundle; the others are the framework's. */
export function ownFunctions({ functions }: ReportStack): string[] {
  return [...functions].filter(([, { handler }]) => handler.startsWith('index.')).map(([name]) => name);
}

/** Those that call Image Builder, and remember trouble with it. */
function callers({ functions }: ReportStack): string[] {
  return [...functions].filter(([, { handler }]) => handler.startsWith('index.') && handler !== 'index.onEvent').map(([name]) => name);
}

/** Lets happen what the row says, and holds what is seen of it against what it expects. Functions start anew, as in a stack of its own. */
export async function play(row: FaultRow, world: World): Promise<Seen> {
  const { aws, others, simulator, stack } = world;
  await aws.lambda.deploy(callers(stack));
  aws.lambda.output.clear();
  others.reset();
  aws.lambda.timerSpeed = row.timerSpeed ?? TIMER_SPEED;
  simulator.load({ clock: { rate: 0 }, ...row.given }, { reset: true });
  let seen: Seen | undefined;
  for (const { before, of = row.resource, continues, ...given } of row.requests ?? [{ RequestType: 'Create' as const } as RowRequest]) {
    const request = continues ? { ...given, properties: { ...given.properties, Continues: seen!.answer.Data![HAND_OVER] } } : given;
    before?.(world);
    if (seen && row.everyAnswer) check(row.expected, seen, world);
    const callsBefore = simulator.journal().length;
    const startedAt = aws.lambda.nowMillis;
    const elapsed = () => (aws.lambda.nowMillis - startedAt) / 1000;
    aws.waits = [];
    aws.onWait = (seconds) => {
      simulator.advance(seconds);
      row.onWait?.(world, aws.waits.length);
      if (elapsed() > Math.max(0, row.expected.seconds ?? 0) + PATIENCE_SECONDS) throw new Error(`No answer after ${elapsed()} seconds.`);
    };
    const physicalId = request.RequestType === 'Create' ? {} : { PhysicalResourceId: seen?.answer.PhysicalResourceId };
    const answer = await aws.request(stack.customResources.get(of)!, { ...physicalId, ...request });
    const calls = simulator.journal().slice(callsBefore).map(({ operation }) => operation);
    seen = { answer, sentence: sentenceOf(answer), seconds: elapsed(), calls };
    checkAlways(of, request.RequestType, answer, world);
  }
  check(row.expected, seen!, world);
  return seen!;
}

/** What holds for every answer, whatever went wrong. That there is one, and not a second, is the local AWS's to see. */
function checkAlways(resource: ResourceId, requestType: string, { Status, Reason, Data, bytes }: Answer, { aws, stack }: World): void {
  expect(bytes).toBeLessThanOrEqual(4096);
  if (Status === 'FAILED') expect(Reason).toMatch(SENTENCE);
  if (Status === 'SUCCESS' && requestType !== 'Delete') {
    const { type, properties } = stack.customResources.get(resource)!;
    expect(Object.keys(Data!).sort()).toEqual([...properties.HandsOver === 'true' ? [HAND_OVER, 'Truncated'] : KEYS[type]].sort());
    expect(Object.values(Data!).filter((value) => typeof value !== 'string' || value === '')).toEqual([]);
  }
  // The signature of the ResponseURL lets whoever has it answer for us.
  const written = ownFunctions(stack).map((name) => aws.lambda.output.get(name) ?? '').join('');
  expect(written).not.toContain('X-Amz-Signature');
}

function check({ Status, Data = {}, Reason, PhysicalResourceId, seconds = 0, calls, images }: Expected, seen: Seen, { simulator }: World): void {
  // Of an answer of the other kind its words say more than its status.
  if (seen.answer.Status !== Status) expect({ Status: seen.answer.Status, words: seen.sentence, Data: seen.answer.Data }).toEqual({ Status });
  expect(seen.answer.Data ?? {}).toMatchObject(Object.fromEntries(
    Object.entries(Data).map(([key, value]) => [key, value instanceof RegExp ? expect.stringMatching(value) : value]),
  ));
  if (Reason) expect(seen.sentence).toMatch(Reason);
  if (PhysicalResourceId !== undefined) expect(seen.answer.PhysicalResourceId).toBe(PhysicalResourceId);
  expect(seen.seconds).toBe(seconds);
  if (calls) expect(seen.calls).toEqual(calls);
  if (images) expect(simulator.resources().filter((arn) => arn.includes(':image/'))).toEqual(images);
}

function sentenceOf({ Reason }: Answer): string {
  return SENTENCE.exec(Reason)?.[1] ?? Reason;
}
