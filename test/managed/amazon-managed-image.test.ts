import { ImageArchitecture, Platform } from '../../src/common/platform';
import { AmazonManagedImage, AmazonManagedImageSelection, ImageType } from '../../src/managed/amazon-managed-image';
import { IImage } from '../../src/pipeline/image-base';
import { MANAGED_IMAGES } from '../../src/recipe/managed-image-names';
import { newStack } from '../support/synth';

const ofAmazon = (rest: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':imagebuilder:', { Ref: 'AWS::Region' }, `:aws:image/${rest}`]] });

type Factory = (scope: any, id: string, options?: AmazonManagedImageSelection) => IImage;
const factories = Object.keys(MANAGED_IMAGES).map((name) => [name, (AmazonManagedImage as any)[name] as Factory] as const);
const X86 = ImageArchitecture.X86_64;
const ARM = ImageArchitecture.ARM64;

function arn(make: Factory, options?: AmazonManagedImageSelection): unknown {
  const stack = newStack();
  return stack.resolve(make(stack, 'Image', options).imageArn);
}

test.each<[Factory, AmazonManagedImageSelection, string]>([
  [AmazonManagedImage.amazonLinux2, {}, 'amazon-linux-2-x86/x.x.x'],
  [AmazonManagedImage.amazonLinux2, { imageType: ImageType.DOCKER }, 'amazon-linux-x86-2/x.x.x'],
  [AmazonManagedImage.amazonLinux2023, { imageArchitecture: ARM, imageVersion: '2024.x.x' }, 'amazon-linux-2023-arm64/2024.x.x'],
  [AmazonManagedImage.amazonLinux2023, { imageArchitecture: X86, imageType: ImageType.DOCKER }, 'amazon-linux-2023-x86-2023/x.x.x'],
  [AmazonManagedImage.ubuntuServer2204, {}, 'ubuntu-server-22-lts-x86/x.x.x'],
  [AmazonManagedImage.ubuntuServer2404, { imageType: ImageType.DOCKER }, 'ubuntu-24-x86-24-04/x.x.x'],
  [AmazonManagedImage.windowsServer2016Core, {}, 'windows-server-2016-english-core-base-x86/x.x.x'],
  [AmazonManagedImage.windowsServer2019Core, {}, 'windows-server-2019-english-core-base-x86/x.x.x'],
  [AmazonManagedImage.macOs14, { imageArchitecture: ARM }, 'macos-sonoma-arm64/x.x.x'],
  [AmazonManagedImage.macOs15, {}, 'macos-sequoia-x86/x.x.x'],
  [AmazonManagedImage.redHatEnterpriseLinux10, {}, 'red-hat-enterprise-linux-10-x86/x.x.x'],
  [AmazonManagedImage.suseLinuxEnterpriseServer15, {}, 'suse-linux-enterprise-server-15-x86/x.x.x'],
  [AmazonManagedImage.ubuntuServer2204, { imageType: ImageType.DOCKER }, 'ubuntu-22-x86-22-04/x.x.x'],
  [AmazonManagedImage.ubuntuServer2404, { imageType: ImageType.AMI }, 'ubuntu-server-24-lts-x86/x.x.x'],
  [AmazonManagedImage.windowsServer2016Core, { imageType: ImageType.DOCKER }, 'windows-server-2016-x86-core-ltsc2016-amd64/x.x.x'],
  [AmazonManagedImage.windowsServer2016Full, {}, 'windows-server-2016-english-full-base-x86/x.x.x'],
  [AmazonManagedImage.windowsServer2019Core, { imageType: ImageType.DOCKER }, 'windows-server-2019-x86-core-ltsc2019-amd64/x.x.x'],
  [AmazonManagedImage.windowsServer2019Full, {}, 'windows-server-2019-english-full-base-x86/x.x.x'],
  [AmazonManagedImage.windowsServer2022Core, {}, 'windows-server-2022-english-core-base-x86/x.x.x'],
  [AmazonManagedImage.windowsServer2022Full, {}, 'windows-server-2022-english-full-base-x86/x.x.x'],
  [AmazonManagedImage.windowsServer2025Core, {}, 'windows-server-2025-english-core-base-x86/x.x.x'],
  [AmazonManagedImage.windowsServer2025Full, {}, 'windows-server-2025-english-full-base-x86/x.x.x'],
])('the selected image is used (%#)', (make, options, name) => {
  expect(arn(make, options)).toEqual(ofAmazon(name));
});

test('there is a factory for every image of the table', () => {
  expect(factories.filter(([, make]) => make === undefined)).toEqual([]);
});

test.each(factories)('%s is an AMI for x86_64 in its newest version if nothing else is selected', (_, make) => {
  expect(arn(make)).toEqual(arn(make, { imageType: ImageType.AMI, imageArchitecture: X86, imageVersion: 'x.x.x' }));
});

test.each<[Factory, AmazonManagedImageSelection, string]>([
  [AmazonManagedImage.windowsServer2022Core, { imageArchitecture: ARM },
    'ImageArchitectureUnsupported: `imageArchitecture` must be x86_64, because Amazon publishes no others of this type, got: \'arm64\'. [Stack]'],
  [AmazonManagedImage.amazonLinux2023, { imageArchitecture: ARM, imageType: ImageType.DOCKER },
    'ImageArchitectureUnsupported: `imageArchitecture` must be x86_64, because Amazon publishes no others of this type, got: \'arm64\'. [Stack]'],
  [AmazonManagedImage.macOs14, { imageType: ImageType.DOCKER },
    'ImageTypeUnsupported: `imageType` must be AMI, because Amazon publishes no containers of it, got: \'DOCKER\'. [Stack]'],
  [AmazonManagedImage.macOs14, { imageType: 'ISO' as ImageType },
    'ImageTypeUnsupported: `imageType` must be AMI, because Amazon publishes no containers of it, got: \'ISO\'. [Stack]'],
])('what is not published is refused (%#)', (make, options, message) => {
  expect(() => arn(make, options)).toThrow(new Error(message));
});

test('an image is known by its name', () => {
  const stack = newStack();
  const image = AmazonManagedImage.fromAmazonManagedImageName(stack, 'Image', 'brand-new-x86');
  expect(stack.resolve(image.imageArn)).toEqual(ofAmazon('brand-new-x86/x.x.x'));
  expect([image.imageName, image.imageVersion]).toEqual(['brand-new-x86', 'x.x.x']);
});

test('a base image knows platform and architecture of its image', () => {
  const base = AmazonManagedImage.windowsServer2022Core(newStack(), 'Image').toBaseImage();
  expect([base.platform, base.architecture]).toEqual([Platform.WINDOWS, X86]);
});
