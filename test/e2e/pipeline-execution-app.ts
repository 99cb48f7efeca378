/** The CDK app of the end-to-end tests of pipeline executions: the stack that `RUN` describes. */
import { App, CfnResource, CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Run } from './pipeline-execution-run';
import {
  BaseImage, BuildReport, BuildSource, Component, ComponentDocument, ComponentStep, ImagePipeline, ImageRecipe, OnFailure, PipelineExecution,
  Platform, ReportKeys,
} from 'cdk-imagebuilder';

const { stack: name, command, onFailure, tellAllOf, shareSeconds } = JSON.parse(process.env.RUN!) as Run;
const app = new App();
const stack = new Stack(app, name);
const hardening = new Component(stack, 'Hardening', {
  platform: Platform.LINUX,
  document: ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Harden', [command])] }),
});
const pipeline = new ImagePipeline(stack, 'Pipeline', {
  recipe: new ImageRecipe(stack, 'Recipe', { imageRecipeName: tellAllOf, baseImage: BaseImage.amazonLinux2023(), components: [hardening] }),
});
const more = tellAllOf === undefined ? {} : { logTail: true, details: { bucket: new Bucket(stack, 'Details'), prefix: 'reports' } };
const execution = new PipelineExecution(stack, 'Execution', {
  pipeline, onFailure: onFailure === 'CONTINUE' ? OnFailure.CONTINUE : OnFailure.FAIL, timeout: shareSeconds ? Duration.hours(2) : undefined, ...more,
});
if (shareSeconds) {
  execution.node.children.filter((child) => child instanceof CustomResource).forEach((link) => {
    (link.node.defaultChild as CfnResource).addPropertyOverride('TimeoutSeconds', String(shareSeconds));
  });
}
execution.addStackOutputs();
const build = new BuildReport(stack, 'Build', { source: BuildSource.imageArn(execution.imageArn), ...more });
build.addStackOutputs({ prefix: 'Report' });
if (tellAllOf !== undefined) {
  execution.addStackOutputs({ keys: ReportKeys.of('DetailsUri') });
  build.addStackOutputs({ keys: ReportKeys.of('DetailsUri'), prefix: 'Report' });
}
app.synth();
