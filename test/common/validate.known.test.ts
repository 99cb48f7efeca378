import { Duration, Fn, PhysicalName, Token } from 'aws-cdk-lib';
import { checkDuration, checkKnownList, checkNotGenerated, checkPatternNow, checkRegionName, isKnown, isPlaceholder } from '../../src/common/validate';

const PLACEHOLDERS = ['dummy-value-for-/my/parameter', 'web-dummy-value-for-name', 'ami-1234', 'dummy1a', 'dummy1b', 'dummy1c', 'vpc-12345'];

test.each(PLACEHOLDERS)('%s stands for what is to be looked up', (text) => {
  expect([isPlaceholder(text), isKnown(text)]).toEqual([true, false]);
});

test.each(['ami-12345678', 'my-ami-1234', 'dummy1d', 'dummy1ab', 'dummy1', 'vpc-123456', 'a-vpc-12345', ''])('%j is a value', (text) => {
  expect([isPlaceholder(text), isKnown(text)]).toEqual([false, true]);
});

test.each([[0, true], [false, true], [[], true], [undefined, false], [Fn.importValue('Value'), false], [Fn.split(',', Fn.importValue('Value')), false]])(
  '%j is known: %s', (value, known) => {
    expect(isKnown<unknown>(value)).toBe(known);
  },
);

describe('a text that synthesis takes apart', () => {
  const check = (value: string | undefined, needed?: RegExp) => () => checkPatternNow(undefined, 'arn', value, /^arn:[a-z]+:\d$/, 'be an ARN', needed);

  test.each([undefined, 'arn:a:1', Fn.importValue('Arn'), `arn:${Fn.importValue('Name')}-dummy-value-for-name`])('%s passes', (value) => {
    expect(check(value)).not.toThrow();
  });

  test('of another form is refused', () => {
    expect(check('arn:a')).toThrow(new Error('ArnMalformed: `arn` must be an ARN, got: \'arn:a\'.'));
  });

  test('that is not looked up yet is refused, unless what is taken apart is known', () => {
    const refusal = (got: string) =>
      new Error(`ArnMalformed: \`arn\` must be an ARN, got: '${got}'. Give \`valueFromLookup()\` a default value with which it has this form.`);
    expect(check('dummy-value-for-arn')).toThrow(refusal('dummy-value-for-arn'));
    expect(check('arn:dummy-value-for-name:1')).toThrow(refusal('arn:dummy-value-for-name:1'));
    expect(check('arn:dummy-value-for-name:1', /^arn:/)).not.toThrow();
    expect(check('dummy-value-for-arn', /^arn:/)).toThrow(refusal('dummy-value-for-arn'));
  });
});

test('a list that is known at deployment only is refused where its entries are needed', () => {
  expect(() => checkKnownList(undefined, 'regions', Fn.split(',', Fn.importValue('Regions')))).toThrow(
    new Error('RegionsUnresolved: `regions` must be known at synth, because each entry is used by itself. Its entries may be tokens.'));
  for (const list of [undefined, [], [Fn.importValue('Region')]]) {
    expect(() => checkKnownList(undefined, 'regions', list)).not.toThrow();
  }
});

test('a name that the CDK would have to make is refused where it makes none', () => {
  expect(() => checkNotGenerated(undefined, 'tag', PhysicalName.GENERATE_IF_NEEDED)).toThrow(new Error(
    'TagUnsupported: `tag` must not be `PhysicalName.GENERATE_IF_NEEDED`, for which the CDK makes no name here. Write the name.'));
  expect(() => checkNotGenerated(undefined, 'tag', 'latest')).not.toThrow();
  expect(() => checkNotGenerated(undefined, 'tag')).not.toThrow();
});

test('days are counted whole', () => {
  const check = (value?: Duration) => checkDuration(undefined, 'age', value, { unit: 'days', min: 1, max: 2, rule: 'be 1 or 2 whole days' });
  expect([check(), check(Duration.hours(48))]).toEqual([undefined, 2]);
  expect(check(Duration.days(Token.asNumber(Fn.importValue('Days'))))).toBeLessThan(0);
  expect(() => check(Duration.hours(36))).toThrow(new Error('AgeOutOfRange: `age` must be 1 or 2 whole days, got: \'1 day 12 hours\'.'));
});

test.each([undefined, 'us-iso-east-1', 'us-gov-west-1', 'eu-central-1', 'ap-southeast-5', 'mx-central-1', 'dummy-value-for-region'])('%s may be a Region', (region) => {
  expect(() => checkRegionName(undefined, 'region', region)).not.toThrow();
});
