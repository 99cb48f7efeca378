import { Stack } from 'aws-cdk-lib';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { OsVersion, Platform } from '../../src/common/platform';
import { BaseContainerImage } from '../../src/recipe/base-container-image';
import { platformOfContainer } from '../../src/recipe/container-platform';
import type { ContainerRecipeProps } from '../../src/recipe/container-recipe-props';

type Given = Pick<ContainerRecipeProps, 'platform' | 'osVersion' | 'baseImage'>;
const stack = new Stack(undefined, 'Stack');
const { LINUX, WINDOWS, MACOS } = Platform;
const docker = BaseContainerImage.fromDockerHub('amazonlinux', '2023');
const inEcr = BaseContainerImage.fromEcr(Repository.fromRepositoryName(stack, 'Base', 'base'), 'latest');
const onWindows = BaseContainerImage.fromEcrPublic('docker', 'library/iis', 'latest', { platform: WINDOWS });
const text = (image: string) => BaseContainerImage.fromString(image);

test.each<[Given, Platform | undefined]>([
  [{ baseImage: docker }, undefined],
  [{ baseImage: docker, platform: WINDOWS }, WINDOWS],
  [{ baseImage: docker, osVersion: OsVersion.UBUNTU_24 }, LINUX],
  [{ baseImage: docker, platform: WINDOWS, osVersion: OsVersion.WINDOWS }, WINDOWS],
  [{ baseImage: inEcr, platform: LINUX }, LINUX],
  [{ baseImage: inEcr, osVersion: OsVersion.LINUX }, LINUX],
  [{ baseImage: inEcr, osVersion: OsVersion.WINDOWS_SERVER_2022 }, WINDOWS],
  [{ baseImage: onWindows, osVersion: OsVersion.WINDOWS_SERVER_2022 }, WINDOWS],
  [{ baseImage: text('amazonlinux:2023') }, undefined],
  [{ baseImage: text('ghcr.io/public.ecr.aws/web:1') }, undefined],
])('%j is for %s', (props, expected) => {
  expect(platformOfContainer(stack, props)).toBe(expected);
});

const UNKNOWN = 'PlatformRequired: `platform` must be given for an image of Amazon ECR, because the service cannot tell it.';
const NO_VERSION = 'OsVersionRequired: `osVersion` must name a version of Windows for an image of Amazon ECR, because the service cannot tell it.';

test.each<[Given, string]>([
  [{ baseImage: docker, platform: LINUX, osVersion: OsVersion.WINDOWS_SERVER_2022 },
    'PlatformConflict: `platform` must be Windows, like the operating system version and the base image, got: \'Linux\'.'],
  [{ baseImage: onWindows, platform: LINUX },
    'PlatformConflict: `platform` must be Windows, like the operating system version and the base image, got: \'Linux\'.'],
  [{ baseImage: docker, platform: MACOS },
    'PlatformUnsupported: `platform` must be Linux or Windows, because containers run on nothing else, got: \'macOS\'.'],
  [{ baseImage: inEcr }, UNKNOWN],
  [{ baseImage: text('public.ecr.aws/amazonlinux/amazonlinux:2023') }, UNKNOWN],
  [{ baseImage: text('123456789012.dkr.ecr.eu-central-1.amazonaws.com/web:1') }, UNKNOWN],
  [{ baseImage: text('123456789012.dkr-ecr.eu-central-1.on.aws/web:1') }, UNKNOWN],
  [{ baseImage: onWindows }, NO_VERSION],
  [{ baseImage: inEcr, platform: WINDOWS }, NO_VERSION],
  [{ baseImage: inEcr, osVersion: OsVersion.WINDOWS }, NO_VERSION],
])('%j is refused', (props, message) => {
  expect(() => platformOfContainer(stack, props)).toThrow(new Error(`${message} [Stack]`));
});
