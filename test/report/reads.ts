import { Stack } from 'aws-cdk-lib';
import { statementsOf } from '../support/synth';

/** What the reports of a stack may read: action to resource. */
export function readsOf(stack: Stack): Record<string, unknown> {
  return Object.fromEntries(statementsOf(stack)
    .flatMap((statement) => [statement.Action].flat().map((action: string) => [action, statement.Resource]))
    .filter(([action]) => action.startsWith('imagebuilder:')));
}
