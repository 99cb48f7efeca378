import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { BUNDLE, ensureBundle } from './bundle';

beforeAll(() => ensureBundle(), 120_000);

test('the bundle is small enough to start fast', () => {
  // Most of a cold start is parsing. The SDK client alone takes 216 kB, and with all ways to find credentials 340 kB.
  expect(statSync(BUNDLE).size).toBeLessThanOrEqual(250_000);
});

test('the bundle stands alone and has the entries of reports and of pipeline executions', () => {
  const entries = execFileSync(process.execPath, ['--no-warnings', '-p', `Object.keys(require(${JSON.stringify(BUNDLE)})).sort().join()`], {
    // Neither this repository's packages nor anything else to fall back on.
    cwd: '/', env: { AWS_REGION: 'eu-central-1' }, timeout: 30_000,
  });
  expect(entries.toString().trim()).toBe('isComplete,isExecutionComplete,onEvent,onExecutionEvent');
});
