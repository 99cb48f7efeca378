import { logNote } from './log-tail';
import { failedRegions } from './region-results';
import { retriesInWords } from './retries';
import { decodeOutputs, StepOutputs } from './step-outputs';
import { hasFailed, lastAttempts, stepHasFailed, typeOf } from './workflows';
import { NONE, UNKNOWN } from '../../../contract/values';
import { cutText, oneLine } from '../answer/text';
import { workflowTypeOf } from '../model/arn';
import { FailureContext, Image, ObservedExecution, RegionFailure, Step } from '../model/facts';
import { Build } from '../model/observation';
import { millisOf } from '../model/time';

/** The attributes that lead from "it failed" to the cause. */
export interface FailureTrail {
  readonly FailureStage: string;
  readonly FailedWorkflow: string;
  readonly FailedStep: string;
  readonly FailedStepAction: string;
  readonly FailedComponent: string;
  readonly FailedPhase: string;
  readonly FailedRegions: string;
  readonly FailureMessage: string;
}

/** The attributes if nothing has failed. */
export const NO_FAILURE: FailureTrail = {
  FailureStage: NONE,
  FailedWorkflow: NONE,
  FailedStep: NONE,
  FailedStepAction: NONE,
  FailedComponent: NONE,
  FailedPhase: NONE,
  FailedRegions: NONE,
  FailureMessage: NONE,
};

/** The attributes if nothing shows whether a workflow failed: a test can fail without failing the image. */
const NOT_SEEN = Object.fromEntries(Object.keys(NO_FAILURE).map((key) => [key, UNKNOWN])) as unknown as FailureTrail;

/** The stage by status of an image whose workflows run. */
const STAGE_OF = new Map<string | undefined, string>([['BUILDING', 'BUILD'], ['TESTING', 'TEST'], ['DISTRIBUTING', 'DISTRIBUTION'], ['INTEGRATING', 'DISTRIBUTION']]);
/** Maximum length of the message, which leaves room for the end of the log. */
const MESSAGE_BYTES = 500;
const COMPONENT_ARN = /arn:aws[^:\s]*:imagebuilder:[^:\s]+:[^:\s]+:component\/[A-Za-z0-9-_]+\/[0-9]+\.[0-9]+\.[0-9]+\/[0-9]+/;

/**
 * What failed. The failure context of the service has precedence. What it leaves out is read from the first failed step of the first failed
 * execution. A test workflow can fail without failing the image, and an image can fail without a failed workflow. In both cases something failed, and
 * what is not known is `UNKNOWN`.
 */
export function failureTrail({ image, executions, current, log, somethingFailed: hasFailure }: Build): FailureTrail {
  if (!hasFailure) return executions === undefined ? NOT_SEEN : NO_FAILURE;
  const context = image.failure ?? {};
  const execution = failedExecution(context, current);
  const steps = lastAttempts(execution?.steps ?? []);
  const step = failedStep(context, steps);
  const outputs = decodeOutputs(step?.outputs);
  const stage = stageOf(context, execution);
  const regions = context.distribution?.regions.length ? context.distribution.regions : failedRegions(steps);
  const component = componentOf(context, stage, step, [step?.message, outputs.error, execution?.message, image.statusReason]);
  // A distribution that failed in some Regions has no failed step, and without a workflow of its own no failed workflow.
  const otherwise = context.distribution ? NONE : UNKNOWN;
  return {
    FailureStage: stage,
    FailedWorkflow: context.workflowArn ?? execution?.workflowArn ?? context.executionId ?? execution?.id ?? otherwise,
    FailedStep: context.stepName ?? step?.name ?? otherwise,
    FailedStepAction: step?.action ?? (context.stepName === undefined ? otherwise : UNKNOWN),
    FailedComponent: component,
    FailedPhase: context.component?.phase ?? (component === NONE ? NONE : UNKNOWN),
    FailedRegions: regionsOf(regions, stage),
    FailureMessage: withLog(withNotes(messageOf(), retriesInWords(image), step, outputs), logNote(log)) || UNKNOWN,
  };

  /** The message that is nearest to the cause, on one line. */
  function messageOf(): string {
    // What commands write can contain secrets, and is shown only if the log was requested.
    const output = log && outputs.commandOutput;
    const words = [
      componentMessage(context), regionsMessage(regions), context.distribution?.message,
      step?.message, outputs.error, output, execution?.message, image.statusReason,
    ];
    return words.map((text) => oneLine(text ?? '')).find((text) => text !== '') ?? '';
  }
}

/** Whether the image failed, or one of the executions that make up its build. */
export function somethingFailed({ failure, status }: Image, executions: readonly ObservedExecution[]): boolean {
  return failure !== undefined || status === 'FAILED' || executions.some(hasFailed);
}

/**
 * The execution that failed. If the service names an execution, a workflow or a stage, no other execution is used: a test can fail without failing the
 * image, which then fails in a distribution that no execution shows.
 */
function failedExecution(context: FailureContext, executions: readonly ObservedExecution[]): ObservedExecution | undefined {
  const { executionId, workflowArn } = context;
  if (executionId !== undefined) return executions.find(({ id }) => id === executionId);
  const stage = toldStage(context);
  return executions.find((execution) => hasFailed(execution)
    && (workflowArn === undefined || workflowArn === execution.workflowArn)
    && (stage === undefined || [stage, UNKNOWN].includes(typeOf(execution))));
}

function failedStep({ stepId, stepName }: FailureContext, steps: readonly Step[]): Step | undefined {
  if (stepId !== undefined || stepName !== undefined) {
    return steps.find(({ id }) => id !== undefined && id === stepId) ?? steps.find(({ name }) => name !== undefined && name === stepName);
  }
  const start = (step: Step) => millisOf(step.startedAt) ?? Number.MAX_SAFE_INTEGER;
  return steps.filter(stepHasFailed).sort((a, b) => start(a) - start(b))[0];
}

function stageOf(context: FailureContext, execution: ObservedExecution | undefined): string {
  return toldStage(context) ?? (execution ? typeOf(execution) : UNKNOWN);
}

function toldStage({ workflowArn, imageStatus, distribution }: FailureContext): string | undefined {
  return workflowTypeOf(workflowArn) ?? STAGE_OF.get(imageStatus) ?? (distribution && 'DISTRIBUTION');
}

/** The component that failed. Components run in one action only, and not in the distribution. A message can name the component. */
function componentOf(
  { component, distribution }: FailureContext, stage: string, step: Step | undefined, messages: readonly (string | undefined)[],
): string {
  const named = component?.arn ?? messages.map((message) => COMPONENT_ARN.exec(message ?? '')?.[0]).find((arn) => arn !== undefined);
  if (named !== undefined) return named;
  const ranComponents = component !== undefined || step?.action === undefined || step.action === 'ExecuteComponents';
  return ranComponents && !distribution && stage !== 'DISTRIBUTION' ? UNKNOWN : NONE;
}

function regionsOf(failures: readonly RegionFailure[], stage: string): string {
  const regions = new Set(failures.flatMap(({ region }) => region ?? []));
  if (regions.size > 0) return [...regions].sort().join(',');
  return stage === 'BUILD' || stage === 'TEST' ? NONE : UNKNOWN;
}

/** A message with the retries of the build, the attempt of the step, and with where its command and its log are. */
function withNotes(message: string, retries: string | undefined, step: Step | undefined, { runCommandId, logUrl }: StepOutputs): string {
  const notes = [retries && `after ${retries}`, attemptOf(step), runCommandId && `SSM command ${runCommandId}`, logUrl && `log: ${logUrl}`].filter((note) => note !== undefined);
  return [message, notes.length > 0 ? `(${notes.join(', ')})` : ''].join(' ').trim();
}

function withLog(message: string, note: string | undefined): string {
  return note === undefined ? message : `${cutText(message, MESSAGE_BYTES)} [log: ${note}]`.trim();
}

function componentMessage({ component }: FailureContext): string | undefined {
  if (component?.message === undefined || component.step === undefined) return component?.message;
  const action = component.action === undefined ? '' : ` (${component.action})`;
  return `${component.step}${action}: ${component.message}`;
}

/** What happened in each Region: the message, and how it ended if it did not simply fail. */
function regionsMessage(regions: readonly RegionFailure[]): string {
  return regions.filter(({ message, status = 'FAILED' }) => message !== undefined || status !== 'FAILED').map(regionMessage).join('; ');
}

function regionMessage({ region = UNKNOWN, account, configurationStep, status, message }: RegionFailure): string {
  const place = account === undefined ? region : `${region}/${account}`;
  const notes = [configurationStep, status === 'FAILED' ? undefined : status].filter((note) => note !== undefined);
  return [place, notes.length > 0 ? ` (${notes.join(', ')})` : '', message === undefined ? '' : `: ${message}`].join('');
}

/** Which attempt at a step it is, if there can be several. */
export function attemptOf({ attempt, maxAttempts }: Step = {}): string | undefined {
  if (attempt === undefined || (attempt <= 1 && (maxAttempts ?? 1) <= 1)) return undefined;
  return maxAttempts === undefined ? `attempt ${attempt}` : `attempt ${attempt} of ${maxAttempts}`;
}
