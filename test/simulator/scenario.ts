import type { EventDelivery, Occurrence } from './scenario-events';
import type { SeedScenario } from './scenario-seed';

export * from './scenario-events';
export * from './scenario-seed';

/**
 * What a scenario file may say. A scenario is JSON; every member is optional, `{}` is a service without resources in which every
 * build succeeds. `parseScenario` refuses members that are not named here.
 */
export interface Scenario {
  /** For readers; the simulator does not use it. */
  readonly description?: string;
  readonly clock?: ClockScenario;
  /**
   * How the builds go that are started from now on: the first entry is for the first of them, the second for the second; the last repeats.
   * @default - every build succeeds; with scanning on, its scan finds 1 critical, 7 high, 12 medium and 5 other vulnerabilities
   */
  readonly builds?: readonly BuildScenario[];
  /**
   * How the scans of AMIs go that Amazon Inspector starts on demand: the first entry is for the first of them; the last repeats.
   * @default - each succeeds after five minutes, with the default findings of a build
   */
  readonly onDemandScans?: readonly OnDemandScanScenario[];
  /** What exists before the first call. */
  readonly seed?: SeedScenario;
  /** Longest page that a list operation returns, whatever `maxResults` says. */
  readonly pageSize?: number;
  /** How long every answer waits, in real milliseconds. */
  readonly latencyMs?: number;
  /** Calls that go wrong, or are answered with something else. The first that matches is taken. */
  readonly faults?: readonly Fault[];
  /** What becomes of events on their way. The first that matches is taken. @default - each is delivered once, when it is sent */
  readonly events?: readonly EventDelivery[];
}

/** The simulator's own time, from which all times in answers come and on which all states depend. */
export interface ClockScenario {
  /** ISO 8601. @default '2026-01-05T08:00:00.000Z' */
  readonly start?: string;
  /** Virtual seconds in a real second; 0 stops the clock, so that only `advance` moves it. @default 600 */
  readonly rate?: number;
}

export type ImageStatus =
  'PENDING' | 'CREATING' | 'BUILDING' | 'TESTING' | 'DISTRIBUTING' | 'INTEGRATING' |
  'AVAILABLE' | 'CANCELLED' | 'FAILED' | 'DEPRECATED' | 'DELETED' | 'DISABLED';
export type WorkflowType = 'BUILD' | 'TEST' | 'DISTRIBUTION';
export type WorkflowStatus =
  'PENDING' | 'SKIPPED' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'ROLLBACK_IN_PROGRESS' | 'ROLLBACK_COMPLETED' | 'CANCELLED';
export type StepStatus = 'PENDING' | 'SKIPPED' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELLED';
export type RollbackStatus = 'RUNNING' | 'COMPLETED' | 'SKIPPED' | 'FAILED';
export type ScanStatus = 'PENDING' | 'SCANNING' | 'COLLECTING' | 'COMPLETED' | 'ABANDONED' | 'FAILED' | 'TIMED_OUT';

/**
 * How one build goes. The managed workflows run unless pipeline or image name others: `build-image` with seven steps, and `test-image` with four
 * unless tests are off. Images are distributed without a workflow unless one of type DISTRIBUTION is named.
 */
export interface BuildScenario {
  readonly durations?: Durations;
  /** The build workflow. */
  readonly build?: WorkflowScenario;
  /** The test workflows. */
  readonly test?: WorkflowScenario;
  /** The distribution workflow, which has to be named. */
  readonly distribution?: WorkflowScenario;
  /**
   * Regions that the distribution fails in: the image ends FAILED, the other Regions have their AMI. The image fails in status INTEGRATING, after the
   * copies, when all of them have an `imageConfigurationStep`.
   */
  readonly regionFailures?: readonly RegionFailure[];
  /** How the build goes on each time it is retried, from the stage that failed; the last entry repeats. @default - without a failure */
  readonly retries?: readonly RetryScenario[];
  /** Used when scanning is on. @default - completed, with 25 findings */
  readonly scan?: ScanScenario;
  /** @default - one AMI for each Region and account of the distribution configuration, or else one in the pipeline's Region and account */
  readonly amis?: readonly AmiScenario[];
  /** `state.reason` of the failed image. @default - names workflow execution, run command and component document, as the service does */
  readonly reason?: string;
  /** Whether a failed image has `state.failureContext`. @default true */
  readonly failureContext?: boolean;
  /**
   * The packages of the image, which can be listed when the step that collects metadata has ended.
   * @default - those of an Amazon Linux, as far as a few packages make one
   */
  readonly packages?: readonly PackageScenario[];
}

/** How a build goes on when it is retried. What is not named is not as before, but as it is when nothing fails. */
export type RetryScenario = Pick<BuildScenario, 'durations' | 'test' | 'distribution' | 'regionFailures' | 'reason' | 'failureContext'>;

/** A package as `ListImagePackages` returns it. */
export interface PackageScenario {
  readonly name: string;
  /** @default - the answer does not say */
  readonly version?: string;
}

/** Virtual seconds that an image is in each status. Steps share the time of theirs equally. */
export interface Durations {
  /** @default 10 */
  readonly pending?: number;
  /** @default 20 */
  readonly creating?: number;
  /** @default 600 */
  readonly building?: number;
  /** @default 360 */
  readonly testing?: number;
  /** @default 180 */
  readonly distributing?: number;
  /** @default 30 */
  readonly integrating?: number;
}

export interface WorkflowScenario {
  /** The step that fails. @default - none */
  readonly failStep?: FailedStep;
}

export interface FailedStep {
  /** Name of the step, such as `ApplyBuildComponents`. @default - the step that runs the components (distribution: the first) */
  readonly name?: string;
  /** `Abort` rolls the workflow back and fails the image, `Continue` goes on. @default 'Abort' */
  readonly onFailure?: 'Abort' | 'Continue';
  /** The step's `message`, cut by the service at 500 characters. @default - the service's sentence about the failed document */
  readonly message?: string;
  /** The component that made the step fail, for `state.failureContext`. @default - the first of the recipe when the step runs components */
  readonly component?: FailedComponent;
  /** The step's `outputs` (a string of JSON on the wire). @default - run command, status and message */
  readonly outputs?: unknown;
  /** How often the step was tried before it counted as failed. @default - the answer does not say */
  readonly attempts?: number;
}

export interface FailedComponent {
  /** Build version. @default - the first component of the recipe that is not AWS's, or else the first */
  readonly componentArn?: string;
  /** @default - the phase of the workflow: `build` or `test` */
  readonly phaseName?: string;
  /** @default 'Check' */
  readonly stepName?: string;
  /** @default 'ExecuteBash' */
  readonly action?: string;
  /** @default 'exit status 1' */
  readonly errorMessage?: string;
}

export interface RegionFailure {
  readonly region: string;
  readonly status?: 'FAILED' | 'CANCELLED' | 'TIMED_OUT';
  readonly imageConfigurationStep?: string;
  readonly errorMessage?: string;
  readonly targetAccountId?: string;
}

export interface ScanScenario {
  /** What the scan ends with, or stays at. @default 'COMPLETED' */
  readonly status?: ScanStatus;
  readonly reason?: string;
  /** Listed and counted when the status is COMPLETED. @default - 1 critical, 7 high, 12 medium, 25 in all */
  readonly findings?: FindingCounts;
  /**
   * The status is reached this many virtual seconds after the image is AVAILABLE.
   * @default - at the end of the step that collects the findings, before the image is AVAILABLE
   */
  readonly secondsAfterAvailable?: number;
}

export interface OnDemandScanScenario {
  /** Virtual seconds. @default 300 */
  readonly seconds?: number;
  /** @default 'SUCCESSFUL' */
  readonly status?: 'SUCCESSFUL' | 'FAILED';
  /** Why it failed, such as `UNSUPPORTED_OS`. @default 'INTERNAL_ERROR' */
  readonly reason?: string;
  /** Found by a scan that succeeds. @default - 1 critical, 7 high, 12 medium, 25 in all */
  readonly findings?: FindingCounts;
}

/** A count that is not named is not in the answers either, as with the service. */
export interface FindingCounts {
  readonly all?: number;
  readonly critical?: number;
  readonly high?: number;
  readonly medium?: number;
}

export interface AmiScenario {
  /** @default - derived from image, Region and account */
  readonly image?: string;
  /** @default - the Region of the call */
  readonly region?: string;
  /** @default - the account of the simulator */
  readonly accountId?: string;
  /** @default - the recipe's name and the time of the build */
  readonly name?: string;
  /** @default 'AVAILABLE' */
  readonly status?: ImageStatus;
  readonly reason?: string;
}

/** Which calls go wrong, and how. Calls are counted per fault, from the moment the scenario is loaded. */
export interface Fault extends Occurrence {
  /** Name of the operation, or `*` for all. */
  readonly operation: string;
  /** Members of the input that must have these values. */
  readonly where?: Readonly<Record<string, unknown>>;
  readonly effect: FaultEffect;
}

/**
 * - `html502`: status 502 with a page of HTML, as from a proxy
 * - `reset`: the connection is reset
 * - `truncated`: the answer ends in the middle of its body
 * - `emptyBody`: status 200 and no body
 * - `hang`: no answer until the client gives up
 * - `stall`: the first half of the answer, and then nothing
 * - `slowDrip`: the whole answer, a few bytes at a time
 *
 * `error`, `rawBody` and `html502` come in place of the call, which changes nothing then; the others spoil the answer of a call that was made.
 */
export type FaultEffect =
  'html502' | 'reset' | 'truncated' | 'emptyBody' | 'hang' | 'stall' | 'slowDrip' |
  { readonly error: ErrorAnswer } | { readonly rawBody: RawAnswer } | { readonly patch: readonly Patch[] };

export interface ErrorAnswer {
  /** Name of the exception, such as `CallRateLimitExceededException`. */
  readonly code: string;
  /** @default - that of the exception in the model, 400 for unknown ones */
  readonly status?: number;
  /** @default - the name of the exception */
  readonly message?: string;
}

export interface RawAnswer {
  readonly body: string;
  /** @default 200 */
  readonly status?: number;
  /** @default 'application/json' */
  readonly contentType?: string;
}

/**
 * A change of the answer, which is not checked against the model any more.
 * Paths are those of JavaScript, with `[*]` for every element: `workflowExecutions[*].type`, `image.state.status`.
 */
export type Patch = { readonly set: string; readonly value: unknown } | { readonly delete: string };
