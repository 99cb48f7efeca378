import { Aws, Stack, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { BlockDeviceVolume, UserData } from 'aws-cdk-lib/aws-ec2';
import { CfnComponent, CfnImageRecipe } from 'aws-cdk-lib/aws-imagebuilder';
import { ComponentConfiguration, IComponentConfiguration } from '../../src/common/component-configuration';
import { Platform } from '../../src/common/platform';
import { Component } from '../../src/component/component';
import { ComponentDocument } from '../../src/component/component-document';
import { ComponentStep } from '../../src/component/component-step';
import { ImagePipeline } from '../../src/pipeline/image-pipeline';
import { BaseImage } from '../../src/recipe/base-image';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { ImageRecipeProps } from '../../src/recipe/image-recipe-props';
import { RecipeVersion } from '../../src/recipe/recipe-version';
import { faultsOf, newStack, propertiesOf, statementsOf } from '../support/synth';

const TYPE = 'AWS::ImageBuilder::ImageRecipe';
const baseImage = BaseImage.fromAmiId('ami-0123456789abcdef0');
const arn = 'arn:aws:imagebuilder:eu-central-1:123456789012:image-recipe/mine/1.2.3';

function recipe(props: Partial<ImageRecipeProps> = {}, stack: Stack = newStack()): ImageRecipe {
  return new ImageRecipe(stack, 'Recipe', { baseImage, ...props });
}

function componentFor(stack: Stack, platform: Platform): Component {
  const step = platform === Platform.WINDOWS ? ComponentStep.powerShell('Step', ['Get-Host']) : ComponentStep.bash('Step', ['true']);
  return new Component(stack, 'Component', {
    platform, document: ComponentDocument.fromSteps({ buildSteps: [step], parameters: { Mode: { defaultValue: 'fast' } } }),
  });
}

describe('a recipe', () => {
  test('trap 22: has a name and counted versions by default, and nothing else', () => {
    expect(propertiesOf(recipe().stack, TYPE)).toEqual({
      Name: expect.stringMatching(/^stack-recipe-[0-9a-f]{8}$/), Version: '1.0.x', ParentImage: 'ami-0123456789abcdef0',
    });
  });

  test('renders every property', () => {
    const stack = newStack();
    const component = componentFor(stack, Platform.LINUX);
    recipe({
      components: [component.withParameters({ Mode: 'slow' })],
      imageRecipeName: 'My Recipe',
      imageRecipeVersion: RecipeVersion.of('2.0.1'),
      description: 'what it is for',
      blockDevices: [{ deviceName: '/dev/xvda', volume: BlockDeviceVolume.ebs(30, { encrypted: true }) }],
      workingDirectory: '/var/tmp',
      uninstallSsmAgentAfterBuild: false,
      userDataOverride: UserData.custom('#!/bin/sh'),
      amiTags: { Stage: 'golden' },
      amiWatermarks: ['golden (1.0)', "o'clock"],
      tags: { Team: 'platform' },
    }, stack);
    Template.fromStack(stack).hasResourceProperties(TYPE, Match.objectEquals({
      Name: 'My Recipe',
      Version: '2.0.1',
      ParentImage: 'ami-0123456789abcdef0',
      Components: [{ ComponentArn: stack.resolve(component.componentArn), Parameters: [{ Name: 'Mode', Value: ['slow'] }] }],
      Description: 'what it is for',
      BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true, VolumeSize: 30 } }],
      WorkingDirectory: '/var/tmp',
      AdditionalInstanceConfiguration: { SystemsManagerAgent: { UninstallAfterBuild: false }, UserDataOverride: { 'Fn::Base64': '#!/bin/sh' } },
      AmiTags: { Stage: 'golden' },
      AmiWatermarks: ['golden (1.0)', "o'clock"],
      Tags: { Team: 'platform' },
    }));
  });

  test('takes more volumes later', () => {
    const made = recipe({ blockDevices: [{ deviceName: '/dev/xvda', volume: BlockDeviceVolume.ebs(30) }] });
    made.addBlockDevice({ deviceName: '/dev/xvdb', volume: BlockDeviceVolume.ebs(40) });
    expect(propertiesOf(made.stack, TYPE).BlockDeviceMappings.map(({ DeviceName }: any) => DeviceName)).toEqual(['/dev/xvda', '/dev/xvdb']);
  });

  test('refuses a volume where it is added', () => {
    const made = recipe();
    expect(() => made.addBlockDevice({ deviceName: '/dev/xvdb', volume: BlockDeviceVolume.ebs(0) })).toThrow(new Error(
      'VolumeSizeOutOfRange: `blockDevices[0].volume.volumeSize` must be a whole number from 1 to 16000, got: 0. [Stack/Recipe]'));
  });

  test('omits empty collections', () => {
    const { stack } = recipe({ components: [], blockDevices: [], amiTags: {}, amiWatermarks: [], tags: {} });
    expect(Object.keys(propertiesOf(stack, TYPE)).sort()).toEqual(['Name', 'ParentImage', 'Version']);
  });

  test('takes components alone or with parameters, of this library, imported or L1s', () => {
    const stack = newStack();
    const componentArn = arn.replace('image-recipe', 'component');
    const own = componentFor(stack, Platform.LINUX);
    const l1 = new CfnComponent(stack, 'L1', { name: 'l1', version: '1.0.0', platform: 'Linux', data: '{}' });
    const imported = Component.fromComponentArn(stack, 'Imported', componentArn);
    const componentsOf = (id: string, components: IComponentConfiguration[]) => {
      const { node } = new ImageRecipe(stack, id, { baseImage, components });
      return stack.resolve((node.defaultChild as CfnImageRecipe).components);
    };
    const [ownArn, l1Arn] = [stack.resolve(own.componentArn), { Ref: 'L1' }];
    expect(componentsOf('Alone', [own, imported, ComponentConfiguration.of(l1)])).toEqual([
      { componentArn: ownArn }, { componentArn }, { componentArn: l1Arn },
    ]);
    expect(componentsOf('WithParameters', [
      own.withParameters({ Mode: 'slow' }), imported.withParameters({ Level: '2', Area: 'eu' }), ComponentConfiguration.of(l1, { Size: '1' }),
    ])).toEqual([
      { componentArn: ownArn, parameters: [{ name: 'Mode', value: ['slow'] }] },
      { componentArn, parameters: [{ name: 'Area', value: ['eu'] }, { name: 'Level', value: ['2'] }] },
      { componentArn: l1Arn, parameters: [{ name: 'Size', value: ['1'] }] },
    ]);
    expect(componentsOf('Structs', [{ component: own, parameters: { Mode: 'fast' } }, { component: l1 }])).toEqual([
      { componentArn: ownArn, parameters: [{ name: 'Mode', value: ['fast'] }] }, { componentArn: l1Arn },
    ]);
    expect(faultsOf(stack)).toEqual([]);
  });

  test('keeps its name when its components change, so that the service makes the next version', () => {
    const names = [{}, { workingDirectory: '/other' }].map((props) => propertiesOf(recipe(props).stack, TYPE).Name);
    expect(names[0]).toBe(names[1]);
  });

  test('takes components for the platform of its base image', () => {
    const stack = newStack();
    const components = [componentFor(stack, Platform.LINUX)];
    recipe({ baseImage: BaseImage.amazonLinux2023(), components }, stack);
    expect(faultsOf(stack)).toEqual([]);
  });

  test('refuses components for another platform', () => {
    const stack = newStack();
    const components = [componentFor(stack, Platform.WINDOWS)];
    recipe({ baseImage: BaseImage.amazonLinux2023(), components }, stack);
    expect(faultsOf(stack)).toEqual([
      'ComponentsConflict: `components[0]` must be for Linux, like the base image, got: \'Windows\'. [Stack/Recipe]',
    ]);
  });

  test('refuses parameters that a component does not have', () => {
    const stack = newStack();
    const components = [componentFor(stack, Platform.LINUX).withParameters({ Mood: 'good' })];
    recipe({ components }, stack);
    expect(faultsOf(stack)).toEqual([
      'ParametersUnsupported: `components[0].parameters` must name parameters of the component (Mode), got: \'Mood\'. [Stack/Recipe]',
    ]);
  });

  test.each([
    [{ imageRecipeName: 'x' }, /^ImageRecipeNameMalformed: /],
    [{ description: '' }, /^DescriptionMalformed: /],
    [{ workingDirectory: '' }, /^WorkingDirectoryMalformed: /],
    [{ amiTags: { 'aws:x': 'y' } }, /^AmiTagsMalformed: /],
    [{ tags: { 'aws:x': 'y' } }, /^TagsMalformed: /],
  ])('refuses %j', (props, message) => {
    expect(() => recipe(props)).toThrow(message);
  });

  test.each([true, false])('says nothing of the agent for Windows, also not %p', (uninstallSsmAgentAfterBuild) => {
    expect(() => recipe({ baseImage: BaseImage.windowsServer2025(), uninstallSsmAgentAfterBuild })).toThrow(new Error(
      'UninstallSsmAgentAfterBuildUnsupported: `uninstallSsmAgentAfterBuild` must be absent for a base image of Windows, '
      + `got: ${uninstallSsmAgentAfterBuild}. [Stack/Recipe]`));
    expect(() => recipe({ baseImage: BaseImage.macOs15(), uninstallSsmAgentAfterBuild })).not.toThrow();
  });
});

describe('user data', () => {
  test.each([1, 16_383])('of %d bytes passes', (bytes) => {
    expect(() => recipe({ userDataOverride: UserData.custom('x'.repeat(bytes)) })).not.toThrow();
  });

  test.each([[0, ''], [16_384, 'é'.repeat(8_192)]])('of %d bytes is refused', (bytes, text) => {
    expect(() => recipe({ userDataOverride: UserData.custom(text) })).toThrow(new Error(
      `UserDataOverrideOutOfRange: \`userDataOverride\` must be 1 to 16383 bytes of UTF-8 when it is rendered, got: ${bytes}. [Stack/Recipe]`));
  });

  test('of which only tokens are known is counted at deployment', () => {
    expect(() => recipe({ userDataOverride: UserData.custom(`${Aws.REGION}${'x'.repeat(16_384)}`) })).not.toThrow();
  });
});

describe('watermarks', () => {
  test.each([[['abc']], [['x'.repeat(128)]], [['one', 'two', 'six', 'ten', 'six teen']], [Token.asList({ Ref: 'Names' })]])('%p pass', (amiWatermarks) => {
    expect(() => recipe({ amiWatermarks })).not.toThrow();
  });

  const RULE = '`amiWatermarks` must be names of 3 to 128 letters, digits, inner spaces or any of ()[]./\'@_-';
  test.each([
    [['one', 'two', 'six', 'ten', 'eleven', 'twelve'], 'AmiWatermarksOutOfRange: `amiWatermarks` must have 0 to 5 entries, got: 6.'],
    [['one', 'one'], 'AmiWatermarksConflict: `amiWatermarks` must have each entry once, got: \'one\'.'],
    [['ab'], `AmiWatermarksMalformed: ${RULE}, got: 'ab'.`],
    [[' abc'], `AmiWatermarksMalformed: ${RULE}, got: ' abc'.`],
    [['x'.repeat(129)], `AmiWatermarksMalformed: ${RULE}, got: '${'x'.repeat(119)}....`],
  ])('%p are refused', (amiWatermarks, message) => {
    expect(() => recipe({ amiWatermarks })).toThrow(new Error(`${message} [Stack/Recipe]`));
  });
});

test.each([['/golden/ami', ['ssm:GetParameter']], ['/imagebuilder/ami', []]])('the parameter %s of the base image can be read by who builds', (name, actions) => {
  const { stack } = recipe({ baseImage: BaseImage.fromSsmParameterName(name) });
  new ImagePipeline(stack, 'Pipeline', { recipe: stack.node.findChild('Recipe') as ImageRecipe });
  expect(statementsOf(stack).map(({ Action }) => Action)).toEqual(actions);
});
