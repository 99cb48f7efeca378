import { App, Stack, StackProps, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { AmiDistribution, BaseImage, ContainerDistribution, DistributionConfiguration, GoldenAmi, ImagePipeline, ImageRecipe, Repository } from '../../src';
import { newStack, warningsOf } from '../support/synth';

const env = { account: '123456789012', region: 'eu-central-1' };
const OWN = 'so each build replaces the image of the other. Give each image its own parameters, tags and launch templates. [ack: cdk-imagebuilder:outputOverwritten]';
const also = (what: string) => [`Stack/First also writes ${what}, ${OWN}`];

/** What is said of two distribution configurations of AMIs in one stack. */
function amis(make: (stack: Stack) => readonly [AmiDistribution, AmiDistribution], props: StackProps = { env }): string[] {
  const stack = newStack(props);
  const [first, second] = make(stack);
  new DistributionConfiguration(stack, 'First', { amiDistributions: [first] });
  new DistributionConfiguration(stack, 'Second', { amiDistributions: [second] });
  return warningsOf(stack);
}

function containers(first: ContainerDistribution, second: ContainerDistribution, stack = newStack({ env })): string[] {
  new DistributionConfiguration(stack, 'First', { containerDistributions: [first] });
  new DistributionConfiguration(stack, 'Second', { containerDistributions: [second] });
  return warningsOf(stack);
}

function parameter(parameterName: string, members: Partial<AmiDistribution> = {}): AmiDistribution {
  return { ssmParameters: [{ parameterName }], ...members };
}

describe('a parameter', () => {
  const places: [string, StackProps][] = [['is known', { env }], ['is not known', {}]];
  test.each(places)('that two distributions write is warned of where the Region %s', (_, props) =>
    expect(amis(() => [parameter('/golden/ami'), parameter('/golden/ami')], props)).toEqual(also('the SSM parameter /golden/ami')));

  test.each<[string, AmiDistribution, AmiDistribution]>([
    ['name', parameter('/golden/ami'), parameter('/golden/other')],
    ['Region', parameter('/golden/ami'), parameter('/golden/ami', { region: 'us-east-1' })],
    ['account', parameter('/golden/ami'),
      { amiTargetAccountIds: ['444455556666'], ssmParameters: [{ parameterName: '/golden/ami', amiAccountId: '444455556666' }] }],
  ])('of another %s is another one', (_, first, second) => expect(amis(() => [first, second])).toEqual([]));

  test('of the app is known by its construct, and a name of which nothing is known is not compared', () => {
    expect(amis((stack) => {
      const own = new ssm.StringParameter(stack, 'Parameter', { stringValue: 'x' });
      return [{ ssmParameters: [{ parameter: own }] }, { ssmParameters: [{ parameter: own }] }];
    })).toEqual(also('the SSM parameter Stack/Parameter'));
    const unknown = Token.asString({ Ref: 'Name' });
    expect(amis(() => [parameter(unknown), parameter(unknown)])).toEqual([]);
  });

  test('that two stacks of an account and Region write is warned of, once for all Regions', () => {
    const app = new App();
    const [first, second] = ['A', 'B'].map((id) => new Stack(app, id, { env }));
    for (const stack of [first, second]) {
      new GoldenAmi(stack, 'Golden', { baseImage: BaseImage.amazonLinux2023(), parameterName: '/golden/ami', regions: ['us-east-1', 'us-west-2'] });
    }
    expect(warningsOf(first)).toEqual([]);
    expect(warningsOf(second)).toEqual([`A/Golden/Distribution also writes the SSM parameter /golden/ami, ${OWN}`]);
  });
});

describe('a launch template', () => {
  const template = (stack: Stack) => ec2.LaunchTemplate.fromLaunchTemplateAttributes(stack, 'Template', { launchTemplateId: 'lt-0123456789abcdef0' });

  test('whose default version two distributions set is warned of', () => {
    expect(amis((stack) => {
      const launchTemplates = [{ launchTemplate: template(stack) }];
      return [{ launchTemplates }, { launchTemplates }];
    })).toEqual(also('the default version of the launch template lt-0123456789abcdef0'));
  });

  test('can get versions of two distributions, of which one sets the default', () => {
    expect(amis((stack) => {
      const launchTemplate = template(stack);
      return [{ launchTemplates: [{ launchTemplate }] }, { launchTemplates: [{ launchTemplate, setDefaultVersion: false }] }];
    })).toEqual([]);
  });
});

describe('a tag', () => {
  const repository = (stack: Stack, name = 'golden') => Repository.fromEcr(ecr.Repository.fromRepositoryName(stack, name, name));

  test('that two distributions move is warned of', () => {
    const stack = newStack({ env });
    const containerRepository = repository(stack);
    expect(containers(
      { containerRepository, containerTags: ['latest', 'a', '{{ imagebuilder:buildDate }}'] },
      { containerRepository, containerTags: ['b', 'latest', '{{ imagebuilder:buildDate }}'] }, stack,
    )).toEqual(also('the tag latest of the repository golden'));
  });

  test('of another repository or Region is another one, and what is not known is not compared', () => {
    const stack = newStack({ env });
    const [one, other] = [repository(stack), repository(stack, 'other')];
    const tags = { containerTags: ['latest'] };
    expect(containers({ containerRepository: one, ...tags }, { containerRepository: other, ...tags }, stack)).toEqual([]);
    expect(containers({ containerRepository: one, ...tags }, { containerRepository: one, ...tags, region: 'us-east-1' })).toEqual([]);
    expect(containers({ containerRepository: one }, { containerRepository: one })).toEqual([]);
    const containerTags = Token.asList({ Ref: 'Tags' });
    expect(containers({ containerRepository: one, containerTags }, { containerRepository: one, containerTags })).toEqual([]);
  });
});

describe('a distribution configuration', () => {
  function pipelines(amiDistribution: AmiDistribution, recipes: (stack: Stack) => ImageRecipe[]): string[] {
    const stack = newStack({ env });
    const distributionConfiguration = new DistributionConfiguration(stack, 'Distribution', { amiDistributions: [amiDistribution] });
    recipes(stack).forEach((recipe, index) => new ImagePipeline(stack, `Pipeline${index}`, { recipe, distributionConfiguration }).runOnDeploy());
    return warningsOf(stack);
  }
  const recipe = (stack: Stack, id: string) => new ImageRecipe(stack, id, { baseImage: BaseImage.amazonLinux2023() });
  const two = (stack: Stack) => [recipe(stack, 'Web'), recipe(stack, 'Db')];

  test('that writes a parameter for two recipes is warned of', () => {
    expect(pipelines(parameter('/golden/ami'), two)).toEqual([
      `Stack/Distribution writes the SSM parameter /golden/ami for the images of Stack/Db and of Stack/Web, ${OWN}`,
    ]);
  });

  test('can be that of two recipes if it writes nothing, and of two pipelines of one recipe', () => {
    expect(pipelines({}, two)).toEqual([]);
    expect(pipelines(parameter('/golden/ami'), (stack) => Array(2).fill(recipe(stack, 'Web')))).toEqual([]);
  });
});
