import { IResource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { IConstruct } from 'constructs';
import { BuildEventSource } from './build-event-source';
import { IBuildEvents } from './build-events';
import { EventScope, eventsOfImage } from './events';
import { KnownFact } from '../common/known-facts';
import { policyArnsOf } from '../common/naming';
import { BaseContainerImage } from '../recipe/base-container-image';
import { BaseImage } from '../recipe/base-image';

/** The pipeline that builds an image during a deployment, if it is of the app, with what images ask of their builds. */
export const IMAGE_BUILDER = new KnownFact<{ readonly buildEvents: (method: string) => EventScope; readonly distribution?: IConstruct }>();

/** An image, which is the result of a build. */
export interface IImage extends IResource, IBuildEvents, refs.IImageRef {
  /**
   * The ARN of the image.
   *
   * The ARN of an image that is built during a deployment identifies exactly one build.
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
   * The version of the image.
   *
   * The last numbers of the version of an imported image can be `x`.
   *
   * @attribute
   */
  readonly imageVersion: string;

  /**
   * Grants a principal IAM actions on this image.
   *
   * @param grantee the principal that gets the permissions
   * @param actions IAM actions, for example `imagebuilder:GetImage`
   */
  grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant;

  /**
   * Grants a principal permission to read this image.
   *
   * @param grantee the principal that gets the permission
   */
  grantRead(grantee: iam.IGrantable): iam.Grant;

  /** Returns the base image for an image recipe that builds on this image. */
  toBaseImage(): BaseImage;

  /** Returns the base image for a container recipe that builds on this image. */
  toContainerBaseImage(): BaseContainerImage;
}

/**
 * The members that built images and imported images have in common.
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
