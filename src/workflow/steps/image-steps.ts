import { WorkflowInstanceStepProps, WorkflowStep, WorkflowStepOptions } from '../workflow-step';
import { WorkflowValue } from '../workflow-value';

/** Makes an AMI of a running instance. */
export class CreateImageStep extends WorkflowStep {
  /** The id of the AMI. A build workflow has it as its output `ImageId`. */
  public readonly imageId: WorkflowValue;

  /**
   * @param name unique within its document
   * @param props which instance, and how the step behaves
   */
  constructor(name: string, props: WorkflowInstanceStepProps) {
    super(name, { ...props, action: 'CreateImage', inputs: { instanceId: props.instanceId } });
    this.imageId = this.output('imageId');
  }
}

/** Makes what `RegisterImageStep` needs of an instance on which an ISO file was installed. */
export class CreateImageFromIsoStep extends WorkflowStep {
  /** The name of the AMI to be. */
  public readonly amiName: WorkflowValue;

  /** The id of the snapshot. */
  public readonly snapshotId: WorkflowValue;

  /** The processor architecture of the AMI to be. */
  public readonly architecture: WorkflowValue;

  /**
   * @param name unique within its document
   * @param props which instance, and how the step behaves
   */
  constructor(name: string, props: WorkflowInstanceStepProps) {
    super(name, { ...props, action: 'CreateImageFromIso', inputs: { instanceId: props.instanceId } });
    this.amiName = this.output('amiName');
    this.snapshotId = this.output('snapshotId');
    this.architecture = this.output('architecture');
  }
}

/** How an AMI boots. */
export enum WorkflowBootMode {
  /** With a BIOS. */
  LEGACY_BIOS = 'legacy-bios',
  /** With UEFI. */
  UEFI = 'uefi',
  /** With UEFI where the instance type has it. */
  UEFI_PREFERRED = 'uefi-preferred',
}

/** The processor architecture of an AMI that is registered. */
export enum WorkflowImageArchitecture {
  /** 32-bit x86. */
  I386 = 'i386',
  /** 64-bit x86. */
  X86_64 = 'x86_64',
  /** 64-bit Arm. */
  ARM64 = 'arm64',
  /** 64-bit x86, on Mac instances. */
  X86_64_MAC = 'x86_64_mac',
  /** 64-bit Arm, on Mac instances. */
  ARM64_MAC = 'arm64_mac',
}

/** How the instances of an AMI are virtualized. */
export enum WorkflowVirtualizationType {
  /** By hardware. */
  HVM = 'hvm',
  /** By the system itself. */
  PARAVIRTUAL = 'paravirtual',
}

/** The AMI that is registered. */
export interface RegisterImageStepProps extends WorkflowStepOptions {
  /**
   * The processor architecture.
   *
   * @default - the default of Amazon EC2
   */
  readonly architecture?: WorkflowImageArchitecture;

  /**
   * The volumes, as the API of Amazon EC2 takes them: `DeviceName`, `Ebs`. Values may be references, for example the id of a snapshot.
   *
   * @default - none
   */
  readonly blockDeviceMapping?: Record<string, unknown>[];

  /**
   * How the AMI boots.
   *
   * @default - the default of Amazon EC2
   */
  readonly bootMode?: WorkflowBootMode;

  /**
   * The description of the AMI.
   *
   * @default - the AMI has none
   */
  readonly imageDescription?: string;

  /**
   * Whether enhanced networking with an Elastic Network Adapter is on.
   *
   * @default - the default of Amazon EC2
   */
  readonly enaSupport?: boolean;

  /**
   * Where the manifest of the AMI is in Amazon S3.
   *
   * @default - the AMI is backed by a snapshot
   */
  readonly imageLocation?: string;

  /**
   * Whether instances ask for a session token before they give their metadata, by default.
   *
   * @default - the default of Amazon EC2
   */
  readonly imdsV2?: boolean;

  /**
   * Whether the AMI takes over the tags of the snapshot.
   *
   * @default false
   */
  readonly includeSnapshotTags?: boolean;

  /**
   * The id of the kernel.
   *
   * @default - the default of Amazon EC2
   */
  readonly kernelId?: string;

  /**
   * The id of the RAM disk.
   *
   * @default - the default of Amazon EC2
   */
  readonly ramdiskId?: string;

  /**
   * The device of the root volume, for example `/dev/xvda`.
   *
   * @default - the default of Amazon EC2
   */
  readonly rootDeviceName?: string;

  /**
   * `simple` turns enhanced networking with the virtual function of Intel on.
   *
   * @default - off
   */
  readonly sriovNetSupport?: string;

  /**
   * Whether instances have a trusted platform module.
   *
   * @default false
   */
  readonly tpm?: boolean;

  /**
   * The UEFI variables in Base64.
   *
   * @default - none
   */
  readonly uefiData?: string;

  /**
   * How instances are virtualized.
   *
   * @default - the default of Amazon EC2
   */
  readonly virtualizationType?: WorkflowVirtualizationType;
}

/** Registers an AMI of a snapshot. */
export class RegisterImageStep extends WorkflowStep {
  /** The id of the AMI. A build workflow has it as its output `ImageId`. */
  public readonly imageId: WorkflowValue;

  /**
   * @param name unique within its document
   * @param props the AMI, and how the step behaves
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
