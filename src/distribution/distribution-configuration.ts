import { Annotations, IResource, Resource, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnDistributionConfiguration } from 'aws-cdk-lib/aws-imagebuilder';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { Construct, IConstruct } from 'constructs';
import { AMI_REGIONS, renderConfiguredAmi } from './ami';
import { AmiDistribution } from './ami-distribution';
import { renderContainer } from './container';
import { ContainerDistribution } from './container-distribution';
import { CrossAccountDistributionRole } from './cross-account-distribution-role';
import { shareKey } from './key';
import { amiPermissions, INSTANCE_PERMISSIONS } from './permissions';
import { AMI_DISTRIBUTIONS } from './targets';
import { isMarkedAs, markAs } from '../common/class-mark';
import { containerPermissions } from '../common/ecr-permissions';
import { InvalidInputError } from '../common/errors';
import { importNamed } from '../common/import';
import { memoized } from '../common/memoized';
import { arnComponents, physicalName, requiredName } from '../common/naming';
import { EXECUTION_PERMISSIONS, Growing, Permissions } from '../common/permission';
import { warnOfUnknownProperties } from '../common/property-names';
import { omitEmpty } from '../common/render';
import { checkResourceName } from '../common/unique';
import { checkAtSynth, checkTags, checkText } from '../common/validate';

/** A distribution configuration, which describes where finished images are distributed and who can use them. */
export interface IDistributionConfiguration extends IResource, refs.IDistributionConfigurationRef {
  /**
   * The ARN of the distribution configuration.
   *
   * @attribute
   */
  readonly distributionConfigurationArn: string;

  /**
   * The name of the distribution configuration.
   *
   * @attribute
   */
  readonly distributionConfigurationName: string;

  /**
   * Grants a principal IAM actions on this distribution configuration.
   *
   * @param grantee the principal that gets the permissions
   * @param actions IAM actions, for example `imagebuilder:GetDistributionConfiguration`
   */
  grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant;

  /**
   * Grants a principal permission to read this distribution configuration.
   *
   * @param grantee the principal that gets the permission
   */
  grantRead(grantee: iam.IGrantable): iam.Grant;
}

/** Properties of a distribution configuration. */
export interface DistributionConfigurationProps {
  /**
   * The distribution of AMIs, with one entry for each Region.
   *
   * At least one entry of `amiDistributions` or `containerDistributions` is required, here or through the methods of the construct.
   *
   * @default - entries are added with `addAmiDistributions()`
   */
  readonly amiDistributions?: AmiDistribution[];

  /**
   * The distribution of container images, with one entry for each Region.
   *
   * At least one entry of `amiDistributions` or `containerDistributions` is required, here or through the methods of the construct.
   *
   * @default - entries are added with `addContainerDistributions()`
   */
  readonly containerDistributions?: ContainerDistribution[];

  /**
   * The name of the distribution configuration.
   *
   * @default - a unique name in lower case
   */
  readonly distributionConfigurationName?: string;

  /**
   * The description of the distribution configuration, at most 1,024 characters.
   *
   * @default - no description
   */
  readonly description?: string;

  /**
   * Tags of the distribution configuration, at most 50.
   *
   * @default - the tags of the stack
   */
  readonly tags?: Record<string, string>;
}

abstract class DistributionConfigurationBase extends Resource implements IDistributionConfiguration {
  public abstract readonly distributionConfigurationArn: string;
  public abstract readonly distributionConfigurationName: string;

  public get distributionConfigurationRef(): refs.DistributionConfigurationReference {
    return { distributionConfigurationArn: this.distributionConfigurationArn };
  }

  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.distributionConfigurationArn] });
  }

  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, 'imagebuilder:GetDistributionConfiguration');
  }
}

/**
 * A distribution configuration, which describes where finished images are distributed and who can use them.
 *
 * #### Limitations
 *
 * - CloudFormation can neither distribute disk images to Amazon S3 nor limit the time of a distribution. A workflow with an
 *   `ApplyImageConfigurationsStep` can export disk images.
 * - Image Builder does not create repositories: the repository of a container image must exist in each Region.
 *
 * @example
 * new DistributionConfiguration(this, 'Distribution', {
 *   amiDistributions: [
 *     { amiName: 'golden-{{ imagebuilder:buildDate }}', ssmParameters: [{ parameterName: '/golden/ami' }] },
 *     { region: 'eu-central-1', amiName: 'golden-{{ imagebuilder:buildDate }}', amiTargetAccountIds: ['444455556666'] },
 *   ],
 * });
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-distribution-settings.html
 * @resource AWS::ImageBuilder::DistributionConfiguration
 */
@propertyInjectable
export class DistributionConfiguration extends DistributionConfigurationBase {
  /** The identifier of this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-imagebuilder.DistributionConfiguration';

  /**
   * Imports an existing distribution configuration by its ARN.
   *
   * @param scope parent construct
   * @param id ID of the import within the parent
   * @param distributionConfigurationArn ARN of the distribution configuration
   */
  public static fromDistributionConfigurationArn(scope: Construct, id: string, distributionConfigurationArn: string): IDistributionConfiguration {
    return DistributionConfiguration.imported(scope, id, { arn: distributionConfigurationArn });
  }

  /**
   * Imports an existing distribution configuration of the account and Region of the stack by its name.
   *
   * @param scope parent construct
   * @param id ID of the import within the parent
   * @param distributionConfigurationName name of the distribution configuration
   */
  public static fromDistributionConfigurationName(scope: Construct, id: string, distributionConfigurationName: string): IDistributionConfiguration {
    return DistributionConfiguration.imported(scope, id, { name: distributionConfigurationName });
  }

  /**
   * Whether a construct is a distribution configuration that this library creates, and neither an import nor an L1.
   *
   * @param construct any construct
   */
  public static isDistributionConfiguration(construct: IConstruct): construct is DistributionConfiguration {
    return isMarkedAs(construct, DistributionConfiguration.PROPERTY_INJECTION_ID);
  }

  private static imported(scope: Construct, id: string, known: { readonly arn?: string; readonly name?: string }): IDistributionConfiguration {
    const { arn, name } = importNamed(scope, 'distribution-configuration', known);

    class Import extends DistributionConfigurationBase {
      public readonly distributionConfigurationArn = arn;
      public readonly distributionConfigurationName = name;
    }
    return new Import(scope, id, { environmentFromArn: arn });
  }

  /** Distributions of AMIs and of container images, by Region. */
  private readonly amis = new Map<string, object>();
  private readonly containers = new Map<string, object>();

  private readonly executionPermissions = new Permissions();
  private readonly instancePermissions = new Permissions();
  private readonly amiDistributions = new Growing<AmiDistribution>();

  private readonly resource: CfnDistributionConfiguration;

  constructor(scope: Construct, id: string, props: DistributionConfigurationProps = {}) {
    super(scope, id, { physicalName: physicalName(props.distributionConfigurationName, () => this) });
    markAs(this, DistributionConfiguration.PROPERTY_INJECTION_ID);
    warnOfUnknownProperties(this, 'DistributionConfigurationProps', props);
    checkResourceName(this, 'distributionConfigurationName', 'distribution-configuration', props.distributionConfigurationName);
    checkText(this, 'description', props.description);
    checkTags(this, 'tags', props.tags, 50);
    this.resource = new CfnDistributionConfiguration(this, 'Resource', {
      name: requiredName(props.distributionConfigurationName, this.physicalName, this),
      description: props.description,
      distributions: [],
      tags: omitEmpty(props.tags),
    });
    AMI_REGIONS.note(this, () => [...this.amis.keys()]);
    EXECUTION_PERMISSIONS.note(this, this.executionPermissions);
    AMI_DISTRIBUTIONS.note(this, this.amiDistributions);
    INSTANCE_PERMISSIONS.note(this, this.instancePermissions);
    this.addAmiDistributions(...props.amiDistributions ?? []);
    this.addContainerDistributions(...props.containerDistributions ?? []);
    if (this.amis.size + this.containers.size === 0) {
      checkAtSynth(this, () => this.amis.size + this.containers.size > 0 ? [] : [{
        prop: 'amiDistributions', problem: 'Required', rule: 'have at least one entry, or else `containerDistributions`',
      }]);
    }
  }

  @memoized
  public get distributionConfigurationArn(): string {
    return this.getResourceArnAttribute(this.resource.attrArn, arnComponents('distribution-configuration', this.physicalName));
  }

  /** @internal */
  public get _ownArn(): string {
    return this.resource.attrArn;
  }

  @memoized
  public get distributionConfigurationName(): string {
    return this.getResourceNameAttribute(this.resource.attrName);
  }

  /**
   * Adds Regions to which AMIs are distributed.
   *
   * @param amiDistributions the distribution of AMIs, with one entry for each Region
   */
  public addAmiDistributions(...amiDistributions: AmiDistribution[]): void {
    for (const ami of amiDistributions) {
      const prop = `amiDistributions[${this.amis.size}]`;
      const region = this.newRegion(prop, this.amis, ami.region);
      this.amis.set(region, renderConfiguredAmi(this, prop, region, ami));
      shareKey(this, prop, ami);
      this.amiDistributions.add(ami);
      this.executionPermissions.add(...amiPermissions(Stack.of(this), region, ami));
    }
    this.distribute();
  }

  /**
   * Adds Regions to which container images are distributed.
   *
   * @param containerDistributions the distribution of container images, with one entry for each Region
   */
  public addContainerDistributions(...containerDistributions: ContainerDistribution[]): void {
    for (const container of containerDistributions) {
      const prop = `containerDistributions[${this.containers.size}]`;
      const region = this.newRegion(prop, this.containers, container.region);
      this.containers.set(region, { containerDistributionConfiguration: renderContainer(this, prop, region, container) });
      this.instancePermissions.add(...containerPermissions(Stack.of(this), region, container.containerRepository._repository));
    }
    this.distribute();
  }

  /**
   * Creates the role with which Image Builder distributes AMIs to a target account, with the permissions that this distribution configuration needs.
   *
   * The role allows the use of the keys, launch templates and SSM parameters that the entries name for the account, also of entries that are added
   * later. The accounts of both stacks must be known, so set `env` of the stacks. An account can have one such role: for a second distribution
   * configuration, call `addDistributionConfiguration()` of the role.
   *
   * @param scope a construct in a stack of the target account
   * @param id ID of the role within the scope
   */
  public targetAccountRole(scope: Construct, id: string): CrossAccountDistributionRole {
    const role = new CrossAccountDistributionRole(scope, id, { sourceAccountIds: [Stack.of(this).account] });
    role.addDistributionConfiguration(this);
    return role;
  }

  private newRegion(prop: string, known: Map<string, object>, region: string = Stack.of(this).region): string {
    if (known.has(region)) {
      throw new InvalidInputError({ prop: `${prop}.region`, problem: 'Conflict', rule: 'differ from the Regions of the other entries', got: region }, this);
    }
    return region;
  }

  /** Sets the Regions of the resource. The API has one entry for each Region, with both AMIs and container images. */
  private distribute(): void {
    const regions = [...new Set([...this.amis.keys(), ...this.containers.keys()])];
    this.resource.distributions = regions.map((region) => ({ region, ...this.amis.get(region), ...this.containers.get(region) }));
    if (regions.length > 1 && regions.some(Token.isUnresolved)) {
      Annotations.of(this).addWarningV2('cdk-imagebuilder:regionMayRepeat',
        'The Region of an entry is known only at deployment and may be that of another entry, and a distribution has each Region once. Set `env` of the stack, '
        + 'or name the Region of every entry.');
    }
  }
}
