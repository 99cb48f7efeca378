import { IResource, Resource } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnInfrastructureConfiguration } from 'aws-cdk-lib/aws-imagebuilder';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { Construct, Dependable, IConstruct, IDependable } from 'constructs';
import { architectureOf, INSTANCE_ARCHITECTURES } from './architecture';
import { HttpTokens, InfrastructureConfigurationProps } from './infrastructure-configuration-props';
import { renderPlacement, selectSubnet } from './network';
import { allowPublishing } from './notification-topic';
import { equipInstanceRole, grantLogging } from './role';
import { importNamed } from '../common/import';
import { INSTANCE_ROLE, PARENT_INSTANCE_ROLE } from '../common/instance-grants';
import { arnComponents, physicalName } from '../common/naming';
import { renderNewer } from '../common/newer-properties';
import { EXECUTION_PERMISSIONS, Permissions } from '../common/permission';
import { omitEmpty } from '../common/render';
import { checkExclusive, checkName, checkNeeds, checkNotEmpty, checkPattern, checkRange, checkTags, checkText } from '../common/validate';

/** An infrastructure configuration: the instances on which images are built and tested. */
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
   * Allows actions on this infrastructure configuration.
   *
   * @param grantee who may
   * @param actions IAM actions, for example `imagebuilder:GetInfrastructureConfiguration`
   */
  grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant;

  /**
   * Allows to read this infrastructure configuration.
   *
   * @param grantee who may
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
 * An infrastructure configuration: the instances on which images are built and tested.
 *
 * Whatever depends on it waits for its role, the policies of that role, its instance profile and the routes of its subnet too.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-infra-config.html
 * @resource AWS::ImageBuilder::InfrastructureConfiguration
 */
export class InfrastructureConfiguration extends InfrastructureConfigurationBase {
  /**
   * An existing infrastructure configuration, by its ARN.
   *
   * @param scope parent
   * @param id id within the parent
   * @param infrastructureConfigurationArn its ARN
   */
  public static fromInfrastructureConfigurationArn(
    scope: Construct, id: string, infrastructureConfigurationArn: string,
  ): IInfrastructureConfiguration {
    return InfrastructureConfiguration.imported(scope, id, { arn: infrastructureConfigurationArn });
  }

  /**
   * An existing infrastructure configuration of this account and Region, by its name.
   *
   * @param scope parent
   * @param id id within the parent
   * @param infrastructureConfigurationName its name
   */
  public static fromInfrastructureConfigurationName(
    scope: Construct, id: string, infrastructureConfigurationName: string,
  ): IInfrastructureConfiguration {
    return InfrastructureConfiguration.imported(scope, id, { name: infrastructureConfigurationName });
  }

  private static imported(scope: Construct, id: string, known: { readonly arn?: string; readonly name?: string }): IInfrastructureConfiguration {
    const { arn, name } = importNamed(scope, 'infrastructure-configuration', known);

    class Import extends InfrastructureConfigurationBase {
      public readonly infrastructureConfigurationArn = arn;
      public readonly infrastructureConfigurationName = name;
    }
    return new Import(scope, id, { environmentFromArn: arn });
  }

  public readonly infrastructureConfigurationArn: string;
  public readonly infrastructureConfigurationName: string;

  /** The instance profile of the instances. */
  public readonly instanceProfile: iam.IInstanceProfile;

  /** The role of the instances, unless an instance profile was imported without it. */
  public readonly role?: iam.IRole;

  /** The bucket to which the logs of builds go, if there is one. */
  public readonly logBucket?: s3.IBucket;

  /** What has to exist before a build can succeed, beside the configuration itself. */
  private readonly prerequisites: IDependable[] = [];

  /** What the role that runs a build has to be allowed. */
  private readonly executionPermissions = new Permissions();

  constructor(scope: Construct, id: string, props: InfrastructureConfigurationProps = {}) {
    super(scope, id, { physicalName: physicalName(props.infrastructureConfigurationName, () => this) });
    this.check(props);

    this.role = props.instanceProfile ? props.instanceProfile.role : props.role ?? this.createRole();
    this.instanceProfile = props.instanceProfile ?? new iam.InstanceProfile(this, 'InstanceProfile', { role: this.role });
    this.logBucket = props.logging?.s3Bucket;
    this.prerequisites.push(this.instanceProfile);
    this.equip(props);

    const resource = new CfnInfrastructureConfiguration(this, 'Resource', {
      name: this.physicalName,
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
        httpPutResponseHopLimit: props.httpPutResponseHopLimit ?? 2,
      },
      resourceTags: omitEmpty(props.resourceTags),
      tags: omitEmpty(props.tags),
    });
    renderNewer(resource, 'AWS::ImageBuilder::InfrastructureConfiguration', {
      TerminateInstanceOnCompletion: props.terminateInstanceOnCompletion,
      ...props.parentInstance?._render(this),
    });
    this.infrastructureConfigurationArn = this.getResourceArnAttribute(resource.attrArn, arnComponents('infrastructure-configuration', this.physicalName));
    this.infrastructureConfigurationName = this.getResourceNameAttribute(resource.attrName);
    INSTANCE_ARCHITECTURES.note(this, props.instanceTypes?.map(architectureOf));
    INSTANCE_ROLE.note(this, this.role);
    PARENT_INSTANCE_ROLE.note(this, props.parentInstance?._role);
    EXECUTION_PERMISSIONS.note(this, this.executionPermissions);
    this.dependWithPrerequisites();
  }

  private check(props: InfrastructureConfigurationProps): void {
    checkName(this, 'infrastructureConfigurationName', props.infrastructureConfigurationName);
    checkText(this, 'description', props.description);
    checkRange(this, 'httpPutResponseHopLimit', props.httpPutResponseHopLimit, 1, 64);
    checkTags(this, 'resourceTags', props.resourceTags, 30);
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

  /** Gives every role that has to do with a build what it needs for that. */
  private equip({ parentInstance, logging, notificationTopic }: InfrastructureConfigurationProps): void {
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
      this.executionPermissions.add(...parentInstance._permissions(this));
    }
    if (notificationTopic !== undefined) {
      this.executionPermissions.add(...allowPublishing(this, notificationTopic));
    }
  }

  private renderNetwork(props: InfrastructureConfigurationProps): Partial<CfnInfrastructureConfiguration> {
    const { vpc, securityGroups } = props;
    if (vpc === undefined) {
      return {};
    }
    const { subnetId, selected } = selectSubnet(this, vpc, props.subnetSelection, props.ec2InstanceAvailabilityZone);
    const groups = securityGroups ?? [new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc, description: 'Instances on which EC2 Image Builder builds and tests images',
    })];
    this.prerequisites.push(selected.internetConnectivityEstablished, ...groups);
    return { subnetId, securityGroupIds: groups.map((group) => group.securityGroupId) };
  }

  /**
   * Makes the prerequisites part of what a dependency on this construct waits for.
   *
   * CloudFormation orders resources by their references alone, and no build refers to a policy or a route: it would start while its role is
   * still without permissions, or its subnet without a way out. A brought role stands outside of this construct, so it has to be named.
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
