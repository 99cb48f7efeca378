import { App, CfnOutput, Lazy, PhysicalName, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Repository as EcrRepository } from 'aws-cdk-lib/aws-ecr';
import { Construct, IConstruct } from 'constructs';
import {
  BaseContainerImage, BaseImage, Component, ComponentDocument, ComponentStep, ContainerRecipe, DistributionConfiguration, ImagePipeline, ImageRecipe,
  InfrastructureConfiguration, LifecyclePolicy, Platform, Repository, WaitForActionStep, Workflow, WorkflowDocument, WorkflowType,
} from '../../src';
import { arnOf, arnWithin, partsOf, physicalName, policyArnsOf } from '../../src/common/naming';
import { newStack, propertiesOf } from '../support/synth';

const env = { account: '123456789012', region: 'eu-central-1' };

describe('a physical name', () => {
  test('is the given one', () => {
    expect(physicalName('My_Name', () => new Stack())).toBe('My_Name');
  });

  test('is made of the path if none is given, in lower case', () => {
    const stack = new Stack(undefined, 'MyStack');
    const name = stack.resolve(physicalName(undefined, () => new Construct(stack, 'Thing')));
    expect(name).toMatch(/^mystack-thing-[0-9a-f]{8}$/);
  });

  test('differs for equal constructs in different stacks', () => {
    const names = ['One', 'Two'].map((id) => {
      const stack = new Stack(undefined, id);
      return stack.resolve(physicalName(undefined, () => new Construct(stack, 'Thing')));
    });
    expect(names[0]).not.toBe(names[1]);
  });

  test('keeps the hyphens of the path, and nothing else that is no letter or digit', () => {
    const stack = new Stack(undefined, 'My-Stack');
    const name = stack.resolve(physicalName(undefined, () => new Construct(new Construct(stack, 'Web_Server-1'), 'Base.Image')));
    expect(name).toMatch(/^my-stack-webserver-1-baseimage-[0-9a-f]{8}$/);
  });

  test('has at most 128 characters', () => {
    const stack = new Stack(undefined, 'S'.repeat(100));
    expect(stack.resolve(physicalName(undefined, () => new Construct(stack, 'T'.repeat(100))))).toHaveLength(128);
  });

  test('of short ids has the 3 characters that Image Builder needs', () => {
    const stack = new Stack(undefined, 'S');
    expect(stack.resolve(physicalName(undefined, () => new Construct(stack, 'R')))).toMatch(/^s-r-[0-9a-f]{8}$/);
  });
});

describe('a name that is generated if needed', () => {
  const generated = PhysicalName.GENERATE_IF_NEEDED;
  const document = ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Run', ['date'])] });
  const recipe = (stack: Stack, imageRecipeName?: string) => new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023(), imageRecipeName });

  test.each<[string, (stack: Stack, name?: string) => unknown]>([
    ['Component', (stack, componentName) => new Component(stack, 'Named', { platform: Platform.LINUX, document, componentName })],
    ['ContainerRecipe', (stack, containerRecipeName) => new ContainerRecipe(stack, 'Named', {
      baseImage: BaseContainerImage.fromDockerHub('amazonlinux', '2023'),
      targetRepository: Repository.fromEcr(EcrRepository.fromRepositoryName(stack, 'Repository', 'web')),
      containerRecipeName,
    })],
    ['DistributionConfiguration', (stack, distributionConfigurationName) => new DistributionConfiguration(stack, 'Named', {
      amiDistributions: [{ amiName: 'golden {{ imagebuilder:buildDate }}' }], distributionConfigurationName,
    })],
    ['ImagePipeline', (stack, imagePipelineName) => new ImagePipeline(stack, 'Named', { recipe: recipe(stack), imagePipelineName })],
    ['ImageRecipe', recipe],
    ['InfrastructureConfiguration', (stack, infrastructureConfigurationName) =>
      new InfrastructureConfiguration(stack, 'Named', { infrastructureConfigurationName })],
    ['LifecyclePolicy', (stack, lifecyclePolicyName) => {
      const policy = LifecyclePolicy.keepLatest(stack, 'Named', { recipes: [recipe(stack)], count: 5, lifecyclePolicyName });
      new CfnOutput(stack, 'Name', { value: policy.lifecyclePolicyName });
    }],
    ['Workflow', (stack, workflowName) => {
      const workflow = new Workflow(stack, 'Named', {
        workflowType: WorkflowType.TEST,
        document: WorkflowDocument.fromSteps([new WaitForActionStep('Approve')]),
        workflowName,
      });
      new CfnOutput(stack, 'Name', { value: workflow.workflowName });
    }],
  ])('of %s is the name of a resource without a name', (kind, make) => {
    const [named, unnamed] = [generated, undefined].map((name) => {
      const stack = newStack({ env });
      make(stack, name);
      return Template.fromStack(stack).toJSON();
    });
    expect(named).toEqual(unnamed);
    expect(Object.values<any>(named.Resources).find(({ Type }) => Type === `AWS::ImageBuilder::${kind}`).Properties.Name).toMatch(/^stack-(named|recipe)-/);
  });

  test('is the same in the template and in the ARN that another account sees', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env });
    const other = new Stack(app, 'Other', { env: { ...env, account: '444455556666' } });
    const pipeline = new ImagePipeline(stack, 'Pipeline', { recipe: recipe(stack), imagePipelineName: generated });
    new CfnOutput(other, 'Arn', { value: pipeline.imagePipelineArn });
    const [{ Value }] = Object.values(Template.fromStack(other).findOutputs('*')) as { Value: unknown }[];
    const { Name } = propertiesOf(stack, 'AWS::ImageBuilder::ImagePipeline');
    expect(Name).toMatch(/^[-_A-Za-z0-9 ]{3,128}$/);
    expect(Value).toEqual({
      'Fn::Join': ['', [
        'arn:', { Ref: 'AWS::Partition' }, `:imagebuilder:eu-central-1:123456789012:image-pipeline/${Name}`,
      ]],
    });
  });
});

describe('an ARN made of a name', () => {
  const stack = new Stack(undefined, 'Stack', { env });

  test.each([
    ['image-pipeline', 'nightly', undefined, 'image-pipeline/nightly'],
    ['component', 'My Comp_1', 'x.x.x', 'component/my-comp-1/x.x.x'],
  ] as const)('of a %s', (kind, name, version, expected) => {
    expect(stack.resolve(arnOf(stack, kind, name, version))).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:imagebuilder:eu-central-1:123456789012:${expected}`]],
    });
  });

  test('keeps a token', () => {
    const name = Lazy.string({ produce: () => 'Later' });
    expect(JSON.stringify(stack.resolve(arnOf(stack, 'image-pipeline', name)))).toContain('image-pipeline/Later');
  });
});

describe('the parts of an ARN', () => {
  const stack = new Stack(undefined, 'Stack');
  const arn = 'arn:aws:imagebuilder:eu-central-1:123456789012';

  test.each([
    ['component', `${arn}:component/mine/1.2.3/4`, 'mine', '1.2.3'],
    ['component', `${arn}:component/mine/1.x.x`, 'mine', '1.x.x'],
    ['component', `${arn}:component/mine`, 'mine', 'x.x.x'],
    ['component', 'arn:aws-cn:imagebuilder:cn-north-1:aws:component/update-linux/x.x.x', 'update-linux', 'x.x.x'],
    ['component', 'arn:aws:imagebuilder:us-east-1:aws-marketplace:component/hard/1.0.0/1', 'hard', '1.0.0'],
    ['component', 'arn:aws:imagebuilder:us-east-1:third-party:component/hard/1.0.0/1', 'hard', '1.0.0'],
    ['image', `${arn}:image/mine/1.2.3/4`, 'mine', '1.2.3'],
    ['image', 'arn:aws:imagebuilder:us-east-1:aws:image/amazon-linux-2023-x86/x.x.x', 'amazon-linux-2023-x86', 'x.x.x'],
    ['image-recipe', `${arn}:image-recipe/my_recipe-1/1.2.x`, 'my_recipe-1', '1.2.x'],
    ['container-recipe', 'arn:aws-us-gov:imagebuilder:us-gov-west-1:123456789012:container-recipe/mine/1.2.3', 'mine', '1.2.3'],
    ['workflow/build', `${arn}:workflow/build/mine/1.2.3/4`, 'mine', '1.2.3'],
    ['workflow/test', 'arn:aws:imagebuilder:us-east-1:aws:workflow/test/test-image/x.x.x', 'test-image', 'x.x.x'],
    ['workflow/distribution', `${arn}:workflow/distribution/mine/1.x.x`, 'mine', '1.x.x'],
    ['image-pipeline', `${arn}:image-pipeline/nightly`, 'nightly', 'x.x.x'],
    ['infrastructure-configuration', `${arn}:infrastructure-configuration/small`, 'small', 'x.x.x'],
    ['distribution-configuration', `${arn}:distribution-configuration/here`, 'here', 'x.x.x'],
    ['lifecycle-policy', `${arn}:lifecycle-policy/old`, 'old', 'x.x.x'],
  ] as const)('of a %s: %s', (kind, text, name, version) => {
    expect(partsOf(stack, 'arn', kind, text)).toEqual({ name, version });
  });

  test.each([
    ['component', `${arn}:image/mine/1.2.3/4`],
    ['component', `${arn}:component/mine/1.2`],
    ['component', `${arn}:component/Mine/1.2.3`],
    ['component', `${arn}:component/my name/1.2.3`],
    ['component', `${arn}:component/mine/x.2.x`],
    ['component', `${arn}:component/mine/1.x.3`],
    ['component', `${arn}:component/mine/x.x.x/1`],
    ['component', `${arn}:component/mine/1.2.3/x`],
    ['component', `${arn}:component/mine/`],
    ['component', 'arn:aws:imagebuilder:eu-central-1:12345678901:component/mine/1.2.3'],
    ['component', 'arn:aws:imagebuilder::123456789012:component/mine/1.2.3'],
    ['image', `${arn}:image-recipe/mine/1.2.3`],
    ['image-recipe', `${arn}:container-recipe/mine/1.2.3`],
    ['infrastructure-configuration', `${arn}:distribution-configuration/mine`],
    ['lifecycle-policy', `${arn}:lifecycle-policy/old/1.0.0`],
    ['component', 'mine'],
    ['component', 'arn:aws:ec2:eu-central-1:123456789012:component/mine/1.2.3'],
    ['image-pipeline', `${arn}:image-pipeline/nightly/1.0.0`],
  ] as const)('of another thing than a %s are refused: %s', (kind, text) => {
    expect(() => partsOf(stack, 'arn', kind, text)).toThrow(new Error(
      `ArnMalformed: \`arn\` must be the ARN of an Image Builder ${kind}, got: '${text}'. [Stack]`));
  });

  test('of a token are found at deployment', () => {
    const { name, version } = partsOf(stack, 'arn', 'component', Lazy.string({ produce: () => 'late' }));
    expect(stack.resolve([name, version])).toEqual([
      { 'Fn::Select': [1, { 'Fn::Split': ['/', 'late'] }] },
      { 'Fn::Select': [2, { 'Fn::Split': ['/', 'late'] }] },
    ]);
  });
});

describe('the ARNs of a policy', () => {
  const arn = 'arn:aws:imagebuilder:eu-central-1:123456789012';

  test.each([
    ['component', ':component/mine/1.2.3/4', [':component/mine/1.2.3/4']],
    ['component', ':component/mine/1.2.3', [':component/mine/1.2.3', ':component/mine/1.2.3/*']],
    ['component', ':component/mine/1.x.x', [':component/mine/*']],
    ['image', ':image/mine/x.x.x', [':image/mine/*']],
    ['image', ':image/mine', [':image/mine/*']],
    ['image-recipe', ':image-recipe/mine/1.2.3', [':image-recipe/mine/1.2.3']],
    ['image-recipe', ':image-recipe/mine/1.0.x', [':image-recipe/mine/*']],
    ['container-recipe', ':container-recipe/mine/1.2.3', [':container-recipe/mine/1.2.3']],
    ['container-recipe', ':container-recipe/mine/x.x.x', [':container-recipe/mine/*']],
    ['image-pipeline', ':image-pipeline/nightly', [':image-pipeline/nightly']],
    ['lifecycle-policy', ':lifecycle-policy/old', [':lifecycle-policy/old']],
    ['infrastructure-configuration', ':infrastructure-configuration/small', [':infrastructure-configuration/small']],
    ['distribution-configuration', ':distribution-configuration/here', [':distribution-configuration/here']],
  ] as const)('cover what a %s of %s finds', (kind, end, expected) => {
    expect(policyArnsOf(kind, arn + end)).toEqual(expected.map((each) => arn + each));
  });

  test('of a token are the token', () => {
    const token = Lazy.string({ produce: () => 'late' });
    expect(policyArnsOf('component', token)).toEqual([token]);
  });
});

/** A pipeline in one stack, and its configurations in another one. */
function pipelineWith(isTogether: boolean) {
  const app = new App();
  const home = new Stack(app, 'Home', { env });
  const stack = isTogether ? home : new Stack(app, 'Stack', { env });
  const infrastructureConfiguration = new InfrastructureConfiguration(home, 'Infrastructure', { infrastructureConfigurationName: 'infrastructure' });
  const distributionConfiguration = new DistributionConfiguration(home, 'Distribution', {
    distributionConfigurationName: 'distribution', amiDistributions: [{ amiName: 'golden-{{ imagebuilder:buildDate }}' }],
  });
  const recipe = new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() });
  new ImagePipeline(stack, 'Pipeline', { recipe, infrastructureConfiguration, distributionConfiguration });
  return { stack, infrastructureConfiguration, distributionConfiguration };
}

test.each([
  ['in the same stack', true, [{ 'Fn::GetAtt': [expect.stringMatching(/^Infrastructure/), 'Arn'] }, { 'Fn::GetAtt': [expect.stringMatching(/^Distribution/), 'Arn'] }]],
  ['in a stack of the same environment', false, [
    { 'Fn::ImportValue': expect.stringContaining('GetAttInfrastructure') }, { 'Fn::ImportValue': expect.stringContaining('GetAttDistribution') },
  ]],
])('a pipeline refers to configurations %s', (_, isTogether, [infrastructure, distribution]) => {
  const { stack } = pipelineWith(isTogether);
  expect(propertiesOf(stack, 'AWS::ImageBuilder::ImagePipeline')).toMatchObject({
    InfrastructureConfigurationArn: infrastructure, DistributionConfigurationArn: distribution,
  });
});

test('only a resource of this library in the same stack has such an ARN', () => {
  const { stack, infrastructureConfiguration, distributionConfiguration } = pipelineWith(true);
  const other = new Stack(stack.node.scope, 'Other', { env });
  const imported = InfrastructureConfiguration.fromInfrastructureConfigurationName(stack, 'Imported', 'mine');
  const resources = [infrastructureConfiguration, distributionConfiguration, imported, undefined];
  const arns = (scope: IConstruct) => resources.map((each) => arnWithin(scope, each));
  expect(stack.resolve(arns(stack))).toEqual([
    { 'Fn::GetAtt': [expect.stringMatching(/^Infrastructure/), 'Arn'] }, { 'Fn::GetAtt': [expect.stringMatching(/^Distribution/), 'Arn'] },
  ]);
  expect(arns(other)).toEqual([undefined, undefined, undefined, undefined]);
});
