import { Source, subjectOf } from './request';
import { AggregationFilter } from '../model/facts';

const FILTERS = { IMAGE: 'imageBuildVersionArn', PIPELINE: 'imagePipelineArn', ACCOUNT: 'accountId', VULNERABILITY: 'vulnerabilityId' } as const;

/** The service's filter for the finding counts of a source. */
export function aggregationOf(source: Source): AggregationFilter {
  return { name: FILTERS[source.type], value: subjectOf(source) };
}
