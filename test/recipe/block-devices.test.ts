import { Stack } from 'aws-cdk-lib';
import { BlockDeviceVolume, EbsDeviceVolumeType } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { renderBlockDevices } from '../../src/recipe/block-devices';

const stack = new Stack(undefined, 'Stack');
const deviceName = '/dev/xvda';

test.each([[undefined], [[]]])('%p renders nothing', (devices) => {
  expect(renderBlockDevices(stack, 'blockDevices', devices)).toBeUndefined();
});

test('a volume renders every property', () => {
  const kmsKey = new Key(stack, 'Key');
  const volume = BlockDeviceVolume.ebs(30, {
    deleteOnTermination: true, encrypted: true, iops: 3000, kmsKey, throughput: 250, volumeType: EbsDeviceVolumeType.GP3,
  });
  expect(renderBlockDevices(stack, 'blockDevices', [{ deviceName, volume }])).toEqual([{
    deviceName,
    ebs: {
      deleteOnTermination: true, encrypted: true, iops: 3000, kmsKeyId: kmsKey.keyArn, throughput: 250, volumeSize: 30, volumeType: 'gp3',
    },
  }]);
});

test('a volume made of a snapshot renders the snapshot', () => {
  expect(renderBlockDevices(stack, 'blockDevices', [{ deviceName, volume: BlockDeviceVolume.ebsFromSnapshot('snap-1') }])).toEqual([
    { deviceName, ebs: { snapshotId: 'snap-1' } },
  ]);
});

test('an instance store renders its virtual name', () => {
  expect(renderBlockDevices(stack, 'blockDevices', [{ deviceName, volume: BlockDeviceVolume.ephemeral(0) }])).toEqual([{ deviceName, virtualName: 'ephemeral0' }]);
});

test('a volume that is switched off drops that of the base image', () => {
  expect(renderBlockDevices(stack, 'blockDevices', [{ deviceName, volume: BlockDeviceVolume.ebs(30), mappingEnabled: false }])).toEqual([
    { deviceName, noDevice: '' },
  ]);
});

describe.each([['volumeSize', 1, 16_000], ['iops', 100, 64_000], ['throughput', 125, 1000]] as const)('%s', (property, min, max) => {
  const render = (value: number) => renderBlockDevices(stack, 'blockDevices', [{
    deviceName, volume: property === 'volumeSize' ? BlockDeviceVolume.ebs(value) : new Volume({ volumeSize: 8, [property]: value }),
  }]);
  // The factories of the CDK have bounds of their own for iops and throughput.
  class Volume extends BlockDeviceVolume {
    constructor(ebs: Record<string, number>) {
      super(ebs);
    }
  }

  test.each([min, max])('takes %d', (value) => {
    expect(() => render(value)).not.toThrow();
  });

  test.each([min - 1, max + 1])('refuses %d', (value) => {
    const code = property.charAt(0).toUpperCase() + property.slice(1);
    expect(() => render(value)).toThrow(new Error(
      `${code}OutOfRange: \`blockDevices[0].volume.${property}\` must be a whole number from ${min} to ${max}, got: ${value}. [Stack]`));
  });
});

test('a device has a name, and the message says where', () => {
  const device = { deviceName: '', volume: BlockDeviceVolume.ebs(8) };
  expect(() => renderBlockDevices(stack, 'instanceBlockDevices', [device])).toThrow(new Error(
    'DeviceNameMalformed: `instanceBlockDevices[0].deviceName` must be 1 to 1024 characters long, got: \'\'. [Stack]'));
});
