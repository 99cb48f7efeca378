import { App, Aws, CfnCondition, CfnResource, Fn, NestedStack, Stack, StackProps, Token } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { BaseImage, GoldenAmi, ImagePipeline, ImageRecipe, RecipeVersion } from '../../src';
import { faultsOf, warningsOf } from '../support/synth';

const env = { account: '123456789012', region: 'eu-central-1' };
const baseImage = BaseImage.amazonLinux2023();

function pipeline(stack: Stack, id: string, imagePipelineName: string): void {
  new ImagePipeline(stack, id, { recipe: ImageRecipe.fromImageRecipeName(stack, `${id}Recipe`, 'mine'), imagePipelineName });
}

/** What is said of the second of two stacks with the same name of a pipeline. */
function saidOf(first: StackProps, second: StackProps, name = 'web'): string[] {
  const app = new App();
  const [a, b] = [new Stack(app, 'A', first), new Stack(app, 'B', second)];
  pipeline(a, 'Pipeline', name);
  pipeline(b, 'Pipeline', name);
  expect([faultsOf(a), faultsOf(b), warningsOf(a)]).toEqual([[], [], []]);
  return warningsOf(b);
}

test('a name that two stacks of an account and Region have is warned of, because perhaps one of them is deployed', () => {
  expect(saidOf({ env }, { env })).toEqual([
    '`imagePipelineName` gives this resource and A/Pipeline the name web in the same account and Region, where only one of them can be deployed. '
    + '[ack: cdk-imagebuilder:nameTaken]',
  ]);
});

test.each<[string, StackProps, StackProps]>([
  ['of two Regions', { env }, { env: { ...env, region: 'us-east-1' } }],
  ['of two accounts', { env }, { env: { ...env, account: '444455556666' } }],
  ['whose account is not known', { env: { region: 'eu-central-1' } }, { env: { region: 'eu-central-1' } }],
  ['of which nothing is known', {}, {}],
])('two stacks %s can have the same name', (_, first, second) => expect(saidOf(first, second)).toEqual([]));

test('two names that are known at deployment only can differ', () => {
  expect(saidOf({ env }, { env }, Token.asString({ Ref: 'Name' }))).toEqual([]);
});

test('a stack whose account and Region are not known has each name once', () => {
  const stack = new Stack(new App(), 'Stack');
  pipeline(stack, 'First', 'web');
  pipeline(stack, 'Second', 'web');
  pipeline(stack, 'Third', 'web');
  expect(faultsOf(stack)).toEqual(['Second', 'Third'].map((id) => 'ImagePipelineNameConflict: `imagePipelineName` must differ from that of Stack/First, '
    + `because only one resource can have the name web, got: 'web'. [Stack/${id}]`));
});

test.each([0, 1])('of two resources of a stack, one can have a condition', (index) => {
  const stack = new Stack(new App(), 'Stack');
  for (const id of ['First', 'Second']) {pipeline(stack, id, 'web');}
  const resource = stack.node.findChild(['First', 'Second'][index]).node.defaultChild as CfnResource;
  resource.cfnOptions.condition = new CfnCondition(stack, 'Condition', { expression: Fn.conditionEquals(Aws.REGION, 'eu-central-1') });
  expect(faultsOf(stack)).toEqual([]);
});

test('the name of a construct that was removed can be used again', () => {
  const stack = new Stack(new App(), 'Stack');
  for (const _ of [1, 2]) {
    stack.node.tryRemoveChild('Pipeline');
    pipeline(stack, 'Pipeline', 'web');
    stack.node.tryRemoveChild('PipelineRecipe');
  }
  expect(faultsOf(stack)).toEqual([]);
});

test('a name in a nested stack is warned of', () => {
  const stack = new Stack(new App(), 'Stack', { env });
  const nested = new NestedStack(stack, 'Nested');
  pipeline(stack, 'Pipeline', 'web');
  pipeline(nested, 'Pipeline', 'web');
  const said = nested.node.findChild('Pipeline').node.metadata.map(({ data }) => String(data));
  expect(said).toContainEqual(expect.stringContaining('`imagePipelineName` gives this resource and Stack/Pipeline the name web '));
});

test('apps know nothing of each other', () => {
  const stacks = [1, 2].map(() => new Stack(new App(), 'Stack', { env }));
  stacks.forEach((stack) => pipeline(stack, 'Pipeline', 'web'));
  expect(stacks.flatMap((stack) => [...faultsOf(stack), ...warningsOf(stack)])).toEqual([]);
});

test.each([[undefined], [RecipeVersion.auto('2.0')]])('recipes whose version Image Builder counts can have one name: %j', (imageRecipeVersion) => {
  const stack = new Stack(new App(), 'Stack', { env });
  new ImageRecipe(stack, 'First', { baseImage, imageRecipeName: 'web', imageRecipeVersion });
  new ImageRecipe(stack, 'Second', { baseImage, imageRecipeName: 'web', imageRecipeVersion });
  expect([...faultsOf(stack), ...warningsOf(stack)]).toEqual([]);
});

test('golden images with log groups of their own can have one name', () => {
  const stack = new Stack(new App(), 'Stack', { env });
  new GoldenAmi(stack, 'First', { baseImage, imageName: 'web' });
  new GoldenAmi(stack, 'Second', { baseImage, imageName: 'web', logGroup: new LogGroup(stack, 'Logs'), parameterName: '/web/second' });
  expect(faultsOf(stack)).toEqual([]);
});
