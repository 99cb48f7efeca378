import { newestFirst, newestOf } from '../../../../src/handler/core/build/newest';

const build = (version: string) => `arn:aws:imagebuilder:eu-central-1:123456789012:image/golden/${version}`;

test.each([
  ['no image', [], undefined],
  ['the only image', [{ arn: build('1.0.0/1') }], '1.0.0/1'],
  ['the one created last, though its version is lower', [
    { arn: build('2.0.0/1'), createdAt: '2026-01-01T00:00:00.000Z' },
    { arn: build('1.0.0/1'), createdAt: '2026-01-01T00:00:00.001Z' },
  ], '1.0.0/1'],
  ['times as times, not as text', [
    { arn: build('1.0.0/1'), createdAt: '2026-01-01T00:30:00.000+01:00' },
    { arn: build('1.0.0/2'), createdAt: '2026-01-01T00:00:00.000Z' },
  ], '1.0.0/2'],
  ['of the same time the higher build number, as a number', [{ arn: build('1.0.0/9') }, { arn: build('1.0.0/10') }, { arn: build('1.0.0/8') }], '1.0.0/10'],
  ['of the same time the higher version, as numbers', [{ arn: build('1.9.0/5') }, { arn: build('1.10.0/1') }, { arn: build('1.2.9/9') }], '1.10.0/1'],
  ['one without a time only when there is no other', [{ arn: build('9.0.0/9') }, { arn: build('1.0.0/1'), createdAt: '2020-01-01T00:00:00.000Z' }], '1.0.0/1'],
  ['one with an odd ARN only when there is no other', [{ arn: 'odd' }, { arn: build('0.0.0/1') }, { arn: 'odd' }], '0.0.0/1'],
])('takes %s', (_, images, expected) => expect(newestOf(images)?.arn).toBe(expected && build(expected)));

test('takes the first of two that cannot be told apart', () => {
  const [first, second] = [{ arn: build('1.0.0/1'), createdAt: 'x' }, { arn: build('1.0.0/1') }];
  expect(newestOf([first, second])).toBe(first);
  expect(newestOf([second, first])).toBe(second);
});

describe('newestFirst', () => {
  const listed = (version: string, status?: string) => ({ arn: build(version), status });
  test.each<[string, ReturnType<typeof listed>[], string[]]>([
    ['orders', [listed('1.0.0/1'), listed('1.0.0/3', 'FAILED'), listed('1.0.0/2')], ['1.0.0/3', '1.0.0/2', '1.0.0/1']],
    ['leaves out deleted images', [listed('1.0.0/1'), listed('1.0.0/2', 'DELETED')], ['1.0.0/1']],
    ['returns the newest of deleted images where there are no others', [listed('1.0.0/1', 'DELETED'), listed('1.0.0/2', 'DELETED')], ['1.0.0/2']],
    ['returns nothing of nothing', [], []],
  ])('%s', (_, images, expected) => expect(newestFirst(images).map(({ arn }) => arn)).toEqual(expected.map(build)));
});
