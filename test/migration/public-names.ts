import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

/** A type with the names of its own public members, and of the types of the same package that it extends. */
interface PublicType { readonly members: string[]; readonly bases: string[]; readonly exported: boolean }
type PublicTypes = Map<string, PublicType>;

/** The public types of AWS's alpha module, from its declarations. */
export function theirTypes(folder: string): PublicTypes {
  const types: PublicTypes = new Map();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.d.ts'))) {
    ts.createSourceFile(file, readFileSync(join(folder, file), 'utf8'), ts.ScriptTarget.ES2022, true).forEachChild((node) => {
      if ((ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isEnumDeclaration(node)) && node.name !== undefined) {
        const clauses = ts.isEnumDeclaration(node) ? [] : node.heritageClauses ?? [];
        const bases = clauses.flatMap(({ types: each }) => each.map(({ expression }) => expression.getText()));
        const members = [...node.members].filter(isPublic).map((member) => member.name!.getText());
        types.set(node.name.text, { members, bases, exported: has(node, ts.SyntaxKind.ExportKeyword) });
      }
    });
  }
  return types;
}

/** Our public types, from the assembly that the build writes. */
export function ourTypes(assembly: { readonly name: string; readonly types: Record<string, any> }): PublicTypes {
  const nameOf = (fqn: string) => fqn.slice(fqn.indexOf('.') + 1);
  return new Map(Object.values(assembly.types).map((type) => [type.name, {
    members: [...type.properties ?? [], ...type.methods ?? [], ...type.members ?? []].map(({ name }) => name),
    bases: [type.base, ...type.interfaces ?? []].filter(Boolean).map(nameOf),
    exported: true,
  }]));
}

/** Names that one package has and the other has not: `Type`, or `Type.member` where only the member is missing. */
export function missingNames(these: PublicTypes, those: PublicTypes): string[] {
  return [...these].filter(([, { exported }]) => exported).flatMap(([name]) => {
    if (!those.has(name)) {
      return [name];
    }
    const known = membersOf(those, name);
    return membersOf(these, name).filter((member) => !known.includes(member)).map((member) => `${name}.${member}`);
  });
}

function membersOf(types: PublicTypes, name: string): string[] {
  const type = types.get(name);
  return type === undefined ? [] : [...new Set([...type.members, ...type.bases.flatMap((base) => membersOf(types, base))])];
}

function isPublic(member: ts.ClassElement | ts.TypeElement | ts.EnumMember): boolean {
  return /^[a-zA-Z]/.test(member.name?.getText() ?? '') && !has(member, ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword);
}

function has(node: ts.Node, ...kinds: ts.SyntaxKind[]): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kinds.includes(kind));
}
