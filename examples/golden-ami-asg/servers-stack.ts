import { Stack, StackProps } from 'aws-cdk-lib';
import { AutoScalingGroup, UpdatePolicy } from 'aws-cdk-lib/aws-autoscaling';
import { BlockDeviceVolume, IMachineImage, InstanceType, IVpc, LaunchTemplate, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

/** What the servers run on. */
export interface ServersStackProps extends StackProps {
  /** The AMI of the servers. */
  readonly machineImage: IMachineImage;

  /** The VPC of the servers. */
  readonly vpc?: IVpc;
}

/** Servers that are replaced one by one when a deployment finds a new AMI. */
export class ServersStack extends Stack {
  constructor(scope: Construct, id: string, { machineImage, vpc, ...props }: ServersStackProps) {
    super(scope, id, props);
    const launchTemplate = new LaunchTemplate(this, 'Template', {
      machineImage,
      instanceType: new InstanceType('t3.micro'),
      blockDevices: [{ deviceName: '/dev/xvda', volume: BlockDeviceVolume.ebs(30, { encrypted: true }) }],
      requireImdsv2: true,
    });
    new AutoScalingGroup(this, 'Group', {
      vpc: vpc ?? new Vpc(this, 'Vpc', { flowLogs: { All: {} } }),
      launchTemplate,
      minCapacity: 2,
      updatePolicy: UpdatePolicy.rollingUpdate({ minInstancesInService: 1 }),
    });
  }
}
