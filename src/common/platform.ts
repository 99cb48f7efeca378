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
  /** The 64-bit x86 architecture. */
  X86_64 = 'x86_64',
  /** The 64-bit Arm architecture. */
  ARM64 = 'arm64',
}

/**
 * An operating system version that a component supports, or a family of versions.
 *
 * When a recipe is created, Image Builder compares the name, as a prefix, with the operating system of the base image.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-components.html
 *
 * @example
 * new Component(this, 'Hardening', {
 *   platform: Platform.LINUX,
 *   supportedOsVersions: [OsVersion.AMAZON_LINUX_2023, OsVersion.of(Platform.LINUX, 'Rocky Linux 9')],
 *   document: ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Harden', ['dnf -y update'])] }),
 * });
 */
export class OsVersion {
  /** Every version of every Linux distribution. */
  public static readonly LINUX = new OsVersion(Platform.LINUX);
  /** Every version of Windows. */
  public static readonly WINDOWS = new OsVersion(Platform.WINDOWS);
  /** Every version of macOS. */
  public static readonly MACOS = new OsVersion(Platform.MACOS);
  /** Every version of Amazon Linux. */
  public static readonly AMAZON_LINUX = new OsVersion(Platform.LINUX, 'Amazon Linux');
  /** Every version of Red Hat Enterprise Linux. */
  public static readonly RED_HAT_ENTERPRISE_LINUX = new OsVersion(Platform.LINUX, 'Red Hat Enterprise Linux');
  /** Every version of SUSE Linux Enterprise Server. */
  public static readonly SUSE_LINUX_ENTERPRISE_SERVER = new OsVersion(Platform.LINUX, 'SLES');
  /** Every version of Ubuntu. */
  public static readonly UBUNTU = new OsVersion(Platform.LINUX, 'Ubuntu');
  /** Every version of Windows Server. */
  public static readonly WINDOWS_SERVER = new OsVersion(Platform.WINDOWS, 'Microsoft Windows Server');
  /** Amazon Linux 2. */
  public static readonly AMAZON_LINUX_2 = new OsVersion(Platform.LINUX, 'Amazon Linux 2');
  /** Amazon Linux 2023. */
  public static readonly AMAZON_LINUX_2023 = new OsVersion(Platform.LINUX, 'Amazon Linux 2023');
  /** Red Hat Enterprise Linux 8. */
  public static readonly RED_HAT_ENTERPRISE_LINUX_8 = new OsVersion(Platform.LINUX, 'Red Hat Enterprise Linux 8');
  /** Red Hat Enterprise Linux 9. */
  public static readonly RED_HAT_ENTERPRISE_LINUX_9 = new OsVersion(Platform.LINUX, 'Red Hat Enterprise Linux 9');
  /** Red Hat Enterprise Linux 10. */
  public static readonly RED_HAT_ENTERPRISE_LINUX_10 = new OsVersion(Platform.LINUX, 'Red Hat Enterprise Linux 10');
  /** SUSE Linux Enterprise Server 15. */
  public static readonly SUSE_LINUX_ENTERPRISE_SERVER_15 = new OsVersion(Platform.LINUX, 'SLES 15');
  /** Ubuntu 22. */
  public static readonly UBUNTU_22 = new OsVersion(Platform.LINUX, 'Ubuntu 22');
  /** Ubuntu 24. */
  public static readonly UBUNTU_24 = new OsVersion(Platform.LINUX, 'Ubuntu 24');
  /** Windows Server 2016. */
  public static readonly WINDOWS_SERVER_2016 = new OsVersion(Platform.WINDOWS, 'Microsoft Windows Server 2016');
  /** Windows Server 2019. */
  public static readonly WINDOWS_SERVER_2019 = new OsVersion(Platform.WINDOWS, 'Microsoft Windows Server 2019');
  /** Windows Server 2022. */
  public static readonly WINDOWS_SERVER_2022 = new OsVersion(Platform.WINDOWS, 'Microsoft Windows Server 2022');
  /** Windows Server 2025. */
  public static readonly WINDOWS_SERVER_2025 = new OsVersion(Platform.WINDOWS, 'Microsoft Windows Server 2025');
  /** macOS 14. */
  public static readonly MACOS_14 = new OsVersion(Platform.MACOS, 'macOS 14');
  /** macOS 15. */
  public static readonly MACOS_15 = new OsVersion(Platform.MACOS, 'macOS 15');

  /**
   * Any other operating system version.
   *
   * @param platform operating system family
   * @param name name and version of the operating system, as Image Builder spells them
   */
  public static of(platform: Platform, name: string): OsVersion {
    checkText(undefined, 'name', name);
    return new OsVersion(platform, name);
  }

  private constructor(
    /** The operating system family. */
    public readonly platform: Platform,
    /** Name and version of the operating system, as Image Builder spells them. Undefined for every version of the platform. */
    public readonly name?: string,
  ) {}
}
