import { Stack } from 'aws-cdk-lib';
import { refusals } from './refusal';
import {
  Component, ComponentAttributes, ContainerRecipe, ContainerRecipeAttributes, DistributionConfiguration, Image, ImageAttributes, ImagePipeline,
  ImagePipelineAttributes, ImageRecipe, ImageRecipeAttributes, InfrastructureConfiguration, LifecyclePolicy, Workflow, WorkflowAttributes,
  WorkflowType,
} from '../../src';

const own = 'arn:aws:imagebuilder:eu-central-1:123456789012';
const byArn = (make: (stack: Stack, id: string, arn: string) => unknown) => (stack: Stack, arn: string) => make(stack, 'Known', arn);

export const IMPORTS = [
  ...refusals('Component.fromComponentArn', byArn(Component.fromComponentArn), [
    ['', 'ComponentArnMalformed: `componentArn` must be the ARN of an Image Builder component, got: \'\'. [Stack]'],
    ['mine', 'ComponentArnMalformed: `componentArn` must be the ARN of an Image Builder component, got: \'mine\'. [Stack]'],
    [`${own}:image/mine/1.0.0`,
      'ComponentArnMalformed: `componentArn` must be the ARN of an Image Builder component, got: '
      + '\'arn:aws:imagebuilder:eu-central-1:123456789012:image/mine/1.0.0\'. [Stack]',
      `${own}:component/mine/1.0.0`],
    [`${own}:component/Mine/1.0.0`,
      'ComponentArnMalformed: `componentArn` must be the ARN of an Image Builder component, got: '
      + '\'arn:aws:imagebuilder:eu-central-1:123456789012:component/Mine/1.0.0\'. [Stack]'],
    [`${own}:component/mine/1.0`,
      'ComponentArnMalformed: `componentArn` must be the ARN of an Image Builder component, got: '
      + '\'arn:aws:imagebuilder:eu-central-1:123456789012:component/mine/1.0\'. [Stack]',
      `${own}:component/mine`],
    [`${own}:component/mine/1.0.0/x`,
      'ComponentArnMalformed: `componentArn` must be the ARN of an Image Builder component, got: '
      + '\'arn:aws:imagebuilder:eu-central-1:123456789012:component/mine/1.0.0/x\'. [Stack]',
      `${own}:component/mine/1.0.0/1`],
    ['arn:aws:imagebuilder:eu-central-1:12345678901:component/mine/1.0.0',
      'ComponentArnMalformed: `componentArn` must be the ARN of an Image Builder component, got: '
      + '\'arn:aws:imagebuilder:eu-central-1:12345678901:component/mine/1.0.0\'. [Stack]',
      'arn:aws:imagebuilder:eu-central-1:aws-marketplace:component/mine/1.0.0'],
    ['arn:aws:ec2:eu-central-1:123456789012:component/mine/1.0.0',
      'ComponentArnMalformed: `componentArn` must be the ARN of an Image Builder component, got: '
      + '\'arn:aws:ec2:eu-central-1:123456789012:component/mine/1.0.0\'. [Stack]'],
  ]),
  ...refusals('Component.fromComponentAttributes', (stack, attrs: ComponentAttributes) => Component.fromComponentAttributes(stack, 'Known', attrs), [
    [{}, 'ComponentNameRequired: `componentName` must be given when `componentArn` is not. [Stack]', { componentName: 'abc' }],
    [{ componentName: 'ab' },
      'ComponentNameMalformed: `componentName` must be 3 to 128 letters, digits, hyphens, underscores or inner spaces, got: \'ab\'. [Stack]',
      { componentName: 'abc' }],
    [{ componentName: 'mine', componentArn: `${own}:component/mine/1.0.0` },
      'ComponentNameConflict: `componentName` must be absent when `componentArn` is given. [Stack]',
      { componentArn: `${own}:component/mine/1.0.0` }],
    [{ componentVersion: '1.0.0', componentArn: `${own}:component/mine/1.0.0` },
      'ComponentVersionConflict: `componentVersion` must be absent when `componentArn` is given. [Stack]'],
    [{ componentName: 'mine', componentVersion: 'x.1.x' },
      'ComponentVersionMalformed: `componentVersion` must have three numbers, where the last ones may be `x`, as in `1.0.0`, `1.x.x` or '
      + '`x.x.x`, got: \'x.1.x\'. [Stack]',
      { componentName: 'mine', componentVersion: 'x.x.x' }],
  ]),
  ...refusals('Image.fromImageArn', byArn(Image.fromImageArn), [
    [`${own}:image-recipe/mine/1.0.0`,
      'ImageArnMalformed: `imageArn` must be the ARN of an Image Builder image, got: '
      + '\'arn:aws:imagebuilder:eu-central-1:123456789012:image-recipe/mine/1.0.0\'. [Stack]',
      `${own}:image/mine/1.0.0/1`],
  ]),
  ...refusals('Image.fromImageAttributes', (stack, attrs: ImageAttributes) => Image.fromImageAttributes(stack, 'Known', attrs), [
    [{}, 'ImageNameRequired: `imageName` must be given when `imageArn` is not. [Stack]', { imageName: 'mine' }],
    [{ imageName: 'mine', imageVersion: '1.0.0/1' },
      'ImageVersionMalformed: `imageVersion` must have three numbers, where the last ones may be `x`, as in `1.0.0`, `1.x.x` or '
      + '`x.x.x`, got: \'1.0.0/1\'. [Stack]',
      { imageName: 'mine', imageVersion: '1.0.0' }],
  ]),
  ...refusals('ImageRecipe.fromImageRecipeArn', byArn(ImageRecipe.fromImageRecipeArn), [
    [`${own}:container-recipe/mine/1.0.0`,
      'ImageRecipeArnMalformed: `imageRecipeArn` must be the ARN of an Image Builder image-recipe, got: '
      + '\'arn:aws:imagebuilder:eu-central-1:123456789012:container-recipe/mine/1.0.0\'. [Stack]',
      `${own}:image-recipe/mine/1.0.0`],
    [`${own}:image-recipe/my image/1.0.0`,
      'ImageRecipeArnMalformed: `imageRecipeArn` must be the ARN of an Image Builder image-recipe, got: '
      + '\'arn:aws:imagebuilder:eu-central-1:123456789012:image-recipe/my image/1.0.0\'. [Stack]',
      `${own}:image-recipe/my-image/x.x.x`],
  ]),
  ...refusals('ImageRecipe.fromImageRecipeAttributes', (stack, attrs: ImageRecipeAttributes) =>
    ImageRecipe.fromImageRecipeAttributes(stack, 'Known', attrs), [
    [{ imageRecipeVersion: '1.0.0' },
      'ImageRecipeNameRequired: `imageRecipeName` must be given when `imageRecipeArn` is not. [Stack]',
      { imageRecipeName: 'mine', imageRecipeVersion: '1.0.0' }],
  ]),
  ...refusals('ContainerRecipe.fromContainerRecipeArn', byArn(ContainerRecipe.fromContainerRecipeArn), [
    [`${own}:image-recipe/mine/1.0.0`,
      'ContainerRecipeArnMalformed: `containerRecipeArn` must be the ARN of an Image Builder container-recipe, got: '
      + '\'arn:aws:imagebuilder:eu-central-1:123456789012:image-recipe/mine/1.0.0\'. [Stack]',
      `${own}:container-recipe/mine/1.0.0`],
  ]),
  ...refusals('ContainerRecipe.fromContainerRecipeAttributes', (stack, attrs: ContainerRecipeAttributes) =>
    ContainerRecipe.fromContainerRecipeAttributes(stack, 'Known', attrs), [
    [{ containerRecipeName: 'mine', containerRecipeVersion: 'one' },
      'ContainerRecipeVersionMalformed: `containerRecipeVersion` must have three numbers, where the last ones may be `x`, as in '
      + '`1.0.0`, `1.x.x` or `x.x.x`, got: \'one\'. [Stack]',
      { containerRecipeName: 'mine' }],
  ]),
  ...refusals('InfrastructureConfiguration.fromInfrastructureConfigurationArn',
    byArn(InfrastructureConfiguration.fromInfrastructureConfigurationArn), [
      [`${own}:infrastructure-configuration/mine/1.0.0`,
        'InfrastructureConfigurationArnMalformed: `infrastructureConfigurationArn` must be the ARN of an Image Builder '
      + 'infrastructure-configuration, got: \'arn:aws:imagebuilder:eu-central-1:123456789012:infrastructure-configuration/mine/1.0.0\'. [Stack]',
        `${own}:infrastructure-configuration/mine`],
    ]),
  ...refusals('InfrastructureConfiguration.fromInfrastructureConfigurationName',
    byArn(InfrastructureConfiguration.fromInfrastructureConfigurationName), [
      ['a'.repeat(129),
        'InfrastructureConfigurationNameMalformed: `infrastructureConfigurationName` must be 3 to 128 letters, digits, hyphens, '
      + 'underscores or inner spaces, got: \'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
      + 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.... [Stack]',
        'a'.repeat(128)],
    ]),
  ...refusals('DistributionConfiguration.fromDistributionConfigurationArn', byArn(DistributionConfiguration.fromDistributionConfigurationArn), [
    [`${own}:distribution-configuration/`,
      'DistributionConfigurationArnMalformed: `distributionConfigurationArn` must be the ARN of an Image Builder '
      + 'distribution-configuration, got: \'arn:aws:imagebuilder:eu-central-1:123456789012:distribution-configuration/\'. [Stack]',
      `${own}:distribution-configuration/m`],
  ]),
  ...refusals('DistributionConfiguration.fromDistributionConfigurationName', byArn(DistributionConfiguration.fromDistributionConfigurationName), [
    [' mine',
      'DistributionConfigurationNameMalformed: `distributionConfigurationName` must be 3 to 128 letters, digits, hyphens, underscores '
      + 'or inner spaces, got: \' mine\'. [Stack]',
      'my distribution'],
  ]),
  ...refusals('ImagePipeline.fromImagePipelineArn', byArn(ImagePipeline.fromImagePipelineArn), [
    [`${own}:image-pipeline/mine/1.0.0`,
      'ImagePipelineArnMalformed: `imagePipelineArn` must be the ARN of an Image Builder image-pipeline, got: '
      + '\'arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/mine/1.0.0\'. [Stack]',
      `${own}:image-pipeline/mine`],
  ]),
  ...refusals('ImagePipeline.fromImagePipelineAttributes', (stack, attrs: ImagePipelineAttributes) =>
    ImagePipeline.fromImagePipelineAttributes(stack, 'Known', attrs), [
    [{}, 'ImagePipelineNameRequired: `imagePipelineName` must be given when `imagePipelineArn` is not. [Stack]', { imagePipelineName: 'mine' }],
    [{ imagePipelineName: '' },
      'ImagePipelineNameMalformed: `imagePipelineName` must be 3 to 128 letters, digits, hyphens, underscores or inner spaces, got: \'\'. '
      + '[Stack]'],
    [{ imagePipelineName: 'mine', imagePipelineArn: `${own}:image-pipeline/mine` },
      'ImagePipelineNameConflict: `imagePipelineName` must be absent when `imagePipelineArn` is given. [Stack]',
      { imagePipelineArn: `${own}:image-pipeline/mine` }],
  ]),
  ...refusals('LifecyclePolicy.fromLifecyclePolicyArn', byArn(LifecyclePolicy.fromLifecyclePolicyArn), [
    [`${own}:lifecycle-policy/Mine`,
      'LifecyclePolicyArnMalformed: `lifecyclePolicyArn` must be the ARN of an Image Builder lifecycle-policy, got: '
      + '\'arn:aws:imagebuilder:eu-central-1:123456789012:lifecycle-policy/Mine\'. [Stack]',
      `${own}:lifecycle-policy/mine`],
  ]),
  ...refusals('LifecyclePolicy.fromLifecyclePolicyName', byArn(LifecyclePolicy.fromLifecyclePolicyName), [
    ['mine!',
      'LifecyclePolicyNameMalformed: `lifecyclePolicyName` must be 3 to 128 letters, digits, hyphens, underscores or inner spaces, got: '
      + '\'mine!\'. [Stack]',
      'Mine_1'],
  ]),
  ...refusals('Workflow.fromWorkflowArn', byArn(Workflow.fromWorkflowArn), [
    [`${own}:workflow/mine/1.0.0`,
      'WorkflowArnMalformed: `workflowArn` must be the ARN of an Image Builder workflow, got: '
      + '\'arn:aws:imagebuilder:eu-central-1:123456789012:workflow/mine/1.0.0\'. [Stack]',
      `${own}:workflow/test/mine/1.0.0`],
    [`${own}:workflow/BUILD/mine/1.0.0`,
      'WorkflowArnMalformed: `workflowArn` must be the ARN of an Image Builder workflow, got: '
      + '\'arn:aws:imagebuilder:eu-central-1:123456789012:workflow/BUILD/mine/1.0.0\'. [Stack]',
      `${own}:workflow/build/mine/x.x.x`],
  ]),
  ...refusals('Workflow.fromWorkflowAttributes', (stack, attrs: WorkflowAttributes) => Workflow.fromWorkflowAttributes(stack, 'Known', attrs), [
    [{}, 'WorkflowNameRequired: `workflowName` must be given when `workflowArn` is not. [Stack]'],
    [{ workflowName: 'mine' },
      'WorkflowTypeRequired: `workflowType` must be given when `workflowName` is. [Stack]',
      { workflowName: 'mine', workflowType: WorkflowType.TEST }],
    [{ workflowArn: `${own}:workflow/test/mine/1.0.0`, workflowType: WorkflowType.BUILD },
      'WorkflowTypeConflict: `workflowType` must be TEST, as in `workflowArn`, got: \'BUILD\'. [Stack]',
      { workflowArn: `${own}:workflow/test/mine/1.0.0`, workflowType: WorkflowType.TEST }],
    [{ workflowName: 'mine', workflowType: WorkflowType.TEST, workflowVersion: '' },
      'WorkflowVersionMalformed: `workflowVersion` must have three numbers, where the last ones may be `x`, as in `1.0.0`, `1.x.x` or '
      + '`x.x.x`, got: \'\'. [Stack]',
      { workflowName: 'mine', workflowType: WorkflowType.TEST, workflowVersion: '1.x.x' }],
  ]),
];
