/**
 * The example of a golden AMI and servers in another stack. ministack makes no NAT gateways, so the servers have a VPC that is there.
 *
 * `ADDED_REGION` names a Region to which the AMI is distributed as well.
 */
import { App } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ImagesStack } from '../../examples/golden-ami-asg/images-stack';
import { ServersStack } from '../../examples/golden-ami-asg/servers-stack';
import { DistributionConfiguration } from 'cdk-imagebuilder';

const app = new App();
const images = new ImagesStack(app, 'Images');
const { ADDED_REGION: region } = process.env;
if (region !== undefined) {
  const { distributionConfiguration, parameterName } = images.golden;
  (distributionConfiguration as DistributionConfiguration).addAmiDistributions({ region, ssmParameters: [{ parameterName }] });
}
const vpc = Vpc.fromVpcAttributes(images, 'Vpc', { vpcId: 'vpc-12345678', availabilityZones: ['us-east-1a'], privateSubnetIds: ['subnet-12345678'] });
new ServersStack(app, 'Servers', { machineImage: images.golden.machineImage, vpc });
app.synth();
