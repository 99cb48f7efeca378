import { aws_ec2 as refs } from 'aws-cdk-lib/interfaces';

/**
 * EC2 Fast Launch for a Windows AMI: snapshots of prepared instances are kept ready, from which new ones start faster.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/WindowsGuide/win-ami-config-fast-launch.html
 */
export interface FastLaunchConfiguration {
  /**
   * Whether Fast Launch is switched on for the AMI.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * The launch template, of the Region to which the AMI is distributed, with which the instances are prepared. It needs the tag `CreatedBy`
   * with the value `EC2 Image Builder`. An `ec2.ILaunchTemplate` also tells which of its versions is used.
   *
   * @default - EC2 makes one
   */
  readonly launchTemplate?: refs.ILaunchTemplateRef;

  /**
   * How many instances may be prepared at the same time, at least 6.
   *
   * @default 6
   */
  readonly maxParallelLaunches?: number;

  /**
   * How many snapshots are kept ready, from 1 to 10,000.
   *
   * @default 5
   */
  readonly targetSnapshotCount?: number;

  /**
   * The account of the AMI: that of the stack, or one of the target accounts of the AMI.
   *
   * @default - the account of the stack
   */
  readonly accountId?: string;
}
