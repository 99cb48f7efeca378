import { tally } from './gate-counts';
import { severityRank } from './severity';
import { Ami, FindingList, FindingsAnswer, Image } from '../model/facts';

/** Type of a scan whose findings Amazon EC2 lists, and not Image Builder. */
const ON_DEMAND = 'ON_DEMAND_AMI_CVE';
/** States of AMIs that were not created or no longer exist. */
const MISSING: ReadonlySet<string | undefined> = new Set(['FAILED', 'CANCELLED', 'DELETED']);

export function isOnDemand({ scanningEnabled, scanningTypes }: Image): boolean {
  return scanningEnabled && scanningTypes.includes(ON_DEMAND);
}

/** The image as if its AMIs were scanned on demand, whatever scan its build had, because they can be scanned at any time after it. */
export function asOnDemand(image: Image): Image {
  return { ...image, scanningEnabled: true, scanningTypes: [ON_DEMAND] };
}

/** The AMIs of an image that can be read in a Region, in order: its copies in all accounts, and those whose Region is not known. */
export function amiIdsIn(region: string | undefined, amis: readonly Ami[] = []): string[] {
  const here = amis.filter((ami) => !MISSING.has(ami.status) && (ami.region === undefined || ami.region === region));
  return [...new Set(here.flatMap(({ id }) => id ?? []))].sort();
}

/** Whether a list should have a finding of a severity and has none, because results and findings are not written at once. */
export function lacksSeverity({ findings, complete }: FindingList, highest: string | undefined): boolean {
  return complete && highest !== undefined && !findings.some(({ severity }) => severityRank(severity) <= severityRank(highest));
}

/** The counts of a list, which are those of the scan if the list is complete. */
export function countsOfList({ findings, complete }: FindingList): FindingsAnswer {
  if (!complete) return {};
  const { all, critical, high, medium, unclear } = tally(findings);
  // A finding of unknown severity may belong to any count.
  return unclear > 0 ? { all } : { all, critical, high, medium };
}
