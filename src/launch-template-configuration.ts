import { aws_ec2 as refs } from 'aws-cdk-lib/interfaces';

/** A launch template that gets a version with the AMI after every build. */
export interface LaunchTemplateConfiguration {
  /** The launch template, of the Region to which the AMI is distributed. One that is imported has to be known by its id. */
  readonly launchTemplate: refs.ILaunchTemplateRef;

  /**
   * The account of the launch template: that of the stack, or one of the target accounts of the AMI.
   *
   * @default - the account of the stack
   */
  readonly accountId?: string;

  /**
   * Whether the new version becomes the default one.
   *
   * @default false
   */
  readonly setDefaultVersion?: boolean;
}
