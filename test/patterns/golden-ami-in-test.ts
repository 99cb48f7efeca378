import { App, Stack } from 'aws-cdk-lib';
import { BaseImage, GoldenAmi, GoldenAmiProps } from '../../src';

export const env = { account: '111122223333', region: 'eu-central-1' };
export const baseImage = BaseImage.amazonLinux2023();
export const stackIn = (app = new App(), id = 'Images') => new Stack(app, id, { env });

/** The stack of a golden AMI with these properties. */
export function stackOf(props: Partial<GoldenAmiProps> | ((stack: Stack) => Partial<GoldenAmiProps>) = {}): Stack {
  const stack = stackIn();
  new GoldenAmi(stack, 'Web', { baseImage, ...typeof props === 'function' ? props(stack) : props });
  return stack;
}
