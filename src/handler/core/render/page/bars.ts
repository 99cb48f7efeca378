import { toneOf } from './headline';
import { html, Html } from './html';
import { section } from './parts';
import { BuildRecord } from '../../record/build-record';
import { Bar, slowestStep, StepBar, timelineOf, WorkflowBar } from '../timeline';
import { durationText, statusText } from '../words';

/** If there are more steps, workflows that went well are folded, and their steps that went well have no message. */
const OPEN_STEPS = 100;

/** Workflows and steps as bars. What a bar shows is said by its text as well. */
export function bars({ executions }: BuildRecord): Html {
  if (executions === undefined) return section('timeline', 'Timeline', html`<p>The workflows of the build could not be listed.</p>`);
  const { seconds, startedAt, workflows } = timelineOf(executions);
  if (workflows.length === 0) return section('timeline', 'Timeline', html`<p>No workflow ran.</p>`);
  const slowest = slowestStep(executions);
  const isLarge = workflows.reduce((sum, { steps = [] }) => sum + steps.length, 0) > OPEN_STEPS;
  const origin = startedAt === undefined ? 0 : Date.parse(startedAt);
  return section('timeline', 'Timeline',
    html`<p>${seconds === undefined ? 'The times of the workflows are not known.' : `${durationText(seconds)} from the first start to the last end.`}`,
    slowest && html` The slowest step was <b>${slowest.step}</b> of ${slowest.workflow} with ${durationText(slowest.seconds)}.`,
    isLarge ? ' Workflows that went well are folded; the messages of their steps are in the record.' : undefined,
    html`</p>\n`,
    workflows.map((workflow) => workflowBar(workflow, origin, !isLarge || toneOf(workflow.status) !== 'good')));
}

function workflowBar(workflow: WorkflowBar, origin: number, isOpen: boolean): Html {
  const { type, replaced, steps, message } = workflow;
  const line = row(html`<b>${workflow.name}</b>`, [statusText(type), replaced ? 'replaced by a later run' : undefined], workflow, origin);
  const text = message === undefined ? undefined : html`<p class="message">${message}</p>\n`;
  if (steps === undefined || steps.length === 0) {
    return html`<div class="workflow">${line}${text}<p class="note">The steps were not listed.</p></div>\n`;
  }
  const list = html`${text}<ol>${steps.map((step) => stepBar(step, origin, isOpen || toneOf(step.status) !== 'good'))}</ol>`;
  return isOpen ? html`<details class="workflow" open><summary>${line}</summary>${list}</details>\n`
    : html`<details class="workflow"><summary>${line}</summary>${list}</details>\n`;
}

function stepBar(step: StepBar, origin: number, hasMessage: boolean): Html {
  const { name, action, attempt, message } = step;
  return html`<li>${row(html`${name}`, [action === name ? undefined : action, attempt], step, origin)}${
    hasMessage && message !== undefined ? html`<p class="message">${message}</p>` : undefined}</li>\n`;
}

/** Name, notes, status, start and duration as text, and the bar, which only repeats them. */
function row(name: Html, notes: readonly (string | undefined)[], bar: Bar, origin: number): Html {
  const { status, failed, seconds, startedAt } = bar;
  const tone = failed ? 'bad' : toneOf(status);
  const start = startedAt === undefined ? undefined : `after ${durationText((Date.parse(startedAt) - origin) / 1000)}`;
  const texts = [...notes, start].filter((text) => text !== undefined);
  return html`<span class="row"><span class="name">${name} <small>${texts.join(' · ')}</small></span> <span class="status ${tone}">${statusText(status)}</span>
<span class="time">${seconds === undefined ? noDuration(status) : durationText(seconds)}</span> ${track(bar, tone)}</span>`;
}

/** What was skipped has no duration. */
function noDuration(status: string): Html | undefined {
  return status === 'SKIPPED' ? undefined : html`<span class="unknown">unknown</span>`;
}

function track({ from, length = 0 }: Bar, tone: string): Html {
  if (from === undefined) return html`<span class="track"></span>`;
  return html`<span class="track"><i class="${tone}" style="left:${percent(from)}%;width:${percent(length)}%"></i></span>`;
}

function percent(part: number): number {
  return Math.round(part * 10_000) / 100;
}
