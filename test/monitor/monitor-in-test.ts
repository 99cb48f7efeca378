import { Stack } from 'aws-cdk-lib';
import { BuildMonitor, BuildMonitorProps, ImagePipeline, ImageRecipe, MonitorSource } from '../../src';
import { MonitorProperties } from '../../src/contract/monitor';
import { newStack, propertiesOf, statementsOf } from '../support/synth';

export const env = { account: '123456789012', region: 'eu-central-1' };
export const OWN = 'arn:aws:imagebuilder:eu-central-1:123456789012';
export const GOLDEN = `${OWN}:image-pipeline/golden`;
/** What the stack with a fixed environment does not know: the partition, which is written as `aws`. */
export const flat = (value: any): any => JSON.parse(JSON.stringify(value), (_, each) => each?.['Fn::Join']
  ? each['Fn::Join'][1].map((part: any) => part.Ref === 'AWS::Partition' ? 'aws' : part.Ref ?? part['Fn::GetAtt']?.join('.') ?? part).join('') : each);

/** The stack of a test, until it uses another one. */
export let stack: Stack;

beforeEach(() => useStack(newStack({ env })));

export function useStack(other: Stack): void {
  stack = other;
}

export function monitor(props: Partial<BuildMonitorProps> = {}, id: string = 'Monitor'): BuildMonitor {
  return new BuildMonitor(stack, id, { source: MonitorSource.pipelineArns([GOLDEN]), ...props });
}

export function known(name: string): ImagePipeline {
  return ImagePipeline.fromImagePipelineAttributes(stack, name, {
    imagePipelineName: name, recipe: ImageRecipe.fromImageRecipeName(stack, `${name}Recipe`, `${name}-recipe`),
  }) as ImagePipeline;
}

export function configuration(): MonitorProperties {
  return JSON.parse(flat(propertiesOf(stack, 'AWS::Lambda::Function').Environment.Variables.MONITOR));
}

/** Statements with an action. */
export function allowing(action: string): any[] {
  return statementsOf(stack).map(flat).filter(({ Action }) => [Action].flat().includes(action));
}
