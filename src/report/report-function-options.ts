import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { InvalidInputError } from '../common/errors';
import { KnownFact } from '../common/known-facts';
import { Permission } from '../common/permission';

/** What is set for the functions of a stack. */
export interface FunctionOptions {
  readonly logEncryptionKey?: kms.IKey;
  readonly vpc?: ec2.IVpc;
  readonly vpcSubnets?: ec2.SubnetSelection;
  readonly securityGroups?: ec2.ISecurityGroup[];
  readonly permissionsBoundary?: iam.IManagedPolicy;
}

/** The options of the functions, by stack. */
const FUNCTIONS = new KnownFact<FunctionOptions>();
/** Stacks that have functions, whose options cannot be set any more. */
const IN_USE = new KnownFact<boolean>();

/** The options for functions that are created now. */
export function useFunctionOptions(stack: Stack): FunctionOptions {
  IN_USE.note(stack, true);
  return FUNCTIONS.of(stack) ?? {};
}

/** Sets the options, once and before there are functions. */
export function setFunctionOptions(scope: Construct, options: FunctionOptions): void {
  const stack = Stack.of(scope);
  if (IN_USE.of(stack)) {
    throw new InvalidInputError({ prop: 'options', problem: 'Unsupported', rule: 'be set before the first report, execution or monitor of the stack' }, scope);
  }
  if (FUNCTIONS.of(stack) !== undefined) {
    throw new InvalidInputError({ prop: 'options', problem: 'Unsupported', rule: 'be set once in a stack' }, scope);
  }
  FUNCTIONS.note(stack, options);
}

/** Where functions run, for the functions of this library and of the provider framework. */
export type Network = Pick<FunctionOptions, 'vpc' | 'vpcSubnets' | 'securityGroups'>;

/** One security group for all functions of a scope, unless others are given. */
export function networkOf(scope: Construct, { vpc, vpcSubnets, securityGroups }: FunctionOptions): Network {
  if (vpc === undefined) {
    return {};
  }
  const description = 'Functions of EC2 Image Builder reports, which only call services of AWS';
  return { vpc, vpcSubnets, securityGroups: securityGroups ?? [new ec2.SecurityGroup(scope, 'SecurityGroup', { vpc, description })] };
}

/** The permission with which AWS Lambda connects a function to a VPC, as in `AWSLambdaVPCAccessExecutionRole` without writing logs. */
export const CONNECT_TO_VPC: Permission = {
  actions: [
    'ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets', 'ec2:DeleteNetworkInterface',
    'ec2:AssignPrivateIpAddresses', 'ec2:UnassignPrivateIpAddresses',
  ],
  resources: ['*'],
  reason: 'AWS Lambda requires these permissions on all resources to connect a function to a VPC, whose network interfaces do not exist before.',
};

/** Allows Amazon CloudWatch Logs to use a key for log groups of this account and Region. */
export function allowLogs(scope: Construct, key: kms.IKey): void {
  const { region } = Stack.of(scope);
  // The log group itself refers to the key, so its name in the key policy would be a circular dependency.
  const logGroups = Stack.of(scope).formatArn({ service: 'logs', resource: 'log-group', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  key.addToResourcePolicy(new iam.PolicyStatement({
    actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    principals: [new iam.ServicePrincipal(`logs.${region}.amazonaws.com`)],
    resources: ['*'],
    conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroups } },
  }));
}
