import { BlockDevice, EbsDeviceProps } from 'aws-cdk-lib/aws-ec2';
import { CfnImageRecipe } from 'aws-cdk-lib/aws-imagebuilder';
import { IConstruct } from 'constructs';
import { omitEmpty } from '../common/render';
import { checkRange, checkText } from '../common/validate';

/** Volumes in the form that recipes take. */
export function renderBlockDevices(
  scope: IConstruct, prop: string, devices: BlockDevice[] = [],
): CfnImageRecipe.InstanceBlockDeviceMappingProperty[] | undefined {
  devices.forEach(({ deviceName }, index) => checkText(scope, `${prop}[${index}].deviceName`, deviceName));
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
  return ebs && {
    deleteOnTermination: ebs.deleteOnTermination,
    encrypted: ebs.encrypted,
    iops: ebs.iops,
    kmsKeyId: ebs.kmsKey?.keyRef.keyArn,
    snapshotId: ebs.snapshotId,
    throughput: ebs.throughput,
    volumeSize: ebs.volumeSize,
    volumeType: ebs.volumeType,
  };
}
