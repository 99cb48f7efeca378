import { ImageScanStatus, ImageStatus, WorkflowExecutionStatus, WorkflowStepExecutionStatus, WorkflowType } from '@aws-sdk/client-imagebuilder';

/*
 * The core decides about every value of these enums, and about unknown ones by a default. A value that an SDK adds
 * fails here, so that somebody decides about it: in build-outcome, scan-outcome and workflows.
 */
test.each([
  ['ImageStatus', ImageStatus, [
    'AVAILABLE', 'BUILDING', 'CANCELLED', 'CREATING', 'DELETED', 'DEPRECATED', 'DISABLED', 'DISTRIBUTING', 'FAILED', 'INTEGRATING', 'PENDING', 'TESTING',
  ]],
  ['ImageScanStatus', ImageScanStatus, ['ABANDONED', 'COLLECTING', 'COMPLETED', 'FAILED', 'PENDING', 'SCANNING', 'TIMED_OUT']],
  ['WorkflowExecutionStatus', WorkflowExecutionStatus, [
    'CANCELLED', 'COMPLETED', 'FAILED', 'PENDING', 'ROLLBACK_COMPLETED', 'ROLLBACK_IN_PROGRESS', 'RUNNING', 'SKIPPED',
  ]],
  ['WorkflowStepExecutionStatus', WorkflowStepExecutionStatus, ['CANCELLED', 'COMPLETED', 'FAILED', 'PENDING', 'RUNNING', 'SKIPPED']],
  ['WorkflowType', WorkflowType, ['BUILD', 'DISTRIBUTION', 'TEST']],
])('the SDK knows no %s that the core has not decided about', (_, values, decided) => {
  expect(Object.values(values).sort()).toEqual(decided);
});
