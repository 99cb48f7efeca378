import { OSVersion } from '@aws-cdk/aws-imagebuilder-alpha';
import { OsVersion, Platform } from '../../src/common/platform';

test.each([
  [OsVersion.AMAZON_LINUX_2, Platform.LINUX, 'Amazon Linux 2'],
  [OsVersion.AMAZON_LINUX_2023, Platform.LINUX, 'Amazon Linux 2023'],
  [OsVersion.UBUNTU_22, Platform.LINUX, 'Ubuntu 22'],
  [OsVersion.WINDOWS_SERVER_2022, Platform.WINDOWS, 'Microsoft Windows Server 2022'],
  [OsVersion.MACOS_14, Platform.MACOS, 'macOS 14'],
  [OsVersion.of(Platform.LINUX, 'Fedora 50'), Platform.LINUX, 'Fedora 50'],
  [OsVersion.LINUX, Platform.LINUX, undefined],
  [OsVersion.WINDOWS, Platform.WINDOWS, undefined],
  [OsVersion.MACOS, Platform.MACOS, undefined],
  [OsVersion.AMAZON_LINUX, Platform.LINUX, 'Amazon Linux'],
  [OsVersion.RED_HAT_ENTERPRISE_LINUX, Platform.LINUX, 'Red Hat Enterprise Linux'],
  [OsVersion.SUSE_LINUX_ENTERPRISE_SERVER, Platform.LINUX, 'SLES'],
  [OsVersion.UBUNTU, Platform.LINUX, 'Ubuntu'],
  [OsVersion.WINDOWS_SERVER, Platform.WINDOWS, 'Microsoft Windows Server'],
])('an operating system version has a platform and the name that the service knows', (version, platform, name) => {
  expect([version.platform, version.name]).toEqual([platform, name]);
});

test('versions and families have the names of AWS\'s alpha module', () => {
  const named = (type: object) => new Set(Object.values(type).filter((value) => typeof value === 'object' && value !== null && 'platform' in value)
    .map((value) => [value.platform, value.name ?? value.osVersion].join(': ')));
  expect(named(OsVersion)).toEqual(named(OSVersion));
});

test('an operating system version has a name', () => {
  expect(() => OsVersion.of(Platform.LINUX, '')).toThrow(new Error('NameMalformed: `name` must be 1 to 1024 characters long, got: \'\'.'));
});
