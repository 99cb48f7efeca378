import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';
import { BUILD_KEY_DESCRIPTIONS, SCAN_KEY_DESCRIPTIONS } from '../../src/report/key-descriptions';

/**
 * What jsii compiles and other languages cannot take, or take only degraded. Reads the assembly that the build wrote.
 */
const ROOT = join(__dirname, '..', '..');
const ASSEMBLY = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8'));

/** Words that Python, Java, C# or Go reserve, or that hide what jsii generates. */
const KEYWORDS = new Set(`
  abstract and as assert async await base bool break byte case catch char chan class clone const continue decimal def default defer del delegate
  delete do double elif else enum equals event except exec explicit export extends extern fallthrough final finally fixed float for foreach
  from func get global go goto hash_code hashCode if implements implicit import in instanceof int interface internal is lambda lock long map
  namespace native new none nonlocal not notify null object operator or out override package params pass print private protected public raise
  range readonly ref register return scope sealed select self set short signed sizeof stackalloc static strictfp string struct super switch
  synchronized this throw throws to toString transient try type typedef typeof uint ulong unchecked unsafe unsigned ushort using var virtual
  void volatile wait while with yield build
`.trim().split(/\s+/));

/**
 * Members of structs, which are named arguments in Python and capitalized in Go. AWS's alpha module has `type` under this name, and `notify` is a method of
 * every object in Java, which the method of a builder overloads, because it has an argument.
 */
const TAKEN_ALL_THE_SAME = new Set(['GoldenImageOptions.notify', 'LifecyclePolicyAction.type']);

interface Site { readonly where: string; readonly type: any }

interface Named { readonly where: string; readonly name: string }

const types: any[] = Object.values(ASSEMBLY.types);

function callablesOf(type: any): any[] {
  return [...(type.methods ?? []), ...(type.initializer ? [{ ...type.initializer, name: 'function Object() { [native code] }' }] : [])];
}

/** Every place in the public API that has a type. */
function sites(): Site[] {
  return types.flatMap((type) => [
    ...(type.properties ?? []).map((property: any) => ({ where: `${type.name}.${property.name}`, type: property.type })),
    ...callablesOf(type).flatMap((callable) => [
      ...(callable.returns ? [{ where: `${type.name}.${callable.name}()`, type: callable.returns.type }] : []),
      ...(callable.parameters ?? []).map((parameter: any) => ({ where: `${type.name}.${callable.name}(${parameter.name})`, type: parameter.type })),
    ]),
  ]);
}

/** Every name that a user of another language writes. A construct's own `scope` and `id` are parameters of all constructs. */
function names(): Named[] {
  return types.flatMap((type) => [
    ...(type.properties ?? []).filter((p: any) => !p.static).map(({ name }: any) => ({ where: `${type.name}.${name}`, name })),
    ...(type.methods ?? []).map(({ name }: any) => ({ where: `${type.name}.${name}()`, name })),
    ...callablesOf(type).flatMap((callable) => (callable.parameters ?? [])
      .filter(({ name }: any) => name !== 'scope')
      .map(({ name }: any) => ({ where: `${type.name}.${callable.name}(${name})`, name }))),
  ]);
}

/** The types that a type reference is made of, collections and unions included. */
function parts(type: any): any[] {
  const inner = type.collection ? [type.collection.elementtype] : type.union?.types ?? type.intersection?.types ?? [];
  return [type, ...inner.flatMap(parts)];
}

function where(found: { where: string }[]): string[] {
  return found.map((site) => site.where);
}

test('the assembly holds the public API', () => {
  expect(types.map(({ name }) => name)).toEqual(expect.arrayContaining(['ImagePipeline', 'BuildReport', 'ScanReport', 'SeverityGate']));
  expect(sites().length).toBeGreaterThan(100);
});

test('no type is a union: Java, C# and Go have none', () => {
  expect(where(sites().filter(({ type }) => parts(type).some((part) => part.union)))).toEqual([]);
});

test('no type is a bare any', () => {
  expect(where(sites().filter(({ type }) => type.primitive === 'any'))).toEqual([]);
});

test('no type is a union of strings: jsii turns it into a plain string without a word', () => {
  expect(stringUnions()).toEqual([]);
});

test('no L1 stands in a signature', () => {
  expect(where(sites().filter(({ type }) => parts(type).some((part) => /\.Cfn[A-Z]/.test(part.fqn ?? ''))))).toEqual([]);
});

test('no name is a keyword elsewhere', () => {
  expect(where(names().filter(({ name, where: place }) => KEYWORDS.has(name) && !TAKEN_ALL_THE_SAME.has(place)))).toEqual([]);
});

test('no property is called scope or id: they collide with the arguments of every construct', () => {
  const properties = types.filter(({ datatype }) => datatype).flatMap((type) => (type.properties ?? []).map(({ name }: any) => ({ where: `${type.name}.${name}`, name })));
  expect(where(properties.filter(({ name }) => ['scope', 'id'].includes(name)))).toEqual([]);
});

test('no error class is exported: other languages receive a plain runtime error', () => {
  expect(types.filter(({ name, base }) => /(Error|Exception)$/.test(name) || /Error$/.test(base ?? '')).map(({ name }) => name)).toEqual([]);
});

test('no acronym stands in capitals', () => {
  expect(where(names().filter(({ name }) => /[A-Z]{2,}/.test(name) && name !== name.toUpperCase()))).toEqual([]);
});

test('every optional prop documents its default', () => {
  const optional = types.filter(({ datatype }) => datatype)
    .flatMap((type) => (type.properties ?? []).map((property: any) => ({ ...property, where: `${type.name}.${property.name}` })))
    .filter((property) => property.optional);
  expect(optional.length).toBeGreaterThan(20);
  expect(where(optional.filter(({ docs }) => !docs?.default))).toEqual([]);
});

test('every public name is documented', () => {
  const undocumented = types.flatMap((type) => [
    ...(type.docs?.summary ? [] : [type.name]),
    ...[...(type.properties ?? []), ...(type.methods ?? []), ...(type.members ?? [])]
      .filter((member: any) => !member.docs?.summary && !member.overrides)
      .map((member: any) => `${type.name}.${member.name}`),
  ]);
  expect(undocumented).toEqual([]);
});

test.each([
  ['BuildReport', BUILD_KEY_DESCRIPTIONS],
  ['ScanReport', SCAN_KEY_DESCRIPTIONS],
] as const)('%s has a getter for each attribute, described like its stack output', (name, descriptions) => {
  const { properties } = ASSEMBLY.types[`${ASSEMBLY.name}.${name}`];
  const documented = Object.fromEntries(properties.filter((property: any) => !property.static).map((property: any) => [
    `${property.name[0].toUpperCase()}${property.name.slice(1)}`,
    [property.docs.summary, property.docs.remarks].filter(Boolean).join(' '),
  ]));
  expect(documented).toEqual(descriptions);
});

/** Unions with a string literal in the compiled declarations; private members have no type there. */
function stringUnions(): string[] {
  const found: string[] = [];
  const exported = new Set(types.map(({ name }) => name));
  for (const file of readdirSync(join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.d.ts'))) {
    const source = ts.createSourceFile(file, readFileSync(join(ROOT, 'lib', file), 'utf8'), ts.ScriptTarget.ES2022, true);
    for (const statement of source.statements) {
      const declares = ts.isClassDeclaration(statement) || ts.isInterfaceDeclaration(statement);
      if (declares && exported.has(statement.name?.text)) {
        visit(statement, `${file}: ${statement.name?.text}`);
      }
    }
  }
  return found;

  function visit(node: ts.Node, place: string): void {
    const name = ts.isClassElement(node) || ts.isTypeElement(node) ? node.name?.getText() : undefined;
    if (name?.startsWith('_')) {
      return;
    }
    if (ts.isUnionTypeNode(node) && node.types.some((type) => ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal))) {
      found.push(`${place}: ${node.getText()}`);
    }
    node.forEachChild((child) => visit(child, name ? `${place}.${name}` : place));
  }
}
