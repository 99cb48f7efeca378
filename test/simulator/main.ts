import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { askAt, postTo, startSimulator } from '../simulator';

/** The command line: `npx tsx test/simulator/main.ts --port 0 --scenario file.json --authorizer http://…`. Ends on SIGTERM and SIGINT. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, scenario: { type: 'string' }, authorizer: { type: 'string' }, account: { type: 'string' }, events: { type: 'string' } },
  });
  const port = Number(values.port ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {throw new Error(`\`--port\` must be a number from 0 to 65535, got: ${values.port}.`);}
  const simulator = await startSimulator({
    port,
    account: values.account,
    scenario: values.scenario === undefined ? undefined : JSON.parse(readFileSync(values.scenario, 'utf8')),
    deliver: values.events === undefined ? undefined : postTo(values.events),
    authorize: values.authorizer === undefined ? undefined : askAt(values.authorizer),
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void simulator.stop().then(() => process.exit(0)));
  }
  process.stdout.write(`${JSON.stringify({ url: simulator.url })}\n`);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
