import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnLaunchConfiguration } from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { CfnImage } from 'aws-cdk-lib/aws-imagebuilder';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { BuildReport, BuildSource, OnFailure, PipelineExecution } from '../../src';
import { newStack, warningsOf } from '../support/synth';

const PIPELINE = 'arn:aws:imagebuilder:us-east-1:111122223333:image-pipeline/golden';
const IMAGE = 'arn:aws:imagebuilder:us-east-1:111122223333:image/golden/1.0.3/2';
const { AWS_EC2_IMAGE, TEXT } = ssm.ParameterDataType;

function ofExecution(stack: Stack): BuildReport {
  const { imageArn } = new PipelineExecution(stack, 'Execution', { imagePipelineArn: PIPELINE, onFailure: OnFailure.CONTINUE });
  return new BuildReport(stack, 'Report', { source: BuildSource.imageArn(imageArn) });
}
const parameter = (stack: Stack, stringValue: string, dataType?: ssm.ParameterDataType) => new ssm.StringParameter(stack, 'Ami', { stringValue, dataType });
const warning = (user: string) => '`amiId` is NONE if the build failed, and UNKNOWN if it could not be read, and an AMI is needed by '
  + `${user}. Give an SSM parameter the data type \`aws:ec2:image\`, so that the deployment fails, or let Image Builder write the parameter with `
  + '`ssmParameters` of the distribution. [ack: cdk-imagebuilder:amiIdMayBeNone]';
const own = (stack: Stack) => warningsOf(stack).filter((text) => text.includes('amiIdMayBeNone'));

describe('the AMI of a build that may have failed is warned of', () => {
  test.each<[string, string, (stack: Stack, amiId: string) => unknown]>([
    ['in a parameter', 'Stack/Ami/Resource', (stack, amiId) => parameter(stack, amiId)],
    ['in a parameter of texts', 'Stack/Ami/Resource', (stack, amiId) => parameter(stack, amiId, TEXT)],
    ['in a longer text of a parameter', 'Stack/Ami/Resource', (stack, amiId) => parameter(stack, `{"ami":"${amiId}"}`)],
    ['in an instance', 'Stack/Instance', (stack, imageId) => new ec2.CfnInstance(stack, 'Instance', { imageId })],
    ['in a launch configuration', 'Stack/Group', (stack, imageId) => new CfnLaunchConfiguration(stack, 'Group', { imageId, instanceType: 'm7i.large' })],
    ['in a launch template', 'Stack/Template', (stack, imageId) => new ec2.CfnLaunchTemplate(stack, 'Template', { launchTemplateData: { imageId } })],
  ])('%s', (_, path, use) => {
    const stack = newStack();
    use(stack, ofExecution(stack).amiId);
    expect(own(stack)).toEqual([warning(path)]);
  });

  test('at two places, in one warning', () => {
    const stack = newStack();
    const { amiId } = ofExecution(stack);
    parameter(stack, amiId);
    new ec2.CfnInstance(stack, 'Instance', { imageId: amiId });
    expect(own(stack)).toEqual([warning('Stack/Ami/Resource, Stack/Instance')]);
  });

  test('in another stack', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    parameter(new Stack(app, 'Other'), ofExecution(stack).amiId);
    expect(own(stack)).toEqual([warning('Other/Ami/Resource')]);
  });

  test('of the newest image of a pipeline, which may have none', () => {
    const stack = newStack();
    parameter(stack, new BuildReport(stack, 'Report', { source: BuildSource.latestOfArn(PIPELINE), onFailure: OnFailure.FAIL }).amiId);
    expect(own(stack)).toEqual([warning('Stack/Ami/Resource')]);
  });
});

describe('nothing is warned of', () => {
  test.each<[string, (stack: Stack) => unknown]>([
    ['in a parameter that takes AMIs only', (stack) => parameter(stack, ofExecution(stack).amiId, AWS_EC2_IMAGE)],
    ['in an output', (stack) => new CfnOutput(stack, 'Ami', { value: ofExecution(stack).amiId })],
    ['of another attribute', (stack) => parameter(stack, ofExecution(stack).outcome)],
    ['of an image of the app, which fails the deployment first', (stack) =>
      parameter(stack, new BuildReport(stack, 'Report', { source: BuildSource.image(new CfnImage(stack, 'Image', {})) }).amiId)],
    ['of an image whose failure fails the deployment', (stack) =>
      parameter(stack, new BuildReport(stack, 'Report', { source: BuildSource.imageArn(IMAGE), onFailure: OnFailure.FAIL }).amiId)],
  ])('%s', (_, use) => {
    const stack = newStack();
    use(stack);
    expect(own(stack)).toEqual([]);
  });
});
