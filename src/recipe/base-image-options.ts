import { ImageArchitecture, Platform } from '../common/platform';

/** Platform and architecture of a base image, for checks during synthesis. */
export interface BaseImageOptions {
  /**
   * The operating system family of the image. If the platform is known, synthesis refuses components for other platforms.
   *
   * @default - unknown, so the platforms of components are not checked
   */
  readonly platform?: Platform;

  /**
   * The processor architecture of the image. If the architecture is known, synthesis refuses instance types of other architectures.
   *
   * @default - unknown, so instance types are not checked
   */
  readonly architecture?: ImageArchitecture;
}

/** Options of an image that Amazon publishes. */
export interface AmazonManagedImageOptions {
  /**
   * The version of the image. The last numbers may be `x`, for the newest version when the image is built.
   *
   * @default - "x.x.x", the newest version
   */
  readonly imageVersion?: string;
}

/** Options of a base image of one operating system that Amazon publishes. */
export interface OperatingSystemOptions extends AmazonManagedImageOptions {
  /**
   * The processor architecture of the image. Synthesis fails if Amazon does not publish the operating system for this architecture.
   *
   * @default ImageArchitecture.X86_64
   */
  readonly architecture?: ImageArchitecture;
}

/** Editions of Windows Server. */
export enum WindowsServerEdition {
  /** Server Core, which has no desktop and is managed from a command line or from another computer. */
  CORE = 'Core',
  /** Server with Desktop Experience, which has the whole graphical interface. */
  FULL = 'Full',
}

/** Options of a base image of Windows Server. Amazon publishes Windows Server for x86_64 only. */
export interface WindowsServerOptions extends OperatingSystemOptions {
  /**
   * The edition of Windows Server.
   *
   * @default WindowsServerEdition.FULL
   */
  readonly edition?: WindowsServerEdition;
}
