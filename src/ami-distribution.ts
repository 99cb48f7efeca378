import { aws_kms as kmsRefs } from 'aws-cdk-lib/interfaces';
import { FastLaunchConfiguration } from './fast-launch-configuration';
import { LaunchTemplateConfiguration } from './launch-template-configuration';
import { SsmParameterConfiguration } from './ssm-parameter-configuration';

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
