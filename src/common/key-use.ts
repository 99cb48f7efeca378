import { Annotations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IAlias, IKey } from 'aws-cdk-lib/aws-kms';

/** Lets somebody use a key, if there is one. On an alias that is imported the CDK grants nothing, without a word, unless a feature flag is set. */
export function grantKey(key: IKey | undefined, grantee: iam.IGrantable, ...actions: string[]): iam.Grant[] {
  if (key === undefined) {
    return [];
  }
  const grant = key.grant(grantee, ...actions);
  const { aliasName }: Partial<IAlias> = key;
  // The policies of AWS's own keys allow all who use the service.
  if (aliasName !== undefined && !grant.success && !aliasName.startsWith('alias/aws/')) {
    Annotations.of(key).addWarningV2('cdk-imagebuilder:importedAlias',
      `The key is imported by its alias, ${aliasName}, so the CDK allows nobody to use it. Set the feature flag `
      + '`@aws-cdk/aws-kms:applyImportedAliasPermissionsToPrincipal`, or import the key with `Key.fromKeyArn()` or `Key.fromLookup()`.');
  }
  return [grant];
}

/** A grant to read something, and to decrypt it if it is encrypted with a key. */
export function withDecryption(read: iam.Grant, key: IKey | undefined, grantee: iam.IGrantable): iam.Grant {
  return grantKey(key, grantee, 'kms:Decrypt').reduce((all, each) => all.combine(each), read);
}
