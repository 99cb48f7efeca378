import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { setFunctionOptions } from './report-function-options';
import { checkSameVpc } from '../common/same-vpc';
import { checkNeeds } from '../common/validate';

/** Options of the functions of the reports, pipeline executions and monitors in one stack. */
export interface ReportFunctionsOptions {
  /**
   * The customer managed key that encrypts the logs of the functions.
   *
   * The key policy of a key of this app gets the permission for Amazon CloudWatch Logs. The policy of an imported key must have it already.
   *
   * @default - Amazon CloudWatch Logs encrypts the logs with a key of its own
   */
  readonly logEncryptionKey?: kms.IKey;

  /**
   * The VPC in which the functions run.
   *
   * The functions call Image Builder, Amazon S3, AWS Lambda and AWS Step Functions, with a scan report Amazon Inspector and with `logTail` Amazon
   * CloudWatch Logs. The function of a monitor calls Image Builder, Amazon S3, Amazon EC2, Amazon Inspector, Amazon SNS and Amazon SQS. A subnet
   * without a route to the internet needs a VPC endpoint for each of them.
   *
   * @default - the functions run outside of a VPC
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The subnets in which the functions run. Requires `vpc`.
   *
   * @default - the private subnets of the VPC
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The security groups of the functions, which are in the VPC and allow outbound HTTPS. Requires `vpc`.
   *
   * @default - a security group that allows all outbound traffic
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * The permissions boundary of all roles of the functions.
   *
   * @default - the roles have no permissions boundary of their own
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;
}

/**
 * The functions of the reports, pipeline executions and monitors in one stack, which this library creates with them.
 *
 * @example
 * ReportFunctions.configure(this, { logEncryptionKey: key, vpc });
 * new BuildReport(this, 'Build', { source: BuildSource.latestOf(pipeline) });
 */
export class ReportFunctions {
  /**
   * Sets the options of the functions in the stack of a construct, once and before the first report, execution or monitor of the stack.
   *
   * @param scope a construct in the stack, or the stack
   * @param options the options
   */
  public static configure(scope: Construct, options: ReportFunctionsOptions): void {
    const { vpc, vpcSubnets, securityGroups } = options;
    checkNeeds(scope, ['vpcSubnets', vpcSubnets], ['vpc', vpc]);
    checkNeeds(scope, ['securityGroups', securityGroups], ['vpc', vpc]);
    checkSameVpc(scope, 'vpcSubnets.subnets', vpc, vpcSubnets?.subnets);
    checkSameVpc(scope, 'securityGroups', vpc, securityGroups);
    setFunctionOptions(scope, options);
  }

  private constructor() {}
}
