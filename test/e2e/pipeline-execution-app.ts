/** The CDK app of the end-to-end tests of pipeline executions: the stack that `RUN` describes. */
import { App, Stack } from 'aws-cdk-lib';
import { Run } from './pipeline-execution-run';
import {
  BaseImage, BuildReport, BuildSource, Component, ComponentDocument, ComponentStep, ImagePipeline, ImageRecipe, OnFailure, PipelineExecution,
  Platform,
} from 'cdk-imagebuilder';

const { stack: name, command, onFailure } = JSON.parse(process.env.RUN!) as Run;
const app = new App();
const stack = new Stack(app, name);
const hardening = new Component(stack, 'Hardening', {
  platform: Platform.LINUX,
  document: ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Harden', [command])] }),
});
const pipeline = new ImagePipeline(stack, 'Pipeline', {
  recipe: new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023(), components: [{ component: hardening }] }),
});
const execution = new PipelineExecution(stack, 'Execution', { pipeline, onFailure: onFailure === 'CONTINUE' ? OnFailure.CONTINUE : OnFailure.FAIL });
execution.addStackOutputs();
new BuildReport(stack, 'Build', { source: BuildSource.imageArn(execution.imageArn) }).addStackOutputs({ prefix: 'Report' });
app.synth();
