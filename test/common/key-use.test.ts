import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import {
  BaseContainerImage, Component, ComponentDocument, ComponentStep, ContainerRecipe, Platform, Repository, WaitForActionStep, Workflow,
  WorkflowDocument, WorkflowType,
} from '../../src';
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

test.each<[string, (stack: Stack, kmsKey: kms.IKey) => { grantRead(grantee: iam.IGrantable): iam.Grant }]>([
  ['a component', (stack, kmsKey) => new Component(stack, 'Encrypted', {
    kmsKey, platform: Platform.LINUX, document: ComponentDocument.fromSteps({ buildSteps: [ComponentStep.updateOs('Update')] }),
  })],
  ['a workflow', (stack, kmsKey) => new Workflow(stack, 'Encrypted', {
    kmsKey, workflowType: WorkflowType.TEST, document: WorkflowDocument.fromSteps([new WaitForActionStep('Wait')]),
  })],
  ['a container recipe', (stack, kmsKey) => new ContainerRecipe(stack, 'Encrypted', {
    kmsKey,
    baseImage: BaseContainerImage.fromDockerHub('amazonlinux', '2023'),
    targetRepository: Repository.fromEcr(ecr.Repository.fromRepositoryName(stack, 'Repository', 'web')),
  })],
])('who may read %s may decrypt it, or a warning says that the alias does not allow it', (_, make) => {
  const decrypting = (key: (stack: Stack) => kms.IKey) => {
    const stack = newStack();
    make(stack, key(stack)).grantRead(new iam.Role(stack, 'Reader', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }));
    return [
      statementsOf(stack).filter(({ Action }) => Action === 'kms:Decrypt').length,
      warningsOf(stack).filter((text) => text.includes('cdk-imagebuilder:importedAlias')).length,
    ];
  };
  expect(decrypting((stack) => kms.Key.fromKeyArn(stack, 'Key', ARN))).toEqual([1, 0]);
  expect(decrypting((stack) => kms.Alias.fromAliasName(stack, 'Key', 'alias/mine'))).toEqual([0, 1]);
});
