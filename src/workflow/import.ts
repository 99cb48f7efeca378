import { IConstruct } from 'constructs';
import type { WorkflowAttributes } from './workflow-props';
import type { WorkflowType } from './workflow-type';
import { InvalidInputError } from '../common/errors';
import { importVersioned } from '../common/import';
import { ResourceKind } from '../common/naming';
import { checkNeeds } from '../common/validate';

/** An existing workflow. */
interface ImportedWorkflow {
  readonly arn: string;
  readonly name: string;
  readonly version: string;
  /** Unknown when the ARN is a token. */
  readonly type?: WorkflowType;
}

/**
 * ARN, name, version and type of an existing workflow. Unlike names of other resources, its name is unique only within its type.
 *
 * @param types all types of workflows
 */
export function importWorkflow(scope: IConstruct, attrs: WorkflowAttributes, types: WorkflowType[]): ImportedWorkflow {
  const { workflowArn: arn, workflowName: name, workflowVersion: version, workflowType: wanted } = attrs;
  checkNeeds(scope, ['workflowName', name], ['workflowType', wanted]);
  // A malformed ARN is refused with any type, and a token has its parts in the same places with every type.
  const type = types.find((each) => arn?.includes(`:workflow/${each.toLowerCase()}/`)) ?? wanted;
  const known = importVersioned(scope, `workflow/${type?.toLowerCase() ?? 'build'}` as ResourceKind, { arn, name, version });
  if (wanted !== undefined && wanted !== type) {
    throw new InvalidInputError({ prop: 'workflowType', problem: 'Conflict', rule: `be ${type}, as in \`workflowArn\``, got: wanted }, scope);
  }
  return { ...known, type };
}
