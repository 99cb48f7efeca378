import { Stack, StackProps } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import {
  BaseContainerImage, Component, ComponentDocument, ComponentStep, GoldenContainerImage, ImagePipelineSchedule, ImageRetention, Platform,
  SeverityGate, WeekDay,
} from 'cdk-imagebuilder';

/** A container image, built during the deployment and every Sunday; the newest ten are kept. Operators are notified of builds that fail. */
export class ContainerStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const hardening = new Component(this, 'Hardening', {
      platform: Platform.LINUX,
      document: ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Update', ['dnf -y update', 'dnf clean all'])] }),
    });
    const golden = new GoldenContainerImage(this, 'Runtime', {
      baseImage: BaseContainerImage.fromEcrPublic('amazonlinux', 'amazonlinux', '2023', { platform: Platform.LINUX }),
      components: [hardening],
      schedule: ImagePipelineSchedule.weekly(WeekDay.SUNDAY, { hour: 3 }),
      gate: SeverityGate.atMost({ critical: 0 }),
      retention: ImageRetention.keepLast(10),
      // Nobody deploys on Sundays at three.
      notify: new Topic(this, 'Operators', { enforceSSL: true }),
    });
    golden.addStackOutputs();
  }
}
