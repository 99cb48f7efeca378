import { OsVersion, Platform } from '../../src/common/platform';

test.each([
  [OsVersion.AMAZON_LINUX_2, Platform.LINUX, 'Amazon Linux 2'],
  [OsVersion.AMAZON_LINUX_2023, Platform.LINUX, 'Amazon Linux 2023'],
  [OsVersion.UBUNTU_22, Platform.LINUX, 'Ubuntu 22'],
  [OsVersion.WINDOWS_SERVER_2022, Platform.WINDOWS, 'Microsoft Windows Server 2022'],
  [OsVersion.MACOS_14, Platform.MACOS, 'macOS 14'],
  [OsVersion.of(Platform.LINUX, 'Fedora 50'), Platform.LINUX, 'Fedora 50'],
])('an operating system version has a platform and the name that the service knows', (version, platform, name) => {
  expect([version.platform, version.name]).toEqual([platform, name]);
});

test('an operating system version has a name', () => {
  expect(() => OsVersion.of(Platform.LINUX, '')).toThrow(new Error('NameMalformed: `name` must be 1 to 1024 characters long, got: \'\'.'));
});
