import { execFileSync } from 'child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { buildSync } from 'esbuild';
import { installPacked } from '../support/packed';

/** Apps that are bundled into one file, as `docs/bundling.md` describes them. */
const ROOT = join(__dirname, '..', '..');
const GUIDE = readFileSync(join(ROOT, 'docs', 'bundling.md'), 'utf8');
const APP = `
import { App, Stack } from 'aws-cdk-lib';
import { BaseImage, BuildReport, BuildSource, ImagePipeline, ImageRecipe } from 'cdk-imagebuilder';

const stack = new Stack(new App(), 'GoldenAmi');
const recipe = new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() });
const image = new ImagePipeline(stack, 'Pipeline', { recipe }).runOnDeploy();
new BuildReport(stack, 'Build', { source: BuildSource.image(image) }).addStackOutputs();
stack.node.root.synth();
`;
jest.setTimeout(180_000);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdk-imagebuilder-bundled-'));
  installPacked(folder);
  writeFileSync(join(folder, 'app.ts'), APP);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function bundle(name: string, options: { packages?: 'external' } = {}): string {
  const outfile = join(folder, name, 'app.js');
  buildSync({ entryPoints: [join(folder, 'app.ts')], bundle: true, platform: 'node', outfile, logLevel: 'error', tsconfigRaw: '{}', ...options });
  return outfile;
}

function synthesize(app: string): unknown {
  const assembly = `${app}.out`;
  execFileSync(process.execPath, [app], { cwd: folder, encoding: 'utf8', stdio: 'pipe', env: { ...process.env, CDK_OUTDIR: assembly } });
  return JSON.parse(readFileSync(join(assembly, 'GoldenAmi.template.json'), 'utf8'));
}

test('the libraries can stay out of the bundle, or in it with the folders that the guide names', () => {
  const expected = synthesize(bundle('without', { packages: 'external' }));
  expect(Object.keys((expected as any).Resources).length).toBeGreaterThan(15);

  const app = bundle('dist');
  const beside = dirname(app);
  expect(() => synthesize(app)).toThrow(`AssetsRequired: \`assets\` must be a folder of cdk-imagebuilder with the code of its Lambda functions, got: '${join(beside, 'assets')}'`);

  const copies = [...GUIDE.matchAll(/^cp -R (\S+) (dist\/\S+)$/gm)];
  expect(copies).toHaveLength(2);
  copies.forEach(([, from, to]) => cpSync(join(folder, from), join(folder, to), { recursive: true, dereference: true }));
  expect(synthesize(app)).toEqual(expected);
});
