import { Lazy, Stack } from 'aws-cdk-lib';
import { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { PLATFORM } from '../../src/common/known-facts';
import { Platform } from '../../src/common/platform';
import { checkMacInstances, hostFaults, RUNS_ON_HOSTS, runsOnHosts } from '../../src/infrastructure/dedicated-hosts';
import { InfrastructureConfigurationProps, Tenancy } from '../../src/infrastructure/infrastructure-configuration-props';
import { ParentInstance } from '../../src/infrastructure/parent-instance';
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
