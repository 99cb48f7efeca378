import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
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

function synthesize(name: string, command: string, args: string[], cwd: string, env: NodeJS.ProcessEnv = {}): unknown {
  const assembly = join(folder, name);
  execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    timeout: 300_000,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, CDK_OUTDIR: assembly, CDK_VALIDATION: 'false', JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20', ...env },
  });
  return JSON.parse(readFileSync(join(assembly, 'GoldenAmi.template.json'), 'utf8'));
}

test('the example in Python synthesizes to the same template as in TypeScript', async () => {
  const python = await ensureVenv('python-example', REQUIREMENTS);
  const site = await ensureInstalledWheel(python);

  const inPython = synthesize('in-python', python, ['app.py'], join(ROOT, 'examples', 'golden-ami-python'), { PYTHONPATH: site, PYTHONDONTWRITEBYTECODE: '1' });
  const inTypeScript = synthesize('in-typescript', 'npx', ['tsx', 'app.ts'], join(ROOT, 'examples', 'golden-ami'));

  expect(Object.keys((inTypeScript as any).Resources).length).toBeGreaterThan(15);
  expect(inPython).toEqual(inTypeScript);
});
