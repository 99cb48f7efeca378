import { CallFailure } from './call-failure';
import { FindingCount } from '../../../contract/gate';

/*
 * What was read from the service, in types of this library. The service did not return a member that is absent.
 * Statuses are open strings, because the service has more of them than any SDK.
 */

export interface Image {
  /** ARN of the build version, even if the request named a different ARN. */
  readonly arn: string;
  readonly name?: string;
  readonly status: string;
  readonly statusReason?: string;
  /** AMI or DOCKER. */
  readonly type?: string;
  readonly buildType?: string;
  readonly createdAt?: string;
  readonly amis?: readonly Ami[];
  readonly containers?: readonly Container[];
  /** Absent if the service does not say. */
  readonly testsEnabled?: boolean;
  readonly scanningEnabled: boolean;
  readonly scanningTypes: readonly string[];
  /** Absent when the service has no scan state for the image. */
  readonly scan?: { readonly status?: string; readonly reason?: string };
  readonly logGroupName?: string;
  /** Only of an image that failed, and not of every one. */
  readonly failure?: FailureContext;
  /** ARN of the pipeline that built the image. Absent if none did. */
  readonly pipelineArn?: string;
  /** Absent if the service does not say. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly recipe?: Recipe;
  /** The name and version of the operating system, for example `Amazon Linux 2023`. */
  readonly osVersion?: string;
  /** Linux, Windows or macOS. */
  readonly platform?: string;
}

/** The recipe of an image, as it was when the image was built. */
export interface Recipe {
  readonly arn?: string;
  readonly version?: string;
  /** The base image, as the recipe names it: an ARN, an AMI or the name of a container image. */
  readonly parentImage?: string;
  /** ARNs of the components in their order. Absent if the service does not say. */
  readonly components?: readonly string[];
}

/** A package that is installed in an image. */
export interface Package {
  readonly name: string;
  /** Absent if the service does not say. */
  readonly version?: string;
}

/** The failure context of the service, in which every member is optional. */
export interface FailureContext {
  /** Status of the image when it failed. */
  readonly imageStatus?: string;
  readonly executionId?: string;
  readonly workflowArn?: string;
  readonly stepId?: string;
  readonly stepName?: string;
  readonly component?: ComponentFailure;
  readonly distribution?: DistributionFailure;
}

/** The first step of a component that failed. */
export interface ComponentFailure {
  readonly arn?: string;
  readonly phase?: string;
  readonly step?: string;
  readonly action?: string;
  readonly message?: string;
}

export interface DistributionFailure {
  readonly message?: string;
  readonly regions: readonly RegionFailure[];
}

/** A Region in which the distribution failed, timed out or was cancelled. */
export interface RegionFailure {
  readonly region?: string;
  readonly account?: string;
  /** What was done to the copy of the image; absent while it was copied. */
  readonly configurationStep?: string;
  /** FAILED, TIMED_OUT or CANCELLED. */
  readonly status?: string;
  readonly message?: string;
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
  readonly status?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly amis?: readonly Ami[];
}

/** A pipeline, as far as monitors need it. */
export interface Pipeline {
  readonly arn: string;
  readonly name: string;
  /** ENABLED or DISABLED. */
  readonly status?: string;
  /** Number of scheduled builds in a row that failed. */
  readonly failures?: number;
  /** Number of such builds after which the service disables the pipeline. Absent: it never does. */
  readonly disabledAfter?: number;
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
  /** Whether a later execution replaced this execution. Absent if the service does not say. */
  readonly retried?: boolean;
  readonly counts: StepCounts;
}

export interface StepCounts {
  readonly total?: number;
  readonly succeeded?: number;
  readonly failed?: number;
  readonly skipped?: number;
}

export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly action?: string;
  readonly status?: string;
  readonly message?: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
  /** A JSON document, as text. */
  readonly outputs?: string;
  /** From 1. */
  readonly attempt?: number;
  readonly maxAttempts?: number;
}

/** An execution with its steps, where these were listed. */
export interface ObservedExecution extends Execution {
  readonly steps?: readonly Step[];
}

/** The end of a log, oldest line first, or the call that failed to read it. */
export type LogTail = { readonly lines: readonly string[] } | { readonly callFailure: CallFailure };

export interface SeverityCounts {
  readonly all?: number;
  readonly critical?: number;
  readonly high?: number;
  readonly medium?: number;
}

/** Number of findings by severity. An unknown number is absent and never 0. */
export type Findings = { readonly [Count in FindingCount]?: number };

/** NOT_READ: the counts were not needed. EMPTY: the service has no findings. NO_SCAN: the service has no scan that could have found any. */
export type FindingsAnswer = SeverityCounts | 'NOT_READ' | 'EMPTY' | 'NO_SCAN';

/** The filter of finding counts: its name in the service, and an ARN or ID. */
export interface AggregationFilter {
  readonly name: 'imageBuildVersionArn' | 'imagePipelineArn' | 'accountId' | 'vulnerabilityId';
  readonly value: string;
}

/** A vulnerability that a scan found in an image. The members of packages are those of the service. */
export interface Finding {
  readonly vulnerabilityId?: string;
  /** CRITICAL, HIGH, MEDIUM, LOW, INFORMATIONAL or UNTRIAGED. */
  readonly severity?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  /** Score of Amazon Inspector, from 0 to 10. */
  readonly score?: number;
  /** YES, NO, or PARTIAL if some of the packages have a fix. */
  readonly fixAvailable?: string;
  readonly imageArn?: string;
  readonly firstObservedAt?: string;
  readonly sourceUrl?: string;
  readonly packages: readonly FindingPackage[];
}

/** A package that a vulnerability affects. */
export interface FindingPackage {
  readonly name?: string;
  readonly version?: string;
  readonly release?: string;
  readonly architecture?: string;
  readonly packageManager?: string;
  readonly filePath?: string;
  readonly fixedInVersion?: string;
}

/** An AMI that exists, and what Amazon EC2 knows of its scan. */
export interface AmiScan {
  readonly amiId: string;
  readonly isScanned: boolean;
  /** When the results were written. Absent if the service does not say. */
  readonly scannedAt?: string;
  /** The highest severity among all findings. Absent if there are none. */
  readonly highestSeverity?: string;
}

/** The findings that were read. */
export interface FindingList {
  readonly findings: readonly Finding[];
  /** Whether the list was read to its end. */
  readonly complete: boolean;
  /** Why findings are missing, if not because there are more than a report reads: a list that was read to its end can be behind the counts. */
  readonly missing?: string;
}
