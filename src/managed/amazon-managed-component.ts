import { Construct } from 'constructs';
import { arnOfAmazon, checkManagedName, MANAGED_COMPONENTS } from './names';
import { InvalidInputError } from '../common/errors';
import { PLATFORM } from '../common/known-facts';
import { Platform } from '../common/platform';
import { warnOfUnknownProperties } from '../common/property-names';
import { ANY_VERSION, checkVersionReference } from '../common/versions';
import { Component } from '../component/component';
import { IComponent } from '../component/component-base';

/** The version of a component that Amazon publishes. */
export interface AmazonManagedComponentVersionOptions {
  /**
   * The version of the component. The last numbers may be `x`, for the newest version when the image is built.
   *
   * @default - "x.x.x", the newest version
   */
  readonly componentVersion?: string;
}

/** Options of a component that Amazon publishes. */
export interface AmazonManagedComponentOptions extends AmazonManagedComponentVersionOptions {
  /** The operating system family, which must be Linux or Windows. */
  readonly platform: Platform;
}

/** Attributes of a component that Amazon publishes. */
export interface AmazonManagedComponentAttributes extends AmazonManagedComponentVersionOptions {
  /** The name of the component, for example `amazon-cloudwatch-agent-linux`. */
  readonly componentName: string;
}

/**
 * The components that Amazon publishes.
 *
 * #### Limitations
 *
 * - The methods that are named after a component support Linux and Windows, because Amazon publishes these components for no other platform.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/use-managed-components.html
 *
 * @example
 * const update = AmazonManagedComponent.updateWindows(this, 'Update');
 * const harden = AmazonManagedComponent.stigBuild(this, 'Harden', { platform: Platform.WINDOWS });
 * new ImageRecipe(this, 'Recipe', { baseImage: BaseImage.windowsServer2025(), components: [update, harden] });
 */
export class AmazonManagedComponent {
  /**
   * Installs version 2 of the AWS CLI.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param options platform and version of the component
   */
  public static awsCliV2(scope: Construct, id: string, options: AmazonManagedComponentOptions): IComponent {
    return AmazonManagedComponent.named(scope, id, MANAGED_COMPONENTS.awsCliV2, options);
  }

  /**
   * Prints a greeting, to show that components run.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param options platform and version of the component
   */
  public static helloWorld(scope: Construct, id: string, options: AmazonManagedComponentOptions): IComponent {
    return AmazonManagedComponent.named(scope, id, MANAGED_COMPONENTS.helloWorld, options);
  }

  /**
   * Installs Python 3.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param options platform and version of the component
   */
  public static python3(scope: Construct, id: string, options: AmazonManagedComponentOptions): IComponent {
    return AmazonManagedComponent.named(scope, id, MANAGED_COMPONENTS.python3, options);
  }

  /**
   * Reboots the instance.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param options platform and version of the component
   */
  public static reboot(scope: Construct, id: string, options: AmazonManagedComponentOptions): IComponent {
    return AmazonManagedComponent.named(scope, id, MANAGED_COMPONENTS.reboot, options);
  }

  /**
   * Hardens the instance according to a Security Technical Implementation Guide (STIG).
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param options platform and version of the component
   * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/ib-stig.html
   */
  public static stigBuild(scope: Construct, id: string, options: AmazonManagedComponentOptions): IComponent {
    return AmazonManagedComponent.named(scope, id, MANAGED_COMPONENTS.stigBuild, options);
  }

  /**
   * Installs the updates of a Linux distribution.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param options version of the component
   */
  public static updateLinux(scope: Construct, id: string, options: AmazonManagedComponentVersionOptions = {}): IComponent {
    return AmazonManagedComponent.updateOs(scope, id, { ...options, platform: Platform.LINUX });
  }

  /**
   * Installs the updates of the operating system.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param options platform and version of the component
   */
  public static updateOs(scope: Construct, id: string, options: AmazonManagedComponentOptions): IComponent {
    return AmazonManagedComponent.named(scope, id, MANAGED_COMPONENTS.updateOs, options);
  }

  /**
   * Installs the updates of Windows.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param options version of the component
   */
  public static updateWindows(scope: Construct, id: string, options: AmazonManagedComponentVersionOptions = {}): IComponent {
    return AmazonManagedComponent.updateOs(scope, id, { ...options, platform: Platform.WINDOWS });
  }

  /**
   * The newest version of any other component that Amazon publishes.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param amazonManagedComponentName name of the component, as `aws imagebuilder list-components --owner Amazon` lists it
   */
  public static fromAmazonManagedComponentName(scope: Construct, id: string, amazonManagedComponentName: string): IComponent {
    return AmazonManagedComponent.fromAmazonManagedComponentAttributes(scope, id, { componentName: amazonManagedComponentName });
  }

  /**
   * Any other component that Amazon publishes, by name and version.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param attrs name and version of the component
   */
  public static fromAmazonManagedComponentAttributes(scope: Construct, id: string, attrs: AmazonManagedComponentAttributes): IComponent {
    warnOfUnknownProperties(scope, 'AmazonManagedComponentAttributes', attrs);
    const version = attrs.componentVersion ?? ANY_VERSION;
    checkManagedName(scope, 'componentName', attrs.componentName);
    checkVersionReference(scope, 'componentVersion', version);
    return Component.fromComponentArn(scope, id, arnOfAmazon(scope, 'component', attrs.componentName, version));
  }

  private static named(scope: Construct, id: string, name: string, { platform, componentVersion }: AmazonManagedComponentOptions): IComponent {
    if (platform === Platform.MACOS) {
      throw new InvalidInputError({ prop: 'platform', problem: 'Unsupported', rule: 'be Linux or Windows, because Amazon publishes no others', got: platform }, scope);
    }
    const componentName = `${name}-${platform.toLowerCase()}`;
    const component = AmazonManagedComponent.fromAmazonManagedComponentAttributes(scope, id, { componentName, componentVersion });
    PLATFORM.note(component, platform);
    return component;
  }

  private constructor() {}
}
