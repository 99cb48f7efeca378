import { Stack } from 'aws-cdk-lib';
import { AmiDistribution } from '../../src/distribution/ami-distribution';
import { DistributionConfiguration } from '../../src/distribution/distribution-configuration';
import { InfrastructureConfiguration } from '../../src/infrastructure/infrastructure-configuration';
import { Tenancy } from '../../src/infrastructure/infrastructure-configuration-props';
import { Image } from '../../src/pipeline/image';
import { ImagePipeline } from '../../src/pipeline/image-pipeline';
import { BaseImage } from '../../src/recipe/base-image';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { faultsOf, newStack } from '../support/synth';

const amiName = 'golden-{{ imagebuilder:buildDate }}';
const OPEN: AmiDistribution = { amiName, amiLaunchPermission: { isPublicUserGroup: true } };
const CLOSED: AmiDistribution = { amiName, amiLaunchPermission: { isPublicUserGroup: false, accountIds: ['111111111111'] } };

const recipeIn = (stack: Stack, amiWatermarks?: string[]) => new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023(), amiWatermarks });
const distributionIn = (stack: Stack, ...amiDistributions: AmiDistribution[]) => new DistributionConfiguration(stack, 'Distribution', { amiDistributions });
const FAULT = 'DistributionConfigurationConflict: `distributionConfiguration` must not make AMIs public, because the recipe gives them watermarks, got: '
  + '\'Stack/Distribution\'. Remove `isPublicUserGroup` or `amiWatermarks`. [Stack/Build]';

test.each([['a pipeline', ImagePipeline], ['an image', Image]])('%s does not make AMIs with watermarks public', (_, Build) => {
  const stack = newStack();
  new Build(stack, 'Build', { recipe: recipeIn(stack, ['golden']), distributionConfiguration: distributionIn(stack, OPEN) });
  expect(faultsOf(stack)).toEqual([FAULT]);
});

test('a distribution may be added later, in any Region', () => {
  const stack = newStack();
  const distributionConfiguration = distributionIn(stack, CLOSED);
  new ImagePipeline(stack, 'Build', { recipe: recipeIn(stack, ['golden']), distributionConfiguration });
  expect(faultsOf(stack)).toEqual([]);
  distributionConfiguration.addAmiDistributions({ ...OPEN, region: 'us-east-1' });
  expect(faultsOf(stack)).toEqual([FAULT]);
});

test.each<[string, string[] | undefined, AmiDistribution]>([
  ['no watermarks', undefined, OPEN], ['an empty list of watermarks', [], OPEN], ['no public AMIs', ['golden'], CLOSED], ['no permissions', ['golden'], { amiName }],
])('there is no fault with %s', (_, watermarks, ami) => {
  const stack = newStack();
  new ImagePipeline(stack, 'Build', { recipe: recipeIn(stack, watermarks), distributionConfiguration: distributionIn(stack, ami) });
  expect(faultsOf(stack)).toEqual([]);
});

test('there is no fault without a distribution, or with one that is not known', () => {
  const stack = newStack();
  const recipe = recipeIn(stack, ['golden']);
  new ImagePipeline(stack, 'Build', { recipe });
  new ImagePipeline(stack, 'Other', {
    recipe, distributionConfiguration: DistributionConfiguration.fromDistributionConfigurationName(stack, 'Imported', 'imported'),
  });
  expect(faultsOf(stack)).toEqual([]);
});

describe('EC2 Fast Launch', () => {
  const fast = (enabled?: boolean): AmiDistribution => ({ amiName, fastLaunchConfigurations: [{ enabled: false }, { enabled }] });
  const build = (baseImage: BaseImage, ami: AmiDistribution) => {
    const stack = newStack();
    const recipe = new ImageRecipe(stack, 'Recipe', { baseImage });
    const infrastructureConfiguration = new InfrastructureConfiguration(stack, 'Infrastructure', { ec2InstanceTenancy: Tenancy.HOST });
    new ImagePipeline(stack, 'Build', { recipe, infrastructureConfiguration, distributionConfiguration: distributionIn(stack, ami) });
    return faultsOf(stack);
  };

  test.each([[BaseImage.amazonLinux2023(), 'Linux'], [BaseImage.macOs15(), 'macOS']])('is not for %p', (baseImage, platform) => {
    const message = 'DistributionConfigurationConflict: `distributionConfiguration` must not enable EC2 Fast Launch, which is for Windows, and the base image is '
      + `for ${platform}, got: 'Stack/Distribution'. Remove \`fastLaunchConfigurations\`. [Stack/Build]`;
    expect([build(baseImage, fast()), build(baseImage, fast(true))]).toEqual([[message], [message]]);
    expect(build(baseImage, fast(false))).toEqual([]);
  });

  test.each([[BaseImage.windowsServer2025()], [BaseImage.fromAmiId('ami-01234567')]])('is for Windows, and for what may be Windows (%#)', (baseImage) => {
    expect(build(baseImage, fast(true))).toEqual([]);
  });
});

test('all faults are said together', () => {
  const stack = newStack();
  new ImagePipeline(stack, 'Build', {
    recipe: recipeIn(stack, ['golden']), distributionConfiguration: distributionIn(stack, { ...OPEN, fastLaunchConfigurations: [{}] }),
  });
  expect(faultsOf(stack)).toHaveLength(2);
});
