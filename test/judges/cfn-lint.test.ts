import { spawnSync } from 'child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { BAD_NAME, judgedApp } from './apps';
import { judgesPython } from './python';
import { BaseImage, ImagePipeline, ImageRecipe, ImageScanning, SeverityGate } from '../../src';

jest.setTimeout(400_000);

let cfnLint: string;
let folder: string;
beforeAll(async () => {
  cfnLint = join(dirname(await judgesPython()), 'cfn-lint');
  folder = mkdtempSync(join(tmpdir(), 'cdk-imagebuilder-lint-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** W3005 is about `DependsOn` that a reference implies too: the CDK writes it into every Lambda function, of whatever library. */
const IGNORED = 'W3005';

/** The linter's schema is older than these properties of pipelines (trap 70). */
const NEWER_PROPERTY = /:E3002:.*\('(ImageScanningTypes|ScanResultCondition)' was unexpected\)/;

/** The linter's list of actions is older than these actions of Amazon EC2 and Amazon Inspector. */
const NEWER_ACTION = /:W3037:'(getimagefindings|startondemandscan)' is not one of /;

function lint(...templates: string[]): string {
  const { status, stdout, stderr } = spawnSync(cfnLint, ['--format', 'parseable', '--ignore-checks', IGNORED, '--', ...templates], { encoding: 'utf8', timeout: 120_000 });
  // The exit code is a sum of bits for findings; anything else is a failure of the linter itself.
  expect([0, 2, 4, 6, 8, 10, 12, 14]).toContain(status);
  return `${stdout}${stderr}`.split('\n').filter((line) => !NEWER_ACTION.test(line)).join('\n').trim();
}

test('the templates have no findings', () => {
  const { directory } = judgedApp({ outdir: join(folder, 'cdk.out') }).synth();
  const templates = readdirSync(directory).filter((file) => file.endsWith('.template.json')).map((file) => join(directory, file));
  expect(templates.length).toBeGreaterThan(2);
  expect(lint(...templates).split('\n').filter((line) => !NEWER_PROPERTY.test(line)).join('\n')).toBe('');
});

test('trap 70: a scan on demand has no finding but for the properties that the linter does not know yet', () => {
  const outdir = join(folder, 'newer.out');
  const stack = new Stack(new App({ outdir }), 'Newer');
  const recipe = new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() });
  const imageScanning = ImageScanning.onDemandAmi({ condition: SeverityGate.atMost({ critical: 0 }) });
  new ImagePipeline(stack, 'Pipeline', { recipe, imageScanning }).runOnDeploy();
  (stack.node.root as App).synth();
  const unknown = lint(join(outdir, 'Newer.template.json')).split('\n').map((line) => /:(\w\d{4}):.*'(\w+)' was unexpected/.exec(line)?.slice(1) ?? line);
  expect(unknown.sort()).toEqual([['E3002', 'ImageScanningTypes'], ['E3002', 'ScanResultCondition']]);
});

test('a template with a fault has one', () => {
  const template = join(folder, 'bad.json');
  const properties = { Name: BAD_NAME, InstanceProfileName: 'profile' };
  writeFileSync(template, JSON.stringify({ Resources: { Infrastructure: { Type: 'AWS::ImageBuilder::InfrastructureConfiguration', Properties: properties } } }));
  expect(lint(template)).toMatch(/E3031/);
});
