import { Annotations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Monitored } from './monitored';
import { SCAN_KIND } from '../pipeline/scan-kind';
import { RECIPE_KIND } from '../recipe/reference';

/** Warns of a gate for a pipeline of the app whose images nothing scans. The daily judgement of a monitor scans AMIs, and no container images. */
export function warnOfNoScan(monitor: Construct, { construct }: Monitored, isJudgedAgain: boolean): void {
  const isScannedLater = isJudgedAgain && RECIPE_KIND.of(construct) !== 'container-recipe';
  if (construct !== undefined && SCAN_KIND.of(construct) === 'NOT_SCANNED' && !isScannedLater) {
    Annotations.of(monitor).addWarningV2('cdk-imagebuilder:gateWithoutScan',
      `The images of ${construct.node.path} are not scanned, so there are no counts that the gate of the monitor can evaluate. Set \`imageScanning\` of the `
      + 'pipeline, or for AMIs `rejudge` of the monitor.');
  }
}
