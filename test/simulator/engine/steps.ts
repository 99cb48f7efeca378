import { parseArn } from '../arns';
import { amiId, hexOf, instanceId, runCommandId, stepExecutionId, uuidOf } from '../ids';
import { FailedStep, StepStatus } from '../scenario';
import { Wire } from '../wire';
import { StepDefinition } from './managed-workflows';
import type { BuildRequest, WorkflowToRun } from './plan';

export interface StepPlan {
  readonly id: string;
  readonly definition: StepDefinition;
  /** `Infinity` for a step that is never reached. */
  readonly startsAt: number;
  readonly endsAt: number;
  /** `PENDING` for a step that is never reached. */
  readonly result: StepStatus;
  readonly onFailure: 'Abort' | 'Continue';
  readonly inputs: unknown;
  /** Seen when the step has ended. */
  readonly outputs?: unknown;
  /** Seen when the step has ended. */
  readonly message?: string;
  readonly attempts?: number;
}

/** The service cuts messages of steps and workflows here. */
const MAX_MESSAGE = 500;
/** Actions that run a command on the instance. */
const COMMANDS = ['ExecuteComponents', 'SanitizeInstance', 'RunSysPrep', 'RunCommand', 'CollectImageScanFindings', 'BootstrapInstanceForContainer'];

/**
 * When each step of an execution runs and how it ends. Steps that have nothing to do are skipped at once; the others share the time equally.
 * Steps after one that aborts the execution stay PENDING for ever.
 */
export function planSteps(
  request: BuildRequest, workflow: WorkflowToRun, executionId: string, from: number, to: number, failStep?: FailedStep,
): StepPlan[] {
  const running = workflow.steps.filter((step) => hasWork(step, request));
  const share = (to - from) / Math.max(1, running.length);
  const failing = failStep && stepThatFails(running, failStep);
  const context: StepContext = { request, workflow, executionId };
  let now = from;
  let aborted = false;
  return workflow.steps.map((definition, i) => {
    const id = stepExecutionId(executionId, i);
    const startsAt = now;
    const onFailure = definition === failing ? failStep!.onFailure ?? 'Abort' : definition.onFailure ?? 'Abort';
    const base = { id, definition, startsAt, onFailure };
    const unresolved = inputsOf(definition, context, false);
    if (aborted) {return { ...base, startsAt: Infinity, endsAt: Infinity, result: 'PENDING', inputs: unresolved };}
    if (!running.includes(definition)) {return { ...base, endsAt: startsAt, result: 'SKIPPED', inputs: unresolved };}
    now += share;
    const inputs = inputsOf(definition, context, true);
    if (definition !== failing) {return { ...base, endsAt: now, result: 'COMPLETED', inputs, outputs: outputsOf(definition, id, context) };}
    aborted = onFailure === 'Abort';
    const message = cut(failStep!.message ?? messageOfFailure(definition, failStep!, context));
    return {
      ...base,
      endsAt: now,
      result: 'FAILED',
      inputs,
      message,
      attempts: failStep!.attempts,
      outputs: failStep!.outputs ?? failedOutputs(definition, id, message),
    };
  });
}

interface StepContext {
  readonly request: BuildRequest;
  readonly workflow: WorkflowToRun;
  readonly executionId: string;
}

function hasWork({ action }: StepDefinition, { platform, scanning, collectsMetadata }: BuildRequest): boolean {
  switch (action) {
    case 'RunSysPrep': return platform === 'Windows';
    case 'SanitizeInstance': return platform === 'Linux';
    case 'CollectImageScanFindings': return scanning === 'TEST_INSTANCE';
    case 'CollectImageMetadata': return collectsMetadata;
    default: return true;
  }
}

function stepThatFails(steps: readonly StepDefinition[], { name }: FailedStep): StepDefinition {
  const step = name === undefined ? steps.find(({ action }) => action === 'ExecuteComponents') ?? steps[0] : steps.find((one) => one.name === name);
  if (!step) {throw new Error(`\`failStep.name\` must be a step that runs, one of ${steps.map((one) => one.name).join(', ')}, got: ${name}.`);}
  return step;
}

/** The component that a failing step is blamed on. */
export function blamedComponent(request: BuildRequest, failStep?: FailedStep): string | undefined {
  return failStep?.component?.componentArn ?? request.components.find((arn) => /^\d{12}$/.test(parseArn(arn)!.account)) ?? request.components[0];
}

/** In the words that AWS's guide and samples show. */
function messageOfFailure({ name, action }: StepDefinition, failStep: FailedStep, { request }: StepContext): string {
  const document = action === 'ExecuteComponents' ? blamedComponent(request, failStep) : undefined;
  if (document) {return `Document ${document} failed!`;}
  const cause = COMMANDS.includes(action) ? 'ExpectationNotMet. ssm:ListCommandInvocations returned terminal state Failed' : `${action} failed`;
  return `${cause} in workflow step ${name}`;
}

/** An AMI as the steps of a distribution workflow give it. */
export function completedImage({ region, accountId, image, name }: Wire): Wire {
  return { region, name, amiId: image, accountId, status: 'Completed', step: 'Completed' };
}

/** The error message, and of a command its id and what it printed; of components that is AWSTOE's summary, a text of JSON. */
function failedOutputs({ action }: StepDefinition, id: string, failureMessage: string): Wire {
  if (!COMMANDS.includes(action)) {return { failureMessage };}
  const summary = { executionId: uuidOf(`${id} components`), status: 'failed', failedStepCount: 1, executedStepCount: 1, ignoredFailedStepCount: 0, failureMessage };
  const output = action === 'ExecuteComponents' ? JSON.stringify(summary) : failureMessage;
  return { runCommandId: runCommandId(id), status: 'Failed', failureMessage, output: outputOf(action, output) };
}

/** `RunCommand` alone gives a list. */
function outputOf(action: string, text: string): string | string[] {
  return action !== 'RunCommand' ? text : text === '' ? [] : [text];
}

/** References stay unresolved in steps that are skipped. */
function inputsOf({ action }: StepDefinition, { workflow, executionId }: StepContext, resolved: boolean): unknown {
  const launch = workflow.steps.find((step) => step.action === 'LaunchInstance');
  if (action === 'LaunchInstance') {return { waitFor: 'ssmAgent' };}
  if (!launch) {return {};}
  return resolved ? { instanceId: instanceId(executionId) } : { 'instanceId.$': `$.stepOutputs.${launch.name}.instanceId` };
}

function outputsOf(definition: StepDefinition, id: string, { request, executionId }: StepContext): unknown {
  switch (definition.action) {
    case 'LaunchInstance': return { instanceId: instanceId(executionId) };
    case 'CollectImageMetadata': return { osVersion: request.platform, associationId: hexOf(`${id} association`, 32) };
    case 'CreateImage': {
      const { region, account } = parseArn(request.imageArn)!;
      return { imageId: amiId(request.imageArn, region, account) };
    }
    case 'DistributeImage': return { distributedImages: request.amis.map(completedImage) };
    default: return COMMANDS.includes(definition.action)
      ? { runCommandId: runCommandId(id), status: 'Success', output: outputOf(definition.action, '') } : undefined;
  }
}

function cut(message: string): string {
  return [...message].slice(0, MAX_MESSAGE).join('');
}
