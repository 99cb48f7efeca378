/**
 * Runs unit tests for Stryker in the process that Stryker keeps for them, with jest's own `test` and `expect`.
 *
 * Stryker's runner starts jest anew for each of thousands of mutants. Most of such a run goes into loading packages, the CDK above all. Here packages
 * stay loaded. What is loaded anew for each mutant is the sources and the tests that can notice it, so no mutant sees what another one has left.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { Script } from 'node:vm';
import { ModernFakeTimers } from '@jest/fake-timers';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { determineHitLimitReached, DryRunStatus, TestStatus, toMutantRunResult } from '@stryker-mutator/api/test-runner';
import { build, transformSync } from 'esbuild';
import { expect } from 'expect';
import * as circus from 'jest-circus';
import { ModuleMocker } from 'jest-mock';
import { rulesIn, THROUGH_CONSTRUCTS } from './rules.mjs';

const stryker = globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {};
const mocker = new ModuleMocker(globalThis);
const timers = new ModernFakeTimers({ global: globalThis, config: { rootDir: resolve('.'), fakeTimers: {} } });
const { afterAll, afterEach, beforeAll, beforeEach, describe, it, test } = circus;
Object.assign(globalThis, { afterAll, afterEach, beforeAll, beforeEach, describe, it, test, expect });
globalThis.jest = {
  fn: mocker.fn.bind(mocker),
  spyOn: mocker.spyOn.bind(mocker),
  useFakeTimers: timers.useFakeTimers.bind(timers),
  useRealTimers: timers.useRealTimers.bind(timers),
  requireActual: createRequire(resolve('package.json')),
};

const CORE = 'src/handler/core';
/** `<file>.test.ts`, and `<file>.<subject>.test.ts` where one test would be too long. */
function testsOf(file) {
  const [folder, name] = [dirname(file).replace(/^src/, 'test'), basename(file, '.ts')];
  return (existsSync(folder) ? readdirSync(folder) : []).filter((test) => test.startsWith(`${name}.`) && test.endsWith('.test.ts')).map((test) => join(folder, test));
}

/** Compiled once: only evaluating takes time when a file is loaded anew. */
const scripts = new Map();
const { compilerOptions } = JSON.parse(readFileSync('tsconfig.json', 'utf8').replace(/^\/\/.*$/gm, ''));
Module._extensions['.ts'] = (module, file) => {
  if (!scripts.has(file)) {
    const { code } = transformSync(readFileSync(file, 'utf8'), { loader: 'ts', format: 'cjs', sourcefile: file, tsconfigRaw: { compilerOptions } });
    scripts.set(file, new Script(Module.wrap(code), { filename: file }));
  }
  scripts.get(file).runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
};

/**
 * The tests that can notice a change of a file, its own first, because that one notices most: tests of rules, and no others. Whatever the constructs
 * show that use a rule, it has to be tested where rules are tested. What is listed with its tests is tested by these only, because each other test of
 * constructs imports the whole library.
 */
async function relatedTests() {
  const rules = [...rulesIn(CORE), ...rulesIn('src').filter((file) => !file.startsWith('src/handler/'))];
  const units = rules.flatMap(testsOf);
  const options = { bundle: true, platform: 'node', packages: 'external', outdir: '.', write: false, metafile: true };
  const { metafile } = await build({ ...options, entryPoints: units });
  const inputs = new Map(Object.values(metafile.outputs).map((output) => [output.entryPoint, Object.keys(output.inputs)]));
  return (file) => {
    const own = testsOf(file);
    return THROUGH_CONSTRUCTS[file] ?? units
      .filter((unit) => file.startsWith(CORE) === unit.startsWith('test/handler/core') && inputs.get(unit).includes(file))
      .sort((a, b) => Number(own.includes(b)) - Number(own.includes(a)));
  };
}

class InProcessRunner {
  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    // Synthesis leaves folders behind; these go with the working copy.
    process.env.TMPDIR = resolve('.tmp');
    mkdirSync(process.env.TMPDIR, { recursive: true });
    process.env.CDK_VALIDATION = 'false';
    this.testsFor = await relatedTests();
  }

  async dryRun({ files }) {
    stryker.mutantCoverage = { static: {}, perTest: {} };
    const result = await this.run([...new Set(files.flatMap((file) => this.testsFor(relative('.', file))))]);
    const { mutantCoverage } = stryker;
    stryker.mutantCoverage = undefined;
    return { ...result, mutantCoverage };
  }

  async mutantRun({ activeMutant, sandboxFileName, testFilter, mutantActivation, hitLimit, disableBail }) {
    Object.assign(stryker, { hitLimit, hitCount: hitLimit === undefined ? undefined : 0 });
    const wanted = testFilter && new Set(testFilter);
    const files = this.testsFor(relative('.', sandboxFileName)).filter((file) => !wanted || testFilter.some((id) => id.startsWith(`${file} `)));
    const whileLoading = mutantActivation === 'static' ? activeMutant.id : null;
    const result = await this.run(files, { wanted, whileLoading, whileTesting: activeMutant.id, bail: !disableBail });
    // Not `undefined`, which would ask the environment for it.
    stryker.activeMutant = null;
    return toMutantRunResult(determineHitLimitReached(stryker.hitCount, stryker.hitLimit) ?? result, disableBail);
  }

  /** One file after the other, because most mutants are noticed by the first, and loading the others takes time. */
  async run(files, { wanted, whileLoading = null, whileTesting = null, bail = false } = {}) {
    // Made anew, because it keeps whatever it has loaded.
    const require = createRequire(resolve('package.json'));
    const ownFolders = [resolve('src'), resolve('test')];
    Object.keys(require.cache).filter((file) => ownFolders.some((folder) => file.startsWith(folder))).forEach((file) => delete require.cache[file]);
    const tests = [];
    for (const file of files) {
      stryker.activeMutant = whileLoading;
      circus.resetState();
      try {
        describe(file, () => { require(resolve(file)); });
        stryker.activeMutant = whileTesting;
        tests.push(...await runLoaded({ wanted, bail }));
      } catch (error) {
        // A mutant is noticed as well where a file cannot be loaded.
        tests.push({ id: file, name: file, timeSpentMs: 0, status: TestStatus.Failed, failureMessage: String(error.stack ?? error) });
      }
      if (bail && tests.some(({ status }) => status === TestStatus.Failed)) {
        break;
      }
    }
    return { status: DryRunStatus.Complete, tests };
  }
}

async function runLoaded({ wanted, bail }) {
  const ids = new Map();
  walk(circus.getState().rootDescribeBlock, '', (each, id) => {
    ids.set(each, id);
    each.mode = wanted && !wanted.has(id) ? 'skip' : each.mode;
  });
  const results = [];
  const onEvent = ({ name, test: each }) => {
    if (name === 'test_start') {
      stryker.currentTestId = ids.get(each);
      each.mode = bail && results.some(({ status }) => status === TestStatus.Failed) ? 'skip' : each.mode;
    } else if (name === 'test_done' || name === 'test_skip') {
      stryker.currentTestId = undefined;
      mocker.restoreAllMocks();
      results.push(resultOf(each, ids.get(each)));
    }
  };
  circus.addEventHandler(onEvent);
  const { unhandledErrors } = await circus.run();
  circus.removeEventHandler(onEvent);
  if (unhandledErrors.length > 0) {
    throw new Error(unhandledErrors[0]);
  }
  return results;
}

function walk(block, prefix, visit) {
  block.children.forEach((child) => {
    const id = prefix === '' ? child.name : `${prefix} ${child.name}`;
    child.type === 'test' ? visit(child, id) : walk(child, id, visit);
  });
}

function resultOf({ mode, errors, duration }, id) {
  const common = { id, name: id, timeSpentMs: duration ?? 0 };
  if (errors.length > 0) {
    return { ...common, status: TestStatus.Failed, failureMessage: String(errors[0]) };
  }
  return { ...common, status: mode === 'skip' ? TestStatus.Skipped : TestStatus.Success };
}

const create = () => new InProcessRunner();
create.inject = [];
export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'in-process', create)];
