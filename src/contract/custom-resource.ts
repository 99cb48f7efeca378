import type { BuildReportProperties } from './build-report';
import type { PipelineExecutionProperties } from './execution';
import type { ScanReportProperties } from './scan-report';

/** CloudFormation types of the custom resources, which determine what the handler reports. */
export const BUILD_REPORT_TYPE = 'Custom::ImageBuilderBuildReport';
export const SCAN_REPORT_TYPE = 'Custom::ImageBuilderScanReport';
/** The type that starts a pipeline. */
export const PIPELINE_EXECUTION_TYPE = 'Custom::ImageBuilderPipelineExecution';

/** The properties of each custom resource as written in the template. CloudFormation delivers every scalar as a string. */
export interface PropertiesByType {
  readonly [BUILD_REPORT_TYPE]: BuildReportProperties;
  readonly [SCAN_REPORT_TYPE]: ScanReportProperties;
  readonly [PIPELINE_EXECUTION_TYPE]: PipelineExecutionProperties;
}

/** Longest response body that CloudFormation accepts from a custom resource, in bytes of UTF-8. */
export const MAX_RESPONSE_BYTES = 4096;

/** How long a report retries after failures that may pass: throttling, HTTP status 5xx, timeouts. */
export const PASSING_FAILURE_TIMEOUT_SECONDS = 10 * 60;
export const POLL_INTERVAL_SECONDS = 5;
export const PROVIDER_TIMEOUT_SECONDS = 30 * 60;
/** Time limit of one invocation of the handler. */
export const HANDLER_TIMEOUT_SECONDS = 120;
