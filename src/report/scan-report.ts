import { Annotations, CustomResource, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DEFAULT_SCAN_TIMEOUT_SECONDS, MAX_SCAN_TIMEOUT_SECONDS, SCAN_REPORT_TYPE, ScanReportKey, SOURCE_IMAGE, SOURCE_PIPELINE } from '../contract';
import { DetailsDestination } from './details-destination';
import { gateProperties, gateReadsFindings } from './gate-properties';
import { SCAN_HEADLINE, SCAN_KEY_DESCRIPTIONS } from './key-descriptions';
import { StackOutputsOptions } from './report-keys';
import { Refresh } from './report-options';
import { reportResource } from './report-resource';
import { ScanSource } from './scan-source';
import { readAllFindings, readImages, readInspector, readPipeline, refreshProperty, ReportSource } from './source';
import { addStackOutputs } from './stack-outputs';
import { Permission } from '../common/permission';
import { checkSeconds } from '../common/validate';
import { SeverityGate } from '../pipeline/severity-gate';

/** Properties of a `ScanReport`. */
export interface ScanReportProps {
  /** What to count the findings of. */
  readonly source: ScanSource;

  /**
   * How many findings are accepted; above it the deployment fails and says why.
   *
   * @default - findings are reported and not judged, `Gate = NONE`
   */
  readonly gate?: SeverityGate;

  /**
   * Whether the findings themselves are read, at most 10,000 of them, and not only their counts: for `TopVulnerabilities` and the details
   * document. A gate with `onlyFixable` or `ignore` has them read in any case.
   *
   * @default false
   */
  readonly readFindings?: boolean;

  /**
   * Where to write a document in JSON with all that is known of the scan, and the findings where they are read. When it cannot be written,
   * the deployment fails.
   *
   * @default - no document is written
   */
  readonly details?: DetailsDestination;

  /**
   * How long to wait for a scan that has not ended; after it the report says how far the scan is and counts nothing. Whole seconds, at most
   * 25 minutes.
   *
   * @default Duration.minutes(5)
   */
  readonly scanTimeout?: Duration;

  /**
   * When the report is read again.
   *
   * @default Refresh.ON_CHANGE
   */
  readonly refresh?: Refresh;
}

/**
 * Counts the vulnerabilities that Amazon Inspector found in an image, and fails the deployment when there are too many.
 *
 * The report only reads. Each attribute is a string: a count is a decimal number or `UNKNOWN`, and it is `UNKNOWN` whenever the scan is off,
 * has not ended or gave no result. `0` means that a scan completed and found nothing.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ListImageScanFindingAggregations.html
 */
export class ScanReport extends Construct {
  private readonly resource: CustomResource;

  constructor(scope: Construct, id: string, props: ScanReportProps) {
    super(scope, id);
    const source = props.source._source;
    const scanTimeout = checkSeconds(this, 'scanTimeout', props.scanTimeout, 0, MAX_SCAN_TIMEOUT_SECONDS) ?? DEFAULT_SCAN_TIMEOUT_SECONDS;
    const readFindings = props.readFindings || gateReadsFindings(props.gate);
    if (props.gate !== undefined && source.type !== SOURCE_IMAGE) {
      Annotations.of(this).addWarningV2('cdk-imagebuilder:gateOverManyImages', 'The gate judges more than the image of this deployment. When it fails an '
        + 'update, the counts are the same during the rollback, so that the rollback fails too. Judge one image: `ScanSource.image()`.');
    }
    this.resource = reportResource(this, {
      resourceType: SCAN_REPORT_TYPE,
      source,
      reads: readsOf(this, source, readFindings),
      details: props.details,
      properties: {
        ScanTimeoutSeconds: scanTimeout,
        ReadFindings: readFindings ? 'true' : undefined,
        Gate: props.gate && gateProperties(this, props.gate),
        ...refreshProperty(props.refresh),
      },
    });
  }

  /**
   * Makes stack outputs of the attributes, named as they are.
   *
   * @param options Which attributes, and a prefix for their names
   */
  public addStackOutputs(options: StackOutputsOptions = {}): void {
    const available = { descriptions: SCAN_KEY_DESCRIPTIONS, headline: SCAN_HEADLINE };
    addStackOutputs(this, available, (key) => this.attribute(key as ScanReportKey), options);
  }

  /** Status of the vulnerability scan: that of Image Builder, or NOT_ENABLED, DELIVERED_ELSEWHERE, NO_IMAGE or NONE. */
  public get scanStatus(): string {
    return this.attribute('ScanStatus');
  }

  /** Reason that Image Builder gives for the status of the scan. */
  public get scanStatusReason(): string {
    return this.attribute('ScanStatusReason');
  }

  /** What the findings are counted over, such as imageBuildVersionArn. */
  public get aggregationType(): string {
    return this.attribute('AggregationType');
  }

  /** The image, pipeline, account or vulnerability that the findings are counted over. */
  public get aggregationKey(): string {
    return this.attribute('AggregationKey');
  }

  /** Number of findings of all severities. */
  public get findingsAll(): string {
    return this.attribute('FindingsAll');
  }

  /** Number of critical findings. */
  public get findingsCritical(): string {
    return this.attribute('FindingsCritical');
  }

  /** Number of findings of high severity. */
  public get findingsHigh(): string {
    return this.attribute('FindingsHigh');
  }

  /** Number of findings of medium severity. */
  public get findingsMedium(): string {
    return this.attribute('FindingsMedium');
  }

  /** Number of findings below medium severity. */
  public get findingsOther(): string {
    return this.attribute('FindingsOther');
  }

  /** The ten gravest vulnerabilities, as id(SEVERITY), separated by commas. */
  public get topVulnerabilities(): string {
    return this.attribute('TopVulnerabilities');
  }

  /** Verdict of the severity gate: PASSED, FAILED, NOT_EVALUATED or NONE. */
  public get gate(): string {
    return this.attribute('Gate');
  }

  /** Why the gate gave its verdict. */
  public get gateReason(): string {
    return this.attribute('GateReason');
  }

  /** S3 URI of the detailed report. */
  public get detailsUri(): string {
    return this.attribute('DetailsUri');
  }

  /** Whether text of the report was cut to fit the limit of CloudFormation: true or false. */
  public get truncated(): string {
    return this.attribute('Truncated');
  }

  private attribute(key: ScanReportKey): string {
    return this.resource.getAttString(key);
  }
}

function readsOf(scope: Construct, source: ReportSource, readFindings: boolean): Permission[] {
  const counts = ['imagebuilder:ListImageScanFindingAggregations', ...(readFindings ? ['imagebuilder:ListImageScanFindings'] : [])];
  const inspector = readFindings ? [readInspector()] : [];
  switch (source.type) {
    case SOURCE_IMAGE:
      return [readImages(scope, source, 'imagebuilder:GetImage', ...counts), ...inspector];
    case SOURCE_PIPELINE:
      return [
        readImages(scope, source, 'imagebuilder:GetImage'),
        ...readPipeline(source, 'imagebuilder:ListImagePipelineImages', ...counts),
        ...inspector,
      ];
    default:
      return [readAllFindings(...counts), ...inspector];
  }
}
