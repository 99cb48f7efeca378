import { deploy, deployInVain } from './deployment';
import { LocalAws } from './local-aws/launch';
import { StackEvent } from './local-aws/stacks';
import { Variant } from './variant';

jest.setTimeout(120_000);

/** Half of what CloudFormation takes. */
const MAX_REASON_BYTES = 2048;

let aws: LocalAws;

beforeAll(async () => {
  aws = await LocalAws.start({ scenario: {} });
}, 300_000);

afterAll(async () => aws?.stop());

async function failures(stack: string): Promise<StackEvent[]> {
  const events = await aws.client.stackEvents(stack);
  const longest = Math.max(...events.map(({ ResourceStatusReason = '' }) => Buffer.byteLength(ResourceStatusReason)));
  expect(longest).toBeLessThan(MAX_REASON_BYTES);
  return events.filter(({ ResourceStatus }) => ResourceStatus.endsWith('_FAILED'));
}

describe('a build whose test workflow fails', () => {
  const BROKEN: Variant = { stack: 'BrokenTests' };

  beforeAll(async () => {
    aws.simulator.load({ builds: [{ test: { failStep: { message: 'rpcbind is active' } } }] }, { reset: true });
    await deployInVain(aws, BROKEN);
  }, 180_000);

  test('fails the deployment with the reason of the service, at the image', async () => {
    expect(await failures(BROKEN.stack)).toEqual([expect.objectContaining({
      ResourceType: 'AWS::ImageBuilder::Image',
      ResourceStatus: 'CREATE_FAILED',
      ResourceStatusReason: expect.stringMatching(/^Resource handler returned message: "[^]*rpcbind is active/),
    })]);
  });

  test('is rolled back, and leaves nothing in Image Builder', async () => {
    expect(await aws.client.stackStatus(BROKEN.stack)).toBe('ROLLBACK_COMPLETE');
    expect(aws.simulator.resources()).toEqual([]);
  });
});

describe('a scan that finds more than the gate accepts', () => {
  const GATED: Variant = { stack: 'Gated', gate: { critical: 0 } };

  beforeAll(async () => {
    aws.simulator.load({ builds: [{ scan: { findings: { all: 25, critical: 2, high: 7, medium: 12 } } }] }, { reset: true });
    await deployInVain(aws, GATED);
  }, 180_000);

  test('fails the deployment with a reason that names counts, threshold and image', async () => {
    const [failure, ...others] = await failures(GATED.stack);
    expect(others).toEqual([]);
    expect(failure).toMatchObject({ ResourceType: 'Custom::ImageBuilderScanReport', ResourceStatus: 'CREATE_FAILED' });
    expect(failure.ResourceStatusReason).toContain('SEVERITY_GATE');
    expect(failure.ResourceStatusReason).toContain('2 critical findings');
    expect(failure.ResourceStatusReason).toContain('at most 0');
    expect(failure.ResourceStatusReason).toMatch(/arn:aws:imagebuilder:us-east-1:000000000000:image\/\S+\/1\.0\.1\/1/);
    expect(failure.ResourceStatusReason).not.toContain('high');
  });

  test('is rolled back, and leaves nothing in Image Builder', async () => {
    expect(await aws.client.stackStatus(GATED.stack)).toBe('ROLLBACK_COMPLETE');
    expect(aws.simulator.resources()).toEqual([]);
  });
});

describe('an update whose scan finds more than the gate accepts', () => {
  const STACK = 'Updated';
  let before: Record<string, string>;
  let resourcesBefore: string[];

  beforeAll(async () => {
    aws.simulator.load({ builds: [{}, { scan: { findings: { all: 25, critical: 2, high: 7, medium: 12 } } }] }, { reset: true });
    await deploy(aws, { stack: STACK });
    before = await aws.client.outputs(STACK);
    resourcesBefore = aws.simulator.resources();
    await deployInVain(aws, { stack: STACK, hardening: ['dnf -y remove rpcbind'] });
  }, 180_000);

  test('is rolled back to the image and the report that were there, without another build', async () => {
    expect((await failures(STACK)).map(({ ResourceType }) => ResourceType)).toEqual(['Custom::ImageBuilderScanReport']);
    expect(await aws.client.stackStatus(STACK)).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await aws.client.outputs(STACK)).toEqual(before);
    expect(aws.simulator.resources()).toEqual(resourcesBefore);
    expect(aws.simulator.journal().filter(({ operation }) => operation === 'StartImagePipelineExecution')).toHaveLength(2);
  });
});

describe('scans without a result', () => {
  const TOLERANT = { gate: { critical: 0 }, acceptsUnknown: true };
  const OFF: Variant = { stack: 'ScanOff', scanning: false, ...TOLERANT };
  const PENDING: Variant = { stack: 'ScanPending', scanTimeoutSeconds: 3, ...TOLERANT };
  const ABANDONED: Variant = { stack: 'ScanAbandoned', ...TOLERANT };

  beforeAll(async () => {
    aws.simulator.load({ builds: [{}, { scan: { status: 'PENDING' } }, { scan: { status: 'ABANDONED', reason: 'The instance is not managed by SSM.' } }] }, { reset: true });
    await deploy(aws, OFF, PENDING, ABANDONED);
  }, 180_000);

  test.each([
    [OFF.stack, 'NOT_ENABLED'],
    [PENDING.stack, 'PENDING'],
    [ABANDONED.stack, 'ABANDONED'],
  ])('%s is reported as %s, with unknown counts and no zero', async (stack, status) => {
    const { ScanStatus, Gate, ...outputs } = await aws.client.outputs(stack);

    expect({ ScanStatus, Gate }).toEqual({ ScanStatus: status, Gate: 'NOT_EVALUATED' });
    expect(Object.fromEntries(Object.entries(outputs).filter(([name]) => name.startsWith('Findings')))).toEqual({
      FindingsAll: 'UNKNOWN',
      FindingsCritical: 'UNKNOWN',
      FindingsHigh: 'UNKNOWN',
      FindingsMedium: 'UNKNOWN',
      FindingsOther: 'UNKNOWN',
    });
  });
});
