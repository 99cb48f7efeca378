import { awscdk, javascript } from 'projen';
import { importRules } from './projenrc/import-rules';
import { splitTests } from './projenrc/split-tests';

/** The newest aws-cdk-lib that npm, PyPI, Maven Central and the Go proxy all serve, so that every language can install us. */
const CDK_MINIMUM = '2.263.0';

/** The SDK is bundled into the handler and decides the asset's hash: pinned, and every client at the same version. */
const SDK_VERSION = '3.1046.0';

/** The functions of the handler, each with a bundle of its own. */
const ENTRIES = ['report', 'monitor'];
/** What esbuild says of a bundle; built with it, and not published. */
const metafileOf = (entry: string) => `assets/handler/${entry}/metafile.json`;
const METAFILES = ENTRIES.map(metafileOf);

/** What is large, and is loaded once for all test files of a process: the CDK with what looks at its apps, and the compiler. */
const LOADED_ONCE = 'aws-cdk-lib|constructs|cdk-nag|@aws-cdk|typescript';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-imagebuilder',
  description: 'EC2 Image Builder for the AWS CDK that also tells you what happened: build outcomes and vulnerability counts as stack outputs',
  keywords: ['aws', 'cdk', 'imagebuilder', 'image-builder', 'ami', 'golden-image', 'inspector', 'vulnerability'],
  author: 'CDK Image Builder authors',
  authorAddress: 'authors@example.com',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk-imagebuilder/cdk-imagebuilder.git',
  defaultReleaseBranch: 'main',
  license: 'Apache-2.0',
  copyrightOwner: 'CDK Image Builder authors',
  copyrightPeriod: '2026',

  cdkVersion: CDK_MINIMUM,
  constructsVersion: '10.5.1',
  jsiiVersion: '~6.0.16',
  // jsii 6 and ts-jest need TypeScript 6; 7 is refused by both.
  typescriptVersion: '~6.0.3',
  minNodeVersion: '20.16.0',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,
  tsconfigDevFile: 'tsconfig.dev.json',
  typecheckTests: true,
  // jsii neither compiles nor ships the handler: the bundle is what is published.
  excludeTypescript: ['src/handler/**'],

  publishToPypi: { distName: 'cdk-imagebuilder', module: 'cdk_imagebuilder' },
  publishToMaven: {
    javaPackage: 'io.github.cdkimagebuilder',
    mavenGroupId: 'io.github.cdk-imagebuilder',
    mavenArtifactId: 'cdk-imagebuilder',
  },
  publishToNuget: { dotNetNamespace: 'CdkImageBuilder', packageId: 'CdkImageBuilder' },
  publishToGo: { moduleName: 'github.com/cdk-imagebuilder/cdk-imagebuilder-go' },

  github: false,
  release: false,
  depsUpgrade: false,
  vscode: false,
  sampleCode: false,
  lambdaAutoDiscover: false,
  edgeLambdaAutoDiscover: false,
  singletonLambdaAutoDiscover: false,
  lambdaExtensionAutoDiscover: false,
  integrationTestAutoDiscover: false,

  devDeps: [
    `@aws-sdk/client-imagebuilder@${SDK_VERSION}`,
    // The provider framework that aws-cdk-lib ships calls these two; the contract tests run it.
    `@aws-sdk/client-lambda@${SDK_VERSION}`,
    `@aws-sdk/client-sfn@${SDK_VERSION}`,
    // The protocol of the client, which the handler uses without the client.
    '@aws-sdk/core@3.981.0',
    '@smithy/core@3.41.0',
    // They sign and send single requests to other services (decision 9), and are in the bundle already, for the client of Image Builder.
    '@smithy/signature-v4@5.7.5',
    '@smithy/node-http-handler@4.14.2',
    '@smithy/types@4.20.0',
    '@aws-sdk/util-endpoints@3.996.54',
    '@stryker-mutator/api@9.6.1',
    // Reads the answers of Amazon EC2, which are XML, in 5 kB.
    '@aws-sdk/xml-builder@3.972.43',
    // Writes large documents in pieces, in 2 kB.
    '@discoveryjs/json-ext@1.1.0',
    '@stryker-mutator/core@9.6.1',
    '@types/aws-lambda@^8.10.164',
    '@types/node@^20',
    // Its README is the measure of `docs/migration/from-alpha.md`.
    '@aws-cdk/aws-imagebuilder-alpha@2.270.0-alpha.0',
    'ajv@8.20.0',
    // 3.0.0 cannot read the assemblies of aws-cdk-lib 2.
    'aws-cdk@2.1148.1',
    'cdk-nag@3.0.2',
    'fast-check@4.10.2',
    // They judge the page of a build: a parser of HTML, a browser, and rules for accessibility. 8 is a module only.
    'parse5@7.3.0',
    'playwright-core@1.65.1',
    'axe-core@4.14.1',
    // What starts the longest suites first extends it.
    '@jest/test-sequencer@^30.5.2',
    // The environment of the tests, which have one CDK in each process, extends it.
    'jest-environment-node@^30.5.2',
    // Mutation tests run in one process, with the functions of jest.
    '@jest/fake-timers@^30.5.2',
    'expect@^30.5.2',
    'jest-circus@^30.5.2',
    'jest-mock@^30.5.2',
    'tsx@4.23.15',
    // The Go binding's go.mod names the installed versions of these two, so they must exist as Go modules as well.
    '@aws-cdk/cloud-assembly-schema@54.11.0',
    '@aws-cdk/asset-node-proxy-agent-v6@2.1.2',
  ],
  bundlerOptions: { esbuildVersion: '0.28.2' },

  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      // jest leaves one processor to the editor.
      maxWorkers: '100%',
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
      testSequencer: '<rootDir>/test/support/longest-first.cjs',
      testEnvironment: '<rootDir>/test/support/environment.cjs',
      transform: { [`/node_modules/(${LOADED_ONCE})/.*\\.js$`]: new javascript.Transform('<rootDir>/test/support/of-the-process.cjs') },
      transformIgnorePatterns: [`/node_modules/(?!(${LOADED_ONCE})/)`],
      coverageProvider: 'babel',
      // `.cache` holds virtual environments and working copies of the end-to-end tests.
      modulePathIgnorePatterns: ['<rootDir>/.cache/', '<rootDir>/dist/'],
      watchPathIgnorePatterns: ['<rootDir>/.cache/'],
      // Unit tests see the source; only processes of their own (examples, bindings) see the compiled package.
      moduleNameMapper: { '^cdk-imagebuilder$': '<rootDir>/src' },
    },
  },
  eslintOptions: {
    dirs: ['src'],
    devdirs: ['test', 'projenrc', 'examples', 'bench'],
    tsconfigPath: './tsconfig.dev.json',
    projectService: false,
  },
  tsconfigDev: {
    compilerOptions: { paths: { 'cdk-imagebuilder': ['./src/index.ts'] } } as any,
    include: ['.projenrc.ts', 'projenrc/**/*.ts', 'examples/**/*.ts', 'bench/**/*.ts'],
  },
});

/** What people gate releases on: tested to the last branch, and its rules by mutation. */
const HELD = [
  'handler/core', 'common', 'document', 'infrastructure', 'component', 'recipe', 'distribution', 'lifecycle', 'workflow', 'pipeline', 'managed', 'report',
  'monitor', 'patterns',
];
// No threshold for functions: one that is never called has statements that are not run, but for private constructors, which nobody is to call.
const everything = { branches: 100, lines: 100, statements: 100 };
// Only what has a threshold is counted: counting costs time in every suite.
project.jest!.config.collectCoverageFrom = [...HELD, 'contract'].map((folder) => `src/${folder}/**/*.ts`);
project.jest!.config.coverageReporters = ['json', 'lcov', 'text'];
// projen's type knows no thresholds per folder.
project.jest!.config.coverageThreshold = Object.fromEntries([...HELD, 'contract'].map((folder) => [`./src/${folder}/`, everything]));
// The suites of a room reach every branch of it by themselves. In those that run whole apps, functions and histories, counting would only take time.
const WHOLES = 'contract|docs|e2e|iam|judges|migration|package|simulator|support';
splitTests(project.jest!, [
  { displayName: 'rooms', testMatch: [`<rootDir>/test/{,!(${WHOLES})/**/}!(histories).test.ts`] },
  { displayName: 'wholes', testMatch: [`<rootDir>/test/@(${WHOLES})/**/*.test.ts`, '<rootDir>/test/**/histories.test.ts'], coveragePathIgnorePatterns: ['.'] },
]);

// Reproducible installs, and no registry host in the lock file.
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');
project.npmrc.addConfig('audit', 'false');
project.npmrc.addConfig('fund', 'false');
// Later versions lack platform packages on some mirrors, and then `npm ci` refuses the lock file.
project.package.addPackageResolutions('unrs-resolver@1.12.2');
// The alpha module has one version, which asks for a newer aws-cdk-lib than our minimum; its examples do not.
project.tryFindObjectFile('package.json')!.addOverride('overrides.@aws-cdk/aws-imagebuilder-alpha', { 'aws-cdk-lib': '>=2.263.0' });

// `exports` lets the examples import the library by its name, as users do.
project.package.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/index.js' },
  './package.json': './package.json',
  './.jsii': './.jsii',
  // Readers of details documents check them with it.
  './schema/report-details-1.json': './schema/report-details-1.json',
});

// They would hold every source once more: two thirds of `lib`, which every app loads. The compiled files have the lines of the sources and can be read.
for (const option of ['inlineSourceMap', 'inlineSources']) {
  project.tryFindObjectFile('tsconfig.json')!.addOverride(`compilerOptions.${option}`, false);
}

// The functions, with their own copy of the SDK. `module` first: 40 % smaller and faster to load than `main`.
// `--tsconfig-raw` keeps the bytes independent of whichever tsconfig.json esbuild would find.
for (const entry of ENTRIES) {
  project.bundler.addBundle(`src/handler/${entry}/${entry}.lambda.ts`, {
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: true,
    mainFields: ['module', 'main'],
    externals: [],
    watchTask: false,
    esbuildArgs: {
      '--tsconfig-raw': '{}',
      // Names the packages whose licences are to be shipped.
      '--metafile': metafileOf(entry),
    },
  });
}
// Committed, so that whoever reviews a new version of a dependency sees a new licence.
for (const file of ['/NOTICE', '/THIRD-PARTY-LICENSES']) {
  project.gitattributes.addAttributes(file, 'linguist-generated');
}
project.bundler.bundleTask.exec(`node scripts/notice.mjs ${METAFILES.join(' ')}`);

// What jsii compiled loads every file at once; ours loads a file when it is used.
project.compileTask.exec('node scripts/lazy-index.mjs lib/index.js');
project.compileTask.exec('node scripts/lazy-imports.mjs lib');
project.compileTask.exec('node scripts/property-names.mjs lib/property-names.json');

// Tests of the package as users get it need it built; a build that is newer than its sources is kept.
const fresh = { condition: 'node scripts/needs-build.mjs' };
const demo = project.addTask('demo', { description: 'Deploy an example to a local AWS and print what it tells of its builds' });
demo.spawn(project.bundler.bundleTask, fresh);
demo.spawn(project.compileTask, fresh);
demo.exec('tsx test/e2e/demo.ts', { receiveArgs: true });

const types = project.addTask('types', { description: 'Compile the package, unless it is, and type-check tests, examples and benches' });
types.spawn(project.compileTask, fresh);
types.exec('tsc --noEmit -p tsconfig.dev.json');
// Most of what it makes lives as long as a file is linted: with room for that, a tenth of its time goes.
project.eslint!.eslintTask.env('NODE_OPTIONS', '--max-semi-space-size=64');
// The end-to-end tests mostly wait: so one more than there are processors. jest takes no more than 100 %.
const WORKERS = '$(node -p "os.availableParallelism() + 1")';
project.testTask.reset();
project.testTask.env('WORKERS', WORKERS);
project.testTask.spawn(project.bundler.bundleTask, fresh);
project.testTask.exec(`node scripts/side-by-side.mjs ${types.name} ${project.eslint!.eslintTask.name}`);
project.testTask.exec('jest --passWithNoTests --ci --maxWorkers=$WORKERS', { receiveArgs: true });

project.addTask('bench', {
  description: 'Measure constructs and handler, and write bench/RESULTS.md',
  steps: [{ spawn: 'pre-compile' }, { spawn: 'compile' }, { exec: 'tsx bench/run.ts' }],
});
const mutations = HELD.map((folder) => {
  const name = folder.split('/').at(-1);
  return project.addTask(`mutation:${name}`, {
    description: `Change the rules of src/${folder} in every small way, and see that a unit test fails; \`--mutate src/${folder}/…\` for a part`,
    // Tests of constructs need the code of the functions.
    steps: [{ spawn: project.bundler.bundleTask.name, ...fresh }, { exec: 'stryker run', env: { FOLDER: folder }, receiveArgs: true }],
  });
});
const mutation = project.addTask('mutation', { description: 'Mutation tests of all that is tested to the last branch, and the list of what survives' });
mutations.forEach((task) => mutation.spawn(task));
mutation.exec('node scripts/mutation-survivors.mjs');
project.addTask('test:page', {
  description: 'Open the page of builds of every kind in Chromium, which must be installed',
  exec: 'jest --coverage=false --selectProjects rooms --testMatch "<rootDir>/test/page/*.browser.ts"',
  receiveArgs: true,
});
project.addTask('test:newest', {
  description: 'Run the test suite with the newest aws-cdk-lib',
  env: { WORKERS },
  exec: 'node scripts/test-newest.mjs',
  receiveArgs: true,
});

// The examples in README and doc comments compile, and each language's package shows them translated.
const rosetta = project.addTask('rosetta', { description: 'Compile and translate the examples of README and doc comments', exec: 'jsii-rosetta extract --strict --batch' });
const docgen = project.tasks.tryFind('docgen')!;
project.postCompileTask.reset();
project.postCompileTask.exec(`node scripts/side-by-side.mjs ${docgen.name} ${rosetta.name}`);

// `build` packages JavaScript only. This is every language that needs no more than a JDK and Go; .NET is generated and not compiled.
project.packageTask.reset();
for (const task of [project.bundler.bundleTask, project.compileTask]) {
  project.packageTask.spawn(task, fresh);
}
project.packageTask.spawn(project.tasks.tryFind('package:js')!);
const generated = project.addTask('generated', { description: 'Write what is generated from the code, and create the package' });
generated.spawn(project.postCompileTask);
generated.spawn(project.packageTask);
project.addTask('package-languages', {
  description: 'Build the packages for npm, Python, Java and Go, and the sources of the .NET package',
  steps: [
    { exec: 'jsii-pacmak -v --targets js python java go --maven-local-repository=.m2/repository' },
    { exec: 'jsii-pacmak -v --target dotnet --code-only --outdir dist-code' },
    { exec: 'node scripts/language-examples.mjs' },
  ],
});

for (const pattern of ['/.cache/', '/.m2/', '/dist-code/', '.jsii.tabl.json', '__pycache__/', 'cdk.out/', '/tsconfig.tsbuildinfo']) {
  project.gitignore.exclude(pattern);
}
for (const pattern of ['/.cache/', '/.m2/', '/dist-code/', '/scripts/', '/projenrc/', '/examples/', '/bench/', '/docs/', '/rosetta/', '/.ci/', '/CONTRIBUTING.md', '/stryker.config.mjs', ...METAFILES.map((file) => `/${file}`)]) {
  project.npmignore?.exclude(pattern);
}

// Two banners about Node 20, neither of which stops anything.
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');
project.tasks.addEnvironment('AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true');

importRules(project);

project.synth();
