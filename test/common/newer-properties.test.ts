import { readFileSync } from 'fs';
import { join } from 'path';
import { CfnResource, Stack, Validations } from 'aws-cdk-lib';
import * as imagebuilder from 'aws-cdk-lib/aws-imagebuilder';
import { NEWER_PROPERTIES, renderNewer } from '../../src/common/newer-properties';
import { newStack, propertiesOf } from '../support/synth';

const TYPE = 'AWS::ImageBuilder::ImagePipeline';
const MINIMUM = /\d+\.\d+\.\d+/.exec(JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')).peerDependencies['aws-cdk-lib'])![0];
const INSTALLED = jest.requireActual('aws-cdk-lib/package.json').version as string;

const SCAN_ON_DEMAND = { imageScanningTypes: ['ON_DEMAND_AMI_CVE'], scanResultCondition: { maximumSeverityLabel: 'HIGH', fixAvailable: false } };
/** Properties as the L1s take them, with all names of their parts. */
const TYPED: Readonly<Record<keyof typeof NEWER_PROPERTIES, object>> = {
  'AWS::ImageBuilder::Image': { imageScanningConfiguration: SCAN_ON_DEMAND },
  'AWS::ImageBuilder::ImagePipeline': {
    name: 'golden', infrastructureConfigurationArn: 'arn', imageScanningConfiguration: SCAN_ON_DEMAND, schedule: { timezone: 'Europe/Berlin' },
  },
  'AWS::ImageBuilder::InfrastructureConfiguration': {
    name: 'golden',
    instanceProfileName: 'profile',
    parentInstance: { autoScalingGroup: { name: 'group', capacityWaitTimeoutSeconds: 60 } },
    terminateInstanceOnCompletion: false,
  },
};

type Type = keyof typeof NEWER_PROPERTIES;
const ENTRIES = (Object.keys(NEWER_PROPERTIES) as Type[])
  .flatMap((type) => Object.entries(NEWER_PROPERTIES[type]).map(([path, since]): [Type, string, string] => [type, path, since]));

describe('the table', () => {
  // What is in our oldest aws-cdk-lib belongs into the L1.
  test.each(ENTRIES)('%s %s is newer than our oldest aws-cdk-lib', (_type, _path, since) => expect(isAtLeast(MINIMUM, since)).toBe(false));

  // Run with the newest aws-cdk-lib too (scripts/test-newest.mjs), it holds the names against the typed L1.
  test.each(ENTRIES)('trap 69: %s %s is in the L1 since %s, under this name', (type, path, since) => {
    const stack = newStack();
    const L1 = (imagebuilder as any)[`Cfn${type.split('::')[2]}`];
    new L1(stack, 'Resource', TYPED[type]);
    const rendered = at(path, propertiesOf(stack, type));
    expect(rendered).toEqual(isAtLeast(INSTALLED, since) ? at(path, inPascalCase(TYPED[type])) : undefined);
    expect(at(path, inPascalCase(TYPED[type]))).toBeDefined();
  });
});

describe('renderNewer', () => {
  function pipeline(): { stack: Stack; resource: CfnResource } {
    const stack = newStack();
    const resource = new imagebuilder.CfnImagePipeline(stack, 'Pipeline', {
      name: 'golden', infrastructureConfigurationArn: 'arn', imageScanningConfiguration: { imageScanningEnabled: true },
    });
    return { stack, resource };
  }
  const acknowledged = ({ node }: CfnResource) =>
    node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY).map(({ data }) => data);

  test('trap 70: adds to what the L1 renders, and accepts exactly that the validator does not know it', () => {
    const { stack, resource } = pipeline();
    renderNewer(resource, TYPE, {
      'ImageScanningConfiguration.ImageScanningTypes': ['TEST_INSTANCE_CVE'],
      'ImageScanningConfiguration.ScanResultCondition': { MaximumSeverityLabel: 'HIGH', FixAvailable: false },
    });
    expect(propertiesOf(stack, TYPE).ImageScanningConfiguration).toEqual({
      ImageScanningEnabled: true, ImageScanningTypes: ['TEST_INSTANCE_CVE'], ScanResultCondition: { MaximumSeverityLabel: 'HIGH', FixAvailable: false },
    });
    expect(acknowledged(resource)).toEqual([{
      'CloudFormation-Validate::F3002': 'CloudFormation has ImageScanningConfiguration.ImageScanningTypes and ImageScanningConfiguration.ScanResultCondition of '
        + 'AWS::ImageBuilder::ImagePipeline, which the validator does not know yet.',
    }]);
  });

  test('accepts nothing for what the validator knows', () => {
    const { stack, resource } = pipeline();
    renderNewer(resource, TYPE, { 'Schedule.Timezone': 'Europe/Berlin' });
    expect(propertiesOf(stack, TYPE).Schedule).toEqual({ Timezone: 'Europe/Berlin' });
    expect(acknowledged(resource)).toEqual([]);
  });

  test.each([undefined, {}, { 'ImageScanningConfiguration.ImageScanningTypes': undefined }, { 'ImageScanningConfiguration.ImageScanningTypes': [] }])(
    'renders and accepts nothing for %j', (properties) => {
      const { stack, resource } = pipeline();
      renderNewer(resource, TYPE, properties);
      expect(propertiesOf(stack, TYPE).ImageScanningConfiguration).toEqual({ ImageScanningEnabled: true });
      expect(acknowledged(resource)).toEqual([]);
    });
});

/** What stands at a path of names. */
function at(path: string, value: any): unknown {
  return path.split('.').reduce((within, name) => within?.[name], value);
}

function inPascalCase(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name[0].toUpperCase() + name.slice(1), inPascalCase(inner)]));
}

function isAtLeast(version: string, other: string): boolean {
  return version.localeCompare(other, undefined, { numeric: true }) >= 0;
}
