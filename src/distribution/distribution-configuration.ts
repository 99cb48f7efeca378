import { IResource, Lazy, Resource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnDistributionConfiguration } from 'aws-cdk-lib/aws-imagebuilder';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { AMI_REGIONS, renderAmi } from './ami';
import { AmiDistribution } from './ami-distribution';
import { renderContainer } from './container';
import { ContainerDistribution } from './container-distribution';
import { shareKey } from './key';
import { amiPermissions, INSTANCE_PERMISSIONS } from './permissions';
import { containerPermissions } from '../common/ecr-permissions';
import { InvalidInputError } from '../common/errors';
import { importNamed } from '../common/import';
import { arnComponents, physicalName } from '../common/naming';
import { EXECUTION_PERMISSIONS, Permissions } from '../common/permission';
import { omitEmpty } from '../common/render';
import { checkAtSynth, checkName, checkRegionName, checkTags, checkText } from '../common/validate';

/** A distribution configuration: where finished images go, and who may use them. */
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
   * Allows actions on this distribution configuration.
   *
   * @param grantee who may
   * @param actions IAM actions, for example `imagebuilder:GetDistributionConfiguration`
   */
  grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant;

  /**
   * Allows to read this distribution configuration.
   *
   * @param grantee who may
   */
  grantRead(grantee: iam.IGrantable): iam.Grant;
}

/** Properties of a distribution configuration. */
export interface DistributionConfigurationProps {
  /**
   * What becomes of AMIs, with one entry for each Region.
   *
   * @default - entries are added with `addAmiDistributions`
   */
  readonly amiDistributions?: AmiDistribution[];

  /**
   * What becomes of containers, with one entry for each Region.
   *
   * @default - entries are added with `addContainerDistributions`
   */
  readonly containerDistributions?: ContainerDistribution[];

  /**
   * The name of the distribution configuration.
   *
   * @default - a unique name in lower case
   */
  readonly distributionConfigurationName?: string;

  /**
   * What the distribution configuration is for.
   *
   * @default - it is shown without a description
   */
  readonly description?: string;

  /**
   * Tags of the distribution configuration.
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
 * A distribution configuration: where finished images go, and who may use them.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-distribution-settings.html
 * @resource AWS::ImageBuilder::DistributionConfiguration
 */
export class DistributionConfiguration extends DistributionConfigurationBase {
  /**
   * An existing distribution configuration, by its ARN.
   *
   * @param scope parent
   * @param id id within the parent
   * @param distributionConfigurationArn its ARN
   */
  public static fromDistributionConfigurationArn(scope: Construct, id: string, distributionConfigurationArn: string): IDistributionConfiguration {
    return DistributionConfiguration.imported(scope, id, { arn: distributionConfigurationArn });
  }

  /**
   * An existing distribution configuration of this account and Region, by its name.
   *
   * @param scope parent
   * @param id id within the parent
   * @param distributionConfigurationName its name
   */
  public static fromDistributionConfigurationName(scope: Construct, id: string, distributionConfigurationName: string): IDistributionConfiguration {
    return DistributionConfiguration.imported(scope, id, { name: distributionConfigurationName });
  }

  private static imported(scope: Construct, id: string, known: { readonly arn?: string; readonly name?: string }): IDistributionConfiguration {
    const { arn, name } = importNamed(scope, 'distribution-configuration', known);

    class Import extends DistributionConfigurationBase {
      public readonly distributionConfigurationArn = arn;
      public readonly distributionConfigurationName = name;
    }
    return new Import(scope, id, { environmentFromArn: arn });
  }

  public readonly distributionConfigurationArn: string;
  public readonly distributionConfigurationName: string;

  /** What becomes of AMIs and of containers, by Region. */
  private readonly amis = new Map<string, object>();
  private readonly containers = new Map<string, object>();

  private readonly executionPermissions = new Permissions();
  private readonly instancePermissions = new Permissions();

  constructor(scope: Construct, id: string, props: DistributionConfigurationProps = {}) {
    super(scope, id, { physicalName: physicalName(props.distributionConfigurationName, () => this) });
    checkName(this, 'distributionConfigurationName', props.distributionConfigurationName);
    checkText(this, 'description', props.description);
    checkTags(this, 'tags', props.tags, 50);
    checkAtSynth(this, () => this.amis.size + this.containers.size > 0 ? [] : [{
      prop: 'amiDistributions', problem: 'Required', rule: 'have at least one entry, or else `containerDistributions`',
    }]);

    const resource = new CfnDistributionConfiguration(this, 'Resource', {
      name: this.physicalName,
      description: props.description,
      distributions: Lazy.any({ produce: () => this.renderDistributions() }),
      tags: omitEmpty(props.tags),
    });
    this.distributionConfigurationArn = this.getResourceArnAttribute(resource.attrArn, arnComponents('distribution-configuration', this.physicalName));
    this.distributionConfigurationName = this.getResourceNameAttribute(resource.attrName);
    AMI_REGIONS.note(this, () => [...this.amis.keys()]);
    EXECUTION_PERMISSIONS.note(this, this.executionPermissions);
    INSTANCE_PERMISSIONS.note(this, this.instancePermissions);
    this.addAmiDistributions(...props.amiDistributions ?? []);
    this.addContainerDistributions(...props.containerDistributions ?? []);
  }

  /**
   * Distributes AMIs to more Regions.
   *
   * @param amiDistributions one entry for each Region
   */
  public addAmiDistributions(...amiDistributions: AmiDistribution[]): void {
    for (const ami of amiDistributions) {
      const prop = `amiDistributions[${this.amis.size}]`;
      const region = this.newRegion(prop, this.amis, ami.region);
      this.amis.set(region, renderAmi(this, prop, region, ami));
      shareKey(this, prop, ami);
      this.executionPermissions.add(...amiPermissions(Stack.of(this), region, ami));
    }
  }

  /**
   * Distributes containers to more Regions.
   *
   * @param containerDistributions one entry for each Region
   */
  public addContainerDistributions(...containerDistributions: ContainerDistribution[]): void {
    for (const container of containerDistributions) {
      const prop = `containerDistributions[${this.containers.size}]`;
      const region = this.newRegion(prop, this.containers, container.region);
      checkRegionName(this, `${prop}.region`, region);
      this.containers.set(region, { containerDistributionConfiguration: renderContainer(this, prop, container) });
      this.instancePermissions.add(...containerPermissions(Stack.of(this), region, container.containerRepository._repository));
    }
  }

  private newRegion(prop: string, known: Map<string, object>, region: string = Stack.of(this).region): string {
    if (known.has(region)) {
      throw new InvalidInputError({ prop: `${prop}.region`, problem: 'Conflict', rule: 'differ from the Regions of the other entries', got: region }, this);
    }
    return region;
  }

  /** The service has one entry for each Region, for AMIs and containers alike. */
  private renderDistributions(): CfnDistributionConfiguration.DistributionProperty[] {
    const regions = [...new Set([...this.amis.keys(), ...this.containers.keys()])];
    return regions.map((region) => ({ region, ...this.amis.get(region), ...this.containers.get(region) }));
  }
}
