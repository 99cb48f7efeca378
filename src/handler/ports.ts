import { AggregationFilter, Execution, Image, PipelineImage, SeverityCounts, Step } from './core/facts';

/** EC2 Image Builder, as far as reports read it. Every method throws `CallFailed` and nothing else; lists are whole. */
export interface ImageBuilder {
  image(arn: string, signal: AbortSignal): Promise<Image>;
  pipelineImages(pipelineArn: string, signal: AbortSignal): Promise<PipelineImage[]>;
  executions(imageArn: string, signal: AbortSignal): Promise<Execution[]>;
  steps(executionId: string, signal: AbortSignal): Promise<Step[]>;
  /** Nothing when the service has no counts for this image or pipeline. */
  severityCounts(filter: AggregationFilter, signal: AbortSignal): Promise<SeverityCounts | undefined>;
}

/** EC2 Image Builder, as far as executions change it. Every method throws `CallFailed` and nothing else. */
export interface BuildControl {
  /** Starts a build, once for each token; the ARN of its image. */
  start(pipelineArn: string, clientToken: string, tags: Readonly<Record<string, string>>, signal: AbortSignal): Promise<string>;
  /** Tells a build to stop, which takes the service some time. */
  cancel(imageArn: string, signal: AbortSignal): Promise<void>;
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
