import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';

/** How a recipe uses a component. */
export interface ComponentConfiguration {
  /** The component: of this library, an L1 or an import. */
  readonly component: refs.IComponentRef;

  /**
   * Values of the component's parameters, by their names.
   *
   * @default - the parameters have their default values
   */
  readonly parameters?: Record<string, string>;
}
