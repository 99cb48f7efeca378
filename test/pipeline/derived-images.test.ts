import { Stack } from 'aws-cdk-lib';
import { Repository as EcrRepository } from 'aws-cdk-lib/aws-ecr';
import { ImageArchitecture, Platform } from '../../src/common/platform';
import { AmazonManagedImage } from '../../src/managed/amazon-managed-image';
import { Image } from '../../src/pipeline/image';
import { IImage } from '../../src/pipeline/image-base';
import { ImagePipeline } from '../../src/pipeline/image-pipeline';
import { BaseContainerImage } from '../../src/recipe/base-container-image';
import { BaseImage } from '../../src/recipe/base-image';
import { ContainerRecipe } from '../../src/recipe/container-recipe';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { IRecipe } from '../../src/recipe/recipe';
import { Repository } from '../../src/recipe/repository';
import { newStack } from '../support/synth';

const windows = (stack: Stack) => new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.windowsServer2022() });
const arm = (stack: Stack) => new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023({ architecture: ImageArchitecture.ARM64 }) });
const container = (stack: Stack) => new ContainerRecipe(stack, 'Recipe', {
  baseImage: BaseContainerImage.amazonManaged('amazon-linux-2023-x86-2023'),
  targetRepository: Repository.fromEcr(EcrRepository.fromRepositoryName(stack, 'Repository', 'web')),
});

/** Images of the app, which a recipe may build on. */
describe.each<[string, (stack: Stack, recipe: IRecipe) => IImage]>([
  ['the image of a recipe', (stack, recipe) => new Image(stack, 'Image', { recipe })],
  ['the image of a deployed pipeline', (stack, recipe) => new ImagePipeline(stack, 'Pipeline', { recipe }).runOnDeploy()],
])('%s', (_, build) => {
  test.each([[windows, Platform.WINDOWS, ImageArchitecture.X86_64], [arm, Platform.LINUX, ImageArchitecture.ARM64]])(
    'has platform and architecture of its recipe (%#)', (recipeIn, platform, architecture) => {
      const stack = newStack();
      expect(build(stack, recipeIn(stack)).toBaseImage()).toMatchObject({ platform, architecture });
    });

  test('of a container recipe is the base of containers, and has platform and architecture', () => {
    const stack = newStack();
    const image = build(stack, container(stack));
    expect(image.toContainerBaseImage()).toMatchObject({ platform: Platform.LINUX, architecture: ImageArchitecture.X86_64 });
    expect(() => image.toBaseImage()).toThrow(/^ImageConflict: `image` must be an AMI, and not a container image, got: 'Stack\/.*Image'\.$/);
  });

  test('of an image recipe is no base of containers', () => {
    const stack = newStack();
    const image = build(stack, arm(stack));
    expect(() => image.toContainerBaseImage()).toThrow(/^ImageConflict: `image` must be a container image, and not an AMI, got: /);
  });
});

test('what the user says of an image is preferred', () => {
  const stack = newStack();
  const image = new Image(stack, 'Image', { recipe: windows(stack) });
  expect(BaseImage.fromImage(image, { platform: Platform.LINUX })).toMatchObject({
    platform: Platform.LINUX, architecture: ImageArchitecture.X86_64,
  });
});

test('an image whose recipe is imported has neither, and may be of both kinds only if its recipe is', () => {
  const stack = newStack();
  const image = new Image(stack, 'Image', { recipe: ImageRecipe.fromImageRecipeName(stack, 'Recipe', 'mine') });
  expect(image.toBaseImage()).toMatchObject({ platform: undefined, architecture: undefined });
  expect(() => image.toContainerBaseImage()).toThrow(/^ImageConflict: /);
});

test('images of Amazon have their kind', () => {
  const stack = newStack();
  const ami = AmazonManagedImage.amazonLinux2023(stack, 'Ami');
  expect(() => ami.toContainerBaseImage()).toThrow(/^ImageConflict: /);
  expect(ami.toBaseImage()).toMatchObject({ platform: Platform.LINUX });
});
