import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { WorkflowParameterValue } from './workflow-parameter';
import { WorkflowOnFailure } from './workflow-step';

/** How a pipeline or an image uses a workflow. */
export interface WorkflowConfiguration {
  /** The workflow: of this library, an L1, an import or one of `AmazonManagedWorkflow`. */
  readonly workflow: refs.IWorkflowRef;

  /**
   * What happens to the image when the workflow has failed. For test workflows only.
   *
   * @default WorkflowOnFailure.ABORT
   */
  readonly onFailure?: WorkflowOnFailure;

  /**
   * Test workflows of the same group run side by side, up to five at once; groups run one after the other. For test workflows only.
   *
   * @default - the workflow runs for itself
   */
  readonly parallelGroup?: string;

  /**
   * Values of the workflow's parameters, by their names.
   *
   * @default - the parameters have their default values
   */
  readonly parameters?: Record<string, WorkflowParameterValue>;
}
