import { Stack, Token } from 'aws-cdk-lib';
import { aws_ecr as ecr } from 'aws-cdk-lib/interfaces';
import { IConstruct } from 'constructs';
import { ScanBinding, ScannedBuild } from './scan-binding';
import { ScanKind } from './scan-kind';
import { OnUnknown, SeverityGate, SeverityMaximums } from './severity-gate';
import { containerPermissions } from '../common/ecr-permissions';
import { Fault, InvalidInputError } from '../common/errors';
import { placeFaults } from '../common/regions';
import { omitEmpty } from '../common/render';
import { checkText } from '../common/validate';

/** Options of an on-demand scan of an AMI. */
export interface OnDemandAmiScanOptions {
  /**
   * The gate that fails the build, before the image is distributed, if the AMI has findings that are not accepted.
   *
   * Image Builder compares severities and does not count findings. The gate must accept no findings of critical severity, of critical and high
   * severity, or of critical, high and medium severity, and limit nothing else. With `onlyFixable`, findings without a fix are accepted.
   *
   * @default - the scan is started, and the build does not wait for the result
   */
  readonly condition?: SeverityGate;
}

/** Options of a scan of a container image. */
export interface ContainerScanOptions {
  /**
   * The repository to which Image Builder pushes a copy of the container image, which Amazon Inspector scans there.
   *
   * The role of the instances gets permission to push the copy, and the execution role gets permission to delete the copy.
   *
   * @default - `image-builder-image-scanning-repository`, which Image Builder creates
   */
  readonly ecrRepository?: ecr.IRepositoryRef;

  /**
   * Tags of the copy in the repository, each of 1 to 1,024 characters.
   *
   * @default - only the tags that Image Builder sets
   */
  readonly ecrTags?: string[];
}

/**
 * Defines whether and how Amazon Inspector scans new images for vulnerabilities.
 *
 * @example
 * new ImagePipeline(this, 'ScannedPipeline', {
 *   recipe,
 *   imageScanning: ImageScanning.onDemandAmi({
 *     condition: SeverityGate.atMost({ critical: 0, high: 0, onlyFixable: true }),
 *   }),
 * });
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/integ-inspector.html
 */
export class ImageScanning {
  /**
   * Amazon Inspector scans the test instance while the image is tested, and a `ScanReport` can read the findings.
   *
   * Amazon Inspector must be activated for Amazon EC2 in the account. The tests of the image must be enabled, because there is no test instance
   * without tests.
   */
  public static testInstance(): ImageScanning {
    return new ImageScanning(true);
  }

  /**
   * Amazon Inspector scans the AMI once, while the image is tested.
   *
   * For image recipes only. Amazon Inspector need not be activated. A `ScanReport` reads the findings from Amazon EC2.
   *
   * @param options options of the scan
   * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/integ-inspector.html
   */
  public static onDemandAmi(options: OnDemandAmiScanOptions = {}): ImageScanning {
    return new ImageScanning(true, options);
  }

  /**
   * Amazon Inspector scans a copy of the container image in Amazon ECR, and a `ScanReport` can read the findings.
   *
   * For container recipes only. Amazon Inspector must be activated for Amazon ECR in the account, and the tests of the image must be enabled.
   *
   * @param options options of the scan
   */
  public static container(options: ContainerScanOptions = {}): ImageScanning {
    return new ImageScanning(true, undefined, options);
  }

  /** Images are not scanned. */
  public static disabled(): ImageScanning {
    return new ImageScanning(false);
  }

  private constructor(
    /** Whether images are scanned. */
    public readonly enabled: boolean,
    private readonly onDemand?: OnDemandAmiScanOptions,
    private readonly containerCopy?: ContainerScanOptions,
  ) {}

  /** Whether Amazon Inspector scans the instance on which an image is tested. */
  public get scansTestInstance(): boolean {
    return this.enabled && (this.onDemand ?? this.containerCopy) === undefined;
  }

  /**
   * Who lists the findings.
   *
   * @internal
   */
  public get _kind(): ScanKind {
    if (!this.enabled) {
      return 'NOT_SCANNED';
    }
    return this.onDemand === undefined ? 'IMAGE_BUILDER' : 'AMAZON_EC2';
  }

  /**
   * Returns what the scan adds to a build.
   *
   * @internal
   */
  public _bind(scope: IConstruct, { recipe, imageTestsEnabled }: ScannedBuild): ScanBinding {
    if (this.enabled && imageTestsEnabled === false) {
      const why = this.onDemand ?? this.containerCopy ? 'the scan is made while the image is tested' : 'the scan runs on the test instance';
      throw new InvalidInputError({
        prop: 'imageScanning', problem: 'Conflict', rule: `be absent or disabled when \`imageTestsEnabled\` is false, because ${why}`,
      }, scope);
    }
    const { ecrRepository, ecrTags } = this.containerCopy ?? {};
    ecrTags?.forEach((tag, index) => checkText(scope, `imageScanning.ecrTags[${index}]`, tag));
    const { region } = Stack.of(scope);
    return {
      properties: {
        imageScanningEnabled: this.enabled,
        ecrConfiguration: omitEmpty({ repositoryName: ecrRepository?.repositoryRef.repositoryName, containerTags: ecrTags }),
      },
      newerProperties: this.onDemand === undefined ? {} : {
        'ImageScanningConfiguration.ImageScanningTypes': ['ON_DEMAND_AMI_CVE'],
        'ImageScanningConfiguration.ScanResultCondition': this.onDemand.condition && renderCondition(scope, this.onDemand.condition),
      },
      faults: [...this.faultsFor(recipe), ...placeFaults(scope, ['imageScanning.ecrRepository', ecrRepository])],
      instancePermissions: ecrRepository === undefined ? [] : containerPermissions(Stack.of(scope), region, ecrRepository),
      executionPermissions: ecrRepository === undefined ? [] : [
        { actions: ['ecr:BatchDeleteImage'], resources: [ecrRepository.repositoryRef.repositoryArn] },
      ],
      needsStep: this.enabled && this.onDemand === undefined,
    };
  }

  private faultsFor(recipe: ScannedBuild['recipe']): Fault[] {
    const [scan, given, needed] = this.onDemand === undefined
      ? ['container()', this.containerCopy, 'container-recipe'] : ['onDemandAmi()', this.onDemand, 'image-recipe'];
    return given === undefined || recipe === needed ? [] : [{
      prop: 'imageScanning', problem: 'Conflict', rule: `not be \`${scan}\` for ${recipe === 'image-recipe' ? 'an image' : 'a container'} recipe`,
    }];
  }
}

/** The most severe accepted severity, by the number of severities that are not accepted, counted from the most severe. */
const ACCEPTED = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];
const PROP = 'imageScanning.condition';

function renderCondition(scope: IConstruct, gate: SeverityGate): { MaximumSeverityLabel: string; FixAvailable: boolean } {
  const { ignore = [], onUnknown, onlyFixable = false } = gate._maximums;
  if (ignore.length > 0) {
    throw new InvalidInputError({
      prop: PROP, problem: 'Unsupported', rule: 'ignore no vulnerabilities, because Image Builder judges an on-demand scan by severity alone',
    }, scope);
  }
  if (onUnknown === OnUnknown.CONTINUE) {
    throw new InvalidInputError({
      prop: PROP, problem: 'Unsupported', rule: 'not go on without a result, because Image Builder waits for that of an on-demand scan',
    }, scope);
  }
  // By default, Image Builder ignores findings without a fix.
  return { MaximumSeverityLabel: ACCEPTED[refusedSeverities(scope, gate._maximums)], FixAvailable: onlyFixable };
}

/** The number of severities, counted from the most severe, of which no finding is accepted. */
function refusedSeverities(scope: IConstruct, { critical, high, medium, other, all }: SeverityMaximums): number {
  const limits = [critical, high, medium];
  const refused = limits.findIndex((limit) => limit !== 0);
  const count = refused < 0 ? limits.length : refused;
  if (count === 0 || [...limits.slice(count), other, all].some((limit) => limit !== undefined)) {
    const got = Object.entries({ critical, high, medium, other, all }).filter(([, limit]) => limit !== undefined);
    throw new InvalidInputError({
      prop: PROP,
      problem: 'Unsupported',
      rule: 'accept no findings of critical, of critical and high, or of critical, high and medium severity and limit nothing else, because Image Builder compares severities and does not count',
      got: Object.fromEntries(got.map(([name, limit]) => [name, Token.isUnresolved(limit) ? 'a token' : limit])),
    }, scope);
  }
  return count;
}
