import { BuildAttributes } from './build-attributes';
import { consoleUrl } from './console';
import { NONE, UNKNOWN } from '../../../contract/values';
import { cutList, cutText } from '../answer/text';

/** Maximum length of the cause, which leaves room for where to look. */
const CAUSE_BYTES = 1200;
const NAME_BYTES = 300;

/** Why a deployment fails after a build that failed or was cancelled: a code, what failed and why, and where to look. */
export function failureReason(attributes: BuildAttributes): string {
  if (attributes.Outcome === 'CANCELLED') return `BUILD_CANCELLED: The build of ${attributes.ImageArn} was cancelled.${lookAt(attributes)}`;
  const cause = known(attributes.FailureMessage);
  return `BUILD_FAILED: The build of ${attributes.ImageArn} failed${whatFailed(attributes)}${cause === undefined ? '' : `: ${cutText(cause, CAUSE_BYTES)}`}`
    .replace(/[.!?…]?$/, (end) => end || '.') + lookAt(attributes);
}

function whatFailed({ FailureStage, FailedStep, FailedStepAction, FailedComponent, FailedPhase, FailedRegions }: BuildAttributes): string {
  const action = known(FailedStepAction);
  return [
    part('in stage', FailureStage),
    part('at step', FailedStep, action && ` (${cutText(action, NAME_BYTES)})`),
    part('in component', FailedComponent),
    part('in phase', FailedPhase),
    known(FailedRegions) === undefined ? '' : ` in Region ${cutList(String(FailedRegions), NAME_BYTES).replaceAll(',', ', ')}`,
  ].filter((text) => text !== '').join(',');
}

function lookAt({ ImageArn, LogGroup, LogStream, DetailsUri }: BuildAttributes): string {
  const url = consoleUrl(String(ImageArn));
  const [group, stream] = [known(LogGroup), known(LogStream)];
  const log = group === undefined || stream === undefined ? undefined : `stream ${stream} of log group ${cutText(group, NAME_BYTES)}`;
  const places = [url, log, known(DetailsUri)].filter((place) => place !== undefined);
  return places.length === 0 ? '' : ` Look at ${places.join(' and at ')}.`;
}

function part(words: string, value: string | number, suffix = ''): string {
  const text = known(value);
  return text === undefined ? '' : ` ${words} ${cutText(text, NAME_BYTES)}${suffix}`;
}

function known(value: string | number): string | undefined {
  return value === UNKNOWN || value === NONE ? undefined : String(value);
}
