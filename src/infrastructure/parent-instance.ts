import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { aws_autoscaling as refs } from 'aws-cdk-lib/interfaces';
import { IConstruct } from 'constructs';
import { NewerProperties } from '../common/newer-properties';
import { Permission } from '../common/permission';
import { checkFaults, placeFaults } from '../common/regions';
import { checkSeconds } from '../common/validate';

/** Options for taking an instance from an Auto Scaling group. */
export interface AutoScalingGroupInstanceOptions {
  /**
   * How long a build waits for an instance if the group has none that is ready, in whole seconds up to one hour.
   *
   * With the default the build fails at once if no instance is ready.
   *
   * @default Duration.seconds(0)
   */
  readonly capacityWaitTimeout?: Duration;
}

/**
 * A running instance on which an image is built, in place of a new instance.
 *
 * Tests run on new instances all the same.
 *
 * @example
 * const warm = autoscaling.AutoScalingGroup.fromAutoScalingGroupName(this, 'Warm', 'warm-instances');
 * new InfrastructureConfiguration(this, 'Infrastructure', {
 *   parentInstance: ParentInstance.fromAutoScalingGroup(warm, { capacityWaitTimeout: Duration.minutes(10) }),
 * });
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/infra-config-parent-instance.html
 */
export class ParentInstance {
  /**
   * Takes an instance of an Auto Scaling group that is in service, managed by Systems Manager, and of the platform and architecture of the image.
   *
   * The build tags the instance and detaches it from the group, which can launch a replacement. The role of the instances gets the AWS managed
   * policies that builds need if the group is part of this app. For an imported group a warning names these policies.
   *
   * @param autoScalingGroup an Auto Scaling group of the account and Region of the stack
   * @param options how a build waits for an instance
   * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/infra-config-parent-instance.html
   */
  public static fromAutoScalingGroup(
    autoScalingGroup: refs.IAutoScalingGroupRef, options: AutoScalingGroupInstanceOptions = {},
  ): ParentInstance {
    return new ParentInstance(autoScalingGroup, options);
  }

  private constructor(private readonly group: refs.IAutoScalingGroupRef, private readonly options: AutoScalingGroupInstanceOptions) {}

  /**
   * The role of the instances, if the construct of the group knows it.
   *
   * @internal
   */
  public get _role(): iam.IRole | undefined {
    const { grantPrincipal } = this.group as Partial<iam.IGrantable>;
    return grantPrincipal && 'roleArn' in grantPrincipal ? grantPrincipal as iam.IRole : undefined;
  }

  /** @internal */
  public _render(scope: IConstruct): NewerProperties<'AWS::ImageBuilder::InfrastructureConfiguration'> {
    checkFaults(scope, placeFaults(scope, ['parentInstance', this.group]));
    return {
      'ParentInstance.AutoScalingGroup.Name': this.group.autoScalingGroupRef.autoScalingGroupName,
      'ParentInstance.AutoScalingGroup.CapacityWaitTimeoutSeconds': checkSeconds(scope, 'capacityWaitTimeout', this.options.capacityWaitTimeout, 0, 3600),
    };
  }

  /**
   * Permissions that the execution role of a build needs to take an instance.
   *
   * @internal
   */
  public _permissions(scope: IConstruct): Permission[] {
    const { autoScalingGroupName } = this.group.autoScalingGroupRef;
    const stack = Stack.of(scope);
    const group = stack.formatArn({
      service: 'autoscaling', resource: 'autoScalingGroup:*:autoScalingGroupName', resourceName: autoScalingGroupName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    return [
      { actions: ['autoscaling:DescribeAutoScalingGroups'], resources: ['*'], reason: 'Describing Auto Scaling groups is not limited to resources.' },
      { actions: ['autoscaling:DetachInstances'], resources: [group], reason: 'The ARN of an Auto Scaling group has an id that its name does not tell.' },
      {
        actions: ['ec2:CreateTags'],
        resources: [stack.formatArn({ service: 'ec2', resource: 'instance', resourceName: '*' })],
        conditions: { StringEquals: { 'aws:ResourceTag/aws:autoscaling:groupName': autoScalingGroupName } },
        reason: 'Instances of an Auto Scaling group come and go. The condition limits it to those of the group.',
      },
    ];
  }
}
