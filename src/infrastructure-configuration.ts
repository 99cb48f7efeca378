import { Annotations, IResource, Resource } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnInfrastructureConfiguration } from 'aws-cdk-lib/aws-imagebuilder';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { aws_imagebuilder as refs, aws_sns as snsRefs } from 'aws-cdk-lib/interfaces';
import { Construct, Dependable, IConstruct, IDependable } from 'constructs';
import { acknowledgeWildcard, attachManagedPolicy, takesPolicies } from './private/acknowledge';
import { architectureOf } from './private/architecture';
import { InvalidInputError } from './private/errors';
import { arnComponents, arnOf, partsOf, physicalName } from './private/naming';
import { omitEmpty } from './private/render';
import { noteTraits } from './private/traits';
import { checkExclusive, checkName, checkNeeds, checkNotEmpty, checkRange, checkTags, checkText } from './private/validate';

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

/** Whether an instance's metadata can be read without a session token. */
export enum HttpTokens {
  /** With or without a token: IMDSv1 and IMDSv2. */
  OPTIONAL = 'optional',
  /** With a token only: IMDSv2. */
  REQUIRED = 'required',
}

/** Where the logs of builds go beside CloudWatch Logs. */
export interface InfrastructureConfigurationLogging {
  /** The bucket. The role of the instances may put objects into it. */
  readonly s3Bucket: s3.IBucket;

  /**
   * Prefix of the keys, without a slash at its end.
   *
   * @default - the logs stand at the top of the bucket
   */
  readonly s3KeyPrefix?: string;
}

/** Properties of an infrastructure configuration. */
export interface InfrastructureConfigurationProps {
  /**
   * The name of the infrastructure configuration.
   *
   * @default - a unique name in lower case
   */
  readonly infrastructureConfigurationName?: string;

  /**
   * What the infrastructure configuration is for.
   *
   * @default - it is shown without a description
   */
  readonly description?: string;

  /**
   * Instance types to build and test on; the service takes the first that it gets.
   *
   * @default - the service chooses
   */
  readonly instanceTypes?: ec2.InstanceType[];

  /**
   * The role of the instances. It gets the AWS managed policies that builds need, unless it is imported: then it has to have them.
   *
   * @default - a new role
   */
  readonly role?: iam.IRole;

  /**
   * The instance profile of the instances. Its role gets the AWS managed policies that builds need, unless it was imported.
   *
   * @default - a new instance profile for the role
   */
  readonly instanceProfile?: iam.IInstanceProfile;

  /**
   * The VPC of the instances. They need a way to reach AWS Systems Manager, Amazon S3, CloudWatch Logs and EC2 Image Builder.
   *
   * @default - the default VPC of the account
   */
  readonly vpc?: ec2.IVpc;

  /**
   * Subnets of the VPC, of which the first one is used.
   *
   * @default - private subnets, where the VPC has some
   */
  readonly subnetSelection?: ec2.SubnetSelection;

  /**
   * Security groups of the instances.
   *
   * @default - a new one without ingress if `vpc` is given, else the default security group of the default VPC
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * Key pair to log in to the instances with.
   *
   * @default - nobody logs in
   */
  readonly keyPair?: ec2.IKeyPair;

  /**
   * Where the logs of builds go beside CloudWatch Logs.
   *
   * @default - CloudWatch Logs only
   */
  readonly logging?: InfrastructureConfigurationLogging;

  /**
   * The SNS topic that hears when an image is available or has failed.
   *
   * If it is encrypted, its key must be a customer managed one of the same account that Image Builder's service-linked role may use.
   *
   * @default - nobody is notified
   */
  readonly notificationTopic?: snsRefs.ITopicRef;

  /**
   * Whether an instance on which a build failed is terminated.
   *
   * @default true
   */
  readonly terminateInstanceOnFailure?: boolean;

  /**
   * Whether the metadata of the instances needs a session token.
   *
   * @default HttpTokens.REQUIRED
   */
  readonly httpTokens?: HttpTokens;

  /**
   * How many hops the metadata may travel. Containers on the instance need two.
   *
   * @default 2
   */
  readonly httpPutResponseHopLimit?: number;

  /**
   * Tags of the instances and volumes that the service makes for a build.
   *
   * @default - the tags that the service sets itself
   */
  readonly resourceTags?: Record<string, string>;

  /**
   * Tags of the infrastructure configuration.
   *
   * @default - the tags of the stack
   */
  readonly tags?: Record<string, string>;
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
    const { name } = partsOf(scope, 'infrastructureConfigurationArn', 'infrastructure-configuration', infrastructureConfigurationArn);
    return InfrastructureConfiguration.imported(scope, id, infrastructureConfigurationArn, name);
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
    checkName(scope, 'infrastructureConfigurationName', infrastructureConfigurationName);
    const arn = arnOf(scope, 'infrastructure-configuration', infrastructureConfigurationName);
    return InfrastructureConfiguration.imported(scope, id, arn, infrastructureConfigurationName);
  }

  private static imported(scope: Construct, id: string, arn: string, name: string): IInfrastructureConfiguration {
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

  /** What has to exist before a build can succeed, beside the configuration itself. */
  private readonly prerequisites: IDependable[] = [];

  constructor(scope: Construct, id: string, props: InfrastructureConfigurationProps = {}) {
    super(scope, id, { physicalName: physicalName(props.infrastructureConfigurationName, () => this) });
    this.check(props);

    this.role = props.instanceProfile ? props.instanceProfile.role : props.role ?? this.createRole();
    this.instanceProfile = props.instanceProfile ?? new iam.InstanceProfile(this, 'InstanceProfile', { role: this.role });
    this.prerequisites.push(this.instanceProfile);
    this.equipRole();
    this.grantLogging(props.logging);

    const resource = new CfnInfrastructureConfiguration(this, 'Resource', {
      name: this.physicalName,
      description: props.description,
      instanceProfileName: this.instanceProfile.instanceProfileName,
      instanceTypes: omitEmpty(props.instanceTypes?.map((type) => type.toString())),
      ...this.renderNetwork(props),
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
    this.infrastructureConfigurationArn = this.getResourceArnAttribute(resource.attrArn, arnComponents('infrastructure-configuration', this.physicalName));
    this.infrastructureConfigurationName = this.getResourceNameAttribute(resource.attrName);
    noteTraits(this, { instanceArchitectures: props.instanceTypes?.map(architectureOf) });
    this.dependWithPrerequisites();
  }

  private check(props: InfrastructureConfigurationProps): void {
    checkName(this, 'infrastructureConfigurationName', props.infrastructureConfigurationName);
    checkText(this, 'description', props.description);
    checkRange(this, 'httpPutResponseHopLimit', props.httpPutResponseHopLimit, 1, 64);
    checkTags(this, 'resourceTags', props.resourceTags, 30);
    checkTags(this, 'tags', props.tags, 50);
    checkExclusive(this, ['instanceProfile', props.instanceProfile], ['role', props.role]);
    checkNeeds(this, ['subnetSelection', props.subnetSelection], ['vpc', props.vpc]);
    checkNeeds(this, ['securityGroups', props.securityGroups], ['vpc', props.vpc]);
    checkNotEmpty(this, 'securityGroups', props.securityGroups);
  }

  private createRole(): iam.Role {
    return new iam.Role(this, 'InstanceProfileRole', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  }

  /** A role that lacks these policies shows as a build that times out without a reason. */
  private equipRole(): void {
    if (this.role === undefined || !takesPolicies(this.role)) {
      Annotations.of(this).addWarningV2('cdk-imagebuilder:importedInstanceRole',
        'The role of the instances is imported or closed for updates, so no policies are attached to it. Builds time out unless it has '
        + 'AmazonSSMManagedInstanceCore and EC2InstanceProfileForImageBuilder, or the like.');
    }
    if (this.role !== undefined) {
      this.prerequisites.push(this.role);
      attachManagedPolicy(this.role, 'AmazonSSMManagedInstanceCore',
        'Image Builder runs components through AWS Systems Manager and documents this policy for it; AWS keeps it in step with the agent.');
      attachManagedPolicy(this.role, 'EC2InstanceProfileForImageBuilder',
        'Image Builder documents this policy for build and test instances; AWS keeps it in step with the service.');
    }
  }

  private grantLogging(logging?: InfrastructureConfigurationLogging): void {
    if (logging === undefined || this.role === undefined) {
      return;
    }
    const { s3Bucket, s3KeyPrefix } = logging;
    const objects = s3Bucket.arnForObjects(s3KeyPrefix === undefined ? '*' : `${s3KeyPrefix}/*`);
    this.prerequisites.push(iam.Grant.addToPrincipalOrResource({
      grantee: this.role, actions: ['s3:PutObject'], resourceArns: [objects], resource: s3Bucket,
    }));
    acknowledgeWildcard(this.role, objects, 'The keys of log files contain names of builds, which are not known before.');
    if (s3Bucket.encryptionKey !== undefined) {
      this.prerequisites.push(s3Bucket.encryptionKey.grant(this.role, 'kms:Decrypt', 'kms:GenerateDataKey'));
    }
  }

  private renderNetwork({ vpc, subnetSelection, securityGroups }: InfrastructureConfigurationProps): Partial<CfnInfrastructureConfiguration> {
    if (vpc === undefined) {
      return {};
    }
    const subnets = vpc.selectSubnets(subnetSelection);
    const [subnetId] = subnets.subnetIds;
    if (subnetId === undefined) {
      throw new InvalidInputError({ prop: 'subnetSelection', problem: 'Unsupported', rule: 'match at least one subnet of `vpc`' }, this);
    }
    const groups = securityGroups ?? [new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc, description: 'Instances on which EC2 Image Builder builds and tests images',
    })];
    this.prerequisites.push(subnets.internetConnectivityEstablished, ...groups);
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
