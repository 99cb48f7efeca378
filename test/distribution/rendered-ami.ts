import { Lazy, Stack } from 'aws-cdk-lib';
import { ILaunchTemplate, LaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { renderAmi } from '../../src/distribution/ami';
import { AmiDistribution } from '../../src/distribution/ami-distribution';
import { newStack } from '../support/synth';

export const env = { account: '123456789012', region: 'eu-central-1' };
/** The Region to which AMIs are distributed. */
export const region = 'us-east-1';
export const later = () => Lazy.string({ produce: () => 'later' });
export const id = 'lt-0123456789abcdef0';

/** The distribution of an AMI, as the template has it. */
export function render(ami: AmiDistribution, stack: Stack = newStack({ env })): any {
  return renderAmi(stack, 'ami', region, ami);
}

/** An import of a launch template. */
export function known(stack: Stack, attributes: { launchTemplateId?: string; launchTemplateName?: string; versionNumber?: string }): ILaunchTemplate {
  return LaunchTemplate.fromLaunchTemplateAttributes(stack, 'Template', attributes);
}
