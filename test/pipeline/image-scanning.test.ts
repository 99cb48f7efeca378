import { CfnParameter, Token } from 'aws-cdk-lib';
import { BaseImage, Image, ImagePipeline, ImageRecipe, ImageScanning, OnUnknown, SeverityGate, SeverityMaximums } from '../../src';
import { ScannedBuild } from '../../src/pipeline/scan-binding';
import { newStack, propertiesOf } from '../support/synth';

const bind = (scan: ImageScanning, build: Partial<ScannedBuild> = {}) => scan._bind(newStack(), { recipe: 'image-recipe', ...build });

test('a scan of the test instance is on', () => {
  expect(ImageScanning.testInstance().enabled).toBe(true);
  expect(bind(ImageScanning.testInstance()).properties).toEqual({ imageScanningEnabled: true });
  expect(bind(ImageScanning.testInstance()).newerProperties).toEqual({});
});

test('no scan is off', () => {
  expect(ImageScanning.disabled().enabled).toBe(false);
  expect(bind(ImageScanning.disabled(), { imageTestsEnabled: false }).properties).toEqual({ imageScanningEnabled: false });
  expect(bind(ImageScanning.disabled()).newerProperties).toEqual({});
});

test.each([ImageScanning.testInstance(), ImageScanning.onDemandAmi()])('a scan is taken with tests', (scanning) => {
  expect(bind(scanning, { imageTestsEnabled: true }).properties).toEqual({ imageScanningEnabled: true });
});

test.each([
  [ImageScanning.testInstance(), 'the scan runs on the test instance'],
  [ImageScanning.onDemandAmi(), 'the scan is made while the image is tested'],
])('a scan is refused without tests', (scanning, why) => {
  expect(() => bind(scanning, { imageTestsEnabled: false })).toThrow(new Error(
    `ImageScanningConflict: \`imageScanning\` must be absent or disabled when \`imageTestsEnabled\` is false, because ${why}. [Stack]`));
});

describe('a scan of the AMI', () => {
  const conditionOf = (maximums: SeverityMaximums) =>
    bind(ImageScanning.onDemandAmi({ condition: SeverityGate.atMost(maximums) })).newerProperties['ImageScanningConfiguration.ScanResultCondition'];

  test.each<[SeverityMaximums, object]>([
    [{ critical: 0 }, { MaximumSeverityLabel: 'HIGH', FixAvailable: false }],
    [{ critical: 0, high: 0 }, { MaximumSeverityLabel: 'MEDIUM', FixAvailable: false }],
    [{ critical: 0, high: 0, medium: 0 }, { MaximumSeverityLabel: 'LOW', FixAvailable: false }],
    [{ critical: 0, onlyFixable: true, onUnknown: OnUnknown.FAIL, ignore: [] }, { MaximumSeverityLabel: 'HIGH', FixAvailable: true }],
  ])('has the gate %j as its condition', (maximums, condition) => expect(conditionOf(maximums)).toEqual(condition));

  test.each<[SeverityMaximums]>([
    [{ critical: 1 }], [{ high: 0 }], [{ critical: 0, medium: 0 }], [{ critical: 0, high: 5 }],
    [{ critical: 0, high: 0, medium: 0, other: 0 }], [{ all: 0 }], [{ critical: 0, all: 0 }],
  ])('does not have the gate %j, which the service cannot judge', (maximums) => {
    expect(() => conditionOf(maximums)).toThrow(new Error(
      'ConditionUnsupported: `imageScanning.condition` must accept no findings of critical, of critical and high, or of critical, high and medium severity and limit nothing else, '
      + `because Image Builder compares severities and does not count, got: ${JSON.stringify(maximums)}. [Stack]`));
  });

  test('does not have a gate with a limit that is known at deployment only', () => {
    const critical = Token.asNumber(new CfnParameter(newStack(), 'Maximum', { type: 'Number' }).value);
    expect(() => conditionOf({ critical })).toThrow('and does not count, got: {"critical":"a token"}. [Stack]');
  });

  test('does not have a gate that ignores something', () => {
    expect(() => conditionOf({ critical: 0, ignore: [{ vulnerabilityId: 'CVE-2026-1', until: '2026-12-31', reason: 'why' }] })).toThrow(new Error(
      'ConditionUnsupported: `imageScanning.condition` must ignore no vulnerabilities, because Image Builder judges an on-demand scan by severity alone. [Stack]'));
  });

  test('does not have a gate that goes on without a result', () => {
    expect(() => conditionOf({ critical: 0, onUnknown: OnUnknown.CONTINUE })).toThrow(new Error(
      'ConditionUnsupported: `imageScanning.condition` must not go on without a result, because Image Builder waits for that of an on-demand scan. [Stack]'));
  });

  test.each(['AWS::ImageBuilder::Image', 'AWS::ImageBuilder::ImagePipeline'])('stands in the template of %s', (type) => {
    const stack = newStack();
    const recipe = new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() });
    const imageScanning = ImageScanning.onDemandAmi({ condition: SeverityGate.atMost({ critical: 0, high: 0 }) });
    new Image(stack, 'Image', { recipe, imageScanning });
    new ImagePipeline(stack, 'Pipeline', { recipe, imageScanning });
    expect(propertiesOf(stack, type).ImageScanningConfiguration).toEqual({
      ImageScanningEnabled: true,
      ImageScanningTypes: ['ON_DEMAND_AMI_CVE'],
      ScanResultCondition: { MaximumSeverityLabel: 'MEDIUM', FixAvailable: false },
    });
  });

  test('has no condition when none is given', () => {
    const stack = newStack();
    const recipe = new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() });
    new ImagePipeline(stack, 'Pipeline', { recipe, imageScanning: ImageScanning.onDemandAmi() });
    expect(propertiesOf(stack, 'AWS::ImageBuilder::ImagePipeline').ImageScanningConfiguration).toEqual({
      ImageScanningEnabled: true, ImageScanningTypes: ['ON_DEMAND_AMI_CVE'],
    });
  });
});
