import * as fc from 'fast-check';
import { executionId, executions, image, OWN_TAGS, steps } from './build';
import { maybe, openEnum, text, time } from './texts';
import { CallFailed, CallFailure } from '../../../src/handler/core/model/call-failure';
import { AmiScan, Execution, FindingList, Image, PipelineImage, SeverityCounts, Step } from '../../../src/handler/core/model/facts';
import { AmiScans, BuildControl, BuildLog, DetailsStore, ImageBuilder } from '../../../src/handler/ports';
import { IMAGE_ARN, PIPELINE_ARN } from '../fixtures';

type Answer<T> = { readonly value: T } | { readonly callFailure: CallFailure };

/** What the service answers to whatever it is asked at one moment. */
export interface Moment {
  readonly image: Answer<Image>;
  readonly pipelineImages: Answer<PipelineImage[]>;
  readonly executions: Answer<Execution[]>;
  /** By the number of the execution; the last goes for all others. */
  readonly steps: readonly Answer<Step[]>[];
  /** Of the first look and of all later ones. */
  readonly counts: readonly [Answer<SeverityCounts | undefined>, Answer<SeverityCounts | undefined>];
  readonly findings: Answer<FindingList>;
  readonly amiScans: Answer<readonly Omit<AmiScan, 'amiId'>[]>;
  readonly start: Answer<string>;
  readonly cancel: Answer<void>;
  readonly tag: Answer<void>;
  readonly retry: Answer<void>;
  readonly log: Answer<string[]>;
  readonly put: Answer<string>;
}

const callFailure: fc.Arbitrary<CallFailure> = fc.record({
  kind: fc.constantFrom('PASSING', 'PASSING', 'PASSING', 'DENIED', 'NOT_FOUND', 'FINAL'),
  operation: fc.constantFrom('GetImage', 'ListWorkflowExecutions', 'StartImagePipelineExecution'),
  resource: fc.constantFrom(IMAGE_ARN, PIPELINE_ARN, 'workflow-execution/wf-1'),
  code: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom('CallRateLimitExceededException', 'ServiceUnavailableException', 'TimeoutError', 'ResourceInUseException') },
    { weight: 1, arbitrary: text },
  ),
  httpStatus: maybe(fc.constantFrom(400, 402, 403, 404, 429, 500, 502)),
  message: text,
});

/** One answer in `seldom` is trouble. */
function answer<T>(value: fc.Arbitrary<T>, seldom = 14): fc.Arbitrary<Answer<T>> {
  return fc.oneof(
    { weight: seldom, arbitrary: value.map((one) => ({ value: one })) }, { weight: 1, arbitrary: callFailure.map((one) => ({ callFailure: one })) },
  );
}

const pipelineImage: fc.Arbitrary<PipelineImage> = fc.record({
  arn: fc.nat({ max: 20 }).map((build) => IMAGE_ARN.replace('/4', `/${build}`)),
  createdAt: maybe(time),
  status: maybe(openEnum('AVAILABLE', 'BUILDING', 'FAILED', 'CANCELLED', 'DELETED')),
  tags: maybe(fc.record({
    'cdk-imagebuilder:trigger': fc.constantFrom('abc', 'abc', 'def'),
    'cdk-imagebuilder:execution': fc.constantFrom('11111111-2222-3333-4444-555555555555/Execution1A2B3C4D', 'other/Execution'),
    'cdk-imagebuilder:request': fc.constantFrom('66666666-7777-8888-9999-000000000000', 'before'),
  }), 8),
});

/** Counts may be missing, and may contradict one another. */
const number = maybe(fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) }, { weight: 6, arbitrary: fc.nat({ max: 30 }) }, { weight: 1, arbitrary: fc.nat() },
), 5);
const severityCounts: fc.Arbitrary<SeverityCounts> = fc.record({ all: number, critical: number, high: number, medium: number });

const packages = fc.array(fc.record({
  name: maybe(text), version: maybe(fc.constant('1.0')), fixedInVersion: maybe(fc.constantFrom('1.1', 'NotAvailable')),
}), { maxLength: 2 });
const finding = fc.record({
  vulnerabilityId: maybe(fc.nat({ max: 6 }).map((n) => `CVE-2026-${10_000 + n}`), 12),
  severity: maybe(openEnum('CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL', 'UNTRIAGED'), 12),
  title: maybe(text),
  description: maybe(text),
  score: maybe(fc.integer({ min: 0, max: 100 }).map((tenths) => tenths / 10)),
  fixAvailable: maybe(openEnum('YES', 'NO', 'PARTIAL'), 8),
  imageArn: maybe(fc.constantFrom(IMAGE_ARN, IMAGE_ARN.replace('/4', '/3'))),
  packages,
});
const findings: fc.Arbitrary<FindingList> = fc.record({
  findings: fc.oneof(
    { weight: 12, arbitrary: fc.array(finding, { maxLength: 6 }) }, { weight: 1, arbitrary: fc.array(finding, { minLength: 30, maxLength: 60 }) },
  ),
  complete: fc.constantFrom(true, true, true, false),
});

const anyMoment: fc.Arbitrary<Moment> = fc.record({
  image: answer(image),
  pipelineImages: answer(fc.array(pipelineImage, { maxLength: 4 })),
  executions: answer(executions, 30),
  steps: fc.array(answer(steps, 30), { minLength: 1, maxLength: 3 }),
  counts: fc.tuple(answer(maybe(severityCounts), 30), answer(maybe(severityCounts), 30)),
  findings: answer(findings),
  amiScans: answer(fc.array(fc.record({
    isScanned: fc.constantFrom(true, true, true, false), highestSeverity: maybe(openEnum('CRITICAL', 'HIGH', 'MEDIUM', 'LOW')),
  }), { minLength: 1, maxLength: 3 }), 8),
  start: answer(fc.constant(IMAGE_ARN), 3),
  cancel: answer(fc.constant(undefined), 3),
  tag: answer(fc.constant(undefined), 3),
  retry: answer(fc.constant(undefined), 3),
  log: answer(fc.array(text, { maxLength: 6 }), 4),
  put: answer(fc.constant('"etag"'), 10),
});

/** In every other moment counts and findings agree, as they do of a service that is well. */
export const moment: fc.Arbitrary<Moment> = fc.tuple(anyMoment, fc.boolean(), fc.nat({ max: 9 }))
  .map(([seen, agree, tenth]) => ({ ...seen, ...agree && { counts: countsLike(seen) }, ...tenth === 0 && { image: failedInItsTest(seen) } }));

/** One image in ten is one that can be retried, which is rare otherwise. */
function failedInItsTest({ image: given }: Moment): Moment['image'] {
  return 'value' in given ? { value: { ...given.value, status: 'FAILED', type: 'AMI', tags: OWN_TAGS, failure: { imageStatus: 'TESTING' } } } : given;
}

function countsLike({ findings: given, counts }: Moment): Moment['counts'] {
  if (!('value' in given)) return counts;
  const of = (severity: string) => given.value.findings.filter((one) => one.severity === severity).length;
  const value = { all: given.value.findings.length, critical: of('CRITICAL'), high: of('HIGH'), medium: of('MEDIUM') };
  return [{ value }, { value }];
}

/** What the service was told. */
export class Told {
  cancels = 0;
  /** How many retries it was to remember. */
  remembered = 0;
  /** Tags that the image got. */
  tags: Readonly<Record<string, string>> = {};
  /** Token and tags of the image of each retry. */
  readonly retries: { readonly token: string; readonly tags: Readonly<Record<string, string>>; readonly image: Moment['image'] }[] = [];
}

/** A moment in which the image has tags that it got before. */
export function withTags(seen: Moment, tags: Readonly<Record<string, string>>): Moment {
  if (!('value' in seen.image) || seen.image.value.tags === undefined) return seen;
  return { ...seen, image: { value: { ...seen.image.value, tags: { ...seen.image.value.tags, ...tags } } } };
}

/** The service as it stands at a moment. */
export function portsAt(seen: Moment, told: Told): ImageBuilder & BuildControl & BuildLog & DetailsStore {
  let looks = 0;
  const unless = async <T>(given: Answer<T>): Promise<T> => {
    if ('callFailure' in given) throw new CallFailed(given.callFailure);
    return given.value;
  };
  return {
    image: () => unless(seen.image),
    pipelineImages: () => unless(seen.pipelineImages),
    executions: () => unless(seen.executions),
    steps: (id) => unless(seen.steps[Number(id.slice(executionId(0).length - 1))] ?? seen.steps.at(-1)!),
    severityCounts: () => unless(seen.counts[looks++ === 0 ? 0 : 1]),
    findings: () => unless(seen.findings),
    mayHaveFindings: async () => {
      const { findings: some, complete } = await unless(seen.findings);
      return some.length > 0 || !complete;
    },
    start: () => unless(seen.start),
    cancel: () => {
      told.cancels++;
      return unless(seen.cancel);
    },
    tag: async (_, tags) => {
      told.remembered++;
      await unless(seen.tag);
      told.tags = { ...told.tags, ...tags };
    },
    retry: (_, token) => {
      told.retries.push({ token, tags: told.tags, image: seen.image });
      return unless(seen.retry);
    },
    tail: () => unless(seen.log),
    put: () => unless(seen.put),
  };
}

/** Amazon EC2 as it stands at a moment: the findings of every AMI are those of the moment. */
export function amiScansAt({ amiScans, findings: given }: Moment): AmiScans {
  return {
    scans: async (ids) => {
      if ('callFailure' in amiScans) throw new CallFailed(amiScans.callFailure);
      return ids.slice(0, amiScans.value.length).map((amiId, i) => ({ amiId, ...amiScans.value[i] }));
    },
    findings: async () => {
      if ('callFailure' in given) throw new CallFailed(given.callFailure);
      return given.value;
    },
  };
}

/** The same moment with every list the other way round whose order the service does not promise. */
export function otherWayRound(seen: Moment): Moment {
  const reversed = <T>(all: readonly T[]): T[] => [...all].reverse();
  const of = <T>(given: Answer<T>, change: (value: T) => T): Answer<T> => 'value' in given ? { value: change(given.value) } : given;
  return {
    ...seen,
    image: of(seen.image, (one) => ({
      ...one,
      amis: reversed(one.amis ?? []),
      containers: reversed((one.containers ?? []).map(({ region, uris }) => ({ region, uris: reversed(uris) }))),
    })),
    executions: of(seen.executions, reversed),
    findings: of(seen.findings, (one) => ({ ...one, findings: reversed(one.findings) })),
  };
}
