/** Adds up JUnit results: `node scripts/test-summary.mjs <junit.xml>…` prints `N passed, N failed`. */
import { existsSync, readFileSync } from 'node:fs';

const total = { tests: 0, failures: 0, errors: 0, skipped: 0 };
for (const file of process.argv.slice(2).filter(existsSync)) {
  for (const [, attributes] of readFileSync(file, 'utf8').matchAll(/<testsuite\s([^>]*)>/g)) {
    for (const name of Object.keys(total)) {
      total[name] += Number(new RegExp(`\\b${name}="(\\d+)"`).exec(attributes)?.[1] ?? 0);
    }
  }
}
const failed = total.failures + total.errors;
const passed = total.tests - failed - total.skipped;
console.log(`${passed} passed, ${failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
