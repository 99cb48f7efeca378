import { BuildRecord } from './build-record';
import { jsonPieces, Pieces } from '../model/pieces';
import { described, describeFinding } from '../policy/details';

/**
 * The record as JSON after `schema/report-details-1.json`, on one line, because the history reads one record a line. The same record gives the same
 * text.
 */
export function documentOf(record: BuildRecord): Pieces {
  const { account, region, day, revision, recordedAt, pipeline, build, scan, recipe, packages, changes, pageUri, sbomUri } = record;
  const { findings } = changes;
  return jsonPieces({
    schemaVersion: '1.1',
    kind: 'RECORD',
    account,
    region,
    day,
    revision,
    recordedAt,
    pipeline,
    attributes: build,
    scanAttributes: scan,
    recipe,
    changes: { ...changes, findings: findings && { new: findings.new.map(describeFinding), gone: findings.gone.map(describeFinding) } },
    ...described(record),
    packages,
    pageUri,
    sbomUri,
  });
}
