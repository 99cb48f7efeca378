import * as ssm from 'aws-cdk-lib/aws-ssm';
import { aws_ec2 as ec2Refs, aws_kms as kmsRefs, aws_ssm as ssmRefs } from 'aws-cdk-lib/interfaces';

/**
 * Launch permissions of an AMI: who can launch instances from the AMI besides its owner.
 *
 * The AMI stays in the account that owns it.
 */
export interface AmiLaunchPermission {
  /**
   * IDs of accounts that can launch instances from the AMI.
   *
   * @default - no other accounts
   */
  readonly accountIds?: string[];

  /**
   * ARNs of organizations whose accounts can launch instances from the AMI, at most 25.
   *
   * @default - no organizations
   */
  readonly organizationArns?: string[];

  /**
   * ARNs of organizational units whose accounts can launch instances from the AMI, at most 25.
   *
   * @default - no organizational units
   */
  readonly organizationalUnitArns?: string[];

  /**
   * Whether every AWS account can launch instances from the AMI, which makes the AMI public. Mutually exclusive with `amiKmsKey`.
   *
   * @default false
   */
  readonly isPublicUserGroup?: boolean;
}

/** The distribution of an AMI to one Region. Without other properties than `region`, the AMI is copied to the Region with its default name. */
export interface AmiDistribution {
  /**
   * The Region to which the AMI is distributed.
   *
   * @default - the Region of the stack
   */
  readonly region?: string;

  /**
   * The name of the AMI, at most 127 characters.
   *
   * The name must be unique in its Region, so it needs `{{ imagebuilder:buildDate }}` or `{{ imagebuilder:buildVersion }}`.
   *
   * @default - the name of the recipe and a timestamp
   */
  readonly amiName?: string;

  /**
   * The description of the AMI, at most 1,024 characters.
   *
   * @default - no description
   */
  readonly amiDescription?: string;

  /**
   * Tags of the AMI, at most 50.
   *
   * @default - only the tags that Image Builder sets
   */
  readonly amiTags?: Record<string, string>;

  /**
   * The KMS key that encrypts the AMI, which must be in the Region of the distribution.
   *
   * The policy of a key of this app allows the accounts and organizations that get or launch the AMI to use the key. An imported key causes a
   * warning if the AMI is shared, because its policy cannot be changed here.
   *
   * @default - the AMI is encrypted like the volumes of the build instance
   */
  readonly amiKmsKey?: kmsRefs.IKeyRef;

  /**
   * IDs of accounts that get a copy of the AMI. Each of these accounts needs the role of a `CrossAccountDistributionRole`.
   *
   * @default - no copies for other accounts
   */
  readonly amiTargetAccountIds?: string[];

  /**
   * Launch permissions of the AMI: who can launch instances from the AMI besides its owner.
   *
   * @default - only the owner can launch instances
   */
  readonly amiLaunchPermission?: AmiLaunchPermission;

  /**
   * SSM parameters of the Region to which Image Builder writes the ID of the AMI.
   *
   * @default - no parameters
   */
  readonly ssmParameters?: SsmParameterConfiguration[];

  /**
   * Launch templates of the Region that get a new version with the AMI, at most 100.
   *
   * @default - no launch templates
   */
  readonly launchTemplates?: LaunchTemplateConfiguration[];

  /**
   * EC2 Fast Launch configurations for a Windows AMI, at most 1,000.
   *
   * @default - EC2 Fast Launch is not configured
   */
  readonly fastLaunchConfigurations?: FastLaunchConfiguration[];

  /**
   * ARNs of license configurations of AWS License Manager for the AMI, at most 50.
   *
   * @default - no license configurations
   */
  readonly licenseConfigurationArns?: string[];
}

/**
 * The EC2 Fast Launch configuration of a Windows AMI, with which instances start faster from snapshots of prepared instances.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/WindowsGuide/win-ami-config-fast-launch.html
 */
export interface FastLaunchConfiguration {
  /**
   * Whether EC2 Fast Launch is enabled for the AMI.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * The launch template with which the instances are prepared, which must be in the Region of the distribution.
   *
   * The launch template needs the tag `CreatedBy` with the value `EC2 Image Builder`. An `ec2.ILaunchTemplate` also determines the version.
   *
   * Without a launch template, the execution role of the build gets the AWS managed policy `EC2FastLaunchFullAccess`, which Amazon EC2 demands.
   *
   * @default - Amazon EC2 creates a launch template and a network for the instances
   */
  readonly launchTemplate?: ec2Refs.ILaunchTemplateRef;

  /**
   * The maximum number of instances that are prepared at the same time, at least 6.
   *
   * @default 6
   */
  readonly maxParallelLaunches?: number;

  /**
   * The number of snapshots that are kept ready, from 1 to 10,000.
   *
   * @default 5
   */
  readonly targetSnapshotCount?: number;

  /**
   * The account of the AMI, which must be the account of the stack or one of the target accounts of the AMI.
   *
   * @default - the account of the stack
   */
  readonly accountId?: string;
}

/** A launch template that gets a new version with the AMI after every build. */
export interface LaunchTemplateConfiguration {
  /**
   * The launch template, which must be in the Region of the distribution.
   *
   * An imported launch template must be imported by its ID and not by its name.
   */
  readonly launchTemplate: ec2Refs.ILaunchTemplateRef;

  /**
   * The account of the launch template, which must be the account of the stack or one of the target accounts of the AMI.
   *
   * @default - the account of the stack
   */
  readonly accountId?: string;

  /**
   * Whether the new version becomes the default version of the launch template.
   *
   * @default true
   */
  readonly setDefaultVersion?: boolean;
}

/**
 * An SSM parameter to which Image Builder writes the ID of an AMI after every build.
 *
 * Image Builder creates the parameter if it does not exist.
 */
export interface SsmParameterConfiguration {
  /**
   * The name of the SSM parameter, for example `/imagebuilder/golden-ami`, which is required unless `parameter` is given.
   *
   * The name must not begin with `aws` or `ssm`. If the name has slashes, it begins with a slash and has at most 15 levels.
   *
   * Without an execution role, Image Builder can write only to parameters whose name begins with `/imagebuilder/`.
   *
   * @default - the name of `parameter`
   */
  readonly parameterName?: string;

  /**
   * The SSM parameter, in place of its name. Mutually exclusive with `parameterName`.
   *
   * @default - the parameter named by `parameterName`
   */
  readonly parameter?: ssmRefs.IParameterRef;

  /**
   * The account of the parameter, which must be the account of the stack or one of the target accounts of the AMI.
   *
   * @default - the account of the stack
   */
  readonly amiAccountId?: string;

  /**
   * The data type of the parameter: whether the value must be the ID of an AMI.
   *
   * The data type of an existing parameter cannot be changed.
   *
   * @default ssm.ParameterDataType.AWS_EC2_IMAGE
   */
  readonly dataType?: ssm.ParameterDataType;
}
