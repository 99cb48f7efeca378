import { checkFixedVersion } from '../common/versions';

/**
 * The version of a component.
 *
 * Image Builder counts the builds of a version: a changed component keeps its version and gets the next build number.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-components.html
 *
 * @example
 * new Component(this, 'Hardening', {
 *   platform: Platform.LINUX,
 *   componentVersion: ComponentVersion.of('2.0.0'),
 *   document: ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Harden', ['dnf -y update'])] }),
 * });
 */
export class ComponentVersion {
  /**
   * A version without wildcards.
   *
   * @param componentVersion version of three numbers, for example `1.2.3`
   */
  public static of(componentVersion: string): ComponentVersion {
    checkFixedVersion('componentVersion', componentVersion);
    return new ComponentVersion(componentVersion);
  }

  private constructor(
    /** The version in the form that CloudFormation takes, for example `1.2.3`. */
    public readonly version: string,
  ) {}
}
