import { Lazy } from 'aws-cdk-lib';
import { nearestName, warnOfMisspelled, warnOfName } from '../../src/common/near-names';
import { newStack, warningsOf } from '../support/synth';

test.each<[string, string[], string | undefined]>([
  ['eu-cental-1', ['us-east-1', 'eu-central-1'], 'eu-central-1'],
  ['eu-cenrtal-1', ['eu-central-1'], 'eu-central-1'],
  ['eu-centrall-1', ['eu-central-1'], 'eu-central-1'],
  ['eu-centrol-1', ['eu-central-1'], 'eu-central-1'],
  ['EU-CENTRAL-1', ['eu-central-1'], 'eu-central-1'],
  // Another number is another Region, or a newer release.
  ['eu-central-3', ['eu-central-1'], undefined],
  ['amazon-linux-2032-x86', ['amazon-linux-2-x86', 'amazon-linux-2023-x86'], 'amazon-linux-2023-x86'],
  ['amazon-linux-2026-x86', ['amazon-linux-2023-x86'], undefined],
  ['buildDat', ['buildVersion', 'buildDate'], 'buildDate'],
  // The longer a name, the more may be wrong.
  ['abcd', ['abxy'], undefined],
  ['abcdefghijklmnop', ['abcdefghijklmnxy'], 'abcdefghijklmnxy'],
  ['abcdefghijklmno', ['abcdefghijklmxy'], undefined],
  ['abcdefghijklmnop', ['abcdefghijklmnxy', 'abcdefghijklmnox'], 'abcdefghijklmnox'],
  ['', ['ab'], undefined],
  ['abc', ['abd'], undefined],
  ['abcd', ['abce'], 'abce'],
  ['a', [], undefined],
])('the nearest name of %s among %j is %s', (name, known, nearest) => {
  expect(nearestName(name, known)).toBe(nearest);
});

test('a misspelled name is warned of, other names are not', () => {
  const stack = newStack();
  const names = [undefined, 'known', 'something else', Lazy.string({ produce: () => 'knwon' }), 'knwon'];
  names.forEach((name) => warnOfMisspelled(stack, 'prop', name, ['known']));
  warnOfMisspelled(undefined, 'prop', 'knwon', ['known']);
  expect(warningsOf(stack)).toEqual([
    '`prop` is \'knwon\', which is not known and probably misspelled. Did you mean \'known\'? [ack: cdk-imagebuilder:unknownName]',
  ]);
});

test('a name that is like none is warned of without advice', () => {
  const stack = newStack();
  warnOfName(stack, 'It holds this');
  expect(warningsOf(stack)).toEqual(['It holds this, which is not known and probably misspelled. [ack: cdk-imagebuilder:unknownName]']);
});
