import { Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';

/**
 * Accepts one finding of cdk-nag on a construct. The reason is for the auditors of the template.
 *
 * `Validations.acknowledge` refuses ids with more than one `::`, which these have; cdk-nag reads the metadata that it would write.
 */
function acknowledge(scope: IConstruct, id: string, reason: string): void {
  scope.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: reason });
}

/**
 * Accepts the finding of the CDK's own validator that a resource has properties which the validator does not know.
 *
 * It stands at the one resource; older versions of the CDK accept such findings in the whole app then.
 */
export function acknowledgeUnknownProperties(resource: IConstruct, reason: string): void {
  Validations.of(resource).acknowledge({ id: 'CloudFormation-Validate::F3002', reason });
}

/** Whether policies can be attached to a role: not if it is imported, or closed for updates. */
export function takesPolicies(role: iam.IRole): boolean {
  return iam.Role.isRole(role) || role instanceof iam.LazyRole;
}

/** Gives a role that takes policies an AWS managed one, and accepts cdk-nag's finding about exactly that policy. */
export function attachManagedPolicy(role: iam.IRole, name: string, reason: string): void {
  if (takesPolicies(role)) {
    role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName(name));
    acknowledge(role, `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${name}]`, reason);
  }
}

/** Accepts cdk-nag's finding about one resource with a wildcard in the policies of a role. */
export function acknowledgeWildcard(role: IConstruct, resourceArn: string, reason: string): void {
  acknowledge(role, `AwsSolutions-IAM5[Resource::${flat(Stack.of(role).resolve(resourceArn))}]`, reason);
}

/** A resolved value in the notation of cdk-nag's finding ids: references stand in angle brackets. */
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
