import { App, Stack } from 'aws-cdk-lib';
import { CfnImage } from 'aws-cdk-lib/aws-imagebuilder';
import { BaseImage, BuildReport, BuildSource, ImagePipeline, ImageRecipe, PipelineExecution, ScanReport, ScanSource } from '../../src';

/** The ARN of what a stack of the app creates is a token, whose text does not show where the resource is. */
const HERE = { region: 'eu-central-1', account: '123456789012' };

let stack: Stack;
beforeEach(() => {
  stack = new Stack(new App(), 'Reports', { env: HERE });
});

function pipelineIn(env: object): ImagePipeline {
  const images = new Stack(stack.node.root as App, 'Images', { env, crossRegionReferences: true });
  const recipe = new ImageRecipe(images, 'Recipe', { baseImage: BaseImage.amazonLinux2023() });
  return new ImagePipeline(images, 'Web', { imagePipelineName: 'web', recipe });
}

const READERS: readonly [name: string, prop: string, read: (pipeline: ImagePipeline) => void, path: string][] = [
  ['the newest build of a pipeline', 'source', (pipeline) => new BuildReport(stack, 'Reader', { source: BuildSource.latestOf(pipeline) }), 'Images/Web'],
  ['the newest scan of a pipeline', 'source', (pipeline) => new ScanReport(stack, 'Reader', { source: ScanSource.pipeline(pipeline) }), 'Images/Web'],
  ['the image of a deployment', 'source', (pipeline) => new BuildReport(stack, 'Reader', { source: BuildSource.image(pipeline.runOnDeploy()) }), 'Images/Web/Image'],
  ['an image of aws-cdk-lib', 'source', ({ stack: images }) => new BuildReport(stack, 'Reader', { source: BuildSource.image(new CfnImage(images, 'Native', {})) }), 'Images/Native'],
  ['a pipeline that is started', 'pipeline', (pipeline) => new PipelineExecution(stack, 'Reader', { pipeline }), 'Images/Web'],
];

describe.each(READERS)('%s', (_, prop, read, path) => {
  const problem = `${prop[0].toUpperCase()}${prop.slice(1)}Unsupported`;

  test.each([
    ['Region', { ...HERE, region: 'eu-west-1' }, `be in the Region of the stack, eu-central-1, got: '${path} in eu-west-1'.`],
    ['account', { ...HERE, account: '210987654321' }, `be in the account of the stack, 123456789012, got: '${path} in 210987654321'.`],
  ])('is refused when it is in another %s, where the report cannot read', (__, env, rule) => {
    expect(() => read(pipelineIn(env))).toThrow(new Error(`${problem}: \`${prop}\` must ${rule} [Reports/Reader]`));
  });

  test('is taken from a stack in the same Region and account, and from one of which they are not known', () => {
    read(pipelineIn(HERE));
    stack = new Stack(new App(), 'Reports', { env: HERE });
    expect(() => read(pipelineIn({}))).not.toThrow();
  });
});
