import { Stack, Validations } from 'aws-cdk-lib';
import { CfnPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';

/** A part of a statement that stands for more than one thing, and why. */
export interface Wildcard {
  /** Path of the construct that has the statement. */
  readonly path: string;
  /** An action, or a resource with references in angle brackets. */
  readonly pattern: string;
  /** What is recorded for whoever audits the template. @default - nothing */
  readonly reason?: string;
}

/** Every wildcard in the actions and resources of the roles and policies below a construct. */
export function wildcardsIn(root: IConstruct): Wildcard[] {
  return root.node.findAll().flatMap((construct) => documentsOf(construct)
    .flatMap(({ Statement }) => list(Statement))
    .flatMap(({ Action, Resource }) => [
      ...list(Action).map((action) => ({ kind: 'Action', pattern: flat(action) })),
      ...list(Resource).map((resource) => ({ kind: 'Resource', pattern: flat(resource) })),
    ])
    .filter(({ pattern }) => pattern.includes('*'))
    .map(({ kind, pattern }) => ({ path: construct.node.path, pattern, reason: reasonFor(construct, `AwsSolutions-IAM5[${kind}::${pattern}]`) })));
}

function documentsOf(construct: IConstruct): any[] {
  const resolve = (value: unknown) => Stack.of(construct).resolve(value);
  if (construct instanceof CfnPolicy) return [resolve(construct.policyDocument)];
  return construct instanceof CfnRole ? list(resolve(construct.policies)).map(({ policyDocument }) => policyDocument) : [];
}

/** What a construct, or one that holds it, says of a finding. */
function reasonFor(construct: IConstruct, id: string): string | undefined {
  return construct.node.scopes.flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .map(({ data }) => (data as Record<string, string>)[id])
    .find((reason) => reason !== undefined);
}

function flat(value: any): string {
  if (typeof value === 'string') return value;
  if (value['Fn::Join']) return value['Fn::Join'][1].map(flat).join(value['Fn::Join'][0]);
  if (value['Fn::GetAtt']) return `<${value['Fn::GetAtt'].join('.')}>`;
  return value.Ref ? `<${value.Ref}>` : JSON.stringify(value);
}

function list(value: any): any[] {
  return value === undefined ? [] : [value].flat();
}
