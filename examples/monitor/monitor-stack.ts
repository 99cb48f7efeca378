import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import {
  BaseImage, BuildDashboard, BuildMonitor, BuildNotification, BuildNotificationEvent, ImagePipeline, ImagePipelineSchedule, ImageRecipe,
  ImageScanning, MonitorSource, SeverityGate,
} from 'cdk-imagebuilder';

/** What another stack of the same kind may want different. */
export interface MonitorStackProps extends StackProps {
  /** Who gets an e-mail if something is wrong. */
  readonly operators?: string[];
}

/** A pipeline that builds every week without a deployment. Its monitor records each build, notifies the operators, and has alarms and a dashboard. */
export class MonitorStack extends Stack {
  constructor(scope: Construct, id: string, props: MonitorStackProps = {}) {
    super(scope, id, props);

    const pipeline = new ImagePipeline(this, 'Pipeline', {
      recipe: new ImageRecipe(this, 'Recipe', { baseImage: BaseImage.amazonLinux2023() }),
      schedule: ImagePipelineSchedule.cron('0 3 ? * sun *', { autoDisableFailureCount: 3 }),
      imageScanning: ImageScanning.testInstance(),
    });

    const masterKey = new Key(this, 'Key', { enableKeyRotation: true });
    const operators = new Topic(this, 'Operators', { masterKey, enforceSSL: true });
    const team = new Topic(this, 'Team', { masterKey, enforceSSL: true });
    (props.operators ?? []).forEach((address) => operators.addSubscription(new EmailSubscription(address)));

    const monitor = new BuildMonitor(this, 'Monitor', {
      source: MonitorSource.pipelines([pipeline]),
      notifications: [
        BuildNotification.email(operators),
        BuildNotification.chat(team, { events: [BuildNotificationEvent.BUILD_ENDED, BuildNotificationEvent.NEW_CRITICAL_FINDINGS] }),
      ],
      gate: SeverityGate.atMost({ critical: 0 }),
      logTail: true,
      sbom: true,
      rejudge: { startPipelineAfter: Duration.days(2) },
    });
    monitor.addAlarms({ alarmActions: [new SnsAction(operators)], maximumImageAge: Duration.days(14) });

    new BuildDashboard(this, 'Dashboard', { monitors: [monitor] });
  }
}
