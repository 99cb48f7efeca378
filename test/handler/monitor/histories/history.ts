import * as fc from 'fast-check';
import { finding } from '../../fixtures';
import { BuildStory, HOUR, MINUTE, START } from '../world';

/** An event that arrives, or does not: how many minutes late each copy of it is. */
export interface Delivery {
  readonly lateMinutes: readonly number[];
}

/** What happens to the runs of the function, by the order in which they start. */
export interface Fate {
  /** The call at which the run ends, before or after its effect. Absent: it goes on. */
  readonly endsAtCall?: number;
  readonly afterEffect: boolean;
  /** The call at which the run stands still for some minutes. */
  readonly stallsAtCall?: number;
  readonly stallMinutes: number;
}

/** Builds, and everything that can go wrong around them. */
export interface History {
  readonly builds: readonly BuildStory[];
  /** By build: the event of an earlier status, that of its end, and that of its scan. */
  readonly events: readonly (readonly [Delivery, Delivery, Delivery])[];
  readonly monitors: 1 | 2;
  readonly fates: readonly Fate[];
  /** When a service fails, what it is, and for how long. */
  readonly troubles: readonly { readonly call: string; readonly fromMinutes: number; readonly minutes: number }[];
  /** Answers of conditional writes that are lost, by the number of the write. */
  readonly lostAnswers: readonly number[];
  /** The order in which runs go on that are in progress at once. */
  readonly order: number;
}

/** Late by nothing, a little, more than a poll, and more than a scan. */
const late = fc.constantFrom(0, 0, 0, 1, 5, 59, 61, 240);
/** A third of the events is lost, a third comes once, the others more often. */
const delivery: fc.Arbitrary<Delivery> = fc.record({
  lateMinutes: fc.oneof(fc.constant([]), late.map((minutes) => [minutes]), fc.array(late, { minLength: 2, maxLength: 3 })),
});

const IDS = ['CVE-2026-1', 'CVE-2026-2', 'CVE-2026-3'];
const findings = fc.subarray(IDS).chain((ids) => fc.array(fc.constantFrom('CRITICAL', 'HIGH'), { minLength: ids.length, maxLength: ids.length })
  .map((severities) => ids.map((vulnerabilityId, index) => finding({ vulnerabilityId, severity: severities[index] }))));

const build = fc.record({
  pipeline: fc.constantFrom('golden', 'golden', 'other'),
  createdAfter: fc.integer({ min: 1, max: 180 }),
  takes: fc.integer({ min: 5, max: 120 }),
  status: fc.constantFrom('AVAILABLE' as const, 'AVAILABLE' as const, 'FAILED' as const, 'CANCELLED' as const),
  scan: fc.option(fc.record({
    // Before the end of the build, within the patience, after it, and after some polls more.
    endsAfter: fc.constantFrom(-4, 10, 59, 61, 150, 400), status: fc.constantFrom('COMPLETED' as const, 'COMPLETED' as const, 'ABANDONED' as const), findings,
  }), { freq: 2 }),
  laterAfter: fc.option(fc.constantFrom(1, 90, 500), { freq: 1 }),
});

const fate: fc.Arbitrary<Fate> = fc.record({
  endsAtCall: fc.option(fc.integer({ min: 1, max: 30 }), { freq: 2, nil: undefined }),
  afterEffect: fc.boolean(),
  stallsAtCall: fc.option(fc.integer({ min: 1, max: 30 }), { freq: 1, nil: undefined }),
  stallMinutes: fc.constantFrom(1, 4, 16),
});

const CALLS = [
  'GetImage', 'ListWorkflowExecutions', 'ListImagePipelineImages', 'ListImageScanFindings', 'GetImagePipeline', 'GetObject', 'PutObject', 'PutObject if none',
  'PutObject if match', 'Publish',
];
const trouble = fc.record({ call: fc.constantFrom(...CALLS), fromMinutes: fc.integer({ min: 0, max: 300 }), minutes: fc.constantFrom(1, 30, 90) });

const builds = fc.array(fc.tuple(build, fc.tuple(delivery, delivery, delivery)), { minLength: 1, maxLength: 4 });
export const histories: fc.Arbitrary<History> = builds.chain((all) => fc.record({
  builds: fc.constant(all.map(([one], index) => storyOf(one, index))),
  events: fc.constant(all.map(([, events]) => events)),
  monitors: fc.constantFrom(1 as const, 1 as const, 2 as const),
  fates: fc.array(fate, { minLength: 0, maxLength: 12 }),
  troubles: fc.array(trouble, { maxLength: 2 }),
  lostAnswers: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 3 }),
  order: fc.nat(),
}));

type Drawn = typeof build extends fc.Arbitrary<infer T> ? T : never;

function storyOf({ pipeline, createdAfter, takes, status, scan, laterAfter }: Drawn, index: number): BuildStory {
  const createdAt = START + createdAfter * MINUTE;
  const endsAt = createdAt + takes * MINUTE;
  return {
    path: `${pipeline}/1.0.${index}/1`,
    pipeline,
    createdAt,
    endsAt,
    status,
    scan: scan ? { endsAt: endsAt + scan.endsAfter * MINUTE, status: scan.status, findings: scan.findings } : undefined,
    later: laterAfter !== null && status === 'AVAILABLE' ? { at: endsAt + laterAfter * MINUTE, status: 'DEPRECATED' } : undefined,
    packages: [{ name: 'zlib', version: `1.${index}` }],
  };
}

/** When everything has happened, and nothing goes wrong any more. */
export const CALM = START + 16 * HOUR;
