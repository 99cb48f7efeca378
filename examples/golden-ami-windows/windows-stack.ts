import { Stack, StackProps, TimeZone } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import {
  AmazonManagedComponent, BaseImage, Component, ComponentDocument, ComponentStep, GoldenAmi, ImagePipelineSchedule, ImageRetention, Platform,
  WeekDay,
} from 'cdk-imagebuilder';

/** An AMI of Windows Server with all updates, built every Wednesday, after the updates of Microsoft's second Tuesday of a month. */
export class WindowsStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const webServer = new Component(this, 'WebServer', {
      platform: Platform.WINDOWS,
      document: ComponentDocument.fromSteps({
        buildSteps: [ComponentStep.powerShell('Install', ['Install-WindowsFeature -Name Web-Server'])],
        testSteps: [ComponentStep.powerShell('Check', ['if (-not (Get-WindowsFeature Web-Server).Installed) { exit 1 }'])],
      }),
    });
    const golden = new GoldenAmi(this, 'Web', {
      baseImage: BaseImage.windowsServer2025(),
      components: [webServer, AmazonManagedComponent.updateWindows(this, 'Update')],
      instanceTypes: [new InstanceType('m7i.large')],
      schedule: ImagePipelineSchedule.weekly(WeekDay.WEDNESDAY, { hour: 3, timeZone: TimeZone.EUROPE_BERLIN }),
      retention: ImageRetention.keepLast(3),
    });
    golden.addStackOutputs();
  }
}
