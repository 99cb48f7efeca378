import { Grant, IRole } from 'aws-cdk-lib/aws-iam';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { IConstruct } from 'constructs';
import { acknowledgeWildcard } from '../../common/acknowledge';
import { grantKey } from '../../common/key-use';
import { checkText } from '../../common/validate';
import { renderAmi } from '../../distribution/ami';
import { FastLaunchConfiguration, LaunchTemplateConfiguration, SsmParameterConfiguration } from '../../distribution/ami-distribution';
import { ScopedInput } from '../inputs';
import { WorkflowStep, WorkflowStepOptions } from '../workflow-step';
import { WorkflowValue } from '../workflow-value';

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
  /**
   * The IAM role with which VM Import/Export writes to the bucket.
   *
   * The role must trust `vmie.amazonaws.com` and have the Amazon EC2 permissions that VM Import/Export documents for its service role. It gets permission to
   * write to the bucket and to use its encryption key.
   *
   * @see https://docs.aws.amazon.com/vm-import/latest/userguide/required-permissions.html#vmimport-role
   */
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

  private readonly exports: readonly WorkflowImageExport[];

  /**
   * @param name the name of the step, unique within its document
   * @param props the copies, their new attributes or configurations, and options of the step
   */
  constructor(name: string, props: ApplyImageConfigurationsStepProps) {
    const configurations = new ScopedInput((scope, prop) => props.configurations.map((configuration, index) =>
      renderConfiguration(scope, `${prop}[${index}]`, configuration)));
    super(name, { ...props, action: 'ApplyImageConfigurations', inputs: { distributedImages: props.distributedImages, configurations } });
    this.configuredImages = this.output('configuredImages');
    this.exports = props.configurations.flatMap(({ s3Export }) => s3Export ?? []);
  }

  /** @internal */
  public _grantOthers(): void {
    this.exports.forEach(grantExport);
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

/** Allows the role of an export what VM Import/Export documents for the bucket. */
function grantExport({ role, bucket, keyPrefix = '' }: WorkflowImageExport): void {
  const objects = bucket.arnForObjects(`${keyPrefix}*`);
  const grant = (resourceArn: string, ...actions: string[]) =>
    Grant.addToPrincipalOrResource({ grantee: role, actions, resourceArns: [resourceArn], resource: bucket });
  grant(bucket.bucketArn, 's3:GetBucketAcl', 's3:GetBucketLocation', 's3:ListBucket');
  grant(objects, 's3:GetObject', 's3:PutObject');
  acknowledgeWildcard(role, objects, 'The keys of disk images contain the IDs of exports, which are not known before.');
  grantKey(bucket.encryptionKey, role, 'kms:Decrypt', 'kms:GenerateDataKey');
}
