import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';

/**
 * A component of a recipe, with or without values of its parameters.
 *
 * Components of this library and imports are component configurations themselves. `withParameters()` gives them values, and
 * `ComponentConfiguration.of()` takes an L1 component.
 */
export interface IComponentConfiguration {
  /** The component, which is a component of this library, an L1 component or an import. */
  readonly component: refs.IComponentRef;

  /**
   * Values of the component's parameters, by their names.
   *
   * Synthesis fails if a name is unknown or a required value is missing, provided that the parameters of the component are known.
   *
   * @default - the parameters have their default values
   */
  readonly parameters?: Record<string, string>;
}

/**
 * A component of a recipe with values of its parameters.
 *
 * @example
 * new ImageRecipe(this, 'Recipe', {
 *   baseImage: BaseImage.amazonLinux2023(),
 *   components: [component.withParameters({ Package: 'nginx' })],
 * });
 */
export class ComponentConfiguration implements IComponentConfiguration {
  /**
   * A component of this library, an L1 component or an import, with values of its parameters.
   *
   * @param component component that a recipe uses
   * @param parameters values by the names of the parameters, none for the default values
   */
  public static of(component: refs.IComponentRef, parameters?: Record<string, string>): ComponentConfiguration {
    return new ComponentConfiguration(component, parameters);
  }

  private constructor(
    public readonly component: refs.IComponentRef,
    public readonly parameters?: Record<string, string>,
  ) {}
}
