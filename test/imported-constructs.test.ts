import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import {
  ApplyImageConfigurationsStep, DiskImageFormat, DistributeImageStep, ExecuteStateMachineStep, Image, ImagePipelineTarget, LifecyclePolicy,
  LifecyclePolicyActionType, LifecyclePolicyResourceType, ParentInstance, WaitForActionStep, WorkflowType,
} from '../src';
import { env, arnOf, KEY, TOKEN, table, recipeOf, infrastructure, pipeline, monitor, withSteps } from './support/imported-constructs';

table<iam.IRole>('roles', {
  'fromRoleArn': (stack) => iam.Role.fromRoleArn(stack, 'Imported', arnOf('iam', 'role/Mine', '')),
  'fromRoleArn, token': (stack) => iam.Role.fromRoleArn(stack, 'Imported', TOKEN),
  'fromRoleArn, immutable': (stack) => iam.Role.fromRoleArn(stack, 'Imported', arnOf('iam', 'role/Mine', ''), { mutable: false }),
  'fromRoleArn, other account': (stack) => iam.Role.fromRoleArn(stack, 'Imported', 'arn:aws:iam::210987654321:role/Mine'),
  'fromRoleName': (stack) => iam.Role.fromRoleName(stack, 'Imported', 'Mine'),
  'fromLookup': (stack) => iam.Role.fromLookup(stack, 'Imported', { roleName: 'Mine' }),
  'withoutPolicyUpdates': (stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }).withoutPolicyUpdates(),
}, {
  'InfrastructureConfiguration.role': (stack, role) => infrastructure(stack, { role }),
  'ParentInstance': (stack, role) => infrastructure(stack, {
    parentInstance: ParentInstance.fromAutoScalingGroup(new autoscaling.AutoScalingGroup(stack, 'Group', {
      vpc: new ec2.Vpc(stack, 'Vpc'), role, instanceType: new ec2.InstanceType('m7i.large'), machineImage: ec2.MachineImage.latestAmazonLinux2023(),
    })),
  }),
  'ImagePipeline.executionRole': (stack, executionRole) => pipeline(stack, { executionRole }),
  'Image.executionRole': (stack, executionRole) => new Image(stack, 'Image', { recipe: recipeOf(stack), executionRole }),
  'Image.deletionExecutionRole': (stack, deletionExecutionRole) => pipeline(stack, {}).runOnDeploy({ deletionExecutionRole }),
  'LifecyclePolicy.executionRole': (stack, executionRole) => new LifecyclePolicy(stack, 'Policy', {
    executionRole,
    resourceType: LifecyclePolicyResourceType.AMI_IMAGE,
    details: [{ action: { type: LifecyclePolicyActionType.DELETE }, filter: { countFilter: { count: 5 } } }],
    resourceSelection: { recipes: [recipeOf(stack)] },
  }),
  'ImagePipelineTarget.role': (stack, role) => new events.Rule(stack, 'Rule', {
    schedule: events.Schedule.expression('rate(1 day)'), targets: [new ImagePipelineTarget(pipeline(stack, {}), { role })],
  }),
  'ApplyImageConfigurationsStep.s3Export.role': (stack, role) => {
    const { distributedImages } = new DistributeImageStep('Distribute');
    const s3Export = { role, bucket: new s3.Bucket(stack, 'Bucket'), diskImageFormat: DiskImageFormat.RAW };
    return withSteps(stack, WorkflowType.DISTRIBUTION, [
      new DistributeImageStep('Distribute'),
      new ApplyImageConfigurationsStep('Apply', { distributedImages, configurations: [{ region: env.region, s3Export }] }),
    ]);
  },
});

table<iam.IInstanceProfile>('instance profiles', {
  'fromInstanceProfileName': (stack) => iam.InstanceProfile.fromInstanceProfileName(stack, 'Imported', 'Mine'),
  'fromInstanceProfileName, token': (stack) => iam.InstanceProfile.fromInstanceProfileName(stack, 'Imported', TOKEN),
  'fromInstanceProfileArn': (stack) => iam.InstanceProfile.fromInstanceProfileArn(stack, 'Imported', arnOf('iam', 'instance-profile/Mine', '')),
  'fromInstanceProfileArn, token': (stack) => iam.InstanceProfile.fromInstanceProfileArn(stack, 'Imported', TOKEN),
  'fromInstanceProfileAttributes': (stack) => iam.InstanceProfile.fromInstanceProfileAttributes(stack, 'Imported', {
    instanceProfileArn: arnOf('iam', 'instance-profile/Mine', ''), role: iam.Role.fromRoleName(stack, 'Role', 'Mine'),
  }),
}, {
  'InfrastructureConfiguration.instanceProfile': (stack, instanceProfile) => infrastructure(stack, { instanceProfile }),
  'InfrastructureConfiguration.instanceProfile and logs': (stack, instanceProfile) =>
    infrastructure(stack, { instanceProfile, logging: { s3Bucket: new s3.Bucket(stack, 'Logs') } }),
});

table<autoscaling.IAutoScalingGroup>('Auto Scaling groups', {
  'fromAutoScalingGroupName': (stack) => autoscaling.AutoScalingGroup.fromAutoScalingGroupName(stack, 'Imported', 'mine'),
  'fromAutoScalingGroupName, token': (stack) => autoscaling.AutoScalingGroup.fromAutoScalingGroupName(stack, 'Imported', TOKEN),
}, { ParentInstance: (stack, group) => infrastructure(stack, { parentInstance: ParentInstance.fromAutoScalingGroup(group) }) });

table<lambda.IFunction>('functions', {
  'fromFunctionArn': (stack) => lambda.Function.fromFunctionArn(stack, 'Imported', arnOf('lambda', 'function:mine')),
  'fromFunctionArn, token': (stack) => lambda.Function.fromFunctionArn(stack, 'Imported', TOKEN),
  'fromFunctionName': (stack) => lambda.Function.fromFunctionName(stack, 'Imported', 'mine'),
  'fromFunctionAttributes': (stack) => lambda.Function.fromFunctionAttributes(stack, 'Imported', { functionArn: arnOf('lambda', 'function:mine'), sameEnvironment: true }),
  'fromVersionArn': (stack) => lambda.Version.fromVersionArn(stack, 'Imported', arnOf('lambda', 'function:mine:3')),
  'fromAliasAttributes': (stack) => lambda.Alias.fromAliasAttributes(stack, 'Imported', {
    aliasName: 'live', aliasVersion: lambda.Version.fromVersionArn(stack, 'Version', arnOf('lambda', 'function:mine:3')),
  }),
}, {
  'WaitForActionStep.lambdaFunction': (stack, lambdaFunction) => withSteps(stack, WorkflowType.TEST, [new WaitForActionStep('Wait', { lambdaFunction })]),
});

table<sfn.IStateMachine>('state machines', {
  'fromStateMachineArn': (stack) => sfn.StateMachine.fromStateMachineArn(stack, 'Imported', arnOf('states', 'stateMachine:mine')),
  'fromStateMachineArn, token': (stack) => sfn.StateMachine.fromStateMachineArn(stack, 'Imported', TOKEN),
  'fromStateMachineName': (stack) => sfn.StateMachine.fromStateMachineName(stack, 'Imported', 'mine'),
}, {
  'ExecuteStateMachineStep.stateMachine': (stack, stateMachine) =>
    withSteps(stack, WorkflowType.TEST, [new ExecuteStateMachineStep('Run', { stateMachine })]),
});

table<sqs.IQueue>('queues', {
  fromQueueArn: (stack) => sqs.Queue.fromQueueArn(stack, 'Imported', arnOf('sqs', 'mine')),
  fromQueueAttributes: (stack) => sqs.Queue.fromQueueAttributes(stack, 'Imported', { queueArn: arnOf('sqs', 'mine'), keyArn: KEY }),
}, {
  'ImagePipelineTarget.deadLetterQueue': (stack, deadLetterQueue) => new events.Rule(stack, 'Rule', {
    schedule: events.Schedule.expression('rate(1 day)'), targets: [new ImagePipelineTarget(pipeline(stack, {}), { deadLetterQueue })],
  }),
  'BuildMonitor.deadLetterQueue': (stack, deadLetterQueue) => monitor(stack, { deadLetterQueue }),
});
