import { Annotations, Fn, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { aws_kms as refs } from 'aws-cdk-lib/interfaces';
import { IConstruct } from 'constructs';
import type { AmiDistribution } from './ami-distribution';
import { checkAtSynth, isPlaceholder } from '../common/validate';

/** KMS actions for a key. Those about grants are allowed for services of AWS only. */
interface KeyActions {
  readonly use: readonly string[];
  readonly grants: readonly string[];
}

/** What copying an AMI from and into an account needs. */
const COPY: KeyActions = {
  use: [
    'kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:DescribeKey',
  ],
  grants: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
};
export const COPY_ACTIONS = [...COPY.use, ...COPY.grants];
/** What launching instances from an AMI of another account needs. */
const LAUNCH: KeyActions = { use: ['kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:DescribeKey'], grants: ['kms:CreateGrant'] };

/** Allows the accounts that get or launch an AMI to use the key that encrypts it. */
export function shareKey(scope: IConstruct, prop: string, { amiKmsKey, amiTargetAccountIds, amiLaunchPermission = {} }: AmiDistribution): void {
  const { accountIds, organizationArns, organizationalUnitArns } = amiLaunchPermission;
  const lists = [amiTargetAccountIds, accountIds, organizationArns, organizationalUnitArns];
  if (amiKmsKey === undefined || !lists.some((list) => list !== undefined && list.length > 0)) {
    return;
  }
  if (/alias\/aws\/ebs$/.test(amiKmsKey.keyRef.keyArn)) {
    return checkAtSynth(scope, () => [{
      prop: `${prop}.amiKmsKey`,
      problem: 'Unsupported',
      rule: 'not be the key of AWS when other accounts get the AMI or may launch it',
      hint: 'It cannot be shared; use a key of your own.',
    }]);
  }
  const statements = lists.some((list = []) => Token.isUnresolved(list) || list.some(isPlaceholder)) ? [] : [
    ...statementsFor(amiTargetAccountIds, COPY, (account) => new iam.AccountPrincipal(account)),
    ...statementsFor(accountIds, LAUNCH, (account) => new iam.AccountPrincipal(account)),
    ...statementsFor(organizationArns, LAUNCH, (arn) => new iam.OrganizationPrincipal(partOf(arn, 1))),
    ...statementsFor(organizationalUnitArns, LAUNCH, (arn) => new iam.AnyPrincipal().withConditions({
      'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': `${partOf(arn, 1)}/*/${partOf(arn, 2)}/*` },
    })),
  ];
  const shared = statements.map((statement) => addToPolicy(amiKmsKey, statement));
  if (shared.length === 0 || shared.includes(false)) {
    Annotations.of(scope).addWarningV2('cdk-imagebuilder:amiKeyNotShared',
      `The policy of \`${prop}.amiKmsKey\` cannot be changed here, or the accounts are known only at deployment, so they cannot use the AMI unless that policy allows it.`);
  }
}

function statementsFor(given: string[] = [], { use, grants }: KeyActions, principal: (given: string) => iam.IPrincipal): iam.PolicyStatement[] {
  return given.flatMap((each) => [
    new iam.PolicyStatement({ actions: [...use], principals: [principal(each)], resources: ['*'] }),
    new iam.PolicyStatement({
      actions: [...grants], principals: [principal(each)], resources: ['*'], conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    }),
  ]);
}

/** A part of an ARN whose parts are separated by slashes. */
function partOf(arn: string, index: number): string {
  return Fn.select(index, Fn.split('/', arn));
}

function addToPolicy(key: refs.IKeyRef, statement: iam.PolicyStatement): boolean {
  return (key as Partial<IKey>).addToResourcePolicy?.(statement).statementAdded ?? false;
}
