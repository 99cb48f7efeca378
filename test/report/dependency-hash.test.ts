import { Aspects, CfnParameter, CfnResource, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { dependencyHashOf, contentTrigger } from '../../src/report/dependency-hash';
import { newStack, propertiesOf, warningsOf } from '../support/synth';

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

function resource(id: string, properties: Record<string, unknown> = {}): CfnResource {
  return new CfnResource(stack, id, { type: 'Test::Test::Test', properties });
}

/** Whether a change of the resource `changed` is seen. */
function sees(value: string, changed: CfnResource): boolean {
  const before = dependencyHashOf(stack, value).hash;
  changed.addPropertyOverride('Other', 'value');
  return dependencyHashOf(stack, value).hash !== before;
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
  const front = resource('Front', { A });
  expect(sees(front.ref, resource('Named'))).toBe(true);
  expect(dependencyHashOf(stack, front.ref).unseen).toEqual([]);
});

test('resources that refer to one another are seen once', () => {
  const first = resource('First');
  const second = resource('Second', { Back: first.ref });
  first.addPropertyOverride('Forth', second.ref);
  expect(sees(first.ref, second)).toBe(true);
  expect(dependencyHashOf(stack, first.ref).unseen).toEqual([]);
});

test('parts of the deployment itself are nothing unseen', () => {
  expect(dependencyHashOf(stack, resource('Front', { Name: `${stack.region}-${stack.stackName}-${stack.account}` }).ref).unseen).toEqual([]);
});

test('a resource of the same name in another stack is not meant', () => {
  const elsewhere = new CfnResource(new Stack(stack.node.root, 'Elsewhere'), 'Named', { type: 'Test::Test::Test' });
  const front = resource('Front', { A: Fn.ref('Named') });
  expect(sees(front.ref, elsewhere)).toBe(false);
  expect(dependencyHashOf(stack, front.ref).unseen).toEqual(['{"Ref":"Named"}']);
});

test('a resource of the same name in a nested stack is not meant', () => {
  const nested = new CfnResource(new NestedStack(stack, 'Nested'), 'Named', { type: 'Test::Test::Test' });
  const front = resource('Front', { A: Fn.ref('Named') });
  expect(sees(front.ref, nested)).toBe(false);
  expect(dependencyHashOf(stack, front.ref).unseen).toEqual(['{"Ref":"Named"}']);
});

test('what is nested, and of other kinds than text, is content', () => {
  const [list, map, nothing] = [resource('List', { A: [['x']] }), resource('Map', { A: { Ref: 1 } }), resource('Null', { A: null })];
  expect([list, map, nothing].map(({ ref }) => dependencyHashOf(stack, ref).unseen)).toEqual([[], [], []]);
  expect(sees(list.ref, list)).toBe(true);
});

test('an object in the place of a piece of text is content', () => {
  const front = resource('Front', { A: Fn.join('', ['a', Fn.conditionIf('C', 'x', 'y').toString(), 'b']) });
  expect(sees(front.ref, front)).toBe(true);
});

test.each(['Tags', 'Description', 'Schedule', 'Status'])('%s has no effect, so a change of it is not seen', (property) => {
  const direct = resource('Direct');
  const before = dependencyHashOf(stack, direct.ref).hash;
  direct.addPropertyOverride(property, 'changed');
  expect(dependencyHashOf(stack, direct.ref).hash).toBe(before);
});

test('another attribute of the same resource is another content, and so is other text around it', () => {
  const direct = resource('Direct');
  const hashes = [direct.ref, direct.getAtt('Arn').toString(), `before-${direct.ref}`, `${direct.ref}-after`].map((value) => dependencyHashOf(stack, value).hash);
  expect(new Set(hashes).size).toBe(4);
});

test('a parameter is something unseen', () => {
  const parameter = new CfnParameter(stack, 'Parameter');
  expect(dependencyHashOf(stack, resource('Front', { A: parameter.valueAsString }).ref).unseen).toEqual(['the parameter Stack/Parameter']);
});

test('in a list, and in a text of several pieces, what is unseen is unseen too', () => {
  expect(dependencyHashOf(stack, resource('Front', { A: [{ B: [Fn.importValue('Export')] }] }).ref).unseen).toEqual(['{"Fn::ImportValue":"Export"}']);
  const secret = `{{resolve:ssm:/${stack.region}/${Fn.select(0, ['x'])}/${Fn.ref('Elsewhere')}}}`;
  expect(dependencyHashOf(stack, resource('Other', { A: secret }).ref).unseen).toEqual(['{{resolve:ssm:/<Region>/x/<Elsewhere>}}']);
});

const OWN = 'arn:aws:imagebuilder:eu-central-1:123456789012';
const ofAws = (owner: string) => `arn:aws:imagebuilder:eu-central-1:${owner}:component/update-linux/x.x.x`;

test.each([
  `${OWN}:image-pipeline/nightly`, `${OWN}:infrastructure-configuration/small`, `${OWN}:distribution-configuration/here`,
  `${OWN}:image-pipeline/nightly/1.0.0`, `${OWN}:infrastructure-configuration/small/1.0.0`, `${OWN}:distribution-configuration/here/1.0.0`,
  `${OWN}:component/hardening`, `${OWN}:component/hardening/x.x.x`, `${OWN}:component/hardening/1.x.x`, `${OWN}:image/golden/1.0.x`,
  'arn:aws-cn:imagebuilder::123456789012:component/hardening/x.x.x', 'ssm:/golden/base', '{{resolve:ssm:/golden/base}}',
])('what %s names may change unseen', (A) => {
  expect(dependencyHashOf(stack, resource('Front', { A }).ref).unseen).toEqual([A]);
});

test.each([
  `${OWN}:component/hardening/1.0.0`, `${OWN}:component/hardening/1.0.0/1`, `${OWN}:image-recipe/golden/10.20.30`, `${OWN}:component/x/1.0.0`,
  ofAws('aws'), ofAws('aws-marketplace'), ofAws('third-party'), 'ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64',
  'arn:aws:s3:::bucket/ssm:/golden/base', `before ${OWN}:image-pipeline/nightly`,
])('what %s names does not change, or is not ours', (A) => {
  expect(dependencyHashOf(stack, resource('Front', { A }).ref).unseen).toEqual([]);
});

test.each([
  [{ A: Fn.importValue('Export') }, ['{"Fn::ImportValue":"Export"}']],
  [{ A: `x${Fn.importValue('Export')}` }, ['{"Fn::ImportValue":"Export"}']],
  [{ A: Fn.ref('Elsewhere') }, ['{"Ref":"Elsewhere"}']],
  [{ A: 'password={{resolve:secretsmanager:x}}' }, ['password={{resolve:secretsmanager:x}}']],
  [{ A: 'plain', B: 1, C: true, D: [] }, []],
])('of %j is unseen: %j', (properties, unseen) => {
  expect(dependencyHashOf(stack, resource('Front', properties).ref).unseen).toEqual(unseen);
});

describe('a trigger', () => {
  /** The trigger as a resource has it, and the warnings of its stack, after the last change. */
  function synthesized(value: string, extra?: string, change: (scope: Construct) => unknown = () => {}): { trigger: unknown; warnings: string[] } {
    const scope = new Construct(stack, 'Scope');
    new CfnResource(stack, 'Resource', { type: 'Test::Test::Triggered', properties: { Trigger: contentTrigger(scope, value, extra) } });
    change(scope);
    return { trigger: propertiesOf(stack, 'Test::Test::Triggered').Trigger, warnings: warningsOf(stack) };
  }

  test('is a hash of the content, which has nothing to warn of, nor have constructs below', () => {
    expect(synthesized(resource('Front').ref, undefined, (scope) => new Construct(scope, 'Child'))).toEqual({ trigger: expect.stringMatching(/^[0-9a-f]{64}$/), warnings: [] });
  });

  test.each<[string, string | undefined, Record<string, unknown>]>([['the content', undefined, { A: 2 }], ['a text that is given', 'golden', { A: 1 }]])(
    'changes with %s', (_, extra, properties) => {
      const { trigger } = synthesized(resource('Front', { A: 1 }).ref);
      stack = newStack();
      expect(synthesized(resource('Front', properties).ref, extra).trigger).not.toBe(trigger);
    });

  test('ends with a text that is known at deployment only', () => {
    const { trigger } = synthesized(resource('Front').ref, Fn.importValue('Golden'));
    expect(trigger).toEqual({ 'Fn::Join': ['', [expect.stringMatching(/^[0-9a-f]{64}\/$/), { 'Fn::ImportValue': 'Golden' }]] });
  });

  test('is warned of once if it cannot see something, also if other aspects brought that in', () => {
    const front = resource('Front', { A: 'ssm:/golden/base' });
    const { warnings } = synthesized(front.ref, undefined, (scope) => {
      Aspects.of(scope).add({ visit: () => front.addPropertyOverride('B', { 'Fn::ImportValue': 'Golden' }) });
    });
    expect(warnings).toEqual([
      'A change of ssm:/golden/base, {"Fn::ImportValue":"Golden"} starts no build, because it cannot be seen in the template. '
      + 'Say in `trigger` what is to be built, for example its version. [ack: cdk-imagebuilder:unseenByTrigger]',
    ]);
  });
});

/** The hash of a resource that refers to two others, which import values. */
function hashIn(order: <T>(entries: T[]) => T[], list: string[] = []): unknown {
  const own = newStack();
  const [a, b] = ['A', 'B'].map((id) => new CfnResource(own, id, { type: 'Test::Test::Test', properties: { Import: Fn.importValue(id) } }));
  const map = Object.fromEntries(order(Object.entries({ X: a.ref, Y: b.ref, Z: Object.fromEntries(order([['c', 1], ['d', 2]])) })));
  return dependencyHashOf(own, new CfnResource(own, 'Front', { type: 'Test::Test::Test', properties: { ...map, list } }).ref);
}

test('maps in another order have the same hash, and name what is not seen in the same order', () => {
  expect(hashIn((entries) => entries.reverse())).toEqual(hashIn((entries) => entries));
});

test('a list in another order has another hash', () => {
  expect(hashIn((entries) => entries, ['b', 'a'])).not.toEqual(hashIn((entries) => entries, ['a', 'b']));
});
