import { awscdk } from 'projen';

/** The rooms of `src`, floor by floor from the ground. A room imports itself and lower floors; rooms of one floor do not know each other. */
export const FLOORS = [
  ['contract', 'common'],
  ['document', 'infrastructure'],
  ['component', 'recipe'],
  ['distribution', 'lifecycle'],
  ['workflow'],
  ['pipeline'],
  ['managed', 'report'],
  ['monitor', 'channel'],
  ['patterns'],
];
/** The same for the rooms of `src/handler/core`. */
export const CORE_FLOORS = [['model'], ['answer'], ['request'], ['build', 'scan'], ['policy'], ['record'], ['render']];
/** Rooms of the handler with an entry, and what the entry is about. */
const ENTRIES = ['report', 'monitor'];

/** Node's doors to the machine: constructs are synthesized, they neither call nor start anything. */
const MACHINE = ['child_process', 'cluster', 'dgram', 'dns', 'http', 'http2', 'https', 'net', 'tls', 'worker_threads'];
const CDK = ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs'];
const SDK = ['@aws-sdk/*', '@smithy/*'];

/** Who may import whom (docs/architecture.md), enforced. A type is an import like any other. */
export function importRules(project: awscdk.AwsCdkConstructLibrary): void {
  const eslint = project.eslint!;
  eslint.allowDevDeps('src/handler/**');
  eslint.allowDevDeps('projenrc/**');
  // No cycle goes through a package. Reading those of node_modules was a third of the time of lint.
  eslint.config.settings['import/ignore'] = ['/node_modules/'];
  eslint.addRules({
    'import/no-cycle': 'error',
    'import/no-restricted-paths': ['error', { zones: [...constructZones(), ...handlerZones()] }],
  });
  // A file that no rule knows would be allowed everything.
  eslint.addOverride({
    files: ['src/**/*.ts'],
    excludedFiles: [
      'src/index.ts',
      `src/{${FLOORS.flat().join()}}/**/*.ts`,
      'src/handler/ports.ts',
      `src/handler/{adapters,observe,${ENTRIES.join()}}/**/*.ts`,
      `src/handler/core/{${CORE_FLOORS.flat().join()}}/**/*.ts`,
    ],
    rules: {
      'no-restricted-syntax': ['error', { selector: 'Program', message: 'Each file stands in a room, and the rooms are listed in projenrc/import-rules.ts.' }],
    },
  });
  eslint.addOverride({
    files: ['src/patterns/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', { selector: 'MemberExpression[property.name=/^_/]', message: 'Patterns use what users can use, so no member that begins with _.' }],
    },
  });
  restrict(['src/**/*.ts'], [
    { group: SDK, message: 'The AWS SDK belongs to handler/adapters and the entries.' },
    { group: MACHINE.flatMap((m) => [m, `node:${m}`]), message: 'Nothing is called or started at synth.' },
  ]);
  restrict(['src/handler/**/*.ts'], [
    { group: CDK, message: 'The handler runs without the CDK.' },
    { group: SDK, message: 'The AWS SDK belongs to handler/adapters and the entries.' },
  ]);
  restrict(['src/handler/adapters/**/*.ts', 'src/handler/*/*.lambda.ts'], [{ group: CDK, message: 'The handler runs without the CDK.' }]);
  restrict(['src/contract/**/*.ts'], [{ group: ['*', '!.', '!./*'], message: 'The contract imports only itself.' }]);

  function restrict(files: string[], patterns: { group: string[]; message: string }[]) {
    eslint.addOverride({ files, rules: { 'no-restricted-imports': ['error', { patterns }] } });
  }
}

function constructZones() {
  return [
    zone('./src/!(handler){,/**}', './src/handler', [], 'Constructs never import the handler, not even a type: what both need stands in contract/.'),
    ...floors('./src', FLOORS),
  ];
}

/** `*.lambda -> lifecycle, adapters -> core, ports -> contract` */
function handlerZones() {
  return [
    zone('./src/handler', './src', ['./handler', './contract'], 'The handler imports nothing of the constructs but contract/.'),
    zone('./src/handler/core', './src/handler', ['./core'], 'The core is pure: it imports only itself and the contract.'),
    ...floors('./src/handler/core', CORE_FLOORS),
    zone('./src/handler/ports.ts', './src/handler', ['./core/model'], 'Ports speak in types of the model.'),
    zone('./src/handler/adapters', './src/handler', ['./adapters', './ports.ts', './core/model'], 'Adapters implement ports in types of the model.'),
    zone('./src/handler/observe', './src/handler', ['./observe', './ports.ts', './core'], 'What is read is read through ports.'),
    ...ENTRIES.map((entry) => zone(
      `./src/handler/${entry}`, './src/handler', [`./${entry}`, './adapters', './observe', './ports.ts', './core'], 'Entries do not know each other.')),
    zone(`./src/handler/{${ENTRIES.join()}}/!(*.lambda).ts`, './src/handler/adapters', [], 'A lifecycle knows ports, not adapters: its entry puts them together.'),
  ];
}

/** For each room what it imports: itself and lower floors. */
function floors(root: string, list: string[][]) {
  return list.flatMap((floor, index) => floor.map((room) => {
    const lower = list.slice(0, index).flat();
    return zone(`${root}/${room}`, root, [room, ...lower].map((each) => `./${each}`),
      `${root.slice('./src/'.length)}${root === './src' ? '' : '/'}${room} imports itself${lower.length > 0 ? ` and lower floors (${lower.join(', ')})` : ''}.`);
  }));
}

function zone(target: string, from: string, except: string[], message: string) {
  return { target, from, ...(except.length > 0 ? { except } : {}), message };
}
