import { Annotations, IResource, Lazy, Resource, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnDistributionConfiguration } from 'aws-cdk-lib/aws-imagebuilder';
import { aws_imagebuilder as refs, aws_kms as kmsRefs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { describe, InvalidInputError } from './private/errors';
import { arnComponents, arnOf, partsOf, physicalName } from './private/naming';
import { omitEmpty } from './private/render';
import { checkCount, checkName, checkPattern, checkTags, checkText } from './private/validate';

/** A distribution configuration: where finished images go, and who may use them. */
export interface IDistributionConfiguration extends IResource, refs.IDistributionConfigurationRef {
  /**
   * The ARN of the distribution configuration.
   *
   * @attribute
   */
  readonly distributionConfigurationArn: string;

  /**
   * The name of the distribution configuration.
   *
   * @attribute
   */
  readonly distributionConfigurationName: string;

  /**
   * Allows actions on this distribution configuration.
   *
   * @param grantee who may
   * @param actions IAM actions, for example `imagebuilder:GetDistributionConfiguration`
   */
  grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant;

  /**
   * Allows to read this distribution configuration.
   *
   * @param grantee who may
   */
  grantRead(grantee: iam.IGrantable): iam.Grant;
}

/** Who may start instances from an AMI, beside its owner. The AMI stays in the account that owns it. */
export interface AmiLaunchPermission {
  /**
   * Accounts.
   *
   * @default - no other accounts
   */
  readonly accountIds?: string[];

  /**
   * ARNs of organizations.
   *
   * @default - no organizations
   */
  readonly organizationArns?: string[];

  /**
   * ARNs of organizational units.
   *
   * @default - no organizational units
   */
  readonly organizationalUnitArns?: string[];

  /**
   * Whether everybody may: the AMI is public then.
   *
   * @default false
   */
  readonly isPublicUserGroup?: boolean;
}

/** What becomes of an AMI in one Region. */
export interface AmiDistribution {
  /**
   * The Region.
   *
   * @default - the Region of the stack
   */
  readonly region?: string;

  /**
   * Name of the AMI. It has to be unique, so it holds `{{ imagebuilder:buildDate }}` or `{{ imagebuilder:buildVersion }}`.
   *
   * @default - the name of the recipe and a timestamp
   */
  readonly amiName?: string;

  /**
   * Description of the AMI.
   *
   * @default - the AMI has none
   */
  readonly amiDescription?: string;

  /**
   * Tags of the AMI.
   *
   * @default - the tags that the service sets itself
   */
  readonly amiTags?: Record<string, string>;

  /**
   * The key, of this Region, that encrypts the AMI. Image Builder's service-linked role needs to be allowed to use it.
   *
   * @default - the AMI is encrypted like the volumes of the build instance
   */
  readonly amiKmsKey?: kmsRefs.IKeyRef;

  /**
   * Accounts that get a copy of the AMI. Each needs the role `EC2ImageBuilderDistributionCrossAccountRole`.
   *
   * @default - no copies for other accounts
   */
  readonly amiTargetAccountIds?: string[];

  /**
   * Who may start instances from the AMI, beside its owner.
   *
   * @default - nobody else
   */
  readonly amiLaunchPermission?: AmiLaunchPermission;
}

/** Properties of a distribution configuration. */
export interface DistributionConfigurationProps {
  /**
   * What becomes of AMIs, with one entry for each Region.
   *
   * @default - entries are added with `addAmiDistributions`
   */
  readonly amiDistributions?: AmiDistribution[];

  /**
   * The name of the distribution configuration.
   *
   * @default - a unique name in lower case
   */
  readonly distributionConfigurationName?: string;

  /**
   * What the distribution configuration is for.
   *
   * @default - it is shown without a description
   */
  readonly description?: string;

  /**
   * Tags of the distribution configuration.
   *
   * @default - the tags of the stack
   */
  readonly tags?: Record<string, string>;
}

abstract class DistributionConfigurationBase extends Resource implements IDistributionConfiguration {
  public abstract readonly distributionConfigurationArn: string;
  public abstract readonly distributionConfigurationName: string;

  public get distributionConfigurationRef(): refs.DistributionConfigurationReference {
    return { distributionConfigurationArn: this.distributionConfigurationArn };
  }

  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.distributionConfigurationArn] });
  }

  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, 'imagebuilder:GetDistributionConfiguration');
  }
}

/**
 * A distribution configuration: where finished images go, and who may use them.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-distribution-settings.html
 * @resource AWS::ImageBuilder::DistributionConfiguration
 */
export class DistributionConfiguration extends DistributionConfigurationBase {
  /**
   * An existing distribution configuration, by its ARN.
   *
   * @param scope parent
   * @param id id within the parent
   * @param distributionConfigurationArn its ARN
   */
  public static fromDistributionConfigurationArn(scope: Construct, id: string, distributionConfigurationArn: string): IDistributionConfiguration {
    const { name } = partsOf(scope, 'distributionConfigurationArn', 'distribution-configuration', distributionConfigurationArn);
    return DistributionConfiguration.imported(scope, id, distributionConfigurationArn, name);
  }

  /**
   * An existing distribution configuration of this account and Region, by its name.
   *
   * @param scope parent
   * @param id id within the parent
   * @param distributionConfigurationName its name
   */
  public static fromDistributionConfigurationName(scope: Construct, id: string, distributionConfigurationName: string): IDistributionConfiguration {
    checkName(scope, 'distributionConfigurationName', distributionConfigurationName);
    const arn = arnOf(scope, 'distribution-configuration', distributionConfigurationName);
    return DistributionConfiguration.imported(scope, id, arn, distributionConfigurationName);
  }

  private static imported(scope: Construct, id: string, arn: string, name: string): IDistributionConfiguration {
    class Import extends DistributionConfigurationBase {
      public readonly distributionConfigurationArn = arn;
      public readonly distributionConfigurationName = name;
    }
    return new Import(scope, id, { environmentFromArn: arn });
  }

  public readonly distributionConfigurationArn: string;
  public readonly distributionConfigurationName: string;

  private readonly distributions: CfnDistributionConfiguration.DistributionProperty[] = [];

  constructor(scope: Construct, id: string, props: DistributionConfigurationProps = {}) {
    super(scope, id, { physicalName: physicalName(props.distributionConfigurationName, () => this) });
    checkName(this, 'distributionConfigurationName', props.distributionConfigurationName);
    checkText(this, 'description', props.description);
    checkTags(this, 'tags', props.tags, 50);
    this.node.addValidation({
      validate: () => this.distributions.length > 0 ? [] : [describe({
        prop: 'amiDistributions', problem: 'Required', rule: 'have at least one entry',
      })],
    });

    const resource = new CfnDistributionConfiguration(this, 'Resource', {
      name: this.physicalName,
      description: props.description,
      distributions: Lazy.any({ produce: () => this.distributions }),
      tags: omitEmpty(props.tags),
    });
    this.distributionConfigurationArn = this.getResourceArnAttribute(resource.attrArn, arnComponents('distribution-configuration', this.physicalName));
    this.distributionConfigurationName = this.getResourceNameAttribute(resource.attrName);
    this.addAmiDistributions(...props.amiDistributions ?? []);
  }

  /**
   * Distributes AMIs to more Regions.
   *
   * @param amiDistributions one entry for each Region
   */
  public addAmiDistributions(...amiDistributions: AmiDistribution[]): void {
    for (const distribution of amiDistributions) {
      this.distributions.push(this.renderAmi(`amiDistributions[${this.distributions.length}]`, distribution));
    }
  }

  private renderAmi(prop: string, ami: AmiDistribution): CfnDistributionConfiguration.DistributionProperty {
    const region = ami.region ?? Stack.of(this).region;
    this.checkRegion(prop, region, ami.amiKmsKey);
    this.checkAmi(prop, ami);
    // CloudFormation's specification leaves this part untyped, so the CDK passes it on as it is: these are the names in the template.
    const amiDistributionConfiguration = omitEmpty({
      Name: ami.amiName,
      Description: ami.amiDescription,
      AmiTags: ami.amiTags,
      KmsKeyId: ami.amiKmsKey?.keyRef.keyArn,
      TargetAccountIds: ami.amiTargetAccountIds,
      LaunchPermissionConfiguration: {
        UserIds: ami.amiLaunchPermission?.accountIds,
        OrganizationArns: ami.amiLaunchPermission?.organizationArns,
        OrganizationalUnitArns: ami.amiLaunchPermission?.organizationalUnitArns,
        UserGroups: ami.amiLaunchPermission?.isPublicUserGroup ? ['all'] : [],
      },
    });
    if (amiDistributionConfiguration === undefined) {
      throw new InvalidInputError({
        prop, problem: 'Required', rule: 'say something about the AMI', hint: 'Set at least one property beside `region`, for example `amiName`.',
      }, this);
    }
    return { region, amiDistributionConfiguration };
  }

  private checkRegion(prop: string, region: string, key?: kmsRefs.IKeyRef): void {
    if (this.distributions.some((other) => other.region === region)) {
      throw new InvalidInputError({ prop: `${prop}.region`, problem: 'Conflict', rule: 'differ from the Regions of the other entries', got: region }, this);
    }
    const keyRegion = key?.env.region;
    if (keyRegion !== undefined && keyRegion !== region && !Token.isUnresolved(keyRegion) && !Token.isUnresolved(region)) {
      throw new InvalidInputError({ prop: `${prop}.amiKmsKey`, problem: 'Conflict', rule: `be a key of ${region}`, got: keyRegion }, this);
    }
  }

  private checkAmi(prop: string, ami: AmiDistribution): void {
    checkText(this, `${prop}.amiDescription`, ami.amiDescription);
    checkTags(this, `${prop}.amiTags`, ami.amiTags, 50);
    checkPattern(this, `${prop}.amiName`, ami.amiName, /^(?=.{1,127}$)[-_A-Za-z0-9{][-_A-Za-z0-9\s:{}.]+[-_A-Za-z0-9}]$/,
      'be at most 127 letters, digits, spaces or any of -_:{}. and neither start nor end with a space, a colon or a dot');
    checkCount(this, `${prop}.amiLaunchPermission.organizationArns`, ami.amiLaunchPermission?.organizationArns, 0, 25);
    checkCount(this, `${prop}.amiLaunchPermission.organizationalUnitArns`, ami.amiLaunchPermission?.organizationalUnitArns, 0, 25);
    this.checkAccounts(`${prop}.amiTargetAccountIds`, ami.amiTargetAccountIds);
    this.checkAccounts(`${prop}.amiLaunchPermission.accountIds`, ami.amiLaunchPermission?.accountIds);
    if (ami.amiName !== undefined && !Token.isUnresolved(ami.amiName) && !ami.amiName.includes('{{')) {
      Annotations.of(this).addWarningV2('cdk-imagebuilder:amiNameNotUnique',
        `The AMI name '${ami.amiName}' is the same for every build, so the second build fails. Add {{ imagebuilder:buildDate }} to it.`);
    }
    if (ami.amiLaunchPermission?.isPublicUserGroup) {
      Annotations.of(this).addWarningV2('cdk-imagebuilder:publicAmi', 'The AMI is public: everybody may start instances from it.');
    }
  }

  private checkAccounts(prop: string, accounts: string[] = []): void {
    checkCount(this, prop, accounts, 0, 1536);
    if (!Token.isUnresolved(accounts)) {
      accounts.forEach((account) => checkPattern(this, prop, account, /^\d{12}$/, 'have 12 digits each'));
    }
  }
}
