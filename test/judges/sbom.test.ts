import { spawnSync } from 'child_process';
import { judgesPython } from './python';
import { Package } from '../../src/handler/core/model/facts';
import { sbomOf } from '../../src/handler/core/render/sbom';
import { hostile } from '../handler/core/render/notification-stories';
import { image } from '../handler/fixtures';
import { buildRecord, RECIPE } from '../handler/record-fixtures';

jest.setTimeout(400_000);

/** The faults of each document: members that the specification does not know, and package URLs that are not in their canonical form. */
const JUDGE = `
import json, sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

def faults(text):
    error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if error is not None:
        yield str(error)
    for component in json.loads(text)['components']:
        purl = PackageURL.from_string(component['purl'])
        # It does not encode slashes, which the specification asks for.
        if purl.to_string() != component['purl'].replace('%2F', '/'):
            yield f"{component['purl']} is not {purl.to_string()}"
        name = component['name'].lower() if purl.type == 'deb' else component['name']
        if (purl.name, purl.version) != (name, component.get('version')):
            yield f"{component['purl']} is {purl.name} {purl.version}"

print(json.dumps([list(faults(text)) for text in json.load(sys.stdin)]))
`;

let python: string;
beforeAll(async () => {
  python = await judgesPython();
});

function faults(documents: readonly string[]): string[][] {
  const { status, stdout, stderr } = spawnSync(python, ['-c', JUDGE], { input: JSON.stringify(documents), encoding: 'utf8', timeout: 300_000 });
  expect([status, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

const PACKAGES: readonly Package[] = [
  { name: 'openssl', version: '1:3.0.0-4.amzn2023' },
  { name: 'libstdc++' },
  { name: 'Microsoft Visual C++ 2022 (x64) - 14.40', version: '14.40.33810.0' },
  { name: 'a/b@c?d#e', version: 'f/g@h?i#j' },
  { name: 'größe!\'()*', version: '2~rc1+b' },
  { name: hostile('curl'), version: hostile('8') },
];
const document = (osVersion: string | undefined) =>
  sbomOf(buildRecord({ image: image({ osVersion, platform: 'Linux', recipe: RECIPE }) }, { packages: PACKAGES, revision: 2 }))!;

test('bills of materials of all kinds of systems are valid', () => {
  const systems = ['Amazon Linux 2023', 'Red Hat Enterprise Linux 9', 'SLES 15', 'Ubuntu 22.04', 'Microsoft Windows Server 2022', undefined];
  expect(faults(systems.map(document))).toEqual(systems.map(() => []));
});

test.each<[string, (bom: any) => void, RegExp]>([
  ['a member that the specification does not know', (bom) => { bom.metadata.component.arn = 'x'; }, /Additional properties are not allowed/],
  ['a component that is there twice', (bom) => { bom.components[1] = bom.components[0]; }, /has non-unique elements/],
  ['a package URL in another form', (bom) => { bom.components[0].purl = 'pkg:RPM/amzn/openssl@1%3A3'; }, /is not pkg:rpm/],
])('the judge finds %s', (_, change, expected) => {
  const bom = JSON.parse(document('Amazon Linux 2023'));
  change(bom);
  expect(faults([JSON.stringify(bom)])[0].join('\n')).toMatch(expected);
});
