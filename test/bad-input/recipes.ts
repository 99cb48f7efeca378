import { Size } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { refusals, together } from './refusal';
import {
  BaseContainerImage, BaseImage, Component, ComponentDocument, ComponentStep, ContainerRecipe, ContainerRecipeProps, DockerfileData, ImageRecipe,
  ImageRecipeProps, OsVersion, Platform, Repository,
} from '../../src';

const numbered = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, 'value']));
const volume = (options: ec2.EbsDeviceOptions, gibibytes = 8) => [{ deviceName: '/dev/xvda', volume: ec2.BlockDeviceVolume.ebs(gibibytes, options) }];
const userData = (commands: string) => ec2.UserData.custom(commands);
const IO2 = ec2.EbsDeviceVolumeType.IO2;
const GP3 = ec2.EbsDeviceVolumeType.GP3;

export const RECIPES = [
  ...refusals('ImageRecipe', (stack, props: Partial<ImageRecipeProps>) =>
    new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.fromAmiId('ami-01234567'), ...props }), [
    [{ imageRecipeName: '' },
      'ImageRecipeNameMalformed: `imageRecipeName` must be 3 to 128 letters, digits, hyphens, underscores or inner spaces, got: \'\'. '
      + '[Stack/Recipe]'],
    [{ imageRecipeName: 'ab' },
      'ImageRecipeNameMalformed: `imageRecipeName` must be 3 to 128 letters, digits, hyphens, underscores or inner spaces, got: \'ab\'. '
      + '[Stack/Recipe]',
      { imageRecipeName: 'abc' }],
    [{ imageRecipeName: 'a'.repeat(129) },
      'ImageRecipeNameMalformed: `imageRecipeName` must be 3 to 128 letters, digits, hyphens, underscores or inner spaces, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.... '
      + '[Stack/Recipe]',
      { imageRecipeName: 'a'.repeat(128) }],
    [{ imageRecipeName: 'mine ' },
      'ImageRecipeNameMalformed: `imageRecipeName` must be 3 to 128 letters, digits, hyphens, underscores or inner spaces, got: \'mine '
      + '\'. [Stack/Recipe]',
      { imageRecipeName: 'My image_1' }],
    [{ imageRecipeName: 'mine/yours' },
      'ImageRecipeNameMalformed: `imageRecipeName` must be 3 to 128 letters, digits, hyphens, underscores or inner spaces, got: '
      + '\'mine/yours\'. [Stack/Recipe]'],
    [{ description: '' }, 'DescriptionMalformed: `description` must be 1 to 1024 characters long, got: \'\'. [Stack/Recipe]', { description: 'a' }],
    [{ description: 'a'.repeat(1025) },
      'DescriptionTooLong: `description` must be 1 to 1024 characters long, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.... '
      + '[Stack/Recipe]',
      { description: 'a'.repeat(1024) }],
    [{ workingDirectory: '' },
      'WorkingDirectoryMalformed: `workingDirectory` must be 1 to 1024 characters long, got: \'\'. [Stack/Recipe]',
      { workingDirectory: '/' }],
    [{ workingDirectory: 'a'.repeat(1025) },
      'WorkingDirectoryTooLong: `workingDirectory` must be 1 to 1024 characters long, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.... '
      + '[Stack/Recipe]',
      { workingDirectory: 'a'.repeat(1024) }],
    [{ tags: numbered(51) }, 'TagsOutOfRange: `tags` must have 0 to 50 entries, got: 51. [Stack/Recipe]', { tags: numbered(50) }],
    [{ tags: { 'aws:mine': 'a' } },
      'TagsMalformed: `tags` must have keys of 1 to 128 letters, digits, spaces or _.:/=+-@ that do not start with `aws:`, got: '
      + '\'aws:mine\'. [Stack/Recipe]',
      { tags: { 'Aws:mine': 'a' } }],
    [{ tags: { '': 'a' } },
      'TagsMalformed: `tags` must have keys of 1 to 128 letters, digits, spaces or _.:/=+-@ that do not start with `aws:`, got: \'\'. '
      + '[Stack/Recipe]'],
    [{ tags: { ['a'.repeat(129)]: 'a' } },
      'TagsMalformed: `tags` must have keys of 1 to 128 letters, digits, spaces or _.:/=+-@ that do not start with `aws:`, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.... '
      + '[Stack/Recipe]',
      { tags: { ['a'.repeat(128)]: 'a' } }],
    [{ tags: { a: 'a'.repeat(257) } },
      'TagsTooLong: `tags` must have values of at most 256 characters, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.... '
      + '[Stack/Recipe]',
      { tags: { a: 'a'.repeat(256), b: '' } }],
    [{ amiTags: { 'a*': 'a' } },
      'AmiTagsMalformed: `amiTags` must have keys of 1 to 128 letters, digits, spaces or _.:/=+-@ that do not start with `aws:`, got: '
      + '\'a*\'. [Stack/Recipe]',
      { amiTags: { 'a+': 'a' } }],
    [{ amiTags: numbered(51) }, 'AmiTagsOutOfRange: `amiTags` must have 0 to 50 entries, got: 51. [Stack/Recipe]', { amiTags: numbered(50) }],
    [{ amiWatermarks: ['one', 'two', 'three', 'four', 'five', 'six'] },
      'AmiWatermarksOutOfRange: `amiWatermarks` must have 0 to 5 entries, got: 6. [Stack/Recipe]',
      { amiWatermarks: ['one', 'two', 'three', 'four', 'five'] }],
    [{ amiWatermarks: ['one', 'one'] },
      'AmiWatermarksConflict: `amiWatermarks` must have each entry once, got: \'one\'. [Stack/Recipe]',
      { amiWatermarks: ['one', 'One'] }],
    [{ amiWatermarks: ['no'] },
      'AmiWatermarksMalformed: `amiWatermarks` must be names of 3 to 128 letters, digits, inner spaces or any of ()[]./\'@_-, got: \'no\'. '
      + '[Stack/Recipe]',
      { amiWatermarks: ['yes'] }],
    [{ amiWatermarks: ['a'.repeat(129)] },
      'AmiWatermarksMalformed: `amiWatermarks` must be names of 3 to 128 letters, digits, inner spaces or any of ()[]./\'@_-, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.... '
      + '[Stack/Recipe]',
      { amiWatermarks: ['a'.repeat(128)] }],
    [{ amiWatermarks: ['a#b'] },
      'AmiWatermarksMalformed: `amiWatermarks` must be names of 3 to 128 letters, digits, inner spaces or any of ()[]./\'@_-, got: '
      + '\'a#b\'. [Stack/Recipe]'],
    [{ blockDevices: volume({}, 0) },
      'VolumeSizeOutOfRange: `blockDevices[0].volume.volumeSize` must be a whole number from 1 to 16000, got: 0. [Stack/Recipe]',
      { blockDevices: volume({}, 1) }],
    [{ blockDevices: volume({}, 16_001) },
      'VolumeSizeOutOfRange: `blockDevices[0].volume.volumeSize` must be a whole number from 1 to 16000, got: 16001. [Stack/Recipe]',
      { blockDevices: volume({}, 16_000) }],
    [{ blockDevices: volume({}, 1.5) },
      'VolumeSizeOutOfRange: `blockDevices[0].volume.volumeSize` must be a whole number from 1 to 16000, got: 1.5. [Stack/Recipe]'],
    [{ blockDevices: volume({}, NaN) },
      'VolumeSizeOutOfRange: `blockDevices[0].volume.volumeSize` must be a whole number from 1 to 16000, got: NaN. [Stack/Recipe]'],
    [{ blockDevices: volume({ iops: 99, volumeType: IO2 }) },
      'IopsOutOfRange: `blockDevices[0].volume.iops` must be a whole number from 100 to 64000, got: 99. [Stack/Recipe]',
      { blockDevices: volume({ iops: 100, volumeType: IO2 }) }],
    [{ blockDevices: volume({ iops: 64_001, volumeType: IO2 }, 1000) },
      'IopsOutOfRange: `blockDevices[0].volume.iops` must be a whole number from 100 to 64000, got: 64001. [Stack/Recipe]',
      { blockDevices: volume({ iops: 64_000, volumeType: IO2 }, 1000) }],
    [{ blockDevices: volume({ throughput: 124, volumeType: GP3 }) },
      'ThroughputOutOfRange: `blockDevices[0].volume.throughput` must be a whole number from 125 to 1000, got: 124. [Stack/Recipe]',
      { blockDevices: volume({ throughput: 125, volumeType: GP3 }) }],
    [{ blockDevices: volume({ throughput: 1001, volumeType: GP3 }) },
      'ThroughputOutOfRange: `blockDevices[0].volume.throughput` must be a whole number from 125 to 1000, got: 1001. [Stack/Recipe]',
      { blockDevices: volume({ throughput: 1000, iops: 4000, volumeType: GP3 }) }],
    [{ blockDevices: volume({ throughput: 751, volumeType: GP3 }) },
      'ThroughputOutOfRange: `blockDevices[0].volume.throughput` must be at most 750 with 3000 IOPS, a quarter of them, got: 751. [Stack/Recipe]',
      { blockDevices: volume({ throughput: 750, volumeType: GP3 }) }],
    [{ blockDevices: volume({ volumeType: IO2 }) },
      'IopsRequired: `blockDevices[0].volume.iops` must be given for a volume of type io2. [Stack/Recipe]',
      { blockDevices: volume({ volumeType: GP3 }) }],
    [{ blockDevices: volume({ throughput: 200, volumeType: ec2.EbsDeviceVolumeType.GP2 }) },
      'ThroughputUnsupported: `blockDevices[0].volume.throughput` must be absent for a volume of type gp2, got: 200. [Stack/Recipe]',
      { blockDevices: volume({ throughput: 200, volumeType: GP3 }) }],
    [{ blockDevices: [...volume({}), ...volume({}, 9)] },
      'BlockDevicesConflict: `blockDevices` must name each device once, got: \'/dev/xvda\'. [Stack/Recipe]'],
    [(stack) => ({ blockDevices: volume({ encrypted: false, kmsKey: new kms.Key(stack, 'Key') }) }),
      'EncryptedConflict: `blockDevices[0].volume.encrypted` must be true or absent when `kmsKey` is given, got: false. [Stack/Recipe]',
      (stack) => ({ blockDevices: volume({ kmsKey: new kms.Key(stack, 'Key') }) })],
    [{ baseImage: BaseImage.windowsServer2022(), uninstallSsmAgentAfterBuild: false },
      'UninstallSsmAgentAfterBuildUnsupported: `uninstallSsmAgentAfterBuild` must be absent for a base image of Windows, got: false. [Stack/Recipe]',
      { baseImage: BaseImage.windowsServer2022() }],
    [{ blockDevices: [{ deviceName: '', volume: ec2.BlockDeviceVolume.ebs(8) }] },
      'DeviceNameMalformed: `blockDevices[0].deviceName` must be 1 to 1024 characters long, got: \'\'. [Stack/Recipe]',
      { blockDevices: volume({}) }],
    [{ userDataOverride: userData('a'.repeat(Size.kibibytes(16).toBytes())) },
      'UserDataOverrideOutOfRange: `userDataOverride` must be 1 to 16383 bytes of UTF-8 when it is rendered, got: 16384. [Stack/Recipe]',
      { userDataOverride: userData('a'.repeat(16_383)) }],
    [{ userDataOverride: userData('') },
      'UserDataOverrideOutOfRange: `userDataOverride` must be 1 to 16383 bytes of UTF-8 when it is rendered, got: 0. [Stack/Recipe]',
      { userDataOverride: userData('a') }],
    [(stack) => ({ baseImage: BaseImage.amazonLinux2023(), components: [component(stack, Platform.WINDOWS)] }),
      together('Recipe', 'ComponentsConflict: `components[0]` must be for Linux, like the base image, got: \'Windows\'.'),
      (stack) => ({ baseImage: BaseImage.amazonLinux2023(), components: [component(stack, Platform.LINUX)] })],
    [(stack) => ({ components: [component(stack).withParameters({ Unknown: 'a' })] }),
      together('Recipe', 'ParametersUnsupported: `components[0].parameters` must name parameters of the component (it has none), got: '
      + '\'Unknown\'.')],
    [(stack) => {
      const twice = component(stack);
      return { components: [twice, twice] };
    },
    together('Recipe', 'ComponentsConflict: `components[1]` must be in the recipe once, got: \'Stack/Component\'.'),
    (stack) => ({ components: [component(stack)] })],
    [(stack) => ({ components: [component(stack, Platform.LINUX, {})] }),
      together('Recipe', 'ParametersRequired: `components[0].parameters` must set `Level`, which has no default value.'),
      (stack) => ({ components: [component(stack, Platform.LINUX, {}).withParameters({ Level: 'a' })] })],
  ]),
  ...refusals('ContainerRecipe', (stack, props: Partial<ContainerRecipeProps>) => new ContainerRecipe(stack, 'Recipe', {
    baseImage: BaseContainerImage.fromDockerHub('amazonlinux', 'latest'),
    targetRepository: Repository.fromEcr(ecr.Repository.fromRepositoryName(stack, 'Target', 'target')),
    ...props,
  }), [
    [{ containerRecipeName: 'a b ' },
      'ContainerRecipeNameMalformed: `containerRecipeName` must be 3 to 128 letters, digits, hyphens, underscores or inner spaces, got: '
      + '\'a b \'. [Stack/Recipe]',
      { containerRecipeName: 'a b' }],
    [{ description: '' }, 'DescriptionMalformed: `description` must be 1 to 1024 characters long, got: \'\'. [Stack/Recipe]', { description: 'a' }],
    [{ tags: { 'aws:a': 'a' } },
      'TagsMalformed: `tags` must have keys of 1 to 128 letters, digits, spaces or _.:/=+-@ that do not start with `aws:`, got: '
      + '\'aws:a\'. [Stack/Recipe]',
      { tags: { a: 'a' } }],
    [{ workingDirectory: '' },
      'WorkingDirectoryMalformed: `workingDirectory` must be 1 to 1024 characters long, got: \'\'. [Stack/Recipe]',
      { workingDirectory: '/tmp' }],
    [{ platform: Platform.MACOS },
      'PlatformUnsupported: `platform` must be Linux or Windows, because containers run on nothing else, got: \'macOS\'. [Stack/Recipe]',
      { platform: Platform.LINUX }],
    [{ platform: Platform.WINDOWS, osVersion: OsVersion.UBUNTU_24 },
      'PlatformConflict: `platform` must be Linux, like the operating system version and the base image, got: \'Windows\'. [Stack/Recipe]',
      { platform: Platform.LINUX, osVersion: OsVersion.UBUNTU_24 }],
    [{ baseImage: BaseContainerImage.fromEcrPublic('docker', 'library/nginx', 'latest') },
      'PlatformRequired: `platform` must be given for an image of Amazon ECR, because the service cannot tell it. [Stack/Recipe]',
      { baseImage: BaseContainerImage.fromEcrPublic('docker', 'library/nginx', 'latest'), platform: Platform.LINUX }],
    [{ baseImage: BaseContainerImage.fromString('123456789012.dkr.ecr.eu-central-1.amazonaws.com/web:latest') },
      'PlatformRequired: `platform` must be given for an image of Amazon ECR, because the service cannot tell it. [Stack/Recipe]',
      { baseImage: BaseContainerImage.fromString('web:latest') }],
    [{ baseImage: BaseContainerImage.fromEcrPublic('docker', 'library/iis', 'latest', { platform: Platform.WINDOWS }) },
      'OsVersionRequired: `osVersion` must name a version of Windows for an image of Amazon ECR, because the service cannot tell it. [Stack/Recipe]',
      { baseImage: BaseContainerImage.fromEcrPublic('docker', 'library/iis', 'latest'), osVersion: OsVersion.WINDOWS_SERVER_2022 }],
    [{ dockerfile: DockerfileData.fromInline('FROM scratch') },
      'DockerfileRequired: `dockerfile` must hold `{{{ imagebuilder:parentImage }}}`. [Stack/Recipe]',
      { dockerfile: DockerfileData.fromInline('FROM {{{ imagebuilder:parentImage }}}') }],
    [{ dockerfile: DockerfileData.fromInline('') }, 'DockerfileRequired: `dockerfile` must hold `{{{ imagebuilder:parentImage }}}`. [Stack/Recipe]'],
    [(stack) => ({
      components: [component(stack)],
      dockerfile: DockerfileData.fromInline('FROM {{{ imagebuilder:parentImage }}}\n{{{ imagebuilder:environments }}}'),
    }),
    'DockerfileRequired: `dockerfile` must hold `{{{ imagebuilder:components }}}`, because the recipe has components. [Stack/Recipe]',
    (stack) => ({ components: [component(stack)] })],
    [{ instanceBlockDevices: volume({}, 0) },
      'VolumeSizeOutOfRange: `instanceBlockDevices[0].volume.volumeSize` must be a whole number from 1 to 16000, got: 0. [Stack/Recipe]',
      { instanceBlockDevices: volume({}, 1) }],
  ]),
  ...refusals('DockerfileData.fromFile', (_, path: string) => DockerfileData.fromFile(path), [
    ['no/such/Dockerfile', 'PathUnresolved: `path` must be the path of a file, absolute or from the working directory, got: \'no/such/Dockerfile\'.'],
  ]),
  ...refusals('DockerfileData.fromS3', (stack, key: string) => DockerfileData.fromS3(s3.Bucket.fromBucketName(stack, 'Bucket', 'documents'), key), [
    ['', 'KeyMalformed: `key` must be 1 to 1024 characters long, got: \'\'.', 'Dockerfile'],
  ]),
];

function component(stack: Construct, platform = Platform.LINUX, level?: { defaultValue?: string }): Component {
  const step = platform === Platform.WINDOWS ? ComponentStep.powerShell('Run', ['date']) : ComponentStep.bash('Run', ['date']);
  return new Component(stack, 'Component', {
    platform, document: ComponentDocument.fromSteps({ buildSteps: [step], parameters: level && { Level: level } }),
  });
}
