import * as kms from 'aws-cdk-lib/aws-kms';
import { ComponentDocument } from './component-document';
import { ComponentVersion } from './component-version';
import { OsVersion, Platform } from '../common/platform';

/** Properties of a component. */
export interface ComponentProps {
  /** The operating system family that the component is for. */
  readonly platform: Platform;

  /** What the component does. */
  readonly document: ComponentDocument;

  /**
   * The name of the component.
   *
   * @default - a unique name in lower case
   */
  readonly componentName?: string;

  /**
   * The version of the component. A changed component keeps its version and gets the next build number.
   *
   * @default ComponentVersion.of('1.0.0')
   */
  readonly componentVersion?: ComponentVersion;

  /**
   * What the component is for.
   *
   * @default - the component is shown without a description
   */
  readonly description?: string;

  /**
   * Description of what is different in this version.
   *
   * @default - the version is shown without a description of the change
   */
  readonly changeDescription?: string;

  /**
   * The key that encrypts the document.
   *
   * @default - a key that belongs to the service
   */
  readonly kmsKey?: kms.IKey;

  /**
   * The operating system versions that the component supports.
   *
   * @default - recipes take the component for every version of its platform
   */
  readonly supportedOsVersions?: OsVersion[];

  /**
   * Tags of the component.
   *
   * @default - the tags of the stack
   */
  readonly tags?: Record<string, string>;
}

/** Attributes of an existing component: its ARN, or its name and version. */
export interface ComponentAttributes {
  /**
   * The ARN of the component.
   *
   * @default - made of name and version
   */
  readonly componentArn?: string;

  /**
   * The name of the component.
   *
   * @default - taken from the ARN
   */
  readonly componentName?: string;

  /**
   * Version of the component. The last numbers may be `x`, for the newest version when an image is built.
   *
   * @default - taken from the ARN, or else "x.x.x", the newest version
   */
  readonly componentVersion?: string;
}
