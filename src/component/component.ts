import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnComponent } from 'aws-cdk-lib/aws-imagebuilder';
import * as kms from 'aws-cdk-lib/aws-kms';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct, IConstruct } from 'constructs';
import { ComponentBase, IComponent } from './component-base';
import { ComponentAttributes, ComponentProps } from './component-props';
import { isMarkedAs, markAs } from '../common/class-mark';
import { InvalidInputError } from '../common/errors';
import { importVersioned } from '../common/import';
import { allGrants, GRANT_TO_INSTANCES } from '../common/instance-grants';
import { grantKey, withDecryption } from '../common/key-use';
import { PLATFORM } from '../common/known-facts';
import { physicalName, requiredName } from '../common/naming';
import { COMPONENT_PARAMETERS } from '../common/parameters';
import { OsVersion, Platform } from '../common/platform';
import { warnOfUnknownProperties } from '../common/property-names';
import { checkSameRegion } from '../common/regions';
import { omitEmpty } from '../common/render';
import { checkCount, checkName, checkTags, checkText } from '../common/validate';
import { IS_PINNED } from '../common/versions';

/**
 * A component, whose document runs while an image is built and tested.
 *
 * A change of the document creates a new build of the same version, and a new version of the recipes in the same stack that use the component.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-components.html
 * @resource AWS::ImageBuilder::Component
 *
 * @example
 * const hardening = new Component(this, 'Hardening', {
 *   platform: Platform.LINUX,
 *   document: ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Harden', ['dnf -y update'])] }),
 * });
 * new ImageRecipe(this, 'Recipe', { baseImage: BaseImage.amazonLinux2023(), components: [hardening] });
 */
@propertyInjectable
export class Component extends ComponentBase {
  /** The identifier of this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-imagebuilder.Component';

  /**
   * An existing component, by its ARN.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param componentArn ARN of a component, of a version of the component, or of a build of a version
   */
  public static fromComponentArn(scope: Construct, id: string, componentArn: string): IComponent {
    return Component.fromComponentAttributes(scope, id, { componentArn });
  }

  /**
   * The newest version of an existing component of this account and Region, by its name.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param componentName name of the component
   */
  public static fromComponentName(scope: Construct, id: string, componentName: string): IComponent {
    return Component.fromComponentAttributes(scope, id, { componentName });
  }

  /**
   * An existing component, by its ARN or by name and version.
   *
   * @param scope parent construct
   * @param id id within the parent construct
   * @param attrs ARN, or name and version
   */
  public static fromComponentAttributes(scope: Construct, id: string, attrs: ComponentAttributes): IComponent {
    warnOfUnknownProperties(scope, 'ComponentAttributes', attrs);
    const known = importVersioned(scope, 'component', { arn: attrs.componentArn, name: attrs.componentName, version: attrs.componentVersion });

    class Import extends ComponentBase {
      public readonly componentArn = known.arn;
      public readonly componentName = known.name;
      public readonly componentVersion = known.version;
    }
    return new Import(scope, id, { environmentFromArn: known.arn });
  }

  /**
   * Whether a construct is a component that this library creates, and neither an import nor an L1.
   *
   * @param construct any construct
   */
  public static isComponent(construct: IConstruct): construct is Component {
    return isMarkedAs(construct, Component.PROPERTY_INJECTION_ID);
  }

  public readonly componentVersion: string;

  /** The operating system family that the component is for. */
  public readonly platform: Platform;

  private readonly kmsKey?: kms.IKey;

  private readonly resource: CfnComponent;

  constructor(scope: Construct, id: string, props: ComponentProps) {
    super(scope, id, { physicalName: physicalName(props.componentName, () => this) });
    markAs(this, Component.PROPERTY_INJECTION_ID);
    warnOfUnknownProperties(this, 'ComponentProps', props);
    checkName(this, 'componentName', props.componentName);
    checkText(this, 'description', props.description);
    checkText(this, 'changeDescription', props.changeDescription);
    checkCount(this, 'supportedOsVersions', props.supportedOsVersions, 0, 25);
    checkTags(this, 'tags', props.tags, 50);
    this.checkOsVersions(props);
    checkSameRegion(this, ['kmsKey', props.kmsKey]);

    this.platform = props.platform;
    this.kmsKey = props.kmsKey;
    this.componentVersion = props.componentVersion?.version ?? '1.0.0';

    const { data: { data, uri }, parameters, grantToInstances } = props.document._bind(this, props.platform);
    this.resource = new CfnComponent(this, 'Resource', {
      name: requiredName(props.componentName, this.physicalName, this),
      version: this.componentVersion,
      platform: props.platform,
      data,
      uri,
      description: props.description,
      changeDescription: props.changeDescription,
      kmsKeyId: props.kmsKey?.keyArn,
      supportedOsVersions: omitEmpty(namesOf(props.supportedOsVersions)),
      tags: omitEmpty(props.tags),
    });
    const { kmsKey } = props;
    const key = kmsKey && ((role: iam.IRole) => void grantKey(kmsKey, role, 'kms:Decrypt'));
    PLATFORM.note(this, props.platform);
    IS_PINNED.note(this, true);
    COMPONENT_PARAMETERS.note(this, parameters);
    GRANT_TO_INSTANCES.note(this, allGrants([grantToInstances, key]));
  }

  public get componentArn(): string {
    return this.resource.attrArn;
  }

  public get componentName(): string {
    return this.resource.attrName;
  }

  /**
   * Type of the component: `TEST` if the document has only test phases, otherwise `BUILD`.
   *
   * @attribute
   */
  public get componentType(): string {
    return this.resource.attrType;
  }

  /**
   * ARN of the newest version when an image is built.
   *
   * @attribute
   */
  public get latestVersionArn(): string {
    return this.resource.attrLatestVersionArn;
  }

  /**
   * ARN of the newest version with the same major version when an image is built.
   *
   * @attribute
   */
  public get latestMajorVersionArn(): string {
    return this.resource.attrLatestVersionMajor;
  }

  /**
   * ARN of the newest version with the same major and minor version when an image is built.
   *
   * @attribute
   */
  public get latestMinorVersionArn(): string {
    return this.resource.attrLatestVersionMinor;
  }

  /**
   * ARN of the newest build of this version when an image is built.
   *
   * @attribute
   */
  public get latestPatchVersionArn(): string {
    return this.resource.attrLatestVersionPatch;
  }

  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return withDecryption(super.grantRead(grantee), this.kmsKey, grantee);
  }

  private checkOsVersions(props: ComponentProps): void {
    const other = props.supportedOsVersions?.find((version) => version.platform !== props.platform);
    if (other !== undefined) {
      throw new InvalidInputError({
        prop: 'supportedOsVersions', problem: 'Conflict', rule: `name versions of ${props.platform} only`, got: other.name ?? other.platform,
      }, this);
    }
  }
}

/** The names to which Image Builder compares the base image. None is compared if every version of the platform is supported. */
function namesOf(versions: OsVersion[] = []): string[] {
  const names = versions.map((version) => version.name).filter((name) => name !== undefined);
  return names.length === versions.length ? names : [];
}
