import { aggregationOf, Sight } from './core/decide';
import { AggregationFilter } from './core/facts';
import { ScanReportRequest, Source } from './core/request';
import { FindingsAnswer, hasCounts, lagsBehind } from './core/scan-outcome';
import { Clock, ImageBuilder } from './ports';
import { inOrder } from './side-by-side';

/** Findings may become visible a moment after the scan is completed. */
const SECOND_LOOK_MILLIS = 2000;

/** Without a value: the account whose credentials the call is made with. */
const WHOLE_ACCOUNT: AggregationFilter = { name: 'accountId', value: '' };

/** What there is to see of findings. */
export type ScanSight = Pick<Sight, 'image' | 'findings' | 'vulnerabilities' | 'vulnerabilitiesComplete'>;

/** Where scans are read. */
export interface ScanReaders {
  readonly imageBuilder: ImageBuilder;
  readonly clock: Clock;
}

/** Reads the scan of an image. Counts are read after its state: read before it, they could be those of a scan that was not completed yet. */
export async function observeScan(imageArn: string, request: ScanReportRequest, readers: ScanReaders, signal: AbortSignal): Promise<ScanSight> {
  const image = await readers.imageBuilder.image(imageArn, signal);
  return { image, ...hasCounts(image) ? await observeFindings(request, readers, signal) : { findings: 'NOT_READ' } };
}

/** Reads counts of findings, and the findings themselves where they are asked for: side by side, with a second look at what may lag behind. */
export async function observeFindings(request: ScanReportRequest, { imageBuilder, clock }: ScanReaders, signal: AbortSignal): Promise<ScanSight> {
  const { source, readFindings } = request;
  const filter = aggregationOf(source);
  if (!readFindings) return { findings: await counts() };
  const [findings, first] = await inOrder([counts(), list()]);
  const { findings: vulnerabilities, complete } = lagsBehind(first, findings) ? await later(list) : first;
  return { findings, vulnerabilities, vulnerabilitiesComplete: complete };

  async function counts(): Promise<FindingsAnswer> {
    const look = () => imageBuilder.severityCounts(filter, signal);
    return await look() ?? await withoutEntry(source, look);
  }

  async function withoutEntry({ type }: Source, look: () => Promise<FindingsAnswer | undefined>): Promise<FindingsAnswer> {
    switch (type) {
      case 'IMAGE':
      case 'PIPELINE':
        return await later(look) ?? 'EMPTY';
      case 'ACCOUNT':
        return 'NO_SCAN';
      case 'VULNERABILITY':
        // It is in no image only where images were scanned at all: then the account has an entry.
        return await imageBuilder.severityCounts(WHOLE_ACCOUNT, signal) ? 'EMPTY' : 'NO_SCAN';
    }
  }

  function list() {
    return imageBuilder.findings(filter, signal);
  }

  async function later<T>(look: () => Promise<T>): Promise<T> {
    await clock.sleep(SECOND_LOOK_MILLIS, signal);
    return look();
  }
}
