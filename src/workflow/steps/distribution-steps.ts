import { aws_kms as kmsRefs } from 'aws-cdk-lib/interfaces';
import { IConstruct } from 'constructs';
import { omitEmpty } from '../../common/render';
import { checkAmi } from '../../distribution/ami';
import { AmiLaunchPermission } from '../../distribution/ami-distribution';
import { shareKey } from '../../distribution/key';
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
   * The policy of a key of this app allows the accounts and organizations that get the AMI, or that a `ModifyImageAttributesStep` of the document allows
   * to launch it, to use the key. A warning is added if the policy cannot be changed.
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

  private readonly distributions: readonly WorkflowImageDistribution[];

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
    this.distributions = props.distributions ?? [];
  }

  /** @internal */
  public _grantOthers(scope: IConstruct, steps: readonly WorkflowStep[]): void {
    const attributes = steps.flatMap((step) => step instanceof ModifyImageAttributesStep ? step._attributesOf(this.distributedImages) : []);
    this.distributions.forEach(({ region, amiKmsKey, amiTargetAccountIds }, index) => {
      const prop = `distributions[${index}]`;
      shareKey(scope, prop, { amiKmsKey, amiTargetAccountIds });
      attributes.filter((each) => each.region === region)
        .forEach(({ amiLaunchPermission }) => shareKey(scope, prop, { amiKmsKey, amiLaunchPermission }));
    });
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

  private readonly props: ModifyImageAttributesStepProps;

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
    this.props = props;
  }

  /**
   * The new attributes of copies, if the step shares these copies.
   *
   * @internal
   */
  public _attributesOf(copies: WorkflowValue): readonly WorkflowImageAttributes[] {
    return this.props.distributedImages._render() === copies._render() ? this.props.attributes : [];
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
