import { Lazy, Stack } from 'aws-cdk-lib';
import { CfnImageRecipe } from 'aws-cdk-lib/aws-imagebuilder';
import { renderSelection } from '../../src/lifecycle/selection';
import { BaseImage } from '../../src/recipe/base-image';
import { ContainerRecipe } from '../../src/recipe/container-recipe';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { IRecipe } from '../../src/recipe/recipe';
import { RecipeVersion } from '../../src/recipe/recipe-version';
import { newStack } from '../support/synth';

const arn = (kind: string, version: string) => `arn:aws:imagebuilder:eu-central-1:123456789012:${kind}/mine/${version}`;

describe('an existing recipe', () => {
  const versionOf = (make: (stack: Stack) => IRecipe, forContainers = false) =>
    (renderSelection(newStack(), { recipes: [make(newStack())] }, forContainers).rendered
      .recipes as { semanticVersion: string }[])[0].semanticVersion;

  // Widened to every version, the policy would delete images of versions that nobody named.
  test.each<[string, (stack: Stack) => IRecipe, string]>([
    ['by an ARN with a version', (stack) => ImageRecipe.fromImageRecipeArn(stack, 'Known', arn('image-recipe', '1.0.0')), '1.0.0'],
    ['by name and version', (stack) => ImageRecipe.fromImageRecipeAttributes(stack, 'Known', { imageRecipeName: 'mine', imageRecipeVersion: '1.0.x' }), '1.0.x'],
    ['by its name', (stack) => ImageRecipe.fromImageRecipeName(stack, 'Known', 'mine'), 'x.x.x'],
    ['by an ARN that is a token', (stack) => ImageRecipe.fromImageRecipeArn(stack, 'Known', Lazy.string({ produce: () => arn('image-recipe', '1.0.0') })), 'x.x.x'],
    ['of the app', (stack) => new ImageRecipe(stack, 'Recipe', {
      baseImage: BaseImage.fromAmiId('ami-0123456789abcdef0'), imageRecipeVersion: RecipeVersion.of('1.0.0'),
    }), 'x.x.x'],
    ['that is an L1', (stack) => new CfnImageRecipe(stack, 'Recipe', { name: 'mine', version: '1.0.0', parentImage: 'ami-0123456789abcdef0' }) as IRecipe, 'x.x.x'],
  ])('%s is selected in the version that was named', (_, make, version) => expect(versionOf(make)).toBe(version));

  test('for containers is selected in the version that was named', () => {
    expect(versionOf((stack) => ContainerRecipe.fromContainerRecipeArn(stack, 'Known', arn('container-recipe', '2.0.0')), true)).toBe('2.0.0');
  });
});

test('tags are those that resources can have', () => {
  expect(() => renderSelection(newStack(), { tags: { 'aws:Stage': 'test' } }, false)).toThrow(/^TagsMalformed: `resourceSelection\.tags` must /);
});
