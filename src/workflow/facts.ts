import { IRole } from 'aws-cdk-lib/aws-iam';
import { KnownFact } from '../common/known-facts';

/** What is known of a workflow. */
export interface WorkflowFacts {
  /** `BUILD`, `TEST` or `DISTRIBUTION`. */
  readonly type?: string;
  /** `AMI` or `Docker`, if it works on one of them only. */
  readonly imageType?: string;
  /** What follows is known of a document that is. */
  readonly parameters?: Record<string, { readonly type: string; readonly isRequired: boolean }>;
  readonly outputs?: readonly string[];
  readonly actions?: readonly string[];
  /** How long its slowest step may take, in seconds. */
  readonly longestStep?: number;
  /** Allows a role to run it. */
  readonly grantExecution?: (role: IRole) => void;
}

export const WORKFLOW_FACTS = new KnownFact<WorkflowFacts>();
