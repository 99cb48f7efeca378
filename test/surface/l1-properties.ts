import { readFileSync } from 'node:fs';
import ts from 'typescript';

const NESTED = /\bCfn\w+\.\w+Property\b/g;

/**
 * Every settable property of the nine resources, as paths such as `ImagePipeline.schedule.timezone`, read from the declarations of an
 * `aws-cdk-lib/aws-imagebuilder`.
 */
export function l1Properties(declarations: string): string[] {
  const interfaces = interfacesIn(declarations);
  const pathsOf = (name: string, parent: string): string[] => interfaces.get(name)!.members.flatMap((member) => {
    const path = `${parent}.${member.name!.getText()}`;
    const nested = new Set((member as ts.PropertySignature).type!.getText().match(NESTED) ?? []);
    return [path, ...[...nested].flatMap((type) => pathsOf(type, path))];
  });
  return [...interfaces.keys()].filter((name) => /^Cfn\w+Props$/.test(name)).flatMap((name) => pathsOf(name, name.slice('Cfn'.length, -'Props'.length)));
}

/** Interfaces by name; those of a namespace as `Namespace.Name`. */
function interfacesIn(declarations: string): Map<string, ts.InterfaceDeclaration> {
  const found = new Map<string, ts.InterfaceDeclaration>();
  const visit = (node: ts.Node, prefix: string) => {
    if (ts.isInterfaceDeclaration(node)) found.set(prefix + node.name.text, node);
    if (ts.isModuleDeclaration(node) && node.body && ts.isModuleBlock(node.body)) {
      node.body.statements.forEach((statement) => visit(statement, `${prefix}${node.name.text}.`));
    }
  };
  const source = ts.createSourceFile(declarations, readFileSync(declarations, 'utf8'), ts.ScriptTarget.Latest, true);
  source.statements.forEach((statement) => visit(statement, ''));
  return found;
}
