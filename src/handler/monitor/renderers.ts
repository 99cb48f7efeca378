import { NotificationKind } from '../../contract';
import { FindingList, Package, Recipe } from '../core/model/facts';
import { BuildRecord, Changes } from '../core/record/build-record';

/** What is written from a record and from the state of a pipeline: pure functions of `core/`. */
export interface Renderers {
  changesOf(now: Compared, before: Compared | undefined, reason?: string): Changes;
  occasionsOf(record: BuildRecord, previous: Previous): readonly NotificationKind[];
  pageOf(record: BuildRecord): string;
  /** Returns undefined without packages. */
  sbomOf(record: BuildRecord): string | undefined;
  buildMessage(record: BuildRecord, occasions: readonly NotificationKind[], links: Links): Message;
  chatMessage(record: BuildRecord, occasions: readonly NotificationKind[], links: Links): string;
  pipelineDisabledMessage(pipeline: DisabledPipeline): Message;
  pipelineDisabledChat(pipeline: DisabledPipeline): string;
  buildMetrics(record: BuildRecord): readonly string[];
  /** The metrics of a build whose end was counted before, and whose findings are new. */
  findingMetrics(record: BuildRecord): readonly string[];
  pipelineMetrics(state: PipelineState): readonly string[];
}

/** A build as it is compared with another one. */
export interface Compared {
  /** `x.y.z/n` */
  readonly version: string;
  readonly arn: string;
  readonly recipe?: Recipe;
  readonly packages?: readonly Package[];
  readonly list?: FindingList;
}

/** What was known before a record. */
export interface Previous {
  /** Outcome of the newest build of the pipeline that ended before. */
  readonly outcome?: string;
  /** Critical vulnerabilities that were known before. Absent: it is not known which. */
  readonly criticalIds?: readonly string[];
  readonly gate?: string;
}

export interface Links {
  readonly page?: string;
}

export interface Message {
  readonly subject: string;
  readonly text: string;
}

export interface DisabledPipeline {
  readonly name: string;
  readonly arn: string;
  readonly reason?: string;
  /** Number of scheduled builds in a row that failed. */
  readonly failures?: number;
}

/** The state of a pipeline at the time of a poll. */
export interface PipelineState {
  readonly name: string;
  readonly now: Date;
  readonly newestGoodAt?: string;
  readonly lastSuccessAt?: string;
  readonly disabled?: boolean;
}
