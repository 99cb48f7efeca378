import { parseArn } from '../arns';
import { iso } from '../clock';
import { stepExecutionId, workflowExecutionId } from '../ids';
import { SeedImage, SeedStep, SeedWorkflowExecution } from '../scenario';
import { Wire } from '../wire';
import { defaultWorkflow } from './managed-workflows';
import { countSteps, ExecutionView, ImageCourse, ImageTimeline, ImageView, StepView } from './timeline';

/** An image that stands as the scenario describes it, until it is cancelled. No scenario says how it would go on when it is retried. */
export class SeededImage implements ImageTimeline {
  private readonly view: ImageView;
  private cancelledAt?: number;

  constructor(image: SeedImage, amis: readonly Wire[]) {
    const { status = 'AVAILABLE', reason, failureContext, containers = [], scanState, packages = [], workflowExecutions = [] } = image;
    const executions = workflowExecutions.map((execution, i) => executionView(image.arn, execution, i));
    this.view = {
      status,
      reason,
      failureContext,
      amis,
      containers: containers.map((container) => ({ ...container })),
      scanState,
      ...findingsOf(image),
      packages,
      executions,
    };
  }

  cancel(now: number): void {
    this.cancelledAt ??= now;
  }

  canBeRetried(): boolean {
    return false;
  }

  retry(): void {
    throw new Error('An image of the seed cannot be retried.');
  }

  /** Nothing happens to it but that it is cancelled. */
  course(): ImageCourse {
    const { cancelledAt, view: { status } } = this;
    return { statuses: cancelledAt === undefined ? [] : [{ status, from: 0 }, { status: 'CANCELLED', from: cancelledAt }], waits: [] };
  }

  at(): ImageView {
    if (this.cancelledAt === undefined) {return this.view;}
    const end = iso(this.cancelledAt);
    const executions = this.view.executions.map((execution) =>
      execution.endTime ? execution : { ...execution, status: 'CANCELLED' as const, endTime: end });
    return { ...this.view, status: 'CANCELLED', executions };
  }
}

/** Amazon EC2 has the findings of a scan on demand when it is completed, and Image Builder never. */
function findingsOf({ findings, scanState, members }: SeedImage): Pick<ImageView, 'findings' | 'amiFindings'> {
  const { imageScanningTypes = [] } = (members?.imageScanningConfiguration ?? {}) as { imageScanningTypes?: string[] };
  if (!imageScanningTypes.includes('ON_DEMAND_AMI_CVE')) {return { findings };}
  return scanState?.status === 'COMPLETED' ? { amiFindings: findings ?? {} } : {};
}

function executionView(imageArn: string, execution: SeedWorkflowExecution, position: number): ExecutionView {
  const id = execution.id ?? workflowExecutionId(imageArn, position);
  const steps = (execution.steps ?? []).map((step, i) => stepView(id, step, i));
  const { type, status, message, startTime, endTime, parallelGroup, retried = false, counts = countSteps(steps) } = execution;
  const workflowArn = execution.workflowArn ?? defaultWorkflow(type ?? 'BUILD', 'AMI', parseArn(imageArn)!.region);
  return { id, workflowArn, type, status, message, startTime, endTime, parallelGroup, retried, counts, steps };
}

function stepView(executionId: string, step: SeedStep, position: number): StepView {
  return { ...step, id: step.id ?? stepExecutionId(executionId, position), inputs: asText(step.inputs), outputs: asText(step.outputs) };
}

function asText(value: unknown): string | undefined {
  return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
}
