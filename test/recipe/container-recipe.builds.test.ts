import { Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Repository as EcrRepository } from 'aws-cdk-lib/aws-ecr';
import { User } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { recipe } from './container-recipe-in-test';
import { Platform } from '../../src/common/platform';
import { InfrastructureConfiguration } from '../../src/infrastructure/infrastructure-configuration';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';
import { LifecyclePolicyActionType, LifecyclePolicyResourceType } from '../../src/lifecycle/lifecycle-policy-detail';
import { Image } from '../../src/pipeline/image';
import { ImagePipeline } from '../../src/pipeline/image-pipeline';
import { BaseContainerImage } from '../../src/recipe/base-container-image';
import { ContainerInstanceImage } from '../../src/recipe/container-instance-image';
import { Repository } from '../../src/recipe/repository';
import { newStack, propertiesOf, statementsOf, warningsOf } from '../support/synth';

function repositoryIn(stack: Stack, id = 'Target'): EcrRepository {
  return new EcrRepository(stack, id);
}

describe('a build', () => {
  const policiesOf = (stack: Stack) => JSON.stringify(propertiesOf(stack, 'AWS::IAM::Role').ManagedPolicyArns);

  test('trap 3: gives the instances what containers need, before it starts', () => {
    const stack = newStack();
    const [target, base] = [repositoryIn(stack), repositoryIn(stack, 'Base')];
    const kmsKey = new Key(stack, 'Key');
    const made = recipe({
      baseImage: BaseContainerImage.fromEcr(base, 'latest', { platform: Platform.LINUX }), targetRepository: Repository.fromEcr(target), kmsKey,
    }, stack);
    const image = new Image(stack, 'Image', { recipe: made });
    expect(policiesOf(stack)).not.toContain('ECRContainerBuilds');
    const [pull] = statementsOf(stack).filter(({ Resource }) => JSON.stringify(Resource) === JSON.stringify(stack.resolve(base.repositoryArn)));
    expect(pull.Action).toEqual(['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage']);
    expect(statementsOf(stack)).toEqual(expect.arrayContaining([
      expect.objectContaining({ Action: 'imagebuilder:GetContainerRecipe', Resource: stack.resolve(made.containerRecipeArn) }),
      expect.objectContaining({ Action: 'kms:Decrypt', Resource: stack.resolve(kmsKey.keyArn) }),
      expect.objectContaining({ Action: expect.arrayContaining(['ecr:PutImage']), Resource: stack.resolve(target.repositoryArn) }),
    ]));
    const { DependsOn } = Object.values(Template.fromStack(stack).findResources('AWS::ImageBuilder::Image'))[0];
    expect(DependsOn.join()).toMatch(/InstanceProfileRoleDefaultPolicy/);
    expect(propertiesOf(stack, 'AWS::ImageBuilder::Image').ContainerRecipeArn).toEqual(stack.resolve(made.containerRecipeArn));
    expect(stack.resolve(image.imageUri)).toEqual({ 'Fn::GetAtt': [expect.any(String), 'ImageUri'] });
  });

  test('by a pipeline gives the instances the same', () => {
    const stack = newStack();
    const made = recipe({}, stack);
    new ImagePipeline(stack, 'Pipeline', { recipe: made });
    expect(statementsOf(stack)).toContainEqual(expect.objectContaining({ Action: expect.arrayContaining(['ecr:PutImage']) }));
    expect(propertiesOf(stack, 'AWS::ImageBuilder::ImagePipeline')).toMatchObject({ ContainerRecipeArn: stack.resolve(made.containerRecipeArn) });
    expect(propertiesOf(stack, 'AWS::ImageBuilder::ImagePipeline')).not.toHaveProperty('ImageRecipeArn');
  });

  test.each([[true, 1], [false, 0], [undefined, 0]])('with `attachManagedPolicy` %s has AWS\'s policy for instances that build containers %d times', (attachManagedPolicy, times) => {
    const stack = newStack();
    new ImagePipeline(stack, 'Pipeline', { recipe: recipe({ attachManagedPolicy }, stack) });
    expect(policiesOf(stack).split('EC2InstanceProfileForImageBuilderECRContainerBuilds')).toHaveLength(times + 1);
  });

  test('may read the parameter of the AMI on which containers are built', () => {
    const stack = newStack();
    new ImagePipeline(stack, 'Pipeline', { recipe: recipe({ instanceImage: ContainerInstanceImage.fromSsmParameterName('/hosts/ami') }, stack) });
    expect(statementsOf(stack)).toContainEqual({ Effect: 'Allow', Action: 'ssm:GetParameter', Resource: expect.anything() });
  });

  test('on instances whose role is not known gives nothing, and says so', () => {
    const stack = newStack();
    const infrastructureConfiguration = InfrastructureConfiguration.fromInfrastructureConfigurationName(stack, 'Known', 'theirs');
    new ImagePipeline(stack, 'Pipeline', { recipe: recipe({}, stack), infrastructureConfiguration });
    expect(statementsOf(stack)).toEqual([]);
    expect(warningsOf(stack)).toEqual([
      'The recipe uses buckets, keys or repositories, and the role of the instances is not known here, so it gets no permissions for them. '
      + 'Builds fail unless it has them. [ack: cdk-imagebuilder:unknownInstanceRole]',
    ]);
  });
});

test('a lifecycle policy may delete in the target repository of its recipe', () => {
  const stack = newStack();
  const target = repositoryIn(stack);
  const recipes = [recipe({ targetRepository: Repository.fromEcr(target) }, stack)];
  new LifecyclePolicy(stack, 'Policy', {
    resourceType: LifecyclePolicyResourceType.CONTAINER_IMAGE,
    details: [{ action: { type: LifecyclePolicyActionType.DELETE }, filter: { ageFilter: { age: Duration.days(1) } } }],
    resourceSelection: { recipes },
  });
  expect(statementsOf(stack)).toContainEqual({
    Effect: 'Allow', Action: ['ecr:BatchGetImage', 'ecr:BatchDeleteImage'], Resource: stack.resolve(target.repositoryArn),
  });
});

test('reading an encrypted recipe needs its key', () => {
  const stack = newStack();
  const kmsKey = new Key(stack, 'Key');
  recipe({ kmsKey }, stack).grantRead(new User(stack, 'User'));
  expect(statementsOf(stack)).toContainEqual({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: stack.resolve(kmsKey.keyArn) });
});
