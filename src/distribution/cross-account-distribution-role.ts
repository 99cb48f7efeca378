import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { aws_ec2 as ec2Refs, aws_kms as kmsRefs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { crossAccountPermissions } from './cross-account-permissions';
import { CROSS_ACCOUNT_ROLE } from './permissions';
import { attachManagedPolicy } from '../common/acknowledge';
import { InvalidInputError } from '../common/errors';
import { grantPermission } from '../common/permission';
import { checkAccounts, checkNotEmpty } from '../common/validate';

/** Properties of the role with which AMIs come into an account. */
export interface CrossAccountDistributionRoleProps {
  /** The accounts in which Image Builder runs, and from which it distributes AMIs to this account. */
  readonly sourceAccountIds: string[];

  /**
   * The keys that encrypt AMIs, in the source accounts and here. The policies of those of other accounts have to allow it too: a
   * `DistributionConfiguration` of this library sees to that.
   *
   * @default - AMIs are not encrypted with customer managed keys
   */
  readonly kmsKeys?: kmsRefs.IKeyRef[];

  /**
   * Launch templates of this account that get versions with the AMIs.
   *
   * @default - none
   */
  readonly launchTemplates?: ec2Refs.ILaunchTemplateRef[];

  /**
   * Names of parameters of this account, in any Region, in which ids of AMIs are put.
   *
   * @default - none
   */
  readonly ssmParameterNames?: string[];
}

/**
 * The role with which Image Builder of other accounts brings AMIs into this account: `EC2ImageBuilderDistributionCrossAccountRole`.
 *
 * Each account among the `amiTargetAccountIds` of a distribution configuration needs it, once for all Regions, because its name is given.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/cross-account-dist.html
 */
export class CrossAccountDistributionRole extends Construct {
  /** The role. */
  public readonly role: iam.Role;

  constructor(scope: Construct, id: string, props: CrossAccountDistributionRoleProps) {
    super(scope, id);
    this.checkSources(props.sourceAccountIds);
    this.role = new iam.Role(this, 'Role', {
      roleName: CROSS_ACCOUNT_ROLE,
      description: 'Image Builder of other accounts distributes AMIs to this account with it',
      assumedBy: new iam.CompositePrincipal(...props.sourceAccountIds.map((account) => new iam.AccountPrincipal(account))),
    });
    attachManagedPolicy(this.role, 'Ec2ImageBuilderCrossAccountDistributionAccess',
      'Image Builder documents this policy for the role; AWS keeps it in step with the service.');
    crossAccountPermissions(this, props).forEach((permission) => grantPermission(this.role, permission));
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
