import type {
  AmiScenario, BuildScenario, FindingCounts, ImageStatus, PackageScenario, RollbackStatus, ScanStatus, StepStatus, WorkflowStatus, WorkflowType,
} from './scenario';

/** What exists before the first call. */
export interface SeedScenario {
  /** Calls made in this order before the first of a client, such as `{ operation: 'CreateComponent', input: { … } }`. Not in the journal. */
  readonly calls?: readonly SeedCall[];
  /** Images in any state, without a recipe and the rest being needed. */
  readonly images?: readonly SeedImage[];
}

export interface SeedCall {
  readonly operation: string;
  /** As on the wire; a `clientToken` is made when there is none. */
  readonly input: Readonly<Record<string, unknown>>;
  /** @default 'us-east-1' */
  readonly region?: string;
}

/** An image that stands as it is described, or that is being built when `build` is given. */
export interface SeedImage {
  /** Build version: `arn:aws:imagebuilder:<region>:<account>:image/<name>/<x.y.z>/<n>`. */
  readonly arn: string;
  /** The pipeline that built it; one of this ARN is made when there is none. */
  readonly pipelineArn?: string;
  /** ISO 8601. @default - the start of the clock */
  readonly dateCreated?: string;
  /** Members of the image that are given in no other way, as `GetImage` returns them. */
  readonly members?: Readonly<Record<string, unknown>>;

  /** The build goes on from `dateCreated` as a started one would; the members below are not used then. */
  readonly build?: BuildScenario;
  /** With `build`: whether the image is scanned. @default true */
  readonly scanning?: boolean;
  /** With `build`: whether it is tested. @default true */
  readonly tests?: boolean;

  /** @default 'AVAILABLE' */
  readonly status?: ImageStatus;
  /** `state.reason`. */
  readonly reason?: string;
  /** `state.failureContext`, as on the wire. */
  readonly failureContext?: Readonly<Record<string, unknown>>;
  /** @default - one in the Region and account of the ARN when the image is AVAILABLE, else none */
  readonly amis?: readonly AmiScenario[];
  /** Container images by Region. */
  readonly containers?: readonly { readonly region: string; readonly imageUris: readonly string[] }[];
  /** @default - none: the image was built with scanning off */
  readonly scanState?: { readonly status: ScanStatus; readonly reason?: string };
  /** @default - none */
  readonly findings?: FindingCounts;
  /** @default - none */
  readonly packages?: readonly PackageScenario[];
  /** In the order in which they are listed. @default - none */
  readonly workflowExecutions?: readonly SeedWorkflowExecution[];
}

/** A member that is not given is not in the answers, with the exceptions named here. */
export interface SeedWorkflowExecution {
  /** `wf-` and a UUID. @default - derived from image and position */
  readonly id?: string;
  /** @default - the managed workflow of the type */
  readonly workflowArn?: string;
  /** Executions without a type exist. */
  readonly type?: WorkflowType;
  readonly status: WorkflowStatus;
  readonly message?: string;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly parallelGroup?: string;
  /** `null` for answers that do not say. @default false */
  readonly retried?: boolean | null;
  /** `{}` for answers without counts. @default - counted from the steps */
  readonly counts?: StepCounts;
  /** @default - none */
  readonly steps?: readonly SeedStep[];
}

export interface StepCounts {
  readonly total?: number;
  readonly succeeded?: number;
  readonly failed?: number;
  readonly skipped?: number;
}

/** A member that is not given is not in the answers, with the exceptions named here. */
export interface SeedStep {
  /** `step-` and a UUID. @default - derived from the execution and position */
  readonly id?: string;
  readonly name: string;
  readonly action: string;
  readonly status: StepStatus;
  readonly description?: string;
  readonly rollbackStatus?: RollbackStatus;
  readonly message?: string;
  /** Turned into a string of JSON for the wire; a string is taken as it is. */
  readonly inputs?: unknown;
  /** Turned into a string of JSON for the wire; a string is taken as it is. */
  readonly outputs?: unknown;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly onFailure?: string;
  readonly timeoutSeconds?: number;
  readonly attemptNumber?: number;
  readonly maxAttempts?: number;
}
