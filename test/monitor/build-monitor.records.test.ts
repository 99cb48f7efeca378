import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { flat, stack, monitor, configuration, allowing } from './monitor-in-test';
import { BuildNotification } from '../../src';
import { propertiesOf, resourcesOf, statementsOf, warningsOf } from '../support/synth';

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
