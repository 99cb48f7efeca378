import { CfnParameter, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { linkId, sharesOf } from '../../src/report/execution-links';

test.each([
  [60, [60]], [3300, [3300]], [3301, [1651, 1650]], [6600, [3300, 3300]], [6601, [2201, 2201, 2199]], [14_400, [2880, 2880, 2880, 2880, 2880]],
])('%d seconds are shared as %j', (seconds, shares) => {
  expect(sharesOf(seconds)).toEqual(shares);
});

test('shares are as few as can be, about equal, and the whole time', () => {
  fc.assert(fc.property(fc.integer({ min: 60, max: 43_200 }), (seconds) => {
    const shares = sharesOf(seconds);
    expect(shares.reduce((sum, share) => sum + share)).toBe(seconds);
    expect(Math.max(...shares)).toBeLessThanOrEqual(3300);
    expect((shares.length - 1) * 3300).toBeLessThan(seconds);
    expect(Math.max(...shares) - Math.min(...shares)).toBeLessThan(shares.length);
  }));
});

test('a time that is known only at deployment is not shared', () => {
  const seconds = new CfnParameter(new Stack(), 'Seconds', { type: 'Number' }).valueAsNumber;
  expect(sharesOf(seconds)).toEqual([seconds]);
});

test('ids are those that the guide lists', () => {
  expect([0, 1, 2, 13].map(linkId)).toEqual(['Resource', 'Wait2', 'Wait3', 'Wait14']);
});
