import { Annotations, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { viaService } from '../../common/permission';
import type { BuildHistoryProps } from '../build-history-props';
import { keysOf } from '../keys';

/** Stands for the account of whoever calls, in the policy of a bucket. */
const CALLER = '${aws:PrincipalAccount}';

type Conditions = Record<string, Record<string, string>>;

/** Allows monitors of other accounts to write and read what belongs to their own builds. */
export function shareHistory(scope: Construct, bucket: s3.IBucket, { organizationId, accountIds = [] }: BuildHistoryProps): void {
  const writers = writersOf(organizationId, accountIds);
  const added = writers.flatMap((principal) => [
    ...statementsFor(principal, bucket).map((statement) => bucket.addToResourcePolicy(statement).statementAdded),
    shareKey(scope, bucket, principal),
  ]);
  if (added.includes(false)) {
    Annotations.of(scope).addWarningV2('cdk-imagebuilder:historyNotShared',
      'The policy of the bucket of the history or of its encryption key cannot be changed here, so monitors of other accounts cannot write unless the policies allow it.');
  }
}

/** The principals that write: an organization, and single accounts. */
function writersOf(organizationId: string | undefined, accountIds: string[]): iam.IPrincipal[] {
  return [
    ...organizationId === undefined ? [] : [new iam.OrganizationPrincipal(organizationId)],
    ...accountIds.length === 0 ? [] : [new iam.CompositePrincipal(...accountIds.map((account) => new iam.AccountPrincipal(account)))],
  ];
}

function statementsFor(principal: iam.IPrincipal, bucket: s3.IBucket): iam.PolicyStatement[] {
  const { conditional, repeatable } = keysOf(CALLER);
  const allow = (actions: string[], resources: string[], conditions?: Conditions) =>
    new iam.PolicyStatement({ principals: [principal], actions, resources, conditions });
  const objects = (keys: string[]) => keys.map((key) => bucket.arnForObjects(key));
  return [
    allow(['s3:GetObject'], objects([...conditional, ...repeatable])),
    allow(['s3:PutObject'], objects(repeatable)),
    ...['s3:if-none-match', 's3:if-match'].map((header) => allow(['s3:PutObject'], objects(conditional), { Null: { [header]: 'false' } })),
    // Amazon S3 answers that an object does not exist only to callers that may list the bucket, and to others that access is denied.
    allow(['s3:ListBucket'], [bucket.bucketArn]),
  ];
}

/** Allows a principal to use the key, if there is one, for objects only, and tells whether the key takes the permission. */
function shareKey(scope: Construct, { encryptionKey }: s3.IBucket, principal: iam.IPrincipal): boolean | undefined {
  return encryptionKey?.addToResourcePolicy(new iam.PolicyStatement({
    principals: [principal],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: ['*'],
    conditions: viaService('s3', Stack.of(scope).region),
  })).statementAdded;
}
