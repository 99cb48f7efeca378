import { App, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BaseContainerImage, BaseImage, GoldenAmi, GoldenContainerImage, Platform } from '../../src';
import { propertiesOf } from '../support/synth';

/** Names are API: a recipe of another name is another recipe, whose images begin with the first version. */
test('an image without a name is called like the path of its construct, and so are its recipe and its parameter', () => {
  const stack = new Stack(new App(), 'Images');
  const { parameterName } = new GoldenAmi(new Construct(stack, 'Team'), 'Web', { baseImage: BaseImage.amazonLinux2023() });
  const name = /^images-team-web-[a-z0-9]{8}$/;
  expect(propertiesOf(stack, 'AWS::ImageBuilder::ImageRecipe').Name).toMatch(name);
  expect(parameterName!.replace('/imagebuilder/golden/', '')).toMatch(name);
});

test('an image whose name has spaces has hyphens in paths, each for one space', () => {
  const stack = new Stack(new App(), 'Images');
  const { parameterName } = new GoldenAmi(stack, 'Web', { baseImage: BaseImage.amazonLinux2023(), imageName: 'my web server' });
  expect(propertiesOf(stack, 'AWS::ImageBuilder::ImageRecipe').Name).toBe('my web server');
  expect(parameterName).toBe('/imagebuilder/golden/my-web-server');
});

test('a container image without a name is called like the path of its construct', () => {
  const stack = new Stack(new App(), 'Images');
  const baseImage = BaseContainerImage.fromEcrPublic('amazonlinux', 'amazonlinux', '2023', { platform: Platform.LINUX });
  new GoldenContainerImage(stack, 'Runtime', { baseImage });
  expect(propertiesOf(stack, 'AWS::ImageBuilder::ContainerRecipe').Name).toMatch(/^images-runtime-[a-z0-9]{8}$/);
});
