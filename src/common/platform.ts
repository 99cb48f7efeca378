import { checkText } from './validate';

/** The operating system family that a component or an image is for. */
export enum Platform {
  /** A Linux distribution. */
  LINUX = 'Linux',
  /** Windows Server. */
  WINDOWS = 'Windows',
  /** Apple macOS. */
  MACOS = 'macOS',
}

/** The processor architecture of an image. */
export enum ImageArchitecture {
  /** 64-bit x86 */
  X86_64 = 'x86_64',
  /** 64-bit Arm */
  ARM64 = 'arm64',
}

/**
 * An operating system version that a component supports.
 *
 * Image Builder compares it, as a prefix, with the operating system of the base image when a recipe is created.
 *
 * @example
 * new Component(this, 'Hardening', {
 *   platform: Platform.LINUX,
 *   supportedOsVersions: [OsVersion.AMAZON_LINUX_2023, OsVersion.of(Platform.LINUX, 'Rocky Linux 9')],
 *   document: ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Harden', ['dnf -y update'])] }),
 * });
 */
export class OsVersion {
  /** Amazon Linux 2 */
  public static readonly AMAZON_LINUX_2 = new OsVersion(Platform.LINUX, 'Amazon Linux 2');
  /** Amazon Linux 2023 */
  public static readonly AMAZON_LINUX_2023 = new OsVersion(Platform.LINUX, 'Amazon Linux 2023');
  /** Red Hat Enterprise Linux 8 */
  public static readonly RED_HAT_ENTERPRISE_LINUX_8 = new OsVersion(Platform.LINUX, 'Red Hat Enterprise Linux 8');
  /** Red Hat Enterprise Linux 9 */
  public static readonly RED_HAT_ENTERPRISE_LINUX_9 = new OsVersion(Platform.LINUX, 'Red Hat Enterprise Linux 9');
  /** Red Hat Enterprise Linux 10 */
  public static readonly RED_HAT_ENTERPRISE_LINUX_10 = new OsVersion(Platform.LINUX, 'Red Hat Enterprise Linux 10');
  /** SUSE Linux Enterprise Server 15 */
  public static readonly SUSE_LINUX_ENTERPRISE_SERVER_15 = new OsVersion(Platform.LINUX, 'SUSE Linux Enterprise Server 15');
  /** Ubuntu 22 */
  public static readonly UBUNTU_22 = new OsVersion(Platform.LINUX, 'Ubuntu 22');
  /** Ubuntu 24 */
  public static readonly UBUNTU_24 = new OsVersion(Platform.LINUX, 'Ubuntu 24');
  /** Windows Server 2016 */
  public static readonly WINDOWS_SERVER_2016 = new OsVersion(Platform.WINDOWS, 'Microsoft Windows Server 2016');
  /** Windows Server 2019 */
  public static readonly WINDOWS_SERVER_2019 = new OsVersion(Platform.WINDOWS, 'Microsoft Windows Server 2019');
  /** Windows Server 2022 */
  public static readonly WINDOWS_SERVER_2022 = new OsVersion(Platform.WINDOWS, 'Microsoft Windows Server 2022');
  /** Windows Server 2025 */
  public static readonly WINDOWS_SERVER_2025 = new OsVersion(Platform.WINDOWS, 'Microsoft Windows Server 2025');
  /** macOS 14 */
  public static readonly MACOS_14 = new OsVersion(Platform.MACOS, 'macOS 14');
  /** macOS 15 */
  public static readonly MACOS_15 = new OsVersion(Platform.MACOS, 'macOS 15');

  /**
   * Any other operating system version.
   *
   * @param platform family of the operating system
   * @param name name and version, as the service spells them
   */
  public static of(platform: Platform, name: string): OsVersion {
    checkText(undefined, 'name', name);
    return new OsVersion(platform, name);
  }

  private constructor(
    /** Family of the operating system. */
    public readonly platform: Platform,
    /** Name and version, as the service spells them. */
    public readonly name: string,
  ) {}
}
