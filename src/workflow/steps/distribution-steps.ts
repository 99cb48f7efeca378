import { IRole } from 'aws-cdk-lib/aws-iam';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { aws_kms as kmsRefs } from 'aws-cdk-lib/interfaces';
import { IConstruct } from 'constructs';
import { omitEmpty } from '../../common/render';
import { checkRegionName, checkText } from '../../common/validate';
import { checkAmi, renderAmi } from '../../distribution/ami';
import {
  AmiLaunchPermission, FastLaunchConfiguration, LaunchTemplateConfiguration, SsmParameterConfiguration,
} from '../../distribution/ami-distribution';
import { ScopedInput } from '../inputs';
import { WorkflowInstanceStepProps, WorkflowStep, WorkflowStepOptions } from '../workflow-step';
import { WorkflowValue } from '../workflow-value';

/** What becomes of an AMI in one Region, in a distribution workflow. */
export interface WorkflowImageDistribution {
  /** The Region. */
  readonly region: string;

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
   * Accounts that get a copy of the AMI. Each needs the role `EC2ImageBuilderDistributionCrossAccountRole`.
   *
   * @default - no copies for other accounts
   */
  readonly amiTargetAccountIds?: string[];

  /**
   * Tags of the AMI.
   *
   * @default - the tags that the service sets itself
   */
  readonly amiTags?: Record<string, string>;

  /**
   * The key, of this Region, that encrypts the AMI.
   *
   * @default - the AMI is encrypted like the volumes of the build instance
   */
  readonly amiKmsKey?: kmsRefs.IKeyRef;
}

/** Where an AMI is distributed. */
export interface DistributeImageStepProps extends WorkflowStepOptions {
  /**
   * One entry for each Region. The distribution configuration of the pipeline or image is ignored then.
   *
   * @default - as the distribution configuration says
   */
  readonly distributions?: WorkflowImageDistribution[];
}

/** Copies the AMI of the build to Regions and accounts. In distribution workflows only. */
export class DistributeImageStep extends WorkflowStep {
  /** The copies, for `ModifyImageAttributesStep` and `ApplyImageConfigurationsStep`. */
  public readonly distributedImages: WorkflowValue;

  /**
   * @param name unique within its document
   * @param props where the AMI goes, and how the step behaves
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

/** Who may start instances from the copies in one Region. */
export interface WorkflowImageAttributes {
  /** The Region. */
  readonly region: string;

  /** Who may start instances from the AMI, beside its owner. */
  readonly amiLaunchPermission: AmiLaunchPermission;
}

/** Which copies are shared, and with whom. */
export interface ModifyImageAttributesStepProps extends WorkflowStepOptions {
  /** The copies: `distributedImages` of the step that made them. */
  readonly distributedImages: WorkflowValue;

  /** One entry for each Region. */
  readonly attributes: WorkflowImageAttributes[];
}

/** Shares distributed AMIs. In distribution workflows only. */
export class ModifyImageAttributesStep extends WorkflowStep {
  /** The AMIs that are shared. */
  public readonly modifiedImages: WorkflowValue;

  /**
   * @param name unique within its document
   * @param props which AMIs, and how the step behaves
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
  /** Of VMware. */
  VMDK = 'VMDK',
  /** Without a format. */
  RAW = 'RAW',
  /** Of Hyper-V. */
  VHD = 'VHD',
}

/** Where in Amazon S3 an AMI is exported to. */
export interface WorkflowImageExport {
  /** The role with which VM Import/Export writes: it trusts `vmie.amazonaws.com`. */
  readonly role: IRole;

  /** The bucket. */
  readonly bucket: IBucket;

  /** The format of the disk image. */
  readonly diskImageFormat: DiskImageFormat;

  /**
   * The beginning of the key.
   *
   * @default - none
   */
  readonly keyPrefix?: string;
}

/** What the copies in one Region are put into. */
export interface WorkflowImageConfiguration {
  /** The Region. */
  readonly region: string;

  /**
   * Launch templates that get a version with the AMI, in the account of the stack.
   *
   * @default - none
   */
  readonly launchTemplates?: LaunchTemplateConfiguration[];

  /**
   * Parameters in which the id of the AMI is put. The execution role is allowed to write those of this account.
   *
   * @default - none
   */
  readonly ssmParameters?: SsmParameterConfiguration[];

  /**
   * EC2 Fast Launch, for Windows, in the account of the stack.
   *
   * @default - Windows instances start at their own pace
   */
  readonly fastLaunchConfigurations?: FastLaunchConfiguration[];

  /**
   * ARNs of license configurations of AWS License Manager.
   *
   * @default - none
   */
  readonly licenseConfigurationArns?: string[];

  /**
   * Where the AMI is exported to.
   *
   * @default - it is not
   */
  readonly s3Export?: WorkflowImageExport;
}

/** Which copies get configurations. */
export interface ApplyImageConfigurationsStepProps extends WorkflowStepOptions {
  /** The copies: `distributedImages` of the step that made them. */
  readonly distributedImages: WorkflowValue;

  /** One entry for each Region. */
  readonly configurations: WorkflowImageConfiguration[];
}

/**
 * Puts distributed AMIs into launch templates, SSM parameters, license configurations, EC2 Fast Launch and Amazon S3. In distribution workflows
 * only.
 */
export class ApplyImageConfigurationsStep extends WorkflowStep {
  /** What was configured. */
  public readonly configuredImages: WorkflowValue;

  /**
   * @param name unique within its document
   * @param props which AMIs, and how the step behaves
   */
  constructor(name: string, props: ApplyImageConfigurationsStepProps) {
    const configurations = new ScopedInput((scope, prop) => props.configurations.map((configuration, index) =>
      renderConfiguration(scope, `${prop}[${index}]`, configuration)));
    super(name, { ...props, action: 'ApplyImageConfigurations', inputs: { distributedImages: props.distributedImages, configurations } });
    this.configuredImages = this.output('configuredImages');
  }
}

/** Pushes the container image of the build to its repositories. In distribution workflows only. */
export class DistributeContainerImageStep extends WorkflowStep {
  /** What became of the distribution. */
  public readonly status: WorkflowValue;

  /** Regions that have the image now. */
  public readonly succeededRegions: WorkflowValue;

  /** Regions that do not. */
  public readonly failedRegions: WorkflowValue;

  /**
   * @param name unique within its document
   * @param props which instance, and how the step behaves
   */
  constructor(name: string, props: WorkflowInstanceStepProps) {
    super(name, { ...props, action: 'DistributeContainerImage', inputs: { instanceId: props.instanceId } });
    this.status = this.output('status');
    this.succeededRegions = this.output('succeededRegions');
    this.failedRegions = this.output('failedRegions');
  }
}

function renderConfiguration(scope: IConstruct, prop: string, { region, s3Export, ...rest }: WorkflowImageConfiguration): Record<string, unknown> {
  checkRegionName(scope, `${prop}.region`, region);
  checkText(scope, `${prop}.s3Export.keyPrefix`, s3Export?.keyPrefix);
  // The accounts of the copies are known to the step that made them.
  const amiTargetAccountIds = rest.ssmParameters?.map(({ amiAccountId }) => amiAccountId).filter((account) => account !== undefined);
  const { amiDistributionConfiguration, ...configurations } = Object.values(rest).some((list) => list.length > 0)
    ? renderAmi(scope, prop, region, { ...rest, amiTargetAccountIds }) : {};
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
