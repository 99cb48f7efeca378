import { Annotations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct, IDependable } from 'constructs';
import type { InfrastructureConfigurationLogging } from './infrastructure-configuration-props';
import { acknowledgeWildcard, attachManagedPolicy, takesPolicies } from '../common/acknowledge';
import { grantKey } from '../common/key-use';

/** A role of instances, with the warning for a role that accepts no policies. */
interface Instances {
  readonly role?: iam.IRole;
  readonly warning: string;
  readonly instances: string;
}

/**
 * Attaches the policies to a role that builds need. A build whose role lacks them times out with no further explanation.
 *
 * @returns constructs that a build must wait for
 */
export function equipInstanceRole(scope: IConstruct, { role, warning, instances }: Instances): IDependable[] {
  if (role === undefined || !takesPolicies(role)) {
    Annotations.of(scope).addWarningV2(`cdk-imagebuilder:${warning}`,
      `The role of the ${instances} is imported or closed for updates, so no policies are attached to it. Builds time out unless it has `
      + 'AmazonSSMManagedInstanceCore and EC2InstanceProfileForImageBuilder, or the like.');
  }
  if (role === undefined) {
    return [];
  }
  attachManagedPolicy(role, 'AmazonSSMManagedInstanceCore',
    'Image Builder runs components through AWS Systems Manager and documents this policy for it; AWS keeps it in step with the agent.');
  attachManagedPolicy(role, 'EC2InstanceProfileForImageBuilder',
    'Image Builder documents this policy for build and test instances; AWS keeps it in step with the service.');
  return [role];
}

/**
 * Grants a role permission to write logs.
 *
 * @returns constructs that a build must wait for
 */
export function grantLogging(role: iam.IRole | undefined, logging?: InfrastructureConfigurationLogging): IDependable[] {
  if (logging === undefined || role === undefined) {
    return [];
  }
  const { s3Bucket, s3KeyPrefix } = logging;
  const objects = s3Bucket.arnForObjects(s3KeyPrefix === undefined ? '*' : `${s3KeyPrefix}/*`);
  acknowledgeWildcard(role, objects, 'The keys of log files contain names of builds, which are not known before.');
  return [
    iam.Grant.addToPrincipalOrResource({ grantee: role, actions: ['s3:PutObject'], resourceArns: [objects], resource: s3Bucket }),
    ...grantKey(s3Bucket.encryptionKey, role, 'kms:Decrypt', 'kms:GenerateDataKey'),
  ];
}
