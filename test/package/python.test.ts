import { execFile } from 'child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { promisify } from 'util';
import { ensureVenv } from '../support/python';
import { ensureInstalledWheel } from '../support/wheel';

/** The Python package as users get it: a wheel, in an environment without this repository. */
const ROOT = join(__dirname, '..', '..');
const REQUIREMENTS = readFileSync(join(ROOT, 'examples', 'golden-ami-python', 'requirements.txt'), 'utf8').split('\n').filter((line) => /^[a-z]/.test(line) && !/^cdk-imagebuilder/.test(line));
jest.setTimeout(600_000);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdk-imagebuilder-python-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The templates of an example, by the names of its stacks. */
async function synthesize(example: string, command: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<Record<string, any>> {
  const assembly = join(folder, example);
  await promisify(execFile)(command, args, {
    cwd: join(ROOT, 'examples', example),
    timeout: 300_000,
    env: { ...process.env, CDK_OUTDIR: assembly, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20', ...env },
  });
  return Object.fromEntries(readdirSync(assembly).filter((file) => file.endsWith('.template.json'))
    .map((file) => [file.split('.')[0], JSON.parse(readFileSync(join(assembly, file), 'utf8'))]));
}

const EXAMPLES: [string, number][] = [['golden-ami', 15], ['golden-ami-asg', 50], ['golden-ami-windows', 20], ['private-network', 30]];

test.each(EXAMPLES)('%s in Python synthesizes to the same templates as in TypeScript', async (example, resources) => {
  // To compile all of aws-cdk-lib takes as long as the tests; each module that is imported is compiled once.
  const python = await ensureVenv('python-example', REQUIREMENTS, { compiles: false });
  const site = await ensureInstalledWheel(python);

  const [inPython, inTypeScript] = await Promise.all([
    synthesize(`${example}-python`, python, ['app.py'], { PYTHONPATH: site, PYTHONDONTWRITEBYTECODE: '', PYTHONPYCACHEPREFIX: join(folder, 'pycache') }),
    synthesize(example, 'npx', ['tsx', 'app.ts']),
  ]);

  expect(Object.values(inTypeScript).flatMap(({ Resources }) => Object.keys(Resources)).length).toBeGreaterThan(resources);
  expect(inPython).toEqual(inTypeScript);
});
