import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { everything } from './everything';
import { l1Properties } from './l1-properties';
import { awsCdkLib, typed, untyped } from './properties.json';

/*
 * trap 16: whatever CloudFormation lets one set can be set with the constructs. The list was read from the L1s of the aws-cdk-lib that it names, with
 * the parts of a distribution that the L1 leaves untyped.
 */

const INSTALLED = l1Properties(join(dirname(require.resolve('aws-cdk-lib/aws-imagebuilder')), 'lib', 'imagebuilder.generated.d.ts'));

let rendered: Set<string>;

beforeAll(() => {
  const stack = new Stack(new App(), 'Everything', { env: { account: '123456789012', region: 'us-east-1' } });
  everything(stack);
  rendered = new Set(Object.values<any>(Template.fromStack(stack).toJSON().Resources)
    .filter(({ Type }) => Type.startsWith('AWS::ImageBuilder::'))
    .flatMap(({ Type, Properties }) => pathsIn(Properties, Type.slice('AWS::ImageBuilder::'.length))));
});

test('there are 258 of them', () => {
  expect(typed.length + untyped.length).toBe(258);
});

test.each([...typed, ...untyped])('trap 16: %s can be set', (path) => {
  expect(rendered).toContain(path);
});

test('the installed aws-cdk-lib has no property that is not on the list', () => {
  expect(INSTALLED.length).toBeGreaterThan(200);
  expect(INSTALLED.filter((path) => !typed.includes(path))).toEqual([]);
});

test('where the aws-cdk-lib of the list is installed, the list has none that is not there', () => {
  const { version } = JSON.parse(readFileSync(require.resolve('aws-cdk-lib/package.json'), 'utf8'));
  expect(version === awsCdkLib ? typed.filter((path) => !INSTALLED.includes(path)) : []).toEqual([]);
});

/** Paths of all members, as the L1s write them. */
function pathsIn(value: unknown, parent: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => pathsIn(item, parent));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const path = `${parent}.${name[0].toLowerCase()}${name.slice(1)}`;
    return [path, ...pathsIn(member, path)];
  });
}
