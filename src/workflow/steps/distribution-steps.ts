import { IRole } from 'aws-cdk-lib/aws-iam';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { aws_kms as kmsRefs } from 'aws-cdk-lib/interfaces';
import { IConstruct } from 'constructs';
import { omitEmpty } from '../../common/render';
import { checkText } from '../../common/validate';
import { checkAmi, renderAmi } from '../../distribution/ami';
import {
  AmiLaunchPermission, FastLaunchConfiguration, LaunchTemplateConfiguration, SsmParameterConfiguration,
} from '../../distribution/ami-distribution';
import { ScopedInput } from '../inputs';
import { WorkflowInstanceStepProps, WorkflowStep, WorkflowStepOptions } from '../workflow-step';
import { WorkflowValue } from '../workflow-value';

/** The distribution of an AMI to one Region in a distribution workflow. */
export interface WorkflowImageDistribution {
  /** The Region to which the AMI is copied. */
  readonly region: string;

  /**
   * The name of the AMI. Must be unique in its Region, so use `{{ imagebuilder:buildDate }}` or `{{ imagebuilder:buildVersion }}`.
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
   * IDs of accounts that get a copy of the AMI. Each account needs the role of a `CrossAccountDistributionRole`.
   *
   * @default - no copies for other accounts
   */
  readonly amiTargetAccountIds?: string[];

  /**
   * Tags of the AMI, at most 50.
   *
   * @default - only the tags that Image Builder sets
   */
  readonly amiTags?: Record<string, string>;

  /**
   * The KMS key that encrypts the AMI, which must be in the Region of the copy.
   *
   * @default - the AMI is encrypted like the volumes of the build instance
   */
  readonly amiKmsKey?: kmsRefs.IKeyRef;
}

/** Properties of a step that copies an AMI. */
export interface DistributeImageStepProps extends WorkflowStepOptions {
  /**
   * Copies of the AMI, with one entry for each Region. With entries, the distribution configuration of the pipeline or image is ignored.
   *
   * @default - the distribution configuration of the pipeline or image
   */
  readonly distributions?: WorkflowImageDistribution[];
}

/**
 * Copies the AMI of the build to Regions and accounts. Available only in distribution workflows.
 * @example
 * const distribute = new DistributeImageStep('Distribute', {
 *   distributions: [{ region: 'us-east-1', amiName: 'golden-{{ imagebuilder:buildDate }}' }],
 * });
 */
export class DistributeImageStep extends WorkflowStep {
  /** Reference to the copies, for `ModifyImageAttributesStep` and `ApplyImageConfigurationsStep`. */
  public readonly distributedImages: WorkflowValue;

  /**
   * @param name the name of the step, unique within its document
   * @param props the copies of the AMI, and options of the step
   */
  constructor(name: string, props: DistributeImageStepProps = {}) {
    const distributions = props.distributions && new ScopedInput((scope, prop) => omitEmpty(props.distributions!.map((distribution, index) => {
      checkAmi(scope, `${prop}[${index}]`, distribution.region, distribution);
      return {
        region: distribution.region,
        name: distribution.amiName,
        description: distribution.amiDescription,
        targetAccountIds: distribution.amiTargetAccountIds,
        amiTags: distribution.amiTags,
        kmsKeyId: distribution.amiKmsKey?.keyRef.keyArn,
      };
    })));
    super(name, { ...props, action: 'DistributeImage', inputs: { distributions } });
    this.distributedImages = this.output('distributedImages');
  }
}

/** Launch permissions of the copies in one Region. */
export interface WorkflowImageAttributes {
  /** The Region of the copies. */
  readonly region: string;

  /** Launch permissions of the AMI: who can launch instances from the AMI besides its owner. */
  readonly amiLaunchPermission: AmiLaunchPermission;
}

/** Properties of a step that shares copies of an AMI. */
export interface ModifyImageAttributesStepProps extends WorkflowStepOptions {
  /** The copies, which are `distributedImages` of the step that created the copies. */
  readonly distributedImages: WorkflowValue;

  /** Launch permissions of the copies, with one entry for each Region. */
  readonly attributes: WorkflowImageAttributes[];
}

/**
 * Shares copies of an AMI with accounts and organizations. Available only in distribution workflows.
 * @example
 * const distributedImages = new DistributeImageStep('Distribute').distributedImages;
 * const attributes = [{ region: 'us-east-1', amiLaunchPermission: { accountIds: ['111122223333'] } }];
 * const share = new ModifyImageAttributesStep('Share', { distributedImages, attributes });
 */
export class ModifyImageAttributesStep extends WorkflowStep {
  /** Reference to the AMIs that are shared. */
  public readonly modifiedImages: WorkflowValue;

  /**
   * @param name the name of the step, unique within its document
   * @param props the copies, their new attributes or configurations, and options of the step
   */
  constructor(name: string, props: ModifyImageAttributesStepProps) {
    const attributes = new ScopedInput((scope, prop) => omitEmpty(props.attributes.map(({ region, amiLaunchPermission }, index) => {
      checkAmi(scope, `${prop}[${index}]`, region, { amiLaunchPermission });
      return {
        region,
        launchPermission: {
          userIds: amiLaunchPermission.accountIds,
          userGroups: amiLaunchPermission.isPublicUserGroup ? ['all'] : undefined,
          organizationArns: amiLaunchPermission.organizationArns,
          organizationalUnitArns: amiLaunchPermission.organizationalUnitArns,
        },
      };
    })));
    super(name, { ...props, action: 'ModifyImageAttributes', inputs: { distributedImages: props.distributedImages, attributes } });
    this.modifiedImages = this.output('modifiedImages');
  }
}

/** The format of a disk image. */
export enum DiskImageFormat {
  /** The VMDK format of VMware. */
  VMDK = 'VMDK',
  /** A raw image of the disk. */
  RAW = 'RAW',
  /** The VHD format of Hyper-V. */
  VHD = 'VHD',
}

/** The export of an AMI as a disk image to Amazon S3. */
export interface WorkflowImageExport {
  /** The IAM role with which VM Import/Export writes to the bucket. The role must trust `vmie.amazonaws.com`. */
  readonly role: IRole;

  /** The bucket to which the disk image is written. */
  readonly bucket: IBucket;

  /** The format of the disk image. */
  readonly diskImageFormat: DiskImageFormat;

  /**
   * The prefix of the object key.
   *
   * @default - no prefix
   */
  readonly keyPrefix?: string;
}

/** Configurations of the copies of an AMI in one Region. */
export interface WorkflowImageConfiguration {
  /** The Region of the copies. */
  readonly region: string;

  /**
   * Launch templates that get a new version with the AMI, in the account of the stack.
   *
   * @default - no launch templates
   */
  readonly launchTemplates?: LaunchTemplateConfiguration[];

  /**
   * SSM parameters to which the ID of the AMI is written. The execution role gets permission to write the parameters of this account.
   *
   * @default - no parameters
   */
  readonly ssmParameters?: SsmParameterConfiguration[];

  /**
   * EC2 Fast Launch configurations for a Windows AMI, in the account of the stack.
   *
   * @default - EC2 Fast Launch is not configured
   */
  readonly fastLaunchConfigurations?: FastLaunchConfiguration[];

  /**
   * ARNs of license configurations of AWS License Manager for the AMI.
   *
   * @default - no license configurations
   */
  readonly licenseConfigurationArns?: string[];

  /**
   * The export of the AMI as a disk image to Amazon S3.
   *
   * @default - no export
   */
  readonly s3Export?: WorkflowImageExport;
}

/** Properties of a step that applies configurations to copies of an AMI. */
export interface ApplyImageConfigurationsStepProps extends WorkflowStepOptions {
  /** The copies, which are `distributedImages` of the step that created the copies. */
  readonly distributedImages: WorkflowValue;

  /** Configurations of the copies, with one entry for each Region. */
  readonly configurations: WorkflowImageConfiguration[];
}

/**
 * Applies launch templates, SSM parameters, licenses, EC2 Fast Launch and exports to copies of an AMI. Available only in distribution workflows.
 * @example
 * const distributedImages = new DistributeImageStep('Distribute').distributedImages;
 * const configurations = [{ region: 'us-east-1', ssmParameters: [{ parameterName: '/golden/ami' }] }];
 * const publish = new ApplyImageConfigurationsStep('Publish', { distributedImages, configurations });
 */
export class ApplyImageConfigurationsStep extends WorkflowStep {
  /** Reference to the AMIs that are configured. */
  public readonly configuredImages: WorkflowValue;

  /**
   * @param name the name of the step, unique within its document
   * @param props the copies, their new attributes or configurations, and options of the step
   */
  constructor(name: string, props: ApplyImageConfigurationsStepProps) {
    const configurations = new ScopedInput((scope, prop) => props.configurations.map((configuration, index) =>
      renderConfiguration(scope, `${prop}[${index}]`, configuration)));
    super(name, { ...props, action: 'ApplyImageConfigurations', inputs: { distributedImages: props.distributedImages, configurations } });
    this.configuredImages = this.output('configuredImages');
  }
}

/**
 * Pushes the container image of the build to its repositories. Available only in distribution workflows.
 * @example
 * const instanceId = new LaunchInstanceStep('Launch').instanceId;
 * const bootstrap = new BootstrapInstanceForContainerStep('Bootstrap', { instanceId });
 * const push = new DistributeContainerImageStep('Push', { instanceId });
 */
export class DistributeContainerImageStep extends WorkflowStep {
  /** Reference to the status of the distribution. */
  public readonly status: WorkflowValue;

  /** Reference to the Regions to which the container image was pushed. */
  public readonly succeededRegions: WorkflowValue;

  /** Reference to the Regions to which the push failed. */
  public readonly failedRegions: WorkflowValue;

  /**
   * @param name the name of the step, unique within its document
   * @param props the instance, and options of the step
   */
  constructor(name: string, props: WorkflowInstanceStepProps) {
    super(name, { ...props, action: 'DistributeContainerImage', inputs: { instanceId: props.instanceId } });
    this.status = this.output('status');
    this.succeededRegions = this.output('succeededRegions');
    this.failedRegions = this.output('failedRegions');
  }
}

function renderConfiguration(scope: IConstruct, prop: string, { region, s3Export, ...rest }: WorkflowImageConfiguration): Record<string, unknown> {
  checkText(scope, `${prop}.s3Export.keyPrefix`, s3Export?.keyPrefix);
  // The step that created the copies knows their accounts.
  const amiTargetAccountIds = rest.ssmParameters?.map(({ amiAccountId }) => amiAccountId).filter((account) => account !== undefined);
  const { amiDistributionConfiguration, ...configurations } = renderAmi(scope, prop, region, { ...rest, amiTargetAccountIds });
  return {
    region,
    ...configurations,
    s3ExportConfiguration: s3Export && {
      roleName: s3Export.role.roleName,
      diskImageFormat: s3Export.diskImageFormat,
      s3Bucket: s3Export.bucket.bucketName,
      s3Prefix: s3Export.keyPrefix,
    },
  };
}
