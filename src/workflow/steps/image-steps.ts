import { WorkflowInstanceStepProps, WorkflowStep, WorkflowStepOptions } from '../workflow-step';
import { WorkflowValue } from '../workflow-value';

/**
 * Creates an AMI from a running instance.
 *
 * @example
 * const launch = new LaunchInstanceStep('Launch');
 * const create = new CreateImageStep('CreateImage', { instanceId: launch.instanceId });
 * WorkflowDocument.fromSteps([launch, create, new TerminateInstanceStep('Terminate', { instanceId: launch.instanceId })], {
 *   outputs: { ImageId: create.imageId },
 * });
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html
 */
export class CreateImageStep extends WorkflowStep {
  /** Reference to the ID of the AMI. A build workflow must have this reference as its output `ImageId`. */
  public readonly imageId: WorkflowValue;

  /**
   * @param name the name of the step, unique within its document
   * @param props the instance, and options of the step
   */
  constructor(name: string, props: WorkflowInstanceStepProps) {
    super(name, { ...props, action: 'CreateImage', inputs: { instanceId: props.instanceId } });
    this.imageId = this.output('imageId');
  }
}

/**
 * Creates a snapshot for `RegisterImageStep` from an instance on which an ISO file was installed.
 *
 * @example
 * const instanceId = new LaunchInstanceStep('Launch').instanceId;
 * const iso = new CreateImageFromIsoStep('CreateFromIso', { instanceId });
 * const register = new RegisterImageStep('Register', {
 *   rootDeviceName: '/dev/sda1',
 *   blockDeviceMapping: [{ DeviceName: '/dev/sda1', Ebs: { SnapshotId: iso.snapshotId } }],
 * });
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html
 */
export class CreateImageFromIsoStep extends WorkflowStep {
  /** Reference to the name of the AMI that is registered later. */
  public readonly amiName: WorkflowValue;

  /** Reference to the ID of the snapshot. */
  public readonly snapshotId: WorkflowValue;

  /** Reference to the processor architecture of the AMI that is registered later. */
  public readonly architecture: WorkflowValue;

  /**
   * @param name the name of the step, unique within its document
   * @param props the instance, and options of the step
   */
  constructor(name: string, props: WorkflowInstanceStepProps) {
    super(name, { ...props, action: 'CreateImageFromIso', inputs: { instanceId: props.instanceId } });
    this.amiName = this.output('amiName');
    this.snapshotId = this.output('snapshotId');
    this.architecture = this.output('architecture');
  }
}

/** The boot mode of an AMI. */
export enum WorkflowBootMode {
  /** Boots with a legacy BIOS. */
  LEGACY_BIOS = 'legacy-bios',
  /** Boots with UEFI. */
  UEFI = 'uefi',
  /** Boots with UEFI if the instance type supports UEFI. */
  UEFI_PREFERRED = 'uefi-preferred',
}

/** The processor architecture of an AMI that is registered. */
export enum WorkflowImageArchitecture {
  /** 32-bit x86 processors. */
  I386 = 'i386',
  /** 64-bit x86 processors. */
  X86_64 = 'x86_64',
  /** 64-bit Arm processors. */
  ARM64 = 'arm64',
  /** 64-bit x86 processors of Mac instances. */
  X86_64_MAC = 'x86_64_mac',
  /** 64-bit Arm processors of Mac instances. */
  ARM64_MAC = 'arm64_mac',
}

/** The virtualization type of an AMI. */
export enum WorkflowVirtualizationType {
  /** Hardware virtualization. */
  HVM = 'hvm',
  /** Paravirtualization, for which the operating system must be adapted. */
  PARAVIRTUAL = 'paravirtual',
}

/** Properties of a step that registers an AMI. */
export interface RegisterImageStepProps extends WorkflowStepOptions {
  /**
   * The processor architecture of the AMI.
   *
   * @default - the default of Amazon EC2
   */
  readonly architecture?: WorkflowImageArchitecture;

  /**
   * Block device mappings with the keys of the Amazon EC2 API, such as `DeviceName` and `Ebs`.
   *
   * Values can be references, for example to the ID of a snapshot.
   *
   * @default - no block devices
   */
  readonly blockDeviceMapping?: Record<string, unknown>[];

  /**
   * The boot mode of the AMI.
   *
   * @default - the default of Amazon EC2
   */
  readonly bootMode?: WorkflowBootMode;

  /**
   * The description of the AMI.
   *
   * @default - no description
   */
  readonly imageDescription?: string;

  /**
   * Whether enhanced networking with the Elastic Network Adapter (ENA) is enabled.
   *
   * @default - the default of Amazon EC2
   */
  readonly enaSupport?: boolean;

  /**
   * The location of the manifest of the AMI in Amazon S3.
   *
   * @default - the AMI is backed by a snapshot
   */
  readonly imageLocation?: string;

  /**
   * Whether requests for the metadata of instances need a session token (IMDSv2) by default.
   *
   * @default - the default of Amazon EC2
   */
  readonly imdsV2?: boolean;

  /**
   * Whether the AMI gets the tags of the snapshot.
   *
   * @default false
   */
  readonly includeSnapshotTags?: boolean;

  /**
   * The ID of the kernel.
   *
   * @default - the default of Amazon EC2
   */
  readonly kernelId?: string;

  /**
   * The ID of the RAM disk.
   *
   * @default - the default of Amazon EC2
   */
  readonly ramdiskId?: string;

  /**
   * The device name of the root volume, for example `/dev/xvda`.
   *
   * @default - the default of Amazon EC2
   */
  readonly rootDeviceName?: string;

  /**
   * Set to `simple` to enable enhanced networking with the Intel 82599 Virtual Function interface.
   *
   * @default - disabled
   */
  readonly sriovNetSupport?: string;

  /**
   * Whether instances have a Trusted Platform Module (NitroTPM).
   *
   * @default false
   */
  readonly tpm?: boolean;

  /**
   * The UEFI variables, encoded in Base64.
   *
   * @default - no UEFI variables
   */
  readonly uefiData?: string;

  /**
   * The virtualization type of the AMI.
   *
   * @default - the default of Amazon EC2
   */
  readonly virtualizationType?: WorkflowVirtualizationType;
}

/**
 * Registers an AMI from a snapshot.
 *
 * @example
 * const instanceId = new LaunchInstanceStep('Launch').instanceId;
 * const iso = new CreateImageFromIsoStep('CreateFromIso', { instanceId });
 * const register = new RegisterImageStep('Register', {
 *   bootMode: WorkflowBootMode.UEFI,
 *   rootDeviceName: '/dev/sda1',
 *   blockDeviceMapping: [{ DeviceName: '/dev/sda1', Ebs: { SnapshotId: iso.snapshotId } }],
 * });
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html
 */
export class RegisterImageStep extends WorkflowStep {
  /** Reference to the ID of the AMI. A build workflow must have this reference as its output `ImageId`. */
  public readonly imageId: WorkflowValue;

  /**
   * @param name the name of the step, unique within its document
   * @param props the AMI, and options of the step
   */
  constructor(name: string, props: RegisterImageStepProps = {}) {
    super(name, {
      ...props,
      action: 'RegisterImage',
      inputs: {
        architecture: props.architecture,
        blockDeviceMapping: props.blockDeviceMapping,
        bootMode: props.bootMode,
        description: props.imageDescription,
        enaSupport: props.enaSupport,
        imageLocation: props.imageLocation,
        imdsSupport: props.imdsV2 ? 'v2.0' : undefined,
        includeSnapshotTags: props.includeSnapshotTags,
        kernelId: props.kernelId,
        ramdiskId: props.ramdiskId,
        rootDeviceName: props.rootDeviceName,
        sriovNetSupport: props.sriovNetSupport,
        tpmSupport: props.tpm ? 'v2.0' : undefined,
        uefiData: props.uefiData,
        virtualizationType: props.virtualizationType,
      },
    });
    this.imageId = this.output('imageId');
  }
}
