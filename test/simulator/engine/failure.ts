import { ImageStatus } from '../scenario';
import { present, Wire } from '../wire';
import type { BuildRequest, ExecutionPlan } from './plan';
import { blamedComponent } from './steps';

/** What an image says that failed. */
export interface FailurePlan {
  readonly reason: string;
  /** As on the wire; newer than the SDK's model. */
  readonly failureContext?: Wire;
}

/** The service cuts `state.reason` here. */
const MAX_REASON = 1024;

/**
 * @param during the status in which the image failed
 * @param fatal the execution that failed the image; nothing when Regions of the distribution did
 */
export function failureOf(
  request: BuildRequest, during: ImageStatus, fatal: ExecutionPlan | undefined, executions: readonly ExecutionPlan[],
): FailurePlan {
  const { scenario } = request;
  const execution = fatal ?? executions.find(({ workflow }) => workflow.type === 'DISTRIBUTION');
  const cause = fatal?.message ?? distributionMessage(request);
  const reason = scenario.reason ?? (execution ? `Workflow Execution ID: '${execution.id}' failed with reason: ${cause}` : cause);
  const failureContext = scenario.failureContext === false ? undefined : present({
    imageStatus: during,
    workflowExecutionId: execution?.id,
    workflowArn: execution?.workflow.arn,
    stepExecutionId: fatal?.failed?.id,
    failedStep: fatal?.failed?.definition.name,
    componentFailure: componentFailure(request, fatal),
    distributionFailure: scenario.regionFailures && {
      errorMessage: distributionMessage(request),
      regionFailures: scenario.regionFailures.map((failure) => ({ status: 'FAILED', ...failure })),
    },
  });
  return { reason: [...reason].slice(0, MAX_REASON).join(''), failureContext };
}

function distributionMessage({ scenario }: BuildRequest): string {
  return `Distribution failed in ${(scenario.regionFailures ?? []).map(({ region }) => region).join(', ')}.`;
}

function componentFailure(request: BuildRequest, fatal?: ExecutionPlan): Wire | undefined {
  const stage = fatal?.workflow.type === 'TEST' ? 'test' : 'build';
  const failStep = fatal && request.scenario[stage]?.failStep;
  const componentArn = blamedComponent(request, failStep);
  if (fatal?.failed?.definition.action !== 'ExecuteComponents' || !componentArn) {return undefined;}
  return { phaseName: stage, stepName: 'Check', action: 'ExecuteBash', errorMessage: 'exit status 1', componentArn, ...failStep?.component };
}
