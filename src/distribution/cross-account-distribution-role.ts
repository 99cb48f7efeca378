import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { aws_ec2 as ec2Refs, aws_kms as kmsRefs } from 'aws-cdk-lib/interfaces';
import { Construct, IConstruct } from 'constructs';
import { crossAccountPermissions } from './cross-account-permissions';
import type { DistributionConfiguration } from './distribution-configuration';
import { CROSS_ACCOUNT_ROLE, fastLaunchPermissions } from './permissions';
import { Allowed, AMI_DISTRIBUTIONS, isTarget, missingIn, targetsIn } from './targets';
import { attachManagedPolicy } from '../common/acknowledge';
import { InvalidInputError } from '../common/errors';
import { grantPermission } from '../common/permission';
import { warnOfUnknownProperties } from '../common/property-names';
import { checkAccounts, checkAtSynth, checkKnownList, checkNotEmpty, warnAtSynth } from '../common/validate';

/** Properties of the role with which Image Builder of other accounts distributes AMIs to an account. */
export interface CrossAccountDistributionRoleProps {
  /** IDs of the accounts whose Image Builder distributes AMIs to this account. Must not contain the account of the stack. */
  readonly sourceAccountIds: string[];

  /**
   * The KMS keys of the source accounts and of this account that encrypt AMIs.
   *
   * The policy of a key in a source account must also allow this account to use the key. A `DistributionConfiguration` of this library adds such
   * statements to the policy of its `amiKmsKey`.
   *
   * @default - AMIs are not encrypted with customer managed keys
   */
  readonly kmsKeys?: kmsRefs.IKeyRef[];

  /**
   * Launch templates of this account that get new versions with the AMIs.
   *
   * @default - no launch templates
   */
  readonly launchTemplates?: ec2Refs.ILaunchTemplateRef[];

  /**
   * Names of SSM parameters of this account, in any Region, to which Image Builder writes the IDs of AMIs.
   *
   * @default - no parameters
   */
  readonly ssmParameterNames?: string[];
}

/**
 * The role `EC2ImageBuilderDistributionCrossAccountRole`, with which Image Builder of other accounts distributes AMIs to this account.
 *
 * Each account in the `amiTargetAccountIds` of a distribution configuration needs the role once, for all Regions. The method `targetAccountRole()` of a
 * distribution configuration creates the role with what the distribution needs.
 *
 * #### Limitations
 *
 * - Image Builder prescribes the name of the role, so an account can have only one such role.
 *
 * @example
 * new CrossAccountDistributionRole(this, 'Distribution', {
 *   sourceAccountIds: ['111122223333'],
 *   ssmParameterNames: ['/golden/ami'],
 * });
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/cross-account-dist.html
 */
@propertyInjectable
export class CrossAccountDistributionRole extends Construct {
  /** The identifier of this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-imagebuilder.CrossAccountDistributionRole';

  /** The IAM role `EC2ImageBuilderDistributionCrossAccountRole`. */
  public readonly role: iam.Role;

  /** What the role allows. */
  private readonly allowed: Allowed;
  /** Distribution configurations that the role serves completely. */
  private readonly served = new Set<IConstruct>();

  constructor(scope: Construct, id: string, props: CrossAccountDistributionRoleProps) {
    super(scope, id);
    warnOfUnknownProperties(this, 'CrossAccountDistributionRoleProps', props);
    checkKnownList(this, 'sourceAccountIds', props.sourceAccountIds);
    checkKnownList(this, 'ssmParameterNames', props.ssmParameterNames);
    this.checkSources(props.sourceAccountIds);
    this.role = new iam.Role(this, 'Role', {
      roleName: CROSS_ACCOUNT_ROLE,
      description: 'Image Builder of other accounts distributes AMIs to this account with it',
      assumedBy: new iam.CompositePrincipal(...props.sourceAccountIds.map((account) => new iam.AccountPrincipal(account))),
    });
    attachManagedPolicy(this.role, 'Ec2ImageBuilderCrossAccountDistributionAccess',
      'Image Builder documents this policy for the role; AWS keeps it in step with the service.');
    crossAccountPermissions(this, props).forEach((permission) => grantPermission(this.role, permission));
    const { sourceAccountIds, kmsKeys = [], launchTemplates = [], ssmParameterNames = [] } = props;
    this.allowed = { sourceAccountIds: [...sourceAccountIds], kmsKeys, launchTemplates, ssmParameterNames };
    this.warnOfMissing();
  }

  /**
   * Allows the role what a distribution configuration needs in this account, now or later: its keys, launch templates and SSM parameters.
   *
   * The accounts of both stacks must be known, so set `env` of the stacks.
   *
   * @param distributionConfiguration a distribution configuration of this app that has the account of this stack in `amiTargetAccountIds`
   */
  public addDistributionConfiguration(distributionConfiguration: DistributionConfiguration): void {
    const { account } = Stack.of(this);
    const source = Stack.of(distributionConfiguration).account;
    if ([account, source].some(Token.isUnresolved)) {
      throw new InvalidInputError({
        prop: 'distributionConfiguration', problem: 'Unresolved', rule: 'be in a stack whose account is known, as that of the role', hint: 'Set `env` of both stacks.',
      }, this);
    }
    const amis = AMI_DISTRIBUTIONS.of(distributionConfiguration)!;
    checkAtSynth(this, () => amis.known.some((ami) => isTarget(account, ami)) ? [] : [{
      prop: 'distributionConfiguration', problem: 'Conflict', rule: 'have the account of the role in `amiTargetAccountIds`', got: account,
    }]);
    this.served.add(distributionConfiguration);
    this.trust(source);
    amis.subscribe((ami) => {
      const fastLaunch = (ami.fastLaunchConfigurations ?? []).filter(({ accountId }) => accountId === account);
      [...crossAccountPermissions(this, targetsIn(account, ami)), ...fastLaunchPermissions(Stack.of(this), fastLaunch)]
        .forEach((permission) => grantPermission(this.role, permission));
    });
  }

  private trust(account: string): void {
    this.checkSources([account]);
    if (!this.allowed.sourceAccountIds.includes(account)) {
      this.allowed.sourceAccountIds.push(account);
      this.role.assumeRolePolicy!.addStatements(new iam.PolicyStatement({ actions: ['sts:AssumeRole'], principals: [new iam.AccountPrincipal(account)] }));
    }
  }

  /** Warns of distributions of the app that would fail for this account. */
  private warnOfMissing(): void {
    const { account } = Stack.of(this);
    warnAtSynth(this, 'cdk-imagebuilder:crossAccountRoleIncomplete', () => {
      const missing = this.node.root.node.findAll().filter((each) => !this.served.has(each))
        .flatMap((each) => missingIn(account, each, this.allowed).map((what) => `${what} (${each.node.path})`));
      return missing.length === 0 ? undefined
        : `Distributions of AMIs to this account fail, because the role does not allow ${missing.join(', ')}. Call \`addDistributionConfiguration()\` of the `
        + 'role, or \`targetAccountRole()\` of the distribution configuration.';
    });
  }

  private checkSources(sourceAccountIds: string[]): void {
    checkNotEmpty(this, 'sourceAccountIds', sourceAccountIds);
    checkAccounts(this, 'sourceAccountIds', sourceAccountIds);
    const own = Stack.of(this).account;
    if (!Token.isUnresolved(own) && sourceAccountIds.includes(own)) {
      throw new InvalidInputError({ prop: 'sourceAccountIds', problem: 'Conflict', rule: 'be other accounts than that of the stack', got: own }, this);
    }
  }
}
