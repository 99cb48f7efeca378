import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { aws_sns as snsRefs } from 'aws-cdk-lib/interfaces';
import { ParentInstance } from './parent-instance';

/** Whether requests for the metadata of an instance need a session token. */
export enum HttpTokens {
  /** Accepts requests with and without a session token: IMDSv1 and IMDSv2. */
  OPTIONAL = 'optional',
  /** Accepts only requests with a session token: IMDSv2. */
  REQUIRED = 'required',
}

/** The tenancy of instances: whether they share hardware with instances of other accounts. */
export enum Tenancy {
  /** Shared hardware. */
  DEFAULT = 'default',
  /** Single-tenant hardware. */
  DEDICATED = 'dedicated',
  /** Dedicated Host. */
  HOST = 'host',
}

/** The place in Amazon S3 to which Image Builder also writes the logs of builds. */
export interface InfrastructureConfigurationLogging {
  /** The bucket for the logs. The role of the instances gets permission to write objects to the bucket. */
  readonly s3Bucket: s3.IBucket;

  /**
   * The prefix of the object keys, which must neither begin nor end with a slash.
   *
   * @default - no prefix
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
   * The description of the infrastructure configuration, at most 1,024 characters.
   *
   * @default - no description
   */
  readonly description?: string;

  /**
   * The instance types on which images are built and tested.
   *
   * Image Builder launches the first type that is available. The types must have the processor architecture of the base image. Mac instances need
   * `Tenancy.HOST`.
   *
   * @default - Image Builder chooses an instance type
   */
  readonly instanceTypes?: ec2.InstanceType[];

  /**
   * The IAM role of the instances, mutually exclusive with `instanceProfile`.
   *
   * The role gets the AWS managed policies that builds need. An imported role gets none, with a warning: builds time out unless the role has
   * `AmazonSSMManagedInstanceCore` and `EC2InstanceProfileForImageBuilder` or equivalent permissions.
   *
   * @default - a new role
   */
  readonly role?: iam.IRole;

  /**
   * The instance profile of the instances, mutually exclusive with `role`.
   *
   * The role of the profile gets the AWS managed policies that builds need, unless the role is imported. Import a profile with
   * `InstanceProfile.fromInstanceProfileAttributes()` to name its role, so that the role gets permission to write logs.
   *
   * @default - a new instance profile for the role
   */
  readonly instanceProfile?: iam.IInstanceProfile;

  /**
   * The VPC of the instances, which must be able to reach AWS Systems Manager, Amazon S3, CloudWatch Logs and EC2 Image Builder from there.
   *
   * @default - the default VPC of the account
   */
  readonly vpc?: ec2.IVpc;

  /**
   * Selects subnets of the VPC. The first subnet is used, or the first in `ec2InstanceAvailabilityZone` if that is given. Requires `vpc`.
   *
   * Builds time out in an isolated subnet unless the VPC has endpoints for the services that a build calls. An isolated subnet without endpoints
   * causes a warning.
   *
   * @default - private subnets with egress if the VPC has any, otherwise isolated subnets if the VPC has any, otherwise public subnets
   */
  readonly subnetSelection?: ec2.SubnetSelection;

  /**
   * Security groups of the instances, at least one, in the VPC. Requires `vpc`.
   *
   * @default - a new security group without ingress rules if `vpc` is given, otherwise the default security group of the default VPC
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * The key pair with which users can log in to the instances.
   *
   * @default - no key pair, so nobody can log in with SSH
   */
  readonly keyPair?: ec2.IKeyPair;

  /**
   * The place in Amazon S3 to which Image Builder also writes the logs of builds.
   *
   * @default - logs are written to CloudWatch Logs only
   */
  readonly logging?: InfrastructureConfigurationLogging;

  /**
   * The Amazon SNS standard topic that is notified when an image becomes available or fails.
   *
   * An encrypted topic must use a customer managed key of the same account. The policy of a key of this app allows Image Builder's service-linked
   * role to use the key. An imported key causes a warning, because Image Builder drops messages that it cannot encrypt, without an error.
   *
   * @default - no notifications
   */
  readonly notificationTopic?: snsRefs.ITopicRef;

  /**
   * Whether Image Builder terminates an instance on which a build failed.
   *
   * Image Builder does not terminate a kept instance later, so terminate it yourself.
   *
   * @default true
   */
  readonly terminateInstanceOnFailure?: boolean;

  /**
   * Whether Image Builder terminates instances that still run when the build of an image ends, is cancelled or times out.
   *
   * Image Builder does not terminate a kept instance later, so terminate it yourself.
   *
   * @default true
   */
  readonly terminateInstanceOnCompletion?: boolean;

  /**
   * The running instance on which images are built, in place of a new instance. Tests run on new instances all the same.
   *
   * @default - each build launches a new instance
   */
  readonly parentInstance?: ParentInstance;

  /**
   * The Availability Zone of the instances.
   *
   * @default - the Availability Zone of the subnet
   */
  readonly ec2InstanceAvailabilityZone?: string;

  /**
   * The tenancy of the instances: whether they share hardware with instances of other accounts.
   *
   * Must be `Tenancy.HOST` or absent if `ec2InstanceHostId` or `ec2InstanceHostResourceGroupArn` is given.
   *
   * @default - Tenancy.HOST if a Dedicated Host or a host resource group is given, otherwise Tenancy.DEFAULT
   */
  readonly ec2InstanceTenancy?: Tenancy;

  /**
   * The ID of the Dedicated Host on which the instances run. Mutually exclusive with `ec2InstanceHostResourceGroupArn`.
   *
   * @default - with Tenancy.HOST, Amazon EC2 chooses a Dedicated Host that allows automatic placement
   */
  readonly ec2InstanceHostId?: string;

  /**
   * The ARN of the host resource group in which the instances run. Mutually exclusive with `ec2InstanceHostId`.
   *
   * @default - with Tenancy.HOST, Amazon EC2 chooses a Dedicated Host that allows automatic placement
   */
  readonly ec2InstanceHostResourceGroupArn?: string;

  /**
   * Whether requests for the metadata of the instances need a session token.
   *
   * @default HttpTokens.REQUIRED
   */
  readonly httpTokens?: HttpTokens;

  /**
   * The number of network hops that a response of the metadata service can travel, from 1 to 64. Containers on the instance need 2 hops if a session token is required.
   *
   * @default 2
   */
  readonly httpPutResponseHopLimit?: number;

  /**
   * Tags of the instances and volumes that Image Builder creates for a build, at most 30.
   *
   * The keys `CreatedBy`, `Ec2ImageBuilderArn`, `Name` and `Tags` are not allowed, because Image Builder sets these tags itself.
   *
   * @default - only the tags that Image Builder sets
   */
  readonly resourceTags?: Record<string, string>;

  /**
   * Tags of the infrastructure configuration, at most 50.
   *
   * @default - the tags of the stack
   */
  readonly tags?: Record<string, string>;
}
