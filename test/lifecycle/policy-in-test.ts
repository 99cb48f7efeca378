import { Duration, Stack } from 'aws-cdk-lib';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';
import { LifecyclePolicyActionType, LifecyclePolicyResourceType } from '../../src/lifecycle/lifecycle-policy-detail';
import { LifecyclePolicyProps } from '../../src/lifecycle/lifecycle-policy-props';
import { newStack } from '../support/synth';

export const TYPE = 'AWS::ImageBuilder::LifecyclePolicy';
export const { DELETE, DEPRECATE, DISABLE } = LifecyclePolicyActionType;
export const ageFilter = { age: Duration.days(30) };

export function policy(props: Partial<LifecyclePolicyProps> = {}, stack: Stack = newStack()): LifecyclePolicy {
  return new LifecyclePolicy(stack, 'Policy', {
    resourceType: LifecyclePolicyResourceType.AMI_IMAGE,
    details: [{ action: { type: DELETE }, filter: { ageFilter } }],
    resourceSelection: { tags: { Stage: 'test' } },
    ...props,
  });
}

export const forContainers = { resourceType: LifecyclePolicyResourceType.CONTAINER_IMAGE };
