import { amiId, hexOf, instanceId, runCommandId, stepExecutionId } from '../ids';
import { FailedStep, StepStatus } from '../scenario';
import { StepDefinition } from './managed-workflows';
import type { BuildRequest, WorkflowToRun } from './plan';
import { parseArn } from '../arns';

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
    const message = cut(failStep!.message ?? failureMessage(definition, id, failStep!, context));
    return {
      ...base,
      endsAt: now,
      result: 'FAILED',
      inputs,
      message,
      attempts: failStep!.attempts,
      outputs: failStep!.outputs ?? (runsCommand(definition) ? { runCommandId: runCommandId(id), status: 'Failed', output: [message] } : undefined),
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

function failureMessage(definition: StepDefinition, id: string, failStep: FailedStep, { request, workflow }: StepContext): string {
  if (definition.action !== 'ExecuteComponents') {return `Step '${definition.name}' with action '${definition.action}' failed.`;}
  const state = workflow.type === 'TEST' ? 'TESTING' : 'BUILDING';
  const document = blamedComponent(request, failStep);
  return `SSM execution '${runCommandId(id)}' failed with status = 'Failed' in state = '${state}' and failure message = `
    + `'${document ? `Document ${document} failed!` : 'A document failed!'}'`;
}

function runsCommand({ action }: StepDefinition): boolean {
  return [
    'ExecuteComponents', 'SanitizeInstance', 'RunSysPrep', 'RunCommand', 'CollectImageScanFindings', 'BootstrapInstanceForContainer',
  ].includes(action);
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
    case 'DistributeImage': return {
      distributedImages: request.amis.map(({ region, accountId, image, name }) =>
        ({ region, name, amiId: image, accountId, status: 'Completed', step: 'Completed' })),
    };
    default: return runsCommand(definition) ? { runCommandId: runCommandId(id), status: 'Success', output: [] } : undefined;
  }
}

function cut(message: string): string {
  return [...message].slice(0, MAX_MESSAGE).join('');
}
