import { Run } from './run';
import { BuildRecord } from '../core/record/build-record';
import { documentOf } from '../core/record/document';
import { BuildPlaces } from '../core/record/keys';
import { readRecord } from '../core/record/read-record';

const HTML = 'text/html; charset=utf-8';
const CYCLONEDX = 'application/vnd.cyclonedx+json; version=1.6';

/** A record in the bucket. */
export interface StoredRecord {
  /** Absent: the object is damaged. */
  readonly record?: BuildRecord;
  readonly tag: string;
}

export async function readStoredRecord({ record: place }: BuildPlaces, { records, signal }: Run): Promise<StoredRecord | undefined> {
  const stored = await records.read(place, signal);
  return stored && { record: readRecord(stored.body), tag: stored.tag };
}

/**
 * Writes a new record, or a revision of the one with the tag, after the objects that it names. Returns the record that is there then, which is that of
 * another run if the other one was faster.
 */
export async function writeRecord(draft: BuildRecord, places: BuildPlaces, tag: string | undefined, run: Run): Promise<BuildRecord | undefined> {
  const { records, renderers, monitor, log, signal } = run;
  const sbom = monitor.sbom ? renderers.sbomOf(draft) : undefined;
  const record = sbom === undefined ? { ...draft, sbomUri: undefined } : draft;
  await records.put(places.page, HTML, renderers.pageOf(record), signal);
  if (sbom !== undefined) await records.put(places.sbom, CYCLONEDX, sbom, signal);
  const body = documentOf(record);
  const written = tag === undefined ? await records.create(places.record, body, signal) : await records.replace(places.record, body, tag, signal);
  if (written !== undefined) {
    log.write('recorded', { record: record.build.DetailsUri, revision: record.revision, outcome: record.build.Outcome, gate: record.scan.Gate });
    return record;
  }
  const there = await readStoredRecord(places, run);
  log.write('found', { record: record.build.DetailsUri, revision: there?.record?.revision });
  // The page must show the facts of the record that is there. The packages of a build are the same for all who read them.
  if (there?.record !== undefined) await records.put(places.page, HTML, renderers.pageOf(there.record), signal);
  return there?.record;
}
