import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { CfnDistributionConfiguration } from 'aws-cdk-lib/aws-imagebuilder';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  BaseContainerImage, BaseImage, BuildOnDeploy, DistributionConfiguration, GoldenAmi, GoldenAmiProps, GoldenContainerImage, Platform, Repository,
} from '../../src';
import { newStack, propertiesOf } from '../support/synth';

const env = { account: '123456789012', region: 'eu-central-1' };
type Given = Partial<GoldenAmiProps> | ((stack: Stack) => Partial<GoldenAmiProps>);

/** The description of the pipeline of a golden AMI, whose distribution is perhaps changed afterwards. */
function descriptionOf(given: Given, change?: (golden: GoldenAmi) => void): string | undefined {
  const stack = newStack({ env });
  const golden = new GoldenAmi(stack, 'Golden', { baseImage: BaseImage.amazonLinux2023(), ...given instanceof Function ? given(stack) : given });
  change?.(golden);
  return propertiesOf(stack, 'AWS::ImageBuilder::ImagePipeline').Description;
}

const own = (stack: Stack) => new DistributionConfiguration(stack, 'Own', { amiDistributions: [{}] });

test('a change of the distribution changes the pipeline, so that the deployment builds an image', () => {
  const descriptions = [
    descriptionOf({}), descriptionOf({ regions: ['us-east-1'] }), descriptionOf({ accounts: ['444455556666'] }), descriptionOf({ parameterName: '/golden/ami' }),
    descriptionOf((stack) => ({ encryptionKey: new Key(stack, 'Key') })), descriptionOf((stack) => ({ encryptionKey: new Key(stack, 'Other') })),
    descriptionOf((stack) => ({ distributionConfiguration: own(stack) })),
    descriptionOf((stack) => ({ distributionConfiguration: own(stack) }), (golden) =>
      (golden.distributionConfiguration as DistributionConfiguration).addAmiDistributions({ region: 'us-east-1' })),
  ];
  descriptions.forEach((description) => expect(description).toMatch(/^A deployment builds an image when the distribution changes: [0-9a-f]{8}$/));
  expect(new Set(descriptions).size).toBe(descriptions.length);
});

test('what is no part of the distribution changes nothing', () => {
  expect(descriptionOf({ instanceTypes: [], logTail: true, buildOnDeploy: BuildOnDeploy.ROLL_BACK })).toBe(descriptionOf({}));
});

test('an L1 can be changed as well', () => {
  const l1 = (region: string) => descriptionOf((stack) => ({
    distributionConfiguration: new CfnDistributionConfiguration(stack, 'L1', { name: 'own', distributions: [{ region }] }),
  }));
  expect(l1('eu-central-1')).toMatch(/: [0-9a-f]{8}$/);
  expect(l1('eu-central-1')).not.toBe(l1('us-east-1'));
});

test('an imported distribution is not known', () => {
  expect(descriptionOf((stack) => ({
    distributionConfiguration: DistributionConfiguration.fromDistributionConfigurationName(stack, 'Imported', 'own'),
  }))).toBeUndefined();
});

test.each([BuildOnDeploy.REPORT_FAILURE, BuildOnDeploy.DISABLED])('%s needs no other pipeline for it', (buildOnDeploy) => {
  expect(descriptionOf({ buildOnDeploy })).toBeUndefined();
});

test('the same is true of a golden container image', () => {
  const of = (regions: string[]) => {
    const stack = newStack({ env });
    const containerRepository = Repository.fromEcr(ecr.Repository.fromRepositoryName(stack, 'Repository', 'golden'));
    new GoldenContainerImage(stack, 'Golden', {
      baseImage: BaseContainerImage.fromEcrPublic('amazonlinux', 'amazonlinux', '2023', { platform: Platform.LINUX }),
      furtherDistributions: regions.map((region) => ({ region, containerRepository })),
    });
    return propertiesOf(stack, 'AWS::ImageBuilder::ImagePipeline').Description;
  };
  expect(of([])).toMatch(/: [0-9a-f]{8}$/);
  expect(of([])).not.toBe(of(['us-east-1']));
});
