/*
 * What was read from the service, in our own shapes. An absent member means that the service did not say.
 * Statuses are open strings: the service knows more of them than any SDK.
 */

export interface Image {
  /** ARN of the build version, whatever the request named. */
  readonly arn: string;
  readonly name?: string;
  readonly status: string;
  readonly statusReason?: string;
  readonly buildType?: string;
  readonly createdAt?: string;
  readonly amis: readonly Ami[];
  readonly containers: readonly Container[];
  readonly scanningEnabled: boolean;
  readonly scanningTypes: readonly string[];
  /** Absent when the service has no scan state for the image. */
  readonly scan?: { readonly status?: string; readonly reason?: string };
  readonly logGroupName?: string;
}

/** One copy of the output AMI: there is one per Region and account. */
export interface Ami {
  readonly id?: string;
  readonly region?: string;
  readonly account?: string;
  readonly status?: string;
}

export interface Container {
  readonly region?: string;
  readonly uris: readonly string[];
}

/** One entry of a pipeline's list of images. */
export interface PipelineImage {
  readonly arn: string;
  readonly createdAt?: string;
}

/** One run of a workflow. */
export interface Execution {
  readonly id?: string;
  readonly workflowArn?: string;
  readonly type?: string;
  readonly status?: string;
  readonly message?: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly parallelGroup?: string;
  /** A later run took the place of this one. */
  readonly retried: boolean;
  readonly counts: StepCounts;
}

export interface StepCounts {
  readonly total?: number;
  readonly succeeded?: number;
  readonly failed?: number;
  readonly skipped?: number;
}

export interface Step {
  readonly name?: string;
  readonly action?: string;
  readonly status?: string;
  readonly message?: string;
  readonly startedAt?: string;
}

/** An execution with its steps, where these were listed. */
export interface ObservedExecution extends Execution {
  readonly steps?: readonly Step[];
}

export interface SeverityCounts {
  readonly all?: number;
  readonly critical?: number;
  readonly high?: number;
  readonly medium?: number;
}

/** What the finding counts are asked for: the name of the service's filter, and the ARN. */
export interface AggregationFilter {
  readonly name: 'imageBuildVersionArn' | 'imagePipelineArn';
  readonly arn: string;
}
