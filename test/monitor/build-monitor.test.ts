import { Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnImagePipeline } from 'aws-cdk-lib/aws-imagebuilder';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  BaseImage, BuildMonitor, BuildMonitorProps, BuildNotification, BuildNotificationEvent, ImagePipeline, ImageRecipe, MonitorSource, ReportFunctions,
  SeverityGate,
} from '../../src';
import { MonitorProperties } from '../../src/contract/monitor';
import { newStack, propertiesOf, resourcesOf, statementsOf, warningsOf } from '../support/synth';

const env = { account: '123456789012', region: 'eu-central-1' };
const OWN = 'arn:aws:imagebuilder:eu-central-1:123456789012';
const GOLDEN = `${OWN}:image-pipeline/golden`;
/** What the stack with a fixed environment does not know: the partition, which is written as `aws`. */
const flat = (value: any): any => JSON.parse(JSON.stringify(value), (_, each) => each?.['Fn::Join']
  ? each['Fn::Join'][1].map((part: any) => part.Ref === 'AWS::Partition' ? 'aws' : part.Ref ?? part['Fn::GetAtt']?.join('.') ?? part).join('') : each);

let stack: Stack;
beforeEach(() => {
  stack = newStack({ env });
});

function monitor(props: Partial<BuildMonitorProps> = {}, id: string = 'Monitor'): BuildMonitor {
  return new BuildMonitor(stack, id, { source: MonitorSource.pipelineArns([GOLDEN]), ...props });
}

function known(name: string): ImagePipeline {
  return ImagePipeline.fromImagePipelineAttributes(stack, name, {
    imagePipelineName: name, recipe: ImageRecipe.fromImageRecipeName(stack, `${name}Recipe`, `${name}-recipe`),
  }) as ImagePipeline;
}

function configuration(): MonitorProperties {
  return JSON.parse(flat(propertiesOf(stack, 'AWS::Lambda::Function').Environment.Variables.MONITOR));
}

function rules(): Record<string, any>[] {
  return resourcesOf(stack, 'AWS::Events::Rule').map(({ Properties }) => flat(Properties));
}

function patterns(): any[] {
  return rules().map(({ EventPattern }) => EventPattern).filter((pattern) => pattern !== undefined);
}

/** Statements with an action. */
function allowing(action: string): any[] {
  return statementsOf(stack).map(flat).filter(({ Action }) => [Action].flat().includes(action));
}

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
    stack = newStack({ env });
    monitor();
    expect(() => ReportFunctions.configure(stack, {})).toThrow(/must be set before the first report, execution or monitor of the stack/);
  });
});

describe('rules', () => {
  test('match the builds of a recipe that end, and the scans and disabling of the pipeline', () => {
    monitor({ source: MonitorSource.pipelines([known('golden')]) });
    expect(patterns()).toEqual([
      {
        'source': ['aws.imagebuilder'],
        'detail-type': ['EC2 Image Builder Image State Change'],
        'detail': { state: { status: ['AVAILABLE', 'CANCELLED', 'FAILED'] } },
        'resources': [{ prefix: `${OWN}:image/golden-recipe/` }],
      },
      {
        'source': ['aws.imagebuilder'],
        'detail-type': ['EC2 Image Builder CVE Detected', 'EC2 Image Builder Image Pipeline Automatically Disabled'],
        'resources': [GOLDEN],
      },
    ]);
  });

  test('know the recipe of a pipeline of this app and of an L1', () => {
    const recipe = new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023(), imageRecipeName: 'Web_Server' });
    const pipeline = new ImagePipeline(stack, 'Pipeline', { recipe });
    const l1 = (id: string, props: object) => new CfnImagePipeline(stack, id, { name: id, infrastructureConfigurationArn: `${OWN}:infrastructure-configuration/x`, ...props });
    monitor({
      source: MonitorSource.pipelines([
        pipeline, l1('One', { imageRecipeArn: `${OWN}:image-recipe/one/1.0.0` }), l1('Two', { containerRecipeArn: `${OWN}:container-recipe/two/1.0.0` }),
      ]),
    });
    expect(patterns()[0].resources.slice(1)).toEqual([{ prefix: `${OWN}:image/one/` }, { prefix: `${OWN}:image/two/` }]);
    const [own] = resourcesOf(stack, 'AWS::Events::Rule')[0].Properties.EventPattern.resources;
    expect(JSON.stringify(own)).toContain('{"Fn::Select":[1,{"Fn::Split":["/",{"Fn::GetAtt":["Recipe');
    expect(configuration().Pipelines).toHaveLength(3);
  });

  test.each([
    ['all images of the account', () => MonitorSource.account(), undefined],
    ['a pipeline that is known by its ARN', () => MonitorSource.pipelineArns([GOLDEN]), [GOLDEN]],
    ['one of several whose recipe is not known',
      () => MonitorSource.pipelines([known('silver'), ImagePipeline.fromImagePipelineName(stack, 'Golden', 'golden')]), [`${OWN}:image-pipeline/silver`, GOLDEN]],
  ])('match every build of the account for %s', (_, source, pipelines) => {
    monitor({ source: source() });
    const [ended, ofPipelines] = patterns();
    expect(ended.resources).toBeUndefined();
    expect(ofPipelines.resources).toEqual(pipelines);
  });

  test('match each image once if pipelines share a recipe', () => {
    const recipe = ImageRecipe.fromImageRecipeName(stack, 'Recipe', 'shared');
    const pipelines = ['one', 'two'].map((imagePipelineName) => ImagePipeline.fromImagePipelineAttributes(stack, imagePipelineName, { imagePipelineName, recipe }));
    monitor({ source: MonitorSource.pipelines(pipelines) });
    expect(patterns()[0].resources).toEqual([{ prefix: `${OWN}:image/shared/` }]);
  });

  test.each([[8, 1], [9, 2], [16, 2], [17, 3]])('of %d pipelines are divided into %d, because a pattern has at most 2,048 characters', (count, parts) => {
    stack = newStack({ env: { account: '123456789012', region: 'ap-northeast-1' } });
    // The longest names.
    const names = Array.from({ length: count }, (_, index) => `${'n'.repeat(126)}${10 + index}`);
    const pipelines = names.map((imagePipelineName) => ImagePipeline.fromImagePipelineAttributes(stack, imagePipelineName, {
      imagePipelineName, recipe: ImageRecipe.fromImageRecipeName(stack, `${imagePipelineName}Recipe`, imagePipelineName),
    }));
    monitor({ source: MonitorSource.pipelines(pipelines) });
    expect(patterns()).toHaveLength(2 * parts);
    expect(patterns().filter((pattern) => JSON.stringify(pattern).length > 2048)).toEqual([]);
    expect(patterns().flatMap(({ resources }) => resources)).toHaveLength(2 * count);
    expect(Object.keys(Template.fromStack(stack).findResources('AWS::Events::Rule')).filter((id) => /^MonitorBuildEnded[0-9A-F]{8}$/.test(id))).toHaveLength(1);
  });

  test('call the function every hour, or as often as is set', () => {
    monitor();
    monitor({ pollInterval: Duration.minutes(5) }, 'Eager');
    const scheduled = rules().filter(({ ScheduleExpression }) => ScheduleExpression !== undefined);
    expect(scheduled.map(({ ScheduleExpression, Targets: [{ Input }] }) => [ScheduleExpression, JSON.parse(Input)]))
      .toEqual([
        ['rate(1 hour)', { 'source': 'cdk-imagebuilder.monitor', 'detail-type': 'Poll' }],
        ['rate(5 minutes)', { 'source': 'cdk-imagebuilder.monitor', 'detail-type': 'Poll' }],
      ]);
  });

  test('judge the newest images every day, if asked', () => {
    monitor({ rejudge: {} });
    expect(rules().filter(({ ScheduleExpression }) => ScheduleExpression === 'rate(1 day)').map(({ Targets: [{ Input }] }) => JSON.parse(Input)))
      .toEqual([{ 'source': 'cdk-imagebuilder.monitor', 'detail-type': 'Rejudge' }]);
    expect(configuration().Rejudge).toEqual({});
    expect(allowing('inspector2:StartOnDemandScan')).toHaveLength(1);
  });

  test('send what they cannot deliver to the same queue', () => {
    monitor();
    const [queue] = Object.keys(Template.fromStack(stack).findResources('AWS::SQS::Queue'));
    expect(rules().map(({ Targets: [{ DeadLetterConfig }] }) => DeadLetterConfig)).toEqual(rules().map(() => ({ Arn: { 'Fn::GetAtt': [queue, 'Arn'] } })));
    const allowed = propertiesOf(stack, 'AWS::SQS::QueuePolicy').PolicyDocument.Statement.filter(({ Principal }: any) => Principal.Service === 'events.amazonaws.com');
    expect(allowed).toHaveLength(rules().length);
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
    stack = newStack({ env });
    monitor({ source: source(), rejudge: { startPipelineAfter: Duration.hours(12) }, gate: SeverityGate.atMost({ critical: 0 }) });
    expect(allowing('imagebuilder:StartImagePipelineExecution').map(({ Resource }) => Resource)).toEqual([resource]);
  });

  test('change nothing in Image Builder, Amazon EC2 or Amazon Inspector by default', () => {
    monitor({ source: MonitorSource.account(), logTail: true, sbom: true });
    const actions = statementsOf(stack).flatMap(({ Action }) => Action).filter((action: string) => /^(imagebuilder|ec2|inspector2|logs):/.test(action));
    expect(actions.filter((action: string) => !/:(Get|List|Describe)/.test(action))).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
  });
});

describe('records', () => {
  test('are in a bucket that is private, encrypted and versioned, and stays', () => {
    const { recordsBucket } = monitor();
    Template.fromStack(stack).hasResource('AWS::S3::Bucket', {
      Properties: {
        BucketEncryption: Match.anyValue(),
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
        VersioningConfiguration: { Status: 'Enabled' },
      },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
    expect(stack.resolve(recordsBucket.bucketName)).toEqual({ Ref: expect.stringMatching(/^MonitorRecords/) });
  });

  test('are in a bucket that refuses requests without TLS', () => {
    monitor();
    const { Statement } = propertiesOf(stack, 'AWS::S3::BucketPolicy').PolicyDocument;
    expect(Statement).toEqual([expect.objectContaining({ Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })]);
  });

  test('are in a bucket that keeps earlier versions of records, and for a week those of what only the monitor reads', () => {
    monitor();
    const { Rules } = propertiesOf(stack, 'AWS::S3::Bucket').LifecycleConfiguration;
    expect(Rules).toEqual(['notices/', 'monitors/'].map((Prefix) => ({
      Prefix, Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 7 },
    })));
  });

  test('of the account and Region can be written, and the notices and the state of this monitor', () => {
    const bucket = s3.Bucket.fromBucketName(stack, 'History', 'history');
    monitor({ records: { bucket, prefix: 'images' } });
    const { Id } = configuration();
    const place = '123456789012/eu-central-1/*';
    expect(allowing('s3:PutObject')).toEqual([{
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: [
        `records/day=????-??-??/${place}`, `pages/day=????-??-??/${place}`, `sboms/day=????-??-??/${place}`, `notices/${Id}/${place}`, `monitors/${Id}.json`,
      ].map((key) => `arn:aws:s3:::history/images/${key}`),
    }]);
    expect(allowing('s3:ListBucket').map(({ Resource }) => Resource)).toEqual(['arn:aws:s3:::history']);
    expect(statementsOf(stack).flatMap(({ Action }) => Action).filter((action: string) => /^s3:/.test(action))).toEqual(['s3:GetObject', 's3:PutObject', 's3:ListBucket']);
  });

  test('can be encrypted with a key, which the monitor may use', () => {
    const encryptionKey = new kms.Key(stack, 'Key');
    monitor({ records: { bucket: new s3.Bucket(stack, 'Bucket', { encryptionKey }) } });
    expect(allowing('kms:GenerateDataKey')).toEqual([{
      Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: stack.resolve(encryptionKey.keyArn),
    }]);
  });

  test('of two monitors can be in one bucket, and each monitor has notices of its own', () => {
    const { recordsBucket: bucket } = monitor();
    monitor({ records: { bucket } }, 'Second');
    const ids = resourcesOf(stack, 'AWS::Lambda::Function').map(({ Properties }) => JSON.parse(flat(Properties.Environment.Variables.MONITOR)).Id);
    expect(new Set(ids).size).toBe(2);
    expect(ids.filter((id) => !/^[A-Za-z0-9-]{1,128}$/.test(id))).toEqual([]);
    expect(resourcesOf(stack, 'AWS::S3::Bucket')).toHaveLength(1);
  });
});

describe('a topic', () => {
  test('can be published to', () => {
    const topic = new sns.Topic(stack, 'Topic');
    monitor({ notifications: [BuildNotification.email(topic)] });
    expect(allowing('sns:Publish')).toEqual([{ Effect: 'Allow', Action: 'sns:Publish', Resource: stack.resolve(topic.topicArn) }]);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('can have a key', () => {
    const masterKey = new kms.Key(stack, 'Key');
    monitor({ notifications: [BuildNotification.chat(new sns.Topic(stack, 'Topic', { masterKey }))] });
    expect(allowing('kms:Decrypt')).toEqual([{ Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: stack.resolve(masterKey.keyArn) }]);
    expect(warningsOf(stack)).toEqual([]);
  });

  test.each([
    ['alias/aws/sns', []],
    ['arn:aws:kms:eu-central-1:123456789012:key/1', [
      'The topic of `notifications[0]` is an L1 with a key that is not known here, and the monitor cannot publish to it unless the policy of the key allows '
      + 'kms:Decrypt and kms:GenerateDataKey to the role Stack/Monitor/Function/Role. [ack: cdk-imagebuilder:monitorTopicKey]',
    ]],
  ])('of an L1 can have the key %s', (kmsMasterKeyId, warnings) => {
    monitor({ notifications: [BuildNotification.email(new sns.CfnTopic(stack, 'Topic', { kmsMasterKeyId }))] });
    expect(warningsOf(stack)).toEqual(warnings);
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
  stack = newStack();
  const pipeline = new ImagePipeline(stack, 'Pipeline', { recipe: new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() }) });
  monitor({ source: MonitorSource.pipelines([pipeline]) });
  const text = JSON.stringify(Template.fromStack(stack).toJSON());
  expect(text).toContain('/records/day=????-??-??/');
  expect(text).not.toContain('${Token');
});
