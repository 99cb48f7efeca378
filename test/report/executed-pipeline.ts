import { Stack } from 'aws-cdk-lib';
import {
  BaseImage, Component, ComponentDocument, ComponentStep, DistributionConfiguration, ImagePipeline, ImageRecipe, ImageScanning,
  InfrastructureConfiguration, Platform,
} from '../../src';
import { newStack } from '../support/synth';

export const ENV = { region: 'us-east-1', account: '111122223333' };
export const PIPELINE_ARN = 'arn:aws:imagebuilder:us-east-1:111122223333:image-pipeline/golden';

export interface Made {
  readonly command?: string;
  readonly description?: string;
  readonly scanning?: boolean;
}

/** A pipeline with all that it may refer to. */
export function pipelineIn(stack: Stack, { command = 'dnf -y update', description, scanning = false }: Made = {}): ImagePipeline {
  const component = new Component(stack, 'Hardening', {
    platform: Platform.LINUX, document: ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Harden', [command])] }),
  });
  return new ImagePipeline(stack, 'Pipeline', {
    recipe: new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023(), components: [component] }),
    infrastructureConfiguration: new InfrastructureConfiguration(stack, 'Infrastructure', {}),
    distributionConfiguration: new DistributionConfiguration(stack, 'Distribution', { amiDistributions: [{ amiName: 'golden {{ imagebuilder:buildDate }}' }] }),
    imageScanning: scanning ? ImageScanning.testInstance() : undefined,
    description,
  });
}

export let stack: Stack;

beforeEach(() => {
  stack = newStack({ env: ENV });
});
