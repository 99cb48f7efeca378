import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import { baseImage, stackIn, stackOf } from './golden-ami-in-test';
import {
  BaseImage, BuildMonitor, DistributionConfiguration, GoldenAmi, GoldenAmiProps, ImageRecipe, ImageScanning, InfrastructureConfiguration,
  PrivateBuildNetwork,
} from '../../src';
import { propertiesOf, resourcesOf } from '../support/synth';

describe('parts of one\'s own', () => {
  test('recipe', () => {
    const stack = stackIn();
    const recipe = new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonManaged('windows-server-2022-english-full-base-x86') });
    const golden = new GoldenAmi(stack, 'Web', { recipe });
    expect(golden.recipe).toBe(recipe);
    expect(resourcesOf(stack, 'AWS::ImageBuilder::ImageRecipe')).toHaveLength(1);
    expect(golden.machineImage.getImage(stack).osType).toBe(ec2.OperatingSystemType.WINDOWS);
  });

  test('infrastructure configuration, distribution configuration, log group, scanning and execution role', () => {
    const stack = stackIn();
    const infrastructureConfiguration = new InfrastructureConfiguration(stack, 'Infrastructure');
    const distributionConfiguration = new DistributionConfiguration(stack, 'Distribution', { amiDistributions: [{ amiTags: { Team: 'web' } }] });
    const logGroup = new logs.LogGroup(stack, 'Logs', { logGroupName: '/aws/imagebuilder/web' });
    const golden = new GoldenAmi(stack, 'Web', {
      baseImage,
      infrastructureConfiguration,
      distributionConfiguration,
      logGroup,
      imageScanning: ImageScanning.disabled(),
      executionRole: new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('imagebuilder.amazonaws.com') }),
    });
    expect(golden.infrastructureConfiguration).toBe(infrastructureConfiguration);
    expect(golden.distributionConfiguration).toBe(distributionConfiguration);
    expect(golden.logGroup).toBe(logGroup);
    expect(golden.parameterName).toBeUndefined();
    expect(golden.scanReport).toBeUndefined();
    expect(propertiesOf(stack, 'AWS::ImageBuilder::ImagePipeline')).toMatchObject({ ImageScanningConfiguration: { ImageScanningEnabled: false }, ExecutionRole: expect.anything() });
    expect(resourcesOf(stack, 'AWS::Logs::LogGroup').map(({ Properties }) => Properties.LogGroupName)).toContain('/aws/imagebuilder/web');
  });

  const vpcIn = (stack: Stack) => new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 });
  const OTHERS: { readonly [Name in keyof GoldenAmiProps]: (stack: Stack) => GoldenAmiProps[Name] } = {
    network: (stack) => new PrivateBuildNetwork(stack, 'Network'),
    vpc: vpcIn,
    subnetSelection: () => ({ subnetType: ec2.SubnetType.PUBLIC }),
    securityGroups: (stack) => [new ec2.SecurityGroup(stack, 'Sg', { vpc: new ec2.Vpc(stack, 'OfGroup') })],
    logRetention: () => logs.RetentionDays.ONE_WEEK,
    notify: (stack) => new sns.Topic(stack, 'Topic'),
    infrastructureConfiguration: (stack) => new InfrastructureConfiguration(stack, 'I'),
    logGroup: (stack) => new logs.LogGroup(stack, 'Logs'),
    monitor: (stack) => new BuildMonitor(stack, 'Monitor'),
  };
  test.each<[keyof GoldenAmiProps, keyof GoldenAmiProps]>([
    ['infrastructureConfiguration', 'network'], ['infrastructureConfiguration', 'vpc'], ['infrastructureConfiguration', 'subnetSelection'],
    ['infrastructureConfiguration', 'securityGroups'], ['network', 'vpc'], ['network', 'subnetSelection'], ['network', 'securityGroups'],
    ['logGroup', 'logRetention'], ['monitor', 'notify'],
  ])('%s and %s contradict each other', (own, other) => {
    const props = (stack: Stack) => ({ [own]: OTHERS[own]!(stack), [other]: OTHERS[other]!(stack) });
    expect(() => stackOf(props)).toThrow(`\`${other}\` must be absent when \`${own}\` is given. [Images/Web]`);
  });

  test.each([[undefined, 365], [logs.RetentionDays.ONE_WEEK, 7]])('logs are kept for the time that is given, or for a year: %s', (logRetention, days) => {
    const groups = resourcesOf(stackOf({ logRetention }), 'AWS::Logs::LogGroup').map(({ Properties }) => [Properties.LogGroupName, Properties.RetentionInDays]);
    expect(groups).toContainEqual(['/aws/imagebuilder/images-web-953f0b2b', days]);
  });
});

test('Regions of a stack whose Region is not known', () => {
  const stack = new Stack(new App(), 'Anywhere');
  expect(() => new GoldenAmi(stack, 'Web', { baseImage, regions: ['eu-west-1'] })).toThrow(
    'RegionsUnresolved: `regions` must be absent unless the Region of the stack is known, which may be one of them. Set `env` of the stack. [Anywhere/Web]');
  expect(() => new GoldenAmi(stack, 'Other', { baseImage })).not.toThrow();
});

describe('encryption', () => {
  const keysOf = (stack: Stack) => propertiesOf(stack, 'AWS::ImageBuilder::DistributionConfiguration').Distributions
    .map(({ AmiDistributionConfiguration: ami }: any) => ami?.KmsKeyId);

  test('with one key in the Region of the stack, which other accounts may use', () => {
    const stack = stackOf((of) => ({ encryptionKey: new kms.Key(of, 'Key'), accounts: ['444455556666'] }));
    expect(keysOf(stack)).toEqual([{ 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] }]);
    Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ Principal: { AWS: Match.objectLike({}) }, Action: Match.arrayWith(['kms:Decrypt']) })]) },
    });
  });

  test('with the replicas of a multi-Region key', () => {
    const stack = stackOf((of) => ({ encryptionKey: new kms.Key(of, 'Key', { multiRegion: true }), regions: ['eu-west-1'] }));
    expect(JSON.stringify(keysOf(stack)[1])).toContain(':kms:eu-west-1:111122223333:key/');
    const imported = stackOf((of) => ({
      encryptionKey: kms.Key.fromKeyArn(of, 'Key', 'arn:aws:kms:eu-central-1:999988887777:key/mrk-1234'), regions: ['eu-west-1'],
    }));
    expect(JSON.stringify(keysOf(imported))).toContain(':kms:eu-west-1:999988887777:key/mrk-1234');
  });

  test('not with an imported key of one Region, in others', () => {
    const key = (of: Stack) => kms.Key.fromKeyArn(of, 'Key', 'arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555');
    expect(() => stackOf((of) => ({ encryptionKey: key(of), regions: ['eu-west-1'] }))).toThrow(
      '`regionalEncryptionKeys` must have an entry for eu-west-1, because `encryptionKey` is not known to be a multi-Region key. [Images/Web]');
  });

  test('with a key for each Region', () => {
    const arn = 'arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555';
    const stack = stackOf((of) => ({
      encryptionKey: new kms.Key(of, 'Key'), regions: ['eu-west-1'], regionalEncryptionKeys: { 'eu-west-1': kms.Key.fromKeyArn(of, 'Other', arn) },
    }));
    expect(keysOf(stack)[1]).toBe(arn);
  });
});
