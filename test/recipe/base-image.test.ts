import { Lazy } from 'aws-cdk-lib';
import { MachineImage, OperatingSystemType, UserData } from 'aws-cdk-lib/aws-ec2';
import { CfnImage } from 'aws-cdk-lib/aws-imagebuilder';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { ImageArchitecture, Platform } from '../../src/common/platform';
import { Image } from '../../src/pipeline/image';
import { ImagePipeline } from '../../src/pipeline/image-pipeline';
import { BaseImage } from '../../src/recipe/base-image';
import { OperatingSystemOptions, WindowsServerEdition, WindowsServerOptions } from '../../src/recipe/base-image-options';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { MANAGED_IMAGES } from '../../src/recipe/managed-image-names';
import { newStack, statementsOf } from '../support/synth';

const stack = newStack();
const imageArn = 'arn:aws:imagebuilder:eu-central-1:123456789012:image/mine/1.2.3/4';

function managed(name: string, version = 'x.x.x') {
  return {
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':imagebuilder:', { Ref: 'AWS::Region' }, `:aws:image/${name}/${version}`]],
  };
}

const X86 = ImageArchitecture.X86_64;
const ARM = ImageArchitecture.ARM64;

describe('an operating system', () => {
  type Factory = (options?: OperatingSystemOptions) => BaseImage;

  test.each<[Factory, Platform, string]>([
    [BaseImage.amazonLinux2, Platform.LINUX, 'amazon-linux-2'],
    [BaseImage.amazonLinux2023, Platform.LINUX, 'amazon-linux-2023'],
    [BaseImage.macOs14, Platform.MACOS, 'macos-sonoma'],
    [BaseImage.macOs15, Platform.MACOS, 'macos-sequoia'],
    [BaseImage.redHatEnterpriseLinux10, Platform.LINUX, 'red-hat-enterprise-linux-10'],
    [BaseImage.suseLinuxEnterpriseServer15, Platform.LINUX, 'suse-linux-enterprise-server-15'],
    [BaseImage.ubuntuServer2204, Platform.LINUX, 'ubuntu-server-22-lts'],
    [BaseImage.ubuntuServer2404, Platform.LINUX, 'ubuntu-server-24-lts'],
  ])('is for x86 by default, for Arm if asked for, in the newest version or another (%#)', (make, platform, name) => {
    expect(stack.resolve(make().image)).toEqual(managed(`${name}-x86`));
    expect(make()).toMatchObject({ platform, architecture: X86 });
    expect(stack.resolve(make({ architecture: ARM }).image)).toEqual(managed(`${name}-arm64`));
    expect(make({ architecture: ARM })).toMatchObject({ platform, architecture: ARM });
    expect(stack.resolve(make({ imageVersion: '2026.x.x' }).image)).toEqual(managed(`${name}-x86`, '2026.x.x'));
  });

  test.each<[(options?: WindowsServerOptions) => BaseImage, number]>([
    [BaseImage.windowsServer2016, 2016],
    [BaseImage.windowsServer2019, 2019],
    [BaseImage.windowsServer2022, 2022],
    [BaseImage.windowsServer2025, 2025],
  ])('is Windows Server with a desktop by default, or without (%#)', (make, year) => {
    expect(stack.resolve(make().image)).toEqual(managed(`windows-server-${year}-english-full-base-x86`));
    expect(stack.resolve(make({ edition: WindowsServerEdition.FULL }).image)).toEqual(managed(`windows-server-${year}-english-full-base-x86`));
    const core = make({ edition: WindowsServerEdition.CORE, architecture: X86, imageVersion: '2026.1.x' });
    expect(stack.resolve(core.image)).toEqual(managed(`windows-server-${year}-english-core-base-x86`, '2026.1.x'));
    expect(core).toMatchObject({ platform: Platform.WINDOWS, architecture: X86 });
    expect(() => make({ architecture: ARM })).toThrow(new Error(
      'ArchitectureUnsupported: `architecture` must be x86_64, because Amazon publishes no others of this type, got: \'arm64\'.'));
  });

  test('is there for every image of the table', () => {
    const factories = Object.keys(MANAGED_IMAGES).map((name) => name.replace(/(Core|Full)$/, ''));
    expect(factories.filter((name) => !(name in BaseImage))).toEqual([]);
  });
});

describe('an Amazon-managed image', () => {
  test.each([
    ['ubuntu-server-24-lts-arm64', Platform.LINUX, ImageArchitecture.ARM64],
    ['windows-server-2022-english-core-base-x86', Platform.WINDOWS, ImageArchitecture.X86_64],
    ['macos-sonoma-arm64', Platform.MACOS, ImageArchitecture.ARM64],
    ['something-new', Platform.LINUX, undefined],
  ])('%s is for %s and %s', (name, platform, architecture) => {
    const base = BaseImage.amazonManaged(name);
    expect(stack.resolve(base.image)).toEqual(managed(name));
    expect([base.platform, base.architecture]).toEqual([platform, architecture]);
  });

  test('can have a version', () => {
    expect(stack.resolve(BaseImage.amazonManaged('amazon-linux-2023-x86', { imageVersion: '2024.x.x' }).image))
      .toEqual(managed('amazon-linux-2023-x86', '2024.x.x'));
  });

  test('of which only a token is known is for an unknown platform', () => {
    const base = BaseImage.amazonManaged(Lazy.string({ produce: () => 'windows-server-2022-english-core-base-x86' }));
    expect([base.platform, base.architecture]).toEqual([undefined, undefined]);
  });

  test('with a malformed name is refused', () => {
    expect(() => BaseImage.amazonManaged('Amazon Linux')).toThrow(new Error(
      'ImageNameMalformed: `imageName` must be the name in the ARN of an Amazon-managed image: lower-case letters, digits, hyphens, '
      + 'got: \'Amazon Linux\'.'));
  });

  test('with a malformed version is refused', () => {
    expect(() => BaseImage.amazonManaged('amazon-linux-2023-x86', { imageVersion: 'latest' })).toThrow(
      /^ImageVersionMalformed: `imageVersion` must have three numbers, .* got: 'latest'\.$/);
  });
});

describe('a machine image of the CDK', () => {
  test.each([
    [MachineImage.genericLinux({ 'eu-central-1': 'ami-01234567' }), Platform.LINUX],
    [MachineImage.genericWindows({ 'eu-central-1': 'ami-01234567' }), Platform.WINDOWS],
  ])('is its AMI', (machineImage, platform) => {
    const base = BaseImage.fromMachineImage(newStack({ env: { region: 'eu-central-1' } }), machineImage);
    expect([base.image, base.platform, base.architecture]).toEqual(['ami-01234567', platform, undefined]);
  });

  test('that is found by a parameter is the AMI that the parameter holds at deployment', () => {
    const own = newStack();
    const base = BaseImage.fromMachineImage(own, MachineImage.latestAmazonLinux2023(), { architecture: ImageArchitecture.X86_64 });
    expect(own.resolve(base.image)).toEqual({ Ref: expect.stringMatching(/^SsmParameterValue/) });
    expect([base.platform, base.architecture]).toEqual([Platform.LINUX, ImageArchitecture.X86_64]);
  });

  test('of an unknown system has the platform that is told, or none', () => {
    const machineImage = { getImage: () => ({ imageId: 'ami-1', osType: OperatingSystemType.UNKNOWN, userData: UserData.custom('') }) };
    expect(BaseImage.fromMachineImage(stack, machineImage).platform).toBeUndefined();
    expect(BaseImage.fromMachineImage(stack, machineImage, { platform: Platform.MACOS }).platform).toBe(Platform.MACOS);
  });
});

test.each([
  [MachineImage.resolveSsmParameterAtLaunch('/golden/ami'), 'ssm:/golden/ami', Platform.LINUX],
  [MachineImage.resolveSsmParameterAtLaunch('/golden/ami', { parameterVersion: '7', os: OperatingSystemType.WINDOWS }), 'ssm:/golden/ami:7', Platform.WINDOWS],
])('a parameter that is resolved at launch is read when the image is built (%#)', (machineImage, image, platform) => {
  const own = newStack();
  const base = BaseImage.fromMachineImage(own, machineImage);
  expect(base).toMatchObject({ image, platform, _isPinned: false });
  new ImagePipeline(own, 'Pipeline', { recipe: new ImageRecipe(own, 'Recipe', { baseImage: base }) });
  expect(statementsOf(own)).toEqual([{
    Action: 'ssm:GetParameter',
    Effect: 'Allow',
    Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':parameter/golden/ami']] },
  }]);
});

test('a parameter that is resolved at launch may be known at deployment only', () => {
  const own = newStack();
  const parameter = new StringParameter(own, 'Parameter', { stringValue: 'ami-01234567' });
  expect(own.resolve(BaseImage.fromMachineImage(own, MachineImage.resolveSsmParameterAtLaunch(parameter.parameterName)).image)).toEqual({
    'Fn::Join': ['', ['ssm:', { Ref: expect.stringMatching(/^Parameter/) }]],
  });
});

test('an SSM parameter is known by its ARN', () => {
  const parameter = StringParameter.fromStringParameterArn(stack, 'Parameter', 'arn:aws:ssm:eu-central-1:123456789012:parameter/ami');
  expect(BaseImage.fromSsmParameter(parameter).platform).toBeUndefined();
  const base = BaseImage.fromSsmParameter(parameter, { platform: Platform.LINUX });
  expect([stack.resolve(base.image), base.platform]).toEqual(['ssm:arn:aws:ssm:eu-central-1:123456789012:parameter/ami', Platform.LINUX]);
});

describe('other forms', () => {
  const token = Lazy.string({ produce: () => 'later' });

  test.each([
    ['an AMI', BaseImage.fromAmiId('ami-0123456789abcdef0'), 'ami-0123456789abcdef0'],
    ['an AMI of which only a token is known', BaseImage.fromAmiId(token), 'later'],
    ['an image ARN', BaseImage.fromImageArn(imageArn), imageArn],
    ['an image ARN with a wildcard', BaseImage.fromImageArn(imageArn.replace('1.2.3/4', '1.x.x')), imageArn.replace('1.2.3/4', '1.x.x')],
    ['an imported image', BaseImage.fromImage(Image.fromImageArn(newStack(), 'Image', imageArn)), imageArn],
    ['a Marketplace product', BaseImage.fromMarketplaceProductId('prod-1'), 'prod-1'],
    ['an SSM parameter', BaseImage.fromSsmParameterName('/golden/ami'), 'ssm:/golden/ami'],
    ['any other text', BaseImage.fromString('whatever'), 'whatever'],
  ])('%s', (_, base, expected) => {
    expect(stack.resolve(base.image)).toBe(expected);
    expect([base.platform, base.architecture]).toEqual([undefined, undefined]);
  });

  test('an L1 image is used in its build', () => {
    const image = new CfnImage(stack, 'Image');
    expect(stack.resolve(BaseImage.fromImage(image).image)).toEqual(stack.resolve(image.ref));
  });

  test.each([
    BaseImage.fromAmiId('ami-01234567', { platform: Platform.WINDOWS, architecture: ImageArchitecture.X86_64 }),
    BaseImage.fromImageArn(imageArn, { platform: Platform.WINDOWS, architecture: ImageArchitecture.X86_64 }),
    BaseImage.fromImage(new CfnImage(newStack(), 'Image'), { platform: Platform.WINDOWS, architecture: ImageArchitecture.X86_64 }),
    BaseImage.fromMarketplaceProductId('prod-1', { platform: Platform.WINDOWS, architecture: ImageArchitecture.X86_64 }),
    BaseImage.fromSsmParameterName('/ami', { platform: Platform.WINDOWS, architecture: ImageArchitecture.X86_64 }),
    BaseImage.fromString('any', { platform: Platform.WINDOWS, architecture: ImageArchitecture.X86_64 }),
  ])('platform and architecture can be told', (base) => {
    expect([base.platform, base.architecture]).toEqual([Platform.WINDOWS, ImageArchitecture.X86_64]);
  });

  test.each([
    [() => BaseImage.fromAmiId('i-123'), 'AmiIdMalformed: `amiId` must be an AMI id, as in `ami-0123456789abcdef0`, got: \'i-123\'.'],
    [() => BaseImage.fromImageArn(imageArn.replace('/1.2.3/4', '')), 'ImageArnMalformed: `imageArn` must end with a version, as in `1.0.0` or `x.x.x`, '
      + 'got: \'arn:aws:imagebuilder:eu-central-1:123456789012:image/mine\'.'],
    [() => BaseImage.fromImageArn('mine'), 'ImageArnMalformed: `imageArn` must be the ARN of an Image Builder image, got: \'mine\'.'],
    [() => BaseImage.fromSsmParameterName(''), 'ParameterNameMalformed: `parameterName` must be an ARN or 1 to 1011 letters, digits or any of _.-/, perhaps with a colon and a version, got: \'\'.'],
    [() => BaseImage.fromMarketplaceProductId(''), 'ProductIdMalformed: `productId` must be 1 to 1024 characters long, got: \'\'.'],
    [() => BaseImage.fromString(''), 'ParentImageMalformed: `parentImage` must be 1 to 1024 characters long, got: \'\'.'],
  ])('malformed ones are refused', (make, message) => {
    expect(make).toThrow(new Error(message));
  });
});
