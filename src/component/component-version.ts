import { checkFixedVersion } from '../common/versions';

/**
 * The version of a component.
 *
 * The service counts the builds of a version: a changed component keeps its version and gets the next build number.
 *
 * @example
 * new Component(this, 'Hardening', {
 *   platform: Platform.LINUX,
 *   componentVersion: ComponentVersion.of('2.0.0'),
 *   document: ComponentDocument.fromFile('hardening.yaml'),
 * });
 */
export class ComponentVersion {
  /**
   * Exactly this version, without wildcards.
   *
   * @param componentVersion three numbers, for example `1.2.3`
   */
  public static of(componentVersion: string): ComponentVersion {
    checkFixedVersion('componentVersion', componentVersion);
    return new ComponentVersion(componentVersion);
  }

  private constructor(
    /** The version as CloudFormation takes it: `1.2.3`. */
    public readonly version: string,
  ) {}
}
