import { ApiError } from '../api-error';
import { ExecutionView, StepView } from '../engine/timeline';
import { membersOf } from '../model/model';
import { Resource } from '../store';
import { pick, Wire } from '../wire';
import { Call, Handlers } from './call';
import { requireOwn } from './managed';
import { page } from './pagination';
import { namedResource } from './resources';

export const EXECUTIONS: Handlers = {
  ListWorkflowExecutions: (call) => {
    requireOwn('imageBuildVersionArn', call.input.imageBuildVersionArn);
    const image = namedResource(call, 'Image');
    const { executions } = image.timeline!.at(call.now);
    const wireOf = (execution: ExecutionView) => pick(executionWire(image, execution), membersOf('WorkflowExecutionMetadata'));
    return { imageBuildVersionArn: image.arn, ...page(call, 'workflowExecutions', executions, wireOf) };
  },
  GetWorkflowExecution: (call) => {
    const { image, execution } = findExecution(call);
    return pick(executionWire(image, execution), membersOf('GetWorkflowExecutionResponse'));
  },
  ListWorkflowStepExecutions: (call) => {
    const { image, execution } = findExecution(call);
    const wireOf = (step: StepView) => pick(stepWire(step), membersOf('WorkflowStepMetadata'));
    return { ...identifiers(image, execution), ...page(call, 'steps', execution.steps, wireOf) };
  },
  GetWorkflowStepExecution: (call) => {
    const id: string = call.input.stepExecutionId;
    for (const { image, execution } of allExecutions(call)) {
      const step = execution.steps.find((one) => one.id === id);
      if (step) {return pick({ ...identifiers(image, execution), ...stepWire(step) }, membersOf('GetWorkflowStepExecutionResponse'));}
    }
    throw unknown('workflow step execution', id);
  },
};

interface Found {
  readonly image: Resource;
  readonly execution: ExecutionView;
}

function findExecution(call: Call): Found {
  const id: string = call.input.workflowExecutionId;
  const found = allExecutions(call).find(({ execution }) => execution.id === id);
  if (!found) {throw unknown('workflow execution', id);}
  return found;
}

function allExecutions({ store, now }: Call): Found[] {
  return store.all('Image').flatMap((image) => image.timeline!.at(now).executions.map((execution) => ({ image, execution })));
}

function unknown(what: string, id: string): ApiError {
  return new ApiError('ResourceNotFoundException', `The ${what} '${id}' does not exist.`);
}

function identifiers(image: Resource, { id, workflowArn }: ExecutionView): Wire {
  return { imageBuildVersionArn: image.arn, workflowBuildVersionArn: workflowArn, workflowExecutionId: id };
}

function executionWire(image: Resource, execution: ExecutionView): Wire {
  const { id, workflowArn, counts, steps, message = '', ...members } = execution;
  return {
    ...members,
    ...identifiers(image, execution),
    message,
    totalStepCount: counts.total,
    totalStepsSucceeded: counts.succeeded,
    totalStepsFailed: counts.failed,
    totalStepsSkipped: counts.skipped,
  };
}

function stepWire({ id, ...step }: StepView): Wire {
  return { ...step, stepExecutionId: id };
}
