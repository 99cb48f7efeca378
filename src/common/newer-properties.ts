import { CfnResource } from 'aws-cdk-lib';
import { acknowledgeUnknownProperties } from './acknowledge';
import { omitEmpty } from './render';

/**
 * Properties of CloudFormation that the L1s of our oldest aws-cdk-lib drop without an error, by type and path, each with the version of
 * aws-cdk-lib whose L1 has the property. When our oldest aws-cdk-lib is that version, remove the entry and set the property in the L1.
 */
export const NEWER_PROPERTIES = {
  'AWS::ImageBuilder::Image': {
    'ImageScanningConfiguration.ImageScanningTypes': '2.276.0',
    'ImageScanningConfiguration.ScanResultCondition': '2.276.0',
  },
  'AWS::ImageBuilder::ImagePipeline': {
    'ImageScanningConfiguration.ImageScanningTypes': '2.276.0',
    'ImageScanningConfiguration.ScanResultCondition': '2.276.0',
    'Schedule.Timezone': '2.264.0',
  },
  'AWS::ImageBuilder::InfrastructureConfiguration': {
    'ParentInstance.AutoScalingGroup.Name': '2.276.0',
    'ParentInstance.AutoScalingGroup.CapacityWaitTimeoutSeconds': '2.276.0',
    'TerminateInstanceOnCompletion': '2.276.0',
  },
} as const;

/** Properties that the CDK validator knows although the L1s do not, so that it reports no finding. */
const VALIDATED = new Set(['Schedule.Timezone']);

type Types = typeof NEWER_PROPERTIES;
/** Newer properties of a type of resource, by their paths in a template. */
export type NewerProperties<T extends keyof Types> = { readonly [path in keyof Types[T]]?: unknown };

/** Renders newer properties by their names in the template. Absent and empty values are omitted. */
export function renderNewer<T extends keyof Types>(resource: CfnResource, type: T, properties?: NewerProperties<T>): void {
  const given = Object.entries(omitEmpty(properties) ?? {});
  given.forEach(([path, value]) => resource.addPropertyOverride(path, value));
  const unknown = given.map(([path]) => path).filter((path) => !VALIDATED.has(path));
  if (unknown.length > 0) {
    acknowledgeUnknownProperties(resource, `CloudFormation has ${unknown.join(' and ')} of ${type}, which the validator does not know yet.`);
  }
}
