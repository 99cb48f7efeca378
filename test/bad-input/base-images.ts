import { Aws } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { refusals } from './refusal';
import {
  AmazonManagedComponent, AmazonManagedImage, AmazonManagedImageSelection, AmazonManagedWorkflow, BaseContainerImage, BaseImage,
  ContainerInstanceImage, ImageArchitecture, ImageType, OsVersion, Platform, WindowsServerOptions, WorkflowType,
} from '../../src';

const IMAGE = `arn:aws:imagebuilder:${Aws.REGION}:aws:image`;
const LONGEST = 'a'.repeat(1024);

export const BASE_IMAGES = [
  ...refusals('BaseImage.amazonManaged', (_, imageName: string) => BaseImage.amazonManaged(imageName), [
    ['', 'ImageNameMalformed: `imageName` must be the name in the ARN of an Amazon-managed image: lower-case letters, digits, hyphens, got: \'\'.'],
    ['Amazon Linux 2023',
      'ImageNameMalformed: `imageName` must be the name in the ARN of an Amazon-managed image: lower-case letters, digits, hyphens, '
      + 'got: \'Amazon Linux 2023\'.',
      'amazon-linux-2023-x86'],
    ['amazon-linux-2023-x86/x.x.x',
      'ImageNameMalformed: `imageName` must be the name in the ARN of an Amazon-managed image: lower-case letters, digits, hyphens, '
      + 'got: \'amazon-linux-2023-x86/x.x.x\'.'],
  ]),
  ...refusals('BaseImage.amazonManaged', (_, imageVersion: string) => BaseImage.amazonManaged('amazon-linux-2023-x86', { imageVersion }), [
    ['',
      'ImageVersionMalformed: `imageVersion` must have three numbers, where the last ones may be `x`, as in `1.0.0`, `1.x.x` or '
      + '`x.x.x`, got: \'\'.'],
    ['latest',
      'ImageVersionMalformed: `imageVersion` must have three numbers, where the last ones may be `x`, as in `1.0.0`, `1.x.x` or '
      + '`x.x.x`, got: \'latest\'.',
      'x.x.x'],
    ['x.1.0',
      'ImageVersionMalformed: `imageVersion` must have three numbers, where the last ones may be `x`, as in `1.0.0`, `1.x.x` or '
      + '`x.x.x`, got: \'x.1.0\'.',
      '1.x.x'],
    ['1.x.0',
      'ImageVersionMalformed: `imageVersion` must have three numbers, where the last ones may be `x`, as in `1.0.0`, `1.x.x` or '
      + '`x.x.x`, got: \'1.x.0\'.',
      '1.0.x'],
  ]),
  ...refusals('BaseImage.windowsServer2025', (_, options: WindowsServerOptions) => BaseImage.windowsServer2025(options), [
    [{ architecture: ImageArchitecture.ARM64 },
      'ArchitectureUnsupported: `architecture` must be x86_64, because Amazon publishes no others of this type, got: \'arm64\'.',
      { architecture: ImageArchitecture.X86_64 }],
    [{ imageVersion: 'latest' },
      'ImageVersionMalformed: `imageVersion` must have three numbers, where the last ones may be `x`, as in `1.0.0`, `1.x.x` or '
      + '`x.x.x`, got: \'latest\'.',
      { imageVersion: 'x.x.x' }],
  ]),
  ...refusals('BaseImage.fromAmiId', (_, amiId: string) => BaseImage.fromAmiId(amiId), [
    ['', 'AmiIdMalformed: `amiId` must be an AMI id, as in `ami-0123456789abcdef0`, got: \'\'.'],
    ['ami-0123456', 'AmiIdMalformed: `amiId` must be an AMI id, as in `ami-0123456789abcdef0`, got: \'ami-0123456\'.', 'ami-01234567'],
    ['ami-0123456789abcdef01',
      'AmiIdMalformed: `amiId` must be an AMI id, as in `ami-0123456789abcdef0`, got: \'ami-0123456789abcdef01\'.',
      'ami-0123456789abcdef0'],
    ['AMI-01234567', 'AmiIdMalformed: `amiId` must be an AMI id, as in `ami-0123456789abcdef0`, got: \'AMI-01234567\'.'],
    ['ami-0123456789abcdefg', 'AmiIdMalformed: `amiId` must be an AMI id, as in `ami-0123456789abcdef0`, got: \'ami-0123456789abcdefg\'.'],
    ['i-0123456789abcdef0', 'AmiIdMalformed: `amiId` must be an AMI id, as in `ami-0123456789abcdef0`, got: \'i-0123456789abcdef0\'.'],
  ]),
  ...refusals('BaseImage.fromImageArn', (_, imageArn: string) => BaseImage.fromImageArn(imageArn), [
    ['', 'ImageArnMalformed: `imageArn` must be the ARN of an Image Builder image, got: \'\'.'],
    ['arn:aws:imagebuilder:eu-central-1:123456789012:image/mine',
      'ImageArnMalformed: `imageArn` must end with a version, as in `1.0.0` or `x.x.x`, got: '
      + '\'arn:aws:imagebuilder:eu-central-1:123456789012:image/mine\'.',
      'arn:aws:imagebuilder:eu-central-1:123456789012:image/mine/1.0.0'],
    ['arn:aws:imagebuilder:eu-central-1:123456789012:image-recipe/mine/1.0.0',
      'ImageArnMalformed: `imageArn` must be the ARN of an Image Builder image, got: '
      + '\'arn:aws:imagebuilder:eu-central-1:123456789012:image-recipe/mine/1.0.0\'.'],
    ['arn:aws:imagebuilder:eu-central-1:123456789012:image/Mine/1.0.0',
      'ImageArnMalformed: `imageArn` must be the ARN of an Image Builder image, got: '
      + '\'arn:aws:imagebuilder:eu-central-1:123456789012:image/Mine/1.0.0\'.',
      `${IMAGE}/mine/x.x.x`],
    ['arn:aws:imagebuilder:eu-central-1:123456789012:image/mine/x.1.0',
      'ImageArnMalformed: `imageArn` must be the ARN of an Image Builder image, got: '
      + '\'arn:aws:imagebuilder:eu-central-1:123456789012:image/mine/x.1.0\'.',
      'arn:aws:imagebuilder:eu-central-1:123456789012:image/mine/1.x.x'],
    ['arn:aws:imagebuilder:eu-central-1:mine:image/mine/1.0.0',
      'ImageArnMalformed: `imageArn` must be the ARN of an Image Builder image, got: '
      + '\'arn:aws:imagebuilder:eu-central-1:mine:image/mine/1.0.0\'.',
      'arn:aws:imagebuilder:eu-central-1:aws:image/mine/1.0.0'],
    ['arn:aws:imagebuilder:eu-central-1:123456789012:image/mine/x.x.x/1',
      'ImageArnMalformed: `imageArn` must be the ARN of an Image Builder image, got: '
      + '\'arn:aws:imagebuilder:eu-central-1:123456789012:image/mine/x.x.x/1\'.',
      'arn:aws:imagebuilder:eu-central-1:123456789012:image/mine/1.0.0/1'],
  ]),
  ...refusals('BaseImage.fromMarketplaceProductId', (_, productId: string) => BaseImage.fromMarketplaceProductId(productId), [
    ['', 'ProductIdMalformed: `productId` must be 1 to 1024 characters long, got: \'\'.', 'a'],
    [`${LONGEST}a`,
      'ProductIdTooLong: `productId` must be 1 to 1024 characters long, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa....',
      LONGEST],
  ]),
  ...refusals('BaseImage.fromSsmParameterName', (_, parameterName: string) => BaseImage.fromSsmParameterName(parameterName), [
    ['',
      'ParameterNameMalformed: `parameterName` must be an ARN or 1 to 1011 letters, digits or any of _.-/, perhaps with a colon and a version, '
      + 'got: \'\'.',
      '/a'],
    ['/my image',
      'ParameterNameMalformed: `parameterName` must be an ARN or 1 to 1011 letters, digits or any of _.-/, perhaps with a colon and a version, '
      + 'got: \'/my image\'.'],
    ['a'.repeat(1012),
      'ParameterNameMalformed: `parameterName` must be an ARN or 1 to 1011 letters, digits or any of _.-/, perhaps with a colon and a version, '
      + 'got: \'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa....',
      'a'.repeat(1011)],
  ]),
  ...refusals('BaseImage.fromString', (_, parentImage: string) => BaseImage.fromString(parentImage), [
    ['', 'ParentImageMalformed: `parentImage` must be 1 to 1024 characters long, got: \'\'.', 'a'],
    [`${LONGEST}a`,
      'ParentImageTooLong: `parentImage` must be 1 to 1024 characters long, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa....',
      LONGEST],
  ]),
  ...refusals('BaseContainerImage.amazonManaged', (_, imageName: string) => BaseContainerImage.amazonManaged(imageName), [
    ['Ubuntu',
      'ImageNameMalformed: `imageName` must be the name in the ARN of an Amazon-managed image: lower-case letters, digits, hyphens, '
      + 'got: \'Ubuntu\'.',
      'ubuntu-24-x86-24-04'],
  ]),
  ...refusals('BaseContainerImage.fromDockerHub', (_, [repository, tag]: [string, string]) => BaseContainerImage.fromDockerHub(repository, tag), [
    [['', 'latest'], 'RepositoryMalformed: `repository` must be 1 to 1024 characters long, got: \'\'.'],
    [['amazonlinux', ''],
      'TagMalformed: `tag` must be a tag, as in `latest`, or a digest, as in `sha256:…` with 64 hexadecimal digits, got: \'\'.',
      ['amazonlinux', '1']],
    [['amazonlinux', '-latest'],
      'TagMalformed: `tag` must be a tag, as in `latest`, or a digest, as in `sha256:…` with 64 hexadecimal digits, got: \'-latest\'.'],
    [['amazonlinux', 'a b'],
      'TagMalformed: `tag` must be a tag, as in `latest`, or a digest, as in `sha256:…` with 64 hexadecimal digits, got: \'a b\'.'],
    [['amazonlinux', 'a'.repeat(129)],
      'TagMalformed: `tag` must be a tag, as in `latest`, or a digest, as in `sha256:…` with 64 hexadecimal digits, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa....',
      ['amazonlinux', 'a'.repeat(128)]],
    [['amazonlinux', `sha256:${'a'.repeat(63)}`],
      'TagMalformed: `tag` must be a tag, as in `latest`, or a digest, as in `sha256:…` with 64 hexadecimal digits, got: '
      + '\'sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\'.',
      ['amazonlinux', `sha256:${'a'.repeat(64)}`]],
  ]),
  ...refusals('BaseContainerImage.fromEcr', (stack, tag: string) =>
    BaseContainerImage.fromEcr(ecr.Repository.fromRepositoryName(stack, 'Base', 'base'), tag), [
    ['', 'TagMalformed: `tag` must be a tag, as in `latest`, or a digest, as in `sha256:…` with 64 hexadecimal digits, got: \'\'.', 'latest'],
    [':latest', 'TagMalformed: `tag` must be a tag, as in `latest`, or a digest, as in `sha256:…` with 64 hexadecimal digits, got: \':latest\'.'],
  ]),
  ...refusals('BaseContainerImage.fromEcrPublic', (_, [alias, name, tag]: string[]) => BaseContainerImage.fromEcrPublic(alias, name, tag), [
    [['', 'nginx', 'latest'], 'RegistryAliasMalformed: `registryAlias` must be 1 to 1024 characters long, got: \'\'.', ['a', 'nginx', 'latest']],
    [['docker', '', 'latest'], 'RepositoryNameMalformed: `repositoryName` must be 1 to 1024 characters long, got: \'\'.'],
    [['docker', 'nginx', ''],
      'TagMalformed: `tag` must be a tag, as in `latest`, or a digest, as in `sha256:…` with 64 hexadecimal digits, got: \'\'.'],
  ]),
  ...refusals('BaseContainerImage.fromString', (_, parentImage: string) => BaseContainerImage.fromString(parentImage), [
    ['', 'ParentImageMalformed: `parentImage` must be 1 to 1024 characters long, got: \'\'.', 'scratch'],
  ]),
  ...refusals('ContainerInstanceImage.fromAmiId', (_, amiId: string) => ContainerInstanceImage.fromAmiId(amiId), [
    ['', 'AmiIdMalformed: `amiId` must be an AMI id, as in `ami-0123456789abcdef0`, got: \'\'.', 'ami-01234567'],
    ['ami-xyz', 'AmiIdMalformed: `amiId` must be an AMI id, as in `ami-0123456789abcdef0`, got: \'ami-xyz\'.'],
  ]),
  ...refusals('ContainerInstanceImage.fromSsmParameterName', (_, name: string) => ContainerInstanceImage.fromSsmParameterName(name), [
    ['',
      'ParameterNameMalformed: `parameterName` must be an ARN or 1 to 1011 letters, digits or any of _.-/, perhaps with a colon and a version, '
      + 'got: \'\'.',
      'a'],
    ['/my host',
      'ParameterNameMalformed: `parameterName` must be an ARN or 1 to 1011 letters, digits or any of _.-/, perhaps with a colon and a version, '
      + 'got: \'/my host\'.'],
  ]),
  ...refusals('ContainerInstanceImage.fromString', (_, image: string) => ContainerInstanceImage.fromString(image), [
    ['', 'ImageMalformed: `image` must be 1 to 1024 characters long, got: \'\'.', 'ssm:a'],
  ]),
  ...refusals('OsVersion.of', (_, name: string) => OsVersion.of(Platform.LINUX, name), [
    ['', 'NameMalformed: `name` must be 1 to 1024 characters long, got: \'\'.', 'Rocky Linux 9'],
  ]),
  ...refusals('AmazonManagedImage.windowsServer2022Core', (stack, options: AmazonManagedImageSelection) =>
    AmazonManagedImage.windowsServer2022Core(stack, 'Image', options), [
    [{ imageArchitecture: ImageArchitecture.ARM64 },
      'ImageArchitectureUnsupported: `imageArchitecture` must be x86_64, because Amazon publishes no others of this type, got: \'arm64\'. '
      + '[Stack]',
      { imageArchitecture: ImageArchitecture.X86_64 }],
    [{ imageType: ImageType.DOCKER },
      'ImageTypeUnsupported: `imageType` must be AMI, because Amazon publishes no containers of it, got: \'DOCKER\'. [Stack]',
      { imageType: ImageType.AMI }],
    [{ imageVersion: '2026' },
      'ImageVersionMalformed: `imageVersion` must have three numbers, where the last ones may be `x`, as in `1.0.0`, `1.x.x` or '
      + '`x.x.x`, got: \'2026\'.',
      { imageVersion: '2026.x.x' }],
  ]),
  ...refusals('AmazonManagedImage.fromAmazonManagedImageName', (stack, name: string) =>
    AmazonManagedImage.fromAmazonManagedImageName(stack, 'Image', name), [
    ['Amazon Linux 2023',
      'ImageNameMalformed: `imageName` must be the name in the ARN of an Amazon-managed image: lower-case letters, digits, hyphens, '
      + 'got: \'Amazon Linux 2023\'.',
      'amazon-linux-2023-x86'],
  ]),
  ...refusals('AmazonManagedComponent.updateOs', (stack, platform: Platform) => AmazonManagedComponent.updateOs(stack, 'Update', { platform }), [
    [Platform.MACOS,
      'PlatformUnsupported: `platform` must be Linux or Windows, because Amazon publishes no others, got: \'macOS\'. [Stack]',
      Platform.LINUX],
  ]),
  ...refusals('AmazonManagedComponent.fromAmazonManagedComponentName', (stack, name: string) =>
    AmazonManagedComponent.fromAmazonManagedComponentName(stack, 'Update', name), [
    ['Update Linux',
      'ComponentNameMalformed: `componentName` must be a name as it stands in ARNs: lower-case letters, digits, hyphens, got: \'Update '
      + 'Linux\'. [Stack]',
      'update-linux'],
  ]),
  ...refusals('AmazonManagedWorkflow.fromAmazonManagedWorkflowAttributes', (stack, workflowName: string) =>
    AmazonManagedWorkflow.fromAmazonManagedWorkflowAttributes(stack, 'Workflow', { workflowName, workflowType: WorkflowType.BUILD }), [
    ['Build Image',
      'WorkflowNameMalformed: `workflowName` must be a name as it stands in ARNs: lower-case letters, digits, hyphens, got: \'Build '
      + 'Image\'. [Stack]',
      'build-image'],
  ]),
];
