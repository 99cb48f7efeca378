import { Stack } from 'aws-cdk-lib';
import { ScanReport, ScanReportProps, ScanSource } from '../../src';
import { SCAN_REPORT_TYPE } from '../../src/contract/custom-resource';
import { newStack, propertiesOf } from '../support/synth';

export const IMAGE_ARN = 'arn:aws:imagebuilder:us-east-1:111122223333:image/golden/1.0.3/2';
export const PIPELINE_ARN = 'arn:aws:imagebuilder:us-east-1:111122223333:image-pipeline/golden';

/** The stack of a test, until it uses another one. */
export let stack: Stack;

beforeEach(() => useStack(newStack({ env: { region: 'us-east-1', account: '111122223333' } })));

export function useStack(other: Stack): void {
  stack = other;
}

export function report(props: Partial<ScanReportProps> = {}): ScanReport {
  return new ScanReport(stack, 'Scan', { source: ScanSource.imageArn(IMAGE_ARN), ...props });
}

export function properties(): Record<string, unknown> {
  return propertiesOf(stack, SCAN_REPORT_TYPE);
}
