import { Stack, Token } from 'aws-cdk-lib';
import { BlockDeviceVolume, EbsDeviceProps, EbsDeviceVolumeType } from 'aws-cdk-lib/aws-ec2';
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

test('a volume with a key is encrypted, which Amazon EC2 demands', () => {
  const kmsKey = new Key(stack, 'EncryptingKey');
  expect(renderBlockDevices(stack, 'blockDevices', [{ deviceName, volume: BlockDeviceVolume.ebs(30, { kmsKey }) }])).toEqual([
    { deviceName, ebs: { encrypted: true, kmsKeyId: kmsKey.keyArn, volumeSize: 30 } },
  ]);
});

describe('the performance of a volume', () => {
  class AnyVolume extends BlockDeviceVolume {
    constructor(ebs: EbsDeviceProps) {
      super(ebs);
    }
  }
  const render = (ebs: EbsDeviceProps) => () => renderBlockDevices(stack, 'blockDevices', [{ deviceName, volume: new AnyVolume({ volumeSize: 8, ...ebs }) }]);
  const { GP2, GP3, IO1, IO2, SC1, ST1, STANDARD } = EbsDeviceVolumeType;
  const iops = Token.asNumber({ Ref: 'Iops' });
  const throughput = Token.asNumber({ Ref: 'Throughput' });

  test.each<EbsDeviceProps>([
    { volumeType: IO1, iops: 100 }, { volumeType: IO2, iops }, { volumeType: GP3 }, { volumeType: GP3, iops: 3000 },
    { volumeType: GP2 }, { volumeType: ST1 },
    { volumeType: GP3, throughput: 750 }, { volumeType: GP3, throughput: 1000, iops: 4000 }, { volumeType: GP3, throughput: 1000, iops },
    { volumeType: GP3, throughput },
    { iops: 4000 }, { throughput: 1000 },
    { volumeType: Token.asString({ Ref: 'Type' }) as EbsDeviceVolumeType, throughput: 200 },
  ])('%j is accepted', (ebs) => {
    expect(render(ebs)).not.toThrow();
  });

  test.each<[EbsDeviceProps, string]>([
    [{ volumeType: IO1 }, 'IopsRequired: `blockDevices[0].volume.iops` must be given for a volume of type io1.'],
    [{ volumeType: IO2 }, 'IopsRequired: `blockDevices[0].volume.iops` must be given for a volume of type io2.'],
    ...[GP2, SC1, ST1, STANDARD].map((volumeType): [EbsDeviceProps, string] => [
      { volumeType, iops: 300 }, `IopsUnsupported: \`blockDevices[0].volume.iops\` must be absent for a volume of type ${volumeType}, got: 300.`,
    ]),
    ...[GP2, SC1, ST1, STANDARD].map((volumeType): [EbsDeviceProps, string] => [
      { volumeType, throughput: 200 }, `ThroughputUnsupported: \`blockDevices[0].volume.throughput\` must be absent for a volume of type ${volumeType}, got: 200.`,
    ]),
    [{ volumeType: IO2, iops: 300, throughput: 200 },
      'ThroughputUnsupported: `blockDevices[0].volume.throughput` must be absent for a volume of type io2, got: 200.'],
    [{ volumeType: GP3, throughput: 751 },
      'ThroughputOutOfRange: `blockDevices[0].volume.throughput` must be at most 750 with 3000 IOPS, a quarter of them, got: 751.'],
    [{ volumeType: GP3, throughput: 1000, iops: 3999 },
      'ThroughputOutOfRange: `blockDevices[0].volume.throughput` must be at most 999.75 with 3999 IOPS, a quarter of them, got: 1000.'],
  ])('%j is refused', (ebs, message) => {
    expect(render(ebs)).toThrow(new Error(`${message} [Stack]`));
  });
});

test('a volume with a key cannot be without encryption', () => {
  const volume = BlockDeviceVolume.ebs(8, { encrypted: false, kmsKey: new Key(stack, 'UselessKey') });
  expect(() => renderBlockDevices(stack, 'blockDevices', [{ deviceName, volume }])).toThrow(new Error(
    'EncryptedConflict: `blockDevices[0].volume.encrypted` must be true or absent when `kmsKey` is given, got: false. [Stack]'));
});

test('a device has one volume', () => {
  const devices = ['/dev/xvda', '/dev/xvdb', '/dev/xvda'].map((name) => ({ deviceName: name, volume: BlockDeviceVolume.ebs(8) }));
  expect(() => renderBlockDevices(stack, 'blockDevices', devices)).toThrow(new Error(
    'BlockDevicesConflict: `blockDevices` must name each device once, got: \'/dev/xvda\'. [Stack]'));
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
