import { readFileSync } from 'fs';
import { join } from 'path';
import { load } from '../support/programs';

/**
 * Every example of a docstring is run and synthesized in the fixture in which jsii-rosetta compiles it, with real values for what the fixture
 * declares. The compiler does not find names that are refused, and combinations that cannot work.
 */
const ROOT = join(__dirname, '..', '..');
const FIXTURE = readFileSync(join(ROOT, 'rosetta', 'default.ts-fixture'), 'utf8');
const DECLARATION = /^declare const (\w+): .*;$/gm;

/** What the fixture declares, as expressions in the constructor of its stack. */
const VALUES: Record<string, string> = {
  bucket: "new s3.Bucket(this, 'GivenBucket')",
  component: `new Component(this, 'GivenComponent', { platform: Platform.LINUX, document: ComponentDocument.fromSteps({
    parameters: { Package: { defaultValue: 'jq' } }, buildSteps: [ComponentStep.updateOs('Update')],
  }) })`,
  key: "new kms.Key(this, 'GivenKey')",
  recipe: "new ImageRecipe(this, 'GivenRecipe', { baseImage: BaseImage.amazonLinux2023() })",
  containerRecipe: `new ContainerRecipe(this, 'GivenContainerRecipe', {
    baseImage: BaseContainerImage.fromDockerHub('amazonlinux', 'latest'), targetRepository: Repository.fromEcr(new ecr.Repository(this, 'GivenRepository')),
  })`,
  infrastructureConfiguration: "new InfrastructureConfiguration(this, 'GivenInfrastructure')",
  distributionConfiguration: `new DistributionConfiguration(this, 'GivenDistribution', {
    amiDistributions: [{ amiName: 'golden-{{ imagebuilder:buildDate }}' }],
  })`,
  workflow: "AmazonManagedWorkflow.testImage(this, 'GivenWorkflow')",
  pipeline: "new ImagePipeline(this, 'GivenPipeline', { recipe: new ImageRecipe(this, 'PipelineRecipe', { baseImage: BaseImage.amazonLinux2023() }), imageScanning: ImageScanning.testInstance() })",
  image: "new Image(this, 'GivenImage', { recipe: new ImageRecipe(this, 'ImageRecipe', { baseImage: BaseImage.amazonLinux2023() }), imageScanning: ImageScanning.testInstance() })",
  launchTemplate: "new ec2.LaunchTemplate(this, 'GivenLaunchTemplate')",
  role: "new iam.Role(this, 'GivenRole', { assumedBy: new iam.ServicePrincipal('imagebuilder.amazonaws.com') })",
  topic: "new sns.Topic(this, 'GivenTopic')",
  vpc: "new ec2.Vpc(this, 'GivenVpc')",
};

interface Docs { readonly example?: string }

interface Member { readonly name: string; readonly docs?: Docs }

interface Type extends Member { readonly methods?: Member[]; readonly properties?: Member[] }

const TYPES: Type[] = Object.values(JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8')).types);
const EXAMPLES = TYPES.flatMap((type) => [
  { name: type.name, text: type.docs?.example },
  ...[...type.methods ?? [], ...type.properties ?? []].map(({ name, docs }) => ({ name: `${type.name}.${name}`, text: docs?.example })),
]).flatMap(({ name, text }) => text === undefined ? [] : [{ name, text }]);

/** A module with the fixture's stack, whose constructor runs an example. */
function inFixture(example: string): string {
  const used = Object.entries(VALUES).filter(([name]) => new RegExp(`(?<![.\\w'])${name}\\b(?!:)`).test(example));
  return FIXTURE.replace(DECLARATION, '').replace('class Fixture', 'export class Fixture')
    .replace('/// here', () => `${used.map(([name, value]) => `const ${name} = ${value};`).join('\n')}\n{\n${example}\n}`);
}

jest.setTimeout(120_000);

test('there are examples of classes and of methods', () => {
  expect(EXAMPLES.map(({ name }) => name)).toEqual(expect.arrayContaining(['ImagePipeline', 'ImagePipelineSchedule.cron']));
});

test('each value that the fixture declares is given', () => {
  expect([...FIXTURE.matchAll(DECLARATION)].map(([, name]) => name).sort()).toEqual(Object.keys(VALUES).sort());
});

test.each(EXAMPLES)('$name synthesizes', ({ text }) => {
  const { Fixture } = load(inFixture(text));
  const { App } = jest.requireActual('aws-cdk-lib');
  const app = new App();
  new Fixture(app, 'Example');
  expect(() => app.synth()).not.toThrow();
});
