import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { WorkflowParameterValue } from './workflow-parameter';
import { WorkflowOnFailure } from './workflow-step';

/** The use of a workflow by a pipeline or an image. */
export interface WorkflowConfiguration {
  /** The workflow, which can be a construct of this library, an L1, an import or a workflow of `AmazonManagedWorkflow`. */
  readonly workflow: refs.IWorkflowRef;

  /**
   * What happens to the image if the workflow fails. Allowed only for test workflows.
   *
   * @default WorkflowOnFailure.ABORT
   */
  readonly onFailure?: WorkflowOnFailure;

  /**
   * The group of test workflows that run in parallel with this workflow, at most five at once.
   *
   * Groups run one after the other. The name has 1 to 100 letters, digits or any of `-_+#` and begins with a letter or a digit. Allowed only for
   * test workflows.
   *
   * @default - the workflow does not run in parallel with others
   */
  readonly parallelGroup?: string;

  /**
   * Values of the parameters of the workflow, by the names of the parameters.
   *
   * A parameter without a default value must get a value.
   *
   * @default - the default values of the parameters
   */
  readonly parameters?: Record<string, WorkflowParameterValue>;
}
