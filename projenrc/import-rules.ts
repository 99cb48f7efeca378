import { awscdk } from 'projen';

/** Node's doors to the machine: constructs are synthesized, they neither call nor start anything. */
const MACHINE = ['child_process', 'cluster', 'dgram', 'dns', 'http', 'http2', 'https', 'net', 'tls', 'worker_threads'];
const CDK = ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs'];
const SDK = ['@aws-sdk/*', '@smithy/*'];

/**
 * Who may import whom (docs/architecture.md), enforced:
 * `index -> patterns -> {resources, report}` and `*.lambda -> lifecycle, adapters -> core, ports -> contract`.
 */
export function importRules(project: awscdk.AwsCdkConstructLibrary): void {
  const eslint = project.eslint!;
  eslint.allowDevDeps('src/handler/**');
  eslint.allowDevDeps('projenrc/**');
  eslint.addRules({
    'import/no-cycle': 'error',
    'import/no-restricted-paths': ['error', {
      zones: [
        zone('./src/!(handler){,/**}', './src/handler', [], 'Constructs never import the handler, not even a type: what both need stands in contract.ts.'),
        zone('./src/handler', './src', ['./handler', './contract.ts'], 'The handler imports nothing of the constructs but contract.ts.'),
        zone('./src/handler/core', './src/handler', ['./core'], 'The core is pure: it imports only itself and the contract.'),
        zone('./src/handler/ports.ts', './src/handler', ['./core'], 'Ports speak in types of the core.'),
        zone('./src/handler/report/report-lifecycle.ts', './src/handler/adapters', [], 'The lifecycle knows ports, not adapters.'),
        zone('./src/handler/adapters', './src/handler/report/report-lifecycle.ts', [], 'Adapters implement ports; they do not know the lifecycle.'),
        zone('./src/contract.ts', './src', [], 'The contract imports nothing.'),
        zone('./src/patterns', './src/private', [], 'Patterns use what users can import.'),
        zone('./src/report', './src/patterns', [], 'Reports do not know patterns.'),
        zone('./src/!(index.ts|handler){,/**}', './src/index.ts', [], 'Import the file, not the index.'),
      ],
    }],
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
  restrict(['src/contract.ts'], [{ group: ['*'], message: 'The contract imports nothing.' }]);

  function restrict(files: string[], patterns: { group: string[]; message: string }[]) {
    eslint.addOverride({ files, rules: { 'no-restricted-imports': ['error', { patterns }] } });
  }
}

function zone(target: string, from: string, except: string[], message: string) {
  return { target, from, ...(except.length > 0 ? { except } : {}), message };
}
