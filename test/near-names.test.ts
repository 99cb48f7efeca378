import { Stack, TimeZone } from 'aws-cdk-lib';
import { Repository as EcrRepository } from 'aws-cdk-lib/aws-ecr';
import { CfnComponent } from 'aws-cdk-lib/aws-imagebuilder';
import {
  BaseContainerImage, BaseImage, Component, ComponentConfiguration, ContainerRecipe, DistributeImageStep, DistributionConfiguration, DockerfileData,
  ImagePipeline, ImagePipelineSchedule, ImageRecipe, Platform, Repository, Workflow, WorkflowDocument, WorkflowType,
} from '../src';
import { faultsOf, newStack, warningsOf } from './support/synth';

/** Names that are nearly right pass every check of their form. */
let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

function misspelled(): string[] {
  return warningsOf(stack).filter((warning) => warning.includes('unknownName')).map((warning) => warning.replace(', which is not known and probably misspelled.', ':').replace(/ \[ack.*/, ''));
}

const baseImage = BaseImage.amazonLinux2023();
const targetRepository = () => Repository.fromEcr(EcrRepository.fromRepositoryName(stack, 'Repository', 'mine'));

test.each<[string, () => unknown, string]>([
  ['a Region', () => new DistributionConfiguration(stack, 'D', { amiDistributions: [{ region: 'eu-cental-1', amiName: 'a {{ imagebuilder:buildDate }}' }] }),
    '`amiDistributions[0].region` is \'eu-cental-1\': Did you mean \'eu-central-1\'?'],
  ['a Region of a step', () => new Workflow(stack, 'W', {
    workflowType: WorkflowType.DISTRIBUTION,
    document: WorkflowDocument.fromSteps([new DistributeImageStep('Copy', { distributions: [{ region: 'us-eats-1', amiName: 'a {{ imagebuilder:buildDate }}' }] })]),
  }), '`distributions[0].region` is \'us-eats-1\': Did you mean \'us-east-1\'?'],
  ['a variable', () => new DistributionConfiguration(stack, 'D', { amiDistributions: [{ amiName: 'a {{ imagebuilder:buildDat }}' }] }),
    '`amiDistributions[0].amiName` holds {{ imagebuilder:buildDat }}: Did you mean \'buildDate\'?'],
  ['a variable that is like none', () => new DistributionConfiguration(stack, 'D', { amiDistributions: [{ amiName: 'a {{ imagebuilder:now }}' }] }),
    '`amiDistributions[0].amiName` holds {{ imagebuilder:now }}:'],
  ['a variable of a Dockerfile', () => new ContainerRecipe(stack, 'R', {
    baseImage: BaseContainerImage.fromDockerHub('amazonlinux', '2023', { platform: Platform.LINUX }),
    targetRepository: targetRepository(),
    dockerfile: DockerfileData.fromInline('FROM {{{ imagebuilder:parentImage }}}\n{{{ imagebuilder:componens }}}'),
  }), '`dockerfile` holds {{ imagebuilder:componens }}: Did you mean \'components\'?'],
  ['a time zone', () => new ImagePipeline(stack, 'P', {
    recipe: new ImageRecipe(stack, 'R', { baseImage }), schedule: ImagePipelineSchedule.cron('0 3 ? * sun *', { timeZone: TimeZone.of('Europe/Berln') }),
  }), '`schedule.timeZone` is \'Europe/Berln\': Did you mean \'Europe/Berlin\'?'],
  ['a time zone that is like none', () => new ImagePipeline(stack, 'P', {
    recipe: new ImageRecipe(stack, 'R', { baseImage }), schedule: ImagePipelineSchedule.cron('0 3 ? * sun *', { timeZone: TimeZone.of('Mars/Olympus') }),
  }), '`schedule.timeZone` is \'Mars/Olympus\':'],
  ['a managed image', () => new ImageRecipe(stack, 'R', { baseImage: BaseImage.amazonManaged('amazon-linux-2032-x86') }),
    '`baseImage` is \'amazon-linux-2032-x86\': Did you mean \'amazon-linux-2023-x86\'?'],
  ['a managed image for containers', () => new ContainerRecipe(stack, 'R', {
    baseImage: BaseContainerImage.amazonManaged('amazon-linux-2032-x86-2023'), targetRepository: targetRepository(),
  }), '`baseImage` is \'amazon-linux-2032-x86-2023\': Did you mean \'amazon-linux-2023-x86-2023\'?'],
])('%s that is misspelled is warned of', (_, create, warning) => {
  create();
  expect(misspelled()).toEqual([warning]);
});

test('right names, and names that are newer than the library, pass', () => {
  new DistributionConfiguration(stack, 'D', {
    amiDistributions: ['eu-central-1', 'eu-central-3', 'xx-somewhere-1'].map((region) => (
      { region, amiName: 'a {{imagebuilder:buildDate}} {{ imagebuilder:buildVersion }} {{ imagebuilder:buildDate:yyyyMM }}' }
    )),
  });
  const recipes = ['amazon-linux-2023-arm64', 'amazon-linux-2026-x86', 'freebsd-15-x86']
    .map((name) => new ImageRecipe(stack, name, { baseImage: BaseImage.amazonManaged(name) }));
  ['Europe/Berlin', 'US/Pacific', 'Etc/UTC'].forEach((zone) => new ImagePipeline(stack, zone.replace('/', ''), {
    recipe: recipes[0], schedule: ImagePipelineSchedule.cron('0 3 ? * sun *', { timeZone: TimeZone.of(zone) }),
  }));
  new ImageRecipe(stack, 'Own', { baseImage: BaseImage.fromAmiId('ami-12345678') });
  expect(misspelled()).toEqual([]);
});

describe('a component for Windows in a recipe for Linux is refused', () => {
  test.each([
    ['an L1', () => new CfnComponent(stack, 'C', { name: 'Mine', platform: 'Windows', version: '1.0.0' })],
    ['one of Amazon, by its ARN', () => Component.fromComponentArn(stack, 'C', 'arn:aws:imagebuilder:us-east-1:aws:component/update-windows/x.x.x')],
  ])('%s', (_, create) => {
    new ImageRecipe(stack, 'R', { baseImage, components: [ComponentConfiguration.of(create())] });
    expect(faultsOf(stack)).toEqual([expect.stringMatching(/^ComponentsConflict: `components\[0\]` must be for Linux, like the base image, got: 'Windows'/)]);
  });

  test.each([
    ['an L1 for Linux', () => new CfnComponent(stack, 'C', { name: 'Mine', platform: 'Linux', version: '1.0.0' })],
    ['one of Amazon for Linux', () => Component.fromComponentArn(stack, 'C', 'arn:aws:imagebuilder:us-east-1:aws:component/update-linux/x.x.x')],
    ['one of Amazon whose name does not tell', () => Component.fromComponentArn(stack, 'C', 'arn:aws:imagebuilder:us-east-1:aws:component/update/x.x.x')],
    ['one of somebody else', () => Component.fromComponentArn(stack, 'C', 'arn:aws:imagebuilder:us-east-1:111122223333:component/not-windows/x.x.x')],
  ])('%s is not', (_, create) => {
    new ImageRecipe(stack, 'R', { baseImage, components: [ComponentConfiguration.of(create())] });
    expect(faultsOf(stack)).toEqual([]);
  });
});
