import { Duration, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { BuildReport, BuildSource, OnFailure, OnUnknown, PipelineExecution, ScanReport, ScanSource, SeverityGate } from '../../../src';
import { IMAGE_ARN, PIPELINE_ARN } from '../seeds';

/** The custom resources that rows are about, as the table calls them. */
export const RESOURCES = {
  Build: 'build report',
  Strict: 'build report, `OnFailure.FAIL`',
  Latest: 'build report of a pipeline',
  Scan: 'scan report',
  PipelineScan: 'scan report of a pipeline',
  AccountScan: 'scan report of the account',
  Gated: 'scan report with a gate',
  Lax: 'scan report with a gate that accepts much',
  Ignoring: 'scan report with a gate, `ignore`',
  Lenient: 'scan report with a gate, `OnUnknown.CONTINUE`',
  Findings: 'scan report, `readFindings`',
  Fixable: 'scan report with a gate, `onlyFixable`',
  Logged: 'build report, `logTail`',
  Detailed: 'build report, `details`',
  Run: 'pipeline execution',
  LenientRun: 'pipeline execution, `OnFailure.CONTINUE`',
  RetriedRun: 'pipeline execution, `maxRetries: 1`',
  LenientRetriedRun: 'pipeline execution, `OnFailure.CONTINUE`, `maxRetries: 2`',
  LongRun: 'pipeline execution, `timeout: Duration.hours(2)`',
  LongRunWait2: 'the second of its custom resources',
  LongRunWait3: 'the third of its custom resources',
  LenientLongRun: 'pipeline execution, `OnFailure.CONTINUE`, `timeout: Duration.hours(2)`',
  LenientLongRunWait2: 'the second of its custom resources',
  LenientLongRunWait3: 'the third of its custom resources',
} as const;
export type ResourceId = keyof typeof RESOURCES;

/** A stack with all of them. */
export function faultStack(scope: Stack): void {
  new BuildReport(scope, 'Build', { source: BuildSource.imageArn(IMAGE_ARN) });
  new BuildReport(scope, 'Strict', { source: BuildSource.imageArn(IMAGE_ARN), onFailure: OnFailure.FAIL });
  new BuildReport(scope, 'Latest', { source: BuildSource.latestOfArn(PIPELINE_ARN) });
  new ScanReport(scope, 'Scan', { source: ScanSource.imageArn(IMAGE_ARN) });
  new ScanReport(scope, 'PipelineScan', { source: ScanSource.pipelineArn(PIPELINE_ARN) });
  new ScanReport(scope, 'AccountScan', { source: ScanSource.account() });
  new ScanReport(scope, 'Gated', { source: ScanSource.imageArn(IMAGE_ARN), gate: SeverityGate.atMost({ critical: 1, high: 5 }) });
  new ScanReport(scope, 'Lax', { source: ScanSource.imageArn(IMAGE_ARN), gate: SeverityGate.atMost({ critical: 100 }) });
  new ScanReport(scope, 'Ignoring', {
    source: ScanSource.imageArn(IMAGE_ARN),
    gate: SeverityGate.atMost({ critical: 0, ignore: [{ vulnerabilityId: 'CVE-2026-10000', until: '9999-12-31', reason: 'Not reachable' }] }),
  });
  new ScanReport(scope, 'Lenient', {
    source: ScanSource.imageArn(IMAGE_ARN), gate: SeverityGate.atMost({ critical: 1, onUnknown: OnUnknown.CONTINUE }),
  });
  new ScanReport(scope, 'Findings', { source: ScanSource.imageArn(IMAGE_ARN), readFindings: true });
  new ScanReport(scope, 'Fixable', { source: ScanSource.imageArn(IMAGE_ARN), gate: SeverityGate.atMost({ critical: 0, onlyFixable: true }) });
  new BuildReport(scope, 'Logged', { source: BuildSource.imageArn(IMAGE_ARN), logTail: true });
  new BuildReport(scope, 'Detailed', { source: BuildSource.imageArn(IMAGE_ARN), details: { bucket: Bucket.fromBucketName(scope, 'Bucket', 'my-reports') } });
  new PipelineExecution(scope, 'Run', { imagePipelineArn: PIPELINE_ARN });
  new PipelineExecution(scope, 'LenientRun', { imagePipelineArn: PIPELINE_ARN, onFailure: OnFailure.CONTINUE });
  new PipelineExecution(scope, 'RetriedRun', { imagePipelineArn: PIPELINE_ARN, maxRetries: 1 });
  new PipelineExecution(scope, 'LenientRetriedRun', { imagePipelineArn: PIPELINE_ARN, onFailure: OnFailure.CONTINUE, maxRetries: 2 });
  new PipelineExecution(scope, 'LongRun', { imagePipelineArn: PIPELINE_ARN, timeout: Duration.hours(2) });
  new PipelineExecution(scope, 'LenientLongRun', { imagePipelineArn: PIPELINE_ARN, onFailure: OnFailure.CONTINUE, timeout: Duration.hours(2) });
}
