import { Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ApplyImageConfigurationsStep, DiskImageFormat } from '../../../src/workflow/steps/configuration-steps';
import { DistributeImageStep, ModifyImageAttributesStep } from '../../../src/workflow/steps/distribution-steps';
import { Workflow } from '../../../src/workflow/workflow';
import { WorkflowDocument } from '../../../src/workflow/workflow-document';
import { WorkflowStep } from '../../../src/workflow/workflow-step';
import { WorkflowType } from '../../../src/workflow/workflow-type';
import { WorkflowValue } from '../../../src/workflow/workflow-value';
import { faultsOf, newStack, propertiesOf, statementsOf, warningsOf } from '../../support/synth';

const ORGANIZATION = 'arn:aws:organizations::111111111111:organization/o-abcdefghij';

test.each([[undefined, '*'], ['golden/', 'golden/*']])('the role of an export with the prefix %s may write to the bucket', (keyPrefix, objects) => {
  const stack = newStack();
  const { distributedImages } = new DistributeImageStep('Distribute');
  const bucket = Bucket.fromBucketAttributes(stack, 'Bucket', {
    bucketName: 'exports', encryptionKey: Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-central-1:123456789012:key/12345678-1234-1234-1234-123456789012'),
  });
  const s3Export = { role: new Role(stack, 'Role', { assumedBy: new ServicePrincipal('vmie.amazonaws.com') }), bucket, diskImageFormat: DiskImageFormat.VHD, keyPrefix };
  new Workflow(stack, 'Workflow', {
    workflowType: WorkflowType.DISTRIBUTION,
    document: WorkflowDocument.fromSteps([
      new DistributeImageStep('Distribute'),
      new ApplyImageConfigurationsStep('Apply', { distributedImages, configurations: [{ region: 'eu-central-1' }, { region: 'us-east-1', s3Export }] }),
    ]),
  });
  expect(statementsOf(stack)).toEqual([
    { Effect: 'Allow', Action: ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:ListBucket'], Resource: stack.resolve(bucket.bucketArn) },
    { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: stack.resolve(bucket.arnForObjects(objects)) },
    { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: bucket.encryptionKey!.keyArn },
  ]);
});

describe('the key of a step that distributes', () => {
  const distributing = (stack: Stack, amiKmsKey: IKey, more: (images: WorkflowValue) => WorkflowStep[] = () => []) => {
    const step = new DistributeImageStep('Distribute', {
      distributions: [
        { region: 'eu-central-1', amiKmsKey, amiTargetAccountIds: ['111111111111'] }, { region: 'us-east-1', amiTargetAccountIds: ['222222222222'] },
      ],
    });
    return new Workflow(stack, 'Workflow', {
      workflowType: WorkflowType.DISTRIBUTION, document: WorkflowDocument.fromSteps([step, ...more(step.distributedImages)]),
    });
  };
  const sharing = (name: string, distributedImages: WorkflowValue, region: string, accountIds: string[], organizationArns?: string[]) =>
    new ModifyImageAttributesStep(name, { distributedImages, attributes: [{ region, amiLaunchPermission: { accountIds, organizationArns } }] });

  test('may be used by the accounts that get a copy, and by those that may launch it', () => {
    const stack = newStack();
    distributing(stack, new Key(stack, 'Key'), (images) => [
      sharing('Share', images, 'eu-central-1', ['333333333333'], [ORGANIZATION]),
      sharing('ShareElsewhere', images, 'us-east-1', ['444444444444']),
      sharing('ShareOthers', WorkflowValue.fromWorkflowOutput('Images'), 'eu-central-1', ['555555555555']),
    ]);
    const policy = JSON.stringify(propertiesOf(stack, 'AWS::KMS::Key').KeyPolicy);
    expect(['111111111111', '222222222222', '333333333333', '444444444444', '555555555555', 'o-abcdefghij'].filter((each) => policy.includes(each)))
      .toEqual(['111111111111', '333333333333', 'o-abcdefghij']);
  });

  test('that is imported is warned of once', () => {
    const stack = newStack();
    const key = Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-central-1:123456789012:key/12345678-1234-1234-1234-123456789012');
    distributing(stack, key, (images) => [sharing('Share', images, 'eu-central-1', ['333333333333'])]);
    expect(warningsOf(stack)).toEqual([expect.stringContaining('The policy of `distributions[0].amiKmsKey` cannot be changed here')]);
  });

  test('of AWS cannot be shared', () => {
    const stack = newStack();
    distributing(stack, Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-central-1:123456789012:alias/aws/ebs'));
    expect(faultsOf(stack)).toEqual([expect.stringMatching(/^AmiKmsKeyUnsupported: `distributions\[0\]\.amiKmsKey` must not be the key of AWS/)]);
  });

  test('is not shared if nobody gets the copy', () => {
    const stack = newStack();
    new Workflow(stack, 'Workflow', {
      workflowType: WorkflowType.DISTRIBUTION,
      document: WorkflowDocument.fromSteps([new DistributeImageStep('Distribute', { distributions: [{ region: 'eu-central-1', amiKmsKey: new Key(stack, 'Key') }] })]),
    });
    expect(propertiesOf(stack, 'AWS::KMS::Key').KeyPolicy.Statement).toHaveLength(1);
  });
});
