/** The lines of a program that its user writes for the task: neither blank, nor comments, nor what names packages. */
export function userCode(program: string): string[] {
  return program
    // Documentation: of TypeScript and Java, of Python.
    .replace(/\/\*.*?\*\//gs, '').replace(/^\s*""".*?"""$/gms, '')
    // Imports on several lines: of TypeScript, of Python, of Go.
    .replace(/^import \{[^}]*\} from .*$/gm, '').replace(/^from \S+ import \([^)]*\)$/gm, '').replace(/^import \([^)]*\)$/gm, '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s*(\/\/|#)/.test(line) && !/^(import|from|package) /.test(line));
}
