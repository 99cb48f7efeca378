import { Stack } from 'aws-cdk-lib';
import { noteTraits, traitsOf } from '../../src/common/known-facts';
import { Platform } from '../../src/common/platform';

test('what is noted of a construct is known of it, and of no other', () => {
  const [noted, other] = [new Stack(), new Stack()];
  noteTraits(noted, { platform: Platform.LINUX });
  expect(traitsOf(noted)).toEqual({ platform: 'Linux' });
  expect(traitsOf(other)).toEqual({});
});
