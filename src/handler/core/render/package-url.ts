/** How packages of an operating system are identified. */
export interface PackageType {
  /** Type of the package URL. */
  readonly type: string;
  /** The vendor of the packages. */
  readonly namespace?: string;
  /** The distribution and its version. */
  readonly distro?: string;
}

interface Distribution {
  readonly names: RegExp;
  readonly type: string;
  readonly namespace: string;
  /** The ID of `/etc/os-release`. */
  readonly id: string;
}

const DISTRIBUTIONS: readonly Distribution[] = [
  { names: /^Amazon Linux/i, type: 'rpm', namespace: 'amzn', id: 'amzn' },
  { names: /^(Red Hat|RHEL)/i, type: 'rpm', namespace: 'redhat', id: 'rhel' },
  { names: /^(SUSE|SLES)/i, type: 'rpm', namespace: 'suse', id: 'sles' },
  { names: /^CentOS/i, type: 'rpm', namespace: 'centos', id: 'centos' },
  { names: /^Rocky/i, type: 'rpm', namespace: 'rocky', id: 'rocky' },
  { names: /^Ubuntu/i, type: 'deb', namespace: 'ubuntu', id: 'ubuntu' },
  { names: /^Debian/i, type: 'deb', namespace: 'debian', id: 'debian' },
];
/** Packages of Windows, macOS and unknown distributions have no type of their own. */
const GENERIC: PackageType = { type: 'generic' };

/** @param osVersion as Image Builder has it, for example `Amazon Linux 2023` */
export function packageTypeOf(osVersion = ''): PackageType {
  const found = DISTRIBUTIONS.find(({ names }) => names.test(osVersion));
  if (found === undefined) return GENERIC;
  const version = /\d+(?:\.\d+)*/.exec(osVersion)?.[0];
  return { type: found.type, namespace: found.namespace, distro: version && `${found.id}-${version}` };
}

/**
 * The package URL of a package, in its canonical form.
 *
 * @see https://github.com/package-url/purl-spec
 */
export function packageUrl({ type, namespace, distro }: PackageType, name: string, version: string | undefined): string {
  return [
    `pkg:${type}/`,
    namespace === undefined ? '' : `${namespace}/`,
    // Only Debian's names have one form.
    encoded(type === 'deb' ? name.toLowerCase() : name),
    version === undefined ? '' : `@${encoded(version)}`,
    distro === undefined ? '' : `?distro=${distro}`,
  ].join('');
}

/** All but letters, digits and `-._~:` is encoded. */
function encoded(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%3A', ':');
}
