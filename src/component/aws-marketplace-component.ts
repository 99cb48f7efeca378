import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Component } from './component';
import { IComponent } from './component-base';
import { arnComponents } from '../common/naming';
import { warnOfUnknownProperties } from '../common/property-names';
import { checkPattern } from '../common/validate';
import { ANY_VERSION, checkVersionReference } from '../common/versions';

/** Attributes of a component from AWS Marketplace. */
export interface AwsMarketplaceComponentAttributes {
  /** The name of the component without the ID of the product. */
  readonly componentName: string;

  /** The ID of the product in AWS Marketplace, for example `prod-1234567890abcdef0`. */
  readonly marketplaceProductId: string;

  /**
   * The version of the component. The last numbers may be `x`, for the newest version when the image is built.
   *
   * @default - "x.x.x", the newest version
   */
  readonly componentVersion?: string;
}

/**
 * The components that sellers publish in AWS Marketplace, to which the account must be subscribed.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/integrate-products-services.html
 *
 * @example
 * const scanner = AwsMarketplaceComponent.fromAwsMarketplaceComponentAttributes(this, 'Scanner', {
 *   componentName: 'scanner',
 *   marketplaceProductId: 'prod-1234567890abcdef0',
 * });
 * new ImageRecipe(this, 'Recipe', { baseImage: BaseImage.amazonLinux2023(), components: [scanner] });
 */
export class AwsMarketplaceComponent {
  /**
   * A component from AWS Marketplace, by its name and the ID of its product.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param attrs name, product and version of the component
   */
  public static fromAwsMarketplaceComponentAttributes(scope: Construct, id: string, attrs: AwsMarketplaceComponentAttributes): IComponent {
    warnOfUnknownProperties(scope, 'AwsMarketplaceComponentAttributes', attrs);
    const version = attrs.componentVersion ?? ANY_VERSION;
    checkPattern(scope, 'componentName', attrs.componentName, /^[a-z0-9-_]+$/,
      'be the name in the ARN of an AWS Marketplace component: lower-case letters, digits, hyphens');
    checkPattern(scope, 'marketplaceProductId', attrs.marketplaceProductId, /^[a-z0-9-]+$/,
      'be the ID of a product in AWS Marketplace, as in `prod-1234567890abcdef0`');
    checkVersionReference(scope, 'componentVersion', version);
    return Component.fromComponentArn(scope, id, Stack.of(scope).formatArn({
      ...arnComponents('component', `${attrs.componentName}-${attrs.marketplaceProductId}`, version), account: 'aws-marketplace',
    }));
  }

  private constructor() {}
}
