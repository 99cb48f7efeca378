import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INSPECTOR2_MODEL } from './model';
import { amiScanner } from '../../../src/handler/adapters/ami-scanner';
import { amiScans } from '../../../src/handler/adapters/ami-scans';
import { ensureVenv } from '../../support/python';
import { Simulator, startSimulator } from '../index';
import { OnDemandScanScenario } from '../scenario';
import { ACCOUNT, arn, PYTHON_CLIENTS, REGION } from '../testing';

const AUTHORIZATION = `AWS4-HMAC-SHA256 Credential=AKIATEST/20260105/${REGION}/inspector2/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
const AMI = 'ami-00000000000000001';

let simulator: Simulator;
const saved = { ...process.env };
beforeEach(async () => {
  simulator = await startSimulator({
    account: ACCOUNT,
    authorize: async ({ accessKey, action, resource }) => accessKey === 'AKIADENIED' ? `${action} ${resource}` : undefined,
    scenario: { clock: { rate: 0 }, seed: { images: [{ arn: arn('image/golden/1.0.0/1'), amis: [{ image: AMI }] }] } },
  });
  Object.assign(process.env, {
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'AKIATEST',
    AWS_SECRET_ACCESS_KEY: 'x',
    AWS_ENDPOINT_URL_INSPECTOR2: simulator.url,
    AWS_ENDPOINT_URL_EC2: simulator.url,
  });
});
afterEach(async () => {
  process.env = { ...saved };
  await simulator.stop();
});

async function call(path: string, body: object, authorization = AUTHORIZATION, method = 'POST') {
  const response = await fetch(`${simulator.url}/ondemand/${path}`, {
    method, headers: { authorization, 'content-type': 'application/json' }, ...method === 'POST' ? { body: JSON.stringify(body) } : {},
  });
  return { status: response.status, code: response.headers.get('x-amzn-errortype'), body: await response.json().catch(() => undefined) as any };
}
const start = (resourceId = AMI) => call('scan', { resourceId, resourceType: 'AMI' });
const statusOf = async (scanId: string) => (await call('scan/status', { resourceId: AMI, resourceType: 'AMI', scanId })).body;
const scansOf = () => amiScans().scans([AMI], new AbortController().signal);

test('the model is what the generator makes of botocore, and names its source and licence', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'inspector2-model-'));
  try {
    const python = await ensureVenv('aws-clients', PYTHON_CLIENTS);
    const models = join(__dirname, '../model');
    execFileSync(python, ['-B', join(models, 'generate_inspector2.py'), join(folder, 'model.json')], { timeout: 60_000 });
    expect(readFileSync(join(folder, 'model.json'), 'utf8') === readFileSync(join(models, 'inspector2-scans.json'), 'utf8')).toBe(true);
    expect((INSPECTOR2_MODEL.source as Record<string, string>).licence).toContain('Apache-2.0');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 400_000);

test('a scan takes its time, and then Amazon EC2 has its date and findings', async () => {
  const { status, body: { scanId } } = await start();
  expect(status).toBe(202);
  expect(await statusOf(scanId)).toEqual({ scanId, resourceId: AMI, resourceType: 'AMI', scanStatus: 'IN_PROGRESS', startedAt: '2026-01-05T08:00:00.000Z' });
  expect((await scansOf())[0].scannedAt).toBeUndefined();
  simulator.advance(300);
  expect(await statusOf(scanId)).toMatchObject({ scanStatus: 'SUCCESSFUL', completedAt: '2026-01-05T08:05:00.000Z' });
  expect((await scansOf())[0].scannedAt).toBe('2026-01-05T08:05:00.000Z');
  expect((await amiScans().findings(AMI, new AbortController().signal)).findings).toHaveLength(25);
});

test('the handler starts a scan, and takes one that is in progress for its own', async () => {
  const { signal } = new AbortController();
  await amiScanner().start(AMI, signal);
  await amiScanner().start(AMI, signal);
  const answers = simulator.journal().map(({ operation, status, errorCode }) => `${operation} ${status} ${errorCode}`);
  expect([...new Set(answers)]).toEqual(['StartOnDemandScan 202 undefined', 'StartOnDemandScan 409 ConflictException']);
});

test('each scan goes as the scenario says, and one that fails leaves the results of the one before', async () => {
  const onDemandScans: OnDemandScanScenario[] = [{ seconds: 60, findings: { all: 1, critical: 1 } }, { status: 'FAILED', reason: 'UNSUPPORTED_OS' }];
  simulator.load({ onDemandScans });
  await start();
  simulator.advance(60);
  const { body: { scanId } } = await start();
  simulator.advance(300);
  expect(await statusOf(scanId)).toMatchObject({ scanStatus: 'FAILED', scanStatusReason: 'UNSUPPORTED_OS' });
  expect((await scansOf())[0].scannedAt).toBe('2026-01-05T08:01:00.000Z');
  expect((await amiScans().findings(AMI, new AbortController().signal)).findings.map(({ severity }) => severity)).toEqual(['CRITICAL']);
});

test('what the service does not take is refused', async () => {
  const denied = AUTHORIZATION.replace('AKIATEST', 'AKIADENIED');
  const body = { resourceId: AMI, resourceType: 'AMI' };
  const answers = [
    await start('ami-00000000000000009'),
    await call('scan', { ...body, resourceType: 'IMAGE' }),
    await call('scan', { resourceId: AMI }),
    await call('scan/status', { ...body, scanId: 'abc' }),
    await call('scan', body, denied),
    await call('scan', body, AUTHORIZATION.replace('/inspector2/', '/ec2/')),
    await call('scan', body, AUTHORIZATION, 'GET'),
  ];
  expect(answers.map(({ status, code }) => `${status} ${code}`)).toEqual([
    '400 ValidationException', '400 ValidationException', '400 ValidationException', '404 ResourceNotFoundException', '403 AccessDeniedException',
    '403 InvalidSignatureException', '404 UnknownOperationException',
  ]);
  expect(answers[4].body.message).toBe('inspector2:StartOnDemandScan *');
});

test('faults strike', async () => {
  const effects = [{ error: { code: 'ThrottlingException', status: 429 } }, 'html502', { patch: [{ set: 'scanId', value: 'x' }] }, { rawBody: { body: '1' } }] as const;
  simulator.load({ onDemandScans: [{ seconds: 0 }], faults: effects.map((effect, i) => ({ operation: 'StartOnDemandScan', nth: i + 1, effect })) });
  const answers = [];
  for (const _ of effects) answers.push(await start());
  expect(answers.map(({ status, body }) => [status, body])).toEqual([[429, { message: 'ThrottlingException' }], [502, undefined], [202, { scanId: 'x' }], [200, 1]]);
});
