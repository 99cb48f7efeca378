import { Annotations, Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct, IConstruct } from 'constructs';
import { Fault, InvalidInputError } from '../common/errors';
import { Platform } from '../common/platform';
import { checkAtSynth } from '../common/validate';
import { AMI_DISTRIBUTIONS } from '../distribution/targets';

/** What a consumer of a golden AMI needs to know. */
export interface HandOff {
  /** The golden AMI. */
  readonly from: Construct;
  readonly platform?: Platform;
  /** The SSM parameter with the ID of the AMI. Absent if it is not known. */
  readonly parameterName?: string;
  /** The Regions with the parameter, unless the user gave the distribution configuration. */
  readonly regions: string[];
  /** The distribution configuration that the user gave. */
  readonly given?: IConstruct;
  /** The ID of the AMI for consumers in the stack. Absent if the stack does not build, or can go on after a build that failed. */
  readonly imageId?: () => string;
  /** Whether a deployment of the stack writes the parameter. */
  readonly isBuilt: boolean;
  /** Called for each consumer in another stack, which takes the AMI of its own last deployment. */
  readonly onConsumer: (consumer: Construct) => void;
}

/** The AMI of a golden image for instances, in whichever stack of the app they are. */
export class HandedOffImage implements ec2.IMachineImage {
  constructor(private readonly handOff: HandOff) {}

  public getImage(scope: Construct): ec2.MachineImageConfig {
    const { from } = this.handOff;
    const stack = Stack.of(scope);
    const os = operatingSystem(this.handOff);
    // CloudFormation resolves the parameters of a template before it deploys the stacks nested in it, so a parent would read the parameter too early.
    // A nested stack cannot depend on its parent.
    if (isWithin(stack, Stack.of(from)) || isWithin(Stack.of(from), stack)) {
      return { ...os, imageId: this.ownImageId() };
    }
    const parameterName = this.sharedParameter(stack);
    stack.addStackDependency(Stack.of(from), 'The build of the AMI writes the parameter.');
    this.handOff.onConsumer(scope);
    return ec2.MachineImage.fromSsmParameter(parameterName, { os: os.osType, userData: os.userData }).getImage(scope);
  }

  private ownImageId(): string {
    if (this.handOff.imageId === undefined) {
      throw new InvalidInputError({
        prop: 'machineImage',
        problem: 'Unsupported',
        rule: 'be used in another stack unless `buildOnDeploy` is `BuildOnDeploy.ROLL_BACK`, because a deployment of this stack may have no AMI',
      }, this.handOff.from);
    }
    return this.handOff.imageId();
  }

  private sharedParameter(consumer: Stack): string {
    const { from, parameterName, regions, given, isBuilt } = this.handOff;
    const own = Stack.of(from);
    const refuse = (rule: string, got?: unknown, hint?: string): never => {
      throw new InvalidInputError({ prop: 'machineImage', problem: 'Unsupported', rule, got, hint }, from);
    };
    if (parameterName === undefined) {
      return refuse('be used in the stack of the golden AMI when `distributionConfiguration` is given', undefined,
        'Set `parameterName` to the SSM parameter to which the distribution configuration writes.');
    }
    if (differ(own.account, consumer.account)) {
      return refuse(`be used in stacks of the account ${own.account}`, consumer.account,
        'The SSM parameter exists in this account only. Look the AMI up by its owner and its name there.');
    }
    if (given !== undefined) {
      // Distributions may be added until synthesis.
      checkAtSynth(from, () => unwritten(parameterName, given, consumer));
    } else if (![own.region, ...regions].some((region) => !differ(region, consumer.region))) {
      return refuse('be used in Regions to which the AMI is distributed', consumer.region, 'Add the Region to `regions`.');
    }
    if (!isBuilt) {
      Annotations.of(from).addWarningV2('cdk-imagebuilder:parameterNotWritten',
        `No deployment builds the AMI, so ${consumer.node.path} cannot be deployed before the pipeline has built an image, because the SSM parameter `
        + `${parameterName} does not exist. Build on deployment, or start the pipeline first.`);
    }
    return parameterName;
  }
}

/** The fault of a parameter that a distribution configuration, if it is known, does not write in the Region and account of a stack. */
function unwritten(parameterName: string, distribution: IConstruct, consumer: Stack): Fault[] {
  const amis = AMI_DISTRIBUTIONS.of(distribution)?.known;
  const { region: ownRegion } = Stack.of(distribution);
  const isWritten = amis === undefined || amis.some(({ region = ownRegion, ssmParameters = [] }) => !differ(region, consumer.region)
    && ssmParameters.some(({ parameterName: name, parameter, amiAccountId = consumer.account }) =>
      !differ(name ?? parameter!.parameterRef.parameterName, parameterName) && !differ(amiAccountId, consumer.account)));
  return isWritten ? [] : [{
    prop: 'parameterName',
    problem: 'Conflict',
    rule: `be an SSM parameter that \`distributionConfiguration\` writes in ${consumer.region}, where ${consumer.node.path} reads the parameter`,
    got: parameterName,
    hint: 'Add the parameter to the `ssmParameters` of an entry for this Region.',
  }];
}

/** Whether a stack is another stack or nested in it. */
function isWithin(stack: Stack, other: Stack): boolean {
  return stack === other || (stack.nestedStackParent !== undefined && isWithin(stack.nestedStackParent, other));
}

function differ(one: string, other: string): boolean {
  return one !== other && !Token.isUnresolved(one) && !Token.isUnresolved(other);
}

function operatingSystem({ from, platform }: HandOff): Pick<ec2.MachineImageConfig, 'osType' | 'userData'> {
  switch (platform) {
    case Platform.LINUX:
      return { osType: ec2.OperatingSystemType.LINUX, userData: ec2.UserData.forLinux() };
    case Platform.WINDOWS:
      return { osType: ec2.OperatingSystemType.WINDOWS, userData: ec2.UserData.forWindows() };
    case Platform.MACOS:
      // The CDK knows no macOS. Its user data is a shell script as well.
      return { osType: ec2.OperatingSystemType.UNKNOWN, userData: ec2.UserData.forLinux() };
    default:
      throw new InvalidInputError({
        prop: 'machineImage', problem: 'Unresolved', rule: 'have a base image whose platform is known', hint: 'Set the `platform` option of the base image.',
      }, from);
  }
}
