import { createHash } from 'node:crypto';
import { packageTypeOf, packageUrl } from './package-url';
import { known } from './words';
import { oneLine } from '../answer/text';
import { Image, Package } from '../model/facts';
import { BuildRecord } from '../record/build-record';

/** The name space of serial numbers: a UUID of this library. */
const NAMESPACE = Buffer.from('0b9d3f5ac46e4c1b9f0e6a2d7c51e8a4', 'hex');

/** What Image Builder does not list. Readers must not take its absence for an answer. */
const NOT_KNOWN = ['architectures', 'dependencies', 'files', 'hashes', 'licenses', 'packages that the package manager does not list', 'suppliers'];

/**
 * The packages of an image as a software bill of materials in CycloneDX 1.6, or undefined if they are not known. The same record gives the same text, and
 * a later revision of the record is a later version of the same document.
 *
 * @see https://cyclonedx.org/docs/1.6/json/
 */
export function sbomOf(record: BuildRecord): string | undefined {
  const { build, image, packages = [] } = record;
  if (packages.length === 0) return undefined;
  const components = componentsOf(packages, image);
  const unversioned = components.filter(({ version }) => version === undefined).length;
  const subject = String(build.ImageArn);
  return `${JSON.stringify({
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(subject)}`,
    version: record.revision,
    metadata: {
      timestamp: record.recordedAt,
      lifecycles: [{ phase: 'post-build' }],
      tools: { components: [{ type: 'application', name: 'cdk-imagebuilder' }] },
      component: {
        'type': image?.type === 'DOCKER' ? 'container' : 'operating-system',
        'bom-ref': subject,
        'name': oneLine(String(build.ImageName)),
        'version': oneLine(String(build.ImageVersion)),
        'properties': properties([
          ['imageArn', subject],
          ['outputImages', known(build.OutputImages)],
          ['osVersion', image?.osVersion],
          ['platform', image?.platform],
          ['baseImage', record.recipe?.parentImage],
          ['recipe', record.recipe?.arn],
          ['pipeline', record.pipeline?.arn],
        ]),
      },
      properties: properties([
        ['source', 'Packages as listed by AWS Systems Manager Inventory during the build (ListImagePackages of EC2 Image Builder)'],
        ...NOT_KNOWN.map((what) => ['notKnown', what] as const),
        ...unversioned > 0 ? [['notKnown', `versions of ${unversioned} of ${components.length} packages`] as const] : [],
        ...packageTypeOf(image?.osVersion).type === 'generic' ? [['notKnown', 'type of package URLs'] as const] : [],
      ]),
    },
    components,
    compositions: [
      { aggregate: 'incomplete', assemblies: [subject] },
      { aggregate: 'unknown', dependencies: [subject] },
    ],
  })}\n`;
}

/** Each version of each package once, ordered by name and version. */
function componentsOf(packages: readonly Package[], image: Image | undefined) {
  const type = packageTypeOf(image?.osVersion);
  const found = new Map<string, { readonly name: string; readonly version?: string }>();
  for (const { name, version } of packages) {
    const shown = { name: oneLine(name), version: oneLine(version ?? '') || undefined };
    if (shown.name !== '') found.set(referenceOf(shown), shown);
  }
  return [...found].sort(([a], [b]) => a < b ? -1 : 1).map(([reference, { name, version }]) => ({
    'type': 'library',
    'bom-ref': reference,
    name,
    version,
    'purl': packageUrl(type, name, version),
  }));
}

/** Package URLs would not do: those of two packages can be the same. */
function referenceOf({ name, version }: { readonly name: string; readonly version?: string }): string {
  return ['package', name, version].filter((part) => part !== undefined).map(encodeURIComponent).join('/');
}

function properties(values: readonly (readonly [string, string | undefined])[]) {
  return values.flatMap(([name, value]) => value === undefined ? [] : [{ name: `cdk-imagebuilder:${name}`, value: oneLine(value) }]);
}

/** The UUID of a name (version 5). */
function uuidOf(name: string): string {
  const hash = createHash('sha1').update(NAMESPACE).update(name).digest().subarray(0, 16);
  // eslint-disable-next-line no-bitwise
  [hash[6], hash[8]] = [(hash[6] & 0x0f) | 0x50, (hash[8] & 0x3f) | 0x80];
  return hash.toString('hex').replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
}
