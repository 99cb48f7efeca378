import { App, Aws, Stack } from 'aws-cdk-lib';
import { CfnImageRecipe } from 'aws-cdk-lib/aws-imagebuilder';
import { IEnvironmentAware } from 'aws-cdk-lib/interfaces';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import {
  accountFaults, arnRegionFaults, checkArnPartition, checkSameRegion, checkTargetRegion, Named, partitionOf, placeFaults, regionFaults,
} from '../../src/common/regions';
import { faultsOf } from '../support/synth';

const app = new App();
const stack = new Stack(app, 'Stack', { env: { account: '123456789012', region: 'eu-central-1' } });
const anywhere = new Stack(app, 'Anywhere');
const inRegion = (region: string): IEnvironmentAware => ({ env: { account: '123456789012', region } });
const fault = (prop: string) => ({ prop, problem: 'Conflict', rule: 'be of eu-central-1, the Region of the stack', got: 'us-east-1' });

test('resources of other Regions are reported, each with its property', () => {
  expect(regionFaults(stack, ['recipe', inRegion('us-east-1')], ['vpc', inRegion('eu-central-1')], ['kmsKey', inRegion('us-east-1')]))
    .toEqual([fault('recipe'), fault('kmsKey')]);
});

test('resources of other accounts are reported, but not those of AWS', () => {
  const inAccount = (account: string): IEnvironmentAware => ({ env: { account, region: 'eu-central-1' } });
  const named = (account: string): Named => ['workflow', inAccount(account)];
  const conflict = { prop: 'workflow', problem: 'Conflict', rule: 'be of 123456789012, the account of the stack', got: '444455556666' };
  expect(accountFaults(stack, named('444455556666'), named('123456789012'), named('aws'), named(Aws.ACCOUNT_ID), ['vpc', undefined])).toEqual([conflict]);
  expect(accountFaults(stack, ['workflow', {} as IEnvironmentAware])).toEqual([]);
  expect(accountFaults(anywhere, named('444455556666'))).toEqual([]);
  expect(placeFaults(stack, named('444455556666'), ['logGroup', inRegion('us-east-1')])).toEqual([conflict, fault('logGroup')]);
});

test('an L1 has the Region of its stack', () => {
  const other = new Stack(app, 'Other', { env: { region: 'us-east-1' } });
  expect(regionFaults(stack, ['recipe', new CfnImageRecipe(other, 'Recipe', { name: 'r', version: '1.0.0', parentImage: 'ami-1' })])).toEqual([fault('recipe')]);
});

test.each([undefined, inRegion('eu-central-1'), inRegion(Aws.REGION), {} as IEnvironmentAware])('what is not known is not reported (%#)', (resource) => {
  expect(regionFaults(stack, ['recipe', resource])).toEqual([]);
});

test('a stack without a Region takes resources of every Region', () => {
  expect(regionFaults(anywhere, ['recipe', inRegion('us-east-1')])).toEqual([]);
  expect(arnRegionFaults(anywhere, 'baseImage', 'arn:aws:imagebuilder:us-east-1:aws:image/x/x.x.x')).toEqual([]);
});

test.each([
  ['arn:aws:imagebuilder:us-east-1:aws:image/x/x.x.x', [fault('baseImage')]],
  ['arn:aws:imagebuilder:eu-central-1:aws:image/x/x.x.x', []],
  [`arn:${Aws.PARTITION}:imagebuilder:${Aws.REGION}:aws:image/x/x.x.x`, []],
  ['ami-0123456789abcdef0', []],
  ['ssm:arn:aws:ssm:us-east-1:123456789012:parameter/ami', []],
])('the Region of %s is that of an ARN', (arn, expected) => {
  expect(arnRegionFaults(stack, 'baseImage', arn)).toEqual(expected);
});

test('faults are said at synth', () => {
  const own = new Stack(new App(), 'Stack', { env: { region: 'eu-central-1' } });
  checkSameRegion(own, ['vpc', inRegion('us-east-1')], ['kmsKey', undefined]);
  checkSameRegion(own, ['kmsKey', inRegion('eu-central-1')]);
  expect(faultsOf(own)).toEqual(['VpcConflict: `vpc` must be of eu-central-1, the Region of the stack, got: \'us-east-1\'. [Stack]']);
});

test('the partition of each Region is that of the list of the CDK', () => {
  const regions = RegionInfo.regions.filter(({ partition }) => partition !== undefined);
  expect(regions.map(({ name }) => [name, partitionOf(name)])).toEqual(regions.map(({ name, partition }) => [name, partition]));
  expect(new Set(regions.map(({ partition }) => partition)).size).toBeGreaterThan(4);
});

test.each<[string, string, string[]]>([
  ['eu-central-1', 'cn-north-1', ['aws']],
  ['eu-central-1', 'us-gov-west-1', ['aws']],
  ['us-gov-east-1', 'us-east-1', ['aws-us-gov']],
  ['cn-north-1', 'cn-northwest-1', []],
  ['eu-central-1', 'ap-southeast-2', []],
  ['eu-central-1', Aws.REGION, []],
  [Aws.REGION, 'cn-north-1', []],
])('from %s an image is distributed to %s unless that is in another partition', (from, to, partitions) => {
  const own = new Stack(new App(), 'Stack', { env: { region: from } });
  checkTargetRegion(own, 'region', to);
  expect(faultsOf(own)).toEqual(partitions.map((partition) =>
    `RegionConflict: \`region\` must be of ${partition}, the partition of the stack, got: '${to}'. [Stack]`));
});

test('the name of a Region is checked, too', () => {
  expect(() => checkTargetRegion(stack, 'region', 'Frankfurt')).toThrow('RegionMalformed');
});

test.each([
  ['arn:aws-cn:organizations::123456789012:organization/o-a1b2c3d4e5', 1],
  ['arn:aws:organizations::123456789012:organization/o-a1b2c3d4e5', 0],
  [`arn:${Aws.PARTITION}:organizations::123456789012:organization/o-a1b2c3d4e5`, 0],
])('%s is of the partition of the stack, or not', (arn, count) => {
  const own = new Stack(new App(), 'Stack', { env: { region: 'eu-central-1' } });
  checkArnPartition(own, 'arn', arn);
  expect(faultsOf(own)).toHaveLength(count);
});
