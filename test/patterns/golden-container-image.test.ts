import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import {
  BaseContainerImage, BuildOnDeploy, ContainerRecipe, DistributionConfiguration, GoldenContainerImage, GoldenContainerImageProps,
  ImageRetention, ImageScanning, Platform, Repository, SeverityGate,
} from '../../src';
import { propertiesOf, resourcesOf, warningsOf } from '../support/synth';

const baseImage = BaseContainerImage.fromEcrPublic('amazonlinux', 'amazonlinux', '2023', { platform: Platform.LINUX });
const newStack = () => new Stack(new App(), 'Images');

function setUp(props: Partial<GoldenContainerImageProps> | ((stack: Stack) => Partial<GoldenContainerImageProps>) = {}) {
  const stack = newStack();
  return { stack, golden: new GoldenContainerImage(stack, 'Runtime', { baseImage, ...typeof props === 'function' ? props(stack) : props }) };
}

test('a golden container image is built, pushed, reported and judged', () => {
  const { stack, golden } = setUp({ gate: SeverityGate.atMost({ critical: 0 }), retention: ImageRetention.keepLast(5) });
  golden.addStackOutputs();
  const repository = { Ref: expect.stringMatching(/^RuntimeRepository/) };
  expect(propertiesOf(stack, 'AWS::ImageBuilder::ContainerRecipe').TargetRepository).toEqual({ RepositoryName: repository, Service: 'ECR' });
  expect(propertiesOf(stack, 'AWS::ImageBuilder::DistributionConfiguration').Distributions).toEqual([{
    Region: { Ref: 'AWS::Region' },
    ContainerDistributionConfiguration: {
      ContainerTags: ['latest', '{{ imagebuilder:buildVersion }}'],
      TargetRepository: { RepositoryName: repository, Service: 'ECR' },
    },
  }]);
  expect(propertiesOf(stack, 'AWS::ImageBuilder::ImagePipeline').ImageScanningConfiguration).toEqual({ ImageScanningEnabled: true });
  expect(propertiesOf(stack, 'AWS::ImageBuilder::LifecyclePolicy')).toMatchObject({
    ResourceType: 'CONTAINER_IMAGE',
    PolicyDetails: [{ Action: { IncludeResources: { Containers: true } }, Filter: { Value: 5 }, ExclusionRules: { TagMap: { 'cdk-imagebuilder:deployed': expect.anything() } } }],
  });
  const [created] = resourcesOf(stack, 'AWS::ECR::Repository') as any[];
  expect(created).toMatchObject({ Properties: { ImageScanningConfiguration: { ScanOnPush: true } }, DeletionPolicy: 'Retain' });
  expect(Object.keys(Template.fromStack(stack).toJSON().Outputs)).toEqual(expect.arrayContaining(['Outcome', 'FindingsCritical']));
  expect(warningsOf(stack)).toEqual([]);
});

test('without a gate, images are not scanned unless asked', () => {
  expect(setUp().golden.scanReport).toBeUndefined();
  expect(setUp({ imageScanning: ImageScanning.container() }).golden.scanReport).toBeDefined();
});

test('parts of one\'s own', () => {
  const { stack, golden } = setUp((of) => {
    const repository = new ecr.Repository(of, 'Own');
    return {
      baseImage: undefined,
      repository,
      recipe: new ContainerRecipe(of, 'Recipe', { baseImage, targetRepository: Repository.fromEcr(repository) }),
      imageTags: ['stable'],
      furtherDistributions: [{ region: 'eu-west-1', containerRepository: Repository.fromEcr(ecr.Repository.fromRepositoryName(of, 'Other', 'other')) }],
      buildOnDeploy: BuildOnDeploy.REPORT_FAILURE,
    };
  });
  golden.addStackOutputs();
  expect(golden.execution).toBeDefined();
  expect(resourcesOf(stack, 'AWS::ECR::Repository')).toHaveLength(1);
  expect(propertiesOf(stack, 'AWS::ImageBuilder::DistributionConfiguration').Distributions).toMatchObject([
    { ContainerDistributionConfiguration: { ContainerTags: ['stable'] } }, { Region: 'eu-west-1' },
  ]);
});

test('a distribution and a recipe of one\'s own need no repository', () => {
  const { golden } = setUp((of) => {
    const targetRepository = Repository.fromEcr(new ecr.Repository(of, 'Own'));
    return {
      baseImage: undefined,
      recipe: new ContainerRecipe(of, 'Recipe', { baseImage, targetRepository }),
      distributionConfiguration: new DistributionConfiguration(of, 'Distribution', { containerDistributions: [{ containerRepository: targetRepository }] }),
    };
  });
  expect(golden.repository).toBeUndefined();
});
