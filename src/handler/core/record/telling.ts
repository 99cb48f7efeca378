import { BuildRecord } from './build-record';
import { criticalIdsOf, Told } from './notice';
import { NotificationKind } from '../../../contract';
import { DetailsPlace } from '../model/details-place';

/** Whether a record is about an end of the build that was not told: the first one, or the end of a retry. */
export function isNewEnd({ build }: BuildRecord, told: Told | undefined): boolean {
  return told === undefined || told.outcome !== build.Outcome || told.finishedAt !== String(build.FinishedAt);
}

/** Of what is to be said of a record, what is new although the end of its build was told: a gate that failed since, and new critical findings. */
export function occasionsSince(told: Told, occasions: readonly NotificationKind[]): NotificationKind[] {
  return occasions.filter((kind) => kind === 'NEW_CRITICAL_FINDINGS' || (kind === 'GATE_FAILED' && told.gate !== 'FAILED'));
}

/** The critical vulnerabilities of a record that the build before had as well, or undefined if that is not known. */
export function criticalIdsBefore(record: BuildRecord): string[] | undefined {
  const { findings } = record.changes;
  if (findings === undefined) return undefined;
  const added = new Set(findings.new.map(({ vulnerabilityId }) => vulnerabilityId));
  return criticalIdsOf(record)?.filter((id) => !added.has(id));
}

/** Domains of the console by partition. */
const CONSOLES: Readonly<Record<string, string>> = { 'aws-cn': 'console.amazonaws.cn', 'aws-us-gov': 'console.amazonaws-us-gov.com' };

/** Where people with access to the bucket open an object. */
export function consoleUrlOf({ bucket, key }: DetailsPlace, arn: string, region: string): string {
  const [, partition] = arn.split(':');
  const query = new URLSearchParams({ region, prefix: key });
  return `https://${region}.${CONSOLES[partition] ?? 'console.aws.amazon.com'}/s3/object/${encodeURIComponent(bucket)}?${query}`;
}
