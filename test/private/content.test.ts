import { CfnResource, Fn, Stack } from 'aws-cdk-lib';
import { contentOf } from '../../src/private/content';
import { newStack } from '../support/synth';

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

function resource(id: string, properties: Record<string, unknown> = {}): CfnResource {
  return new CfnResource(stack, id, { type: 'Test::Test::Test', properties });
}

/** Whether a change of the resource `changed` is seen. */
function sees(value: string, changed: CfnResource): boolean {
  const before = contentOf(stack, value).hash;
  changed.addPropertyOverride('Other', 'value');
  return contentOf(stack, value).hash !== before;
}

test('a resource that the value refers to is seen', () => {
  const direct = resource('Direct');
  expect(sees(direct.ref, direct)).toBe(true);
});

test('a resource that the value does not refer to is not seen', () => {
  expect(sees(resource('Direct').ref, resource('Other'))).toBe(false);
});

test('a resource behind others is seen, through properties of any depth', () => {
  const behind = resource('Behind');
  const middle = resource('Middle', { List: [{ Text: `before ${behind.getAtt('Arn')} after` }] });
  expect(sees(resource('Front', { Map: { Ref: middle.ref } }).ref, behind)).toBe(true);
});

test('a resource that is named inside of a JSON text is seen', () => {
  const inside = resource('Inside');
  expect(sees(resource('Front', { Data: stack.toJsonString({ deep: [inside.ref] }) }).ref, inside)).toBe(true);
});

test.each<[string, unknown]>([
  ['as a reference', Fn.ref('Named')],
  ['as an attribute', Fn.getAtt('Named', 'Arn').toString()],
  ['as an attribute in one word', { 'Fn::GetAtt': 'Named.Arn' }],
])('a resource that is named by its logical id, %s, is seen', (_, A) => {
  expect(sees(resource('Front', { A }).ref, resource('Named'))).toBe(true);
});

test('resources that refer to one another are seen once', () => {
  const first = resource('First');
  const second = resource('Second', { Back: first.ref });
  first.addPropertyOverride('Forth', second.ref);
  expect(sees(first.ref, second)).toBe(true);
  expect(contentOf(stack, first.ref).unseen).toEqual([]);
});

test('parts of the deployment itself are nothing unseen', () => {
  expect(contentOf(stack, resource('Front', { Name: `${stack.region}-${stack.stackName}-${stack.account}` }).ref).unseen).toEqual([]);
});

test.each([
  [{ A: Fn.importValue('Export') }, ['{"Fn::ImportValue":"Export"}']],
  [{ A: `x${Fn.importValue('Export')}` }, ['{"Fn::ImportValue":"Export"}']],
  [{ A: Fn.ref('Elsewhere') }, ['{"Ref":"Elsewhere"}']],
  [{ A: 'password={{resolve:secretsmanager:x}}' }, ['password={{resolve:secretsmanager:x}}']],
  [{ A: 'plain', B: 1, C: true, D: [] }, []],
])('of %j is unseen: %j', (properties, unseen) => {
  expect(contentOf(stack, resource('Front', properties).ref).unseen).toEqual(unseen);
});
