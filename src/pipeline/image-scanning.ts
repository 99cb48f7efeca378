import { Stack, Token } from 'aws-cdk-lib';
import { aws_ecr as ecr } from 'aws-cdk-lib/interfaces';
import { IConstruct } from 'constructs';
import { ScanBinding, ScannedBuild } from './scan-binding';
import { OnUnknown, SeverityGate, SeverityMaximums } from './severity-gate';
import { containerPermissions } from '../common/ecr-permissions';
import { Fault, InvalidInputError } from '../common/errors';
import { omitEmpty } from '../common/render';
import { checkText } from '../common/validate';

/** How an AMI is scanned on demand. */
export interface OnDemandAmiScanOptions {
  /**
   * Which findings the AMI may have: above it the build fails, and with it the image, before anything is distributed.
   *
   * Image Builder compares severities and does not count. It takes a gate that accepts no critical finding, none of critical and high severity, or
   * none of critical, high and medium severity, all of them or with `onlyFixable` those that have a fix.
   *
   * @default - the scan is started, and nobody waits for its result
   */
  readonly condition?: SeverityGate;
}

/** How a container is scanned. */
export interface ContainerScanOptions {
  /**
   * The repository into which Image Builder puts a copy of the container, which Inspector scans there. Instances may put it there, and the
   * service may delete it again.
   *
   * @default - `image-builder-image-scanning-repository`, which the service makes
   */
  readonly ecrRepository?: ecr.IRepositoryRef;

  /**
   * Tags of the copy.
   *
   * @default - the tags that the service gives it
   */
  readonly ecrTags?: string[];
}

/** Whether, and where, Amazon Inspector looks for vulnerabilities in a new image. */
export class ImageScanning {
  /**
   * Inspector scans the test instance while it runs, and the image keeps the findings.
   *
   * Amazon Inspector must be activated for EC2 in the account, and the tests of the image must be enabled: without them there is no test instance.
   */
  public static testInstance(): ImageScanning {
    return new ImageScanning(true);
  }

  /**
   * Inspector scans the AMI itself, once, while the image is tested.
   *
   * Amazon Inspector need not be activated. The findings go to Amazon EventBridge and to the console of Amazon EC2, and to no list that a
   * `ScanReport` could read: it says `DELIVERED_ELSEWHERE`. For image recipes, and not for container recipes.
   *
   * @param options what the AMI may have
   * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/integ-inspector.html
   */
  public static onDemandAmi(options: OnDemandAmiScanOptions = {}): ImageScanning {
    return new ImageScanning(true, options);
  }

  /**
   * Inspector scans a copy of the container in Amazon ECR, and the image keeps the findings.
   *
   * Amazon Inspector must be activated for Amazon ECR in the account, and the tests of the image must be enabled. For container recipes, and not
   * for image recipes.
   *
   * @param options where the copy goes
   */
  public static container(options: ContainerScanOptions = {}): ImageScanning {
    return new ImageScanning(true, undefined, options);
  }

  /** No scan. */
  public static disabled(): ImageScanning {
    return new ImageScanning(false);
  }

  private constructor(
    /** Whether images are scanned. */
    public readonly enabled: boolean,
    private readonly onDemand?: OnDemandAmiScanOptions,
    private readonly containerCopy?: ContainerScanOptions,
  ) {}

  /**
   * What the scan adds to a build.
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
      faults: this.faultsFor(recipe),
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

/** The gravest severity that is accepted, when none is accepted of so many severities from the gravest down. */
const ACCEPTED = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];
const PROP = 'imageScanning.condition';

function renderCondition(scope: IConstruct, gate: SeverityGate): { MaximumSeverityLabel: string; FixAvailable: boolean } {
  gate._check(scope, PROP);
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
  // Image Builder leaves findings without a fix out unless it is told not to.
  return { MaximumSeverityLabel: ACCEPTED[refusedSeverities(scope, gate._maximums)], FixAvailable: onlyFixable };
}

/** Of how many severities, from the gravest down, no finding is accepted. */
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
