/**
 * Makes the imports of the compiled files lazy: `node scripts/lazy-imports.mjs lib`.
 *
 * `import` compiles to a `require` that runs when the file is loaded, so that one construct loads every file that it could ever need, and whole
 * service modules of aws-cdk-lib for a type of which one method makes use. Here each imported module becomes a function that loads the module when it
 * is first called, on the same line, as aws-cdk-lib does it in its own files. A file that uses an import at once, to extend a class, loads it at once.
 *
 * Modules of other packages are loaded by one file, `packages.js`: from each folder Node.js looks for a package anew, which took a fifth of the
 * time in which the files of a pipeline are loaded.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

const HEADER = '// Each import loads its module when it is first used.';

/** `const x = require('…')`, also within one of the helpers that TypeScript writes around a `require`. */
function importsOf(source) {
  const imports = new Map();
  for (const statement of source.statements) {
    if (ts.isVariableStatement(statement) && statement.declarationList.declarations.length === 1) {
      const [{ name, initializer }] = statement.declarationList.declarations;
      if (ts.isIdentifier(name) && initializer && isRequire(initializer)) {
        imports.set(name.text, { statement, initializer });
      }
    }
  }
  return imports;
}

function isRequire(node) {
  return ts.isCallExpression(node) && ts.isIdentifier(node.expression)
    && (node.expression.text === 'require' || (node.expression.text.startsWith('__import') && isRequire(node.arguments[0])));
}

/** Whether an identifier is the name of something and no use of a variable. */
function isName(node) {
  const { parent } = node;
  return (ts.isPropertyAccessExpression(parent) && parent.name === node)
    || ((ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent) || ts.isAccessor(parent) || ts.isPropertyDeclaration(parent)) && parent.name === node);
}

/** Whether an identifier begins what `new` creates: `new x().Y()` would call `x` as a constructor. */
function beginsNew(node) {
  let outer = node;
  while (ts.isPropertyAccessExpression(outer.parent)) {
    outer = outer.parent;
  }
  return ts.isNewExpression(outer.parent) && outer.parent.expression === outer;
}

/** The argument of the `require`, if it names a module of another package. */
function packageIn(initializer) {
  const [argument] = initializer.arguments;
  return ts.isCallExpression(argument) ? packageIn(argument) : argument.text.startsWith('.') || isBuiltin(argument.text) ? undefined : argument;
}

/** Loads a module of another package through the file that loads all of them. */
function throughPackages(load, argument, folder, file, packages) {
  const path = relative(dirname(file), join(folder, 'packages')).replaceAll('\\', '/');
  packages.add(argument.text);
  return load.replace(`require(${argument.getText()})`, `require("${path.startsWith('.') ? path : `./${path}`}")["${argument.text}"]`);
}

function lazy(folder, file, text, packages) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const imports = importsOf(source);
  const edits = [];
  for (const [name, { statement, initializer }] of imports) {
    const argument = packageIn(initializer);
    const own = initializer.getText(source);
    const load = argument === undefined ? own : throughPackages(own, argument, folder, file, packages);
    edits.push({
      start: statement.getStart(source), end: statement.getEnd(), text: `let ${name} = () => { const loaded = ${load}; ${name} = () => loaded; return loaded; };`,
    });
  }
  const declarations = new Set([...imports.values()].map(({ statement }) => statement));
  const visit = (node) => {
    if (declarations.has(node)) {
      return;
    }
    if (ts.isIdentifier(node) && imports.has(node.text) && !isName(node)) {
      const { parent } = node;
      if (ts.isShorthandPropertyAssignment(parent) || ((ts.isParameter(parent) || ts.isVariableDeclaration(parent) || ts.isBindingElement(parent)) && parent.name === node)) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
        throw new Error(`${file}:${line + 1}: \`${node.text}\` names an import and something else; rename it.`);
      }
      edits.push({ start: node.getStart(source), end: node.getEnd(), text: beginsNew(node) ? `(${node.text}())` : `${node.text}()` });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return edits.sort((a, b) => b.start - a.start).reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
}

/** The file that loads modules of other packages, each when it is first asked for, with those that it has already. */
function writePackages(file, packages) {
  const known = existsSync(file) ? [...readFileSync(file, 'utf8').matchAll(/^ {2}get "(.+?)"/gm)].map(([, name]) => name) : [];
  const getters = [...new Set([...known, ...packages])].sort().map((name) => `  get "${name}"() { return require("${name}"); },`);
  writeFileSync(file, ['"use strict";', HEADER, 'module.exports = {', ...getters, '};', ''].join('\n'));
}

function main(folder) {
  const packages = new Set();
  for (const entry of readdirSync(folder, { recursive: true })) {
    const file = join(folder, entry);
    // The index is made lazy export by export.
    if (!entry.endsWith('.js') || entry === 'index.js') {
      continue;
    }
    const text = readFileSync(file, 'utf8');
    if (!text.includes(HEADER)) {
      // On the line of the first statement, so that no line moves.
      writeFileSync(file, lazy(folder, file, text, packages).replace('"use strict";', `"use strict"; ${HEADER}`));
    }
  }
  if (packages.size > 0) {
    writePackages(join(folder, 'packages.js'), packages);
  }
}

main(process.argv[2]);
