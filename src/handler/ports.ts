import { DetailsPlace } from './core/model/details-place';
import { AggregationFilter, Execution, FindingList, Image, PipelineImage, SeverityCounts, Step } from './core/model/facts';

/** EC2 Image Builder, as far as reports read it. Every method throws `CallFailed` and nothing else; lists are whole. */
export interface ImageBuilder {
  image(arn: string, signal: AbortSignal): Promise<Image>;
  pipelineImages(pipelineArn: string, signal: AbortSignal): Promise<PipelineImage[]>;
  executions(imageArn: string, signal: AbortSignal): Promise<Execution[]>;
  steps(executionId: string, signal: AbortSignal): Promise<Step[]>;
  /** Nothing when the service has no counts for this image or pipeline. */
  severityCounts(filter: AggregationFilter, signal: AbortSignal): Promise<SeverityCounts | undefined>;
  /** The findings behind those counts: the one list that need not be whole, because it has no end that anybody could rely on. */
  findings(filter: AggregationFilter, signal: AbortSignal): Promise<FindingList>;
}

/** EC2 Image Builder, as far as executions change it. Every method throws `CallFailed` and nothing else. */
export interface BuildControl {
  /** Starts a build, once for each token; the ARN of its image. */
  start(pipelineArn: string, clientToken: string, tags: Readonly<Record<string, string>>, signal: AbortSignal): Promise<string>;
  /** Tells a build to stop, which takes the service some time. */
  cancel(imageArn: string, signal: AbortSignal): Promise<void>;
}

/** The logs that builds write. */
export interface BuildLog {
  /** The last lines of a stream, oldest first. Throws `CallFailed` and nothing else. */
  tail(group: string, stream: string, signal: AbortSignal): Promise<string[]>;
}

/** Where details documents are kept. */
export interface DetailsStore {
  /** Writes a document in the place of one that may be there. Throws `CallFailed` and nothing else. */
  put(place: DetailsPlace, body: string, signal: AbortSignal): Promise<void>;
}

/** Everything that the lifecycles of reports work with. */
export interface Services {
  readonly imageBuilder: ImageBuilder;
  readonly buildLog: BuildLog;
  readonly detailsStore: DetailsStore;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Clock {
  now(): Date;
  /** Returns early when the signal aborts. */
  sleep(millis: number, signal: AbortSignal): Promise<void>;
}

/** One line per event, with ids and outcomes; never with a whole request, which holds a secret (`ResponseURL`). */
export interface Log {
  write(event: string, fields: Readonly<Record<string, string | number | undefined>>): void;
}
