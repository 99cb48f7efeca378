import { IResource, Resource } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnInfrastructureConfiguration } from 'aws-cdk-lib/aws-imagebuilder';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { Construct, Dependable, IConstruct, IDependable } from 'constructs';
import { architectureOf, INSTANCE_ARCHITECTURES } from './architecture';
import { HttpTokens, InfrastructureConfigurationProps } from './infrastructure-configuration-props';
import { DEFAULT_HOP_LIMIT, TOKEN_HOP_LIMIT, tokenHopLimit } from './metadata';
import { selectSubnet } from './network';
import { allowPublishing } from './notification-topic';
import { checkMacInstances, renderPlacement, RUNS_ON_HOSTS, runsOnHosts } from './placement';
import { checkResourceTags } from './resource-tags';
import { equipInstanceRole, grantLogging } from './role';
import { warnOfIsolation, waysOut } from './ways-out';
import { isMarkedAs, markAs } from '../common/class-mark';
import { importNamed } from '../common/import';
import { INSTANCE_ROLE, PARENT_INSTANCE_ROLE } from '../common/instance-grants';
import { memoized } from '../common/memoized';
import { arnComponents, physicalName, requiredName } from '../common/naming';
import { renderNewer } from '../common/newer-properties';
import { EXECUTION_PERMISSIONS, Permission, permissionsOf } from '../common/permission';
import { warnOfUnknownProperties } from '../common/property-names';
import { checkSameRegion } from '../common/regions';
import { omitEmpty } from '../common/render';
import { checkSameVpc } from '../common/same-vpc';
import { checkResourceName } from '../common/unique';
import { checkExclusive, checkNeeds, checkNotEmpty, checkPattern, checkRange, checkTags, checkText } from '../common/validate';

/** An infrastructure configuration, which describes the instances on which images are built and tested. */
export interface IInfrastructureConfiguration extends IResource, refs.IInfrastructureConfigurationRef {
  /**
   * The ARN of the infrastructure configuration.
   *
   * @attribute
   */
  readonly infrastructureConfigurationArn: string;

  /**
   * The name of the infrastructure configuration.
   *
   * @attribute
   */
  readonly infrastructureConfigurationName: string;

  /**
   * Grants a principal IAM actions on this infrastructure configuration.
   *
   * @param grantee the principal that gets the permissions
   * @param actions IAM actions, for example `imagebuilder:GetInfrastructureConfiguration`
   */
  grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant;

  /**
   * Grants a principal permission to read this infrastructure configuration.
   *
   * @param grantee the principal that gets the permission
   */
  grantRead(grantee: iam.IGrantable): iam.Grant;
}

abstract class InfrastructureConfigurationBase extends Resource implements IInfrastructureConfiguration {
  public abstract readonly infrastructureConfigurationArn: string;
  public abstract readonly infrastructureConfigurationName: string;

  public get infrastructureConfigurationRef(): refs.InfrastructureConfigurationReference {
    return { infrastructureConfigurationArn: this.infrastructureConfigurationArn };
  }

  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.infrastructureConfigurationArn] });
  }

  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, 'imagebuilder:GetInfrastructureConfiguration');
  }
}

/**
 * An infrastructure configuration, which describes the instances on which images are built and tested.
 *
 * A resource that depends on an infrastructure configuration also waits for its role, the policies of the role, its instance profile and the
 * routes of its subnet, and the VPC endpoints.
 *
 * @example
 * const infrastructureConfiguration = new InfrastructureConfiguration(this, 'Infrastructure', {
 *   instanceTypes: [new ec2.InstanceType('m7i.large'), new ec2.InstanceType('m6i.large')],
 *   vpc: new ec2.Vpc(this, 'Vpc'),
 *   resourceTags: { CostCenter: 'images' },
 * });
 * new ImagePipeline(this, 'Pipeline', {
 *   recipe: new ImageRecipe(this, 'Recipe', { baseImage: BaseImage.amazonLinux2023() }),
 *   infrastructureConfiguration,
 * });
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-infra-config.html
 * @resource AWS::ImageBuilder::InfrastructureConfiguration
 */
@propertyInjectable
export class InfrastructureConfiguration extends InfrastructureConfigurationBase {
  /** The identifier of this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-imagebuilder.InfrastructureConfiguration';

  /**
   * Imports an existing infrastructure configuration by its ARN.
   *
   * @param scope parent construct
   * @param id ID of the import within the parent
   * @param infrastructureConfigurationArn ARN of the infrastructure configuration
   */
  public static fromInfrastructureConfigurationArn(
    scope: Construct, id: string, infrastructureConfigurationArn: string,
  ): IInfrastructureConfiguration {
    return InfrastructureConfiguration.imported(scope, id, { arn: infrastructureConfigurationArn });
  }

  /**
   * Imports an existing infrastructure configuration of the account and Region of the stack by its name.
   *
   * @param scope parent construct
   * @param id ID of the import within the parent
   * @param infrastructureConfigurationName name of the infrastructure configuration
   */
  public static fromInfrastructureConfigurationName(
    scope: Construct, id: string, infrastructureConfigurationName: string,
  ): IInfrastructureConfiguration {
    return InfrastructureConfiguration.imported(scope, id, { name: infrastructureConfigurationName });
  }

  /**
   * Whether a construct is an infrastructure configuration that this library creates, and neither an import nor an L1.
   *
   * @param construct any construct
   */
  public static isInfrastructureConfiguration(construct: IConstruct): construct is InfrastructureConfiguration {
    return isMarkedAs(construct, InfrastructureConfiguration.PROPERTY_INJECTION_ID);
  }

  private static imported(scope: Construct, id: string, known: { readonly arn?: string; readonly name?: string }): IInfrastructureConfiguration {
    const { arn, name } = importNamed(scope, 'infrastructure-configuration', known);

    class Import extends InfrastructureConfigurationBase {
      public readonly infrastructureConfigurationArn = arn;
      public readonly infrastructureConfigurationName = name;
    }
    return new Import(scope, id, { environmentFromArn: arn });
  }

  /** The instance profile of the instances. */
  public readonly instanceProfile: iam.IInstanceProfile;

  /** The IAM role of the instances. Undefined if the instance profile was imported without its role. */
  public readonly role?: iam.IRole;

  /** The bucket to which the logs of builds are written. Undefined without `logging`. */
  public readonly logBucket?: s3.IBucket;

  /** Constructs that must exist before a build can succeed, besides the configuration itself. */
  private readonly prerequisites: IDependable[] = [];

  private readonly resource: CfnInfrastructureConfiguration;

  constructor(scope: Construct, id: string, props: InfrastructureConfigurationProps = {}) {
    super(scope, id, { physicalName: physicalName(props.infrastructureConfigurationName, () => this) });
    markAs(this, InfrastructureConfiguration.PROPERTY_INJECTION_ID);
    warnOfUnknownProperties(this, 'InfrastructureConfigurationProps', props);
    this.check(props);

    this.role = props.instanceProfile ? props.instanceProfile.role : props.role ?? this.createRole();
    this.instanceProfile = props.instanceProfile ?? new iam.InstanceProfile(this, 'InstanceProfile', { role: this.role });
    this.logBucket = props.logging?.s3Bucket;
    this.prerequisites.push(this.instanceProfile);
    this.equip(props);

    this.resource = new CfnInfrastructureConfiguration(this, 'Resource', {
      name: requiredName(props.infrastructureConfigurationName, this.physicalName, this),
      description: props.description,
      instanceProfileName: this.instanceProfile.instanceProfileName,
      instanceTypes: omitEmpty(props.instanceTypes?.map((type) => type.toString())),
      ...this.renderNetwork(props),
      placement: renderPlacement(this, props),
      keyPair: props.keyPair?.keyPairName,
      logging: omitEmpty({ s3Logs: { s3BucketName: props.logging?.s3Bucket.bucketName, s3KeyPrefix: props.logging?.s3KeyPrefix } }),
      snsTopicArn: props.notificationTopic?.topicRef.topicArn,
      terminateInstanceOnFailure: props.terminateInstanceOnFailure,
      instanceMetadataOptions: {
        httpTokens: props.httpTokens ?? HttpTokens.REQUIRED,
        httpPutResponseHopLimit: props.httpPutResponseHopLimit ?? DEFAULT_HOP_LIMIT,
      },
      resourceTags: omitEmpty(props.resourceTags),
      tags: omitEmpty(props.tags),
    });
    renderNewer(this.resource, 'AWS::ImageBuilder::InfrastructureConfiguration', {
      TerminateInstanceOnCompletion: props.terminateInstanceOnCompletion,
      ...props.parentInstance?._render(this),
    });
    INSTANCE_ARCHITECTURES.note(this, props.instanceTypes?.map(architectureOf));
    RUNS_ON_HOSTS.note(this, runsOnHosts(props));
    TOKEN_HOP_LIMIT.note(this, tokenHopLimit(props));
    INSTANCE_ROLE.note(this, this.role);
    PARENT_INSTANCE_ROLE.note(this, props.parentInstance?._role);
    this.dependWithPrerequisites();
  }

  @memoized
  public get infrastructureConfigurationArn(): string {
    return this.getResourceArnAttribute(this.resource.attrArn, arnComponents('infrastructure-configuration', this.physicalName));
  }

  /** @internal */
  public get _ownArn(): string {
    return this.resource.attrArn;
  }

  @memoized
  public get infrastructureConfigurationName(): string {
    return this.getResourceNameAttribute(this.resource.attrName);
  }

  private check(props: InfrastructureConfigurationProps): void {
    checkResourceName(this, 'infrastructureConfigurationName', 'infrastructure-configuration', props.infrastructureConfigurationName);
    checkText(this, 'description', props.description);
    checkRange(this, 'httpPutResponseHopLimit', props.httpPutResponseHopLimit, 1, 64);
    checkMacInstances(this, props);
    checkSameRegion(this, ['vpc', props.vpc]);
    if (props.resourceTags !== undefined) {
      checkResourceTags(this, 'resourceTags', props.resourceTags);
    }
    checkTags(this, 'tags', props.tags, 50);
    checkExclusive(this, ['instanceProfile', props.instanceProfile], ['role', props.role]);
    checkPattern(this, 'instanceProfile', props.instanceProfile?.instanceProfileName, /^[\w+=,.@-]{1,256}$/, 'have a name of 1 to 256 letters, digits or any of _+=,.@-');
    checkNeeds(this, ['subnetSelection', props.subnetSelection], ['vpc', props.vpc]);
    checkNeeds(this, ['securityGroups', props.securityGroups], ['vpc', props.vpc]);
    checkNotEmpty(this, 'securityGroups', props.securityGroups);
    checkText(this, 'logging.s3KeyPrefix', props.logging?.s3KeyPrefix);
    checkPattern(this, 'logging.s3KeyPrefix', props.logging?.s3KeyPrefix, /^[^/](.*[^/])?$/s, 'neither begin nor end with a slash');
  }

  private createRole(): iam.Role {
    return new iam.Role(this, 'InstanceProfileRole', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  }

  /** Grants the roles of the instances and the execution role the permissions that a build needs. */
  private equip({ parentInstance, logging, notificationTopic }: InfrastructureConfigurationProps): void {
    const executionPermissions: Permission[] = [];
    this.prerequisites.push(
      ...equipInstanceRole(this, { role: this.role, warning: 'importedInstanceRole', instances: 'instances' }),
      ...grantLogging(this.role, logging),
    );
    if (parentInstance !== undefined) {
      const role = parentInstance._role;
      this.prerequisites.push(
        ...equipInstanceRole(this, { role, warning: 'importedParentInstanceRole', instances: 'instances of the Auto Scaling group' }),
        ...grantLogging(role, logging),
      );
      executionPermissions.push(...parentInstance._permissions(this));
    }
    if (notificationTopic !== undefined) {
      executionPermissions.push(...allowPublishing(this, notificationTopic));
    }
    EXECUTION_PERMISSIONS.note(this, permissionsOf(executionPermissions));
  }

  private renderNetwork(props: InfrastructureConfigurationProps): Partial<CfnInfrastructureConfiguration> {
    const { vpc, securityGroups } = props;
    if (vpc === undefined) {
      return {};
    }
    checkSameVpc(this, 'subnetSelection.subnets', vpc, props.subnetSelection?.subnets);
    checkSameVpc(this, 'securityGroups', vpc, securityGroups);
    const { subnet, selected } = selectSubnet(this, vpc, props.subnetSelection, props.ec2InstanceAvailabilityZone);
    warnOfIsolation(this, { vpc, subnet, isChosen: props.subnetSelection !== undefined });
    const groups = securityGroups ?? [new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc, description: 'Instances on which EC2 Image Builder builds and tests images',
    })];
    this.prerequisites.push(selected.internetConnectivityEstablished, waysOut(this, { vpc, subnet }), ...groups);
    return { subnetId: subnet.subnetId, securityGroupIds: groups.map((group) => group.securityGroupId) };
  }

  /**
   * Adds the prerequisites to the resources for which a dependency on this construct waits.
   *
   * CloudFormation orders resources by their references only, and no build refers to a policy or a route. A build would start while its role has
   * no permissions yet, or its subnet no route to the internet. A role that the user brings is outside of this construct, so it must be named.
   */
  private dependWithPrerequisites(): void {
    const { prerequisites } = this;
    const own: IConstruct = this;
    Dependable.implement(this, {
      get dependencyRoots() {
        return [own, ...prerequisites.flatMap((each) => Dependable.of(each).dependencyRoots)];
      },
    });
  }
}
