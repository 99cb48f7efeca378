import { checkNotEmpty, checkRange } from '../../common/validate';
import { ComponentStep } from '../component-step';
import { ComponentStepInputs, ComponentStepOptions } from '../component-step-options';

/** Reboots of Windows after an installation. */
export enum MsiReboot {
  /** Reboots if the installation requests a reboot. */
  ALLOW = 'Allow',
  /** Always reboots. */
  FORCE = 'Force',
  /** Never reboots. */
  SKIP = 'Skip',
}

/** Options of a step that installs or removes a Windows Installer package. */
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
   * @default - verbose output with extra debugging information
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
   * @default - the package uses its defaults
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

/**
 * The type and the data of a value in the Windows registry.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html#action-modules-software-install-actions
 *
 * @example
 * const proxy = WindowsStep.setRegistry('Proxy', [
 *   { path: 'HKLM:\\SOFTWARE\\Example', name: 'Proxy', data: RegistryData.text('http://proxy.example.com') },
 *   { path: 'HKLM:\\SOFTWARE\\Example', name: 'Retries', data: RegistryData.dword(3) },
 * ]);
 */
export class RegistryData {
  /**
   * Data of type `REG_BINARY`.
   *
   * @param bytes whole numbers from 0 to 255
   */
  public static binary(bytes: number[]): RegistryData {
    checkNotEmpty(undefined, 'bytes', bytes);
    bytes.forEach((byte) => checkRange(undefined, 'bytes', byte, 0, 255));
    return new RegistryData('BINARY', bytes);
  }

  /**
   * A 32-bit number.
   *
   * @param value whole number from 0 to 4,294,967,295
   */
  public static dword(value: number): RegistryData {
    checkRange(undefined, 'value', value, 0, 0xFFFF_FFFF);
    return new RegistryData('DWORD', value);
  }

  /**
   * A 64-bit number.
   *
   * @param value whole number from 0 to 9,007,199,254,740,991, because a document cannot represent larger numbers exactly
   */
  public static qword(value: number): RegistryData {
    checkRange(undefined, 'value', value, 0, Number.MAX_SAFE_INTEGER);
    return new RegistryData('QWORD', value);
  }

  /**
   * A string.
   *
   * @param text string
   */
  public static text(text: string): RegistryData {
    return new RegistryData('SZ', text);
  }

  /**
   * A string in which Windows expands environment variables.
   *
   * @param text string, for example `%ProgramFiles%`
   */
  public static expandableText(text: string): RegistryData {
    return new RegistryData('EXPAND_SZ', text);
  }

  /**
   * A list of strings.
   *
   * @param texts strings, at least one
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

/** A value in the Windows registry. */
export interface RegistryValue {
  /** Path of the key, for example `HKLM:\SOFTWARE\Mine`. */
  readonly path: string;

  /** Name of the value. */
  readonly name: string;

  /** The type and the data of the value. */
  readonly data: RegistryData;
}

/**
 * Steps for Windows only.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html#action-modules-software-install-actions
 *
 * @example
 * const agent = WindowsStep.installMsi('Agent', 'https://example.com/agent.msi', { reboot: MsiReboot.SKIP });
 */
export class WindowsStep {
  /**
   * Runs a file with PowerShell.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param file path of a `.ps1` file on the instance
   * @param options options of the step
   */
  public static powerShellFile(name: string, file: string, options: ComponentStepOptions = {}): ComponentStep {
    return ComponentStep.of(name, 'ExecutePowerShell', ComponentStepInputs.fromObject({ file }), options);
  }

  /**
   * Installs a Windows Installer package.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param path path of the package on the instance, in Amazon S3 (`s3://…`) or on a web server (`https://…`)
   * @param options options of the package and of the step
   */
  public static installMsi(name: string, path: string, options: MsiStepOptions = {}): ComponentStep {
    return ComponentStep.of(name, 'InstallMSI', msiInputs(path, options), options);
  }

  /**
   * Removes a Windows Installer package.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param path path of the package on the instance, in Amazon S3 (`s3://…`) or on a web server (`https://…`)
   * @param options options of the package and of the step
   */
  public static uninstallMsi(name: string, path: string, options: MsiStepOptions = {}): ComponentStep {
    return ComponentStep.of(name, 'UninstallMSI', msiInputs(path, options), options);
  }

  /**
   * Sets values in the Windows registry.
   *
   * @param name name of the step, unique within its phase, 3 to 128 letters, digits, hyphens or underscores
   * @param values values, at least one
   * @param options options of the step
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
