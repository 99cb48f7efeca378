import { join } from 'node:path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..', '..');

/** A program of the compiler of files that import the library by its name. Its sources are part of it, so it finds what does not fit aws-cdk-lib. */
export function compiled(files: readonly string[], options: ts.CompilerOptions = {}): ts.Program {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options: own } = ts.convertCompilerOptionsFromJson({
    ...config.compilerOptions, rootDir: ROOT, noEmit: true, noUnusedLocals: false, paths: { 'cdk-imagebuilder': ['./src/index.ts'] },
  }, ROOT);
  return ts.createProgram(files, { ...own, ...options });
}

/** Runs a program with our library or, where `library` names one, with another in its place. Gives what it exports, throws what it throws. */
export function load(program: string, library?: string): any {
  const { outputText } = ts.transpileModule(program, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const module = { exports: {} };
  const required = (name: string) => jest.requireActual(name !== 'cdk-imagebuilder' ? name : library ?? '../../src');
  new Function('require', 'module', 'exports', outputText)(required, module, module.exports);
  return module.exports;
}
