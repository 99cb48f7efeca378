import { App, AppProps, Duration, Stack, Validations } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { CustomWorkflowStack } from '../../examples/custom-workflow/custom-workflow-stack';
import { EverythingStack } from '../../examples/everything/everything-stack';
import { GoldenAmiStack } from '../../examples/golden-ami/golden-ami-stack';
import { ImagesStack } from '../../examples/golden-ami-asg/images-stack';
import { ServersStack } from '../../examples/golden-ami-asg/servers-stack';
import { goldenAmiCrossAccount } from '../../examples/golden-ami-cross-account/golden-ami-cross-account';
import { WindowsStack } from '../../examples/golden-ami-windows/windows-stack';
import { GoldenContainerStack } from '../../examples/golden-container/golden-container-stack';
import { ContainerStack } from '../../examples/golden-container-pattern/container-stack';
import { history } from '../../examples/history/history';
import { MonitorStack } from '../../examples/monitor/monitor-stack';
import { multiRegionDistribution } from '../../examples/multi-region-distribution/multi-region-distribution';
import { PrivateNetworkStack } from '../../examples/private-network/private-network-stack';
import {
  BaseImage, BuildMonitor, BuildNotification, BuildReport, BuildSource, Component, ComponentDocument, ImagePipeline, ImageRecipe, LifecyclePolicy,
  LifecyclePolicyActionType, LifecyclePolicyResourceType, MonitorSource, PipelineExecution, Platform, ScanReport, ScanSource, SeverityGate,
  TransferStep,
} from '../../src';

/** What the judges see: every example, and the sources of reports that no example has. */
export function judgedApp(props: AppProps): App {
  const app = new App(props);
  new GoldenAmiStack(app, 'GoldenAmi');
  new GoldenContainerStack(app, 'GoldenContainer');
  new CustomWorkflowStack(app, 'CustomWorkflow');
  new MonitorStack(app, 'Monitor', { operators: ['operators@example.com'] });
  new EverythingStack(app, 'Everything');
  history(app, {
    organizationId: 'o-exampleorgid',
    historyAccountId: '111122223333',
    memberAccountId: '444455556666',
    encryptionKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  });
  new PrivateNetworkStack(app, 'PrivateNetwork');
  multiRegionDistribution(app, { sourceAccountId: '111122223333', targetAccountId: '444455556666' });
  const { golden: { machineImage } } = new ImagesStack(app, 'Images');
  const servers = new ServersStack(app, 'Servers', { machineImage });
  Validations.of(servers).acknowledge({ id: 'AwsSolutions-AS3', reason: 'Who is told that servers are launched does not matter to a golden AMI' });
  new WindowsStack(app, 'GoldenWindows');
  new ContainerStack(app, 'GoldenContainerImage');
  goldenAmiCrossAccount(app, {
    account: '111122223333', consumerAccount: '444455556666', encryptionKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab',
  });
  const imagePipelineArn = 'arn:aws:imagebuilder:us-east-1:111122223333:image-pipeline/golden';
  judgedReports(new Stack(app, 'Reports'), imagePipelineArn);
  new PipelineExecution(new Stack(app, 'LongBuild'), 'Execution', { imagePipelineArn, trigger: '1', timeout: Duration.hours(4) }).addStackOutputs();
  judgedRecipes(new Stack(app, 'Recipes'));
  judgedMonitors(new Stack(app, 'Monitors'));
  return app;
}

/** Every source of reports, and an execution, of a pipeline that is called golden. */
export function judgedReports(stack: Stack, pipelineArn: string): void {
  new BuildReport(stack, 'Latest', { source: BuildSource.latestOfArn(pipelineArn) }).addStackOutputs();
  new ScanReport(stack, 'Pipeline', { source: ScanSource.pipelineArn(pipelineArn), gate: SeverityGate.atMost({ critical: 0 }) }).addStackOutputs();
  new ScanReport(stack, 'Account', { source: ScanSource.account(), readFindings: true });
  const ignore = [{ vulnerabilityId: 'CVE-2026-12345', until: '9999-12-31', reason: 'The library is not loaded' }];
  new ScanReport(stack, 'Fixable', {
    source: ScanSource.imageArn(pipelineArn.replace('image-pipeline/golden', 'image/golden/1.0.0/1')),
    gate: SeverityGate.atMost({ critical: 0, high: 10, onlyFixable: true, ignore }),
  });
  new PipelineExecution(stack, 'Execution', { imagePipelineArn: pipelineArn, trigger: '1' }).addStackOutputs({ prefix: 'Execution' });
}

/** Permissions of lifecycle policies and of components that no example has. */
function judgedRecipes(stack: Stack): void {
  const bucket = Bucket.fromBucketName(stack, 'Bucket', 'packages');
  const component = new Component(stack, 'Component', {
    platform: Platform.LINUX,
    document: ComponentDocument.fromSteps({
      buildSteps: [
        TransferStep.s3Download('Fetch', [{ bucket, key: 'packages/*', destination: '/tmp/packages' }]),
        TransferStep.s3Upload('Save', [{ bucket, key: 'logs/*', source: '/var/log/*' }]),
      ],
    }),
  });
  const recipe = new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.fromSsmParameterName('/golden/ami'), components: [component] });
  new ImagePipeline(stack, 'Pipeline', { recipe });
  new LifecyclePolicy(stack, 'Cleanup', {
    resourceType: LifecyclePolicyResourceType.AMI_IMAGE,
    resourceSelection: { recipes: [recipe] },
    details: [LifecyclePolicyActionType.DEPRECATE, LifecyclePolicyActionType.DISABLE, LifecyclePolicyActionType.DELETE].map((type, index) => ({
      action: { type }, filter: { ageFilter: { age: Duration.days(30 * (index + 1)) } },
    })),
  });
}

/** A monitor of all images of the account, with a bucket, a key and a queue of its own. */
function judgedMonitors(stack: Stack): void {
  const key = new Key(stack, 'Key', { enableKeyRotation: true });
  new BuildMonitor(stack, 'Account', {
    source: MonitorSource.account(),
    records: { bucket: Bucket.fromBucketAttributes(stack, 'History', { bucketName: 'history', account: '444455556666', encryptionKey: key }), prefix: 'images' },
    notifications: [BuildNotification.chat(new Topic(stack, 'Topic', { masterKey: key, enforceSSL: true }))],
    deadLetterQueue: new Queue(stack, 'Letters', {
      encryptionMasterKey: key, enforceSSL: true, deadLetterQueue: { queue: Queue.fromQueueArn(stack, 'Last', stack.formatArn({ service: 'sqs', resource: 'last' })), maxReceiveCount: 3 },
    }),
    gate: SeverityGate.atMost({ critical: 0 }),
    logTail: true,
    rejudge: { startPipelineAfter: Duration.days(1) },
  });
  const known = Array.from({ length: 9 }, (_, index) => ImagePipeline.fromImagePipelineAttributes(stack, `Known${index}`, {
    imagePipelineName: `known-${index}`, recipe: ImageRecipe.fromImageRecipeName(stack, `Recipe${index}`, `known-${index}`),
  }));
  const grown = new BuildMonitor(stack, 'Grown', { gate: SeverityGate.atMost({ critical: 0 }), logTail: true, rejudge: { startPipelineAfter: Duration.days(1) } });
  known.forEach((each) => grown.addPipelines(each));
  // All builds are matched by the first rule then.
  grown.addPipelines(ImagePipeline.fromImagePipelineName(stack, 'Unknown', 'unknown'));
  new BuildMonitor(stack, 'Known', { source: MonitorSource.pipelineArns([`arn:aws:imagebuilder:${stack.region}:${stack.account}:image-pipeline/golden`]) });
}

/** A template with one fault that every validator of Image Builder templates should see. */
export const BAD_NAME = 'x';
