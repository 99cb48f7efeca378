import { Stack } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-iam';

interface PolicyDocument {
  readonly Statement: readonly { readonly Action: string | readonly string[] }[];
}

/** Takes an action out of every policy of the stack, as somebody would who trims a role too far. */
export function deny(stack: Stack, action: string): void {
  let found = false;
  for (const policy of stack.node.findAll().filter((construct) => construct instanceof CfnPolicy)) {
    const document = stack.resolve(policy.policyDocument) as PolicyDocument;
    const Statement = document.Statement
      .map((statement) => ({ ...statement, Action: [statement.Action].flat().filter((name) => name !== action) }))
      .filter((statement) => statement.Action.length > 0);
    found ||= JSON.stringify(Statement.map(({ Action }) => Action)) !== JSON.stringify(document.Statement.map(({ Action }) => [Action].flat()));
    policy.policyDocument = { ...document, Statement };
  }
  if (!found) {throw new Error(`A policy of the stack must allow ${action}, so that it can be taken out.`);}
}
