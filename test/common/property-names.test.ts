import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Lazy } from 'aws-cdk-lib';
import { readNames, warnOfUnknownProperties } from '../../src/common/property-names';
import { newStack, warningsOf } from '../support/synth';

const NAMES: Record<string, Record<string, string>> = {
  Props: { recipe: '', imageScanning: '', workflows: 'Use', use: 'Use' }, Use: { workflow: '', parameters: '' },
};

function warnings(given: object, struct = 'Props'): string[] {
  const stack = newStack();
  warnOfUnknownProperties(stack, struct, given, (name) => NAMES[name]);
  return warningsOf(stack);
}

test.each<[string, object]>([
  ['nothing', {}],
  ['every property', { recipe: 1, imageScanning: {}, workflows: [{ workflow: 1, parameters: { Any: 'name' } }], use: { workflow: 1 } }],
  ['what is left out', { unknown: undefined, use: undefined, workflows: [undefined] }],
  ['tokens', { use: Lazy.any({ produce: () => 1 }), workflows: Lazy.list({ produce: () => ['x'] }) }],
  ['objects of classes', { use: new Date(0), workflows: [null, 'x'] }],
  ['a property whose value is no struct', { recipe: { unknown: 1 }, imageScanning: [{ unknown: 1 }] }],
])('%s is no reason for a warning', (_, given) => {
  expect(warnings(given)).toEqual([]);
});

test('a struct of another package is not known', () => {
  expect(warnings({ unknown: 1 }, 'Other')).toEqual([]);
});

test.each<[object, string]>([
  [{ imageScanningEnabled: true }, '`imageScanningEnabled` is no property of Props and has no effect.'],
  [{ imageScaning: true }, '`imageScaning` is no property of Props and has no effect. Did you mean \'imageScanning\'?'],
  [{ toString: 1 }, '`toString` is no property of Props and has no effect.'],
  [{ use: { workfow: 1 } }, '`use.workfow` is no property of Use and has no effect. Did you mean \'workflow\'?'],
  [{ workflows: [{}, { workfow: 1 }] }, '`workflows[1].workfow` is no property of Use and has no effect. Did you mean \'workflow\'?'],
])('%j is warned of', (given, warning) => {
  expect(warnings(given)).toEqual([`${warning} [ack: cdk-imagebuilder:unknownProperty]`]);
});

test('names are read from a file, if there is one', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'names-')), 'names.json');
  expect(readNames(file)('Use')).toBeUndefined();
  writeFileSync(file, JSON.stringify({ Use: JSON.stringify(NAMES.Use) }));
  const names = readNames(file);
  expect(names('Use')).toEqual(NAMES.Use);
  expect(names('Use')).toBe(names('Use'));
  expect(names('Props')).toBeUndefined();
});

test('code that was bundled without the list checks nothing', () => {
  const stack = newStack();
  warnOfUnknownProperties(stack, 'ImagePipelineProps', { unknown: 1 });
  warnOfUnknownProperties(stack, 'ImagePipelineProps', { unknown: 1 });
  expect(warningsOf(stack)).toEqual([]);
});
