import { Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { env, OWN, GOLDEN, stack, monitor, known, configuration, allowing, useStack } from './monitor-in-test';
import {
  BaseImage, BuildNotification, BuildNotificationEvent, ImagePipeline, ImageRecipe, MonitorSource, ReportFunctions, SeverityGate,
} from '../../src';
import { newStack, propertiesOf, resourcesOf, statementsOf, warningsOf } from '../support/synth';

describe('the function', () => {
  test('is told what to do, in the least words', () => {
    monitor();
    expect(configuration()).toEqual({
      Id: expect.stringMatching(/^123456789012-eu-central-1-Stack-Monitor-[A-Z0-9]{8}$/),
      Pipelines: ['golden'],
      Records: { BucketName: expect.stringMatching(/^MonitorRecords/), BucketOwner: '123456789012' },
      ScanPatienceSeconds: 3600,
    });
  });

  test('is told all that is set', () => {
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'History', { bucketName: 'history', account: '210987654321' });
    const topic = sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-central-1:123456789012:builds');
    monitor({
      source: MonitorSource.account(),
      records: { bucket, prefix: 'images' },
      notifications: [
        BuildNotification.email(topic),
        BuildNotification.chat(topic, { events: [BuildNotificationEvent.PIPELINE_DISABLED, BuildNotificationEvent.BUILD_ENDED] }),
      ],
      gate: SeverityGate.atMost({ critical: 0, ignore: [{ vulnerabilityId: 'CVE-2026-1', until: '2026-01-01', reason: 'Unused.' }] }),
      scanPatience: Duration.minutes(5),
      sbom: true,
      logTail: true,
      rejudge: { startPipelineAfter: Duration.days(1) },
    });
    expect(configuration()).toEqual({
      Id: expect.any(String),
      Records: { BucketName: 'history', BucketOwner: '210987654321', Prefix: 'images' },
      ScanPatienceSeconds: 300,
      Gate: { Critical: '0', OnUnknown: 'FAIL', Ignore: [{ Id: 'CVE-2026-1', Until: '2026-01-01', Reason: 'Unused.' }] },
      LogTail: 'true',
      Sbom: 'true',
      Topics: [
        {
          Arn: 'arn:aws:sns:eu-central-1:123456789012:builds',
          Notifications: ['BUILD_FAILED', 'BUILD_RECOVERED', 'GATE_FAILED', 'NEW_CRITICAL_FINDINGS', 'PIPELINE_DISABLED'],
        },
        { Arn: 'arn:aws:sns:eu-central-1:123456789012:builds', Notifications: ['BUILD_ENDED', 'PIPELINE_DISABLED'], Chat: 'true' },
      ],
      Rejudge: { StartAfterSeconds: 86400 },
    });
    expect(warningsOf(stack)).toEqual([expect.stringMatching(/^CVE-2026-1 was ignored until 2026-01-01 and counts again/)]);
  });

  test('retries twice, and then the event is in an encrypted queue that only accepts TLS', () => {
    monitor();
    const template = Template.fromStack(stack);
    const [queue] = Object.keys(template.findResources('AWS::SQS::Queue', { Properties: { SqsManagedSseEnabled: true, MessageRetentionPeriod: 1209600 } }));
    template.hasResourceProperties('AWS::Lambda::Function', { DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': [queue, 'Arn'] } }, ReservedConcurrentExecutions: Match.absent() });
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 2 });
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })]) },
    });
    expect(allowing('sqs:SendMessage').filter(({ Resource }) => Resource !== undefined)).toHaveLength(1);
  });

  test('can have a queue of its own with a key, and reserved executions', () => {
    const encryptionMasterKey = new kms.Key(stack, 'Key');
    monitor({ deadLetterQueue: new sqs.Queue(stack, 'Queue', { encryptionMasterKey }), reservedConcurrentExecutions: 1 });
    expect(resourcesOf(stack, 'AWS::SQS::Queue')).toHaveLength(1);
    expect(propertiesOf(stack, 'AWS::Lambda::Function').ReservedConcurrentExecutions).toBe(1);
    const key = stack.resolve(encryptionMasterKey.keyArn);
    expect(statementsOf(stack)).toContainEqual({ Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: key });
    expect(JSON.stringify(propertiesOf(stack, 'AWS::KMS::Key').KeyPolicy)).toContain('"Service":"events.amazonaws.com"');
  });

  test('waits for its permissions, and its role has no managed policy', () => {
    monitor();
    const [{ DependsOn: dependencies }] = resourcesOf(stack, 'AWS::Lambda::Function');
    expect(dependencies).toEqual(expect.arrayContaining(Object.keys(Template.fromStack(stack).findResources('AWS::IAM::Policy'))));
    expect(propertiesOf(stack, 'AWS::IAM::Role').ManagedPolicyArns).toBeUndefined();
  });

  test('follows the options of the functions of the stack, which cannot be set later', () => {
    const logEncryptionKey = new kms.Key(stack, 'Key');
    ReportFunctions.configure(stack, {
      logEncryptionKey, vpc: new ec2.Vpc(stack, 'Vpc'), permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'company'),
    });
    monitor();
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Lambda::Function', { VpcConfig: Match.anyValue() });
    template.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: stack.resolve(logEncryptionKey.keyArn), RetentionInDays: 30 });
    template.hasResourceProperties('AWS::IAM::Role', { PermissionsBoundary: Match.anyValue() });
    expect(allowing('ec2:CreateNetworkInterface')).toHaveLength(1);
    useStack(newStack({ env }));
    monitor();
    expect(() => ReportFunctions.configure(stack, {})).toThrow(/must be set before the first report, execution or monitor of the stack/);
  });
});

describe('permissions', () => {
  test('are for the images of the recipe and for the pipeline', () => {
    monitor({ source: MonitorSource.pipelines([known('golden')]), logTail: true });
    expect(allowing('imagebuilder:GetImage').map(({ Resource }) => Resource)).toEqual([`${OWN}:image/golden-recipe/*`]);
    expect(allowing('imagebuilder:ListImagePipelineImages').map(({ Resource }) => Resource)).toEqual([GOLDEN]);
    expect(allowing('logs:GetLogEvents').map(({ Resource }) => Resource))
      .toEqual(['arn:aws:logs:eu-central-1:123456789012:log-group:/aws/imagebuilder/golden-recipe:log-stream:*']);
    expect(statementsOf(stack).filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action)).toEqual(
      ['inspector2:ListFindings', 'ec2:DescribeImages', 'ec2:GetImageFindings']);
  });

  test('are for every image if the recipe is not known', () => {
    monitor({ logTail: true, imageLogGroups: [logs.LogGroup.fromLogGroupName(stack, 'Logs', '/builds')] });
    expect(allowing('imagebuilder:GetImage').map(({ Resource }) => Resource)).toEqual([`${OWN}:image/*`]);
    expect(allowing('imagebuilder:GetImagePipeline').map(({ Resource }) => Resource)).toEqual([GOLDEN]);
    expect(allowing('imagebuilder:ListImagePipelines')).toEqual([]);
    expect(allowing('logs:GetLogEvents').map(({ Resource }) => Resource)).toEqual([[
      'arn:aws:logs:eu-central-1:123456789012:log-group:/aws/imagebuilder/*:log-stream:*', 'arn:aws:logs:eu-central-1:123456789012:log-group:/builds:log-stream:*',
    ]]);
  });

  test('are for every image and pipeline of the account if all are monitored', () => {
    monitor({ source: MonitorSource.account() });
    expect(allowing('imagebuilder:GetImage').map(({ Resource }) => Resource)).toEqual([`${OWN}:image/*`]);
    expect(allowing('imagebuilder:ListImagePipelineImages').map(({ Resource }) => Resource)).toEqual([`${OWN}:image-pipeline/*`]);
    expect(allowing('imagebuilder:ListImageBuildVersions')).toEqual([
      { Effect: 'Allow', Action: ['imagebuilder:ListImageBuildVersions', 'imagebuilder:ListImagePipelines'], Resource: '*' },
    ]);
  });

  test.each([
    ['the pipelines', () => MonitorSource.pipelineArns([GOLDEN]), GOLDEN],
    ['all pipelines of the account', () => MonitorSource.account(), `${OWN}:image-pipeline/*`],
  ])('to start %s are there only if they may be started', (_, source, resource) => {
    monitor({ source: source(), rejudge: {}, gate: SeverityGate.atMost({ critical: 0 }) });
    expect(allowing('imagebuilder:StartImagePipelineExecution')).toEqual([]);
    useStack(newStack({ env }));
    monitor({ source: source(), rejudge: { startPipelineAfter: Duration.hours(12) }, gate: SeverityGate.atMost({ critical: 0 }) });
    expect(allowing('imagebuilder:StartImagePipelineExecution').map(({ Resource }) => Resource)).toEqual([resource]);
  });

  test('change nothing in Image Builder, Amazon EC2 or Amazon Inspector by default', () => {
    monitor({ source: MonitorSource.account(), logTail: true, sbom: true });
    const actions = statementsOf(stack).flatMap(({ Action }) => Action).filter((action: string) => /^(imagebuilder|ec2|inspector2|logs):/.test(action));
    expect(actions.filter((action: string) => !/:(Get|List|Describe)/.test(action))).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
  });
});

test('a monitor can be granted something', () => {
  const built = monitor();
  new s3.Bucket(stack, 'Other').grantRead(built);
  expect(allowing('s3:GetObject*')).toHaveLength(1);
  expect(stack.resolve(built.deadLetterQueue.queueArn)).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/DeadLetters/), 'Arn'] });
  expect(stack.resolve(built.lambdaFunction.functionName)).toEqual({ Ref: expect.stringMatching(/^MonitorFunction/) });
});

test('a monitor of a stack without a known account and Region has the account and Region of the deployment', () => {
  useStack(newStack());
  const pipeline = new ImagePipeline(stack, 'Pipeline', { recipe: new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() }) });
  monitor({ source: MonitorSource.pipelines([pipeline]) });
  const text = JSON.stringify(Template.fromStack(stack).toJSON());
  expect(text).toContain('/records/day=????-??-??/');
  expect(text).not.toContain('${Token');
});
