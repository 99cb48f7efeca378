import { packageTypeOf, packageUrl } from '../../../../src/handler/core/render/package-url';

test.each<[string | undefined, string]>([
  ['Amazon Linux 2023', 'pkg:rpm/amzn/Name@1?distro=amzn-2023'],
  ['Amazon Linux 2', 'pkg:rpm/amzn/Name@1?distro=amzn-2'],
  ['Amazon Linux', 'pkg:rpm/amzn/Name@1'],
  ['Red Hat Enterprise Linux 9', 'pkg:rpm/redhat/Name@1?distro=rhel-9'],
  ['RHEL 8', 'pkg:rpm/redhat/Name@1?distro=rhel-8'],
  ['SLES 15', 'pkg:rpm/suse/Name@1?distro=sles-15'],
  ['SUSE Linux Enterprise Server 15', 'pkg:rpm/suse/Name@1?distro=sles-15'],
  ['CentOS Stream 9', 'pkg:rpm/centos/Name@1?distro=centos-9'],
  ['Rocky Linux 9', 'pkg:rpm/rocky/Name@1?distro=rocky-9'],
  ['Ubuntu 22.04', 'pkg:deb/ubuntu/name@1?distro=ubuntu-22.04'],
  ['Debian 12', 'pkg:deb/debian/name@1?distro=debian-12'],
  ['Microsoft Windows Server 2022', 'pkg:generic/Name@1'],
  ['macOS 15', 'pkg:generic/Name@1'],
  ...['Amazon Linux', 'RHEL', 'SLES', 'CentOS', 'Rocky', 'Ubuntu', 'Debian'].map((name): [string, string] => [`My ${name} 9`, 'pkg:generic/Name@1']),
  ['?distro=evil#Ubuntu 22', 'pkg:generic/Name@1'],
  [undefined, 'pkg:generic/Name@1'],
])('a package of %s is %s', (osVersion, expected) => {
  expect(packageUrl(packageTypeOf(osVersion), 'Name', '1')).toBe(expected);
});

test.each<[string, string | undefined, string]>([
  ['curl', undefined, 'curl'],
  ['libstdc++', '1:2.3-4~rc1', 'libstdc%2B%2B@1:2.3-4~rc1'],
  ['Microsoft Visual C++ (x64)!', '*', 'Microsoft%20Visual%20C%2B%2B%20%28x64%29%21@%2A'],
  ['a/b@c?d#e', 'f/g@h?i#j', 'a%2Fb%40c%3Fd%23e@f%2Fg%40h%3Fi%23j'],
  ['größe', '\'', 'gr%C3%B6%C3%9Fe@%27'],
])('the package %s of version %s is pkg:generic/%s', (name, version, expected) => {
  expect(packageUrl({ type: 'generic' }, name, version)).toBe(`pkg:generic/${expected}`);
});
