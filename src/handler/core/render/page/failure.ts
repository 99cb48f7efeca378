import { html, Html } from './html';
import { code, facts, section, table } from './parts';
import { UNKNOWN } from '../../../../contract/values';
import { cutText } from '../../answer/text';
import { logNote } from '../../build/log-tail';
import { LogTail } from '../../model/facts';
import { BuildRecord } from '../../record/build-record';
import { known, statusText } from '../words';

const LOG_LINES = 30;

/** What failed, from the stage to the cause, and the end of the log. Nothing if nothing failed. */
export function failure({ build, image, log }: BuildRecord): Html | undefined {
  if (known(build.FailureStage) === undefined && known(build.FailureMessage) === undefined && build.Outcome !== 'FAILED') return undefined;
  const regions = image?.failure?.distribution?.regions ?? [];
  return section('failure', 'What failed',
    facts([
      ['Stage', shown(build.FailureStage)],
      ['Workflow', shown(build.FailedWorkflow)],
      ['Step', shown(build.FailedStep)],
      ['Action', shown(build.FailedStepAction)],
      ['Component', shown(build.FailedComponent)],
      ['Phase', shown(build.FailedPhase)],
      ['Regions', shown(build.FailedRegions)],
    ]),
    regions.length === 0 ? undefined : table('Regions in which the distribution did not succeed', ['Region', 'Account', 'While', 'Ended as', 'Message'],
      regions.map(({ region, account, configurationStep, status, message }) =>
        [region ?? UNKNOWN, account, configurationStep && statusText(configurationStep), statusText(status ?? 'FAILED'), message])),
    log && logTail(log));
}

/** What does not apply to the failure is left out; what is not known is said. */
function shown(attribute: string | number): Html | undefined {
  if (attribute === UNKNOWN) return html`<span class="unknown">unknown</span>`;
  return code(known(attribute));
}

function logTail(log: LogTail): Html {
  if ('callFailure' in log) {
    return html`<p class="note">The log could not be read: ${logNote(log) ?? log.callFailure.code}.</p>`;
  }
  if (log.lines.length === 0) return html`<p class="note">The log has no lines.</p>`;
  const lines = log.lines.slice(-LOG_LINES).map((line) => cutText(line, 500));
  return html`<h3 id="log">The end of the log</h3>\n<pre tabindex="0" role="region" aria-labelledby="log">${lines.map((line) => html`${line}\n`)}</pre>`;
}
