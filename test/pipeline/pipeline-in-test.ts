import { Stack } from 'aws-cdk-lib';
import { ImagePipeline } from '../../src/pipeline/image-pipeline';
import { ImagePipelineProps } from '../../src/pipeline/image-pipeline-props';
import { BaseImage } from '../../src/recipe/base-image';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { newStack } from '../support/synth';

export const TYPE = 'AWS::ImageBuilder::ImagePipeline';
export const IMAGE = 'AWS::ImageBuilder::Image';
export const INFRASTRUCTURE = 'AWS::ImageBuilder::InfrastructureConfiguration';

export function recipeIn(stack: Stack): ImageRecipe {
  return new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() });
}

export function pipeline(props: Partial<ImagePipelineProps> = {}, stack: Stack = newStack()): ImagePipeline {
  return new ImagePipeline(stack, 'Pipeline', { recipe: recipeIn(stack), ...props });
}
