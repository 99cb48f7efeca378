import { BuildRecord } from './build-record';
import { Told } from './notice';
import { criticalIdsOf } from './occasions';
import { canonicalVulnerabilityId } from '../../../contract/gate';
import { NotificationKind } from '../../../contract/monitor';

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
  const added = new Set(findings.new.map(({ vulnerabilityId = '' }) => canonicalVulnerabilityId(vulnerabilityId)));
  return criticalIdsOf(record)?.filter((id) => !added.has(id));
}
