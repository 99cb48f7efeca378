import { Stack, Token } from 'aws-cdk-lib';
import { CfnContainerRecipe, CfnImage, CfnImageRecipe } from 'aws-cdk-lib/aws-imagebuilder';
import { IConstruct } from 'constructs';
import { BaseImage } from '../../src/recipe/base-image';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { checkBaseKind, RECIPE_KIND, recipeNames, recipeReference } from '../../src/recipe/reference';
import { newStack } from '../support/synth';

/** All that is known of a recipe. */
function known(stack: Stack, recipe: IConstruct) {
  const reference = recipeReference(stack, 'recipe', recipe);
  return { ...reference, ...recipeNames(stack, 'recipe', recipe, reference) };
}

const arn = 'arn:aws:imagebuilder:eu-central-1:123456789012';

test('a recipe of this library is known by its name, and by the name that its images have', () => {
  const stack = newStack();
  const recipe = new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.fromAmiId('ami-01234567') });
  expect(stack.resolve(known(stack, recipe))).toEqual({
    kind: 'image-recipe',
    arn: stack.resolve(recipe.imageRecipeArn),
    name: { 'Fn::GetAtt': [expect.any(String), 'Name'] },
    nameInArn: { 'Fn::Select': [1, { 'Fn::Split': ['/', stack.resolve(recipe.imageRecipeArn)] }] },
  });
});

test('an import is known by its ARN', () => {
  const stack = newStack();
  const recipe = ImageRecipe.fromImageRecipeArn(stack, 'Known', `${arn}:image-recipe/mine/1.0.0`);
  expect(known(stack, recipe)).toEqual({
    kind: 'image-recipe', arn: `${arn}:image-recipe/mine/1.0.0`, name: 'mine', nameInArn: 'mine',
  });
});

test('a name that is known is not read from an ARN that is not', () => {
  const stack = newStack();
  const recipe = ImageRecipe.fromImageRecipeAttributes(stack, 'Known', { imageRecipeName: 'My Recipe', imageRecipeVersion: Token.asString({ Ref: 'Version' }) });
  expect(known(stack, recipe)).toMatchObject({ name: 'My Recipe', nameInArn: 'my-recipe' });
});

test('L1s are known by their ARNs', () => {
  const stack = newStack();
  const image = new CfnImageRecipe(stack, 'Image', { name: 'i', version: '1.0.0', parentImage: 'ami-1' });
  const container = new CfnContainerRecipe(stack, 'Container', {
    name: 'c', version: '1.0.0', parentImage: 'x', containerType: 'DOCKER', targetRepository: { service: 'ECR', repositoryName: 'r' },
  });
  const nameOf = (logicalId: string) => ({ 'Fn::Select': [1, { 'Fn::Split': ['/', { Ref: logicalId }] }] });
  expect(stack.resolve([image, container].map((recipe) => known(stack, recipe)))).toEqual([
    { kind: 'image-recipe', arn: { Ref: 'Image' }, name: nameOf('Image'), nameInArn: nameOf('Image') },
    { kind: 'container-recipe', arn: { Ref: 'Container' }, name: nameOf('Container'), nameInArn: nameOf('Container') },
  ]);
});

test('anything else is refused', () => {
  const stack = newStack();
  expect(() => recipeReference(stack, 'recipe', stack)).toThrow(new Error(
    'RecipeUnsupported: `recipe` must be an image recipe or a container recipe, got: \'Stack\'. [Stack]'));
});

describe('the kind of a base image', () => {
  const imageOf = (kind?: 'image-recipe' | 'container-recipe') => {
    const image = new CfnImage(newStack(), 'Image');
    RECIPE_KIND.note(image, kind);
    return image;
  };

  test.each(['image-recipe', 'container-recipe'] as const)('%s is that of the recipe, or unknown', (kind) => {
    expect(() => checkBaseKind(imageOf(kind), kind)).not.toThrow();
    expect(() => checkBaseKind(imageOf(), kind)).not.toThrow();
  });

  test.each([
    ['image-recipe', 'container-recipe', 'ImageConflict: `image` must be an AMI, and not a container image, got: \'Stack/Image\'.'],
    ['container-recipe', 'image-recipe', 'ImageConflict: `image` must be a container image, and not an AMI, got: \'Stack/Image\'.'],
  ] as const)('%s is not %s', (wanted, kind, message) => {
    expect(() => checkBaseKind(imageOf(kind), wanted)).toThrow(new Error(message));
  });
});
