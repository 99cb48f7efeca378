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
  const ofBuild = Object.keys(BUILD_KEY_DESCRIPTIONS);
  const ofScan = Object.keys(SCAN_KEY_DESCRIPTIONS);
  const { keys = ReportKeys.HEADLINE, prefix = '' } = options;
  const selected = keys._select(scope, [...new Set([...ofBuild, ...ofScan])], [...BUILD_HEADLINE, ...SCAN_HEADLINE]);
  const add = (report: BuildReport | ScanReport, names: readonly string[], named = options.prefix) => {
    if (names.length > 0) {
      report.addStackOutputs({ keys: ReportKeys.of(...names), prefix: named });
    }
  };
  const isShared = (key: string) => ofBuild.includes(key) && ofScan.includes(key);
  add(build, selected.filter((key) => ofBuild.includes(key)));
  add(scan, selected.filter((key) => ofScan.includes(key) && !isShared(key)));
  add(scan, selected.filter(isShared), `${prefix}Scan`);
}
