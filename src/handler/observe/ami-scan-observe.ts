import { concurrently } from './concurrency';
import { MAX_FINDINGS } from '../../contract/scan-report';
import { parseImageArn } from '../core/model/arn';
import { callFailureOf } from '../core/model/call-failure';
import { Ami, AmiScan, Finding, FindingList, Image } from '../core/model/facts';
import { ScanObservation } from '../core/model/observation';
import { amiIdsIn, countsOfList, lacksSeverity } from '../core/scan/ami-scan';
import { AmiScans, Clock } from '../ports';

/** Findings can become visible shortly after the results of the scan. */
const SECOND_LOOK_MILLIS = 2000;

/** An image with its AMIs. */
interface WithAmis {
  readonly arn: string;
  readonly amis?: readonly Ami[];
}

/** The ports from which scans of AMIs are read. */
export interface AmiScanReaders {
  readonly amiScans: AmiScans;
  readonly clock: Clock;
}

/**
 * Reads the scan of the AMI of an image, and the findings of all given images if that scan has results. The counts are those of the findings, because
 * Amazon EC2 has no other counts.
 */
export async function observeAmiScan(
  image: Image, images: readonly WithAmis[], readers: AmiScanReaders, signal: AbortSignal,
): Promise<ScanObservation> {
  try {
    return await read(image, images, readers, signal);
  } catch (error) {
    const denied = callFailureOf(error);
    if (denied.kind !== 'DENIED') throw error;
    return { kind: 'SCAN', image, counts: {}, denied };
  }
}

async function read(image: Image, images: readonly WithAmis[], { amiScans, clock }: AmiScanReaders, signal: AbortSignal): Promise<ScanObservation> {
  const region = parseImageArn(image.arn)?.region;
  const idsOf = ({ amis }: WithAmis) => amiIdsIn(region, amis);
  const ids = [...new Set(images.flatMap(idsOf))];
  const scans = new Map((ids.length > 0 ? await amiScans.scans(ids, signal) : []).map((scan) => [scan.amiId, scan]));
  const scansOf = (of: WithAmis) => idsOf(of).flatMap((id) => scans.get(id) ?? []);
  const own = scansOf(image);
  if (!own.some(({ isScanned }) => isScanned)) {
    return { kind: 'SCAN', image, counts: 'NOT_READ', amiScan: { state: own.length > 0 ? 'NOT_SCANNED' : 'ABSENT', amiIds: [] } };
  }
  const scanned = images.map((each) => ({ arn: each.arn, scans: scansOf(each).filter(({ isScanned }) => isScanned) }))
    .filter((each) => each.scans.length > 0);
  let room = MAX_FINDINGS;
  const lists = await concurrently(scanned, async ({ arn, scans: copies }) => {
    if (room <= 0) return { findings: [], complete: false };
    const found = await listOfCopies(copies);
    room -= found.findings.length;
    return { ...found, findings: found.findings.map((finding): Finding => ({ ...finding, imageArn: arn })) };
  });
  const list = joined(lists);
  const amiIds = scanned.flatMap((each) => each.scans.map(({ amiId }) => amiId));
  return { kind: 'SCAN', image, counts: countsOfList(list), amiScan: { state: 'SCANNED', amiIds }, list };

  /** The copies of an image have the same content, so the one with the most findings stands for all. */
  async function listOfCopies(copies: readonly AmiScan[]): Promise<FindingList> {
    const found = await concurrently(copies, listOf);
    return found.reduce((most, next) => next.findings.length > most.findings.length ? next : most);
  }

  async function listOf({ amiId, highestSeverity }: AmiScan): Promise<FindingList> {
    const first = await amiScans.findings(amiId, signal);
    if (!lacksSeverity(first, highestSeverity)) return first;
    await clock.sleep(SECOND_LOOK_MILLIS, signal);
    const second = await amiScans.findings(amiId, signal);
    if (!lacksSeverity(second, highestSeverity)) return second;
    return { ...second, complete: false, missing: `the service lists no finding of ${amiId} as severe as the result of its scan, ${highestSeverity}` };
  }
}

function joined(lists: readonly FindingList[]): FindingList {
  return {
    findings: lists.flatMap(({ findings }) => findings),
    complete: lists.every(({ complete }) => complete),
    missing: lists.find(({ missing }) => missing !== undefined)?.missing,
  };
}
