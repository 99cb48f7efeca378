import { Stack } from 'aws-cdk-lib';
import { Repository as EcrRepository } from 'aws-cdk-lib/aws-ecr';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { InfrastructureConfiguration } from '../../src/infrastructure/infrastructure-configuration';
import { ImagePipeline } from '../../src/pipeline/image-pipeline';
import { BaseContainerImage } from '../../src/recipe/base-container-image';
import { BaseImage } from '../../src/recipe/base-image';
import { ContainerInstanceImage } from '../../src/recipe/container-instance-image';
import { ContainerRecipe } from '../../src/recipe/container-recipe';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { Repository } from '../../src/recipe/repository';
import { newStack, statementsOf } from '../support/synth';

// What parts of a build need beyond the service-linked role comes to the role of the pipeline. (Workflows: workflow-configuration.test.ts.)

function pipelineOn(stack: Stack, baseImage: BaseImage): ImagePipeline {
  return new ImagePipeline(stack, 'Pipeline', { recipe: new ImageRecipe(stack, 'Recipe', { baseImage }) });
}

test('a base image in an SSM parameter is read by a role that is made for it', () => {
  const stack = newStack();
  const parameter = new StringParameter(stack, 'Parameter', { stringValue: 'ami-01234567' });
  expect(pipelineOn(stack, BaseImage.fromSsmParameter(parameter)).executionRole).toBeDefined();
  expect(statementsOf(stack)).toEqual([{ Effect: 'Allow', Action: 'ssm:GetParameter', Resource: stack.resolve(parameter.parameterArn) }]);
});

test('an instance image in an SSM parameter is too', () => {
  const stack = newStack();
  const recipe = new ContainerRecipe(stack, 'Recipe', {
    baseImage: BaseContainerImage.amazonManaged('amazon-linux-2023-x86-2023'),
    targetRepository: Repository.fromEcr(EcrRepository.fromRepositoryName(stack, 'Repository', 'golden')),
    instanceImage: ContainerInstanceImage.fromSsmParameterName('/docker/ami'),
  });
  new ImagePipeline(stack, 'Pipeline', { recipe });
  expect(statementsOf(stack).map(({ Action }) => Action)).toContain('ssm:GetParameter');
});

test('a base image in a parameter that everybody reads takes no role', () => {
  const stack = newStack();
  expect(pipelineOn(stack, BaseImage.fromSsmParameterName('/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64')).executionRole).toBeUndefined();
  expect(statementsOf(stack)).toEqual([]);
});

describe('a topic with a key', () => {
  function withTopic(executionRole?: (stack: Stack) => Role): { stack: Stack; pipeline: ImagePipeline; key: Key } {
    const stack = newStack();
    const key = new Key(stack, 'Key');
    const pipeline = new ImagePipeline(stack, 'Pipeline', {
      recipe: new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() }),
      infrastructureConfiguration: new InfrastructureConfiguration(stack, 'Infrastructure', { notificationTopic: new Topic(stack, 'Topic', { masterKey: key }) }),
      executionRole: executionRole?.(stack),
    });
    return { stack, pipeline, key };
  }

  test('takes no role, because the key knows the service-linked one', () => {
    expect(withTopic().pipeline.executionRole).toBeUndefined();
  });

  test('may be used by a role that is brought', () => {
    const { stack, key } = withTopic((scope) => new Role(scope, 'Brought', { assumedBy: new ServicePrincipal('imagebuilder.amazonaws.com') }));
    expect(statementsOf(stack)).toContainEqual({ Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: stack.resolve(key.keyArn) });
  });
});
