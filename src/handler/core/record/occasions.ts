import { BuildRecord } from './build-record';
import { canonicalVulnerabilityId } from '../../../contract/gate';
import { NotificationKind, NOTIFICATIONS } from '../../../contract/monitor';
import { severityClassOf } from '../scan/severity';

/** What was known before a record. A member that is absent is not known. */
export interface Previous {
  /** The outcome of the newest build of the pipeline that ended before this one. */
  readonly outcome?: string;
  /** What `criticalIdsOf` has for the last good build, or for this build when it was judged before. */
  readonly criticalIds?: readonly string[];
  /** The verdict that was told of this build before. Absent: none was. */
  readonly gate?: string;
}

/** Outcomes after which a build that succeeds is a recovery. */
const BAD: ReadonlySet<string | undefined> = new Set(['FAILED', 'CANCELLED']);

/** The events of a record that topics are notified of, in the order of `NOTIFICATIONS`. A build that a person cancelled is not a failure. */
export function occasionsOf(record: BuildRecord, previous: Previous): readonly NotificationKind[] {
  const { Outcome } = record.build;
  const isOccasion: Readonly<Record<NotificationKind, boolean>> = {
    BUILD_FAILED: Outcome === 'FAILED',
    BUILD_RECOVERED: Outcome === 'SUCCEEDED' && BAD.has(previous.outcome),
    BUILD_ENDED: true,
    GATE_FAILED: record.scan.Gate === 'FAILED' && previous.gate !== 'FAILED',
    NEW_CRITICAL_FINDINGS: hasNewCriticalFindings(record, previous.criticalIds),
    // This is no fact of a build.
    PIPELINE_DISABLED: false,
  };
  return NOTIFICATIONS.filter((kind) => isOccasion[kind]);
}

/** IDs of the critical vulnerabilities of an image, each once and in order, or undefined if they are not known. */
export function criticalIdsOf({ list, scan }: Pick<BuildRecord, 'list' | 'scan'>): readonly string[] | undefined {
  const critical = (list?.findings ?? []).filter((finding) => severityClassOf(finding) === 'critical');
  const ids = [...new Set(critical.flatMap(({ vulnerabilityId }) => vulnerabilityId === undefined ? [] : canonicalVulnerabilityId(vulnerabilityId)))];
  // A list without critical findings says that there are none only if the counts say so, too.
  return ids.length > 0 || scan.FindingsCritical === 0 ? ids.sort() : undefined;
}

/** If critical findings are only counted, they are new unless there were others before. A number that is not known claims nothing. */
function hasNewCriticalFindings(record: BuildRecord, before: readonly string[] = []): boolean {
  const ids = criticalIdsOf(record);
  const known = new Set(before);
  if (ids !== undefined) return ids.some((id) => !known.has(id));
  return Number(record.scan.FindingsCritical) > 0 && known.size === 0;
}
