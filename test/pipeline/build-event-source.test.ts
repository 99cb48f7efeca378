import { App, Fn, Lazy, Stack } from 'aws-cdk-lib';
import { EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { CfnImage, CfnImageRecipe } from 'aws-cdk-lib/aws-imagebuilder';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { IBuildEvents } from '../../src/pipeline/build-events';
import { Image } from '../../src/pipeline/image';
import { ImagePipeline } from '../../src/pipeline/image-pipeline';
import { BaseImage } from '../../src/recipe/base-image';
import { ContainerRecipe } from '../../src/recipe/container-recipe';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { dependenciesOf, newStack, propertiesOf, warningsOf } from '../support/synth';

const RULE = 'AWS::Events::Rule';
const IMAGE_STATE = 'EC2 Image Builder Image State Change';
const env = { account: '123456789012', region: 'eu-central-1' };
const owner = 'arn:aws:imagebuilder:eu-central-1:123456789012';
/** What images of the recipe `golden` begin with, in a stack that knows its account and Region. */
const prefix = { prefix: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':imagebuilder:eu-central-1:123456789012:image/golden/']] } };

const recipeIn = (stack: Stack) => ImageRecipe.fromImageRecipeArn(stack, 'Recipe', `${owner}:image-recipe/golden/x.x.x`);
const pipelineIn = (stack: Stack) => new ImagePipeline(stack, 'Pipeline', { recipe: recipeIn(stack) });
const imageIn = (stack: Stack) => new Image(stack, 'Image', { recipe: recipeIn(stack) });

function patternOf(make: (stack: Stack) => void, stack: Stack = newStack({ env })): Record<string, any> {
  make(stack);
  return propertiesOf(stack, RULE).EventPattern;
}

/** Each method with the fields that it sets beside `source` and `resources`. */
const METHODS: [method: keyof IBuildEvents, own: Record<string, unknown>][] = [
  ['onEvent', {}],
  ['onImageBuildStateChange', { 'detail-type': [IMAGE_STATE] }],
  ['onImageBuildCompleted', { 'detail-type': [IMAGE_STATE], 'detail': { state: { status: ['AVAILABLE', 'CANCELLED', 'FAILED'] } } }],
  ['onImageBuildFailed', { 'detail-type': [IMAGE_STATE], 'detail': { state: { status: ['FAILED'] } } }],
  ['onImageBuildSucceeded', { 'detail-type': [IMAGE_STATE], 'detail': { state: { status: ['AVAILABLE'] } } }],
  ['onCveDetected', { 'detail-type': ['EC2 Image Builder CVE Detected'] }],
  ['onWaitForAction', { 'detail-type': ['EC2 Image Builder Workflow Step Waiting'] }],
];

describe('a rule on an image', () => {
  test.each(METHODS)('trap 1: %s sees images of the recipe only, and not all of the account', (method, own) => {
    expect(patternOf((stack) => imageIn(stack)[method]('Rule'))).toEqual({ source: ['aws.imagebuilder'], resources: [prefix], ...own });
  });

  test('does not wait for the build, whose events it would miss', () => {
    const stack = newStack({ env });
    const image = imageIn(stack);
    image.onImageBuildFailed('Rule');
    expect(dependenciesOf(stack, RULE)).toEqual([]);
    expect(JSON.stringify(propertiesOf(stack, RULE))).not.toContain(stack.getLogicalId(image.node.defaultChild as CfnImage));
  });

  test.each([
    ['one build', `${owner}:image/golden/1.2.3/4`, `${owner}:image/golden/1.2.3/4`],
    ['all builds of a version', `${owner}:image/golden/1.2.3`, { prefix: `${owner}:image/golden/1.2.3/` }],
    ['versions that begin alike', `${owner}:image/golden/1.2.x`, { prefix: `${owner}:image/golden/1.2.` }],
    ['versions with a first number', `${owner}:image/golden/1.x.x`, { prefix: `${owner}:image/golden/1.` }],
    ['all versions', `${owner}:image/golden/x.x.x`, { prefix: `${owner}:image/golden/` }],
    ['all versions, without one in the ARN', `${owner}:image/golden`, { prefix: `${owner}:image/golden/` }],
  ])('that is imported sees %s', (_, arn, resource) => {
    expect(patternOf((stack) => Image.fromImageArn(stack, 'Known', arn).onImageBuildFailed('Rule')).resources).toEqual([resource]);
  });

  test('that is imported by its name sees all versions', () => {
    expect(patternOf((stack) => Image.fromImageName(stack, 'Known', 'golden').onEvent('Rule')).resources).toEqual([prefix]);
  });

  test('that is imported by a token sees all versions', () => {
    const split = (arn: any, index: number) => ({ 'Fn::Select': [index, { 'Fn::Split': ['/', arn] }] });
    const { resources } = patternOf((stack) => Image.fromImageArn(stack, 'Known', Fn.importValue('Golden')).onEvent('Rule'));
    const arn = { 'Fn::ImportValue': 'Golden' };
    expect(resources).toEqual([{ prefix: { 'Fn::Join': ['', [split(arn, 0), '/', split(arn, 1), '/']] } }]);
  });

  test('that a pipeline builds sees images of the recipe of the pipeline, before the image is built', () => {
    const stack = newStack({ env });
    pipelineIn(stack).runOnDeploy().onImageBuildFailed('Rule');
    expect(propertiesOf(stack, RULE).EventPattern.resources).toEqual([prefix]);
    expect(dependenciesOf(stack, RULE)).toEqual([]);
  });

  test('that is built by an unknown pipeline sees images of its name, once it is built', () => {
    const stack = newStack({ env });
    const image = new Image(stack, 'Image', { imagePipelineExecutionSettings: { deploymentId: 'deployment' } });
    image.onImageBuildFailed('Rule');
    const part = (index: number) => ({ 'Fn::Select': [index, { 'Fn::Split': ['/', stack.resolve(image.imageArn)] }] });
    expect(propertiesOf(stack, RULE).EventPattern.resources).toEqual([{ prefix: { 'Fn::Join': ['', [part(0), '/', part(1), '/']] } }]);
  });
});

// Trap 1: an event of a build names the image and not the pipeline, so a rule without `resources` sees every image of the account.
describe('a rule on a pipeline', () => {
  const arnIn = (stack: Stack) => stack.resolve((stack.node.findChild('Pipeline') as ImagePipeline).imagePipelineArn);

  test.each(METHODS.filter(([method]) => !['onEvent', 'onCveDetected'].includes(method)))('%s sees images of its recipe only', (method, own) => {
    expect(patternOf((stack) => pipelineIn(stack)[method]('Rule'))).toEqual({ source: ['aws.imagebuilder'], resources: [prefix], ...own });
  });

  test('onEvent sees the pipeline and images of its recipe', () => {
    const stack = newStack({ env });
    const pattern = patternOf(() => pipelineIn(stack).onEvent('Rule'), stack);
    expect(pattern).toEqual({ source: ['aws.imagebuilder'], resources: [arnIn(stack), prefix] });
    expect(warningsOf(stack)).toEqual([]);
  });

  test.each([
    ['onCveDetected', 'EC2 Image Builder CVE Detected'],
    ['onImagePipelineAutoDisabled', 'EC2 Image Builder Image Pipeline Automatically Disabled'],
  ] as const)('%s sees exactly the pipeline', (method, detailType) => {
    const stack = newStack({ env });
    const pattern = patternOf(() => pipelineIn(stack)[method]('Rule'), stack);
    expect(pattern).toEqual({ 'source': ['aws.imagebuilder'], 'resources': [arnIn(stack)], 'detail-type': [detailType] });
  });

  test.each<[string, (stack: Stack) => any, any]>([
    ['a recipe of the stack', (stack) => new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() }), { 'Fn::GetAtt': ['Recipe2A957DA4', 'Arn'] }],
    ['an L1', (stack) => new CfnImageRecipe(stack, 'Recipe', { name: 'Golden', version: '1.0.x', parentImage: 'ami-01234567' }), { Ref: 'Recipe' }],
    ['a token', (stack) => ImageRecipe.fromImageRecipeArn(stack, 'Recipe', Fn.importValue('Recipe')), { 'Fn::ImportValue': 'Recipe' }],
  ])('takes the name of the image from the ARN of %s, where it stands as the service writes it', (_, recipe, arn) => {
    const { resources } = patternOf((stack) => new ImagePipeline(stack, 'Pipeline', { recipe: recipe(stack) }).onImageBuildFailed('Rule'));
    expect(resources[0].prefix['Fn::Join'][1]).toEqual([
      'arn:', { Ref: 'AWS::Partition' }, ':imagebuilder:eu-central-1:123456789012:image/', { 'Fn::Select': [1, { 'Fn::Split': ['/', arn] }] }, '/',
    ]);
  });

  test.each<[string, (stack: Stack) => any]>([
    ['an image recipe', (stack) => ImageRecipe.fromImageRecipeName(stack, 'Recipe', 'My_Golden Recipe')],
    ['a container recipe', (stack) => ContainerRecipe.fromContainerRecipeName(stack, 'Recipe', 'My_Golden Recipe')],
  ])('reads it from the name of %s, as the service writes it', (_, recipe) => {
    const { resources } = patternOf((stack) => new ImagePipeline(stack, 'Pipeline', { recipe: recipe(stack) }).onImageBuildFailed('Rule'));
    expect(resources[0].prefix['Fn::Join'][1].slice(2).join('')).toBe(':imagebuilder:eu-central-1:123456789012:image/my-golden-recipe/');
  });

  test('can stand in the stack of its target', () => {
    const app = new App();
    const [stack, other] = [new Stack(app, 'Stack', { env }), new Stack(app, 'Other', { env })];
    pipelineIn(stack).onImageBuildFailed('Rule', { crossStackScope: other });
    expect(propertiesOf(other, RULE).EventPattern.resources).toEqual([prefix]);
  });
});

describe('a rule on an imported pipeline', () => {
  const known = (stack: Stack) => ImagePipeline.fromImagePipelineName(stack, 'Known', 'mine');
  const withRecipe = (stack: Stack) => ImagePipeline.fromImagePipelineAttributes(stack, 'Known', { imagePipelineName: 'mine', recipe: recipeIn(stack) });
  const arn = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':imagebuilder:eu-central-1:123456789012:image-pipeline/mine']] };

  test.each(['onCveDetected', 'onImagePipelineAutoDisabled'] as const)('%s sees exactly the pipeline', (method) => {
    const stack = newStack({ env });
    expect(patternOf(() => known(stack)[method]('Rule'), stack).resources).toEqual([arn]);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('onEvent says what it cannot see', () => {
    const stack = newStack({ env });
    expect(patternOf(() => known(stack).onEvent('Rule'), stack)).toEqual({ source: ['aws.imagebuilder'], resources: [arn] });
    expect(warningsOf(stack)).toEqual([
      'The recipe of the pipeline is not known here, so the rule sees vulnerability scans and the automatic disabling of the pipeline only: other events '
      + 'name the image and not the pipeline. Import the pipeline with `fromImagePipelineAttributes()` and its recipe. '
      + '[ack: cdk-imagebuilder:eventsWithoutRecipe]',
    ]);
  });

  test.each(['onImageBuildStateChange', 'onImageBuildCompleted', 'onImageBuildFailed', 'onImageBuildSucceeded', 'onWaitForAction'] as const)(
    '%s is refused without the recipe, because it would see every image of the account', (method) => {
      expect(() => known(newStack())[method]('Rule')).toThrow(new Error(
        `${method.replace(/^o/, 'O')}Unsupported: \`${method}\` must be called on a pipeline whose recipe is known, because its events name the image and not the `
        + 'pipeline. Import the pipeline with `fromImagePipelineAttributes()` and its recipe. [Stack/Known]'));
    });

  test('sees images of its recipe, if that is known', () => {
    const stack = newStack({ env });
    expect(patternOf(() => withRecipe(stack).onImageBuildFailed('Rule'), stack).resources).toEqual([prefix]);
  });

  test('onEvent sees the pipeline and images of its recipe, if that is known', () => {
    const stack = newStack({ env });
    expect(patternOf(() => withRecipe(stack).onEvent('Rule'), stack).resources).toEqual([arn, prefix]);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('sees images where the pipeline is', () => {
    const { resources } = patternOf((stack) => ImagePipeline.fromImagePipelineAttributes(stack, 'Known', {
      imagePipelineArn: 'arn:aws:imagebuilder:us-east-1:999999999999:image-pipeline/mine', recipe: recipeIn(stack),
    }).onImageBuildFailed('Rule'));
    expect(JSON.stringify(resources)).toContain(':imagebuilder:us-east-1:999999999999:image/golden/');
  });
});

describe('the options of a rule', () => {
  const failed = (eventPattern: EventPattern) => patternOf((stack) => imageIn(stack).onImageBuildFailed('Rule', { eventPattern }));

  test('name, describe and target it', () => {
    const stack = newStack({ env });
    const topic = new Topic(stack, 'Topic');
    const rule = imageIn(stack).onImageBuildFailed('Rule', { ruleName: 'failed', description: 'what for', target: new SnsTopic(topic) });
    expect(rule).toBeInstanceOf(Rule);
    expect(propertiesOf(stack, RULE)).toMatchObject({
      Name: 'failed', Description: 'what for', Targets: [{ Arn: stack.resolve(topic.topicArn) }],
    });
  });

  test('narrow it further', () => {
    expect(failed({ account: ['123456789012'], detail: { 'previous-state': { status: ['TESTING'] } } })).toEqual({
      'source': ['aws.imagebuilder'],
      'account': ['123456789012'],
      'detail-type': [IMAGE_STATE],
      'resources': [prefix],
      'detail': { 'previous-state': { status: ['TESTING'] }, 'state': { status: ['FAILED'] } },
    });
  });

  test('narrow a rule on all events to some', () => {
    expect(patternOf((stack) => imageIn(stack).onEvent('Rule', { eventPattern: { detailType: [IMAGE_STATE] } }))['detail-type']).toEqual([IMAGE_STATE]);
  });

  test.each<[string, string, EventPattern]>([
    ['eventPattern.source', 'SourceConflict', { source: ['aws.imagebuilder'] }],
    ['eventPattern.resources', 'ResourcesConflict', { resources: ['arn'] }],
    ['eventPattern.detailType', 'DetailTypeConflict', { detailType: [IMAGE_STATE] }],
    ['eventPattern.detail.state.status', 'StatusConflict', { detail: { state: { status: ['AVAILABLE'] } } }],
    ['eventPattern.detail.state', 'StateConflict', { detail: { state: [{ exists: true }] } }],
    ['eventPattern.detail.state', 'StateConflict', { detail: { state: null } }],
  ])('cannot widen it: %s', (prop, code, eventPattern) => {
    expect(() => failed(eventPattern)).toThrow(new Error(
      `${code}: \`${prop}\` must be absent, because \`onImageBuildFailed\` sets it itself. [Stack/Image]`));
  });

  test('may hold tokens', () => {
    expect(failed({ account: Lazy.list({ produce: () => ['123456789012'] }) }).account).toEqual(['123456789012']);
  });
});
