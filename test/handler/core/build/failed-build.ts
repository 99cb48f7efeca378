import { FailureContext, Step } from '../../../../src/handler/core/model/facts';
import { execution, failureTrail, image, TEST_WORKFLOW_ARN } from '../../fixtures';

export const DISTRIBUTION_WORKFLOW_ARN = 'arn:aws:imagebuilder:eu-central-1:aws:workflow/distribution/distribute-image/1.0.0/1';
export const STEP: Step = { id: 'step-2', name: 'RunTests', action: 'ExecuteComponents', status: 'FAILED', message: 'of the step' };
export const FAILED_TEST = execution({ id: 'wf-2', type: 'TEST', workflowArn: TEST_WORKFLOW_ARN, status: 'ROLLBACK_COMPLETED', message: 'of the execution' });

export const trailOf = (failure: FailureContext | undefined, steps: readonly Step[] = [STEP]) =>
  failureTrail(image({ status: 'FAILED', statusReason: 'of the image', failure }), [execution(), { ...FAILED_TEST, steps }]);
