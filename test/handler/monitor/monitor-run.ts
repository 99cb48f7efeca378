import { plainRenderers } from './plain-renderers';
import { BuildStory, FUNCTION_ARN, Hook, MINUTE, START, World } from './world';
import { MonitorProperties } from '../../../src/contract/monitor';
import { parseMonitorRequest } from '../../../src/handler/core/request/monitor-request';
import { monitorLifecycle } from '../../../src/handler/monitor/monitor-lifecycle';
import { Renderers } from '../../../src/handler/monitor/renderers';

export const ALL = 'arn:aws:sns:eu-central-1:123456789012:all';
export const PROPERTIES: MonitorProperties = {
  Id: 'golden',
  Pipelines: ['golden'],
  Records: { BucketName: 'records' },
  ScanPatienceSeconds: 3600,
  Topics: [{ Arn: ALL, Notifications: ['BUILD_ENDED', 'PIPELINE_DISABLED', 'NEW_CRITICAL_FINDINGS', 'GATE_FAILED'] }],
};

export const build = (members: Partial<BuildStory> = {}): BuildStory => ({
  path: 'golden/1.0.0/1', pipeline: 'golden', createdAt: START, endsAt: START + 30 * MINUTE, status: 'AVAILABLE', ...members,
});
export const RECORD = 'records/day=2026-01-05/123456789012/eu-central-1/golden/1.0.0/1.json';
export const PAGE = 'pages/day=2026-01-05/123456789012/eu-central-1/golden/1.0.0/1.html';
export const NOTICE = 'notices/golden/123456789012/eu-central-1/golden/1.0.0/1.json';

/** Sends an event to the function at a time. */
export async function at(
  world: World, millis: number, event: unknown, properties: Partial<MonitorProperties> = {}, hook?: Hook, renderers: Renderers = plainRenderers,
): Promise<void> {
  world.now = millis;
  const monitor = parseMonitorRequest(JSON.stringify({ ...PROPERTIES, ...properties }));
  await monitorLifecycle(monitor, world.services(hook), renderers)(event, { functionArn: FUNCTION_ARN, remainingMillis: 600_000 });
}

export const texts = (world: World) => world.sent.map(({ message: { subject, text } }) => `${subject}: ${text}`);
