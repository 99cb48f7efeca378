import { IResource, Resource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { ComponentConfiguration, IComponentConfiguration } from '../common/component-configuration';
import { policyArnsOf } from '../common/naming';

/** A component, whose document runs while an image is built and tested. */
export interface IComponent extends IResource, refs.IComponentRef, IComponentConfiguration {
  /**
   * The ARN of the component.
   *
   * @attribute
   */
  readonly componentArn: string;

  /**
   * The name of the component.
   *
   * @attribute
   */
  readonly componentName: string;

  /**
   * Version of the component. The last numbers of an imported version may be `x`.
   *
   * @attribute
   */
  readonly componentVersion: string;

  /**
   * Returns a component configuration, which gives the parameters of the component values in one recipe.
   *
   * @param parameters values by the names of the parameters
   */
  withParameters(parameters: Record<string, string>): ComponentConfiguration;

  /**
   * Allows a principal to perform actions on this component.
   *
   * @param grantee principal that gets the permission
   * @param actions IAM actions, for example `imagebuilder:GetComponent`
   */
  grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant;

  /**
   * Allows a principal to read this component and its document.
   *
   * @param grantee principal that gets the permission
   */
  grantRead(grantee: iam.IGrantable): iam.Grant;
}

/**
 * What components of this library and imports of components have in common.
 *
 * The class is public because a class of .NET cannot declare a member with its own name, as `Component.Component` would be.
 *
 * @example
 * const agent = Component.fromComponentName(this, 'Agent', 'agent');
 * new ImageRecipe(this, 'Recipe', { baseImage: BaseImage.amazonLinux2023(), components: [agent, component] });
 */
export abstract class ComponentBase extends Resource implements IComponent {
  public abstract readonly componentArn: string;
  public abstract readonly componentName: string;
  public abstract readonly componentVersion: string;

  /** The component itself, so that components can be given to a recipe directly. */
  public get component(): refs.IComponentRef {
    return this;
  }

  /** Always undefined, because a component alone has the default values of its parameters. */
  public get parameters(): Record<string, string> | undefined {
    return undefined;
  }

  public get componentRef(): refs.ComponentReference {
    return { componentArn: this.componentArn };
  }

  public withParameters(parameters: Record<string, string>): ComponentConfiguration {
    return ComponentConfiguration.of(this, parameters);
  }

  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: policyArnsOf('component', this.componentArn) });
  }

  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, 'imagebuilder:GetComponent');
  }
}
