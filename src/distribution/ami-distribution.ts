import * as ssm from 'aws-cdk-lib/aws-ssm';
import { aws_ec2 as ec2Refs, aws_kms as kmsRefs, aws_ssm as ssmRefs } from 'aws-cdk-lib/interfaces';

/** Who may start instances from an AMI, beside its owner. The AMI stays in the account that owns it. */
export interface AmiLaunchPermission {
  /**
   * Accounts.
   *
   * @default - no other accounts
   */
  readonly accountIds?: string[];

  /**
   * ARNs of organizations.
   *
   * @default - no organizations
   */
  readonly organizationArns?: string[];

  /**
   * ARNs of organizational units.
   *
   * @default - no organizational units
   */
  readonly organizationalUnitArns?: string[];

  /**
   * Whether everybody may: the AMI is public then.
   *
   * @default false
   */
  readonly isPublicUserGroup?: boolean;
}

/** What becomes of an AMI in one Region. Give at least one property beside `region`. */
export interface AmiDistribution {
  /**
   * The Region.
   *
   * @default - the Region of the stack
   */
  readonly region?: string;

  /**
   * Name of the AMI. It has to be unique, so it holds `{{ imagebuilder:buildDate }}` or `{{ imagebuilder:buildVersion }}`.
   *
   * @default - the name of the recipe and a timestamp
   */
  readonly amiName?: string;

  /**
   * Description of the AMI.
   *
   * @default - the AMI has none
   */
  readonly amiDescription?: string;

  /**
   * Tags of the AMI.
   *
   * @default - the tags that the service sets itself
   */
  readonly amiTags?: Record<string, string>;

  /**
   * The key, of this Region, that encrypts the AMI. A key of the CDK is allowed to those who get the AMI or may launch it; of another key
   * you are warned.
   *
   * @default - the AMI is encrypted like the volumes of the build instance
   */
  readonly amiKmsKey?: kmsRefs.IKeyRef;

  /**
   * Accounts that get a copy of the AMI. Each needs the role of a `CrossAccountDistributionRole`.
   *
   * @default - no copies for other accounts
   */
  readonly amiTargetAccountIds?: string[];

  /**
   * Who may start instances from the AMI, beside its owner.
   *
   * @default - nobody else
   */
  readonly amiLaunchPermission?: AmiLaunchPermission;

  /**
   * Parameters of this Region in which the id of the AMI is put.
   *
   * @default - none
   */
  readonly ssmParameters?: SsmParameterConfiguration[];

  /**
   * Launch templates of this Region that get a version with the AMI.
   *
   * @default - none
   */
  readonly launchTemplates?: LaunchTemplateConfiguration[];

  /**
   * EC2 Fast Launch for a Windows AMI.
   *
   * @default - none
   */
  readonly fastLaunchConfigurations?: FastLaunchConfiguration[];

  /**
   * ARNs of License Manager's license configurations for the AMI.
   *
   * @default - none
   */
  readonly licenseConfigurationArns?: string[];
}

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
  readonly launchTemplate?: ec2Refs.ILaunchTemplateRef;

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

/** A launch template that gets a version with the AMI after every build. */
export interface LaunchTemplateConfiguration {
  /** The launch template, of the Region to which the AMI is distributed. One that is imported has to be known by its id. */
  readonly launchTemplate: ec2Refs.ILaunchTemplateRef;

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

/** A parameter in which the id of an AMI is put after every build. The service makes the parameter if there is none. */
export interface SsmParameterConfiguration {
  /**
   * The name of the parameter, for example `/imagebuilder/golden-ami`.
   *
   * Without an execution role the service can write parameters below `/imagebuilder/` only.
   *
   * @default - the name of `parameter`
   */
  readonly parameterName?: string;

  /**
   * The parameter, in place of its name.
   *
   * @default - the parameter is known by `parameterName`
   */
  readonly parameter?: ssmRefs.IParameterRef;

  /**
   * The account of the parameter: that of the stack, or one of the target accounts of the AMI.
   *
   * @default - the account of the stack
   */
  readonly amiAccountId?: string;

  /**
   * Whether the value has to be the id of an AMI. It cannot be changed for a parameter that exists.
   *
   * @default ssm.ParameterDataType.AWS_EC2_IMAGE
   */
  readonly dataType?: ssm.ParameterDataType;
}
