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
   * The name of the component, 3 to 128 letters, digits, hyphens, underscores or inner spaces.
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
   * The description of the component, 1 to 1,024 characters.
   *
   * @default - no description
   */
  readonly description?: string;

  /**
   * The description of what is different in this version, 1 to 1,024 characters.
   *
   * @default - no description of the change
   */
  readonly changeDescription?: string;

  /**
   * The AWS KMS key that encrypts the document. The role of the instances is allowed to decrypt with the key.
   *
   * @default - a key that Image Builder owns
   */
  readonly kmsKey?: kms.IKey;

  /**
   * The operating system versions and families that the component supports, at most 25. Synthesis fails if one is not of `platform`.
   *
   * @default - every version of the platform
   */
  readonly supportedOsVersions?: OsVersion[];

  /**
   * Tags of the component, at most 50.
   *
   * @default - the tags of the stack
   */
  readonly tags?: Record<string, string>;
}

/** Attributes of an existing component, which are its ARN, or its name and version. */
export interface ComponentAttributes {
  /**
   * The ARN of the component.
   *
   * @default - composed of name and version
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
