import { App, Stack } from 'aws-cdk-lib';
import { KnownFact, ListedFact } from '../../src/common/known-facts';

test('what is noted of a construct is known of it, of no other, and of no other fact', () => {
  const [noted, other] = [new Stack(), new Stack()];
  const [fact, otherFact] = [new KnownFact<string>(), new KnownFact<string>()];
  fact.note(noted, 'value');
  expect(fact.of(noted)).toBe('value');
  expect(fact.of(other)).toBeUndefined();
  expect(fact.of(undefined)).toBeUndefined();
  expect(otherFact.of(noted)).toBeUndefined();
});

test('what is not known is not noted, and hides nothing that is', () => {
  const construct = new Stack();
  const fact = new KnownFact<boolean>();
  fact.note(construct, false);
  fact.note(construct, undefined);
  expect(fact.of(construct)).toBe(false);
});

test('the constructs of an app that are listed under a key', () => {
  const [app, other] = [new App(), new App()];
  const fact = new ListedFact<string>();
  const [first, second] = ['First', 'Second'].map((id) => new Stack(app, id));
  fact.list(second, 'value', ['a', 'b']);
  fact.list(first, 'other value', ['a', 'a']);
  expect(fact.within(app, 'a')).toEqual([second, first]);
  expect(fact.within(app, 'b')).toEqual([second]);
  expect(fact.within(app, 'c')).toEqual([]);
  expect(fact.of(first)).toBe('other value');
  expect(fact.within(other, 'a')).toEqual([]);
});
