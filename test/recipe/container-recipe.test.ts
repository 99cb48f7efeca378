import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { BlockDeviceVolume } from 'aws-cdk-lib/aws-ec2';
import { Repository as EcrRepository } from 'aws-cdk-lib/aws-ecr';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { recipe } from './container-recipe-in-test';
import { OsVersion, Platform } from '../../src/common/platform';
import { Component } from '../../src/component/component';
import { ComponentDocument } from '../../src/component/component-document';
import { ComponentStep } from '../../src/component/component-step';
import { BaseContainerImage } from '../../src/recipe/base-container-image';
import { ContainerInstanceImage } from '../../src/recipe/container-instance-image';
import { ContainerRecipeProps } from '../../src/recipe/container-recipe-props';
import { DockerfileData } from '../../src/recipe/dockerfile-data';
import { RecipeVersion } from '../../src/recipe/recipe-version';
import { faultsOf, newStack, propertiesOf } from '../support/synth';

const TYPE = 'AWS::ImageBuilder::ContainerRecipe';
const DOCKERFILE = 'FROM {{{ imagebuilder:parentImage }}}\n{{{ imagebuilder:environments }}}\n{{{ imagebuilder:components }}}';

function fileWith(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'dockerfile-')), 'Dockerfile');
  writeFileSync(path, text);
  return path;
}

function componentFor(stack: Stack, platform: Platform): Component {
  const step = platform === Platform.WINDOWS ? ComponentStep.powerShell('Step', ['Get-Host']) : ComponentStep.bash('Step', ['true']);
  return new Component(stack, 'Component', {
    platform, document: ComponentDocument.fromSteps({ buildSteps: [step], parameters: { Mode: { defaultValue: 'fast' } } }),
  });
}

describe('a container recipe', () => {
  test('has a name, counted versions and a Dockerfile by default, and nothing else', () => {
    expect(propertiesOf(recipe().stack, TYPE)).toEqual({
      Name: expect.stringMatching(/^stack-recipe-[0-9a-f]{8}$/),
      Version: '1.0.x',
      ContainerType: 'DOCKER',
      ParentImage: 'amazonlinux:latest',
      TargetRepository: { Service: 'ECR', RepositoryName: 'golden' },
      DockerfileTemplateData: DOCKERFILE,
    });
  });

  test('renders every property', () => {
    const stack = newStack();
    const component = componentFor(stack, Platform.LINUX);
    const kmsKey = new Key(stack, 'Key');
    recipe({
      containerRecipeName: 'My Recipe',
      containerRecipeVersion: RecipeVersion.of('2.0.1'),
      description: 'what it is for',
      components: [component.withParameters({ Mode: 'slow' })],
      dockerfile: DockerfileData.fromInline(`${DOCKERFILE}USER nobody`),
      platform: Platform.LINUX,
      osVersion: OsVersion.AMAZON_LINUX_2023,
      instanceImage: ContainerInstanceImage.fromAmiId('ami-0123456789abcdef0'),
      instanceBlockDevices: [{ deviceName: '/dev/xvda', volume: BlockDeviceVolume.ebs(30, { encrypted: true }) }],
      kmsKey,
      workingDirectory: '/var/tmp',
      tags: { Team: 'platform' },
    }, stack);
    Template.fromStack(stack).hasResourceProperties(TYPE, Match.objectEquals({
      Name: 'My Recipe',
      Version: '2.0.1',
      ContainerType: 'DOCKER',
      ParentImage: 'amazonlinux:latest',
      TargetRepository: { Service: 'ECR', RepositoryName: 'golden' },
      Description: 'what it is for',
      Components: [{ ComponentArn: stack.resolve(component.componentArn), Parameters: [{ Name: 'Mode', Value: ['slow'] }] }],
      DockerfileTemplateData: `${DOCKERFILE}USER nobody`,
      PlatformOverride: 'Linux',
      ImageOsVersionOverride: 'Amazon Linux 2023',
      InstanceConfiguration: {
        Image: 'ami-0123456789abcdef0', BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true, VolumeSize: 30 } }],
      },
      KmsKeyId: stack.resolve(kmsKey.keyArn),
      WorkingDirectory: '/var/tmp',
      Tags: { Team: 'platform' },
    }));
  });

  test('takes more volumes later', () => {
    const made = recipe({ instanceBlockDevices: [{ deviceName: '/dev/xvda', volume: BlockDeviceVolume.ebs(30) }] });
    made.addInstanceBlockDevice({ deviceName: '/dev/xvdb', volume: BlockDeviceVolume.ebs(40) });
    expect(propertiesOf(made.stack, TYPE).InstanceConfiguration.BlockDeviceMappings.map(({ DeviceName }: any) => DeviceName))
      .toEqual(['/dev/xvda', '/dev/xvdb']);
  });

  test('refuses a volume where it is added', () => {
    const made = recipe();
    expect(() => made.addInstanceBlockDevice({ deviceName: '/dev/xvdb', volume: BlockDeviceVolume.ebs(0) })).toThrow(/^VolumeSizeOutOfRange: /);
  });

  test('omits empty collections', () => {
    const { stack } = recipe({ components: [], instanceBlockDevices: [], tags: {} });
    expect(Object.keys(propertiesOf(stack, TYPE)).sort()).toEqual([
      'ContainerType', 'DockerfileTemplateData', 'Name', 'ParentImage', 'TargetRepository', 'Version',
    ]);
  });

  test('trap 22: keeps its name when it changes, so that the service makes the next version', () => {
    const [one, other] = [{}, { workingDirectory: '/other' }].map((props) => propertiesOf(recipe(props).stack, TYPE));
    expect([one.Name, one.Version]).toEqual([other.Name, '1.0.x']);
  });

  test('has the removal policy that it is given', () => {
    const made = recipe();
    made.applyRemovalPolicy(RemovalPolicy.RETAIN);
    Template.fromStack(made.stack).hasResource(TYPE, { DeletionPolicy: 'Retain' });
  });

  test.each([
    [{ containerRecipeName: 'x' }, /^ContainerRecipeNameMalformed: /],
    [{ description: '' }, /^DescriptionMalformed: /],
    [{ workingDirectory: '' }, /^WorkingDirectoryMalformed: /],
    [{ tags: { 'aws:x': 'y' } }, /^TagsMalformed: /],
  ])('refuses %j', (props, message) => {
    expect(() => recipe(props)).toThrow(message);
  });
});

describe('the platform', () => {
  const ecr = (stack: Stack) => EcrRepository.fromRepositoryName(stack, 'Base', 'base');
  const overrides = (props: Partial<ContainerRecipeProps>) => {
    const { PlatformOverride, ImageOsVersionOverride } = propertiesOf(recipe(props).stack, TYPE);
    return [PlatformOverride, ImageOsVersionOverride];
  };

  test.each<[string, Partial<ContainerRecipeProps>, unknown[]]>([
    ['is not told where it is not known', {}, [undefined, undefined]],
    ['is told by the recipe', { platform: Platform.WINDOWS }, ['Windows', undefined]],
    ['is told by the operating system version', { osVersion: OsVersion.UBUNTU_22 }, ['Linux', 'Ubuntu 22']],
    ['is told by a family of operating systems', { osVersion: OsVersion.LINUX }, ['Linux', undefined]],
    ['is told by the base image', { baseImage: BaseContainerImage.fromDockerHub('x', 'y', { platform: Platform.LINUX }) }, ['Linux', undefined]],
    ['of an image of Image Builder is known to the service', { baseImage: BaseContainerImage.amazonManaged('amazon-linux-2023-x86-2023') },
      [undefined, undefined]],
  ])('%s', (_, props, expected) => {
    expect(overrides(props)).toEqual(expected);
  });

  test.each<[string, (stack: Stack) => BaseContainerImage]>([
    ['ECR', (stack) => BaseContainerImage.fromEcr(ecr(stack), 'latest')],
    ['ECR Public', () => BaseContainerImage.fromEcrPublic('amazonlinux', 'amazonlinux', '2023')],
  ])('trap 12: of an image of %s has to be given', (_, baseImageIn) => {
    const stack = newStack();
    expect(() => recipe({ baseImage: baseImageIn(stack) }, stack)).toThrow(new Error(
      'PlatformRequired: `platform` must be given for an image of Amazon ECR, because the service cannot tell it. [Stack/Recipe]'));
    const other = newStack();
    expect(() => recipe({ baseImage: baseImageIn(other), platform: Platform.LINUX }, other)).not.toThrow();
  });

  test.each<[string, Partial<ContainerRecipeProps>, string]>([
    ['another than the version', { platform: Platform.LINUX, osVersion: OsVersion.WINDOWS_SERVER_2022 },
      'PlatformConflict: `platform` must be Windows, like the operating system version and the base image, got: \'Linux\'.'],
    ['another than the base image', { platform: Platform.WINDOWS, baseImage: BaseContainerImage.amazonManaged('amazon-linux-2023-x86-2023') },
      'PlatformConflict: `platform` must be Linux, like the operating system version and the base image, got: \'Windows\'.'],
    ['macOS', { osVersion: OsVersion.MACOS_14 },
      'PlatformUnsupported: `platform` must be Linux or Windows, because containers run on nothing else, got: \'macOS\'.'],
  ])('cannot be %s', (_, props, message) => {
    expect(() => recipe(props)).toThrow(new Error(`${message} [Stack/Recipe]`));
  });

  test('is that of the components', () => {
    const stack = newStack();
    const components = [componentFor(stack, Platform.WINDOWS)];
    recipe({ components, platform: Platform.LINUX }, stack);
    expect(faultsOf(stack)).toEqual([
      'ComponentsConflict: `components[0]` must be for Linux, like the base image, got: \'Windows\'. [Stack/Recipe]',
    ]);
  });

  test('is not checked where it is not known', () => {
    const stack = newStack();
    recipe({ components: [componentFor(stack, Platform.WINDOWS)] }, stack);
    expect(faultsOf(stack)).toEqual([]);
  });

  test('trap 12: does not hide wrong parameters of components', () => {
    const stack = newStack();
    const components = [componentFor(stack, Platform.LINUX).withParameters({ Mood: 'good' })];
    recipe({ components }, stack);
    expect(faultsOf(stack)).toEqual([
      'ParametersUnsupported: `components[0].parameters` must name parameters of the component (Mode), got: \'Mood\'. [Stack/Recipe]',
    ]);
  });
});

describe('the Dockerfile', () => {
  const withComponent = (dockerfile: DockerfileData) => {
    const stack = newStack();
    return recipe({ dockerfile, components: [componentFor(stack, Platform.LINUX)] }, stack);
  };

  test('can come from a file', () => {
    const path = fileWith(DOCKERFILE);
    expect(propertiesOf(recipe({ dockerfile: DockerfileData.fromFile(path) }).stack, TYPE).DockerfileTemplateData).toBe(DOCKERFILE);
  });

  test('can stand in Amazon S3', () => {
    const stack = newStack();
    recipe({ dockerfile: DockerfileData.fromS3(Bucket.fromBucketName(stack, 'Bucket', 'files'), 'Dockerfile') }, stack);
    expect(propertiesOf(stack, TYPE)).toMatchObject({ DockerfileTemplateUri: 's3://files/Dockerfile' });
    expect(propertiesOf(stack, TYPE)).not.toHaveProperty('DockerfileTemplateData');
  });

  test('of 16,000 bytes stands in the template, and one byte more in Amazon S3', () => {
    const sized = (bytes: number) => propertiesOf(recipe({ dockerfile: DockerfileData.fromInline(DOCKERFILE.padEnd(bytes, '#')) }).stack, TYPE);
    expect(sized(16_000).DockerfileTemplateData).toHaveLength(16_000);
    expect(sized(16_001)).toMatchObject({ DockerfileTemplateUri: { 'Fn::Sub': expect.stringMatching(/^s3:\/\//) } });
  });

  test('may be a token', () => {
    expect(propertiesOf(recipe({ dockerfile: DockerfileData.fromInline(Lazy.string({ produce: () => 'FROM later' })) }).stack, TYPE))
      .toMatchObject({ DockerfileTemplateData: 'FROM later' });
  });

  test('needs no place for components without components', () => {
    expect(() => recipe({ dockerfile: DockerfileData.fromInline('FROM {{{imagebuilder:parentImage}}}') })).not.toThrow();
  });

  test.each([
    ['FROM amazonlinux', '{{{ imagebuilder:parentImage }}}', ''],
    ['', '{{{ imagebuilder:parentImage }}}', ''],
    ['FROM {{{ imagebuilder:parentImage }}}\n{{{ imagebuilder:components }}}', '{{{ imagebuilder:environments }}}', ', because the recipe has components'],
    ['FROM {{{ imagebuilder:parentImage }}}\n{{{ imagebuilder:environments }}}', '{{{ imagebuilder:components }}}', ', because the recipe has components'],
  ])('%j is refused', (text, missing, reason) => {
    expect(() => withComponent(DockerfileData.fromInline(text))).toThrow(new Error(
      `DockerfileRequired: \`dockerfile\` must hold \`${missing}\`${reason}. [Stack/Recipe]`));
  });

  test('in a file is refused by its name', () => {
    const path = fileWith('FROM amazonlinux');
    expect(() => recipe({ dockerfile: DockerfileData.fromFile(path) })).toThrow(new Error(
      `DockerfileRequired: \`dockerfile\` must hold \`{{{ imagebuilder:parentImage }}}\`. It is in ${path}. [Stack/Recipe]`));
  });

  test('without a key is refused', () => {
    expect(() => DockerfileData.fromS3(Bucket.fromBucketName(newStack(), 'Bucket', 'files'), '')).toThrow(new Error(
      'KeyMalformed: `key` must be 1 to 1024 characters long, got: \'\'.'));
  });
});
