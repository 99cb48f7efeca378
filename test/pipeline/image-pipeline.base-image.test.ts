import { Lazy, Stack } from 'aws-cdk-lib';
import { MachineImage } from 'aws-cdk-lib/aws-ec2';
import { pipeline } from './pipeline-in-test';
import { Platform } from '../../src/common/platform';
import { Component } from '../../src/component/component';
import { ComponentDocument } from '../../src/component/component-document';
import { ComponentStep } from '../../src/component/component-step';
import { DistributionConfiguration } from '../../src/distribution/distribution-configuration';
import { AmazonManagedComponent } from '../../src/managed/amazon-managed-component';
import { ImagePipelineProps } from '../../src/pipeline/image-pipeline-props';
import { ImagePipelineSchedule } from '../../src/pipeline/image-pipeline-schedule';
import { ScheduleStartCondition } from '../../src/pipeline/image-pipeline-schedule-options';
import { BaseImage } from '../../src/recipe/base-image';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { ImageRecipeProps } from '../../src/recipe/image-recipe-props';
import { faultsOf, newStack, warningsOf } from '../support/synth';

describe('a schedule that waits for updates', () => {
  const schedule = ImagePipelineSchedule.cron('0 3 ? * sun *');
  const always = ImagePipelineSchedule.cron('0 3 ? * sun *', { startCondition: ScheduleStartCondition.EXPRESSION_MATCH_ONLY });
  const ami = BaseImage.fromAmiId('ami-0123456789abcdef0');
  const component = (stack: Stack) => new Component(stack, 'Component', {
    platform: Platform.LINUX, document: ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Run', ['date'])] }),
  });
  const WARNING = 'The schedule builds when the base image or a component has a newer version, and the recipe names all of them exactly, so it never '
    + 'builds. Name one with an `x` in its version, or set `startCondition` to `EXPRESSION_MATCH_ONLY`. [ack: cdk-imagebuilder:scheduleWithoutUpdates]';

  test.each<[string, (stack: Stack) => ImageRecipeProps]>([
    ['an AMI', () => ({ baseImage: ami })],
    ['an AMI and a component of the app', (stack) => ({ baseImage: ami, components: [component(stack)] })],
    ['the newest AMI at deployment', (stack) => ({ baseImage: BaseImage.fromMachineImage(stack, MachineImage.latestAmazonLinux2023()) })],
    ['one version of an image', () => ({ baseImage: BaseImage.amazonManaged('amazon-linux-2023-x86', { imageVersion: '2026.1.1' }) })],
  ])('is warned of %s', (_, props) => {
    const stack = newStack();
    pipeline({ recipe: new ImageRecipe(stack, 'Own', props(stack)), schedule }, stack);
    expect(warningsOf(stack)).toEqual([WARNING]);
  });

  test.each<[string, (stack: Stack) => ImageRecipeProps, ImagePipelineSchedule | undefined]>([
    ['the newest image', () => ({ baseImage: BaseImage.amazonLinux2023() }), schedule],
    ['the newest component', (stack) => ({
      baseImage: ami, components: [AmazonManagedComponent.updateOs(stack, 'Update', { platform: Platform.LINUX })],
    }), schedule],
    ['a parameter', () => ({ baseImage: BaseImage.fromSsmParameterName('/golden/ami') }), schedule],
    ['an AMI, and builds all the same', () => ({ baseImage: ami }), always],
    ['an AMI, and has no schedule', () => ({ baseImage: ami }), undefined],
  ])('is not warned of %s', (_, props, given) => {
    const stack = newStack();
    pipeline({ recipe: new ImageRecipe(stack, 'Own', props(stack)), schedule: given }, stack);
    expect(warningsOf(stack)).toEqual([]);
  });
});

describe('trap 23: the id of the AMI', () => {
  const env = { account: '123456789012', region: 'eu-central-1' };
  const distributedTo = (stack: Stack, ...regions: (string | undefined)[]) => new DistributionConfiguration(stack, 'Distribution', {
    amiDistributions: regions.map((region) => ({ region, amiName: 'golden-{{ imagebuilder:buildDate }}' })),
  });

  test('is not read where no AMI comes to, and that is said once', () => {
    const stack = newStack({ env });
    const image = pipeline({ distributionConfiguration: distributedTo(stack, 'us-east-1', 'eu-west-1') }, stack).runOnDeploy();
    expect([image.imageId, image.imageId].map((id) => stack.resolve(id))).toEqual(Array(2).fill({ 'Fn::GetAtt': [expect.any(String), 'ImageId'] }));
    expect(faultsOf(stack)).toEqual([
      'ImageIdUnresolved: `imageId` must be read only if AMIs are distributed to eu-central-1, the Region of the stack, got: ["us-east-1","eu-west-1"]. '
      + 'Add an entry for it to `amiDistributions`. [Stack/Pipeline/Image]',
    ]);
  });

  test('is not asked for, so it may be missing', () => {
    const stack = newStack({ env });
    pipeline({ distributionConfiguration: distributedTo(stack, 'us-east-1') }, stack).runOnDeploy();
    expect(faultsOf(stack)).toEqual([]);
  });

  test.each<[string, (stack: Stack) => Partial<ImagePipelineProps>]>([
    ['there', (stack) => ({ distributionConfiguration: distributedTo(stack, 'us-east-1', 'eu-central-1') })],
    ['where the stack is', (stack) => ({ distributionConfiguration: distributedTo(stack, undefined) })],
    ['nobody knows where', (stack) => ({ distributionConfiguration: distributedTo(stack, Lazy.string({ produce: () => 'us-east-1' })) })],
    ['as an import says', (stack) => ({ distributionConfiguration: DistributionConfiguration.fromDistributionConfigurationName(stack, 'Mine', 'mine') })],
    ['nowhere else', () => ({})],
  ])('is read of what is distributed %s', (_, props) => {
    const stack = newStack({ env });
    void pipeline(props(stack), stack).runOnDeploy().imageId;
    expect(faultsOf(stack)).toEqual([]);
  });

  test('is read where the Region of the stack is not known', () => {
    const stack = newStack();
    void pipeline({ distributionConfiguration: distributedTo(stack, 'us-east-1') }, stack).runOnDeploy().imageId;
    expect(faultsOf(stack)).toEqual([]);
  });
});
