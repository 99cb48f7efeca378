import { Duration, Stack } from 'aws-cdk-lib';
import { BaseImage, BuildMonitor, BuildMonitorProps, IImagePipeline, ImagePipeline, ImageRecipe, SeverityGate } from '../../src';
import { newStack, statementsOf } from '../support/synth';

export const env = { account: '123456789012', region: 'eu-central-1' };
export const OWN = 'arn:aws:imagebuilder:eu-central-1:123456789012';
export const everything: Partial<BuildMonitorProps> = {
  gate: SeverityGate.atMost({ critical: 0 }), logTail: true, rejudge: { startPipelineAfter: Duration.days(1) }, sbom: true,
};

/** The stack of a test, until it uses another one. */
export let stack: Stack;

beforeEach(() => useStack(newStack({ env })));

export function useStack(other: Stack): void {
  stack = other;
}

/** A pipeline that is known with its recipe. */
export const known = (name: string, scope: Stack = stack) => ImagePipeline.fromImagePipelineAttributes(scope, name, {
  imagePipelineName: name, recipe: ImageRecipe.fromImageRecipeName(scope, `${name}Recipe`, name),
});
/** A pipeline whose images can have any name. */
export const unknown = (name: string) => ImagePipeline.fromImagePipelineName(stack, name, name);
/** A pipeline of the stack. */
export const own = (name: string, scope: Stack = stack) =>
  new ImagePipeline(scope, name, { recipe: new ImageRecipe(scope, `${name}Recipe`, { baseImage: BaseImage.amazonLinux2023() }) });
export const names = (count: number) => Array.from({ length: count }, (_, index) => `p${100 + index}`);

/** A monitor to which pipelines are added one by one. */
export function grown(pipelines: IImagePipeline[], props: Partial<BuildMonitorProps> = everything): BuildMonitor {
  const monitor = new BuildMonitor(stack, 'Monitor', props);
  pipelines.forEach((each) => monitor.addPipelines(each));
  return monitor;
}

/** Last parts of the resources of the statement with an action. */
export function resourcesFor(action: string): string[] {
  const [{ Resource }] = statementsOf(stack).filter(({ Action }) => [Action].flat().includes(action));
  return [Resource].flat().map((each) => typeof each === 'string' ? each : each['Fn::Join']?.[1].at(-1) ?? JSON.stringify(each))
    .map((text) => text.replace(/^.*(:log-group:|:image\/|:image-pipeline\/)/, ''));
}
