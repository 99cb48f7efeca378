import { Clock, ImageBuilder, Log, Services } from '../../../src/handler/ports';
import { reportLifecycle } from '../../../src/handler/report/report-lifecycle';
import { event, PIPELINE_ARN, services } from '../fixtures';

const SCAN_PROPERTIES = { ScanTimeoutSeconds: '300' };
export const scanEvent = (members: Record<string, unknown> = {}, properties: Record<string, unknown> = {}) =>
  event({ ResourceType: 'Custom::ImageBuilderScanReport', ...members }, { ...SCAN_PROPERTIES, ...properties });

export const PIPELINE = { SourceType: 'PIPELINE', SourceArn: PIPELINE_ARN };
export const IDS = { requestId: event().RequestId, stackId: event().StackId, logicalResourceId: event().LogicalResourceId };

/** The lifecycle over ports of which only those given may be called; the clock stands at one second after the start. */
export function subject(given: Partial<ImageBuilder>, others: Partial<Services> = {}) {
  const calls: string[] = [];
  const lines: Record<string, unknown>[] = [];
  const slept: number[] = [];
  const port = <A extends unknown[], R>(name: keyof ImageBuilder) => async (...args: A): Promise<R> => {
    const [subjectOfCall] = args;
    calls.push(`${name} ${typeof subjectOfCall === 'string' ? subjectOfCall : Object.values(subjectOfCall as object).join(' ')}`);
    const fake = given[name] as ((...a: A) => Promise<R>) | undefined;
    if (!fake) throw new Error(`${name} must not be called here.`);
    return fake(...args);
  };
  const imageBuilder: ImageBuilder = {
    image: port('image'),
    pipelineImages: port('pipelineImages'),
    executions: port('executions'),
    steps: port('steps'),
    severityCounts: port('severityCounts'),
    findings: port('findings'),
    mayHaveFindings: port('mayHaveFindings'),
  };
  const clock: Clock = {
    now: () => new Date('2026-01-05T09:00:01.000Z'),
    sleep: async (millis) => { slept.push(millis); },
  };
  const log: Log = { write: (name, fields) => { lines.push({ event: name, ...fields }); } };
  const report = reportLifecycle(services({ imageBuilder, clock, log, ...others }));
  return { report, calls, lines, slept };
}

export function fail(value: unknown): never {
  throw new Error(`Nothing was thrown; the answer is ${JSON.stringify(value)}.`);
}
