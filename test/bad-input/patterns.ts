import { Duration, Fn, Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { refusals, Row, together } from './refusal';
import {
  BaseContainerImage, BaseImage, BuildMonitor, BuildOnDeploy, ContainerRecipe, DockerfileData, GoldenAmi, GoldenAmiProps, GoldenContainerImage,
  GoldenContainerImageProps, ImageRecipe, ImageRetention, ImageScanning, InfrastructureConfiguration, MonitorSource, Platform,
  PrivateBuildNetwork, PrivateBuildNetworkProps, Repository, SeverityGate,
} from '../../src';

const baseImage = BaseImage.amazonLinux2023();
const ORGANIZATION = 'arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5';
const UNIT = 'arn:aws:organizations::111122223333:ou/o-a1b2c3d4e5/ou-ab12-34567890';
const gate = SeverityGate.atMost({ critical: 0 });
const goldenAmi = (stack: Stack, props: Partial<GoldenAmiProps>) => new GoldenAmi(stack, 'Golden', { baseImage, ...props });
const containerBase = BaseContainerImage.fromEcrPublic('amazonlinux', 'amazonlinux', '2023', { platform: Platform.LINUX });
const goldenContainer = (stack: Stack, props: Partial<GoldenContainerImageProps>) =>
  new GoldenContainerImage(stack, 'Golden', { baseImage: containerBase, ...props });
const containerRecipe = (stack: Stack) => new ContainerRecipe(stack, 'Recipe', {
  baseImage: containerBase, targetRepository: Repository.fromEcr(new ecr.Repository(stack, 'Repository')),
});
const keyIn = (stack: Stack, region: string) => Key.fromKeyArn(stack, region, `arn:aws:kms:${region}:123456789012:key/11111111-2222-3333-4444-555555555555`);
const tagged = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`Key${index}`, 'yes']));
const network = (stack: Stack) => new PrivateBuildNetwork(stack, 'Network');
const vpc = (stack: Stack, props: ec2.VpcProps = {}) => new ec2.Vpc(stack, 'Vpc', { maxAzs: 1, natGateways: 0, ...props });
const importedVpc = (stack: Stack, attributes: Partial<ec2.VpcAttributes> = {}) => ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
  vpcId: 'vpc-1', vpcCidrBlock: '10.0.0.0/16', availabilityZones: ['eu-central-1a'], isolatedSubnetIds: ['subnet-1'], isolatedSubnetRouteTableIds: ['rtb-1'], ...attributes,
});
const subnet = (stack: Stack, availabilityZone?: string) => ec2.Subnet.fromSubnetAttributes(stack, 'Subnet', { subnetId: 'subnet-1', routeTableId: 'rtb-1', availabilityZone });
const multiRegionKey = (stack: Stack) => new Key(stack, 'Key', { multiRegion: true });

export const PATTERNS = [
  ...refusals('GoldenAmi', goldenAmi, [
    [{ regions: Fn.split(',', Fn.importValue('Regions')) },
      'RegionsUnresolved: `regions` must be known at synth, because each entry is used by itself. Its entries may be tokens. [Stack/Golden]',
      { regions: [Fn.importValue('Region')] }],
    [{ baseImage: undefined },
      'BaseImageRequired: `baseImage` must be given when `recipe` is not. [Stack/Golden]',
      (stack) => ({ baseImage: undefined, recipe: new ImageRecipe(stack, 'Recipe', { baseImage }) })],
    [(stack) => ({ recipe: new ImageRecipe(stack, 'Recipe', { baseImage }) }),
      'BaseImageConflict: `baseImage` must be absent when `recipe` is given. [Stack/Golden]'],
    [(stack) => ({ baseImage: undefined, recipe: containerRecipe(stack), imageScanning: ImageScanning.container() }),
      'RecipeUnsupported: `recipe` must be an image recipe, got: \'Stack/Recipe\'. `GoldenContainerImage` takes the other recipes. [Stack/Golden]'],
    [(stack) => ({ baseImage: undefined, recipe: new ecr.Repository(stack, 'Repository') as never }),
      'RecipeUnsupported: `recipe` must be an image recipe or a container recipe, got: \'Stack/Repository\'. [Stack/Golden]'],
    [(stack) => ({ logGroup: new LogGroup(stack, 'Logs'), logRetention: RetentionDays.ONE_DAY }),
      'LogRetentionConflict: `logRetention` must be absent when `logGroup` is given. [Stack/Golden]',
      { logRetention: RetentionDays.ONE_DAY }],
    [{ gate, imageScanning: ImageScanning.disabled() },
      'GateConflict: `gate` must be absent when `imageScanning` is disabled, because there are no findings. [Stack/Golden]',
      { gate, imageScanning: ImageScanning.testInstance() }],
    [{ gate, buildOnDeploy: BuildOnDeploy.DISABLED },
      'GateConflict: `gate` must be absent when no deployment builds an image that the gate can judge. Set `notify`. [Stack/Golden]',
      { gate, buildOnDeploy: BuildOnDeploy.REPORT_FAILURE }],
    [{ gate, buildOnDeploy: BuildOnDeploy.DISABLED },
      'GateConflict: `gate` must be absent when no deployment builds an image that the gate can judge. Set `notify`. [Stack/Golden]',
      (stack) => ({ gate, buildOnDeploy: BuildOnDeploy.DISABLED, notify: new Topic(stack, 'Topic') })],
    [(stack) => ({ gate, buildOnDeploy: BuildOnDeploy.DISABLED, monitor: new BuildMonitor(stack, 'Monitor') }),
      'GateConflict: `gate` must be absent when no deployment builds an image that the gate can judge. Give the gate to `monitor`. [Stack/Golden]',
      (stack) => ({ buildOnDeploy: BuildOnDeploy.DISABLED, monitor: new BuildMonitor(stack, 'Monitor', { gate }) })],
    [(stack) => ({ monitor: new BuildMonitor(stack, 'Monitor'), notify: new Topic(stack, 'Topic') }),
      'NotifyConflict: `notify` must be absent when `monitor` is given. [Stack/Golden]',
      (stack) => ({ monitor: new BuildMonitor(stack, 'Monitor') })],
    [(stack) => ({ monitor: new BuildMonitor(stack, 'Monitor', { source: MonitorSource.account() }) }),
      'AddPipelinesUnsupported: `addPipelines` must be called on a monitor of pipelines, because a monitor of the account records the builds of all pipelines. '
      + 'Remove the call, or the monitor from the golden image. [Stack/Monitor]'],
    [(stack) => ({ notify: new Topic(stack, 'Topic', { fifo: true }) }),
      together('GoldenImages/Monitor86a5fdf0', 'NotificationsUnsupported: `notifications[0]` must be a standard topic, because neither e-mail nor chat can subscribe '
        + 'to a FIFO topic.'),
      (stack) => ({ notify: new Topic(stack, 'Topic') })],
    [(stack) => ({ notify: Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-west-1:123456789012:operators') }),
      'NotificationsUnsupported: `notifications[0]` must be in the Region of the stack, eu-central-1, got: \'arn:aws:sns:eu-west-1:123456789012:operators\'. '
      + '[Stack/GoldenImages/Monitor71183a2a]'],
    ...[undefined, BuildOnDeploy.ROLL_BACK, BuildOnDeploy.DISABLED].map((buildOnDeploy): Row<Partial<GoldenAmiProps>> => [
      { maxRetries: 1, buildOnDeploy },
      'MaxRetriesConflict: `maxRetries` must be absent unless `buildOnDeploy` is `BuildOnDeploy.REPORT_FAILURE`, because CloudFormation retries no image, '
      + 'got: 1. [Stack/Golden]',
      { maxRetries: 1, buildOnDeploy: BuildOnDeploy.REPORT_FAILURE },
    ]),
    ...[undefined, BuildOnDeploy.ROLL_BACK, BuildOnDeploy.DISABLED].map((buildOnDeploy): Row<Partial<GoldenAmiProps>> => [
      { timeout: Duration.hours(4), buildOnDeploy },
      'TimeoutConflict: `timeout` must be absent unless `buildOnDeploy` is `BuildOnDeploy.REPORT_FAILURE`, because CloudFormation waits up to 12 hours for '
      + 'other images, got: \'4 hours\'. [Stack/Golden]',
      { timeout: Duration.hours(4), buildOnDeploy: BuildOnDeploy.REPORT_FAILURE },
    ]),
    [{ timeout: Duration.hours(13), buildOnDeploy: BuildOnDeploy.REPORT_FAILURE },
      'TimeoutOutOfRange: `timeout` must be 1 minute to 12 hours in whole seconds, got: \'13 hours\'. [Stack/Golden/Execution]',
      { timeout: Duration.hours(12), buildOnDeploy: BuildOnDeploy.REPORT_FAILURE }],
    [{ maxRetries: 6, buildOnDeploy: BuildOnDeploy.REPORT_FAILURE },
      'MaxRetriesOutOfRange: `maxRetries` must be a whole number from 0 to 5, got: 6. [Stack/Golden/Execution]',
      { maxRetries: 5, buildOnDeploy: BuildOnDeploy.REPORT_FAILURE }],
    // Another golden image of the stack made the shared infrastructure configuration.
    [(stack) => {
      new GoldenAmi(stack, 'First', { baseImage });
      return { subnetSelection: { subnetType: ec2.SubnetType.PUBLIC } };
    },
    'VpcRequired: `vpc` must be given when `subnetSelection` is. [Stack/Golden]',
    (stack) => ({ vpc: vpc(stack), subnetSelection: { subnetType: ec2.SubnetType.PUBLIC } })],
    [(stack) => ({ securityGroups: [new ec2.SecurityGroup(stack, 'Group', { vpc: vpc(stack) })] }),
      'VpcRequired: `vpc` must be given when `securityGroups` is. [Stack/Golden]'],
    [(stack) => ({ network: network(stack), vpc: vpc(stack) }),
      'VpcConflict: `vpc` must be absent when `network` is given. [Stack/Golden]',
      (stack) => ({ network: network(stack) })],
    [(stack) => ({ network: network(stack), subnetSelection: {} }),
      'SubnetSelectionConflict: `subnetSelection` must be absent when `network` is given. [Stack/Golden]'],
    [(stack) => ({ network: network(stack), securityGroups: [] }),
      'SecurityGroupsConflict: `securityGroups` must be absent when `network` is given. [Stack/Golden]'],
    [(stack) => ({ network: network(stack), infrastructureConfiguration: new InfrastructureConfiguration(stack, 'Infrastructure') }),
      'NetworkConflict: `network` must be absent when `infrastructureConfiguration` is given. [Stack/Golden]',
      (stack) => ({ infrastructureConfiguration: new InfrastructureConfiguration(stack, 'Infrastructure') })],
    [{ regions: ['eu-west-1', 'eu-west-1'] },
      'RegionsConflict: `regions` must have each entry once, got: \'eu-west-1\'. [Stack/Golden]',
      { regions: ['eu-west-1', 'eu-central-1'] }],
    [{ organizationalUnitArns: [ORGANIZATION] },
      'OrganizationalUnitArnsMalformed: `amiDistributions[0].amiLaunchPermission.organizationalUnitArns` must be ARNs of organizational units, got: '
      + `'${ORGANIZATION}'. [Stack/Golden/Distribution]`,
      { organizationalUnitArns: [UNIT] }],
    [(stack) => ({ encryptionKey: new Key(stack, 'Key'), regions: ['eu-west-1'] }),
      'RegionalEncryptionKeysRequired: `regionalEncryptionKeys` must have an entry for eu-west-1, because `encryptionKey` is not known to be a multi-Region key. '
      + '[Stack/Golden]',
      (stack) => ({ encryptionKey: multiRegionKey(stack), regions: ['eu-west-1'] })],
    [(stack) => ({ encryptionKey: multiRegionKey(stack), regions: ['eu-west-1'], regionalEncryptionKeys: { 'eu-north-1': keyIn(stack, 'eu-north-1') } }),
      'RegionalEncryptionKeysConflict: `regionalEncryptionKeys` must name only entries of `regions`, without the Region of the stack, got: \'eu-north-1\'. '
      + '[Stack/Golden]',
      (stack) => ({ encryptionKey: multiRegionKey(stack), regions: ['eu-north-1'], regionalEncryptionKeys: { 'eu-north-1': keyIn(stack, 'eu-north-1') } })],
    [(stack) => ({ encryptionKey: multiRegionKey(stack), regions: ['eu-central-1'], regionalEncryptionKeys: { 'eu-central-1': keyIn(stack, 'eu-central-1') } }),
      'RegionalEncryptionKeysConflict: `regionalEncryptionKeys` must name only entries of `regions`, without the Region of the stack, got: \'eu-central-1\'. '
      + '[Stack/Golden]'],
    [(stack) => ({ regions: ['eu-west-1'], regionalEncryptionKeys: { 'eu-west-1': keyIn(stack, 'eu-west-1') } }),
      'EncryptionKeyRequired: `encryptionKey` must be given when `regionalEncryptionKeys` is. [Stack/Golden]'],
  ] satisfies Row<Partial<GoldenAmiProps>>[]),
  ...refusals('GoldenContainerImage', goldenContainer, [
    [{ baseImage: undefined },
      'BaseImageRequired: `baseImage` must be given when `recipe` is not. [Stack/Golden]'],
    [{ imageTags: [] },
      'ImageTagsRequired: `imageTags` must have at least one entry. [Stack/Golden]',
      { imageTags: ['latest'] }],
    [{ retention: ImageRetention.keepLast(1).deprecateAfter(Duration.days(1)) },
      'RetentionUnsupported: `retention` must neither deprecate nor look at launches, because container images have neither. [Stack/Golden]',
      { retention: ImageRetention.keepLast(1) }],
    [{ retention: ImageRetention.keepLast(1).exceptLaunchedWithin(Duration.days(1)) },
      'RetentionUnsupported: `retention` must neither deprecate nor look at launches, because container images have neither. [Stack/Golden]'],
    [(stack) => ({ baseImage: undefined, recipe: containerRecipe(stack) }),
      'RepositoryRequired: `repository` must be given when `recipe` is and `distributionConfiguration` is not. [Stack/Golden]',
      (stack) => ({ baseImage: undefined, recipe: containerRecipe(stack), repository: ecr.Repository.fromRepositoryName(stack, 'Own', 'own') })],
    [(stack) => ({
      baseImage: undefined, recipe: new ImageRecipe(stack, 'Recipe', { baseImage }), repository: ecr.Repository.fromRepositoryName(stack, 'Own', 'own'),
    }),
    'RecipeUnsupported: `recipe` must be a container recipe, got: \'Stack/Recipe\'. `GoldenAmi` takes the other recipes. [Stack/Golden]'],
    [(stack) => ({ baseImage: undefined, recipe: containerRecipe(stack), dockerfile: DockerfileData.standard() }),
      'DockerfileConflict: `dockerfile` must be absent when `recipe` is given. [Stack/Golden]'],
  ] satisfies Row<Partial<GoldenContainerImageProps>>[]),
  ...refusals<PrivateBuildNetworkProps>('PrivateBuildNetwork', (stack, props) => new PrivateBuildNetwork(stack, 'Network', props), [
    [{ subnetSelection: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } },
      'VpcRequired: `vpc` must be given when `subnetSelection` is. [Stack/Network]',
      (stack) => ({ vpc: vpc(stack), subnetSelection: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } })],
    [{ existingEndpoints: ['ssm'] },
      'VpcRequired: `vpc` must be given when `existingEndpoints` is. [Stack/Network]',
      (stack) => ({ vpc: vpc(stack), existingEndpoints: ['ssm'] })],
    [{ createEndpoints: false },
      'VpcRequired: `vpc` must be given when `createEndpoints` is. [Stack/Network]',
      { createEndpoints: true }],
    [(stack) => ({ vpc: vpc(stack, { enableDnsHostnames: false }) }),
      'VpcConflict: `vpc` must enable DNS hostnames and DNS support, without which endpoints have no private DNS. [Stack/Network]',
      (stack) => ({ vpc: vpc(stack) })],
    [(stack) => ({ vpc: vpc(stack, { enableDnsSupport: false }) }),
      'VpcConflict: `vpc` must enable DNS hostnames and DNS support, without which endpoints have no private DNS. [Stack/Network]',
      (stack) => ({ vpc: vpc(stack, { enableDnsSupport: true }) })],
    [(stack) => ({ vpc: vpc(stack), subnetSelection: { subnets: [] } }),
      'SubnetSelectionUnsupported: `subnetSelection` must match at least one subnet of `vpc`. [Stack/Network]'],
    [(stack) => ({ vpc: importedVpc(stack, { vpcCidrBlock: undefined }) }),
      'VpcUnresolved: `vpc` must have a known CIDR block, from which endpoints accept HTTPS. Import the VPC with `vpcCidrBlock`, or name its endpoints in '
      + '`existingEndpoints`. [Stack/Network]',
      (stack) => ({ vpc: importedVpc(stack) })],
    [(stack) => ({ vpc: importedVpc(stack, { isolatedSubnetRouteTableIds: undefined }) }),
      'VpcUnresolved: `vpc` must have known route tables, which get a route to Amazon S3. Import the VPC with the IDs of the route tables, or name `s3` in '
      + '`existingEndpoints`. [Stack/Network]',
      (stack) => ({ vpc: importedVpc(stack, { isolatedSubnetRouteTableIds: undefined }), existingEndpoints: ['s3'] })],
    [(stack) => ({ vpc: importedVpc(stack), subnetSelection: { subnets: [subnet(stack)] } }),
      'SubnetSelectionUnresolved: `subnetSelection` must select subnets whose Availability Zones are known, because an endpoint has at most one subnet in each. '
      + 'Import subnets with `Subnet.fromSubnetAttributes()` and `availabilityZone`. [Stack/Network]',
      (stack) => ({ vpc: importedVpc(stack), subnetSelection: { subnets: [subnet(stack, 'eu-central-1a')] } })],
    [(stack) => ({ vpc: importedVpc(stack), subnetSelection: { subnets: [subnet(stack, 'eu-central-1a'), ec2.Subnet.fromSubnetId(stack, 'Second', 'subnet-2')] } }),
      'SubnetSelectionUnresolved: `subnetSelection` must select subnets whose Availability Zones are known, because an endpoint has at most one subnet in each. '
      + 'Import subnets with `Subnet.fromSubnetAttributes()` and `availabilityZone`. [Stack/Network]'],
    [(stack) => ({
      vpc: importedVpc(stack),
      subnetSelection: { subnets: [subnet(stack, 'eu-central-1a'), ec2.Subnet.fromSubnetAttributes(stack, 'Second', { subnetId: 'subnet-2', availabilityZone: 'eu-central-1b' })] },
    }),
    'VpcUnresolved: `vpc` must have known route tables, which get a route to Amazon S3. Import the VPC with the IDs of the route tables, or name `s3` in '
      + '`existingEndpoints`. [Stack/Network]'],
    [(stack) => ({ vpc: importedVpc(stack), createEndpoints: false, existingEndpoints: ['imagebuilder', 'logs', 's3', 'ssm'] }),
      together('Network', 'VpcRequired: `vpc` must have endpoints for ssmmessages when `createEndpoints` is false. Name endpoints that this app does not create in '
      + '`existingEndpoints`.'),
      (stack) => ({ vpc: importedVpc(stack), createEndpoints: false, existingEndpoints: ['imagebuilder', 'logs', 's3', 'ssm', 'ssmmessages'] })],
  ]),
  ...refusals('ImageRetention.keepLast', (_, count: number) => ImageRetention.keepLast(count), [
    [0, 'CountOutOfRange: `count` must be a whole number from 1 to 1000, got: 0.', 1],
    [1001, 'CountOutOfRange: `count` must be a whole number from 1 to 1000, got: 1001.', 1000],
    [1.5, 'CountOutOfRange: `count` must be a whole number from 1 to 1000, got: 1.5.'],
  ]),
  ...refusals('ImageRetention.olderThan', (_, keepAtLeast: number) => ImageRetention.olderThan(Duration.days(1), { keepAtLeast }), [
    [0, 'KeepAtLeastOutOfRange: `keepAtLeast` must be a whole number from 1 to 10, got: 0.', 1],
    [11, 'KeepAtLeastOutOfRange: `keepAtLeast` must be a whole number from 1 to 10, got: 11.', 10],
  ]),
  ...refusals('ImageRetention.deprecateAfter', (_, days: number) => ImageRetention.olderThan(Duration.days(90)).deprecateAfter(Duration.days(days)), [
    [90, 'AgeOutOfRange: `age` must be less than the 90 days after which images are deleted, got: \'90 days\'.', 89],
  ]),
  ...refusals('ImageRetention.deprecateAfter with a token', (stack, retention: ImageRetention) => goldenAmi(stack, { retention }), [
    [ImageRetention.olderThan(Duration.days(90)).deprecateAfter(Duration.days(Token.asNumber({ Ref: 'Days' }))),
      'AgeUnresolved: `details[0].filter.ageFilter.age` must be known at synth, because it is rounded to whole units. [Stack/Golden/Retention]',
      ImageRetention.olderThan(Duration.days(90)).deprecateAfter(Duration.days(30))],
    [ImageRetention.olderThan(Duration.days(Token.asNumber({ Ref: 'Days' }))).deprecateAfter(Duration.days(30)),
      'AgeUnresolved: `details[1].filter.ageFilter.age` must be known at synth, because it is rounded to whole units. [Stack/Golden/Retention]'],
  ]),
  ...refusals('ImageRetention.exceptTagged', (_, tags: Record<string, string>) => ImageRetention.keepLast(1).exceptTagged(tags), [
    [{}, 'TagsRequired: `tags` must have at least one entry.', { Hold: 'yes' }],
  ]),
  ...refusals('ImageRetention.exceptTagged, again', (_, count: number) => ImageRetention.keepLast(1).exceptTagged(tagged(count)).exceptTagged({ Hold: 'yes' }), [
    [49, 'TagsOutOfRange: `tags` must have 0 to 49 entries, got: 50.', 48],
  ]),
];
