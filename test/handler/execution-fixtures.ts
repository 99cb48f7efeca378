import { event, PIPELINE_ARN } from './fixtures';
import { ExecutionRequest } from '../../src/handler/core/request/execution-request';

/** A request of CloudFormation for a pipeline execution. */
export function executionEvent(members: Record<string, unknown> = {}, properties: Record<string, unknown> = {}) {
  return event({
    ResourceType: 'Custom::ImageBuilderPipelineExecution',
    LogicalResourceId: 'Execution1A2B3C4D',
    PhysicalResourceId: `pipeline-execution:${PIPELINE_ARN}`,
    ResourceProperties: { ImagePipelineArn: PIPELINE_ARN, Trigger: 'abc', OnFailure: 'FAIL', TimeoutSeconds: '3300', ...properties },
    ...members,
  });
}

/** The same, read. */
export function executionRequest(members: Partial<ExecutionRequest> = {}): ExecutionRequest {
  return {
    pipelineArn: PIPELINE_ARN, trigger: 'abc', failOnFailure: true, timeoutSeconds: 3300, maxRetries: 0, isCreate: false, isNew: true, execution: 'stack/Execution', requestId: 'r-2', ...members,
  };
}
