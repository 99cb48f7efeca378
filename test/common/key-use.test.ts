import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { grantKey } from '../../src/common/key-use';
import { newStack, statementsOf, warningsOf } from '../support/synth';

const ARN = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const FLAG = '@aws-cdk/aws-kms:applyImportedAliasPermissionsToPrincipal';

function granted(stack: Stack, key: kms.IKey): object[] {
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  expect(grantKey(key, role, 'kms:Decrypt', 'kms:GenerateDataKey')).toHaveLength(1);
  grantKey(key, role, 'kms:Decrypt');
  return statementsOf(stack);
}

test.each<[string, (stack: Stack) => kms.IKey]>([
  ['imported by its ARN', (stack) => kms.Key.fromKeyArn(stack, 'Key', ARN)],
  ['made here', (stack) => new kms.Key(stack, 'Key')],
  ['an alias made here', (stack) => new kms.Alias(stack, 'Alias', { aliasName: 'alias/mine', targetKey: new kms.Key(stack, 'Key') })],
  ['an alias whose key is known', (stack) => kms.Alias.fromAliasAttributes(stack, 'Alias', {
    aliasName: 'alias/mine', aliasTargetKey: kms.Key.fromKeyArn(stack, 'Key', ARN),
  })],
])('a key that is %s is allowed', (_, make) => {
  const stack = newStack();
  expect(granted(stack, make(stack))).toContainEqual(expect.objectContaining({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Effect: 'Allow' }));
  expect(warningsOf(stack)).toEqual([]);
});

test('an alias that is imported is allowed with the feature flag', () => {
  const stack = newStack();
  stack.node.setContext(FLAG, true);
  expect(granted(stack, kms.Alias.fromAliasName(stack, 'Key', 'alias/mine'))).toContainEqual(expect.objectContaining({
    Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/mine' } },
  }));
  expect(warningsOf(stack)).toEqual([]);
});

test('without the flag, one warning for all that the key is for says that nothing is allowed', () => {
  const stack = newStack();
  expect(granted(stack, kms.Alias.fromAliasName(stack, 'Key', 'alias/mine'))).toEqual([]);
  expect(warningsOf(stack)).toEqual(['The key is imported by its alias, alias/mine, so the CDK allows nobody to use it. Set the feature flag '
    + `\`${FLAG}\`, or import the key with \`Key.fromKeyArn()\` or \`Key.fromLookup()\`. [ack: cdk-imagebuilder:importedAlias]`]);
});

test('keys of AWS are for all who use the service', () => {
  const stack = newStack();
  granted(stack, kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/s3'));
  expect(warningsOf(stack)).toEqual([]);
});

test('without a key there is nothing to allow', () => {
  expect(grantKey(undefined, new iam.ServicePrincipal('ec2.amazonaws.com'), 'kms:Decrypt')).toEqual([]);
});
