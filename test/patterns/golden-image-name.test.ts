import { PhysicalName, Stack } from 'aws-cdk-lib';
import { BaseContainerImage, BaseImage, GoldenAmi, GoldenContainerImage, Platform } from '../../src';
import { newStack, propertiesOf, resourcesOf } from '../support/synth';

const containerBase = BaseContainerImage.fromEcrPublic('amazonlinux', 'amazonlinux', '2023', { platform: Platform.LINUX });

test.each<[string, (stack: Stack, imageName?: string) => unknown, string]>([
  ['GoldenAmi', (stack, imageName) => new GoldenAmi(stack, 'Golden', { baseImage: BaseImage.amazonLinux2023(), imageName }), 'AWS::ImageBuilder::ImageRecipe'],
  ['GoldenContainerImage', (stack, imageName) => new GoldenContainerImage(stack, 'Golden', { baseImage: containerBase, imageName }),
    'AWS::ImageBuilder::ContainerRecipe'],
])('a name that the CDK generates is the default name of a %s, which other environments can use', (_, create, recipe) => {
  const namesOf = (imageName?: string) => {
    const stack = newStack();
    create(stack, imageName);
    return [propertiesOf(stack, recipe).Name, resourcesOf(stack, 'AWS::Logs::LogGroup').map(({ Properties }) => Properties.LogGroupName)];
  };
  expect(namesOf(PhysicalName.GENERATE_IF_NEEDED)).toEqual(namesOf());
});
