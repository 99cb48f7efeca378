import { Stack } from 'aws-cdk-lib';
import { Platform } from '../../src/platform';
import { noteTraits, traitsOf } from '../../src/private/traits';

test('what is noted of a construct is known of it, and of no other', () => {
  const [noted, other] = [new Stack(), new Stack()];
  noteTraits(noted, { platform: Platform.LINUX });
  expect(traitsOf(noted)).toEqual({ platform: 'Linux' });
  expect(traitsOf(other)).toEqual({});
});
