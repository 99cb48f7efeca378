import { IConstruct } from 'constructs';
import { InvalidInputError } from './errors';
import { importVersioned } from './import';
import { ResourceKind } from './naming';
import { checkNeeds } from './validate';

/** How an existing workflow is known: by `arn`, or by `name`, `type` and perhaps `version`. */
interface Given {
  readonly arn?: string;
  readonly name?: string;
  readonly version?: string;
  readonly type?: string;
}

/** An existing workflow. */
interface ImportedWorkflow {
  readonly arn: string;
  readonly name: string;
  readonly version: string;
  /** Unknown when the ARN is a token. */
  readonly type?: string;
}

const STAGE = /:workflow\/(build|test|distribution)\//;

/** ARN, name, version and type of an existing workflow: other than the name of other resources, its name is unique within its type only. */
export function importWorkflow(scope: IConstruct, { type: wanted, ...given }: Given): ImportedWorkflow {
  checkNeeds(scope, ['workflowName', given.name], ['workflowType', wanted]);
  const stage = STAGE.exec(given.arn ?? '')?.[1].toUpperCase();
  // A malformed ARN is refused as such, whatever type is taken for it; a token has its parts in the same places.
  const type = stage ?? wanted;
  const known = importVersioned(scope, `workflow/${type?.toLowerCase() ?? 'build'}` as ResourceKind, given);
  if (wanted !== undefined && wanted !== type) {
    throw new InvalidInputError({ prop: 'workflowType', problem: 'Conflict', rule: `be ${type}, as in \`workflowArn\``, got: wanted }, scope);
  }
  return { ...known, type };
}
