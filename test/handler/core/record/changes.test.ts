import { Finding, FindingList, Package, Recipe } from '../../../../src/handler/core/model/facts';
import { Changes } from '../../../../src/handler/core/record/build-record';
import { changesOf, Compared } from '../../../../src/handler/core/record/changes';
import { finding } from '../../fixtures';
import { RECIPE } from '../../record-fixtures';

const ARN = 'arn:aws:imagebuilder:eu-central-1:123456789012';
const BEFORE: Compared = { version: '1.2.3/3', arn: `${ARN}:image/golden/1.2.3/3` };
const NOW: Compared = { version: '1.2.3/4', arn: `${ARN}:image/golden/1.2.3/4` };

const changes = (before: Partial<Compared>, now: Partial<Compared>): Changes => changesOf({ ...NOW, ...now }, { ...BEFORE, ...before });
const packages = (...named: string[]): Package[] => named.map((text) => {
  const [name, version] = text.split('@');
  return { name, version };
});
const recipe = (members: Partial<Recipe>): { recipe: Recipe } => ({ recipe: { ...RECIPE, ...members } });
const components = (...names: string[]) => recipe({ components: names.map((name) => `${ARN}:component/${name}`) });
const list = (findings: Finding[], complete = true): { list: FindingList } => ({ list: { findings, complete } });

test('there is nothing to compare with, and the reason is given', () => {
  expect(changesOf(NOW, undefined, 'No pipeline built the image.')).toEqual({ reason: 'No pipeline built the image.' });
});

test('a build that is not known but for its name is compared, and nothing is claimed', () => {
  const nothing = { since: '1.2.3/3', sinceArn: BEFORE.arn };
  expect(changesOf(NOW, BEFORE)).toEqual(nothing);
  const known: Partial<Compared> = { packages: packages('zlib@1'), ...recipe({}), ...list([finding()]) };
  expect(changes(known, {})).toEqual(nothing);
  expect(changes({}, known)).toEqual(nothing);
  const same = { packages: { added: [], removed: [], updated: [] }, components: [], findings: { new: [], gone: [] } };
  expect(changes(known, known)).toEqual({ ...nothing, ...same });
});

describe('packages', () => {
  test.each<[string, string[], string[], Partial<Changes['packages']>]>([
    ['added', [], ['curl@8.1'], { added: [{ name: 'curl', to: '8.1' }] }],
    ['removed', ['curl@8.1'], [], { removed: [{ name: 'curl', from: '8.1' }] }],
    ['updated', ['curl@8.1'], ['curl@8.2'], { updated: [{ name: 'curl', from: '8.1', to: '8.2' }] }],
    ['in another order, and twice', ['a@1', 'b@1'], ['b@1', 'a@1', 'a@1'], {}],
    ['ordered by name', ['d@1'], ['c@1', 'a@1', 'd@1', 'b@1'], { added: ['a', 'b', 'c'].map((name) => ({ name, to: '1' })) }],
    ['one more version beside the others', ['kernel@6.1'], ['kernel@6.2', 'kernel@6.1'], { added: [{ name: 'kernel', to: '6.2' }] }],
    ['one version less beside the others', ['kernel@6.1', 'kernel@6.2'], ['kernel@6.2'], { removed: [{ name: 'kernel', from: '6.1' }] }],
    ['several versions at once', ['k@6.2', 'k@6.1', 'k@5'], ['k@6.4', 'k@5', 'k@6.3'], { updated: [{ name: 'k', from: '6.1,6.2', to: '6.3,6.4' }] }],
    ['added, of unknown version', [], ['curl'], { added: [{ name: 'curl', to: 'UNKNOWN' }] }],
    ['of unknown version on one side, so perhaps not changed', ['curl', 'wget@1'], ['curl@8', 'wget'], {}],
    ['of names that objects have', [], ['__proto__@1', 'constructor@2'], { added: [{ name: '__proto__', to: '1' }, { name: 'constructor', to: '2' }] }],
  ])('%s', (_, before, now, expected) => {
    const found = changes({ packages: packages(...before) }, { packages: packages(...now) }).packages;
    expect(found).toEqual({ added: [], removed: [], updated: [], ...expected });
  });

  test('many are compared in no time', () => {
    const many = (version: string) => Array.from({ length: 20_000 }, (_, index) => ({ name: `package-${index}`, version: index % 2 === 0 ? '1' : version }));
    const started = process.cpuUsage();
    expect(changes({ packages: many('1') }, { packages: many('2').reverse() }).packages!.updated).toHaveLength(10_000);
    expect(process.cpuUsage(started).user).toBeLessThan(2_000_000);
  });
});

describe('the recipe', () => {
  test.each<[string, Partial<Recipe>, Partial<Recipe>, Partial<Changes>]>([
    ['has another base image', { parentImage: 'ami-1' }, { parentImage: 'ami-2' }, { baseImage: { from: 'ami-1', to: 'ami-2' } }],
    ['had an unknown base image', { parentImage: undefined }, {}, {}],
    ['has an unknown base image', {}, { parentImage: undefined }, {}],
    ['has another version', { version: '1.0.0' }, { version: '1.0.1' }, { recipe: { from: '1.0.0', to: '1.0.1' } }],
    ['has an unknown version', {}, { version: undefined }, {}],
    [
      'is another one', { arn: `${ARN}:image-recipe/golden/1.0.0`, version: '1.0.0' }, { arn: `${ARN}:container-recipe/silver/1.0.0`, version: '1.0.0' },
      { recipe: { from: 'golden/1.0.0', to: 'silver/1.0.0' } },
    ],
    ['had no ARN, so that versions are all there is', { arn: undefined, version: '1.0.0' }, { version: '1.0.1' }, { recipe: { from: '1.0.0', to: '1.0.1' } }],
    ['has no ARN, so that versions are all there is', { version: '1.0.0' }, { arn: undefined, version: '1.0.1' }, { recipe: { from: '1.0.0', to: '1.0.1' } }],
  ])('%s', (_, before, now, expected) => {
    const { baseImage, recipe: version } = changes(recipe(before), recipe(now));
    expect({ baseImage, recipe: version }).toEqual({ baseImage: undefined, recipe: undefined, ...expected });
  });

  test.each<[string, string[], string[], Changes['components']]>([
    ['the same components', ['hardening/1.0.0/1'], ['hardening/1.0.0/1'], []],
    ['another build', ['hardening/1.0.0/1'], ['hardening/1.0.0/2'], [{ name: `${ARN}:component/hardening`, from: '1.0.0/1', to: '1.0.0/2' }]],
    [
      'others', ['b/1.0.0/1', 'c/1.0.0/1'], ['c/1.0.0/1', 'a/2.0.0/1'],
      [{ name: `${ARN}:component/a`, to: '2.0.0/1' }, { name: `${ARN}:component/b`, from: '1.0.0/1' }],
    ],
    ['without versions', ['a', 'b'], ['a', 'c'], [{ name: `${ARN}:component/b`, from: 'UNKNOWN' }, { name: `${ARN}:component/c`, to: 'UNKNOWN' }]],
  ])('has %s', (_, before, now, expected) => {
    expect(changes(components(...before), components(...now)).components).toEqual(expected);
  });
});

test('components that the service does not list are not gone', () => {
  expect(changes(components('hardening/1.0.0/1'), recipe({ components: undefined })).components).toBeUndefined();
  expect(changes(recipe({ components: undefined }), components('hardening/1.0.0/1')).components).toBeUndefined();
});

describe('findings', () => {
  const of = (vulnerabilityId: string | undefined, members: Partial<Finding> = {}) => finding({ vulnerabilityId, ...members });
  const ids = (findings: readonly Finding[] | undefined) => findings?.map(({ vulnerabilityId }) => vulnerabilityId);

  test.each<[string, Finding[], Finding[], (string | undefined)[], (string | undefined)[]]>([
    ['new and gone', [of('CVE-2026-1')], [of('CVE-2026-2')], ['CVE-2026-2'], ['CVE-2026-1']],
    ['the same in other letters', [of('cve-2026-1')], [of('CVE-2026-1')], [], []],
    ['not the same in other letters, where these matter', [of('GHSA-a')], [of('GHSA-A')], ['GHSA-A'], ['GHSA-a']],
    ['once for each vulnerability', [], [of('CVE-2026-1'), of('cve-2026-1', { title: 'other' })], ['CVE-2026-1'], []],
    ['without a name', [of(undefined)], [of(undefined, { title: 'other' })], [], []],
    ['without a name, the first that is seen', [], [of(undefined)], [], []],
    [
      'the most severe first', [],
      [
        of('CVE-2026-6', { severity: undefined }), of('CVE-2026-5', { severity: 'LOW' }), of('CVE-2026-4', { score: undefined }), of('CVE-2026-3'), of('CVE-2026-2'),
        of('CVE-2026-1', { severity: 'CRITICAL', score: 9 }), of('CVE-2026-0', { severity: 'critical', score: 9.9 }),
      ],
      ['CVE-2026-0', 'CVE-2026-1', 'CVE-2026-2', 'CVE-2026-3', 'CVE-2026-4', 'CVE-2026-5', 'CVE-2026-6'], [],
    ],
  ])('%s', (_, before, now, added, gone) => {
    for (const order of [(findings: Finding[]) => findings, (findings: Finding[]) => [...findings].reverse()]) {
      const { findings } = changes(list(before), list(order(now)));
      expect([ids(findings?.new), ids(findings?.gone)]).toStrictEqual([added, gone]);
    }
  });

  test('of several findings of a vulnerability the most severe is told, in whichever order they come', () => {
    const findings = [of('CVE-2026-1', { imageArn: 'b' }), of('cve-2026-1', { severity: 'CRITICAL', imageArn: 'c' }), of('CVE-2026-1', { severity: 'CRITICAL', imageArn: 'a' })];
    const expected = { new: [of('CVE-2026-1', { severity: 'CRITICAL', imageArn: 'a' })], gone: [] };
    expect(changes(list([]), list(findings)).findings).toEqual(expected);
    expect(changes(list([]), list([...findings, ...findings].reverse())).findings).toEqual(expected);
  });

  test('a list that is behind the counts says neither what is new nor what is gone', () => {
    const behind = { list: { findings: [], complete: true, missing: 'findings are missing' } };
    expect(changes(list([finding()]), behind).findings).toBeUndefined();
    expect(changes(behind, list([finding()])).findings).toBeUndefined();
  });

  test('a list that ends early says neither what is new nor what is gone', () => {
    expect(changes(list([], false), list([finding()])).findings).toBeUndefined();
    expect(changes(list([finding()]), list([], false)).findings).toBeUndefined();
  });
});
