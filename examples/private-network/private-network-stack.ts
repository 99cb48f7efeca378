import { Stack, StackProps } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import {
  BaseImage, Component, ComponentDocument, ComponentStep, GoldenAmi, ImageRetention, Platform, PrivateBuildNetwork,
} from 'cdk-imagebuilder';

/** An AMI whose build and test instances reach AWS services through VPC endpoints, and nothing else. */
export class PrivateNetworkStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const hardening = new Component(this, 'Hardening', {
      platform: Platform.LINUX,
      document: ComponentDocument.fromSteps({
        buildSteps: [ComponentStep.bash('Update', ['dnf -y update'])],
        testSteps: [ComponentStep.bash('NoInternet', ['! curl --silent --max-time 10 https://example.com'])],
      }),
    });

    const golden = new GoldenAmi(this, 'Golden', {
      baseImage: BaseImage.amazonLinux2023(),
      components: [hardening],
      network: new PrivateBuildNetwork(this, 'Network'),
      retention: ImageRetention.keepLast(5),
    });
    golden.addStackOutputs();
  }
}
