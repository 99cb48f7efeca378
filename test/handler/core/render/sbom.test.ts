import { hostile } from './notification-stories';
import { Image, Package } from '../../../../src/handler/core/model/facts';
import { BuildRecord } from '../../../../src/handler/core/record/build-record';
import { sbomOf } from '../../../../src/handler/core/render/sbom';
import { image, IMAGE_ARN, PIPELINE_ARN } from '../../fixtures';
import { buildRecord, RECIPE } from '../../record-fixtures';

const AMAZON_LINUX = { osVersion: 'Amazon Linux 2023', platform: 'Linux', type: 'AMI', recipe: RECIPE } as const;
const record = (packages: readonly Package[] | undefined, members: Partial<Image> = AMAZON_LINUX, others: Partial<BuildRecord> = {}) =>
  buildRecord({ image: image(members) }, { packages, ...others });
const parsed = (of: BuildRecord) => JSON.parse(sbomOf(of)!);
const notKnown = (of: BuildRecord) => parsed(of).metadata.properties.filter(({ name }: any) => name.endsWith(':notKnown')).map(({ value }: any) => value);

test('the packages of an image', () => {
  expect(parsed(record([{ name: 'zlib', version: '1.3' }, { name: 'openssl', version: '1:3.0.0-4.amzn2023' }]))).toEqual({
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: expect.stringMatching(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
    version: 1,
    metadata: {
      timestamp: '2026-01-05T09:00:00.000Z',
      lifecycles: [{ phase: 'post-build' }],
      tools: { components: [{ type: 'application', name: 'cdk-imagebuilder' }] },
      component: {
        'type': 'operating-system',
        'bom-ref': IMAGE_ARN,
        'name': 'golden',
        'version': '1.2.3/4',
        'properties': [
          { name: 'cdk-imagebuilder:imageArn', value: IMAGE_ARN },
          { name: 'cdk-imagebuilder:outputImages', value: 'eu-central-1/123456789012=ami-1' },
          { name: 'cdk-imagebuilder:osVersion', value: 'Amazon Linux 2023' },
          { name: 'cdk-imagebuilder:platform', value: 'Linux' },
          { name: 'cdk-imagebuilder:baseImage', value: RECIPE.parentImage },
          { name: 'cdk-imagebuilder:recipe', value: RECIPE.arn },
          { name: 'cdk-imagebuilder:pipeline', value: PIPELINE_ARN },
        ],
      },
      properties: [
        { name: 'cdk-imagebuilder:source', value: expect.stringContaining('ListImagePackages') },
        ...['architectures', 'dependencies', 'files', 'hashes', 'licenses', 'packages that the package manager does not list', 'suppliers']
          .map((value) => ({ name: 'cdk-imagebuilder:notKnown', value })),
      ],
    },
    components: [
      {
        'type': 'library',
        'bom-ref': 'package/openssl/1%3A3.0.0-4.amzn2023',
        'name': 'openssl',
        'version': '1:3.0.0-4.amzn2023',
        'purl': 'pkg:rpm/amzn/openssl@1:3.0.0-4.amzn2023?distro=amzn-2023',
      },
      { 'type': 'library', 'bom-ref': 'package/zlib/1.3', 'name': 'zlib', 'version': '1.3', 'purl': 'pkg:rpm/amzn/zlib@1.3?distro=amzn-2023' },
    ],
    compositions: [{ aggregate: 'incomplete', assemblies: [IMAGE_ARN] }, { aggregate: 'unknown', dependencies: [IMAGE_ARN] }],
  });
});

test('there is none if the packages are not known or there are none', () => {
  expect(sbomOf(record(undefined))).toBeUndefined();
  expect(sbomOf(record([]))).toBeUndefined();
});

test('what is known of the image of a container on an unknown system', () => {
  const of = record([{ name: 'curl', version: '8' }], { type: 'DOCKER', amis: undefined, containers: [] }, { pipeline: undefined, recipe: undefined });
  expect(parsed(of).metadata.component).toEqual({
    'type': 'container', 'bom-ref': IMAGE_ARN, 'name': 'golden', 'version': '1.2.3/4', 'properties': [{ name: 'cdk-imagebuilder:imageArn', value: IMAGE_ARN }],
  });
  expect(parsed(of).components[0].purl).toBe('pkg:generic/curl@8');
  expect(notKnown(of)).toContain('type of package URLs');
});

test('the image itself may not be known', () => {
  const of = record([{ name: 'curl', version: '8' }], {}, { image: undefined });
  expect(parsed(of).metadata.component.type).toBe('operating-system');
});

test('versions that are not known are counted', () => {
  const of = record([{ name: 'a' }, { name: 'b', version: '\n' }, { name: 'c', version: '1' }]);
  expect(parsed(of).components.map(({ name, version, purl }: any) => [name, version, purl])).toEqual([
    ['a', undefined, 'pkg:rpm/amzn/a?distro=amzn-2023'], ['b', undefined, 'pkg:rpm/amzn/b?distro=amzn-2023'], ['c', '1', 'pkg:rpm/amzn/c@1?distro=amzn-2023'],
  ]);
  expect(parsed(of).components.map((component: any) => component['bom-ref'])).toEqual(['package/a', 'package/b', 'package/c/1']);
  expect(notKnown(of)).toContain('versions of 2 of 3 packages');
});

test('each version of a package is listed once, and packages that differ stay apart', () => {
  const packages = [
    { name: 'kernel', version: '6.1' }, { name: 'kernel', version: '6.2' }, { name: 'kernel', version: '6.1' }, { name: ' kernel', version: '6.1' },
    { name: 'kernel/6', version: '1' }, { name: 'kernel', version: '6/1' }, { name: 'Kernel', version: '6.1' }, { name: '\u200b', version: '1' },
  ];
  const components = (of: readonly Package[]) => parsed(record(of, { osVersion: 'Ubuntu 22' })).components;
  const references = components(packages).map((component: any) => component['bom-ref']);
  expect(references).toEqual(['package/Kernel/6.1', 'package/kernel%2F6/1', 'package/kernel/6%2F1', 'package/kernel/6.1', 'package/kernel/6.2']);
  expect(components([...packages].reverse())).toEqual(components(packages));
});

test('the serial number is that of the image, and a later revision is a later version', () => {
  const serialOf = (arn: string, revision = 1) => {
    const { serialNumber, version } = parsed(record([{ name: 'a' }], { arn }, { revision }));
    return `${serialNumber} ${version}`;
  };
  // Tools find earlier documents by it, so every version of the library gives the same.
  expect(serialOf(IMAGE_ARN)).toBe('urn:uuid:29ad4c42-954c-5faf-81a7-45a28f257f0e 1');
  expect(serialOf(IMAGE_ARN, 2)).toBe(serialOf(IMAGE_ARN).replace(/ 1$/, ' 2'));
  expect(serialOf(`${IMAGE_ARN}4`)).not.toBe(serialOf(IMAGE_ARN));
});

test('text from outside is text', () => {
  const text = sbomOf(record([{ name: hostile('curl'), version: hostile('8') }], { osVersion: hostile('Ubuntu 22') }))!;
  expect(text.indexOf('\n')).toBe(text.length - 1);
  const [{ name, purl }] = JSON.parse(text).components;
  expect(name).toMatch(/^curl Outcome: succeeded /);
  expect(purl).toMatch(/^pkg:deb\/ubuntu\/curl%20outcome:%20succeeded[A-Za-z0-9%._~:-]+@8%20Outcome[A-Za-z0-9%._~:-]+\?distro=ubuntu-22$/);
});

test('thousands of packages', () => {
  const many = Array.from({ length: 5000 }, (_, index) => ({ name: `package-${index}`, version: `1.${index}-1.amzn2023` }));
  const text = sbomOf(record(many))!;
  expect(JSON.parse(text).components).toHaveLength(5000);
  expect(Buffer.byteLength(text)).toBeLessThan(1_500_000);
});
