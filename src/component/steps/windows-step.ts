import { checkNotEmpty, checkRange } from '../../common/validate';
import { ComponentStep } from '../component-step';
import { ComponentStepInputs, ComponentStepOptions } from '../component-step-options';

/** Whether Windows reboots after an installation. */
export enum MsiReboot {
  /** If the installation asks for it. */
  ALLOW = 'Allow',
  /** Always. */
  FORCE = 'Force',
  /** Never. */
  SKIP = 'Skip',
}

/** How a package of Windows Installer is installed or removed. */
export interface MsiStepOptions extends ComponentStepOptions {
  /**
   * Whether Windows reboots.
   *
   * @default MsiReboot.ALLOW
   */
  readonly reboot?: MsiReboot;

  /**
   * What the installer writes to its log, in the letters of `msiexec /L`.
   *
   * @default "*VX"
   */
  readonly logOptions?: string;

  /**
   * Path of the log on the instance.
   *
   * @default - the installer writes no log
   */
  readonly logFile?: string;

  /**
   * Properties of the package.
   *
   * @default - their defaults
   */
  readonly properties?: Record<string, string>;

  /**
   * Whether a signature that is not valid is accepted.
   *
   * @default false
   */
  readonly ignoreAuthenticodeSignatureErrors?: boolean;

  /**
   * Whether a package without a signature is accepted.
   *
   * @default false
   */
  readonly allowUnsignedInstaller?: boolean;
}

/** What a value in the registry is. */
export class RegistryData {
  /**
   * Bytes.
   *
   * @param bytes numbers from 0 to 255
   */
  public static binary(bytes: number[]): RegistryData {
    checkNotEmpty(undefined, 'bytes', bytes);
    bytes.forEach((byte) => checkRange(undefined, 'bytes', byte, 0, 255));
    return new RegistryData('BINARY', bytes);
  }

  /**
   * A number of 32 bits.
   *
   * @param value from 0 to 4,294,967,295
   */
  public static dword(value: number): RegistryData {
    checkRange(undefined, 'value', value, 0, 0xFFFF_FFFF);
    return new RegistryData('DWORD', value);
  }

  /**
   * A number of 64 bits.
   *
   * @param value from 0, and not above 9,007,199,254,740,991: what is above is not exact in a document
   */
  public static qword(value: number): RegistryData {
    checkRange(undefined, 'value', value, 0, Number.MAX_SAFE_INTEGER);
    return new RegistryData('QWORD', value);
  }

  /**
   * A text.
   *
   * @param text kept as it is
   */
  public static text(text: string): RegistryData {
    return new RegistryData('SZ', text);
  }

  /**
   * A text in which Windows replaces names of variables.
   *
   * @param text for example `%ProgramFiles%`
   */
  public static expandableText(text: string): RegistryData {
    return new RegistryData('EXPAND_SZ', text);
  }

  /**
   * Several texts.
   *
   * @param texts at least one
   */
  public static texts(texts: string[]): RegistryData {
    checkNotEmpty(undefined, 'texts', texts);
    return new RegistryData('MULTI_SZ', texts);
  }

  private constructor(private readonly type: string, private readonly value: unknown) {}

  /** @internal */
  public _render(): Record<string, unknown> {
    return { value: this.value, type: this.type };
  }
}

/** A value in the registry. */
export interface RegistryValue {
  /** Path of the key, for example `HKLM:\SOFTWARE\Mine`. */
  readonly path: string;

  /** Name of the value. */
  readonly name: string;

  /** What it is. */
  readonly data: RegistryData;
}

/**
 * Steps for Windows only.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html#action-modules-software-install-actions
 */
export class WindowsStep {
  /**
   * Runs a file with PowerShell.
   *
   * @param name unique within its phase
   * @param file path of a `.ps1` file on the instance
   * @param options how the step behaves
   */
  public static powerShellFile(name: string, file: string, options: ComponentStepOptions = {}): ComponentStep {
    return ComponentStep.of(name, 'ExecutePowerShell', ComponentStepInputs.fromObject({ file }), options);
  }

  /**
   * Installs a package of Windows Installer.
   *
   * @param name unique within its phase
   * @param path on the instance, in Amazon S3 (`s3://…`) or on a web server (`https://…`)
   * @param options how it is installed, and how the step behaves
   */
  public static installMsi(name: string, path: string, options: MsiStepOptions = {}): ComponentStep {
    return ComponentStep.of(name, 'InstallMSI', msiInputs(path, options), options);
  }

  /**
   * Removes what a package of Windows Installer has installed.
   *
   * @param name unique within its phase
   * @param path of the package on the instance, in Amazon S3 (`s3://…`) or on a web server (`https://…`)
   * @param options how it is removed, and how the step behaves
   */
  public static uninstallMsi(name: string, path: string, options: MsiStepOptions = {}): ComponentStep {
    return ComponentStep.of(name, 'UninstallMSI', msiInputs(path, options), options);
  }

  /**
   * Sets values in the registry.
   *
   * @param name unique within its phase
   * @param values which
   * @param options how the step behaves
   */
  public static setRegistry(name: string, values: RegistryValue[], options: ComponentStepOptions = {}): ComponentStep {
    const inputs = values.map(({ path, name: value, data }) => ({ path, name: value, ...data._render() }));
    return ComponentStep.of(name, 'SetRegistry', ComponentStepInputs.fromList(inputs), options);
  }

  private constructor() {}
}

function msiInputs(path: string, options: MsiStepOptions): ComponentStepInputs {
  const { reboot, logOptions, logFile, properties, ignoreAuthenticodeSignatureErrors, allowUnsignedInstaller } = options;
  return ComponentStepInputs.fromObject({
    path, reboot, logOptions, logFile, properties, ignoreAuthenticodeSignatureErrors, allowUnsignedInstaller,
  });
}
