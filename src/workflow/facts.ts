import { IRole } from 'aws-cdk-lib/aws-iam';
import { KnownFact } from '../common/known-facts';

/** What is known of a workflow. */
export interface WorkflowFacts {
  /** `BUILD`, `TEST` or `DISTRIBUTION`. */
  readonly type?: string;
  /** `AMI` or `Docker`, if the workflow works on only one of them. */
  readonly imageType?: string;
  /** Parameters, outputs and actions are known if the document is known. */
  readonly parameters?: Record<string, { readonly type: string; readonly isRequired: boolean }>;
  readonly outputs?: readonly string[];
  readonly actions?: readonly string[];
  /** Outputs of earlier workflows to which the workflow refers. */
  readonly neededOutputs?: readonly string[];
  /** Instance types on which steps launch the base image, or the image under test. */
  readonly instanceTypes?: readonly string[];
  /** The longest time that a step of the workflow can take, in seconds. */
  readonly longestStep?: number;
  /** Grants an execution role what the steps of the workflow need. */
  readonly grantExecution?: (role: IRole) => void;
}

export const WORKFLOW_FACTS = new KnownFact<WorkflowFacts>();
