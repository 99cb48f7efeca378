import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AmazonManagedComponent, BaseImage, GoldenAmi, ImagePipelineSchedule, ImageRetention, SeverityGate, WeekDay } from 'cdk-imagebuilder';

/** An updated AMI, built during the deployment and every Sunday. */
export class ImagesStack extends Stack {
  readonly golden: GoldenAmi;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    this.golden = new GoldenAmi(this, 'Web', {
      baseImage: BaseImage.amazonLinux2023(),
      components: [AmazonManagedComponent.updateLinux(this, 'Update')],
      schedule: ImagePipelineSchedule.weekly(WeekDay.SUNDAY, { hour: 3 }),
      gate: SeverityGate.atMost({ critical: 1, high: 10 }),
      retention: ImageRetention.keepLast(5).exceptLaunchedWithin(Duration.days(30)),
    });
    this.golden.addStackOutputs();
  }
}
