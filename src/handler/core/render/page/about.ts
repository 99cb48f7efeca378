import { Html, Part } from './html';
import { code, count, facts, section, time, value } from './parts';
import { BuildRecord } from '../../record/build-record';
import { durationText, known, statusText } from '../words';

/** The facts of a build that are not shown elsewhere. */
export function about(record: BuildRecord): Html {
  const { account, region, build, image, recipe, packages, pipeline, sbomUri } = record;
  return section('about', 'About this build', facts([
    ['Image', value(build.ImageArn, code)],
    ['Pipeline', code(pipeline?.arn) ?? 'none, or not known'],
    ['Account', account],
    ['Region', region],
    ['Started by', value(build.BuildType, (type) => BUILD_TYPES.get(type) ?? statusText(type))],
    ['Image status', value(build.ImageStatus, statusText)],
    ['Status reason', known(build.ImageStatusReason)],
    ['Started', value(build.StartedAt, time)],
    ['Ended', value(build.FinishedAt, time)],
    ['Duration', value(build.DurationSeconds, (seconds) => durationText(Number(seconds)))],
    ['Workflows', ran(build.WorkflowsTotal, build.WorkflowsSucceeded, build.WorkflowsFailed, build.WorkflowsSkipped)],
    ['Steps', ran(build.StepsTotal, build.StepsSucceeded, build.StepsFailed, build.StepsSkipped)],
    ['Recipe', code(recipe?.arn)],
    ['Base image', code(recipe?.parentImage)],
    ['Components', recipe?.components && recipe.components.length > 0 ? recipe.components.map((arn) => [code(arn), ' ']) : undefined],
    ['Operating system', image?.osVersion ?? image?.platform],
    ['Packages', packages ? count(packages.length, 'package') : 'not known'],
    ['Log', known(build.LogGroup) && [code(String(build.LogGroup)), ', stream ', value(build.LogStream, code)]],
    ['Page', code(record.pageUri)],
    ['Bill of materials', code(sbomUri)],
  ]));
}

const BUILD_TYPES = new Map([
  ['USER_INITIATED', 'a user'], ['SCHEDULED', 'the schedule of the pipeline'], ['IMPORT', 'an import'], ['IMPORT_ISO', 'an import of an ISO file'],
]);

/** `7 (6 succeeded, 0 failed, 1 skipped)` */
function ran(...[total, succeeded, failed, skipped]: readonly (string | number)[]): Part {
  const parts = [[succeeded, 'succeeded'], [failed, 'failed'], [skipped, 'skipped']] as const;
  return [value(total), ' (', parts.map(([number, word], index) => [index > 0 ? ', ' : undefined, value(number), ` ${word}`]), ')'];
}
