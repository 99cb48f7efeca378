import { Construct } from 'constructs';
import { BuildReport } from './build-report';
import { BUILD_HEADLINE, BUILD_KEY_DESCRIPTIONS, SCAN_HEADLINE, SCAN_KEY_DESCRIPTIONS } from './key-descriptions';
import { ReportKeys, StackOutputsOptions } from './report-keys';
import { ScanReport } from './scan-report';

/**
 * Creates the stack outputs of the build and the scan of one image. Each attribute is that of the report that has it. Of an attribute that both
 * reports have, the output of the scan is named with `Scan` before the attribute.
 */
export function addImageOutputs(scope: Construct, build: BuildReport, scan: ScanReport | undefined, options: StackOutputsOptions): void {
  if (scan === undefined) {
    return build.addStackOutputs(options);
  }
  const { keys = ReportKeys.HEADLINE, prefix } = options;
  const all = Object.keys({ ...BUILD_KEY_DESCRIPTIONS, ...SCAN_KEY_DESCRIPTIONS });
  const selected = keys._select(scope, all, [...BUILD_HEADLINE, ...SCAN_HEADLINE]);
  const add = (report: BuildReport | ScanReport, names: readonly string[], named: string | undefined) => {
    if (names.length > 0) {
      report.addStackOutputs({ keys: ReportKeys.of(...names), prefix: named });
    }
  };
  const ofScan = selected.filter((key) => key in SCAN_KEY_DESCRIPTIONS);
  add(build, selected.filter((key) => key in BUILD_KEY_DESCRIPTIONS), prefix);
  add(scan, ofScan.filter((key) => !(key in BUILD_KEY_DESCRIPTIONS)), prefix);
  add(scan, ofScan.filter((key) => key in BUILD_KEY_DESCRIPTIONS), `${prefix ?? ''}Scan`);
}
