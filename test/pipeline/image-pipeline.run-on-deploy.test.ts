import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { TYPE, IMAGE, INFRASTRUCTURE, pipeline } from './pipeline-in-test';
import { Platform } from '../../src/common/platform';
import { Component } from '../../src/component/component';
import { ComponentDocument } from '../../src/component/component-document';
import { ComponentStep } from '../../src/component/component-step';
import { InfrastructureConfiguration } from '../../src/infrastructure/infrastructure-configuration';
import { Image } from '../../src/pipeline/image';
import { ImagePipeline } from '../../src/pipeline/image-pipeline';
import { BaseImage } from '../../src/recipe/base-image';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { dependenciesOf, newStack, propertiesOf } from '../support/synth';

describe('a run on deployment', () => {
  test('builds an image that follows the pipeline', () => {
    const made = pipeline();
    const image = made.runOnDeploy();
    expect(propertiesOf(made.stack, IMAGE)).toEqual({
      ImagePipelineExecutionSettings: { DeploymentId: made.stack.resolve(made.deploymentId), OnUpdate: true },
    });
    expect(made.stack.resolve(image.imageId)).toEqual({ 'Fn::GetAtt': [expect.any(String), 'ImageId'] });
  });

  test('takes every option', () => {
    const made = pipeline();
    const deletionExecutionRole = new Role(made.stack, 'DeletionRole', { assumedBy: new ServicePrincipal('imagebuilder.amazonaws.com') });
    made.runOnDeploy({ onUpdate: false, deletionExecutionRole, tags: { Team: 'platform' } });
    expect(propertiesOf(made.stack, IMAGE)).toEqual({
      ImagePipelineExecutionSettings: { DeploymentId: made.stack.resolve(made.deploymentId), OnUpdate: false },
      DeletionSettings: { ExecutionRole: made.stack.resolve(deletionExecutionRole.roleArn) },
      Tags: { Team: 'platform' },
    });
  });

  test('starts when the role of the instances has its permissions', () => {
    const made = pipeline();
    made.runOnDeploy();
    new Bucket(made.stack, 'Bucket').grantRead(made.instanceRole!);
    expect(dependenciesOf(made.stack, IMAGE)).toEqual(['AWS::IAM::InstanceProfile', 'AWS::IAM::Policy', 'AWS::IAM::Role', INFRASTRUCTURE]);
  });

  test('trap 71: names what a build waits for, also when the role is brought', () => {
    const stack = newStack();
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    const infrastructureConfiguration = new InfrastructureConfiguration(stack, 'Infrastructure', {
      role, logging: { s3Bucket: new Bucket(stack, 'Bucket') },
    });
    pipeline({ infrastructureConfiguration }, stack).runOnDeploy();
    expect(dependenciesOf(stack, IMAGE)).toEqual(['AWS::IAM::InstanceProfile', 'AWS::IAM::Policy', 'AWS::IAM::Role', INFRASTRUCTURE]);
  });

  test('makes images of one class, because a class for each slows down all code that reads images', () => {
    expect(Object.getPrototypeOf(pipeline().runOnDeploy())).toBe(Image.prototype);
  });

  test('is asked for once', () => {
    const made = pipeline();
    made.runOnDeploy();
    expect(() => made.runOnDeploy()).toThrow(new Error(
      'RunOnDeployConflict: `runOnDeploy` must be called once. Keep the image that the first call returned. [Stack/Pipeline]'));
  });
});

describe('a change of a component', () => {
  function deployed(command: string): Stack {
    const stack = newStack();
    const component = new Component(stack, 'Component', {
      platform: Platform.LINUX, document: ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Step', [command])] }),
    });
    const recipe = new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023(), components: [component] });
    new ImagePipeline(stack, 'Pipeline', { recipe }).runOnDeploy();
    return stack;
  }

  test('reaches the image: each resource refers to the one before by what CloudFormation replaces or updates', () => {
    const stack = deployed('true');
    const get = (id: string, name: string) => ({ 'Fn::GetAtt': [expect.stringMatching(`^${id}`), name] });
    expect(propertiesOf(stack, 'AWS::ImageBuilder::ImageRecipe')).toMatchObject({ Version: '1.0.x', Components: [{ ComponentArn: get('Component', 'Arn') }] });
    expect(propertiesOf(stack, TYPE).ImageRecipeArn).toEqual(get('Recipe', 'Arn'));
    expect(propertiesOf(stack, IMAGE).ImagePipelineExecutionSettings).toEqual({ DeploymentId: get('Pipeline', 'DeploymentId'), OnUpdate: true });
  });

  test('changes the document and nothing else in the template', () => {
    const [before, after] = ['true', 'false'].map((command) => Template.fromStack(deployed(command)).toJSON().Resources);
    const changed = Object.keys(before).filter((id) => JSON.stringify(before[id]) !== JSON.stringify(after[id]));
    expect(changed.map((id) => before[id].Type)).toEqual(['AWS::ImageBuilder::Component']);
    expect({ ...before[changed[0]].Properties, Data: '' }).toEqual({ ...after[changed[0]].Properties, Data: '' });
  });
});
