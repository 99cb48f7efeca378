import { Lazy, Stack } from 'aws-cdk-lib';
import { ImageArchitecture } from '../../src/common/platform';
import { MANAGED_IMAGES, managedImage, publishedName } from '../../src/recipe/managed-image-names';

const stack = new Stack();

test.each([
  ['amazon-linux-2-arm64', 'Linux', 'arm64'],
  ['ubuntu-24-x86-24-04', 'Linux', 'x86_64'],
  ['windows-server-2022-english-core-base-x86', 'Windows', 'x86_64'],
  ['macos-sonoma-arm64', 'macOS', 'arm64'],
  ['something-x8664', 'Linux', undefined],
])('%s is for %s and %s', (name, platform, architecture) => {
  expect(managedImage(name)).toMatchObject({ platform, architecture });
});

test.each([[undefined, 'x.x.x'], ['2024.x.x', '2024.x.x']])('version %s is %s in the ARN', (version, expected) => {
  expect(stack.resolve(managedImage('amazon-linux-2023-x86', version).arn)).toEqual({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':imagebuilder:', { Ref: 'AWS::Region' }, `:aws:image/amazon-linux-2023-x86/${expected}`]],
  });
});

test('a token tells nothing', () => {
  expect(managedImage(Lazy.string({ produce: () => 'windows-x86' }))).toEqual({ arn: expect.any(String) });
});

test.each([
  ['Amazon Linux', 'x.x.x', 'ImageNameMalformed: `imageName` must be the name in the ARN of an Amazon-managed image: lower-case letters, digits, hyphens, got: \'Amazon Linux\'.'],
  ['amazon-linux!', 'x.x.x', /^ImageNameMalformed: /],
  ['amazon-linux', 'latest', /^ImageVersionMalformed: /],
])('%s in version %s is refused', (name, version, message) => {
  expect(() => managedImage(name, version)).toThrow(message);
});

const { macOs14, windowsServer2016Core } = MANAGED_IMAGES;

test.each([
  [macOs14, {}, 'macos-sonoma-x86'],
  [macOs14, { architecture: ImageArchitecture.ARM64 }, 'macos-sonoma-arm64'],
  [windowsServer2016Core, { imageType: 'AMI' }, 'windows-server-2016-english-core-base-x86'],
  [windowsServer2016Core, { imageType: 'DOCKER' }, 'windows-server-2016-x86-core-ltsc2016-amd64'],
])('of what Amazon publishes, the selected image is used (%#)', (names, selected, name) => {
  expect(publishedName(names, { prop: 'architecture', ...selected })).toBe(name);
});

test.each([
  [macOs14, { architecture: 'riscv64' as ImageArchitecture },
    'ArchitectureUnsupported: `architecture` must be x86_64 or arm64, because Amazon publishes no others of this type, got: \'riscv64\'. [Default]'],
  [windowsServer2016Core, { architecture: ImageArchitecture.ARM64 },
    'ArchitectureUnsupported: `architecture` must be x86_64, because Amazon publishes no others of this type, got: \'arm64\'. [Default]'],
  [macOs14, { imageType: 'DOCKER' }, 'ImageTypeUnsupported: `imageType` must be AMI, because Amazon publishes no containers of it, got: \'DOCKER\'. [Default]'],
])('what Amazon does not publish is refused (%#)', (names, selected, message) => {
  expect(() => publishedName(names, { prop: 'architecture', ...selected }, stack)).toThrow(new Error(message));
});
