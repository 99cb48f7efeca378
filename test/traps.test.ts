import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { App, CfnResource, Duration, Stack } from 'aws-cdk-lib';
import { InstanceType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Repository as EcrRepository } from 'aws-cdk-lib/aws-ecr';
import {
  AmazonManagedWorkflow, BaseContainerImage, BaseImage, BuildReport, BuildSource, Component, ComponentDocument, ComponentStep, ContainerRecipe,
  DistributionConfiguration, Image, ImageArchitecture, ImagePipeline, ImagePipelineProps, ImageRecipe, ImageRecipeProps, ImageScanning,
  InfrastructureConfiguration, LifecyclePolicy, LifecyclePolicyActionType, LifecyclePolicyResourceType, PipelineExecution, Platform, Repository,
  ScanReport, ScanSource, WaitForActionStep, Workflow, WorkflowDocument, WorkflowType,
} from '../src';
import { newStack, propertiesOf, warningsOf } from './support/synth';

/**
 * Faults of other libraries for Image Builder, and surprises of the tools. `docs/traps.md` lists them by their numbers. Tests of one class stand with
 * the other tests of that class; tests that need several classes stand here.
 */
const NUMBERS = [...Array.from({ length: 24 }, (_, index) => index + 1), 69, 70, 71, 72, 73];
const SOURCES = (readdirSync(__dirname, { recursive: true }) as string[]).filter((file) => file.endsWith('.test.ts'))
  .map((file) => readFileSync(join(__dirname, file), 'utf8'));

function numbersIn(texts: string[], pattern: RegExp): number[] {
  const numbers = texts.flatMap((text) => [...text.matchAll(pattern)].map(([, number]) => Number(number)));
  return [...new Set(numbers)].sort((left, right) => left - right);
}

test('no trap is without a test', () => {
  const found = numbersIn(SOURCES, /['`]trap (\d+): /g);
  expect(NUMBERS.filter((number) => !found.includes(number))).toEqual([]);
});

test('the page on traps lists those that tests name, and no others', () => {
  const page = readFileSync(join(__dirname, '..', 'docs', 'traps.md'), 'utf8');
  expect(numbersIn([page], /^\| (\d+) \|/gm)).toEqual(numbersIn(SOURCES, /\btrap (\d+)\b/gi));
});

function componentFor(stack: Stack, platform: Platform, id: string = 'Component'): Component {
  const step = platform === Platform.WINDOWS ? ComponentStep.powerShell('Run', ['date']) : ComponentStep.bash('Run', ['date']);
  const document = ComponentDocument.fromSteps({ buildSteps: [step], parameters: { Level: { defaultValue: 'low' } } });
  return new Component(stack, id, { platform, document });
}

function recipeIn(stack: Stack, props: Partial<ImageRecipeProps> = {}): ImageRecipe {
  return new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023(), ...props });
}

function pipelineIn(stack: Stack, props: Partial<ImagePipelineProps> = {}): ImagePipeline {
  return new ImagePipeline(stack, 'Pipeline', { ...props, recipe: props.recipe ?? recipeIn(stack) });
}

function containerRecipeIn(stack: Stack, baseImage: BaseContainerImage): ContainerRecipe {
  const targetRepository = Repository.fromEcr(EcrRepository.fromRepositoryName(stack, 'Repository', 'mine'));
  return new ContainerRecipe(stack, 'ContainerRecipe', { baseImage, targetRepository });
}

describe('resources that do not go together', () => {
  test.each<[string, (stack: Stack) => unknown, RegExp]>([
    ['a component for Windows on Linux',
      (stack) => recipeIn(stack, { components: [componentFor(stack, Platform.WINDOWS)] }), /must be for Linux, like the base image/],
    ['an unknown parameter of a component',
      (stack) => recipeIn(stack, { components: [componentFor(stack, Platform.LINUX).withParameters({ level: 'high' })] }),
      /must name parameters of the component \(Level\), got: 'level'/],
    ['instances of another processor', (stack) => pipelineIn(stack, {
      recipe: recipeIn(stack, { baseImage: BaseImage.amazonLinux2023({ architecture: ImageArchitecture.ARM64 }) }),
      infrastructureConfiguration: new InfrastructureConfiguration(stack, 'Infrastructure', { instanceTypes: [new InstanceType('t3.large')] }),
    }), /must be for arm64, like the base image of the recipe/],
    ['a workflow for containers on a recipe for AMIs',
      (stack) => pipelineIn(stack, { workflows: [{ workflow: AmazonManagedWorkflow.buildContainer(stack, 'Build') }] }),
      /must be for AMI images, like the recipe/],
    ['an image of Amazon ECR, of which nobody knows the platform',
      (stack) => containerRecipeIn(stack, BaseContainerImage.fromEcrPublic('docker', 'library/nginx', 'latest')), /`platform` must be given/],
  ])('trap 12: %s is refused at synth', (_, make, message) => {
    const stack = newStack();
    expect(() => {
      make(stack);
      (stack.node.root as App).synth();
    }).toThrow(message);
  });

  test('trap 12: tests without a build, and more components than accounts may have, are warned of', () => {
    const stack = newStack();
    const components = Array.from({ length: 25 }, (_, index) => Component.fromComponentName(stack, `Component${index}`, `component-${index}`));
    const recipe = recipeIn(stack, { components });
    pipelineIn(stack, { recipe, workflows: [{ workflow: AmazonManagedWorkflow.testImage(stack, 'Test') }] });
    expect(warningsOf(stack)).toEqual([
      expect.stringContaining('The recipe has 25 components'), expect.stringContaining('None of the `workflows` is a BUILD workflow'),
    ]);
  });
});

describe('a build workflow alone', () => {
  const builds = (stack: Stack) => [{ workflow: AmazonManagedWorkflow.buildImage(stack, 'Build') }];

  test('trap 13: drops the tests, which is warned of', () => {
    const stack = newStack();
    pipelineIn(stack, { workflows: builds(stack) });
    expect(warningsOf(stack)).toEqual([expect.stringContaining('None of the `workflows` is a TEST workflow')]);
  });

  test('trap 13: drops the scan, which is warned of', () => {
    const stack = newStack();
    pipelineIn(stack, { workflows: builds(stack), imageScanning: ImageScanning.testInstance() });
    expect(warningsOf(stack)).toEqual([
      expect.stringContaining('None of the `workflows` is a TEST workflow'), expect.stringContaining('so no image is scanned'),
    ]);
  });
});

describe('what a template depends on', () => {
  test('trap 20: a subnet is not dropped where no security group is given', () => {
    const stack = newStack();
    new InfrastructureConfiguration(stack, 'Infrastructure', { vpc: new Vpc(stack, 'Vpc', { natGateways: 0 }) });
    expect(propertiesOf(stack, 'AWS::ImageBuilder::InfrastructureConfiguration')).toMatchObject({
      SubnetId: { Ref: expect.stringMatching(/^Vpc/) },
      SecurityGroupIds: [{ 'Fn::GetAtt': [expect.stringMatching(/^InfrastructureSecurityGroup/), 'GroupId'] }],
    });
  });

  test('trap 21: an image that the pipeline builds follows its deployment id, which changes with what the pipeline has', () => {
    const stack = newStack();
    pipelineIn(stack).runOnDeploy();
    expect(propertiesOf(stack, 'AWS::ImageBuilder::Image').ImagePipelineExecutionSettings).toEqual({
      DeploymentId: { 'Fn::GetAtt': [expect.stringMatching(/^Pipeline/), 'DeploymentId'] }, OnUpdate: true,
    });
  });
});

test('trap 24: the places of resources in the tree, of which their logical ids are made, stay', () => {
  const stack = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });
  const recipe = recipeIn(stack, { components: [componentFor(stack, Platform.LINUX)] });
  const document = WorkflowDocument.fromSteps([new WaitForActionStep('Wait')]);
  const pipeline = new ImagePipeline(stack, 'Pipeline', {
    recipe,
    infrastructureConfiguration: new InfrastructureConfiguration(stack, 'Infrastructure', {
      vpc: Vpc.fromVpcAttributes(stack, 'Vpc', {
        vpcId: 'vpc-1', availabilityZones: ['eu-central-1a'], publicSubnetIds: ['subnet-1'],
      }),
    }),
    distributionConfiguration: new DistributionConfiguration(stack, 'Distribution', {
      amiDistributions: [{ ssmParameters: [{ parameterName: '/a' }] }],
    }),
    workflows: [
      { workflow: AmazonManagedWorkflow.buildImage(stack, 'Build') },
      { workflow: new Workflow(stack, 'Test', { workflowType: WorkflowType.TEST, document }) },
    ],
  });
  const image = pipeline.runOnDeploy();
  new Image(stack, 'Image', { recipe });
  new LifecyclePolicy(stack, 'Lifecycle', {
    resourceType: LifecyclePolicyResourceType.AMI_IMAGE,
    details: [{ action: { type: LifecyclePolicyActionType.DELETE }, filter: { ageFilter: { age: Duration.days(30) } } }],
    resourceSelection: { recipes: [recipe] },
  });
  containerRecipeIn(stack, BaseContainerImage.fromDockerHub('amazonlinux', 'latest'));
  new BuildReport(stack, 'BuildReport', { source: BuildSource.image(image) });
  new ScanReport(stack, 'ScanReport', { source: ScanSource.image(image) });
  new PipelineExecution(stack, 'Execution', { pipeline });

  // What the CDK makes inside of its provider framework has its own names.
  const own = stack.node.findAll().filter(CfnResource.isCfnResource).map(({ node }) => node.path).filter((path) => !path.includes('/Provider/'));
  expect(own.map((path) => path.replace(/^Stack\//, '')).sort()).toEqual([
    'BuildReport/Resource/Default',
    'Component/Resource',
    'ContainerRecipe/Resource',
    'Distribution/Resource',
    'Execution/Resource/Default',
    'Image/InfrastructureConfiguration/InstanceProfile/Resource',
    'Image/InfrastructureConfiguration/InstanceProfileRole/Resource',
    'Image/InfrastructureConfiguration/Resource',
    'Image/Resource',
    ...['ImageBuilderExecutions', 'ImageBuilderReports'].flatMap((provider) => [
      `${provider}/FrameworkIsCompleteRole/DefaultPolicy/Resource`,
      `${provider}/FrameworkIsCompleteRole/Resource`,
      `${provider}/FrameworkOnEventRole/DefaultPolicy/Resource`,
      `${provider}/FrameworkOnEventRole/Resource`,
      `${provider}/IsComplete/Resource`,
      `${provider}/IsCompleteRole/DefaultPolicy/Resource`,
      `${provider}/IsCompleteRole/Resource`,
      `${provider}/Logs/Resource`,
      `${provider}/OnEvent/Resource`,
      `${provider}/OnEventRole/DefaultPolicy/Resource`,
      `${provider}/OnEventRole/Resource`,
    ]),
    'Infrastructure/InstanceProfile/Resource',
    'Infrastructure/InstanceProfileRole/Resource',
    'Infrastructure/Resource',
    'Infrastructure/SecurityGroup/Resource',
    'Lifecycle/ExecutionRole/DefaultPolicy/Resource',
    'Lifecycle/ExecutionRole/Resource',
    'Lifecycle/Resource',
    'Pipeline/ExecutionRole/DefaultPolicy/Resource',
    'Pipeline/ExecutionRole/Resource',
    'Pipeline/Image/Resource',
    'Pipeline/Resource',
    'Recipe/Resource',
    'ScanReport/Resource/Default',
    'Test/Resource',
  ]);
});
