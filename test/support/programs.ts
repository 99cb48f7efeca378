import { join } from 'node:path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..', '..');

/** What the compiler has against each of the files, which import the library by its name. The library itself is compiled by the build. */
export function faultsOf(files: readonly string[]): string[][] {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson({
    ...config.compilerOptions, rootDir: ROOT, noEmit: true, noUnusedLocals: false, noUnusedParameters: false, paths: { 'cdk-imagebuilder': ['./src/index.ts'] },
  }, ROOT);
  const program = ts.createProgram(files, options);
  return files.map((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
      .map((fault) => ts.flattenDiagnosticMessageText(fault.messageText, ' '));
  });
}

/** Runs a program with our library or, where `library` names one, with another in its place. Gives what it exports, throws what it throws. */
export function load(program: string, library?: string): any {
  const { outputText } = ts.transpileModule(program, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const module = { exports: {} };
  const required = (name: string) => jest.requireActual(name !== 'cdk-imagebuilder' ? name : library ?? '../../src');
  new Function('require', 'module', 'exports', outputText)(required, module, module.exports);
  return module.exports;
}
