import { Annotations, CustomResource, Duration } from 'aws-cdk-lib';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { DetailsDestination } from './details-destination';
import { gateProperties, gateReadsFindings } from './gate-properties';
import { SCAN_HEADLINE, SCAN_KEY_DESCRIPTIONS } from './key-descriptions';
import { StackOutputsOptions } from './report-keys';
import { Refresh } from './report-options';
import { reportResource } from './report-resource';
import { ScanSource } from './scan-source';
import { readAllFindings, readAmiScans, readImages, readInspector, readPipeline, refreshProperty, ReportSource } from './source';
import { addStackOutputs } from './stack-outputs';
import { Permission } from '../common/permission';
import { warnOfUnknownProperties } from '../common/property-names';
import { checkAtSynth, checkSeconds } from '../common/validate';
import { SCAN_REPORT_TYPE } from '../contract/custom-resource';
import { DEFAULT_SCAN_TIMEOUT_SECONDS, MAX_SCAN_TIMEOUT_SECONDS, ScanReportKey } from '../contract/scan-report';
import { SOURCE_ACCOUNT, SOURCE_IMAGE, SOURCE_PIPELINE } from '../contract/source';
import { OnUnknown, SeverityGate } from '../pipeline/severity-gate';

/** Properties of a `ScanReport`. */
export interface ScanReportProps {
  /** The image, pipeline, account or vulnerability whose findings are counted. */
  readonly source: ScanSource;

  /**
   * The gate that fails the deployment, with a reason, if there are more findings than accepted.
   *
   * @default - findings are reported and not evaluated, and the report has `Gate = NONE`
   */
  readonly gate?: SeverityGate;

  /**
   * Whether the findings themselves are read, at most 10,000 and 50 MB of them, and not only their counts.
   *
   * `TopVulnerabilities` and the findings in the details document require the findings. A gate with `onlyFixable` or `ignore` always reads the
   * findings.
   *
   * @default false
   */
  readonly readFindings?: boolean;

  /**
   * The destination of a JSON document with everything that is known about the scan, and with the findings if they are read.
   *
   * The deployment fails if the document cannot be written.
   *
   * @default - no document is written
   */
  readonly details?: DetailsDestination;

  /**
   * How long the report waits for a scan that has not ended, at most 25 minutes in whole seconds.
   *
   * After this time the report has the current status of the scan, and `UNKNOWN` for each count.
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
 * Counts the vulnerabilities that Amazon Inspector found in an image, and fails the deployment if there are more than accepted.
 *
 * A report only reads. Each attribute is a string. A count is a decimal number, or `UNKNOWN` if the scan is disabled, has not ended or has no result.
 * `0` means that a scan completed and found nothing.
 *
 * #### Limitations
 *
 * The counts are those of the scan during the build. Vulnerabilities that become known later are not counted, unless an AMI that was scanned on
 * demand is scanned again. Findings of AMIs that are scanned on demand are not part of the counts of an account or of one vulnerability.
 *
 * @example
 * const scan = new ScanReport(this, 'Scan', {
 *   source: ScanSource.image(image),
 *   gate: SeverityGate.atMost({ critical: 0, high: 10 }),
 * });
 * scan.addStackOutputs();
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ListImageScanFindingAggregations.html
 */
@propertyInjectable
export class ScanReport extends Construct {
  /** The identifier of this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-imagebuilder.ScanReport';

  private readonly resource: CustomResource;

  constructor(scope: Construct, id: string, props: ScanReportProps) {
    super(scope, id);
    warnOfUnknownProperties(this, 'ScanReportProps', props);
    const source = props.source._source;
    const scanTimeout = checkSeconds(this, 'scanTimeout', props.scanTimeout, 0, MAX_SCAN_TIMEOUT_SECONDS) ?? DEFAULT_SCAN_TIMEOUT_SECONDS;
    const readFindings = props.readFindings || gateReadsFindings(props.gate);
    if (props.gate !== undefined && source.type !== SOURCE_IMAGE) {
      Annotations.of(this).addWarningV2('cdk-imagebuilder:gateOverManyImages', 'The gate judges more than the image of this deployment. When it fails an '
        + 'update, the counts are the same during the rollback, so that the rollback fails too. Judge one image: `ScanSource.image()`.');
    }
    this.checkIsScanned(source, props.gate);
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
   * Creates a stack output for each selected attribute, with the name of the attribute.
   *
   * @param options the attributes to output and a prefix for the names
   */
  public addStackOutputs(options: StackOutputsOptions = {}): void {
    const available = { descriptions: SCAN_KEY_DESCRIPTIONS, headline: SCAN_HEADLINE };
    addStackOutputs(this, available, (key) => this.attribute(key as ScanReportKey), options);
  }

  /** Status of the vulnerability scan: that of Image Builder, or NOT_ENABLED, NO_IMAGE or NONE. */
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

  /** Reports a gate that cannot pass, because the build is not scanned. */
  private checkIsScanned({ scan, type }: ReportSource, gate: SeverityGate | undefined): void {
    if (gate === undefined || scan !== 'NOT_SCANNED') {
      return;
    }
    const repair = 'Set `imageScanning` of the pipeline or the image.';
    if (type === SOURCE_IMAGE && gate._maximums.onUnknown !== OnUnknown.CONTINUE) {
      checkAtSynth(this, () => [{
        prop: 'gate', problem: 'Conflict', rule: 'be absent for an image that is not scanned, because a gate without counts fails the deployment', hint: repair,
      }]);
    } else {
      // An earlier image of a pipeline may have been scanned.
      Annotations.of(this).addWarningV2('cdk-imagebuilder:gateWithoutScan', `The image is not scanned, so there are no counts that the gate can evaluate. ${repair}`);
    }
  }

  private attribute(key: ScanReportKey): string {
    return this.resource.getAttString(key);
  }
}

function readsOf(scope: Construct, source: ReportSource, readFindings: boolean): Permission[] {
  // Counts that the service does not have are zero only where it lists no finding either. Those of an account are never taken for zero.
  const listsFindings = readFindings || source.type !== SOURCE_ACCOUNT;
  const counts = ['imagebuilder:ListImageScanFindingAggregations', ...(listsFindings ? ['imagebuilder:ListImageScanFindings'] : [])];
  const inspector = listsFindings ? [readInspector()] : [];
  const amis = source.scan === undefined || source.scan === 'AMAZON_EC2' ? [readAmiScans()] : [];
  switch (source.type) {
    case SOURCE_IMAGE:
      if (source.scan === 'AMAZON_EC2') {
        return [readImages(scope, source, 'imagebuilder:GetImage'), ...amis];
      }
      return [readImages(scope, source, 'imagebuilder:GetImage', ...counts), ...inspector, ...amis];
    case SOURCE_PIPELINE:
      return [
        readImages(scope, source, 'imagebuilder:GetImage'),
        ...readPipeline(source, 'imagebuilder:GetImagePipeline', 'imagebuilder:ListImagePipelineImages', ...counts),
        ...inspector,
        // Earlier images may have been scanned in another way.
        ...amis,
      ];
    default:
      return [readAllFindings(...counts), ...inspector];
  }
}
