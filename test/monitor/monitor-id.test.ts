import { Construct } from 'constructs';
import { monitorId } from '../../src/monitor/monitor-properties';
import { newStack } from '../support/synth';

/** The ID of a monitor names its state in the bucket of records. With another ID a monitor begins anew, as if it had never run. */
test.each([
  ['Monitor', 'Stack-Monitor'],
  ['Build-Monitor', 'Stack-Build-Monitor'],
  ['Build_Monitor', 'Stack-BuildMonitor'],
  // At most 64 characters of the path and its hash.
  ['M'.repeat(100), `Stack-${'M'.repeat(49)}`],
])('the ID of the monitor %s is that of its path', (id, named) => {
  const stack = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });
  expect(monitorId(new Construct(stack, id))).toMatch(new RegExp(`^123456789012-eu-central-1-${named}-[A-Z0-9]{8}$`));
});
