import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { describe as sentence, InvalidInputError } from '../../src/common/errors';

describe('the message of a fault', () => {
  test('has code, property and rule', () => {
    expect(sentence({ prop: 'vpc', problem: 'Required', rule: 'be given' })).toBe('VpcRequired: `vpc` must be given.');
  });

  test('shows the value and the repair if they are given', () => {
    expect(sentence({ prop: 'name', problem: 'Malformed', rule: 'be short', got: 'long', hint: 'Cut it.' }))
      .toBe('NameMalformed: `name` must be short, got: \'long\'. Cut it.');
  });

  test.each([
    [25, '25'],
    [['a', 'b'], '["a","b"]'],
    [false, 'false'],
    ['', '\'\''],
  ])('shows %p as %s', (got, shown) => {
    expect(sentence({ prop: 'a', problem: 'OutOfRange', rule: 'fit', got })).toBe(`AOutOfRange: \`a\` must fit, got: ${shown}.`);
  });

  test('shows a value whole at 118 characters, which are 120 with their quotes', () => {
    expect(sentence({ prop: 'a', problem: 'TooLong', rule: 'fit', got: 'x'.repeat(118) })).toBe(`ATooLong: \`a\` must fit, got: '${'x'.repeat(118)}'.`);
  });

  test('cuts a longer value', () => {
    expect(sentence({ prop: 'a', problem: 'TooLong', rule: 'fit', got: 'x'.repeat(119) })).toContain(`got: '${'x'.repeat(119)}....`);
  });

  test.each([['regions[12]', 'RegionsMalformed'], ['tags[a key].value', 'ValueMalformed'], ['tags[a.key]', 'TagsMalformed']])('makes the code of %s: %s', (prop, code) => {
    expect(sentence({ prop, problem: 'Malformed', rule: 'fit' })).toBe(`${code}: \`${prop}\` must fit.`);
  });

  test('makes the code of the last name in a path', () => {
    expect(sentence({ prop: 'amiDistributions[1].amiName', problem: 'Malformed', rule: 'fit' }))
      .toBe('AmiNameMalformed: `amiDistributions[1].amiName` must fit.');
  });
});

describe('the error', () => {
  const fault = { prop: 'vpc', problem: 'Required', rule: 'be given' } as const;

  test('trap 18: is our own, and carries code, name and the path of its construct', () => {
    const error = new InvalidInputError(fault, new Construct(new Stack(undefined, 'Stack'), 'Thing'));
    expect(error).toMatchObject({
      code: 'VpcRequired', name: 'InvalidInputError', message: 'VpcRequired: `vpc` must be given. [Stack/Thing]',
    });
  });

  test('has no path without a construct', () => {
    expect(new InvalidInputError(fault).message).toBe('VpcRequired: `vpc` must be given.');
  });
});
