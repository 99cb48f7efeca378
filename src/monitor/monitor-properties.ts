import { Names, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Monitored } from './monitored';
import { recordsProperties } from './records';
import { RecordsDestination } from './records-destination';
import { InvalidInputError } from '../common/errors';
import { MAX_MONITOR_BYTES, MonitorProperties, RejudgeProperties, TopicProperties } from '../contract';
import { SeverityGate } from '../pipeline/severity-gate';
import { gateProperties } from '../report/gate-properties';

/** What the function of a monitor does. */
interface Configuration {
  readonly id: string;
  readonly pipelines?: readonly Monitored[];
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

/** The configuration in the form of the handler. */
export function monitorJson(scope: Construct, { id, pipelines, records, scanPatience, gate, topics, sbom, logTail, rejudge }: Configuration): string {
  const properties: MonitorProperties = {
    Id: id,
    Pipelines: pipelines?.map(({ name }) => name),
    Records: recordsProperties(records),
    ScanPatienceSeconds: scanPatience,
    // Expired entries only make CloudFormation request a report again.
    Gate: gate && { ...gateProperties(scope, gate), Expired: undefined },
    LogTail: logTail ? 'true' : undefined,
    Sbom: sbom ? 'true' : undefined,
    Topics: topics.length > 0 ? topics : undefined,
    Rejudge: rejudge,
  };
  const json = Stack.of(scope).toJsonString(properties);
  checkLength(scope, json);
  return json;
}

/** Refuses what cannot fit. Values that are known only at deployment have at least one byte, and AWS Lambda refuses what is too long with them. */
function checkLength(scope: Construct, json: string): void {
  const sizes = partsOf(Stack.of(scope).resolve(json)).map((part) => typeof part === 'string' ? Buffer.byteLength(part) : 1);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  if (bytes > MAX_MONITOR_BYTES) {
    throw new InvalidInputError({
      prop: 'source',
      problem: 'TooLong',
      rule: `have few enough pipelines, topics and ignored vulnerabilities to fit into ${MAX_MONITOR_BYTES} bytes`,
      got: bytes,
      hint: 'Divide the pipelines among several monitors.',
    }, scope);
  }
}

function partsOf(resolved: unknown): unknown[] {
  return typeof resolved === 'string' ? [resolved] : (resolved as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1];
}
