import { IResolvable, Stack, Tokenization, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { KnownFact } from './known-facts';

/**
 * Accepts one finding on a construct. The reason is for the auditors of the template.
 *
 * `Validations.acknowledge` refuses the ids of cdk-nag, because they have more than one `::`, and takes a stack trace for each. Who reads
 * acknowledgments reads the same metadata.
 */
function acknowledge(scope: IConstruct, id: string, reason: string): void {
  scope.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: reason });
}

/**
 * Accepts the finding of the CDK validator that a resource has unknown properties.
 *
 * The acknowledgment is on one resource, but older versions of the CDK then accept such findings in the whole app.
 */
export function acknowledgeUnknownProperties(resource: IConstruct, reason: string): void {
  acknowledge(resource, 'CloudFormation-Validate::F3002', reason);
}

/** Whether policies can be attached to a role, which is not possible if the role is imported or immutable. */
export function takesPolicies(role: iam.IRole): boolean {
  return iam.Role.isRole(role) || role instanceof iam.LazyRole;
}

/** AWS managed policies by their names. Each call of the CDK declares a class of its own, which slows down all code that the policy passes. */
const MANAGED_POLICIES = new Map<string, iam.IManagedPolicy>();

function managedPolicy(name: string): iam.IManagedPolicy {
  const policy = MANAGED_POLICIES.get(name) ?? iam.ManagedPolicy.fromAwsManagedPolicyName(name);
  MANAGED_POLICIES.set(name, policy);
  return policy;
}

/** Attaches an AWS managed policy to a role that takes policies, and accepts cdk-nag's finding about exactly that policy. */
export function attachManagedPolicy(role: iam.IRole, name: string, reason: string): void {
  if (takesPolicies(role)) {
    role.addManagedPolicy(managedPolicy(name));
    acknowledge(role, `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${name}]`, reason);
  }
}

/** What was accepted of roles: permissions for other actions on the same resource have the same finding, whose ARN is resolved. */
const ACCEPTED = new KnownFact<Set<string>>();

/** Accepts cdk-nag's finding about one resource with a wildcard in the policies of a role. */
export function acknowledgeWildcard(role: IConstruct, resourceArn: string, reason: string): void {
  const accepted = ACCEPTED.of(role) ?? new Set();
  if (accepted.has(resourceArn + reason)) {
    return;
  }
  ACCEPTED.note(role, accepted.add(resourceArn + reason));
  const text = Tokenization.reverseString(resourceArn).mapTokens({ mapToken: (token) => flatToken(Stack.of(role), token) });
  acknowledge(role, `AwsSolutions-IAM5[Resource::${text.join({ join: (left, right) => `${left}${right}` })}]`, reason);
}

/** Texts of pseudo parameters, which are most of each ARN and always the same. To resolve them took half of the time of a permission. */
const PSEUDO_PARAMETERS = new WeakMap<IResolvable, string>();

function flatToken(stack: Stack, token: IResolvable): string {
  const text = PSEUDO_PARAMETERS.get(token) ?? flat(stack.resolve(token));
  if (/^<AWS::\w+>$/.test(text)) {
    PSEUDO_PARAMETERS.set(token, text);
  }
  return text;
}

/** A resolved value in the notation of cdk-nag's finding ids, with references in angle brackets. */
function flat(value: any): string {
  if (typeof value === 'string') {
    return value;
  }
  if (value['Fn::Join']) {
    return value['Fn::Join'][1].map(flat).join(value['Fn::Join'][0]);
  }
  if (value['Fn::GetAtt']) {
    return `<${value['Fn::GetAtt'].join('.')}>`;
  }
  return value.Ref ? `<${value.Ref}>` : JSON.stringify(value);
}
