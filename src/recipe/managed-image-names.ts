import { Aws, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { InvalidInputError } from '../common/errors';
import { warnOfMisspelled } from '../common/near-names';
import { ImageArchitecture, Platform } from '../common/platform';
import { checkPattern } from '../common/validate';
import { ANY_VERSION, checkVersionReference } from '../common/versions';

const ARCHITECTURES: Record<string, ImageArchitecture | undefined> = { x86: ImageArchitecture.X86_64, arm64: ImageArchitecture.ARM64 };

/** Names of the images that Amazon publishes for one operating system: by the kind of image, then by architecture. */
export type ManagedImageNames = Record<string, Record<string, string | undefined> | undefined>;

function both(name: string, container?: string): ManagedImageNames {
  return { AMI: { x86_64: `${name}-x86`, arm64: `${name}-arm64` }, DOCKER: { x86_64: container } };
}

function x86(name: string, container?: string): ManagedImageNames {
  return { AMI: { x86_64: `${name}-x86` }, DOCKER: { x86_64: container } };
}

/** The images that Amazon publishes, as of `aws imagebuilder list-images --owner Amazon`, which changes with releases. */
export const MANAGED_IMAGES = {
  amazonLinux2: both('amazon-linux-2', 'amazon-linux-x86-2'),
  amazonLinux2023: both('amazon-linux-2023', 'amazon-linux-2023-x86-2023'),
  macOs14: both('macos-sonoma'),
  macOs15: both('macos-sequoia'),
  redHatEnterpriseLinux10: both('red-hat-enterprise-linux-10'),
  suseLinuxEnterpriseServer15: both('suse-linux-enterprise-server-15'),
  ubuntuServer2204: both('ubuntu-server-22-lts', 'ubuntu-22-x86-22-04'),
  ubuntuServer2404: both('ubuntu-server-24-lts', 'ubuntu-24-x86-24-04'),
  windowsServer2016Core: x86('windows-server-2016-english-core-base', 'windows-server-2016-x86-core-ltsc2016-amd64'),
  windowsServer2016Full: x86('windows-server-2016-english-full-base'),
  windowsServer2019Core: x86('windows-server-2019-english-core-base', 'windows-server-2019-x86-core-ltsc2019-amd64'),
  windowsServer2019Full: x86('windows-server-2019-english-full-base'),
  windowsServer2022Core: x86('windows-server-2022-english-core-base'),
  windowsServer2022Full: x86('windows-server-2022-english-full-base'),
  windowsServer2025Core: x86('windows-server-2025-english-core-base'),
  windowsServer2025Full: x86('windows-server-2025-english-full-base'),
};

/** An image that Amazon publishes for Image Builder. */
export interface ManagedImage {
  readonly arn: string;
  readonly platform?: Platform;
  readonly architecture?: ImageArchitecture;
}

/** An image that Amazon publishes for Image Builder, with the platform and the architecture that its name contains. */
export function managedImage(imageName: string, version?: string): ManagedImage {
  checkPattern(undefined, 'imageName', imageName, /^[a-z0-9-_]+$/, 'be the name in the ARN of an Amazon-managed image: lower-case letters, digits, hyphens');
  if (version !== undefined) {
    checkVersionReference(undefined, 'imageVersion', version);
  }
  const arn = `arn:${Aws.PARTITION}:imagebuilder:${Aws.REGION}:aws:image/${imageName}/${version ?? ANY_VERSION}`;
  return Token.isUnresolved(imageName) ? { arn } : { arn, platform: platformOf(imageName), architecture: architectureOf(imageName) };
}

/** The architecture and the kind of image that a user selects, and where. */
export interface Selected {
  /** Property that has the architecture. */
  readonly prop: string;
  readonly architecture?: ImageArchitecture;
  readonly imageType?: string;
}

/** The name of an image of the selected kind and architecture, among those of one operating system. */
export function publishedName(
  names: ManagedImageNames, { prop, architecture = ImageArchitecture.X86_64, imageType = 'AMI' }: Selected, scope?: IConstruct,
): string {
  const byArchitecture = names[imageType] ?? {};
  const name = byArchitecture[architecture];
  if (name === undefined) {
    const published = Object.keys(byArchitecture).filter((each) => byArchitecture[each] !== undefined).join(' or ');
    throw new InvalidInputError(published === ''
      ? { prop: 'imageType', problem: 'Unsupported', rule: 'be AMI, because Amazon publishes no containers of it', got: imageType }
      : { prop, problem: 'Unsupported', rule: `be ${published}, because Amazon publishes no others of this type`, got: architecture }, scope);
  }
  return name;
}

/** `windows-server-2022-english-core-base-x86` is for Windows and `macos-sonoma-arm64` for macOS. All other names are for Linux. */
function platformOf(imageName: string): Platform {
  return [Platform.WINDOWS, Platform.MACOS].find((each) => imageName.startsWith(each.toLowerCase())) ?? Platform.LINUX;
}

/** AMIs have the architecture at the end of their names, as in `amazon-linux-2023-arm64`, containers before a version: `ubuntu-24-x86-24-04`. */
function architectureOf(imageName: string): ImageArchitecture | undefined {
  return ARCHITECTURES[/-(x86|arm64)(-|$)/.exec(imageName)?.[1] ?? ''];
}

let published: string[] | undefined;

/** The names of all images that Amazon publishes. */
function publishedNames(): string[] {
  published ??= Object.values<ManagedImageNames>(MANAGED_IMAGES).flatMap((kinds) => Object.values(kinds))
    .flatMap((names) => Object.values({ ...names }))
    .filter((name) => name !== undefined);
  return published;
}

/** Warns of a parent image with a name that is nearly one of an image that Amazon publishes. */
export function warnOfManagedImage(scope: IConstruct, prop: string, image: string): void {
  const name = /:aws:image\/([a-z0-9-_]+)(\/|$)/.exec(image)?.[1];
  if (name !== undefined && !publishedNames().includes(name)) {
    warnOfMisspelled(scope, prop, name, publishedNames());
  }
}
