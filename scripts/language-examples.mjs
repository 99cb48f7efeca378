/**
 * The last step of `npx projen package-languages`: the examples in Java and Go, with the packages that were built, synthesize to the same templates as in TypeScript.
 * test/package/python.test.ts does the same for Python.
 */
import { deepStrictEqual } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const EXAMPLES = ['golden-ami-asg', 'golden-ami-windows', 'private-network'];
const GO_MODULE = 'github.com/cdk-imagebuilder/cdk-imagebuilder-go/cdkimagebuilder';
const JAVA_PACKAGE = join(ROOT, 'dist/java/io/github/cdk-imagebuilder/cdk-imagebuilder/0.0.0/cdk-imagebuilder-0.0.0');
const MAVEN = ['-B', '-q', `-Dmaven.repo.local=${join(ROOT, '.m2/repository')}`];

/** The commands that synthesize an example, in a copy of its folder or in its place. */
const LANGUAGES = {
  ts: { inPlace: true, commands: [['npx', 'tsx', 'app.ts']] },
  go: {
    commands: [
      ['go', 'mod', 'edit', '-require', `${GO_MODULE}@v0.0.0`, '-replace', `${GO_MODULE}=${join(ROOT, 'dist/go/cdkimagebuilder')}`],
      ['go', 'mod', 'tidy'],
      ['go', 'run', '.'],
    ],
  },
  java: {
    commands: [
      ['mvn', ...MAVEN, 'install:install-file', `-Dfile=${JAVA_PACKAGE}.jar`, `-DpomFile=${JAVA_PACKAGE}.pom`],
      ['mvn', ...MAVEN, '-Dcdk-imagebuilder.version=0.0.0', 'compile', 'exec:java'],
    ],
  },
};

const folder = mkdtempSync(join(tmpdir(), 'cdk-imagebuilder-examples-'));
try {
  for (const example of EXAMPLES) {
    const { ts, ...others } = Object.fromEntries(Object.entries(LANGUAGES).map(([language, how]) => [language, synthesize(example, language, how)]));
    for (const [language, templates] of Object.entries(others)) {
      deepStrictEqual(templates, ts, `examples/${example}-${language} must synthesize to the templates of examples/${example}.`);
      process.stdout.write(`${language}: ${Object.keys(templates).join(', ')} as in TypeScript\n`);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The templates, by the names of their files. */
function synthesize(example, language, { commands, inPlace }) {
  const source = join(ROOT, 'examples', inPlace ? example : `${example}-${language}`);
  const cwd = inPlace ? source : join(folder, example, language);
  if (!inPlace) { cpSync(source, cwd, { recursive: true }); }
  const assembly = join(folder, example, `${language}.out`);
  for (const [command, ...args] of commands) {
    execFileSync(command, args, {
      cwd,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, CDK_OUTDIR: assembly, CDK_VALIDATION: 'false', JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' },
    });
  }
  const templates = readdirSync(assembly).filter((file) => file.endsWith('.template.json'));
  return Object.fromEntries(templates.map((file) => [file, JSON.parse(readFileSync(join(assembly, file), 'utf8'))]));
}
