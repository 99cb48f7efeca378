import { App, AppProps, Stack } from 'aws-cdk-lib';
import { GoldenAmiStack } from '../../examples/golden-ami/golden-ami-stack';
import { BuildReport, BuildSource, PipelineExecution, ScanReport, ScanSource, SeverityGate } from '../../src';

/** What the judges see: every example, and the sources of reports that no example has. */
export function judgedApp(props: AppProps): App {
  const app = new App(props);
  new GoldenAmiStack(app, 'GoldenAmi');
  const stack = new Stack(app, 'Reports');
  const pipelineArn = 'arn:aws:imagebuilder:us-east-1:111122223333:image-pipeline/golden';
  new BuildReport(stack, 'Latest', { source: BuildSource.latestOfArn(pipelineArn) }).addStackOutputs();
  new ScanReport(stack, 'Pipeline', { source: ScanSource.pipelineArn(pipelineArn), gate: SeverityGate.atMost({ critical: 0 }) }).addStackOutputs();
  new ScanReport(stack, 'Account', { source: ScanSource.account() });
  new PipelineExecution(stack, 'Execution', { imagePipelineArn: pipelineArn, trigger: '1' }).addStackOutputs({ prefix: 'Execution' });
  return app;
}

/** A template with one fault that every validator of Image Builder templates should see. */
export const BAD_NAME = 'x';
