/** The operating system family that a component or an image is for. */
export enum Platform {
  /** Linux */
  LINUX = 'Linux',
  /** Windows */
  WINDOWS = 'Windows',
  /** macOS */
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
 * The service compares it, as a prefix, with the operating system of the base image when a recipe is created.
 */
export class OsVersion {
  /** Amazon Linux 2 */
  public static readonly AMAZON_LINUX_2 = new OsVersion(Platform.LINUX, 'Amazon Linux 2');
  /** Amazon Linux 2023 */
  public static readonly AMAZON_LINUX_2023 = new OsVersion(Platform.LINUX, 'Amazon Linux 2023');
  /** Ubuntu 22 */
  public static readonly UBUNTU_22 = new OsVersion(Platform.LINUX, 'Ubuntu 22');
  /** Windows Server 2022 */
  public static readonly WINDOWS_SERVER_2022 = new OsVersion(Platform.WINDOWS, 'Microsoft Windows Server 2022');
  /** macOS 14 */
  public static readonly MACOS_14 = new OsVersion(Platform.MACOS, 'macOS 14');

  /**
   * Any other operating system version.
   *
   * @param platform family of the operating system
   * @param name name and version, as the service spells them
   */
  public static of(platform: Platform, name: string): OsVersion {
    return new OsVersion(platform, name);
  }

  private constructor(
    /** Family of the operating system. */
    public readonly platform: Platform,
    /** Name and version, as the service spells them. */
    public readonly name: string,
  ) {}
}
