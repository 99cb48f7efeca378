import { App, Stack } from 'aws-cdk-lib';
import { InstanceType, LaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { SharedAmiStack } from './shared-ami-stack';

/** Who builds, who launches, and the key that both use. */
export interface Accounts {
  /** The account that builds the AMI. */
  readonly account: string;

  /** The account that launches instances from the AMI. */
  readonly consumerAccount: string;

  /** A multi-Region key in eu-central-1, with a replica in eu-west-1. */
  readonly encryptionKeyArn: string;
}

/** A stack that builds in eu-central-1, and one with a launch template in eu-west-1. */
export function goldenAmiCrossAccount(app: App, { account, ...props }: Accounts): void {
  const { golden: { machineImage } } = new SharedAmiStack(app, 'SharedAmi', {
    ...props, env: { account, region: 'eu-central-1' }, regions: ['eu-west-1'], description: 'An encrypted AMI for two Regions of two accounts',
  });
  const launcher = new Stack(app, 'Launcher', { env: { account, region: 'eu-west-1' }, description: 'Launches the AMI in another Region' });
  new LaunchTemplate(launcher, 'Template', { machineImage, instanceType: new InstanceType('t3.micro'), requireImdsv2: true });
}
