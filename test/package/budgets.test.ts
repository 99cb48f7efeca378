import { execFileSync } from 'child_process';
import { join } from 'path';
import { judgedApp } from '../judges/apps';

/**
 * What the library may cost, in numbers that are the same on every machine. A change that needs more raises the number here and says why in its
 * commit. What they cost in time is in bench/RESULTS.md.
 */
const ROOT = join(__dirname, '..', '..');

/** What a program loads and registers, in a process of its own with the compiled package. */
function measured(program: string): { tokens: number; calls: number; ownCalls: number; ours: number; services: string[] } {
  const script = `
    const { sep } = require('path');
    const { fileURLToPath } = require('url');
    const { App, Stack } = require('aws-cdk-lib');
    const { TokenMap } = require(process.cwd() + '/node_modules/aws-cdk-lib/core/lib/private/token-map.js');
    const tokens = () => TokenMap.instance().stringTokenMap.size;
    const profiler = new (require('inspector').Session)();
    profiler.connect();
    profiler.post('Profiler.enable');
    profiler.post('Profiler.startPreciseCoverage', { callCount: true });
    const library = require('cdk-imagebuilder');
    const stack = new Stack(new App(), 'Stack');
    const before = tokens();
    ${program}
    const loaded = Object.keys(require.cache);
    const isOwn = (file) => file.startsWith(process.cwd() + sep + 'lib' + sep);
    let ownCalls = 0;
    profiler.post('Profiler.takePreciseCoverage', (_error, { result }) => result.filter(({ url }) => url.startsWith('file:') && isOwn(fileURLToPath(url)))
      .forEach(({ functions }) => functions.forEach(({ ranges }) => ownCalls += ranges[0].count)));
    process.stdout.write(JSON.stringify({
      tokens: tokens() - before,
      calls: globalThis.calls ?? 0,
      ownCalls,
      ours: loaded.filter(isOwn).length,
      services: loaded.map((file) => /aws-cdk-lib[\\\\/](aws-[a-z0-9-]+|region-info)[\\\\/]index[.]js$/.exec(file)?.[1]).filter(Boolean).sort(),
    }));`;
  return JSON.parse(execFileSync(process.execPath, ['-e', script], { cwd: ROOT, encoding: 'utf8' }));
}

const COMPONENT = `const component = (id) => new library.Component(stack, 'Component' + id, {
  platform: library.Platform.LINUX,
  document: library.ComponentDocument.fromSteps({ buildSteps: [library.ComponentStep.bash('Harden', ['dnf -y update'])] }),
});`;
const PIPELINE = `${COMPONENT}
const pipeline = (id) => new library.ImagePipeline(stack, 'Pipeline' + id, {
  recipe: new library.ImageRecipe(stack, 'Recipe' + id, { baseImage: library.BaseImage.amazonLinux2023(), components: [component(id)] }),
  infrastructureConfiguration: new library.InfrastructureConfiguration(stack, 'Infrastructure' + id),
  distributionConfiguration: new library.DistributionConfiguration(stack, 'Distribution' + id, { amiDistributions: [{ amiName: 'golden' }] }),
});`;

test('an import loads the index', () => {
  expect(measured('')).toMatchObject({ tokens: 0, ours: 1, services: [] });
});

test('a component loads what components need', () => {
  const { ours, services } = measured(`${COMPONENT} component(1);`);
  expect(services).toEqual(['aws-imagebuilder']);
  expect(ours).toBeLessThanOrEqual(26);
});

test('a pipeline loads what pipelines need, and no service that it does not use', () => {
  const { ours, services } = measured(`${PIPELINE} pipeline(1);`);
  expect(services).toEqual(['aws-iam', 'aws-imagebuilder']);
  expect(ours).toBeLessThanOrEqual(58);
});

test('a further pipeline registers 27 tokens', () => {
  const [one, three] = [1, 3].map((count) => measured(`${PIPELINE} for (let id = 0; id < ${count}; id++) pipeline(id);`).tokens);
  expect((three - one) / 2).toBeLessThanOrEqual(27);
});

const GOLDEN_AMI = `${COMPONENT}
const goldenAmi = (id) => new library.GoldenAmi(stack, 'Golden' + id, {
  baseImage: library.BaseImage.amazonLinux2023(), components: [component(id)],
  schedule: library.ImagePipelineSchedule.weekly(library.WeekDay.SUNDAY), retention: library.ImageRetention.keepLast(5),
});`;

test('a further golden AMI registers 31 tokens', () => {
  const [one, three] = [1, 3].map((count) => measured(`${GOLDEN_AMI} for (let id = 0; id < ${count}; id++) goldenAmi(id);`).tokens);
  expect((three - one) / 2).toBeLessThanOrEqual(31);
});

const BUILD_IN_VPC = `
const { Vpc } = require('aws-cdk-lib/aws-ec2');
const vpc = new Vpc(stack, 'Vpc');
const build = (id) => new library.ImagePipeline(stack, 'Pipeline' + id, {
  recipe: new library.ImageRecipe(stack, 'Recipe' + id, { baseImage: library.BaseImage.amazonLinux2023() }),
  infrastructureConfiguration: new library.InfrastructureConfiguration(stack, 'Infrastructure' + id, { vpc }),
}).runOnDeploy();`;

test.each([
  ['pipelines', PIPELINE, 'pipeline', 1380],
  ['golden AMIs', GOLDEN_AMI, 'goldenAmi', 2340],
  ['builds in a VPC', BUILD_IN_VPC, 'build', 666],
])('further %s cost no more calls than the first ones', (_what, program, make, mostOwnCalls) => {
  // Each of these walks the tree of constructs or a value.
  const calls = (count: number) => measured(`${program}
    const { Node } = require('constructs');
    const { Token } = require('aws-cdk-lib');
    let calls = 0;
    for (const [owner, name] of [[Stack.prototype, 'resolve'], [Stack, 'of'], [Token, 'isUnresolved']]) {
      const original = owner[name];
      owner[name] = function (...given) { calls++; return original.apply(this, given); };
    }
    const { get } = Object.getOwnPropertyDescriptor(Node.prototype, 'children');
    Object.defineProperty(Node.prototype, 'children', { get() { calls++; return get.call(this); } });
    for (let id = 0; id < ${count}; id++) ${make}(id);
    stack.node.root.synth();
    Object.defineProperty(globalThis, 'calls', { value: calls });`);
  const [few, more, many] = [2, 12, 22].map(calls);
  expect((many.calls - more.calls) / (more.calls - few.calls)).toBeCloseTo(1, 1);
  // Functions of the library, in construction and in synthesis.
  expect(many.ownCalls - more.ownCalls).toBe(more.ownCalls - few.ownCalls);
  expect((many.ownCalls - more.ownCalls) / 10).toBeLessThanOrEqual(mostOwnCalls);
});

describe('the stacks of the examples', () => {
  const stacks = judgedApp({}).synth().stacks.map(({ stackName, template }) => ({
    stackName, resources: Object.keys(template.Resources).length, kilobytes: JSON.stringify(template).length / 1000,
  }));

  test.each([
    ['GoldenAmi', 27, 19],
    ['GoldenContainer', 30, 21],
    ['CustomWorkflow', 12, 7],
    ['Everything', 38, 28],
  ])('%s has at most %i resources and %i kB', (name, resources, kilobytes) => {
    const stack = stacks.find(({ stackName }) => stackName === name)!;
    expect(stack.resources).toBeLessThanOrEqual(resources);
    expect(stack.kilobytes).toBeLessThanOrEqual(kilobytes);
  });
});
