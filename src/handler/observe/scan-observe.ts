import { AmiScanReaders, observeAmiScan } from './ami-scan-observe';
import { bothInOrder } from './concurrency';
import { callFailureOf } from '../core/model/call-failure';
import { AggregationFilter, FindingsAnswer, PipelineImage, SeverityCounts } from '../core/model/facts';
import { ScanObservation } from '../core/model/observation';
import { aggregationOf } from '../core/request/aggregation';
import { Source } from '../core/request/request';
import { isOnDemand } from '../core/scan/ami-scan';
import { hasCounts, whyBehind } from '../core/scan/scan-outcome';
import { ImageBuilder } from '../ports';

/** Findings can become visible shortly after the scan is completed. */
const SECOND_LOOK_MILLIS = 2000;

/** Filter without a value: the account of the credentials of the call. */
const WHOLE_ACCOUNT: AggregationFilter = { name: 'accountId', value: '' };

/** The ports from which scans are read. */
export interface ScanReaders extends AmiScanReaders {
  readonly imageBuilder: ImageBuilder;
}

/**
 * Reads the scan of an image. Counts are read after its state, because earlier counts could be those of a scan that was not completed.
 *
 * @param images all images of a pipeline, if the source is a pipeline
 */
export async function observeScan(
  imageArn: string, images: readonly PipelineImage[], source: Source, readFindings: boolean, readers: ScanReaders, signal: AbortSignal,
): Promise<ScanObservation> {
  const image = await readers.imageBuilder.image(imageArn, signal);
  if (isOnDemand(image)) return observeAmiScan(image, [image, ...images.filter(({ arn }) => arn !== imageArn)], readers, signal);
  if (!hasCounts(image)) return { kind: 'SCAN', image, counts: 'NOT_READ' };
  return { ...await observeFindings(source, readFindings, readers, signal), image };
}

/** Reads counts of findings and, on request, the findings themselves: concurrently, and a second time if one may be behind the other. */
export async function observeFindings(
  source: Source, readFindings: boolean, { imageBuilder, clock }: Omit<ScanReaders, 'amiScans'>, signal: AbortSignal,
): Promise<ScanObservation> {
  const filter = aggregationOf(source);
  if (!readFindings) {
    const counted = await counts();
    return { kind: 'SCAN', ...counted === 'EMPTY' ? await confirmed() : { counts: counted } };
  }
  const [counted, first] = await bothInOrder([counts(), list()]);
  const last = whyBehind(first, counted) === undefined ? first : await later(list);
  return { kind: 'SCAN', counts: counted, list: { ...last, missing: whyBehind(last, counted) } };

  async function counts(): Promise<FindingsAnswer> {
    const look = () => imageBuilder.severityCounts(filter, signal);
    return await look() ?? await withoutEntry(look);
  }

  async function withoutEntry(look: () => Promise<FindingsAnswer | undefined>): Promise<FindingsAnswer> {
    switch (source.type) {
      case 'IMAGE':
      case 'PIPELINE':
        return await later(look) ?? 'EMPTY';
      case 'ACCOUNT':
        return 'NO_SCAN';
      case 'VULNERABILITY':
        return ofAccount(await imageBuilder.severityCounts(WHOLE_ACCOUNT, signal));
    }
  }

  /** A vulnerability is in no image only where images were scanned at all: then the account has counts. */
  function ofAccount(account: SeverityCounts | undefined): FindingsAnswer {
    if (account?.all !== undefined) return 'EMPTY';
    // Its counts are those of all vulnerabilities.
    return account ? {} : 'NO_SCAN';
  }

  /** An answer without counts is not evidence of zero: the findings themselves must be absent, too. */
  async function confirmed(): Promise<Pick<ScanObservation, 'counts' | 'denied'>> {
    try {
      return { counts: await imageBuilder.mayHaveFindings(filter, signal) ? {} : 'EMPTY' };
    } catch (error) {
      const callFailure = callFailureOf(error);
      if (callFailure.kind !== 'DENIED') throw error;
      return { counts: {}, denied: callFailure };
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
