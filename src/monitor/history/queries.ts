import { FIRST_DAY, TABLE } from './table';

/** A query that people run by its name. Each `?` is a parameter, which the console of Athena asks for. */
export interface Query {
  /** ID of the construct. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly sql: string;
  /** How many days of partitions the query reads. Absent: all, because the newest build of a pipeline can be old. */
  readonly days?: number;
}

/** The place of the build in time: the creation of its image, or if that is not known, the time of the record. Both are ISO 8601, in UTC. */
const BUILT_AT = 'coalesce(image.createdat, recordedat)';

const DAYS = 90;
const SINCE = `date_format(current_date - interval '${DAYS}' day, '%Y-%m-%d')`;

/** The newest build of each pipeline that fulfils a condition. */
function newestOfPipelines(condition: string): string {
  return `
with ordered as (
  select *, ${BUILT_AT} as built_at,
    row_number() over (partition by pipeline.arn order by ${BUILT_AT} desc, attributes.imagearn desc) as place
  from ${TABLE}
  where ${condition}
)`;
}

/** What identifies a build to people, and where its page is. */
const BUILD_COLUMNS = `account, region, pipeline.name as pipeline_name, attributes.imagename as image_name,
  attributes.imageversion as image_version, built_at`;

const NEWEST: Query = {
  id: 'NewestBuilds',
  name: 'Newest build of each pipeline, with its verdict',
  description: 'Outcome, failed step, gate and findings of the newest build of each pipeline. UNKNOWN means that a count is not known.',
  sql: `${newestOfPipelines('pipeline.arn is not null')}
select ${BUILD_COLUMNS},
  attributes.outcome as outcome, attributes.failedstep as failed_step, scanattributes.gate as gate,
  scanattributes.findingscritical as findings_critical, scanattributes.findingshigh as findings_high,
  attributes.amiid as ami_id, pageuri as page
from ordered
where place = 1
order by account, region, pipeline_name`,
};

const CRITICAL: Query = {
  id: 'CriticalFindings',
  name: 'Pipelines whose newest image has a critical finding',
  description: 'By the newest build of each pipeline that succeeded. A count that is UNKNOWN is listed, because it is not zero.',
  sql: `${newestOfPipelines("pipeline.arn is not null and attributes.outcome = 'SUCCEEDED'")}
select ${BUILD_COLUMNS},
  scanattributes.findingscritical as findings_critical, scanattributes.scanstatus as scan_status,
  scanattributes.topvulnerabilities as top_vulnerabilities, pageuri as page
from ordered
where place = 1 and scanattributes.findingscritical <> '0'
order by try_cast(scanattributes.findingscritical as bigint) desc nulls last, account, region, pipeline_name`,
};

const FAILURES: Query = {
  id: 'FailuresByStep',
  name: `Failures by step in ${DAYS} days`,
  description: 'The steps at which builds failed, the most frequent first. UNKNOWN and NONE are builds whose failed step is not known.',
  days: DAYS,
  sql: `
with failed as (
  select account, attributes, coalesce(pipeline.arn, attributes.imagename) as source, ${BUILT_AT} as built_at
  from ${TABLE}
  where (day >= ${SINCE} or day = '${FIRST_DAY}') and attributes.outcome = 'FAILED'
)
select attributes.failurestage as failure_stage, attributes.failedworkflow as failed_workflow, attributes.failedstep as failed_step,
  attributes.failedcomponent as failed_component, count(*) as failures, count(distinct source) as sources, count(distinct account) as accounts,
  max(built_at) as newest_at, max_by(attributes.failuremessage, built_at) as newest_message
from failed
where substr(built_at, 1, 10) >= ${SINCE}
group by 1, 2, 3, 4
order by failures desc, 1, 2, 3, 4`,
};

const OVERDUE: Query = {
  id: 'OverdueImages',
  name: 'Images without a good build for a number of days',
  description: 'Parameter: days. The images whose newest build that succeeded is older, and those of which no build succeeded.',
  sql: `
with dated as (
  select account, region, attributes.imagename as image_name, attributes.outcome as outcome,
    try_cast(substr(${BUILT_AT}, 1, 10) as date) as built_on
  from ${TABLE}
),
images as (
  select account, region, image_name, count(*) as builds, max(built_on) as newest_build,
    max(case when outcome = 'SUCCEEDED' then built_on end) as newest_good_build
  from dated
  group by account, region, image_name
)
select account, region, image_name, builds, cast(newest_build as varchar) as newest_build,
  coalesce(cast(newest_good_build as varchar), 'NONE') as newest_good_build, date_diff('day', newest_good_build, current_date) as days
from images
where newest_good_build is null or date_diff('day', newest_good_build, current_date) > ?
order by days desc nulls first, account, region, image_name`,
};

const PACKAGE: Query = {
  id: 'ImagesWithPackage',
  name: 'Images with a package',
  description: 'Parameter: the name of the package, in single quotes. Images whose packages are not known are listed with UNKNOWN.',
  sql: `
with installed as (
  select account, region, attributes, filter(packages, package -> package.name = ?) as found, ${BUILT_AT} as built_at
  from ${TABLE}
  where attributes.outputimages <> 'NONE'
)
select account, region, attributes.imagename as image_name, attributes.imageversion as image_version, built_at,
  case when found is null then 'UNKNOWN' else array_join(transform(found, package -> coalesce(package.version, 'UNKNOWN')), ', ') end as versions,
  attributes.outputimages as output_images
from installed
where found is null or cardinality(found) > 0
order by account, region, image_name, built_at desc`,
};

/** The queries of a history, as Athena understands them. */
export const QUERIES: readonly Query[] = [NEWEST, CRITICAL, FAILURES, OVERDUE, PACKAGE].map((query) => ({ ...query, sql: query.sql.trim() }));
