import { Lazy, Stack } from 'aws-cdk-lib';
import { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { PLATFORM } from '../../src/common/known-facts';
import { Platform } from '../../src/common/platform';
import { InfrastructureConfigurationProps, Tenancy } from '../../src/infrastructure/infrastructure-configuration-props';
import { ParentInstance } from '../../src/infrastructure/parent-instance';
import { checkMacInstances, hostFaults, renderPlacement, RUNS_ON_HOSTS, runsOnHosts } from '../../src/infrastructure/placement';
import { ImagePipeline } from '../../src/pipeline/image-pipeline';
import { BaseImage } from '../../src/recipe/base-image';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { faultsOf, newStack } from '../support/synth';

const stack = new Stack(undefined, 'Stack');
const parentInstance = ParentInstance.fromAutoScalingGroup(AutoScalingGroup.fromAutoScalingGroupName(stack, 'Group', 'warm'));
const later = Lazy.string({ produce: () => 'host' });

const PLACES: [InfrastructureConfigurationProps, boolean | undefined][] = [
  [{}, false],
  [{ ec2InstanceTenancy: Tenancy.DEFAULT }, false],
  [{ ec2InstanceTenancy: Tenancy.DEDICATED }, false],
  [{ ec2InstanceTenancy: Tenancy.HOST }, true],
  [{ ec2InstanceHostId: 'h-0123456789abcdef0' }, true],
  [{ ec2InstanceHostResourceGroupArn: 'arn:aws:resource-groups:eu-central-1:123456789012:group/hosts' }, true],
  [{ ec2InstanceTenancy: later as Tenancy }, undefined],
  [{ parentInstance }, undefined],
];

test.each(PLACES)('instances run on Dedicated Hosts (%#)', (props, expected) => {
  expect(runsOnHosts(props)).toBe(expected);
});

test.each(PLACES)('Mac instances run on nothing else (%#)', (props, expected) => {
  const check = () => checkMacInstances(stack, { ...props, instanceTypes: [new InstanceType('m7g.large'), new InstanceType('mac2-m2.metal')] });
  if (expected === false) {
    expect(check).toThrow(new Error('Ec2InstanceTenancyRequired: `ec2InstanceTenancy` must be `host` for Mac instances, which run on Dedicated Hosts only, '
      + 'got: \'mac2-m2.metal\'. Use `Tenancy.HOST`. [Stack]'));
  } else {
    expect(check).not.toThrow();
  }
  expect(() => checkMacInstances(stack, { ...props, instanceTypes: [new InstanceType('m7g.large'), new InstanceType(later)] })).not.toThrow();
  expect(() => checkMacInstances(stack, props)).not.toThrow();
});

test.each<[Platform | undefined, boolean | undefined, number]>([
  [Platform.MACOS, false, 1], [Platform.MACOS, true, 0], [Platform.MACOS, undefined, 0], [Platform.LINUX, false, 0], [undefined, false, 0],
])('a base image for %p on hosts: %p has %d faults', (platform, onHosts, faults) => {
  const [recipe, infrastructure] = [newStack(), newStack()];
  PLATFORM.note(recipe, platform);
  RUNS_ON_HOSTS.note(infrastructure, onHosts);
  expect(hostFaults(recipe, infrastructure)).toHaveLength(faults);
});

test('a pipeline for macOS says what its new infrastructure configuration lacks', () => {
  const own = newStack();
  new ImagePipeline(own, 'Pipeline', { recipe: new ImageRecipe(own, 'Recipe', { baseImage: BaseImage.macOs15() }) });
  expect(faultsOf(own)).toEqual([
    'Ec2InstanceTenancyRequired: `ec2InstanceTenancy` must be `host`, because the base image is for macOS, whose instances run on Dedicated Hosts only. '
    + 'Give the infrastructure configuration `Tenancy.HOST`. [Stack/Pipeline]',
  ]);
});

describe('the placement of instances', () => {
  const group = 'arn:aws:resource-groups:eu-central-1:123456789012:group/hosts';

  test.each<[string, InfrastructureConfigurationProps, object | undefined]>([
    ['is left out by default', {}, undefined],
    ['may be a zone', { ec2InstanceAvailabilityZone: 'eu-central-1a' }, { availabilityZone: 'eu-central-1a' }],
    ['may be hardware of their own', { ec2InstanceTenancy: Tenancy.DEDICATED }, { tenancy: 'dedicated' }],
    ['may be any host', { ec2InstanceTenancy: Tenancy.HOST }, { tenancy: 'host' }],
    ['may be a host', { ec2InstanceTenancy: Tenancy.HOST, ec2InstanceHostId: 'h-1' }, { tenancy: 'host', hostId: 'h-1' }],
    ['means a host where one is named', { ec2InstanceHostId: 'h-1' }, { tenancy: 'host', hostId: 'h-1' }],
    ['means a host where a group of them is named', { ec2InstanceHostResourceGroupArn: group }, { tenancy: 'host', hostResourceGroupArn: group }],
  ])('%s', (_, place, rendered) => {
    expect(renderPlacement(stack, place)).toEqual(rendered);
  });

  test.each([Tenancy.DEFAULT, Tenancy.DEDICATED])('of %s tenancy has no host', (ec2InstanceTenancy) => {
    const message = new Error('Ec2InstanceTenancyConflict: `ec2InstanceTenancy` must be `host` or absent when a host or a group of hosts is named, '
      + `got: '${ec2InstanceTenancy}'. [Stack]`);
    expect(() => renderPlacement(stack, { ec2InstanceTenancy, ec2InstanceHostId: 'h-1' })).toThrow(message);
    expect(() => renderPlacement(stack, { ec2InstanceTenancy, ec2InstanceHostResourceGroupArn: group })).toThrow(message);
  });

  test('is a host or a group of them', () => {
    expect(() => renderPlacement(stack, { ec2InstanceHostId: 'h-1', ec2InstanceHostResourceGroupArn: group })).toThrow(new Error(
      'Ec2InstanceHostResourceGroupArnConflict: `ec2InstanceHostResourceGroupArn` must be absent when `ec2InstanceHostId` is given. [Stack]'));
  });

  test.each(['ec2InstanceAvailabilityZone', 'ec2InstanceHostId', 'ec2InstanceHostResourceGroupArn'])('%s has 1 to 1024 characters', (prop) => {
    expect(() => renderPlacement(stack, { [prop]: 'x'.repeat(1024) })).not.toThrow();
    expect(() => renderPlacement(stack, { [prop]: 'x'.repeat(1025) })).toThrow(`\`${prop}\` must be 1 to 1024 characters long`);
    expect(() => renderPlacement(stack, { [prop]: '' })).toThrow(`\`${prop}\` must be 1 to 1024 characters long`);
  });
});
