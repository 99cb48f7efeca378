import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { aws_imagebuilder as refs, aws_logs as logsRefs, aws_sns as snsRefs } from 'aws-cdk-lib/interfaces';
import { BuildOnDeploy } from './build-on-deploy';
import { ImageRetention } from './image-retention';
import { PrivateBuildNetwork } from './private-build-network';
import { IComponentConfiguration } from '../common/component-configuration';
import { BuildMonitor } from '../monitor/build-monitor';
import { ImagePipelineSchedule } from '../pipeline/image-pipeline-schedule';
import { SeverityGate } from '../pipeline/severity-gate';
import { DetailsDestination } from '../report/details-destination';

/** Options that golden AMIs and golden container images have in common. */
export interface GoldenImageOptions {
  /**
   * The name of the recipe and its images, 3 to 128 letters, digits, hyphens, underscores or inner spaces.
   *
   * @default - a unique name in lower case
   */
  readonly imageName?: string;

  /**
   * Components that change the base image, in the order in which they run.
   *
   * @default - no components, so the base image is only tested and distributed
   */
  readonly components?: IComponentConfiguration[];

  /**
   * The schedule on which images are built.
   *
   * @default - no schedule
   */
  readonly schedule?: ImagePipelineSchedule;

  /**
   * Whether a deployment builds an image, and what a failed build does to the deployment.
   *
   * @default BuildOnDeploy.ROLL_BACK
   */
  readonly buildOnDeploy?: BuildOnDeploy;

  /**
   * The time limit of the build of a deployment, 1 minute to 12 hours in whole seconds, after which the build is cancelled.
   *
   * Requires `buildOnDeploy: BuildOnDeploy.REPORT_FAILURE`. CloudFormation waits up to 12 hours for the image of `BuildOnDeploy.ROLL_BACK`.
   *
   * @default Duration.minutes(55)
   */
  readonly timeout?: Duration;

  /**
   * The gate that fails the deployment, with a reason, if the image has more findings than accepted. Requires that images are scanned.
   *
   * With `notify`, the gate also evaluates builds that no deployment starts, and the topic is notified if the gate fails.
   *
   * @default - findings are reported and not evaluated
   */
  readonly gate?: SeverityGate;

  /**
   * The monitor that records each build of the pipeline, also builds that start on the schedule, to which the pipeline is added.
   *
   * Mutually exclusive with `notify`.
   *
   * @default - `notify`
   */
  readonly monitor?: BuildMonitor;

  /**
   * The topic that is notified in plain text, for subscriptions by e-mail, if a build fails or succeeds again, if the `gate` fails, if an image has new critical
   * findings, and if Image Builder disables the pipeline. An alarm notifies the topic if the monitor could not process an event.
   *
   * Golden images of the stack with the same topic, `gate`, `logTail` and `details` share a monitor. The monitor writes its records to the bucket of
   * `details`, otherwise to a new bucket. The topic must be a standard topic in the Region of the stack. Mutually exclusive with `monitor`.
   *
   * @default - nobody is notified
   */
  readonly notify?: snsRefs.ITopicRef;

  /**
   * Which images are kept, and when the others are deleted.
   *
   * The image that the stack deployed is never deleted with `BuildOnDeploy.ROLL_BACK`. With `BuildOnDeploy.REPORT_FAILURE`, this image is deleted as any
   * other.
   *
   * @default - no image is deleted
   */
  readonly retention?: ImageRetention;

  /**
   * The types of the instances on which images are built and tested. Image Builder takes the first type that is available.
   *
   * Mutually exclusive with `infrastructureConfiguration`.
   *
   * @default - chosen by Image Builder
   */
  readonly instanceTypes?: ec2.InstanceType[];

  /**
   * The network without internet access in which images are built and tested. The network gets the endpoints that the builds need.
   *
   * Mutually exclusive with `vpc`, `subnetSelection`, `securityGroups` and `infrastructureConfiguration`.
   *
   * @default - `vpc`
   */
  readonly network?: PrivateBuildNetwork;

  /**
   * The VPC in which images are built and tested. Mutually exclusive with `infrastructureConfiguration`.
   *
   * @default - the default VPC of the account
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The subnets of `vpc`, of which the first is used. Requires `vpc`.
   *
   * @default - the private subnets of the VPC
   */
  readonly subnetSelection?: ec2.SubnetSelection;

  /**
   * The security groups of the instances, which are in the VPC and allow outbound HTTPS. Requires `vpc`.
   *
   * @default - a security group that allows all outbound traffic
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * The infrastructure configuration of the instances, in place of the configuration that golden images of the stack share.
   *
   * @default - one for all golden images of the stack with the same `instanceTypes`, `network`, `vpc`, `subnetSelection` and `securityGroups`
   */
  readonly infrastructureConfiguration?: refs.IInfrastructureConfigurationRef;

  /**
   * The IAM role with which Image Builder builds and distributes images.
   *
   * The role must trust `imagebuilder.amazonaws.com`. Unless the role is imported, it gets the permissions that builds need.
   *
   * @default - the service-linked role, or a new role if builds need permissions that the service-linked role does not have
   */
  readonly executionRole?: iam.IRole;

  /**
   * How long the logs of builds are kept. Mutually exclusive with `logGroup`.
   *
   * @default logs.RetentionDays.ONE_YEAR
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * The log group to which builds write their logs.
   *
   * @default - a new log group `/aws/imagebuilder/<image name>`, which is deleted with the stack
   */
  readonly logGroup?: logsRefs.ILogGroupRef;

  /**
   * Whether the `FailureMessage` of a failed build ends with the last lines of its log that contain an error.
   *
   * @default false
   */
  readonly logTail?: boolean;

  /**
   * The destination of JSON documents with everything that is known about the build and its scan.
   *
   * @default - no documents are written
   */
  readonly details?: DetailsDestination;
}
