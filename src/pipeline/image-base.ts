import { IResource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { BuildEventSource } from './build-event-source';
import { IBuildEvents } from './build-events';
import { EventScope, eventsOfImage } from './events';
import { policyArnsOf } from '../common/naming';
import { BaseContainerImage } from '../recipe/base-container-image';
import { BaseImage } from '../recipe/base-image';

/** An image: the outcome of a build. */
export interface IImage extends IResource, IBuildEvents, refs.IImageRef {
  /**
   * The ARN of the image. That of an image built during deployment names exactly one build.
   *
   * @attribute
   */
  readonly imageArn: string;

  /**
   * The name of the image, which is the name of its recipe.
   *
   * @attribute
   */
  readonly imageName: string;

  /**
   * The version of the image, where the last numbers of an imported one may be `x`.
   *
   * @attribute
   */
  readonly imageVersion: string;

  /**
   * Allows actions on this image.
   *
   * @param grantee who may
   * @param actions IAM actions, for example `imagebuilder:GetImage`
   */
  grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant;

  /**
   * Allows to read this image.
   *
   * @param grantee who may
   */
  grantRead(grantee: iam.IGrantable): iam.Grant;

  /** This image as the base of another image recipe. */
  toBaseImage(): BaseImage;

  /** This image as the base of another container recipe. */
  toContainerBaseImage(): BaseContainerImage;
}

/**
 * What images of this library and imported ones have in common.
 *
 * @internal
 */
export abstract class ImageBase extends BuildEventSource implements IImage {
  public abstract readonly imageArn: string;
  public abstract readonly imageName: string;
  public abstract readonly imageVersion: string;

  public get imageRef(): refs.ImageReference {
    return { imageArn: this.imageArn };
  }

  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: policyArnsOf('image', this.imageArn) });
  }

  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, 'imagebuilder:GetImage');
  }

  public toBaseImage(): BaseImage {
    return BaseImage.fromImage(this);
  }

  public toContainerBaseImage(): BaseContainerImage {
    return BaseContainerImage.fromImage(this);
  }

  /** @internal */
  public _buildEvents(_method: string): EventScope {
    return eventsOfImage(this.imageArn);
  }
}
