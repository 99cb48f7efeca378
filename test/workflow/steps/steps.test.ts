import { Duration, Stack } from 'aws-cdk-lib';
import { InstanceClass, InstanceSize, InstanceType, LaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { DefinitionBody, Pass, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { WORKFLOW_ACTIONS } from '../../../src/workflow/actions';
import {
  BootstrapInstanceForContainerStep, CollectImageMetadataStep, CollectImageScanFindingsStep, ExecuteComponentsStep, RunCommandStep, RunSysPrepStep,
  SanitizeInstanceStep,
} from '../../../src/workflow/steps/command-steps';
import { ApplyImageConfigurationsStep, DiskImageFormat } from '../../../src/workflow/steps/configuration-steps';
import { ExecuteStateMachineStep, WaitForActionStep } from '../../../src/workflow/steps/control-steps';
import { DistributeContainerImageStep, DistributeImageStep, ModifyImageAttributesStep } from '../../../src/workflow/steps/distribution-steps';
import {
  CreateImageFromIsoStep, CreateImageStep, RegisterImageStep, WorkflowBootMode, WorkflowImageArchitecture, WorkflowVirtualizationType,
} from '../../../src/workflow/steps/image-steps';
import { LaunchInstanceStep, TerminateInstanceStep, WaitForSsmAgentStep, WorkflowHealthCheck } from '../../../src/workflow/steps/instance-steps';
import { WorkflowCondition } from '../../../src/workflow/workflow-condition';
import { WorkflowStep, WorkflowOnFailure } from '../../../src/workflow/workflow-step';
import { WorkflowValue } from '../../../src/workflow/workflow-value';
import { WorkflowVariable } from '../../../src/workflow/workflow-variable';
import { newStack } from '../../support/synth';

const ORGANIZATION = 'arn:aws:organizations::111111111111:organization/o-abcdefghij';
const UNIT = 'arn:aws:organizations::111111111111:ou/o-abcdefghij/ou-abcd-abcdefgh';
const instanceId = new LaunchInstanceStep('Launch').instanceId;
const onInstance = { 'instanceId.$': '$.stepOutputs.Launch.instanceId' };

/** A step as its document has it, without what is not given. */
function rendered(step: WorkflowStep, stack: Stack = newStack()): any {
  return JSON.parse(JSON.stringify(stack.resolve(step._render(stack))));
}

const onAnInstance: [new (name: string, props: { instanceId: WorkflowValue }) => WorkflowStep, string][] = [
  [WaitForSsmAgentStep, 'WaitForSSMAgent'],
  [TerminateInstanceStep, 'TerminateInstance'],
  [ExecuteComponentsStep, 'ExecuteComponents'],
  [BootstrapInstanceForContainerStep, 'BootstrapInstanceForContainer'],
  [CollectImageScanFindingsStep, 'CollectImageScanFindings'],
  [CollectImageMetadataStep, 'CollectImageMetadata'],
  [RunSysPrepStep, 'RunSysPrep'],
  [SanitizeInstanceStep, 'SanitizeInstance'],
  [CreateImageStep, 'CreateImage'],
  [CreateImageFromIsoStep, 'CreateImageFromIso'],
  [DistributeContainerImageStep, 'DistributeContainerImage'],
];

test.each(onAnInstance)('%p takes an instance by reference', (Step, action) => {
  expect(rendered(new Step('Step', { instanceId }))).toEqual({ name: 'Step', action, inputs: onInstance });
});

test('every step renders how it behaves', () => {
  expect(rendered(new CreateImageStep('Step', {
    instanceId,
    description: 'what it is for',
    condition: WorkflowCondition.stringEquals(WorkflowVariable.PLATFORM, 'Linux'),
    onFailure: WorkflowOnFailure.CONTINUE,
    rollbackEnabled: WorkflowValue.fromBoolean(false),
    timeout: Duration.hours(2),
  }))).toEqual({
    name: 'Step',
    action: 'CreateImage',
    description: 'what it is for',
    if: { stringEquals: 'Linux', value: '$.imagebuilder.platform' },
    onFailure: 'Continue',
    rollbackEnabled: false,
    timeoutSeconds: 7200,
    inputs: onInstance,
  });
});

const inputs: [string, WorkflowStep, Record<string, unknown>][] = [
  ['LaunchInstance', new LaunchInstanceStep('Step'), { waitFor: 'ssmAgent' }],
  ['LaunchInstance', new LaunchInstanceStep('Step', {
    imageIdOverride: WorkflowVariable.IMAGE_ID,
    instanceTypesOverride: [InstanceType.of(InstanceClass.M5, InstanceSize.LARGE)],
    healthCheck: WorkflowHealthCheck.RUNNING,
  }), { 'waitFor': 'ssmAgent', 'imageIdOverride.$': '$.imagebuilder.imageId', 'instanceTypesOverride': ['m5.large'], 'healthCheck': 'RUNNING' }],
  ['TerminateInstance', new TerminateInstanceStep('Step', { instanceId, waitForTermination: true }), { ...onInstance, waitForTermination: true }],
  ['RunCommand', new RunCommandStep('Step', { instanceId, documentName: 'Mine', documentVersion: '2', parameters: { commands: ['true'] } }),
    { ...onInstance, documentName: 'Mine', documentVersion: '2', parameters: { commands: ['true'] } }],
  ['WaitForAction', new WaitForActionStep('Step'), {}],
  ['RegisterImage', new RegisterImageStep('Step'), {}],
  ['RegisterImage', new RegisterImageStep('Step', {
    architecture: WorkflowImageArchitecture.ARM64,
    blockDeviceMapping: [{ DeviceName: '/dev/xvda', Ebs: { SnapshotId: new CreateImageFromIsoStep('Iso', { instanceId }).snapshotId } }],
    bootMode: WorkflowBootMode.UEFI_PREFERRED,
    imageDescription: 'golden',
    enaSupport: true,
    imageLocation: 'bucket/manifest.xml',
    imdsV2: true,
    includeSnapshotTags: true,
    kernelId: 'aki-1',
    ramdiskId: 'ari-1',
    rootDeviceName: '/dev/xvda',
    sriovNetSupport: 'simple',
    tpm: true,
    uefiData: 'QQ==',
    virtualizationType: WorkflowVirtualizationType.HVM,
  }), {
    architecture: 'arm64',
    blockDeviceMapping: [{ DeviceName: '/dev/xvda', Ebs: { 'SnapshotId.$': '$.stepOutputs.Iso.snapshotId' } }],
    bootMode: 'uefi-preferred',
    description: 'golden',
    enaSupport: true,
    imageLocation: 'bucket/manifest.xml',
    imdsSupport: 'v2.0',
    includeSnapshotTags: true,
    kernelId: 'aki-1',
    ramdiskId: 'ari-1',
    rootDeviceName: '/dev/xvda',
    sriovNetSupport: 'simple',
    tpmSupport: 'v2.0',
    uefiData: 'QQ==',
    virtualizationType: 'hvm',
  }],
  ['DistributeImage', new DistributeImageStep('Step'), {}],
  ['DistributeImage', new DistributeImageStep('Step', {
    distributions: [{ region: 'eu-central-1' }, {
      region: 'us-east-1', amiName: 'golden', amiDescription: 'what it is for', amiTargetAccountIds: ['111111111111'], amiTags: { Team: 'platform' },
    }],
  }), {
    distributions: [{ region: 'eu-central-1' }, {
      region: 'us-east-1', name: 'golden', description: 'what it is for', targetAccountIds: ['111111111111'], amiTags: { Team: 'platform' },
    }],
  }],
  ['ModifyImageAttributes', new ModifyImageAttributesStep('Step', {
    distributedImages: new DistributeImageStep('Distribute').distributedImages,
    attributes: [
      { region: 'eu-central-1', amiLaunchPermission: { accountIds: ['111111111111'], organizationArns: [] } },
      { region: 'us-east-1', amiLaunchPermission: { isPublicUserGroup: true, organizationArns: [ORGANIZATION], organizationalUnitArns: [UNIT] } },
    ],
  }), {
    'distributedImages.$': '$.stepOutputs.Distribute.distributedImages',
    'attributes': [
      { region: 'eu-central-1', launchPermission: { userIds: ['111111111111'] } },
      { region: 'us-east-1', launchPermission: { userGroups: ['all'], organizationArns: [ORGANIZATION], organizationalUnitArns: [UNIT] } },
    ],
  }],
  ['ApplyImageConfigurations', new ApplyImageConfigurationsStep('Step', {
    distributedImages: new DistributeImageStep('Distribute').distributedImages,
    configurations: [
      { region: 'eu-central-1', ssmParameters: [{ parameterName: '/imagebuilder/golden' }, { parameterName: '/golden', amiAccountId: '111111111111' }] },
      { region: 'us-east-1', fastLaunchConfigurations: [{ maxParallelLaunches: 6 }], licenseConfigurationArns: [] },
    ],
  }), {
    'distributedImages.$': '$.stepOutputs.Distribute.distributedImages',
    'configurations': [
      {
        region: 'eu-central-1',
        ssmParameterConfigurations: [
          { parameterName: '/imagebuilder/golden', dataType: 'aws:ec2:image' },
          { parameterName: '/golden', amiAccountId: '111111111111', dataType: 'aws:ec2:image' },
        ],
      },
      { region: 'us-east-1', fastLaunchConfigurations: [{ enabled: true, maxParallelLaunches: 6 }] },
    ],
  }],
];

test.each(inputs)('%s renders its inputs (%#)', (action, step, expected) => {
  expect(rendered(step)).toEqual({ name: 'Step', action, inputs: expected });
});

test('a step that distributes takes a key', () => {
  const stack = newStack();
  const amiKmsKey = new Key(stack, 'Key');
  const step = new DistributeImageStep('Step', { distributions: [{ region: 'eu-central-1', amiKmsKey }] });
  expect(rendered(step, stack).inputs).toEqual({ distributions: [{ region: 'eu-central-1', kmsKeyId: stack.resolve(amiKmsKey.keyArn) }] });
});

test('a step that configures takes launch templates and buckets', () => {
  const stack = newStack();
  const launchTemplate = LaunchTemplate.fromLaunchTemplateAttributes(stack, 'Template', { launchTemplateId: 'lt-0123456789abcdef0' });
  const step = new ApplyImageConfigurationsStep('Step', {
    distributedImages: new DistributeImageStep('Distribute').distributedImages,
    configurations: [{ region: 'eu-central-1', launchTemplates: [{ launchTemplate, setDefaultVersion: true }] }, {
      region: 'us-east-1',
      s3Export: {
        role: Role.fromRoleName(stack, 'Role', 'vmimport'),
        bucket: Bucket.fromBucketName(stack, 'Bucket', 'exports'),
        diskImageFormat: DiskImageFormat.VHD,
        keyPrefix: 'golden/',
      },
    }],
  });
  expect(rendered(step, stack).inputs.configurations).toEqual([
    { region: 'eu-central-1', launchTemplateConfigurations: [{ launchTemplateId: 'lt-0123456789abcdef0', setDefaultVersion: true }] },
    { region: 'us-east-1', s3ExportConfiguration: { roleName: 'vmimport', diskImageFormat: 'VHD', s3Bucket: 'exports', s3Prefix: 'golden/' } },
  ]);
});

test('what is distributed and shared is checked', () => {
  const { distributedImages } = new DistributeImageStep('Distribute');
  const digits = (path: string) => new RegExp(`^\\w+Malformed: \`${path}\` must have 12 digits each, got: '1'`);
  expect(() => rendered(new DistributeImageStep('Step', { distributions: [{ region: 'eu-central-1', amiTargetAccountIds: ['1'] }] })))
    .toThrow(digits('distributions\\[0\\].amiTargetAccountIds'));
  expect(() => rendered(new ModifyImageAttributesStep('Step', { distributedImages, attributes: [{ region: 'eu-central-1', amiLaunchPermission: { accountIds: ['1'] } }] })))
    .toThrow(digits('attributes\\[0\\].amiLaunchPermission.accountIds'));
});

test('what is configured is checked', () => {
  const { distributedImages } = new DistributeImageStep('Distribute');
  const step = (configuration: object) => new ApplyImageConfigurationsStep('Step', { distributedImages, configurations: [{ region: 'eu-central-1', ...configuration }] });
  expect(() => rendered(step({ fastLaunchConfigurations: [{ maxParallelLaunches: 5 }] }))).toThrow(new Error(
    'MaxParallelLaunchesOutOfRange: `configurations[0].fastLaunchConfigurations[0].maxParallelLaunches` must be a whole number of at least 6, got: 5. [Stack]'));
});

describe('what is told to others', () => {
  test('is JSON with references and tokens in it', () => {
    const stack = newStack();
    const topic = new Topic(stack, 'Topic');
    const lambdaFunction = new CfnFunction(stack, 'Function', { code: {}, role: 'role' });
    const step = new WaitForActionStep('Step', {
      topic, lambdaFunction, payload: { instance: instanceId, list: ['a', WorkflowVariable.PLATFORM], account: stack.account },
    });
    const { inputs: { snsTopicArn, lambdaFunctionName, payload } } = rendered(step, stack);
    expect([snsTopicArn, lambdaFunctionName]).toEqual([stack.resolve(topic.topicArn), stack.resolve(lambdaFunction.attrArn)]);
    expect(payload).toEqual({
      'Fn::Join': ['', [
        '{"account":"', { Ref: 'AWS::AccountId' }, '","instance":"{{ $.stepOutputs.Launch.instanceId }}","list":["a","{{ $.imagebuilder.platform }}"]}',
      ]],
    });
  });

  test('is the input of a state machine', () => {
    const stack = newStack();
    const stateMachine = new StateMachine(stack, 'Machine', { definitionBody: DefinitionBody.fromChainable(new Pass(stack, 'Pass')) });
    expect(rendered(new ExecuteStateMachineStep('Step', { stateMachine, input: { image: WorkflowVariable.IMAGE_ID } }), stack).inputs).toEqual({
      stateMachineArn: stack.resolve(stateMachine.stateMachineArn), input: '{"image":"{{ $.imagebuilder.imageId }}"}',
    });
    expect(Object.keys(rendered(new ExecuteStateMachineStep('Step', { stateMachine }), stack).inputs)).toEqual(['stateMachineArn']);
  });

  test('is 16 KiB of JSON at most', () => {
    // {"a":"…"} is eight bytes around the text.
    expect(() => rendered(new WaitForActionStep('Step', { payload: { a: 'x'.repeat(16 * 1024 - 8) } }))).not.toThrow();
    expect(() => rendered(new WaitForActionStep('Step', { payload: { a: 'x'.repeat(16 * 1024 - 7) } }))).toThrow(new Error(
      'PayloadTooLong: `payload` must be at most 16384 bytes of JSON, got: 16385. [Stack]'));
  });
});

const path = (value: WorkflowValue) => value._render();
const outputs: [string, WorkflowValue[]][] = (() => {
  const launch = new LaunchInstanceStep('Step');
  const agent = new WaitForSsmAgentStep('Step', { instanceId });
  const command = new ExecuteComponentsStep('Step', { instanceId });
  const metadata = new CollectImageMetadataStep('Step', { instanceId });
  const iso = new CreateImageFromIsoStep('Step', { instanceId });
  const wait = new WaitForActionStep('Step');
  const machine = new ExecuteStateMachineStep('Step', { stateMachine: { stateMachineRef: { stateMachineArn: 'arn' } } as any });
  const container = new DistributeContainerImageStep('Step', { instanceId });
  const { distributedImages } = new DistributeImageStep('Step');
  return [
    ['LaunchInstance', [launch.instanceId]],
    ['WaitForSSMAgent', [agent.status]],
    ['ExecuteComponents', [command.runCommandId, command.status, command.commandOutput]],
    ['CollectImageMetadata', [metadata.osVersion, metadata.associationId]],
    ['CreateImage', [new CreateImageStep('Step', { instanceId }).imageId]],
    ['CreateImageFromIso', [iso.amiName, iso.snapshotId, iso.architecture]],
    ['RegisterImage', [new RegisterImageStep('Step').imageId]],
    ['WaitForAction', [wait.receivedAction, wait.reason]],
    ['ExecuteStateMachine', [machine.executionArn, machine.executionOutput]],
    ['DistributeImage', [distributedImages]],
    ['ModifyImageAttributes', [new ModifyImageAttributesStep('Step', { distributedImages, attributes: [] }).modifiedImages]],
    ['ApplyImageConfigurations', [new ApplyImageConfigurationsStep('Step', { distributedImages, configurations: [] }).configuredImages]],
    ['DistributeContainerImage', [container.status, container.succeededRegions, container.failedRegions]],
  ];
})();

test.each(outputs)('%s has its outputs as references', (action, values) => {
  expect(values.map(path)).toEqual(WORKFLOW_ACTIONS[action]!.outputs.map((name) => `$.stepOutputs.Step.${name}`));
});

test('there is a step for every documented action', () => {
  expect([...new Set([...onAnInstance.map(([, action]) => action), ...inputs.map(([action]) => action), 'ExecuteStateMachine'])].sort())
    .toEqual(Object.keys(WORKFLOW_ACTIONS).sort());
});
