import { DetailsPlace } from './core/model/details-place';
import {
  AggregationFilter, AmiScan, Execution, FindingList, Image, Package, Pipeline, PipelineImage, SeverityCounts, Step,
} from './core/model/facts';
import { Pieces, Text } from './core/model/pieces';

/** The part of EC2 Image Builder that reports read. Every method throws only `CallFailed`. Lists are complete. */
export interface ImageBuilder {
  image(arn: string, signal: AbortSignal): Promise<Image>;
  /** Fails if there is no such pipeline. */
  pipelineImages(pipelineArn: string, signal: AbortSignal): Promise<PipelineImage[]>;
  /** Returns undefined if the service answers without a list, which is not an empty list. */
  executions(imageArn: string, signal: AbortSignal): Promise<Execution[] | undefined>;
  steps(executionId: string, signal: AbortSignal): Promise<Step[]>;
  /** Returns undefined if the service has no counts for this image or pipeline. */
  severityCounts(filter: AggregationFilter, signal: AbortSignal): Promise<SeverityCounts | undefined>;
  /** Returns the findings of those counts. Only this list can be incomplete, because its length is not bounded. */
  findings(filter: AggregationFilter, signal: AbortSignal): Promise<FindingList>;
  /** Whether there may be a finding: only a list that was read to its end without one shows that there is none. */
  mayHaveFindings(filter: AggregationFilter, signal: AbortSignal): Promise<boolean>;
}

/** What Amazon EC2 knows of the scans of AMIs. Every method throws only `CallFailed`. */
export interface AmiScans {
  /** Returns the AMIs of the list that exist. */
  scans(amiIds: readonly string[], signal: AbortSignal): Promise<AmiScan[]>;
  /** Returns the findings of an AMI that has been scanned. Those of an AMI that has not are not told from none. */
  findings(amiId: string, signal: AbortSignal): Promise<FindingList>;
}

/** Amazon Inspector. Every method throws only `CallFailed`. */
export interface AmiScanner {
  /** Requests a scan of an AMI, whose results appear in Amazon EC2. Nothing is requested if a scan is in progress. */
  start(amiId: string, signal: AbortSignal): Promise<void>;
}

/** The part of EC2 Image Builder that executions change. Every method throws only `CallFailed`. */
export interface BuildControl {
  /** Starts a build, once for each token of at most 64 characters, and returns the ARN of its image. */
  start(pipelineArn: string, clientToken: string, tags: Readonly<Record<string, string>>, signal: AbortSignal): Promise<string>;
  /** Requests that a build stops, which takes the service some time. */
  cancel(imageArn: string, signal: AbortSignal): Promise<void>;
  /** Sets tags of an image and keeps its other tags. */
  tag(imageArn: string, tags: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void>;
  /** Requests that a build which failed goes on from its test or distribution, once for each token of at most 36 characters. */
  retry(imageArn: string, clientToken: string, signal: AbortSignal): Promise<void>;
}

/** The function that starts builds. It has a role of its own, so that no role can both give images the tag of a stack and cancel their builds. */
export interface StartFunction {
  /** Returns what the function answers to a request. Throws only `CallFailed`. */
  invoke(event: unknown, signal: AbortSignal): Promise<unknown>;
}

/** The logs that builds write. */
export interface BuildLog {
  /** Returns the last lines of a stream, oldest first. Throws only `CallFailed`. */
  tail(group: string, stream: string, signal: AbortSignal): Promise<string[]>;
}

/** The store of details documents. */
export interface DetailsStore {
  /** Writes a document, replaces an existing document, and returns the ETag of the object. Throws only `CallFailed`. */
  put(place: DetailsPlace, body: Pieces, signal: AbortSignal): Promise<string>;
}

/** The part of EC2 Image Builder that only monitors read. Every method throws only `CallFailed`. Lists are complete. */
export interface Fleet {
  /** Returns every build of every image of the account in the Region. */
  builds(signal: AbortSignal): Promise<PipelineImage[]>;
  /** Returns every pipeline of the account in the Region. */
  pipelines(signal: AbortSignal): Promise<Pipeline[]>;
  /** Fails if there is no such pipeline. */
  pipeline(arn: string, signal: AbortSignal): Promise<Pipeline>;
  /** Returns the packages of an image in their order by name, or none if the service has no list of them. */
  packages(imageArn: string, signal: AbortSignal): Promise<Package[]>;
}

/** An object as it was read, with the ETag that distinguishes it from later versions. */
export interface StoredObject {
  readonly body: string;
  readonly tag: string;
}

/** The bucket of a monitor, in which every write that decides something is conditional. Every method throws only `CallFailed`. */
export interface RecordStore {
  /** Returns undefined if there is no such object. */
  read(place: DetailsPlace, signal: AbortSignal): Promise<StoredObject | undefined>;
  /** Writes an object and replaces an existing object. */
  put(place: DetailsPlace, contentType: string, body: Text, signal: AbortSignal): Promise<void>;
  /** Writes a JSON object unless there is one already. Returns its tag, or undefined if there is one. */
  create(place: DetailsPlace, body: Text, signal: AbortSignal): Promise<string | undefined>;
  /** Replaces the version of a JSON object that has the tag. Returns the new tag, or undefined if that version is no longer there. */
  replace(place: DetailsPlace, body: Text, tag: string, signal: AbortSignal): Promise<string | undefined>;
}

/** A message to a topic. */
export interface TopicMessage {
  /** Absent for messages to chat applications, which have a title of their own. */
  readonly subject?: string;
  readonly text: string;
  /** Messages of one group reach the subscribers of a FIFO topic in their order. */
  readonly group: string;
  /** A FIFO topic delivers messages of one ID once within five minutes. */
  readonly deduplicationId: string;
}

/** Amazon SNS. */
export interface Topics {
  /** Throws only `CallFailed`. */
  publish(topicArn: string, message: TopicMessage, signal: AbortSignal): Promise<void>;
}

/** Metrics in the embedded metric format, which Amazon CloudWatch reads from the log of the function. */
export interface MetricLog {
  write(line: string): void;
}

/** The ports of the lifecycles of monitors. */
export interface MonitorServices {
  readonly imageBuilder: ImageBuilder;
  readonly fleet: Fleet;
  readonly buildControl: Pick<BuildControl, 'start'>;
  readonly amiScans: AmiScans;
  readonly amiScanner: AmiScanner;
  readonly buildLog: BuildLog;
  readonly records: RecordStore;
  readonly topics: Topics;
  readonly metrics: MetricLog;
  readonly clock: Clock;
  readonly log: Log;
  /** Returns a text that is never returned again. */
  readonly unique: () => string;
}

/** The ports of the lifecycles of reports. */
export interface Services {
  readonly imageBuilder: ImageBuilder;
  readonly amiScans: AmiScans;
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
