import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { aws_ec2 as ec2Refs, aws_kms as kmsRefs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { crossAccountPermissions } from './cross-account-permissions';
import { CROSS_ACCOUNT_ROLE } from './permissions';
import { attachManagedPolicy } from '../common/acknowledge';
import { InvalidInputError } from '../common/errors';
import { grantPermission } from '../common/permission';
import { checkAccounts, checkNotEmpty } from '../common/validate';

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
 * Each account in the `amiTargetAccountIds` of a distribution configuration needs the role once, for all Regions.
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
