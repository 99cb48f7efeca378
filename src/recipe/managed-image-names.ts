import { Aws, Token } from 'aws-cdk-lib';
import { ImageArchitecture, Platform } from '../common/platform';
import { checkPattern } from '../common/validate';
import { ANY_VERSION, checkVersionReference } from '../common/versions';

const ARCHITECTURES: Record<string, ImageArchitecture | undefined> = { x86: ImageArchitecture.X86_64, arm64: ImageArchitecture.ARM64 };

/** An image that Amazon publishes for Image Builder. */
export interface ManagedImage {
  readonly arn: string;
  readonly platform?: Platform;
  readonly architecture?: ImageArchitecture;
}

/** An image that Amazon publishes for Image Builder, with the platform and the architecture that its name contains. */
export function managedImage(imageName: string, version: string = ANY_VERSION): ManagedImage {
  checkPattern(undefined, 'imageName', imageName, /^[a-z0-9-_]+$/, 'be the name in the ARN of an Amazon-managed image: lower-case letters, digits, hyphens');
  checkVersionReference(undefined, 'imageVersion', version);
  const arn = `arn:${Aws.PARTITION}:imagebuilder:${Aws.REGION}:aws:image/${imageName}/${version}`;
  return Token.isUnresolved(imageName) ? { arn } : { arn, platform: platformOf(imageName), architecture: architectureOf(imageName) };
}

/** `windows-server-2022-english-core-base-x86` is for Windows and `macos-sonoma-arm64` for macOS. All other names are for Linux. */
function platformOf(imageName: string): Platform {
  return [Platform.WINDOWS, Platform.MACOS].find((each) => imageName.startsWith(each.toLowerCase())) ?? Platform.LINUX;
}

/** AMIs have the architecture at the end of their names, as in `amazon-linux-2023-arm64`, containers before a version: `ubuntu-24-x86-24-04`. */
function architectureOf(imageName: string): ImageArchitecture | undefined {
  return ARCHITECTURES[/-(x86|arm64)(-|$)/.exec(imageName)?.[1] ?? ''];
}
