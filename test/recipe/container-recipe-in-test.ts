import { Stack } from 'aws-cdk-lib';
import { Repository as EcrRepository } from 'aws-cdk-lib/aws-ecr';
import { BaseContainerImage } from '../../src/recipe/base-container-image';
import { ContainerRecipe } from '../../src/recipe/container-recipe';
import { ContainerRecipeProps } from '../../src/recipe/container-recipe-props';
import { Repository } from '../../src/recipe/repository';
import { newStack } from '../support/synth';

export function recipe(props: Partial<ContainerRecipeProps> = {}, stack: Stack = newStack()): ContainerRecipe {
  return new ContainerRecipe(stack, 'Recipe', {
    baseImage: BaseContainerImage.fromDockerHub('amazonlinux', 'latest'),
    targetRepository: Repository.fromEcr(EcrRepository.fromRepositoryName(stack, 'Golden', 'golden')),
    ...props,
  });
}
