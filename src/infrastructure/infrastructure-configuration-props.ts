import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { aws_sns as snsRefs } from 'aws-cdk-lib/interfaces';
import { ParentInstance } from './parent-instance';

/** Whether an instance's metadata can be read without a session token. */
export enum HttpTokens {
  /** With or without a token: IMDSv1 and IMDSv2. */
  OPTIONAL = 'optional',
  /** With a token only: IMDSv2. */
  REQUIRED = 'required',
}

/** Whether instances share their hardware with instances of other accounts. */
export enum Tenancy {
  /** They do. */
  DEFAULT = 'default',
  /** They have hardware of their own. */
  DEDICATED = 'dedicated',
  /** They run on a Dedicated Host. */
  HOST = 'host',
}

/** Where the logs of builds go beside CloudWatch Logs. */
export interface InfrastructureConfigurationLogging {
  /** The bucket. The role of the instances may put objects into it. */
  readonly s3Bucket: s3.IBucket;

  /**
   * Prefix of the keys, without a slash at its begin or end.
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
   * The instance profile of the instances. Its role gets the AWS managed policies that builds need, unless it was imported. Then
   * `InstanceProfile.fromInstanceProfileAttributes()` tells the role, which is allowed at least what else is named here.
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
   * Subnets of the VPC, of which the first one is used, or the first one in `ec2InstanceAvailabilityZone`.
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
   * The SNS topic that hears when an image is available or has failed: a standard topic.
   *
   * If it is encrypted, then with a customer managed key of the same account. A key of the CDK is allowed to Image Builder's service-linked role;
   * of another key you are warned, because the service loses messages that it cannot encrypt without a word.
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
   * Whether instances that still run when an image is finished, cancelled or out of time are terminated.
   *
   * @default true
   */
  readonly terminateInstanceOnCompletion?: boolean;

  /**
   * An instance to build on, in place of a new one.
   *
   * @default - each build starts an instance of its own
   */
  readonly parentInstance?: ParentInstance;

  /**
   * The Availability Zone of the instances.
   *
   * @default - that of the subnet
   */
  readonly ec2InstanceAvailabilityZone?: string;

  /**
   * Whether the instances share their hardware with instances of other accounts.
   *
   * @default Tenancy.HOST if a host or a group of hosts is named, else Tenancy.DEFAULT
   */
  readonly ec2InstanceTenancy?: Tenancy;

  /**
   * The id of the Dedicated Host on which the instances run.
   *
   * @default - with Tenancy.HOST, EC2 finds a host that takes instances by itself
   */
  readonly ec2InstanceHostId?: string;

  /**
   * The ARN of the host resource group in which the instances run.
   *
   * @default - with Tenancy.HOST, EC2 finds a host that takes instances by itself
   */
  readonly ec2InstanceHostResourceGroupArn?: string;

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
