import { Token } from 'aws-cdk-lib';
import type { BlockDevice, EbsDeviceProps } from 'aws-cdk-lib/aws-ec2';
import { CfnImageRecipe } from 'aws-cdk-lib/aws-imagebuilder';
import { IConstruct } from 'constructs';
import { InvalidInputError, Problem } from '../common/errors';
import { omitEmpty } from '../common/render';
import { checkRange, checkText } from '../common/validate';

/** Types of volumes that Amazon EC2 creates only with IOPS, and those that take IOPS. */
const NEED_IOPS = ['io1', 'io2'];
const TAKE_IOPS = [...NEED_IOPS, 'gp3'];
/** The IOPS of a gp3 volume that names none, and the MiB/s that it can have for each of them. */
const BASELINE_IOPS = 3000;
const MOST_PER_IOPS = 0.25;

/** Volumes in the form that recipes take. */
export function renderBlockDevices(
  scope: IConstruct, prop: string, devices: BlockDevice[] = [],
): CfnImageRecipe.InstanceBlockDeviceMappingProperty[] | undefined {
  devices.forEach(({ deviceName }, index) => checkText(scope, `${prop}[${index}].deviceName`, deviceName));
  const names = devices.map(({ deviceName }) => deviceName);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new InvalidInputError({ prop, problem: 'Conflict', rule: 'name each device once', got: twice }, scope);
  }
  return omitEmpty(devices.map((device, index) => ({
    deviceName: device.deviceName,
    // An empty string removes a volume of the base image.
    ...(device.mappingEnabled === false ? { noDevice: '' } : {
      ebs: renderEbs(scope, `${prop}[${index}].volume`, device.volume.ebsDevice),
      virtualName: device.volume.virtualName,
    }),
  })));
}

function renderEbs(scope: IConstruct, prop: string, ebs?: EbsDeviceProps): CfnImageRecipe.EbsInstanceBlockDeviceSpecificationProperty | undefined {
  checkRange(scope, `${prop}.volumeSize`, ebs?.volumeSize, 1, 16_000);
  checkRange(scope, `${prop}.iops`, ebs?.iops, 100, 64_000);
  checkRange(scope, `${prop}.throughput`, ebs?.throughput, 125, 1000);
  if (ebs === undefined) {
    return undefined;
  }
  checkVolume(scope, prop, ebs);
  return {
    deleteOnTermination: ebs.deleteOnTermination,
    // Amazon EC2 launches no instance if there is a key and the volume is not said to be encrypted.
    encrypted: ebs.encrypted ?? (ebs.kmsKey && true),
    iops: ebs.iops,
    kmsKeyId: ebs.kmsKey?.keyRef.keyArn,
    snapshotId: ebs.snapshotId,
    throughput: ebs.throughput,
    volumeSize: ebs.volumeSize,
    volumeType: ebs.volumeType,
  };
}

/** Refuses volumes with which Amazon EC2 launches no instance, so that every build fails. Without a type, a volume has that of the base image. */
function checkVolume(scope: IConstruct, prop: string, { encrypted, iops, kmsKey, throughput, volumeType }: EbsDeviceProps): void {
  const refuse = (member: string, problem: Problem, rule: string, got?: unknown) => {
    throw new InvalidInputError({ prop: `${prop}.${member}`, problem, rule, got }, scope);
  };
  if (kmsKey !== undefined && encrypted === false) {
    refuse('encrypted', 'Conflict', 'be true or absent when `kmsKey` is given', encrypted);
  }
  if (volumeType === undefined || Token.isUnresolved(volumeType)) {
    return;
  }
  if (NEED_IOPS.includes(volumeType) && iops === undefined) {
    refuse('iops', 'Required', `be given for a volume of type ${volumeType}`);
  }
  if (!TAKE_IOPS.includes(volumeType) && iops !== undefined) {
    refuse('iops', 'Unsupported', `be absent for a volume of type ${volumeType}`, iops);
  }
  if (volumeType !== 'gp3' && throughput !== undefined) {
    refuse('throughput', 'Unsupported', `be absent for a volume of type ${volumeType}`, throughput);
  }
  const most = (iops ?? BASELINE_IOPS) * MOST_PER_IOPS;
  if (throughput !== undefined && ![iops, throughput].some(Token.isUnresolved) && throughput > most) {
    refuse('throughput', 'OutOfRange', `be at most ${most} with ${iops ?? BASELINE_IOPS} IOPS, a quarter of them`, throughput);
  }
}
