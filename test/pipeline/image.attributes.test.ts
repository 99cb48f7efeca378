import { Stack } from 'aws-cdk-lib';
import { DistributionConfiguration } from '../../src/distribution/distribution-configuration';
import { Image } from '../../src/pipeline/image';
import { ImagePipeline } from '../../src/pipeline/image-pipeline';
import { BaseImage } from '../../src/recipe/base-image';
import { ContainerRecipe } from '../../src/recipe/container-recipe';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { IRecipe } from '../../src/recipe/recipe';
import { faultsOf, newStack } from '../support/synth';

function recipeIn(stack: Stack): ImageRecipe {
  return new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() });
}

test('trap 23: the id of an AMI is not read where it does not come to, without a pipeline too', () => {
  const stack = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });
  const distributionConfiguration = new DistributionConfiguration(stack, 'Distribution', { amiDistributions: [{ region: 'us-east-1', amiDescription: 'golden' }] });
  void new Image(stack, 'Image', { recipe: recipeIn(stack), distributionConfiguration }).imageId;
  expect(faultsOf(stack)).toEqual([expect.stringMatching(/^ImageIdUnresolved: /)]);
});

describe('what an image has depends on its recipe', () => {
  const containers = (stack: Stack) => ContainerRecipe.fromContainerRecipeName(stack, 'Containers', 'golden');
  const inStack = (stack: Stack, recipe: IRecipe) => new Image(stack, 'Image', { recipe });
  const ofPipeline = (stack: Stack, recipe: IRecipe) => new ImagePipeline(stack, 'Pipeline', { recipe }).runOnDeploy();

  test.each([['by itself', inStack], ['by a pipeline', ofPipeline]])('if it is built %s', (_, make) => {
    const [amis, uris, ids] = [newStack(), newStack(), newStack()];
    void make(amis, recipeIn(amis)).imageId;
    void make(uris, containers(uris)).imageUri;
    void make(ids, containers(ids)).imageId;
    expect([amis, uris].flatMap(faultsOf)).toEqual([]);
    expect(faultsOf(ids)).toEqual([expect.stringContaining(
      'ImageIdUnsupported: `imageId` must be read only of an image that is built from an image recipe. Read `imageUri`. [Stack/')]);
  });

  test('a URI is that of a container image', () => {
    const stack = newStack();
    void inStack(stack, recipeIn(stack)).imageUri;
    expect(faultsOf(stack)).toEqual(['ImageUriUnsupported: `imageUri` must be read only of an image that is built from a container recipe. Read `imageId`. [Stack/Image]']);
  });

  test('nothing is known of an image that another pipeline builds', () => {
    const stack = newStack();
    const { imageId, imageUri } = new Image(stack, 'Image', { imagePipelineExecutionSettings: { deploymentId: 'd' } });
    expect([imageId, imageUri]).toHaveLength(2);
    expect(faultsOf(stack)).toEqual([]);
  });
});
