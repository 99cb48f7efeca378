import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  BaseContainerImage, BaseImage, GoldenAmi, GoldenContainerImage, ImageScanning, Platform, ReportKeys, SeverityGate, StackOutputsOptions,
} from '../../src';
import { BUILD_REPORT_KEYS } from '../../src/contract/build-report';
import { SCAN_REPORT_KEYS } from '../../src/contract/scan-report';

const baseImage = BaseImage.amazonLinux2023();
const container = { baseImage: BaseContainerImage.fromEcrPublic('amazonlinux', 'amazonlinux', '2023', { platform: Platform.LINUX }), gate: SeverityGate.atMost({ critical: 0 }) };

/** The reports of the outputs of a golden image, by the names of the outputs. */
function outputsOf(golden: (stack: Stack) => GoldenAmi | GoldenContainerImage, options?: StackOutputsOptions): Record<string, string> {
  const stack = new Stack(new App(), 'Images');
  golden(stack).addStackOutputs(options);
  const { Outputs = {} } = Template.fromStack(stack).toJSON();
  return Object.fromEntries(Object.entries<any>(Outputs).map(([name, { Value: { 'Fn::GetAtt': [report, key] } }]) => [name, `${/Build|Scan/.exec(report)![0]}.${key}`]));
}

describe.each<[string, (stack: Stack) => GoldenAmi | GoldenContainerImage]>([
  ['AMI', (stack) => new GoldenAmi(stack, 'Web', { baseImage })],
  ['container image', (stack) => new GoldenContainerImage(stack, 'Web', container)],
])('the outputs of a golden %s', (_, golden) => {
  test('are by default the headlines of both reports', () => {
    const outputs = outputsOf(golden);
    expect(outputs).toMatchObject({ Outcome: 'Build.Outcome', AmiId: 'Build.AmiId', FindingsCritical: 'Scan.FindingsCritical', Gate: 'Scan.Gate' });
    expect(outputs).toEqual(outputsOf(golden, { keys: ReportKeys.HEADLINE }));
  });

  test('can be all attributes, where those that both reports have are named apart', () => {
    const outputs = outputsOf(golden, { keys: ReportKeys.ALL });
    const shared = { ScanDetailsUri: 'Scan.DetailsUri', ScanTruncated: 'Scan.Truncated' };
    expect(outputs).toEqual({
      ...Object.fromEntries(SCAN_REPORT_KEYS.map((key) => [key, `Scan.${key}`])),
      ...Object.fromEntries(BUILD_REPORT_KEYS.map((key) => [key, `Build.${key}`])),
      ...shared,
    });
  });

  test('can be attributes of either report', () => {
    expect(outputsOf(golden, { keys: ReportKeys.of('FindingsCritical', 'AmiId', 'DetailsUri'), prefix: 'Web' })).toEqual({
      WebAmiId: 'Build.AmiId', WebDetailsUri: 'Build.DetailsUri', WebFindingsCritical: 'Scan.FindingsCritical', WebScanDetailsUri: 'Scan.DetailsUri',
    });
  });

  test('can be attributes of one report only', () => {
    expect(outputsOf(golden, { keys: ReportKeys.of('Gate') })).toEqual({ Gate: 'Scan.Gate' });
    expect(outputsOf(golden, { keys: ReportKeys.of('AmiId') })).toEqual({ AmiId: 'Build.AmiId' });
  });

  test('are no attributes that neither report has', () => {
    expect(() => outputsOf(golden, { keys: ReportKeys.of('Findings') })).toThrow(
      /^KeysUnsupported: `keys` must name attributes of the report, got: 'Findings'\. It has Outcome, .*, ScanStatus, .* \[Images\/Web\]$/);
  });
});

test('without a scan, the outputs are those of the build', () => {
  const golden = (stack: Stack) => new GoldenAmi(stack, 'Web', { baseImage, imageScanning: ImageScanning.disabled() });
  expect(outputsOf(golden, { keys: ReportKeys.of('Truncated') })).toEqual({ Truncated: 'Build.Truncated' });
});
