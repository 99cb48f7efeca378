import { Lazy, Names, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Monitored, MonitoredPipelines, spelledName } from './monitored';
import { recordsProperties } from './records';
import { RecordsDestination } from './records-destination';
import { Fault } from '../common/errors';
import { checkAtSynth } from '../common/validate';
import { MAX_MONITOR_BYTES, MonitorProperties, RejudgeProperties, TopicProperties } from '../contract/monitor';
import { SeverityGate } from '../pipeline/severity-gate';
import { gateProperties } from '../report/gate-properties';

/** What the function of a monitor does. */
interface Configuration {
  readonly id: string;
  readonly pipelines?: MonitoredPipelines;
  readonly records: RecordsDestination;
  readonly scanPatience: number;
  readonly gate?: SeverityGate;
  readonly topics: readonly TopicProperties[];
  readonly sbom?: boolean;
  readonly logTail?: boolean;
  readonly rejudge?: RejudgeProperties;
}

/**
 * The name of a monitor in a bucket that it shares with others, also with those of stacks of the same name in other accounts and Regions. It depends on
 * stack and path only, so that no update makes the monitor begin anew. The policy of a history lets an account write what begins with its ID.
 */
export function monitorId(monitor: Construct): string {
  const { account, region } = Stack.of(monitor);
  return `${account}-${region}-${Names.uniqueResourceName(monitor, { maxLength: 64, separator: '-', allowedSpecialCharacters: '-' })}`;
}

/**
 * The configuration in the form of the handler, with the pipelines that are known at synth. Refuses there a monitor without pipelines, and what is too
 * long for the environment of a function.
 */
export function monitorJson(scope: Construct, { id, pipelines, records, scanPatience, gate, topics, sbom, logTail, rejudge }: Configuration): string {
  // Warns of entries that have expired, so it is called once. Expired entries only make CloudFormation request a report again.
  const gateOnce = gate && { ...gateProperties(scope, gate), Expired: undefined };
  const json = (nameOf: (pipeline: Monitored) => string) => {
    const properties: MonitorProperties = {
      Id: id,
      Pipelines: pipelines?.inOrder.map(nameOf),
      Records: recordsProperties(records),
      ScanPatienceSeconds: scanPatience,
      Gate: gateOnce,
      LogTail: logTail ? 'true' : undefined,
      Sbom: sbom ? 'true' : undefined,
      Topics: topics.length > 0 ? topics : undefined,
      Rejudge: rejudge,
    };
    return Stack.of(scope).toJsonString(properties);
  };
  checkAtSynth(scope, () => pipelines?.known.length === 0 ? [NO_PIPELINES] : lengthFaults(scope, json(spelledName)));
  return Lazy.uncachedString({ produce: () => json(({ name }) => name) });
}

const NO_PIPELINES: Fault = {
  prop: 'source',
  problem: 'Required',
  rule: 'be given unless pipelines are added',
  hint: 'Call `addPipelines()`, or give the monitor to a golden image.',
};

/** Refuses what cannot fit. Values that are known only at deployment have at least one byte, and AWS Lambda refuses what is too long with them. */
function lengthFaults(scope: Construct, json: string): Fault[] {
  const sizes = partsOf(Stack.of(scope).resolve(json)).map((part) => typeof part === 'string' ? Buffer.byteLength(part) : 1);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return bytes <= MAX_MONITOR_BYTES ? [] : [{
    prop: 'source',
    problem: 'TooLong',
    rule: `have few enough pipelines, topics and ignored vulnerabilities to fit into ${MAX_MONITOR_BYTES} bytes`,
    got: bytes,
    hint: 'Divide the pipelines among several monitors.',
  }];
}

function partsOf(resolved: unknown): unknown[] {
  return typeof resolved === 'string' ? [resolved] : (resolved as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1];
}
